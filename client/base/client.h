#pragma once
/* What every part of the client shares: settings, language, time, effects, networks. The network
 * side (net/) is given this and not the app; what it needs of the window goes through ports. The
 * first member of struct app. */
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

/* What the network side asks of the window (client/app_port.c). Arguments are borrowed for the
 * call, unless said otherwise. */
struct client_port {
    void (*show)(struct client *client, struct chat *c);
    /* shows a line of the current chat */
    void (*jump)(struct client *client, int index);
    void (*speak)(struct client *client, const struct chat *c, const struct line *line);
    /* a conversation was opened: what is remembered of it is asked for */
    void (*opened)(struct client *client, struct chat *c);
    /* a chat is about to be freed; `instead` is shown if it was the current one */
    void (*closing)(struct client *client, struct chat *c, struct chat *instead);
    /* all chats of a network are about to be freed */
    void (*leaving)(struct client *client, struct network *s);
    /* the connection is lost: nothing that was asked will be answered */
    void (*lost)(struct client *client, struct network *s);
    /* the connection failed before one was in: s->trouble says why */
    void (*failed)(struct client *client, struct network *s);
    /* we are an operator of the server that we host */
    void (*operates)(struct client *client, struct network *s);
    /* a row of LIST; true: a panel took it */
    bool (*listed)(struct client *client, struct network *s, struct message *m);
    void (*listed_all)(struct client *client, struct network *s);
    /* a line that may answer what a panel had asked; true: it does */
    bool (*answered)(struct client *client, struct network *s, struct message *m);
    /* results of a search there; takes lines out of the array (their slots become NULL) */
    void (*found)(struct client *client, struct network *s, struct line **lines,
                  char *const *places, int count);
    void (*not_found)(struct client *client, struct network *s);
    /* frees what panels keep with a network */
    void (*finish)(struct client *client, struct network *s);
};

struct client {
    struct prefs prefs;
    const struct words *lang, *system_lang; /* borrowed */
    bool plain; /* nothing is encrypted: somebody asked for that (--plain) */
    /* local time minus UTC at a moment (it changes with summer time); NULL: UTC */
    int (*utc_offset_ms)(int64_t wall);
    int64_t now, wall; /* of the last event */
    struct effects effects;
    struct called called[CALLS_MAX]; /* in a ring: where the system's notices lead */
    int call_count;
    int64_t call_again_at; /* now; the desktop is not told more often */
    int calls_held;        /* since it was told last */
    struct called held_in; /* the last of them */
    bool dirty;            /* the picture may have changed */
    enum screen screen;
    char host_key[40];         /* the password of our own server's operator; main keeps it */
    bool host_alive;           /* it is a child of ours, and runs */
    struct hosted hosted;      /* what our own server said of itself, when it began */
    struct network **networks; /* networks.h */
    int network_count;
    struct network *network; /* that of the current chat, or that the login screen is for */
    unsigned next_link;
    struct chat *current; /* the one that keys go to; borrowed from its network */
    struct chat *beside;  /* shown in the other one of two panes; NULL: there is one */
    bool focused;
    int64_t sounded_at;             /* now */
    const struct client_port *port; /* borrowed */
};

/* Something of the preferences changed. */
void client_save(struct client *client);

/* A moment as local time has it: for stamp_civil. */
int64_t client_local(const struct client *client, int64_t wall);

/* "10:14" of a moment on the wall clock, in local time, into `out` of 16 bytes. */
void client_time(const struct client *client, int64_t wall, char *out);

/* The local day of a moment, as a count of days. */
int64_t client_day(const struct client *client, int64_t wall);
