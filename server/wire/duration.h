#pragma once
/* How long something lasts, as operators write it. */
#include <stdint.h>

/* "90", "1h30m", "7d", in ms; minutes if there is no unit. -1: it is not a duration. */
int64_t duration_read(const char *text);
