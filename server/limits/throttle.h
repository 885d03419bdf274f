#pragma once
/* How fast one person may do what others feel: come into rooms, change nickname, invite, write to
 * people they did not write to lately, say the same again. Operators of the server may as they
 * like, and so may everybody with limits.flood off. */
#include <stdbool.h>
#include <stddef.h>

struct session;

enum throttle_step {
    THROTTLE_JOIN,
    THROTTLE_NICK,
    THROTTLE_INVITE,
    THROTTLE_STRANGER,
    THROTTLE_STEPS
};

/* The user of `s` takes one step. Gives 0, or the seconds to wait when it comes too soon: then it
 * is not counted. */
int throttle_step(const struct session *s, enum throttle_step what);

/* The same for a message to `key`, a folded nickname: free to those one wrote to lately. */
int throttle_write_to(const struct session *s, const char *key);

/* Whether `text` was said too often in the last minute, wherever; counts it. */
bool throttle_repeats(const struct session *s, const char *text);
