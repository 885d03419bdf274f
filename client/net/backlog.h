#pragma once
/* History (draft/chathistory) and read markers (draft/read-marker). Pages come in any order: where
 * messages may be missing between two pages, the later message has a gap, which is filled when it
 * scrolls into view. */
#include <stdbool.h>
#include <stdint.h>

struct archive_answer;
struct chat;
struct client;
struct message;
struct network;

/* Whether the server keeps history and we are connected. */
bool backlog_can_ask(const struct network *s);

/* Whether what is missing in this chat can be requested now, or is being requested. */
bool backlog_can_fill(const struct client *client, const struct network *s, const struct chat *c);

/* Requests the last page of a chat. This and the next two do nothing if the server keeps no history
 * or a request is pending. */
void backlog_ask_latest(struct client *client, struct network *s, struct chat *c);

/* Requests what is before the line at this index, which has a gap or is the first; or what is after
 * the line before it. */
void backlog_ask_before(struct client *client, struct network *s, struct chat *c, int index);
void backlog_ask_after(struct client *client, struct network *s, struct chat *c, int index);

/* Shows the message with this msgid, requesting it if necessary. `time` (wall): when it was sent;
 * 0: not known. */
void backlog_jump(struct client *client, struct network *s, struct chat *c, const char *id,
                  int64_t time);

/* Requests the names of those we had direct conversations with. */
void backlog_ask_people(struct client *client, struct network *s);

/* BATCH: an answer to one of these begins or ends. */
void backlog_batch(struct client *client, struct network *s, struct message *m);

/* A line inside a batch; true: the batch is such an answer, and the line was taken. */
bool backlog_line(struct client *client, struct network *s, struct message *m, const char *batch);

/* MARKREAD: how far the user has read on another device. */
void backlog_marker(struct client *client, struct network *s, const struct message *m);

/* FAIL; true: it refuses a request made here. */
bool backlog_refused(struct client *client, struct network *s, const struct message *m);

/* Answers from this computer's archive: a page of a chat, and search results. */
void backlog_recalled(struct client *client, struct network *s, const struct archive_answer *a);
void backlog_found(struct client *client, struct network *s, const struct archive_answer *a);

/* Everything in this chat is read: tells the server, for our other devices. */
void backlog_mark_read(struct client *client, struct network *s, struct chat *c);

/* The user has looked at it: nothing in it is unread any more. */
void backlog_read(struct client *client, struct chat *c);

/* The connection is lost: drops the answers that were arriving. */
void backlog_forget(struct network *s);
