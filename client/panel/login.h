#pragma once
/* The login screen: its fields, and the last error. */
#include <stdbool.h>
#include <stdint.h>

#include "client/base/words.h"
#include "client/draw/geometry.h"
#include "client/net/network.h"
#include "client/text/edit.h"

struct app;
struct event;

enum login_field { FIELD_SERVER, FIELD_NICK, FIELD_ROOM, FIELD_PASSWORD, FIELD_COUNT };

/* Keyboard focus: a field, the box to log in automatically, the button, the second button if there
 * is one, the one to host, a server of the local network, or after those a recent one. */
enum { FOCUS_STAY = FIELD_COUNT, FOCUS_CONNECT, FOCUS_OTHER, FOCUS_HOST, FOCUS_RECENT };

/* What the user is doing: "Try again" does it again. */
enum login_intent { INTENT_CONNECT, INTENT_REGISTER, INTENT_HOST };

/* What a second button offers after an error. */
enum login_offer {
    OFFER_NONE,
    OFFER_REGISTER, /* the nickname, with the password in the field */
    OFFER_NICK,     /* another nickname */
    OFFER_COMPARE,  /* the changed certificate */
    OFFER_TELL,     /* the password, although others may read it */
    OFFER_PLAIN,    /* to connect without encryption */
    OFFER_READ,     /* what is kept on this computer */
};

struct login {
    struct edit fields[FIELD_COUNT];
    int focus;
    bool show_password;
    bool stay; /* log in automatically here from now on */
    enum login_intent intent;
    enum login_offer offer;
    char other_nick[NICK_CAP]; /* of OFFER_NICK */
    char *places;              /* of OFFER_READ: names of conversations, one a line; or NULL */
    bool trusts;               /* asks whether the certificate is the right one */
    bool trust_focus;          /* focus is on the proceed button */
    int trust_scroll;          /* px */
    int scroll_px;             /* of the screen, where it does not fit */
    bool hosting;              /* our own server is being started */
    int64_t slow_at;           /* now; when the step is named, as it takes long; 0: not */
    bool slow;
    int wrong;          /* the field at fault; -1: none */
    struct bytes title; /* what happened; empty: nothing */
    struct bytes body;  /* what to do */
    struct bytes detail;
};

void login_init(struct app *app);
void login_finish(struct login *l);

/* Whether automatic login can be offered: needs a password and encryption. */
bool login_can_stay(const struct app *app);
void login_toggle_stay(struct app *app);

/* Whether it is on for the server and nickname in the fields. */
bool login_stays(const struct app *app);

/* Checks the fields and connects. */
void login_connect(struct app *app);
void login_cancel(struct app *app);

/* The big button, and Enter in a field: connects, or does again what failed. */
void login_go(struct app *app);

/* Starts a server on this computer, if none of ours runs; then connects to it. */
void login_host(struct app *app);
void login_hosted(struct app *app, const struct hosted *h);

/* Connects to our own server. `registers`: the nickname, with the password in the field. */
void login_connect_home(struct app *app, bool registers);

/* What its button says. */
enum word login_host_word(const struct app *app);

/* The second button: its text; does what it offers. */
void login_offer_words(const struct app *app, struct bytes *out);
void login_take_offer(struct app *app);

void login_forget(struct app *app); /* the error and the password */

/* A field was edited: withdraws what was offered for its old content. */
void login_edited(struct app *app);

/* Takes the conversations kept for a server. */
void login_listed(struct app *app, struct network *s, const struct archive_answer *answer);

/* login_trouble.c: says why connecting failed, why it was not tried; clears the error */
void login_explain(struct app *app, const struct network *s);

/* The server wants its own password: asks for it, and does again what was meant. */
void login_ask_password(struct app *app);
void login_refuse(struct app *app, int field, enum word title, enum word body, const char *port);
void login_clear(struct login *l);

bool login_key(struct app *app, int key, unsigned mods);
void login_focus(struct app *app, int focus);

/* Fills the server field from one on the local network, and connects if nothing is missing. */
void login_take_nearby(struct app *app, int index);

/* The two lines of a recent server: whose it is (the network's name, or where it was reached), and
 * where, as whom and when it was visited. `name` is valid until the settings change. */
const char *login_recent_name(const struct app *app, int index);
void login_recent_facts(const struct app *app, int index, struct bytes *out);

/* Fills the fields from a recent server and connects if nothing is missing. */
void login_take_recent(struct app *app, int index);

/* The text of a field as shown: a hidden password is a '*' per byte, so that byte offsets match. */
void login_shown(const struct login *l, int field, struct bytes *out);

/* How much of a field's box `w` wide is for text: the server's has an encryption note, the
 * password's a button. */
int login_field_width(int field, int w);

/* Whether a connection is being made; and what the button says meanwhile. */
bool login_busy(const struct app *app);
enum word login_step(const struct app *app);

/* Names the step when it takes long. */
void login_tick(struct app *app);

/* Fills the fields from irc://HOST[:PORT]/ROOM, or an address without a room. */
void login_take_link(struct app *app, const char *link);

/* Whether connecting to the server in the field is encrypted. */
bool login_is_encrypted(const struct app *app);

/* Trusts the certificate and goes on if it is `right`; otherwise goes back. */
void login_trust(struct app *app, bool right);

/* Shows the certificate and asks. */
void login_ask_trust(struct app *app);

/* Where its parts are in the window. */
struct login_places {
    bool narrow; /* what is nearby and recent is below the form, not beside it */
    int pad;     /* of the form */
    struct rect card, form, side;
    struct rect notice; /* h 0: none */
    struct rect fields[FIELD_COUNT], go;
    struct rect other, host; /* w 0: absent */
    int recent_y;            /* in `side`: after what is nearby; 0: nobody looks */
    int over, scroll;        /* how far it can be scrolled, and is */
};

void login_places(const struct app *app, struct login_places *p);

/* The row of a server nearby, or after those of a recent one. */
struct rect login_row(const struct app *app, const struct login_places *p, int place);

void login_scroll(struct app *app, int rows);
void login_show_focus(struct app *app); /* scrolls to what has it */

/* What has keyboard focus as text, to be read aloud. */
void login_words(const struct app *app, struct bytes *out);

/* The field being typed in; NULL: none. */
struct edit *login_edit(struct app *app);
