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

static int this_year(const struct client *client)
{
    return stamp_civil(client_local(client, client->wall)).year;
}

static void add_date(const struct client *client, int year, int month, int day, struct bytes *out)
{
    char days[16], years[16];
    snprintf(days, sizeof days, "%d", day);
    snprintf(years, sizeof years, "%d", year);
    words_fill(out, client->lang, year == this_year(client) ? W_LAST_DAY : W_LAST_YEAR, "day", days,
               "month", words_month(client->lang, month), "year", years, NULL);
}

void client_date(const struct client *client, int64_t wall, struct bytes *out)
{
    struct civil at = stamp_civil(client_local(client, stamp_sane(wall)));
    add_date(client, at.year, at.month, at.day, out);
}

void client_iso_date(const struct client *client, const char *iso, struct bytes *out)
{
    int year, month, day;
    if (sscanf(iso, "%4d-%2d-%2d", &year, &month, &day) == 3 && month >= 1 && month <= 12) {
        add_date(client, year, month, day, out);
    } else {
        bytes_text(out, iso);
    }
}

static bool is_today(const struct client *client, int64_t wall)
{
    return client_day(client, stamp_sane(wall)) == client_day(client, client->wall);
}

void client_moment(const struct client *client, int64_t wall, struct bytes *out)
{
    struct bytes date = {0};
    char time[16];
    wall = stamp_sane(wall);
    client_time(client, wall, time);
    client_date(client, wall, &date);
    if (is_today(client, wall)) {
        bytes_text(out, time);
    } else if (stamp_civil(client_local(client, wall)).year != this_year(client)) {
        bytes_text(out, date.data);
    } else {
        words_fill(out, client->lang, W_DATE_TIME, "date", date.data, "time", time, NULL);
    }
    bytes_finish(&date);
}

static void bound(const struct client *client, int64_t wall, enum word time, enum word day,
                  struct bytes *out)
{
    struct bytes moment = {0};
    client_moment(client, wall, &moment);
    words_fill(out, client->lang, is_today(client, wall) ? time : day, "time", moment.data, NULL);
    bytes_finish(&moment);
}

void client_until(const struct client *client, int64_t wall, struct bytes *out)
{
    bound(client, wall, W_UNTIL_TIME, W_UNTIL_DAY, out);
}

void client_since(const struct client *client, int64_t wall, struct bytes *out)
{
    bound(client, wall, W_SINCE_TIME, W_SINCE_DAY, out);
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
