#pragma once
/* Users ordered by the moment we must look at them again: a binary heap on user.deadline. */
#include <stdint.h>

struct user;

struct deadlines {
    struct user **items;
    int count, cap;
};

/* Puts the user in, or moves it, so that it is due at `at`. */
void deadlines_set(struct deadlines *d, struct user *u, int64_t at);
void deadlines_remove(struct deadlines *d, struct user *u);

/* The next one due, or NULL. */
struct user *deadlines_first(const struct deadlines *d);
void deadlines_finish(struct deadlines *d);
