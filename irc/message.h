#pragma once
/* One IRC line, parsed in place: every pointer points into the line and lives as long as it.
 * https://modern.ircdocs.horse/#message-format and ircv3 message-tags. */
#include <stdbool.h>
#include <stddef.h>

struct bytes;

enum {
    MESSAGE_PARAMS_MAX = 15,
    MESSAGE_TAGS_MAX = 64, /* further tags are not read */
    NICK_CAP = 64,         /* bytes that hold any nickname, with its NUL */
};

struct message_tag {
    char *key;
    char *value; /* unescaped; "" when the tag has none */
};

struct message {
    char *source; /* without the colon; NULL when there is none */
    char *verb;   /* as received */
    char *params[MESSAGE_PARAMS_MAX];
    int count; /* of params */
    struct message_tag tags[MESSAGE_TAGS_MAX];
    int tag_count;
};

/* Parses `line` (NUL-terminated, modified). False when it has no verb. */
bool message_parse(struct message *m, char *line);

/* The value of a tag, "" if it has none, NULL if the tag is absent. */
const char *message_tag(const struct message *m, const char *key);

/* The n-th parameter, or "" when there are fewer. */
const char *message_param(const struct message *m, int n);

/* Appends the escaped tag value of `len` bytes, unescaped. */
void message_unescape(struct bytes *out, const char *value, size_t len);

/* Appends `value` as a tag value, escaped. */
void message_escape(struct bytes *out, const char *value);

/* The nickname in "nick!user@host" (or the whole of it), into `nick` of NICK_CAP bytes. */
void message_nick(const char *source, char *nick);
