#pragma once
/* What an icon does, in words: over it after a moment, and read aloud when it has the focus. */
#include <stdbool.h>
#include <stdint.h>

struct app;
struct bytes;
struct hit;

enum { TIP_MS = 500 };

/* False: the area has no words of its own, because they are drawn in it. */
bool tip_words(const struct app *app, int action, int arg, struct bytes *out);

/* The area whose words are to be shown now; NULL: none. When one is due (now); 0: none. */
const struct hit *tip_due(const struct app *app);
int64_t tip_deadline(const struct app *app);
