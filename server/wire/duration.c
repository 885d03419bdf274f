#include "server/wire/duration.h"

#include <stdlib.h>

#include "irc/check.h"

int64_t duration_read(const char *text)
{
    enum { MINUTE = 60 * 1000, YEARS = 1000 };
    static const struct {
        char unit;
        int64_t ms;
    } units[] = {{'m', MINUTE},
                 {'h', 60LL * MINUTE},
                 {'d', 1440LL * MINUTE},
                 {'w', 10080LL * MINUTE},
                 {'\0', MINUTE}};
    int64_t all = 0;
    if (!*text) {
        return -1;
    }
    while (*text) {
        char *end;
        long count = *text >= '0' && *text <= '9' ? strtol(text, &end, 10) : -1;
        size_t unit = 0;
        if (count < 0 || count > YEARS * 525600L) {
            return -1;
        }
        while (unit < COUNT_OF(units) && units[unit].unit != *end) {
            unit++;
        }
        if (unit == COUNT_OF(units)) {
            return -1;
        }
        all += count * units[unit].ms;
        if (all > YEARS * 525600LL * MINUTE) {
            return -1;
        }
        text = *end ? end + 1 : end;
    }
    return all;
}
