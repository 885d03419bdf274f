#pragma once
/* The menu of a thing in the window: what can be done with a message, a person, a conversation or
 * what is being written. By the right button of the mouse, or by the keys on what they are on. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "client/base/words.h"
#include "client/draw/icon.h"
#include "client/net/network.h"

struct app;
struct hit;

enum menu_about { MENU_MESSAGE, MENU_PERSON, MENU_CHAT, MENU_WRITING, MENU_GUEST };

enum menu_does {
    DOES_REPLY,
    DOES_REACT,
    DOES_COPY,
    DOES_QUOTE,
    DOES_UNREAD,
    DOES_OPEN_LINK,
    DOES_COPY_LINK,
    DOES_DELETE,
    DOES_IGNORE,
    DOES_WRITE_TO,
    DOES_MENTION,
    DOES_WHOIS,
    DOES_OPERATOR,
    DOES_KICK,
    DOES_BAN,
    DOES_READ,
    DOES_CALL_ALWAYS,
    DOES_CALL_MENTIONS,
    DOES_MUTE,
    DOES_COPY_NAME,
    DOES_BESIDE,
    DOES_ROOMS,
    DOES_LEAVE,
    DOES_CUT,
    DOES_COPY_MARKED,
    DOES_PASTE,
    DOES_SELECT_ALL,
    DOES_SPELLING, /* words of its own: what it puts there */
    DOES_LEARN,
    DOES_TAKE_OUT,
    DOES_KEEP_OUT,
    DOES_GIVE_ROOM,
    DOES_CHANGE_TOPIC,
};

enum { MENU_ROWS_MAX = 12, MENU_TEXT = 1024, MENU_OWN = 64 };

struct menu_row {
    enum menu_does does;
    enum icon icon;
    enum word words;    /* with {name} for what it is about */
    const char *key;    /* that does the same; "": none */
    char own[MENU_OWN]; /* in place of the words, unless "" */
    bool danger;
};

struct menu {
    bool open;
    enum menu_about about;
    int x, y;                    /* where the pointer was, or what it belongs to; it opens beside */
    int at;                      /* the row that the keys are on; -1: none */
    unsigned network;            /* whose; its number */
    char title[MENU_OWN];        /* above the rows; "": none */
    char chat[NETWORK_TEXT];     /* MESSAGE, CHAT: the name; "": the server's own */
    uint64_t seq;                /* MESSAGE */
    char name[NETWORK_TEXT];     /* of the person; of the one who said it */
    char room[64];               /* GUEST: one of those they are in */
    char link[MENU_TEXT];        /* under the pointer; "": none */
    size_t word_start, word_end; /* WRITING: of the word that no dictionary has; name: that word */
    struct menu_row rows[MENU_ROWS_MAX];
    int count;
};

/* Opens the one of what is at this place; nothing happens where there is none. */
void menu_open_at(struct app *app, const struct hit *hit, int x, int y);

/* The same for a message of the current chat, for somebody, and for what the keys are on. */
void menu_open_message(struct app *app, int index, int x, int y);
void menu_open_person(struct app *app, const char *nick, int x, int y);
void menu_open_here(struct app *app);

struct guest;

/* Of somebody on a server of our own. */
void menu_open_guest(struct app *app, const struct guest *g);

void menu_close(struct app *app);
void menu_choose(struct app *app, int row);
bool menu_key(struct app *app, int key, unsigned mods);

/* A letter that stands beside a row; any other closes. False: it is not open. */
bool menu_text(struct app *app, const char *text);

/* What the word under the caret may mean (EVENT_SUGGESTED): rows of their own. */
void menu_suggest(struct app *app, const char *text);

/* Index of the message it is about in the current chat; -1: of none there. */
int menu_line(const struct app *app);

/* What the keys are on, in words, to be read aloud. */
void menu_words(const struct app *app, struct bytes *out);
