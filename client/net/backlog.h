#pragma once
/* History (draft/chathistory) and read markers (draft/read-marker). Pages come in any order:
 * where messages may be missing between two pages, the later message has a gap, which is filled
 * when it comes into sight. */
#include <stdbool.h>
#include <stdint.h>

struct archive_answer;
struct chat;
struct client;
struct message;
struct network;

/* Whether the server keeps what was said, and is there. */
bool backlog_can_ask(const struct network *s);

/* Whether what is missing in this chat can be asked for now, or is on its way. */
bool backlog_can_fill(const struct client *client, const struct network *s, const struct chat *c);

/* Asks for the last page of a chat. Nothing happens when the server keeps nothing, or an answer is
 * on its way; so with the next ones. */
void backlog_ask_latest(struct client *client, struct network *s, struct chat *c);

/* Asks for what is before the line of this index, which has a gap or is the first; for what is
 * after the line before it. */
void backlog_ask_before(struct client *client, struct network *s, struct chat *c, int index);
void backlog_ask_after(struct client *client, struct network *s, struct chat *c, int index);

/* Shows the message of this id, which may have to be asked for. `time` (wall): when it was said; 0:
 * not known. */
void backlog_jump(struct client *client, struct network *s, struct chat *c, const char *id,
                  int64_t time);

/* Asks with whom one has talked. */
void backlog_ask_people(struct client *client, struct network *s);

/* BATCH: an answer of these begins or ends. */
void backlog_batch(struct client *client, struct network *s, struct message *m);

/* A line inside a batch; true: that is such an answer, and the line is part of it. */
bool backlog_line(struct client *client, struct network *s, struct message *m, const char *batch);

/* MARKREAD: how far one has read on another device. */
void backlog_marker(struct client *client, struct network *s, const struct message *m);

/* FAIL; true: it refuses what was asked here. */
bool backlog_refused(struct client *client, struct network *s, const struct message *m);

/* The answers of this computer's own memory: a page of a chat, and what was looked for. */
void backlog_recalled(struct client *client, struct network *s, const struct archive_answer *a);
void backlog_found(struct client *client, struct network *s, const struct archive_answer *a);

/* Everything in this chat is read: the server tells our other devices. */
void backlog_mark_read(struct client *client, struct network *s, struct chat *c);

/* One has looked at it: nothing in it is new any more. */
void backlog_read(struct client *client, struct chat *c);

/* The connection is gone: so are the answers that were coming. */
void backlog_forget(struct network *s);
