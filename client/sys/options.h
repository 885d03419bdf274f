#pragma once
/* The command line. */
#include <stdbool.h>

#include "client/net/network.h"

struct options {
    const char *server, *nick, *config, *picture, *transcript, *link; /* NULL: not given */
    char rooms[NETWORK_ROOMS];                                        /* separated by commas */
    bool plain, host;
};

/* 1: go on; 0: done (what was asked for is printed); -1: invalid, and the reason is printed. */
int options_read(struct options *o, int argc, char **argv);

/* Where to connect, as a link of DISK_PATH bytes; "": nowhere. */
void options_address(const struct options *o, char *out);
