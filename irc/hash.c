#include "irc/hash.h"

uint32_t hash_of(const void *data, size_t len)
{
    const unsigned char *at = data;
    uint32_t h = 2166136261U;
    for (size_t i = 0; i < len; i++) {
        h = (h ^ at[i]) * 16777619U;
    }
    return h;
}
