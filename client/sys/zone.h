#pragma once
/* Local time. */
#include <stdint.h>

/* Local time minus UTC at a moment (ms since 1970), in ms: summer has another. For the main thread.
 */
int zone_offset_ms(int64_t wall);
