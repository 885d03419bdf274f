#pragma once
/* A binary heap of deadlines, each embedded in the struct it belongs to. */
#include <stdint.h>

struct deadline {
    int64_t at;
    int place; /* in the heap; -1: not in it, which must be the initial value */
};

struct deadlines {
    struct deadline **items;
    int count, cap;
};

/* Adds a deadline, or moves it, so that it is due at `at`. */
void deadlines_set(struct deadlines *d, struct deadline *one, int64_t at);
void deadlines_remove(struct deadlines *d, struct deadline *one);

/* The next one due, or NULL. */
struct deadline *deadlines_first(const struct deadlines *d);
void deadlines_finish(struct deadlines *d);
