#include "client/net/backlog_page.h"

#include <stdlib.h>
#include <string.h>

#include "client/chat/chat.h"
#include "irc/check.h"

void backlog_page_finish(struct backlog_page *p)
{
    for (int i = 0; i < p->count; i++) {
        line_free(p->lines[i]);
        free(p->places ? p->places[i] : NULL);
    }
    free(p->places);
    for (int i = 0; i < p->reaction_count; i++) {
        free(p->reactions[i].id);
        free(p->reactions[i].nick);
    }
    free(p->lines);
    free(p->reactions);
    *p = (struct backlog_page){0};
}

/* Where a line of this time belongs between two places: after those that are not later. */
static int place_of(const struct chat *c, int64_t time, int low, int high)
{
    int at = high;
    while (at > low && c->lines[at - 1]->time > time) {
        at--;
    }
    return at;
}

/* Our own line that is not known to have arrived: the connection was lost before the echo. */
static int find_own(const struct chat *c, const struct line *line)
{
    enum { MINUTES = 10 * 60000 };
    for (int i = c->count - 1; i >= 0; i--) {
        const struct line *own = c->lines[i];
        if (own->mine && !own->id && own->kind == line->kind && own->state != LINE_WAITING &&
            own->time <= line->time + MINUTES && own->time >= line->time - MINUTES &&
            strcmp(own->text, line->text) == 0) {
            return i;
        }
    }
    return -1;
}

/* The index of the same line; without a msgid, one with the same time, sender and text. */
static int find_line(const struct chat *c, const struct line *line)
{
    if (line->id) {
        int known = chat_find_id(c, line->id);
        return known < 0 && line->mine ? find_own(c, line) : known;
    }
    int at = c->count - 1;
    while (at >= 0 && !(c->lines[at]->time == line->time && c->lines[at]->kind == line->kind &&
                        c->lines[at]->nick && strcmp(c->lines[at]->nick, line->nick) == 0 &&
                        strcmp(c->lines[at]->text, line->text) == 0)) {
        at--;
    }
    return at;
}

/* The lines of a page stay in order, whatever their times: new ones go before the page's next line
 * that is in the chat, or before the line that the page was requested for. */
static int next_known(const struct chat *c, const struct backlog_page *p, int i, enum ask asked)
{
    for (i++; i < p->count; i++) {
        int at = p->lines[i] ? find_line(c, p->lines[i]) : -1;
        if (at >= 0) {
            return at;
        }
    }
    bool there = c->backlog.asked_seq >= c->dropped &&
                 c->backlog.asked_seq <= c->dropped + (uint64_t)c->count;
    return asked == ASK_BEFORE && there ? (int)(c->backlog.asked_seq - c->dropped) : c->count;
}

int backlog_page_known_line(const struct chat *c, int index, int step)
{
    while (index >= 0 && index < c->count && !c->lines[index]->id) {
        index += step;
    }
    return index < c->count ? index : -1;
}

static void news_add(struct backlog_news *n, const struct chat *c, int index)
{
    const struct line *line = c->lines[index];
    if (n->first != UINT64_MAX && index > 0 && n->first >= c->dropped + (uint64_t)index) {
        n->first++;
    }
    if (n->read_until && line->time > n->read_until && !line->mine) {
        uint64_t seq = c->dropped + (uint64_t)index;
        n->first = n->first < seq ? n->first : seq;
        n->count++;
        n->mentions += line->mention || c->kind == CHAT_PERSON;
    }
}

int backlog_page_put(struct chat *c, struct backlog_page *p, enum ask asked,
                     struct backlog_news *news, struct span_of_page *at_page)
{
    int fresh = 0, from = 0, to = -1; /* to: -1: not determined yet */
    *at_page = (struct span_of_page){.low = -1, .high = -1};
    int *low = &at_page->low, *high = &at_page->high;
    for (int i = 0; i < p->count; i++) {
        struct line *line = p->lines[i];
        int at = find_line(c, line);
        bool is_new = at < 0 && c->count < CHAT_LINES_MAX && !chat_was_deleted(c, line->id);
        if (at >= 0 && !c->lines[at]->id && line->id) { /* it did arrive */
            c->lines[at]->id = xstrdup(line->id);
            c->lines[at]->state = LINE_DONE;
        }
        if (is_new) {
            to = to < 0 ? next_known(c, p, i, asked) : to;
            at = place_of(c, line->time, from, to < from ? from : to);
            chat_put(c, at, line);
            to++;
            p->lines[i] = NULL;
            news_add(news, c, at);
            fresh++;
            *low += *low >= at;
            *high += *high >= at;
        } else {
            to = -1;
        }
        from = at >= 0 ? at + 1 : from;
        if (at >= 0 && (*low < 0 || at < *low)) {
            *low = at;
            at_page->low_new = is_new;
        }
        if (at >= 0 && at > *high) {
            *high = at;
            at_page->high_new = is_new;
        }
    }
    return fresh;
}

void backlog_page_mend(struct chat *c, const struct backlog_page *p, enum ask asked,
                       const struct span_of_page *at)
{
    int low = at->low, high = at->high;
    int before = backlog_page_known_line(c, low - 1, -1),
        after = backlog_page_known_line(c, high + 1, 1);
    int whole = after >= 0 && asked == ASK_BEFORE ? after : high;
    for (int i = low + 1; i <= whole; i++) {
        c->lines[i]->gap = false;
    }
    bool first = asked == ASK_LATEST || asked == ASK_BEFORE;
    if (at->low_new && before >= 0) {
        c->lines[low]->gap = asked != ASK_AFTER && !(first && p->ended);
    }
    if (before < 0 && (at->low_new || (first && p->ended))) {
        c->backlog.older = !(first && p->ended);
    }
    if (after >= 0 && at->high_new && asked == ASK_AROUND) {
        c->lines[after]->gap = true;
    }
}
