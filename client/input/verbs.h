#pragma once
/* What can be done with a message, a user, a conversation or the draft, as one table of labels,
 * icons and functions, for menus, message tools, keys and slash commands alike. */
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
    VERB_EDIT,
    VERB_PIN,
    VERB_UNPIN,
    VERB_DELETE,
    /* with a user */
    VERB_IGNORE,
    VERB_UNIGNORE,
    VERB_WRITE_TO,
    VERB_MENTION,
    VERB_WHOIS,
    VERB_OPERATOR,
    VERB_NO_OPERATOR,
    VERB_VOICE,
    VERB_NO_VOICE,
    VERB_MUTE_PERSON, /* for `minutes` */
    VERB_UNMUTE_PERSON,
    VERB_KICK,
    VERB_BAN, /* the form for it */
    VERB_COPY_NAME,
    /* with a user of our own server */
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
    VERB_FIND, /* in it */
    VERB_PINS,
    VERB_ROOM_SETTINGS,
    VERB_ROOMS,
    VERB_DETAILS,
    VERB_DISCONNECT,
    VERB_LEAVE,
    VERB_CLOSE,
    /* with the draft */
    VERB_CUT,
    VERB_COPY_MARKED,
    VERB_PASTE,
    VERB_SELECT_ALL,
    VERB_SPELLING,
    VERB_LEARN,
    VERB_COUNT,
};

/* What it applies to. All borrowed; what a verb does not need may be unset. */
struct object {
    struct chat *chat;
    int line;            /* index in the chat, which is the current one; -1: none */
    const char *name;    /* of a user; a name to copy */
    const char *room;    /* a room they are in, on our own server */
    const char *link;    /* in a message */
    const char *address; /* of a user of our own server */
    const char *text;    /* the reason; the replacement for a word */
    size_t start, end;   /* of that word in the draft */
};

struct verb_row {
    enum icon icon;
    enum word words;      /* {name} is what it applies to */
    bool danger, on_line; /* on_line: with a message that was delivered */
    void (*run)(struct app *app, const struct object *o);
    bool (*may)(const struct app *app, const struct object *o); /* NULL: always */
};

extern const struct verb_row verbs[VERB_COUNT];

/* Whether it can be done now; does it if so. */
bool verbs_may(const struct app *app, enum verb verb, const struct object *o);
void verbs_run(struct app *app, enum verb verb, const struct object *o);

/* The same with a line of the current chat. */
void verbs_run_on(struct app *app, enum verb verb, int line);
