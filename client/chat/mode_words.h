#pragma once
/* What a change of a room's modes means, as sentences. */
#include <stdbool.h>

#include "irc/modes.h"

struct client;
struct chat;

/* Adds the sentence for one change by `by`, with its letter behind it. False: it has none. */
bool mode_words_add(struct client *client, struct chat *c, const char *by, bool rank,
                    const struct mode_change *change);
