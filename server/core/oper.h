#pragma once
/* Server operators and the powers of their classes. */
#include <stdbool.h>

struct config;
struct reply;
struct user;

#define POWER_LIST(X) \
    X(KILL, "kill", "end connections: KILL") \
    X(BAN, "ban", "keep people out: KLINE, DLINE, XLINE") \
    X(REHASH, "rehash", "change the settings: SET, REHASH") \
    X(DIE, "die", "stop and start the server: DIE, RESTART") \
    X(WALLOPS, "wallops", "write to everybody: WALLOPS") \
    X(SPY, "spy", "see addresses and invisible people; STATS, TRACE") \
    X(HOSTS, "hosts", "give people another host: CHGHOST") \
    X(ROOMS, "rooms", "do in any room what its operators may") \
    X(ACCOUNTS, "accounts", "change accounts of others")

enum power_index {
#define POWER_INDEX(id, name, help) POWER_INDEX_##id,
    POWER_LIST(POWER_INDEX)
#undef POWER_INDEX
        POWER_COUNT
};

enum power {
#define POWER_BIT(id, name, help) POWER_##id = 1 << POWER_INDEX_##id,
    POWER_LIST(POWER_BIT)
#undef POWER_BIT
};

enum { POWER_ALL = (1 << POWER_COUNT) - 1 };

/* The powers of an operator's class, 0 when there is no such operator; `hash` is that of the
 * password, borrowed from the configuration. */
unsigned oper_find(const struct config *c, const char *name, const char **hash);

/* The name of a power in the configuration. */
const char *oper_power_name(enum power power);
