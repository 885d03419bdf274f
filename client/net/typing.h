#pragma once
/* Telling others that we are typing (client tag +typing). */
#include <stdbool.h>

struct client;
struct chat;
struct message;
struct network;

#define TYPING_LABEL "typing"

/* A line that answers what we told of our writing: nothing more is to be done with it. */
bool typing_answered(const struct network *s, const struct message *m);

/* The draft of the current chat changed: others hear of it, not more often than they need to. */
void typing_follow(struct client *client);
