#include "irc/line.h"

#include <string.h>

size_t line_waiting(const struct line_reader *r)
{
    return r->in.len - r->start;
}

static void compact(struct line_reader *r)
{
    bytes_cut(&r->in, 0, r->start);
    r->scanned -= r->start;
    r->start = 0;
}

void line_feed(struct line_reader *r, const char *data, size_t len)
{
    if (r->start >= r->in.len - r->start) { /* half of it has been taken: memory stays bounded */
        compact(r);
    }
    bytes_add(&r->in, data, len);
}

/* Where the line that starts at r->start ends, or r->in.len if its end has not arrived yet. */
static size_t find_end(struct line_reader *r)
{
    size_t at = r->scanned > r->start ? r->scanned : r->start;
    while (at < r->in.len && r->in.data[at] != '\n' && r->in.data[at] != '\r') {
        at++;
    }
    r->scanned = at;
    return at;
}

static bool fits(const struct line_reader *r, const char *line, size_t len)
{
    size_t tags = 0;
    if (len > 0 && line[0] == '@') {
        const char *space = memchr(line, ' ', len);
        tags = space ? (size_t)(space - line) + 1 : len;
    }
    size_t tags_max = r->tags_max ? r->tags_max : LINE_TAGS_MAX;
    size_t body_max = r->body_max ? r->body_max : LINE_BODY_MAX;
    return tags <= tags_max && len - tags <= body_max;
}

/* The end of the line has not arrived: keep waiting, unless it is already longer than any line. */
static enum line_status unfinished(struct line_reader *r)
{
    compact(r);
    if (r->skipping) {
        bytes_cut(&r->in, 0, r->in.len);
        r->scanned = 0;
        return LINE_NONE;
    }
    if (r->in.len == 0 || fits(r, r->in.data, r->in.len)) {
        return LINE_NONE;
    }
    bytes_cut(&r->in, 0, r->in.len);
    r->scanned = 0;
    r->skipping = true;
    return LINE_TOO_LONG;
}

enum line_status line_take(struct line_reader *r, char **line, size_t *len)
{
    for (;;) {
        size_t end = find_end(r);
        if (end == r->in.len) {
            return unfinished(r);
        }
        char *start = r->in.data + r->start;
        size_t count = end - r->start;
        r->in.data[end] = '\0';
        r->start = r->scanned = end + 1;
        if (r->skipping) {
            r->skipping = false;
        } else if (count > 0 && !fits(r, start, count)) {
            return LINE_TOO_LONG;
        } else if (count > 0) {
            *line = start;
            *len = count;
            return LINE_READY;
        }
    }
}

void line_finish(struct line_reader *r)
{
    bytes_finish(&r->in);
    r->start = r->scanned = 0;
    r->skipping = false;
}
