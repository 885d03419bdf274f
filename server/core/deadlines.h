#pragma once
/* Sessions ordered by their next deadline: a binary heap on session.deadline. */
#include <stdint.h>

struct session;

struct deadlines {
    struct session **items;
    int count, cap;
};

/* Puts the session in, or moves it, so that it is due at `at`. */
void deadlines_set(struct deadlines *d, struct session *one, int64_t at);
void deadlines_remove(struct deadlines *d, struct session *one);

/* The next one due, or NULL. */
struct session *deadlines_first(const struct deadlines *d);
void deadlines_finish(struct deadlines *d);
