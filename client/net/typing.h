#pragma once
/* Who is writing in a chat, and telling others that we are (client tag +typing). */
#include <stdbool.h>
#include <stdint.h>

#include "irc/message.h"
#include "irc/names.h"

struct app;
struct chat;
struct message;
struct network;

enum { TYPISTS_MAX = 16 };

struct typists {
    struct {
        char nick[NICK_CAP];
        int64_t until; /* now */
    } list[TYPISTS_MAX];
    int count;
};

/* `nick` writes, or stopped. */
void typing_heard(struct typists *t, enum casemap map, const char *nick, bool writes, int64_t now);

/* Forgets those of whom nothing was heard for a while; true when one went. */
bool typing_expire(struct typists *t, int64_t now);

#define TYPING_LABEL "typing"

/* A line that answers what we told of our writing: nothing more is to be done with it. */
bool typing_answered(const struct network *s, const struct message *m);

/* The draft of the current chat changed: others hear of it, not more often than they need to. */
void typing_follow(struct app *app);
