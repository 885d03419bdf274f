#pragma once
/* The command line. */
#include <stdbool.h>

#include "client/net/network.h"

struct options {
    const char *server, *nick, *config, *picture, *transcript, *link; /* NULL: not given */
    char rooms[NETWORK_ROOMS];                                        /* with commas */
    bool plain;
};

/* 1: go on; 0: that was all (what was asked for is printed); -1: refused, and it was said why. */
int options_read(struct options *o, int argc, char **argv);

/* Where to, as a link, of DISK_PATH; "": nowhere. */
void options_address(const struct options *o, char *out);
