#pragma once
/* Merges a page of history into a conversation: pages come in any order, messages that are there
 * already are not added twice, and where messages may be missing the later one has a gap. */
#include <stdbool.h>
#include <stdint.h>

#include "client/chat/chat.h"

struct backlog_page {
    bool ended;             /* the server has nothing beyond it */
    bool own;               /* from this computer's archive */
    int items;              /* lines of any kind */
    int64_t oldest, newest; /* wall; of all of them */
    struct line **lines;    /* oldest first; NULL once the chat has it */
    char **places;          /* of search results: where each was said; otherwise NULL */
    int count;
    size_t bytes; /* of the lines */
    struct early_reaction *reactions;
    int reaction_count;
};

/* What a page added that none of our devices has read. */
struct backlog_news {
    int64_t read_until; /* wall; 0: not known, and nothing is counted */
    int count, mentions;
    uint64_t first; /* seq; UINT64_MAX: none */
};

/* The indexes in the chat of the first and last line of a page (-1: none), and whether it added
 * them. */
struct span_of_page {
    int low, high;
    bool low_new, high_new;
};

/* Inserts the lines of a page that are not in the chat; returns how many. */
int backlog_page_put(struct chat *c, struct backlog_page *p, enum ask asked,
                     struct backlog_news *news, struct span_of_page *at_page);

/* Clears gaps that are closed now, and marks those where lines may still be missing. */
void backlog_page_mend(struct chat *c, const struct backlog_page *p, enum ask asked,
                       const struct span_of_page *at);

/* The nearest line from `index` on that the server knows; -1: none. */
int backlog_page_known_line(const struct chat *c, int index, int step);

void backlog_page_finish(struct backlog_page *p);
