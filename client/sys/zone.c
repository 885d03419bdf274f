#include "client/sys/zone.h"

#include <stdbool.h>
#include <time.h>

/* Asking the system is expensive, and each message on the screen has a time: caches the answer for
 * each quarter of an hour, within which it does not change. */
enum { QUARTER_MS = 15 * 60 * 1000, KEPT = 64 };

static struct {
    bool known;
    int64_t quarter;
    int offset;
} kept[KEPT];

static int ask(time_t moment)
{
    struct tm local = *localtime(&moment);
    struct tm utc = *gmtime(&moment);
    int days = local.tm_yday - utc.tm_yday;
    days = days > 1 ? -1 : days < -1 ? 1 : days; /* over New Year */
    return ((days * 24 + local.tm_hour - utc.tm_hour) * 60 + local.tm_min - utc.tm_min) * 60000;
}

int zone_offset_ms(int64_t wall)
{
    int64_t quarter = wall / QUARTER_MS;
    int at = (int)((uint64_t)quarter % KEPT);
    if (!kept[at].known || kept[at].quarter != quarter) {
        kept[at].known = true;
        kept[at].quarter = quarter;
        kept[at].offset = ask((time_t)(wall / 1000));
    }
    return kept[at].offset;
}
