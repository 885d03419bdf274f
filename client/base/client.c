#include "client/base/client.h"

#include <stdio.h>

#include "client/base/effect.h"

#include "irc/stamp.h"

enum { DAY_MS = 86400000 };

int64_t client_local(const struct client *client, int64_t wall)
{
    return wall + (client->utc_offset_ms ? client->utc_offset_ms(wall) : 0);
}

int64_t client_day(const struct client *client, int64_t wall)
{
    int64_t local = client_local(client, wall);
    return local / DAY_MS - (local % DAY_MS < 0);
}

void client_time(const struct client *client, int64_t wall, char *out)
{
    struct civil c = stamp_civil(client_local(client, wall));
    if (client->prefs.clock_12) {
        snprintf(out, 16, "%d:%02d %s", (c.hour + 11) % 12 + 1, c.minute,
                 c.hour < 12 ? "am" : "pm");
        return;
    }
    snprintf(out, 16, "%02d:%02d", c.hour, c.minute);
}

void client_lasted(const struct client *client, int64_t seconds, struct bytes *out)
{
    char number[24];
    int64_t minutes = seconds / 60, n = seconds < 60   ? seconds
                                        : minutes < 60 ? minutes
                                                       : minutes / 60;
    snprintf(number, sizeof number, "%lld", (long long)(n < 0 ? 0 : n));
    words_fill(out, client->lang,
               seconds < 60   ? W_SECONDS
               : minutes < 60 ? W_MINUTES
                              : W_HOURS,
               "n", number, NULL);
}

void client_save(struct client *client)
{
    effect_say(&client->effects, EFFECT_SAVE, NULL);
}
