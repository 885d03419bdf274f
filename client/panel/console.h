#pragma once
/* The console of a self-hosted server: its users, its log, and a line to send to everyone. It
 * replaces the server's own page once the user is its operator, and is plain IRC: WHO, LIST,
 * NOTICE, KILL, server notices (user mode s). */
#include <stdbool.h>
#include <stdint.h>

#include "client/draw/geometry.h"
#include "client/panel/guests.h"

struct app;
struct message;
struct chat;
struct network;

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

enum { CONSOLE_HEAD_ROW_H = 32, CONSOLE_GUEST_H = 40 };

/* Where its parts are in the window. */
struct console_places {
    struct rect area; /* to which all is cut */
    struct rect address, fingerprint, table, log;
    struct rect now; /* w 0: absent */
    bool tall;       /* the buttons of the address are below it */
    bool flows;      /* one column that is scrolled as a whole */
    int row;         /* characters of the fingerprint in a row */
    int over, scroll;
};

void console_places(const struct app *app, const struct console *c, struct rect talk, int edge,
                    struct console_places *out);
int console_guests_seen(const struct console_places *p);
