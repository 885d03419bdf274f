#pragma once
/* Reactions: an emoji or a word on a message (client tags +draft/react and +draft/unreact). */
#include <stdbool.h>
#include <stdint.h>

#include "irc/names.h"

struct chat;
struct line;

enum {
    REACTION_TEXT = 33, /* bytes, with the NUL: longer ones are not shown */
    REACTIONS_MAX = 20, /* different ones on a line */
    REACTORS_MAX = 500, /* people who gave the same */
    EARLY_MAX = 500,    /* that wait for their line */
    REACTION_ID = 256,  /* bytes of a msgid that they wait for */
};

struct reaction {
    char text[REACTION_TEXT];
    char **nicks;
    int count;
    bool mine;
};

/* A reaction that arrived before its line: pages of history come newest first. */
struct early_reaction {
    int64_t time; /* wall */
    char *id;     /* of the line */
    char *nick;
    char text[REACTION_TEXT];
    bool gives, mine;
};

/* A user adds a reaction or removes it. Adding the same one twice has no effect. False: nothing
 * changed. */
bool line_react(struct line *line, enum casemap map, const char *nick, const char *text, bool gives,
                bool mine);

/* The same for the line with this msgid; if that is not here yet, kept until it arrives. */
bool chat_react(struct chat *c, enum casemap map, const char *id, int64_t time, const char *nick,
                const char *text, bool gives, bool mine);

/* Applies to a newly arrived line the reactions that waited for it. */
void chat_react_early(struct chat *c, enum casemap map, struct line *line);

/* A user changed nickname: renames them in all reactions. */
void chat_rename_reactors(struct chat *c, enum casemap map, const char *from, const char *to);

void reactions_finish(struct line *line);
void early_finish(struct chat *c);
