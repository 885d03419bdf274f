#pragma once
/* Local time. */
#include <stdint.h>

/* Local time minus UTC at a time (ms since 1970), in ms: changes with daylight saving. Main thread
 * only. */
int zone_offset_ms(int64_t wall);
