#pragma once
/* The messages that are pinned in a room: their msgids, oldest pin first, as METADATA of the room
 * (PINS_KEY) has them: words. */
#include <stdbool.h>

#include "irc/bytes.h"
#include "irc/own_tags.h"

enum { PINS_BYTES = 300, PINS_ID = 128 }; /* what a value of METADATA has room for */

int pins_count(const char *pins);
bool pins_have(const char *pins, const char *id);

/* The one at `index` into `out`; false: past the last. */
bool pins_at(const char *pins, int index, char out[PINS_ID]);

/* The words with one more, or without it; false: there is no room for it. */
bool pins_with(const char *pins, const char *id, struct bytes *out);
void pins_without(const char *pins, const char *id, struct bytes *out);
