#pragma once
/* Context menus: for a message, a user, a conversation, or the draft. Opened by the right mouse
 * button, or by key for what has the focus. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "client/base/words.h"
#include "client/input/verbs.h"
#include "client/net/network.h"

struct app;
struct chat;

enum menu_about { MENU_MESSAGE, MENU_PERSON, MENU_CHAT, MENU_WRITING, MENU_GUEST };

enum { MENU_ROWS_MAX = 16, MENU_TEXT = 1024, MENU_OWN = 64 };

struct menu_row {
    enum verb verb;     /* determines the icon, the label and the action */
    const char *key;    /* shortcut for the same action; "": none */
    char own[MENU_OWN]; /* replaces the label, unless "" */
};

struct menu {
    bool open;
    enum menu_about about;
    int x, y;                    /* the pointer, or the object; the menu opens beside it */
    int at;                      /* the selected row; -1: none */
    unsigned network;            /* id of its network */
    char title[MENU_OWN];        /* above the rows; "": none */
    char chat[NETWORK_TEXT];     /* MESSAGE, CHAT: the name; "": the server's own */
    uint64_t seq;                /* MESSAGE */
    char name[NETWORK_TEXT];     /* of the user, or of the sender */
    char room[64];               /* GUEST: a room they are in */
    char link[MENU_TEXT];        /* in the message; "": none */
    char address[64];            /* GUEST */
    size_t word_start, word_end; /* WRITING: the misspelled word; its text is in name */
    struct menu_row rows[MENU_ROWS_MAX];
    int count;
};

/* Opens the menu for a message of the current chat (`address`: the link that was pressed in it; "":
 * none), for the message chosen by keyboard, for a user, for a conversation, and for the draft. */
void menu_open_message(struct app *app, int index, const char *address, int x, int y);
void menu_open_chosen(struct app *app, int index);
void menu_open_person(struct app *app, const char *nick, int x, int y);
void menu_open_chat(struct app *app, const struct chat *c, int x, int y);
void menu_open_head(struct app *app, int x, int y); /* of the conversation shown */
void menu_open_writing(struct app *app, int x, int y);

struct guest;

/* For a user of our own server. */
void menu_open_guest(struct app *app, const struct guest *g, int x, int y);

void menu_close(struct app *app);
void menu_choose(struct app *app, int row);
bool menu_key(struct app *app, int key, unsigned mods);

/* Runs the row with this letter; other text closes the menu. False: not taken. */
bool menu_text(struct app *app, const char *text);

/* Adds the spelling suggestions for the word under the caret (EVENT_SUGGESTED) as rows. */
void menu_suggest(struct app *app, const char *text);

/* Index of its message in the current chat; -1: none there. */
int menu_line(const struct app *app);

/* The selected row as text, to be read aloud. */
void menu_words(const struct app *app, struct bytes *out);
