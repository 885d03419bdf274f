#pragma once
/* The program's own lines in a conversation. */
#include <stdint.h>
#include "client/base/words.h"
#include "client/draw/icon.h"

struct chat;
struct client;

/* Appends a line of the program's own to a chat; placeholders filled as by words_fill. */
void info_add(struct client *client, struct chat *c, enum icon icon, enum word key, ...);
/* The same, with {time} as the only placeholder, filled with the time `at` (wall clock). */
void info_add_time(struct client *client, struct chat *c, enum icon icon, enum word key,
                   int64_t at);
void info_add_text(struct client *client, struct chat *c, enum icon icon, const char *text);
