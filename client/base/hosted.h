#pragma once
/* What a server started by this program reports about itself: the lines of `tertuliad
 * --machine-readable` (docs/hosting.md), and what this program adds to them. */
#include <stdbool.h>

enum { HOSTED_TEXT = 128, HOSTED_REASON = 512 };

struct hosted {
    bool ready;
    bool taken;                    /* a server started earlier is using its folder */
    int plain_port;                /* on this computer; 0: there is none */
    char address[HOSTED_TEXT];     /* for the others, HOST or HOST:PORT, encrypted; "": not known */
    bool reachable;                /* from other computers */
    char fingerprint[HOSTED_TEXT]; /* "": not known */
    char claim[HOSTED_TEXT];       /* makes whoever sends it the administrator; "": there is one */
    char autojoin[HOSTED_TEXT];    /* rooms for newcomers, separated by spaces */
    char firewall[16];             /* "ufw" and so on, which may block it; "": none known */
    char reason[HOSTED_REASON];    /* one sentence: why it does not run, or not properly */
};

/* Reads "key=value" lines into `h`; unknown keys are ignored. */
void hosted_read(struct hosted *h, const char *lines);
