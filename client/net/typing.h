#pragma once
/* Telling others that we are typing (client tag +typing). */
#include <stdbool.h>

struct client;
struct chat;
struct message;
struct network;

#define TYPING_LABEL "typing"

/* Whether a line answers our +typing: it needs no further handling. */
bool typing_answered(const struct network *s, const struct message *m);

/* The draft of the current chat changed: tells others, no more often than necessary. */
void typing_follow(struct client *client);
