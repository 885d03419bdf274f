#pragma once
/* The plain-text port: one room for netcat, telnet and small scripts. The first line is a nickname,
 * each further line a message; what others say comes as "nick > text". Translates between these
 * bytes and the IRC lines of an ordinary user. No sockets, no clock. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "irc/bytes.h"

struct outbox;

enum { TELNET_NICK = 33, TELNET_ROOM = 65 };

struct telnet {
    enum { TELNET_NAME, TELNET_ASKED, TELNET_INSIDE } state;
    char room[TELNET_ROOM], nick[TELNET_NICK];
    char wanted[TELNET_NICK]; /* as requested, before a number was appended */
    int tries;
    bool misnamed;      /* a name had a colon, as HTTP headers do */
    bool prompted;      /* the nickname was asked for, as the peer had sent nothing */
    bool ended;         /* the peer sends nothing more */
    bool over;          /* no more input is taken */
    int64_t since;      /* monotonic ms; of the last byte, or of the start */
    struct bytes in;    /* received, not yet handled */
    struct bytes names; /* gathered for "Here: ..." */
    struct bytes say;   /* IRC lines for the world; the caller takes them */
    struct bytes out;   /* for the peer; the caller removes what it wrote */
};

struct telnet *telnet_new(const char *room, int64_t now);
void telnet_free(struct telnet *p);

/* Takes received bytes. */
void telnet_take(struct telnet *p, const char *data, size_t len, int64_t now);

/* Does what is due: input without a line end counts as a line after a tenth of a second. Returns
 * the ms until the next call is needed; -1: none is. */
int64_t telnet_tick(struct telnet *p, int64_t now);

/* Translates one line from the world for this user (without its CR LF). */
void telnet_hear(struct telnet *p, const char *line, size_t len);

/* The same for the lines waiting in an outbox. */
void telnet_put(struct telnet *p, struct outbox *out);

/* The peer sends nothing more; what it sent before is still handled. Whether it was. */
void telnet_end(struct telnet *p);
bool telnet_is_done(const struct telnet *p);
