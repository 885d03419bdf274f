#pragma once
/* What can be done with a message, a user, a conversation or a text, as one table: its words, its
 * icon, and what it does, for menus, the tools over a message, keys and slash commands alike. */
#include <stdbool.h>
#include <stddef.h>

#include "client/base/words.h"
#include "client/draw/icon.h"

struct app;
struct chat;

enum verb {
    /* with a message */
    VERB_REPLY,
    VERB_REACT,
    VERB_MORE, /* its menu */
    VERB_COPY,
    VERB_QUOTE,
    VERB_UNREAD,
    VERB_OPEN_LINK,
    VERB_COPY_LINK,
    VERB_DELETE,
    /* with a user */
    VERB_IGNORE,
    VERB_UNIGNORE,
    VERB_WRITE_TO,
    VERB_MENTION,
    VERB_WHOIS,
    VERB_OPERATOR,
    VERB_KICK,
    VERB_BAN,
    VERB_COPY_NAME,
    /* with one at a server of one's own */
    VERB_GIVE_ROOM,
    VERB_CHANGE_TOPIC,
    VERB_TAKE_OUT,
    VERB_KEEP_OUT,
    /* with a conversation */
    VERB_READ,
    VERB_NOTIFY_ALWAYS,
    VERB_NOTIFY_MENTIONS,
    VERB_MUTE,
    VERB_BESIDE,
    VERB_ROOMS,
    VERB_DISCONNECT,
    VERB_LEAVE,
    VERB_CLOSE,
    /* with what is being written */
    VERB_CUT,
    VERB_COPY_MARKED,
    VERB_PASTE,
    VERB_SELECT_ALL,
    VERB_SPELLING,
    VERB_LEARN,
    VERB_COUNT,
};

/* With what. Everything is borrowed; what a verb does not need may be missing. */
struct object {
    struct chat *chat;
    int line;          /* of the current chat; -1: none */
    const char *name;  /* of a user; of what is copied */
    const char *room;  /* of theirs, at a server of one's own */
    const char *link;  /* an address of a message, or that a user comes from */
    const char *text;  /* the reason; what takes the place of a word */
    size_t start, end; /* of that word in the draft */
};

struct verb_row {
    enum icon icon;
    enum word words; /* with {name} for what it is about */
    bool danger;
    void (*run)(struct app *app, const struct object *o);
};

extern const struct verb_row verbs[VERB_COUNT];

/* With a line of the current chat; nothing happens where nobody said it, or it has not arrived. */
void verbs_run_on(struct app *app, enum verb verb, int line);
