#pragma once
/* The keys of the program and of text fields, by name: the defaults, and those chosen instead. What
 * each does is defined in keys.c and editing.c. */
#include <stdbool.h>

#include "client/base/words.h"

struct app;

/* Name in the settings file, default keys, and label, in the order they are listed. No label
 * (W_COUNT): not listed, mostly an alternative to the row before. */
#define KEYMAP_PROGRAM(X) \
    X(JUMP, "jump", "Ctrl K", W_KEY_JUMP) \
    X(JOIN, "join", "Ctrl N", W_KEY_JOIN) \
    X(CONNECT, "connect", "Ctrl Shift N", W_ANOTHER_SERVER) \
    X(SEARCH, "search", "Ctrl F", W_KEY_SEARCH) \
    X(SEARCH_ALL, "search-all", "Ctrl Shift F", W_KEY_SEARCH_ALL) \
    X(LEAVE, "leave", "Ctrl W", W_KEY_LEAVE) \
    X(PREVIOUS, "previous", "Alt Up", W_KEY_PREVIOUS) \
    X(NEXT, "next", "Alt Down", W_KEY_NEXT) \
    X(PREVIOUS_UNREAD, "previous-unread", "Alt Shift Up", W_KEY_PREVIOUS_UNREAD) \
    X(NEXT_UNREAD, "next-unread", "Alt Shift Down", W_KEY_NEXT_UNREAD) \
    X(BACK, "back", "Ctrl Tab", W_KEY_BACK) \
    X(NUMBERED, "numbered", "Alt 1", W_KEY_NUMBERED) \
    X(SPLIT, "split", "Ctrl \\", W_KEY_SPLIT) \
    X(SPLIT_2, "split-2", "F8", W_COUNT) \
    X(PANE, "pane", "Alt Left", W_KEY_PANE) \
    X(PANE_2, "pane-2", "Alt Right", W_COUNT) \
    X(MESSAGE, "message", "F6", W_KEY_MESSAGE) \
    X(WALK, "walk", "F7", W_KEY_WALK) \
    X(MENU, "menu", "Shift F10", W_KEY_MENU) \
    X(MENU_2, "menu-2", "Menu", W_COUNT) \
    X(EMOJI, "emoji", "Ctrl E", W_KEY_EMOJI) \
    X(PAGE_UP, "page-up", "Page Up", W_KEY_PAGE_UP) \
    X(PAGE_DOWN, "page-down", "Page Down", W_KEY_PAGE_DOWN) \
    X(OLDEST, "oldest", "Ctrl Home", W_KEY_OLDEST) \
    X(NOW, "now", "Ctrl End", W_KEY_NOW) \
    X(DONE, "done", "Esc", W_COUNT) \
    X(ROOMS, "rooms", "Ctrl B", W_KEY_CHATS) \
    X(PEOPLE, "people", "Ctrl Shift M", W_KEY_PEOPLE) \
    X(LARGER, "larger", "Ctrl +", W_KEY_LARGER) \
    X(LARGER_2, "larger-2", "Ctrl =", W_COUNT) \
    X(LARGER_3, "larger-3", "Ctrl Shift =", W_COUNT) \
    X(LARGER_4, "larger-4", "Ctrl Shift +", W_COUNT) \
    X(SMALLER, "smaller", "Ctrl -", W_KEY_SMALLER) \
    X(PLAIN_SIZE, "plain-size", "Ctrl 0", W_KEY_PLAIN_SIZE) \
    X(SETTINGS, "settings", "Ctrl ,", W_SETTINGS) \
    X(ROOM, "room", "Ctrl I", W_KEY_ROOM) \
    X(KEYS, "keys", "Ctrl /", W_KEY_KEYS) \
    X(KEYS_2, "keys-2", "F1", W_COUNT)

#define KEYMAP_EDITING(X) \
    X(WORD_LEFT, "word-left", "Ctrl Left", W_KEY_WORD_LEFT) \
    X(WORD_RIGHT, "word-right", "Ctrl Right", W_KEY_WORD_RIGHT) \
    X(DELETE_WORD_LEFT, "delete-word-left", "Ctrl Backspace", W_KEY_DELETE_LEFT) \
    X(DELETE_WORD_RIGHT, "delete-word-right", "Ctrl Del", W_KEY_DELETE_RIGHT) \
    X(MARK_ALL, "mark-all", "Ctrl A", W_MENU_SELECT_ALL) \
    X(COPY, "copy", "Ctrl C", W_COPY) \
    X(CUT, "cut", "Ctrl X", W_MENU_CUT) \
    X(PASTE, "paste", "Ctrl V", W_MENU_PASTE) \
    X(UNDO, "undo", "Ctrl Z", W_KEY_UNDO) \
    X(REDO, "redo", "Ctrl Y", W_KEY_REDO) \
    X(REDO_2, "redo-2", "Ctrl Shift Z", W_COUNT)

enum keymap {
#define KEYMAP_ID(id, name, keys, words) KEYMAP_##id,
    KEYMAP_PROGRAM(KEYMAP_ID) KEYMAP_EDITING(KEYMAP_ID)
#undef KEYMAP_ID
        KEYMAP_COUNT
};

struct key_row {
    const char *name; /* in the settings file */
    const char *keys; /* "Ctrl Shift N" */
    enum word words;
};

enum { KEYMAP_TEXT = 32 };

/* The n-th row listed; NULL: no more. */
const struct key_row *keymap_at(int index);

/* The current keys of a row; "": none. Chooses others, taking them from any row that had them;
 * NULL: the default again. */
const char *keymap_of(const struct app *app, const struct key_row *row);
const char *keymap_keys(const struct app *app, enum keymap id);
void keymap_choose(struct app *app, const struct key_row *row, const char *keys);

/* Whether this key is its current one. */
bool keymap_is(const struct app *app, enum keymap id, int key, unsigned mods);

/* What is on the keys in the user's language, "Ctrl Mayús N", to `out` of KEYMAP_TEXT. */
void keymap_caps(const struct app *app, const char *keys, char *out);

/* "Ctrl Shift N", to `out` of KEYMAP_TEXT. */
void keymap_write(int key, unsigned mods, char *out);
