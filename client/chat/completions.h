#pragma once
/* What is offered to complete the word before the caret (input/complete.h). */
#include <stdbool.h>
#include <stddef.h>

enum complete_kind { COMPLETE_NICK, COMPLETE_ROOM, COMPLETE_COMMAND, COMPLETE_EMOJI };

enum { COMPLETE_MAX = 32, COMPLETE_TEXT = 128 };

struct complete_item {
    char text[COMPLETE_TEXT];  /* what is put in: "emma", "#cafe", "/join", an emoji */
    char usage[COMPLETE_TEXT]; /* COMMAND: what follows it */
    char note[COMPLETE_TEXT];  /* shown beside it */
};

struct complete {
    bool open;
    bool cycling; /* Tab already put one in: Tab again puts the next in its place */
    enum complete_kind kind;
    struct complete_item items[COMPLETE_MAX];
    int count, selected;
    size_t start, end; /* the bytes of the prompt it stands for */
    size_t typed;      /* bytes of the item that were typed */
};

void completions_clear(struct complete *c);
