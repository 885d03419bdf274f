#pragma once
/* The console of a self-hosted server: its users, its log, and a line to send to everyone. It
 * replaces the server's own page once the user is its operator, and is plain IRC: WHO, LIST,
 * NOTICE, KILL, server notices (user mode s). */
#include <stdbool.h>
#include <stdint.h>

#include "irc/message.h"

struct app;
struct chat;
struct network;

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
    int64_t since;                  /* wall; when it was opened, or joined */
    int64_t ask_at;                 /* now; when everything is queried again */
    struct guest *guests;           /* sorted by nick */
    int count;
    char rooms[CONSOLE_ROOMS][64]; /* those whose members are queried */
    int room_count;                /* including those left out of rooms */
    int links_asked;               /* STATS l queries not yet answered in full */
    int first;                     /* topmost visible row */
    int back;                      /* lines the log is scrolled back */
    bool to_chosen;                /* messages go to the selected users only */
    bool code;                     /* the address is shown as a QR code */
    bool stale;                    /* somebody came or left since the last question */
    int64_t copied_until;          /* now; the address was copied a moment ago; 0: it was not */
};

/* We have become an operator of our own server. */
void console_open(struct app *app, struct network *s);
void console_free(struct console *c);

/* Whether the console is shown. */
bool console_is_shown(const struct app *app);

/* Repeats the queries when due, and lets the buttons fall back; when (now; 0: nothing is due). */
void console_tick(struct app *app);
int64_t console_deadline(const struct app *app);

/* Takes a reply to our queries; true: it was one. */
bool console_take(struct app *app, struct network *s, const struct message *m);

/* Sends to all users, or to the selected ones. */
void console_say(struct app *app, const char *text);

/* The address to share, as a link into the first room for newcomers, or else the first we are in.
 */
void console_link(const struct app *app, const struct console *c, struct bytes *out);

/* How many users are selected. */
int console_chosen(const struct console *c);

/* Runs its actions (enum action). */
void console_act(struct app *app, int action, int arg);
void console_scroll(struct app *app, int rows, bool log);
