#pragma once
/* cmocka's assert_in_range has another name in each of its versions. */
#include <stdint.h>

#define assert_within(value, low, high) \
    do { \
        intmax_t within_ = (value); \
        assert_true(within_ >= (low) && within_ <= (high)); \
    } while (0)
