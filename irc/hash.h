#pragma once
/* One short number for many bytes: FNV-1a of 32 bits, which is quick and spreads well, and which
 * whoever wants to can make collide. */
#include <stddef.h>
#include <stdint.h>

uint32_t hash_of(const void *data, size_t len);
