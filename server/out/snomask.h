#pragma once
/* Server notices to operators, by the kinds they chose (user mode s). */

struct session;
struct world;

/* Kind, letter, description. */
#define SNOMASK_LIST(X) \
    X(PEOPLE, 'c', "people who come and go") \
    X(FAILED, 'f', "log-ins that failed, and who is not let in") \
    X(NICKS, 'n', "nicknames that change") \
    X(DEEDS, 'o', "what operators do") \
    X(ROOMS, 'r', "rooms that are made")

enum snomask {
#define SNOMASK_ID(id, letter, help) SNOMASK_##id,
    SNOMASK_LIST(SNOMASK_ID)
#undef SNOMASK_ID
        SNOMASK_KINDS
};

/* Events: the kind, the word in the tag, and the sentence, in which each % stands for the next word
 * passed. Only the last of these may have spaces. */
#define SNOMASK_EVENTS(X) \
    X(CAME, PEOPLE, "came", "% came in") \
    X(LEFT, PEOPLE, "left", "% left: %") \
    X(NICK, NICKS, "nick", "% is now %") \
    X(MADE, ROOMS, "room", "% made %") \
    X(WRONG_PASSWORD, FAILED, "wrong-password", "A wrong password for %") \
    X(NOT_OPER, FAILED, "not-oper", "% failed to become the operator %") \
    X(OPER, DEEDS, "oper", "% is the operator %") \
    X(KILL, DEEDS, "kill", "% took % out: %") \
    X(BAN, DEEDS, "ban", "%: % % (%)") \
    X(UNBAN, DEEDS, "unban", "% took away the % %") \
    X(LOCKDOWN, DEEDS, "lockdown", "%: LOCKDOWN %") \
    X(SETTING, DEEDS, "setting", "% set %")

enum snomask_event {
#define SNOMASK_EVENT(id, kind, word, sentence) SNOMASK_##id,
    SNOMASK_EVENTS(SNOMASK_EVENT)
#undef SNOMASK_EVENT
};

/* Tells operators who chose this kind; the words end with a NULL. Clients that know tags get the
 * event as one, tertulia.chat/event: its word, an address or *, and the words. Costs nothing while
 * there is no operator. */
void snomask_tell(struct world *w, enum snomask_event event, ...) __attribute__((sentinel));

/* The same, followed by where `who` comes from: the address for those who may see addresses
 * (POWER_SPY), the visible host for others. */
void snomask_tell_from(const struct session *who, enum snomask_event event, ...)
    __attribute__((sentinel));

/* Applies letters such as "+cf-n" to `bits`; and writes the letters of `bits` to `out`
 * (SNOMASK_KINDS + 2 bytes). */
unsigned snomask_change(unsigned bits, const char *letters);
void snomask_letters(unsigned bits, char *out);
