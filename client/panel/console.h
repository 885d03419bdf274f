#pragma once
/* The console of a server that one hosts: who is there, what happens, and a line to everybody. It
 * replaces the server's own page once one is its operator, and all of it is IRC: WHO, LIST,
 * NOTICE, KILL, notices of mode s. */
#include <stdbool.h>
#include <stdint.h>

#include "irc/message.h"

struct app;
struct chat;
struct network;

enum { CONSOLE_TEXT = 128, CONSOLE_ROOMS = 40, GUESTS_MAX = 2000 };

struct guest {
    char nick[NICK_CAP];
    char address[64];
    char room[64]; /* one of those they are in; "": none */
    int rooms;
    int idle_s;
    int64_t since; /* wall; when they came; 0: not known */
    int lag_ms;    /* -1: not known */
    bool oper, chosen;
    bool here; /* in the answer that is coming in */
};

struct console {
    char address[CONSOLE_TEXT];     /* for the others: host[:port] */
    char fingerprint[CONSOLE_TEXT]; /* "": not known */
    int64_t since;                  /* wall; when it was opened, or joined */
    int64_t ask_at;                 /* now; then everything is asked again */
    struct guest *guests;           /* by name */
    int count;
    char rooms[CONSOLE_ROOMS][64]; /* whose people are asked for */
    int room_count;                /* all */
    int links_asked;               /* STATS l without an end of its answer */
    int first;                     /* topmost row that is seen */
    int back;                      /* lines that the log is scrolled back */
    bool to_chosen;                /* what is written goes to those who are chosen */
    bool code;                     /* the address as a QR code is shown */
    bool sure;                     /* "Stop hosting" was pressed once */
};

/* We are an operator of our own server. */
void console_open(struct app *app, struct network *s);
void console_free(struct console *c);

/* Whether it is what is shown. */
bool console_is_shown(const struct app *app);

/* Asks anew when it is time, while it is shown. */
void console_tick(struct app *app);

/* An answer to what was asked: true, and it is taken care of. */
bool console_take(struct app *app, struct network *s, const struct message *m);

/* Writes to everybody, or to those who are chosen. */
void console_say(struct app *app, const char *text);

/* The address to give away, as a link. */
void console_link(const struct console *c, struct bytes *out);

/* How many are chosen. */
int console_chosen(const struct console *c);

/* What its places do (enum action). */
void console_act(struct app *app, int action, int arg);
void console_scroll(struct app *app, int rows, bool log);
