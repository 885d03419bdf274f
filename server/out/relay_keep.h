#pragma once
/* Keeps lines on their way to users as records of the history (core/history.h). */
#include "server/core/history.h"

struct relay;
struct room;
struct user;

/* Keeps a line that was written out, with its msgid; `lines` as in struct record. */
void relay_keep(const struct relay *line, const char *place, enum record_kind kind,
                const char *lines);

/* The same under another time, msgid and tags of the client. */
void relay_keep_as(const struct relay *line, const char *place, enum record_kind kind,
                   const char *lines, int64_t time, const char *id, const char *tags);

/* An event in a room: gives the line a msgid and keeps it. */
void relay_keep_event(struct relay *line, const struct room *room);

/* Gives the line a msgid and keeps it in every room of the user. */
void relay_keep_everywhere(struct relay *line, const struct user *u);
