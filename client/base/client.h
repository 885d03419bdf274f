#pragma once
/* State shared by every part of the client: settings, language, time, effects, networks. The
 * network side (net/) is given this instead of the app, and reaches the window through the port.
 * This is the first member of struct app. */
#include <stdbool.h>
#include <stdint.h>

#include "client/base/effect.h"
#include "client/base/hosted.h"
#include "client/base/prefs.h"
#include "client/base/words.h"
#include "irc/bytes.h"

struct chat;
struct client;
struct line;
struct message;
struct network;

enum screen { SCREEN_LOGIN, SCREEN_CHAT };

enum { CALLS_MAX = 16 };

struct called {
    unsigned network;
    char chat[PREFS_TEXT];
};

/* What the network side calls in the window (client/app_port.c). Arguments are borrowed for the
 * call unless noted otherwise. */
struct client_port {
    void (*show)(struct client *client, struct chat *c);
    /* shows a line of the current chat */
    void (*jump)(struct client *client, int index);
    void (*speak)(struct client *client, const struct chat *c, const struct line *line);
    /* a conversation was opened: requests what is stored of it */
    void (*opened)(struct client *client, struct chat *c);
    /* a chat is about to be freed; `instead` is shown if it was the current one */
    void (*closing)(struct client *client, struct chat *c, struct chat *instead);
    /* all chats of a network are about to be freed */
    void (*leaving)(struct client *client, struct network *s);
    /* the connection is lost: pending requests will not be answered */
    void (*lost)(struct client *client, struct network *s);
    /* connecting failed before we were let in: s->trouble says why */
    void (*failed)(struct client *client, struct network *s);
    /* we are connected, and in no room */
    void (*nowhere)(struct client *client, struct network *s);
    /* the server has put us into a room, before we chose one */
    void (*landed)(struct client *client, struct chat *c);
    /* we are now an operator on the server that we host */
    void (*operates)(struct client *client, struct network *s);
    /* a row of LIST; true: a panel handled it */
    bool (*listed)(struct client *client, struct network *s, struct message *m);
    void (*listed_all)(struct client *client, struct network *s);
    /* a line that may answer what a panel had asked; true: it does */
    bool (*answered)(struct client *client, struct network *s, struct message *m);
    /* search results; takes lines out of the array (their slots become NULL) */
    void (*found)(struct client *client, struct network *s, struct line **lines,
                  char *const *places, int count);
    void (*not_found)(struct client *client, struct network *s);
    /* frees what panels store in a network */
    void (*finish)(struct client *client, struct network *s);
};

struct client {
    struct prefs prefs;
    const struct words *lang, *system_lang; /* borrowed */
    bool apple;                             /* Ctrl and Alt are the keys Command and Option */
    bool plain;                             /* never encrypt: the user asked for that (--plain) */
    /* local time minus UTC at that time (daylight saving changes it); NULL: UTC */
    int (*utc_offset_ms)(int64_t wall);
    int64_t now, wall; /* of the last event */
    struct effects effects;
    struct called called[CALLS_MAX]; /* ring buffer: where desktop notifications lead */
    int call_count;
    int64_t call_again_at; /* now; no desktop notification before that */
    int calls_held;        /* notifications held back since the last one */
    struct called held_in; /* where the last of those leads */
    bool dirty;            /* the picture may have changed */
    enum screen screen;
    char host_key[40];         /* the operator password of our own server; set by main */
    bool host_alive;           /* our own server is our child and is running */
    int own_port;              /* of a server of ours that ran already at the start; 0: none */
    struct hosted hosted;      /* what our own server reported when it started */
    struct network **networks; /* networks.h */
    int network_count;
    struct network *network; /* of the current chat, or the one of the login screen */
    unsigned next_link;
    struct chat *current; /* receives keyboard input; borrowed from its network */
    struct chat *beside;  /* shown in the other of two panes; NULL: there is one pane */
    bool focused;
    int64_t sounded_at;             /* now */
    const struct client_port *port; /* borrowed */
};

/* Call after changing preferences: queues saving them. */
void client_save(struct client *client);

/* Converts a wall-clock time to local time, for stamp_civil. */
int64_t client_local(const struct client *client, int64_t wall);

/* Formats a wall-clock time as local time, such as "10:14", into `out` of 16 bytes. */
void client_time(const struct client *client, int64_t wall, char *out);

/* Appends the day of a moment, "14 November", with its year if that is another one; the same of a
 * date, "2026-11-14" (other text as it is). */
void client_date(const struct client *client, int64_t wall, struct bytes *out);
void client_iso_date(const struct client *client, const char *iso, struct bytes *out);

/* Appends a moment: "10:14" today, else "14 November, 10:14", in another year its day. */
void client_moment(const struct client *client, int64_t wall, struct bytes *out);

/* Appends "until 10:14", "since 14 November, 10:14", as a part of a sentence. Not of 0. */
void client_until(const struct client *client, int64_t wall, struct bytes *out);
void client_since(const struct client *client, int64_t wall, struct bytes *out);

/* Appends a time that has passed: "4 s", "12 min", "3 h". */
void client_lasted(const struct client *client, int64_t seconds, struct bytes *out);

/* The local day of a wall-clock time, as a day number. */
int64_t client_day(const struct client *client, int64_t wall);
