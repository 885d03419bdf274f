#include "client/chat/pins.h"

#include <stdio.h>
#include <string.h>

/* The next word; returns what follows it, NULL: there is none. */
static const char *next(const char *at, char out[PINS_ID])
{
    at += strspn(at, " ");
    size_t len = strcspn(at, " ");
    snprintf(out, PINS_ID, "%.*s", (int)(len < PINS_ID ? len : PINS_ID - 1), at);
    return len ? at + len : NULL;
}

bool pins_at(const char *pins, int index, char out[PINS_ID])
{
    const char *at = pins ? pins : "";
    for (int i = 0; i <= index && at; i++) {
        at = next(at, out);
    }
    return at != NULL;
}

int pins_count(const char *pins)
{
    char id[PINS_ID];
    int count = 0;
    while (pins_at(pins, count, id)) {
        count++;
    }
    return count;
}

bool pins_have(const char *pins, const char *id)
{
    char one[PINS_ID];
    for (int i = 0; pins_at(pins, i, one); i++) {
        if (strcmp(one, id) == 0) {
            return true;
        }
    }
    return false;
}

bool pins_with(const char *pins, const char *id, struct bytes *out)
{
    bytes_format(out, "%s%s%s", pins ? pins : "", pins && *pins ? " " : "", id);
    return out->len <= PINS_BYTES && strlen(id) < PINS_ID;
}

void pins_without(const char *pins, const char *id, struct bytes *out)
{
    char one[PINS_ID];
    for (int i = 0; pins_at(pins, i, one); i++) {
        if (strcmp(one, id) != 0) {
            bytes_format(out, "%s%s", out->len ? " " : "", one);
        }
    }
}
