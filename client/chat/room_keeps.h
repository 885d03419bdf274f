#pragma once
/* What a server of our own kind keeps of a room's past, as its ChanServ says. */
#include <stdbool.h>

struct room_keeps {
    bool known;
    bool old;   /* known, but to be asked for again */
    bool asked; /* and the answer is still to come */
    bool on;
    long days, messages;               /* 0: as long, and as many, as the server does */
    long server_days, server_messages; /* the same of the server; 0: no end */
};

/* Takes the fact "#room on|off|never DAYS MESSAGES SERVER-DAYS SERVER-MESSAGES" of that room;
 * never: the server keeps nothing, and nothing is known of the room. False: it is none, or of
 * another room, and nothing has changed. */
bool room_keeps_read(struct room_keeps *k, const char *room, const char *fact);
