#pragma once
/* Completion in the prompt: nicknames, rooms, commands and :emoji:. */
#include <stdbool.h>
#include <stddef.h>

struct app;

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

/* After the prompt changed: opens by itself at "@..." and "/...", follows, or closes. */
void complete_follow(struct app *app);

/* The second colon of a :name: makes it the emoji. */
void complete_emoji(struct app *app);

/* Tab (step 1) or Shift Tab (-1). False: there is nothing to complete. */
bool complete_tab(struct app *app, int step);

/* Moves the choice; puts the chosen one in. */
void complete_move(struct app *app, int step);
void complete_accept(struct app *app, int index);
void complete_close(struct app *app);
