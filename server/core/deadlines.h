#pragma once
/* Devices ordered by the moment we must look at them again: a binary heap on device.deadline. */
#include <stdint.h>

struct device;

struct deadlines {
    struct device **items;
    int count, cap;
};

/* Puts the device in, or moves it, so that it is due at `at`. */
void deadlines_set(struct deadlines *d, struct device *one, int64_t at);
void deadlines_remove(struct deadlines *d, struct device *one);

/* The next one due, or NULL. */
struct device *deadlines_first(const struct deadlines *d);
void deadlines_finish(struct deadlines *d);
