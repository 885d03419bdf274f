#pragma once
/* What this computer stores of conversations, so that they open at once and without a server. Fills
 * and queries the archive (sys/archive). */
#include <stdbool.h>
#include <stdint.h>

struct archive_answer;
struct chat;
struct client;
struct line;
struct network;

enum { MEMORY_PAGE = 100, MEMORY_FOUND = 100 };

/* Stores the line at this index as it is now: new, or with another place or a closed gap. */
void memory_keep(struct client *client, const struct network *s, const struct chat *c, int index);

/* Stores a reaction, added or removed; forgets a deleted line. */
void memory_react(struct client *client, const struct network *s, const struct chat *c,
                  const char *id, const char *nick, const char *text, bool gives, bool mine);
void memory_forget(struct client *client, const struct network *s, const struct chat *c,
                   const char *id);

/* The room has a new name: what is stored of it, too. */
void memory_rename(struct client *client, const struct network *s, const struct chat *c,
                   const char *to);

/* Stores the draft, if it is not what was stored last. */
void memory_draft(struct client *client, const struct network *s, struct chat *c);

/* Requests the page before the first line of the chat, or the last one if it has none. */
void memory_recall(struct client *client, const struct network *s, struct chat *c);

/* Searches for lines with these words, in a chat (NULL: in all), from a user ("": from anyone),
 * sent after a time. False: nothing is stored here. */
bool memory_find(struct client *client, const struct network *s, const struct chat *c,
                 const char *words, const char *from, int64_t after);

/* Opens the newest direct conversations of the answer. */
void memory_open_people(struct client *client, struct network *s,
                        const struct archive_answer *answer);

/* Requests the list of conversations stored for this login. */
void memory_list(struct client *client, const struct network *s);
