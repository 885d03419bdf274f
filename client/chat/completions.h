#pragma once
/* The completions offered for the word before the caret (input/complete.h). */
#include <stdbool.h>
#include <stddef.h>

enum complete_kind { COMPLETE_NICK, COMPLETE_ROOM, COMPLETE_COMMAND, COMPLETE_EMOJI };

enum { COMPLETE_MAX = 32, COMPLETE_TEXT = 128 };

struct complete_item {
    char text[COMPLETE_TEXT];  /* what is inserted: "emma", "#cafe", "/join", an emoji */
    char usage[COMPLETE_TEXT]; /* COMMAND: its arguments */
    char note[COMPLETE_TEXT];  /* shown beside it */
};

struct complete {
    bool open;
    bool cycling; /* Tab has inserted one: Tab again replaces it with the next */
    enum complete_kind kind;
    struct complete_item items[COMPLETE_MAX];
    int count, selected;
    size_t start, end; /* the bytes of the prompt it replaces */
    size_t typed;      /* bytes of the item that were typed */
};

void completions_clear(struct complete *c);
