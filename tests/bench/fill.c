/* fill FILE COUNT: a store with COUNT messages in 20 rooms, #bench0 ..., one per second until now.
 * Word frequencies are as in a language; every 50,000th message has "aguja", every 100th "corazón".
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "irc/bytes.h"
#include "irc/error.h"
#include "server/core/history.h"
#include "server/log.h"
#include "server/store.h"

enum { ROOMS = 20, WORDS = 8, VOCABULARY = 20000, A_TURN = 1000 };

static uint32_t dice = 1;

void log_line(enum log_level level, const char *format, ...)
{
    (void)level;
    (void)format;
}

static uint32_t roll(uint32_t sides)
{
    dice = dice * 1664525u + 1013904223u;
    return (dice >> 8) % sides;
}

static void add_word(struct bytes *text)
{
    static const char *const parts[] = {"ka", "lo", "mi", "ne",  "su",
                                        "ra", "to", "be", "chi", "vo"};
    uint32_t rank = roll(VOCABULARY) * (roll(1000) + 1) / 1000 * (roll(1000) + 1) / 1000;
    bytes_char(text, ' ');
    for (rank += 11; rank; rank /= 10) {
        bytes_text(text, parts[rank % 10]);
    }
}

static bool add(struct store *s, int64_t i, int64_t count, int64_t end)
{
    char place[32], msgid[32];
    struct bytes body = {0};
    uint32_t who = roll(100);
    snprintf(place, sizeof place, "#bench%d", (int)roll(ROOMS));
    snprintf(msgid, sizeof msgid, "fill%" PRIx64, (uint64_t)i);
    bytes_format(&body, ":p%u!~p%u@example.org PRIVMSG %s :", who, who, place);
    bytes_format(&body, "%" PRId64, i);
    for (int k = 0; k < WORDS; k++) {
        add_word(&body);
    }
    bytes_text(&body, i % 50000 == 49999 ? " aguja" : i % 100 == 99 ? " coraz\xC3\xB3n" : "");
    struct record record = {.time = end - (count - i) * 1000,
                            .kind = RECORD_MESSAGE,
                            .place = place,
                            .msgid = msgid,
                            .sender = "!fill",
                            .tags = "",
                            .body = body.data};
    bool fine = store_add_record(s, &record);
    bytes_finish(&body);
    return fine && (i % A_TURN || store_commit(s));
}

int main(int argc, char **argv)
{
    struct error error;
    if (argc != 3) {
        fputs("usage: fill FILE COUNT\n", stderr);
        return 2;
    }
    struct store *s = store_open(argv[1], &error);
    int64_t count = atoll(argv[2]), end = (int64_t)time(NULL) * 1000;
    if (!s) {
        fprintf(stderr, "%s\n", error.text);
        return 1;
    }
    bool fine = true;
    for (int64_t i = 0; fine && i < count; i++) {
        fine = add(s, i, count, end);
    }
    fine = store_commit(s) && fine;
    struct store *side = store_open_side(s, &error);
    while (side && store_tend(side)) {
    }
    store_close(s);
    return !fine;
}
