#pragma once
/* What a server that this program started says of itself: the lines of `tertuliad
 * --machine-readable` (docs/hosting.md), and what the program adds to them. */
#include <stdbool.h>

enum { HOSTED_TEXT = 128, HOSTED_REASON = 512 };

struct hosted {
    bool ready;
    bool taken;                    /* another server has its folder: that of an earlier time */
    int plain_port;                /* on this computer; 0: there is none */
    char address[HOSTED_TEXT];     /* for the others, HOST or HOST:PORT, encrypted; "": not known */
    bool reachable;                /* by other computers */
    char fingerprint[HOSTED_TEXT]; /* "": not known */
    char claim[HOSTED_TEXT];       /* makes whoever says it its administrator; "": there is one */
    char firewall[16];             /* "ufw", "firewalld": it may be in the way; "": none is known */
    char reason[HOSTED_REASON];    /* why it does not run, or not as it should: one sentence */
};

/* Reads lines "key=value" into `h`; those that it does not know are left out. */
void hosted_read(struct hosted *h, const char *lines);
