#pragma once
/* Moments in order: a binary heap of deadlines, each inside the struct that it is of. */
#include <stdint.h>

struct deadline {
    int64_t at;
    int place; /* in the heap; -1: not in it, as it is to be at first */
};

struct deadlines {
    struct deadline **items;
    int count, cap;
};

/* Puts one in, or moves it, so that it is due at `at`. */
void deadlines_set(struct deadlines *d, struct deadline *one, int64_t at);
void deadlines_remove(struct deadlines *d, struct deadline *one);

/* The next one due, or NULL. */
struct deadline *deadlines_first(const struct deadlines *d);
void deadlines_finish(struct deadlines *d);
