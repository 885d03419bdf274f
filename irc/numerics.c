#include "irc/numerics.h"

#include <stddef.h>

const char *numeric_text(int code)
{
    switch (code) {
#define NUMERIC_CASE(number, name, text) \
    case number: return text;
        NUMERIC_LIST(NUMERIC_CASE)
#undef NUMERIC_CASE
    default: return NULL;
    }
}
