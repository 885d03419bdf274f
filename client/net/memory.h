#pragma once
/* What this computer remembers of conversations, so that they open at once and without a server.
 * This is what the archive (sys/archive) is given and asked. */
#include <stdbool.h>
#include <stdint.h>

struct archive_answer;
struct chat;
struct client;
struct line;
struct network;

enum { MEMORY_PAGE = 100, MEMORY_FOUND = 100 };

/* Keeps the line of this index as it is now: new, or with another place or a closed gap. */
void memory_keep(struct client *client, const struct network *s, const struct chat *c, int index);

/* Keeps a reaction, given or taken back; forgets a line that was deleted. */
void memory_react(struct client *client, const struct network *s, const struct chat *c,
                  const char *id, const char *nick, const char *text, bool gives, bool mine);
void memory_forget(struct client *client, const struct network *s, const struct chat *c,
                   const char *id);

/* Keeps what is being written there, if it is not what was kept last. */
void memory_draft(struct client *client, const struct network *s, struct chat *c);

/* Asks for the page before the first line of the chat, or the last one. */
void memory_recall(struct client *client, const struct network *s, struct chat *c);

/* Asks for lines with these words, in a chat (NULL: in all), of a person ("": of anyone), said
 * after a moment. False: nothing is remembered here. */
bool memory_find(struct client *client, const struct network *s, const struct chat *c,
                 const char *words, const char *from, int64_t after);

/* Opens the newest conversations with people among those that there are. */
void memory_open_people(struct client *client, struct network *s,
                        const struct archive_answer *answer);

/* Asks which conversations there are for the login that is filled in. */
void memory_list(struct client *client, const struct network *s);
