#pragma once
/* Who is on a server we host, and what else its console shows: kept and asked by
 * client/panel/console.h, read by the pages beside it. */
#include <stdbool.h>
#include <stdint.h>

#include "irc/message.h"

enum { CONSOLE_TEXT = 128, CONSOLE_ROOMS = 40, GUESTS_MAX = 2000 };

struct guest {
    char nick[NICK_CAP];
    char address[64], ident[64];
    char room[64]; /* a room they are in; "": none */
    int rooms;
    int idle_s;
    int64_t since; /* wall; when they connected; 0: not known */
    int lag_ms;    /* -1: not known */
    bool oper, chosen;
    bool here; /* in the reply being received */
};

struct console {
    char address[CONSOLE_TEXT];     /* for the others: host[:port] */
    char fingerprint[CONSOLE_TEXT]; /* "": not known */
    int64_t since;                  /* wall; when the server was started, or we came if not known */
    bool asks_since;                /* it was asked when it was started */
    int64_t ask_at;                 /* now; when everything is queried again */
    struct guest *guests;           /* sorted by nick */
    int count;
    char rooms[CONSOLE_ROOMS][64];   /* those whose members are queried */
    int room_count;                  /* including those left out of rooms */
    int room_coming;                 /* those of the list that is being sent */
    int64_t people_at, people_asked; /* now; when people are asked for again (0: with all else), and
                                        were last */
    bool places_old;                 /* who is in which room is being sent anew */
    int links_asked;                 /* STATS l queries not yet answered in full */
    int scroll_px;                   /* where it is one column */
    int first;                       /* topmost visible row */
    int back;                        /* lines the log is scrolled back */
    bool to_chosen;                  /* messages go to the selected users only */
    bool code;                       /* the address is shown as a QR code */
    bool stale;                      /* somebody came or left since the last question */
    int64_t copied_until;            /* now; the address was copied a moment ago; 0: it was not */
};
