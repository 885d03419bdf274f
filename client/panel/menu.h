#pragma once
/* Context menus: of a message, a user, a conversation, or the text being written. Opened by the
 * right button, or by the keys on what they are on. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "client/base/words.h"
#include "client/input/verbs.h"
#include "client/net/network.h"

struct app;
struct chat;

enum menu_about { MENU_MESSAGE, MENU_PERSON, MENU_CHAT, MENU_WRITING, MENU_GUEST };

enum { MENU_ROWS_MAX = 12, MENU_TEXT = 1024, MENU_OWN = 64 };

struct menu_row {
    enum verb verb;     /* has the icon, the words, and what it does */
    const char *key;    /* that does the same; "": none */
    char own[MENU_OWN]; /* in place of the words, unless "" */
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

/* Opens the one of a message of the current chat (`address`: of the link that was pressed in it;
 * "": none), of the one that the keys have chosen, of a user, of a conversation, and of the text
 * that is being written. */
void menu_open_message(struct app *app, int index, const char *address, int x, int y);
void menu_open_chosen(struct app *app, int index);
void menu_open_person(struct app *app, const char *nick, int x, int y);
void menu_open_chat(struct app *app, const struct chat *c, int x, int y);
void menu_open_writing(struct app *app, int x, int y);

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
