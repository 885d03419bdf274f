#include "irc/caps.h"

#include <string.h>

static const char *const names[] = {
#define CAP_NAME(id, name) name,
    CAP_LIST(CAP_NAME)
#undef CAP_NAME
};

const char *cap_name(int index)
{
    return names[index];
}

uint64_t cap_find(const char *name, size_t len)
{
    for (int i = 0; i < CAP_COUNT; i++) {
        if (strlen(names[i]) == len && memcmp(names[i], name, len) == 0) {
            return UINT64_C(1) << i;
        }
    }
    return 0;
}
