#pragma once
/* The login screen: its fields, and what went wrong the last time. */
#include <stdbool.h>

#include "client/base/words.h"
#include "client/net/network.h"
#include "client/text/edit.h"

struct app;
struct event;

enum login_field { FIELD_SERVER, FIELD_NICK, FIELD_ROOM, FIELD_PASSWORD, FIELD_COUNT };

/* Where the keyboard is: a field, the box to log in by itself, the button, the other one when there
 * is one, that to host, a server of the local network, or after those a recent one. */
enum { FOCUS_STAY = FIELD_COUNT, FOCUS_CONNECT, FOCUS_OTHER, FOCUS_HOST, FOCUS_RECENT };

struct login {
    struct edit fields[FIELD_COUNT];
    int focus;
    bool show_password;
    char taken[NICK_CAP], proposed[NICK_CAP]; /* a nickname that is somebody's, and what stands in
                                                 the field instead */
    bool stay;                                /* this computer is to log in by itself from now on */
    char *places;        /* conversations that this computer remembers of that server; NULL: none */
    bool offers;         /* to make the nickname one's own */
    bool offers_plain;   /* to connect without encryption */
    bool offers_tell;    /* to tell the server the password, though others may read it */
    bool offers_compare; /* to look at the certificate that is another one now */
    bool trusts;        /* asks whether the certificate is the right one; the focus is then on... */
    bool trust_focus;   /* ...the way forward */
    bool hosting;       /* our own server is being started */
    int wrong;          /* the field that is to blame; -1: none */
    struct bytes title; /* what happened; empty: nothing */
    struct bytes body;  /* what to do */
    struct bytes detail;
};

void login_init(struct app *app);
void login_finish(struct login *l);

/* Whether it can be asked to log in by itself from now on: with a password, and encrypted. */
bool login_can_stay(const struct app *app);
void login_toggle_stay(struct app *app);

/* Whether it does so for what stands in the fields. */
bool login_stays(const struct app *app);

/* Looks at the fields and connects. */
void login_connect(struct app *app);
void login_cancel(struct app *app);

/* Starts a server on this computer; then connects to it. */
void login_host(struct app *app);
void login_hosted(struct app *app, const struct hosted *h);

/* The same, and the nickname becomes one's own with this password. */
void login_register(struct app *app);

/* Looks at the certificate of a server that has another one now. */
void login_compare(struct app *app);

void login_forget(struct app *app); /* what went wrong, and the password */

/* A field was changed: what was offered for what stood there before is not any more. */
void login_edited(struct app *app);

/* What is remembered of a server (a name a line); shows it, of one that is out of reach. */
void login_listed(struct app *app, struct network *s, const struct archive_answer *answer);
void login_read_offline(struct app *app);

/* login_trouble.c: says why the connection did not come about; why it was not tried; that nothing
 * is wrong any more */
void login_explain(struct app *app, const struct network *s);
void login_refuse(struct app *app, int field, enum word title, enum word body, const char *port);
void login_clear(struct login *l);

bool login_key(struct app *app, int key, unsigned mods);
void login_focus(struct app *app, int focus);

/* Fills the field from a server of the local network, and connects if nothing is missing. */
void login_take_nearby(struct app *app, int index);

/* Fills the fields from a recent server and connects if nothing is missing. */
void login_take_recent(struct app *app, int index);

/* The text of a field as it is shown: a hidden password is a '*' for each byte, so that places in
 * it are those of the text. */
void login_shown(const struct login *l, int field, struct bytes *out);

/* How much of a field's box of `w` its text has: the server's says how it is encrypted, the
 * password's has its button. */
int login_field_width(int field, int w);

/* Whether a connection is being made. */
bool login_busy(const struct app *app);

/* Fills the fields from irc://HOST[:PORT]/ROOM, or an address without a room. */
void login_take_link(struct app *app, const char *link);

/* Whether what stands in the field would be encrypted. */
bool login_is_encrypted(const struct app *app);

/* The certificate is the right one: it is remembered, and one goes on; or not. */
void login_trust(struct app *app, bool right);

/* Without encryption, as somebody decided who was told. */
void login_connect_plain(struct app *app);
void login_tell(struct app *app);

/* What the keys are on, in words, to be read aloud. */
void login_words(const struct app *app, struct bytes *out);

/* The field that is typed in; NULL: none is. */
struct edit *login_edit(struct app *app);
