#pragma once
/* Splits a stream of bytes into lines. CR, LF and CR LF each end a line, so no line returned can
 * contain one: nothing that a peer sends can be relayed as two lines. Empty lines are skipped.
 * A line over its limit is reported once and discarded to its end; memory stays bounded.
 * Limits after https://ircv3.net/specs/extensions/message-tags#size-limit */
#include <stdbool.h>
#include <stddef.h>

#include "irc/bytes.h"

enum {
    LINE_BODY_MAX = 510,         /* without tags and without CR LF */
    LINE_TAGS_MAX = 8191,        /* '@' to the space, both counted, as a client receives them */
    LINE_CLIENT_TAGS_MAX = 4096, /* the same for what a client may send: 4094 bytes of data */
};

enum line_status { LINE_NONE, LINE_READY, LINE_TOO_LONG };

struct line_reader {
    struct bytes in;
    size_t start;    /* where the next line begins in `in` */
    size_t scanned;  /* no line end before this offset */
    bool skipping;   /* inside a line that was too long */
    size_t body_max; /* limits in bytes; 0 means the constants above */
    size_t tags_max;
};

void line_feed(struct line_reader *r, const char *data, size_t len);

/* Takes the next line: it points into the reader, is NUL-terminated and may be changed in place;
 * the next call of any function here invalidates it. `len` counts bytes: a line may hold NULs. */
enum line_status line_take(struct line_reader *r, char **line, size_t *len);

/* Bytes received and not yet taken. */
size_t line_waiting(const struct line_reader *r);
void line_finish(struct line_reader *r);
