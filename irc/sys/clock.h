#pragma once
#include <stdint.h>

/* The wall clock: ms since 1970. */
int64_t clock_wall(void);
