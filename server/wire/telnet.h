#pragma once
/* The plain door: one room for netcat, telnet and small scripts. The first line is a nickname,
 * each further one a message; what others say comes as "nick > text". Translates between those
 * bytes and IRC lines of an ordinary user. No sockets, no clock. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "irc/bytes.h"

struct outbox;

enum { TELNET_NICK = 33, TELNET_ROOM = 65 };

struct telnet {
    enum { TELNET_NAME, TELNET_ASKED, TELNET_INSIDE } state;
    char room[TELNET_ROOM], nick[TELNET_NICK];
    char wanted[TELNET_NICK]; /* as it was said, before a number was put to it */
    int tries;
    bool misnamed;      /* a name had a colon, as the headers of a browser have */
    bool prompted;      /* "Nickname:" was sent, to somebody who said nothing by themselves */
    bool ended;         /* the other side writes nothing more */
    bool over;          /* nothing more is taken from the wire */
    int64_t since;      /* now; the last byte, or the beginning */
    struct bytes in;    /* from the wire, not handled yet */
    struct bytes names; /* gathered for "Here: ..." */
    struct bytes say;   /* lines of IRC for the world; the caller takes them */
    struct bytes out;   /* for the wire; the caller cuts what it wrote */
};

struct telnet *telnet_new(const char *room, int64_t now);
void telnet_free(struct telnet *p);

/* Takes what came. */
void telnet_take(struct telnet *p, const char *data, size_t len, int64_t now);

/* What time brings: who writes no line ends has ended one after a tenth of a second. The ms until
 * there is something to do again; -1: never. */
int64_t telnet_tick(struct telnet *p, int64_t now);

/* Takes one line that the world has for this user (without its end). */
void telnet_hear(struct telnet *p, const char *line, size_t len);

/* The same for what waits in an outbox. */
void telnet_put(struct telnet *p, struct outbox *out);

/* The other side has said all: what it said before is still done. Whether it is. */
void telnet_end(struct telnet *p);
bool telnet_is_done(const struct telnet *p);
