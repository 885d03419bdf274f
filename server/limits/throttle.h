#pragma once
/* How fast a user may do what others notice: join rooms, change the nickname, invite, write to
 * strangers, repeat a message. Operators are exempt, and so is everybody with limits.flood off. */
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

/* Counts one action by the user of `s`. Returns 0, or the seconds to wait if it comes too soon;
 * then it is not counted. */
int throttle_step(const struct session *s, enum throttle_step what);

/* The same for a message to `key`, a folded nickname; free if the user wrote to it lately. */
int throttle_write_to(const struct session *s, const char *key);

/* Whether the user sent `text` too often in the last minute, to any target; counts it. */
bool throttle_repeats(const struct session *s, const char *text);
