#pragma once
/* Who is kept out of a server we host: the list, with "Unban", and a ban, which says whom
 * else it would hit. It is KLINE, DLINE and STATS k. */
#include <stdbool.h>
#include <stdint.h>

struct app;
struct message;
struct network;

enum { SERVER_BANS_MAX = 200, SERVER_BAN_TEXT = 128 };

struct server_ban {
    char letter; /* K user@host, D address, X real name */
    char mask[SERVER_BAN_TEXT], reason[SERVER_BAN_TEXT], by[64];
    int64_t at, until; /* wall; until 0: for good; at 0: not known */
};

struct server_bans {
    int asked; /* lists that are still to come */
    bool known;
    struct server_ban list[SERVER_BANS_MAX], coming[SERVER_BANS_MAX];
    int count, coming_count;
    char lifted[SERVER_BAN_TEXT]; /* the mask of what can be brought back */
};

/* `nick`: in the form for a ban; "": none. */
void bans_page_open(struct app *app, struct network *s, const char *nick);

/* A line that answers it; true: it did. */
bool bans_page_take(struct app *app, const struct network *s, const struct message *m);
