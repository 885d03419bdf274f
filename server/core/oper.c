#include "server/core/oper.h"

#include <string.h>

#include "irc/check.h"
#include "server/core/config.h"

static const char *const names[] = {
#define POWER_NAME(id, name, help) name,
    POWER_LIST(POWER_NAME)
#undef POWER_NAME
};

static unsigned power_of(const char *name, size_t len)
{
    if (len == 3 && memcmp(name, "all", 3) == 0) {
        return (1u << POWER_COUNT) - 1;
    }
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (strlen(names[i]) == len && memcmp(name, names[i], len) == 0) {
            return 1u << i;
        }
    }
    return 0;
}

static unsigned class_powers(const struct config *c, const char *name)
{
    const char *at = config_named(c->classes, name);
    unsigned powers = 0;
    if (!at) {
        at = strcmp(name, "admin") == 0 ? "all" : "";
    }
    while (*at) {
        size_t len = strcspn(at, " ");
        powers |= power_of(at, len);
        at += len + strspn(at + len, " ");
    }
    return powers;
}

unsigned oper_find(const struct config *c, const char *name, const char **hash)
{
    const char *value = config_named(c->opers, name);
    if (!value) {
        return 0;
    }
    char class[CONFIG_TEXT];
    size_t len = strcspn(value, " ");
    copy_text(class, sizeof class, value);
    class[len] = '\0';
    *hash = value + len + strspn(value + len, " ");
    return class_powers(c, class);
}

const char *oper_power_name(enum power power)
{
    int index = 0;
    while (!(power & 1u << index)) {
        index++;
    }
    return names[index];
}
