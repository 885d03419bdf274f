#include "irc/sys/clock.h"

#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

int64_t clock_wall(void)
{
    FILETIME t; /* 100 ns since 1601 */
    GetSystemTimeAsFileTime(&t);
    int64_t ticks = (int64_t)((uint64_t)t.dwHighDateTime << 32 | t.dwLowDateTime);
    return ticks / 10000 - INT64_C(11644473600000);
}
#else
#include <time.h>

int64_t clock_wall(void)
{
    struct timespec t;
    timespec_get(&t, TIME_UTC);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
#endif
