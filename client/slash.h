#pragma once
/* The commands one can type, as a table: it runs them, completes them and makes /help. */
#include "client/words.h"

struct slash {
    const char *name;
    const char *usage; /* what follows the name */
    enum word help;
};

/* The row at `index`, or NULL past the last. In alphabetical order. */
const struct slash *slash_at(int index);
