#pragma once
/* Notices to operators about what happens, by the kinds they chose (mode s). */

struct session;
struct world;

/* Letter; what of it the others see in HELP. */
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

/* Tells those who wish to hear of this kind. Costs nothing while nobody does. */
void snomask_tell(struct world *w, enum snomask kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same, with where somebody comes from behind it: the address for those who may see addresses
 * (POWER_SPY), what everybody sees for others. */
void snomask_tell_from(const struct session *who, enum snomask kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The bits of letters such as "+cf-n", changed from what they were; and the letters of bits, into
 * `out` of SNOMASK_KINDS + 2. */
unsigned snomask_change(unsigned bits, const char *letters);
void snomask_letters(unsigned bits, char *out);
