#pragma once
/* The certificate of an encrypted connection, and whether to trust it. */
#include <stdbool.h>

struct prefs;

enum { PEER_TEXT = 128 };

struct peer {
    char version[16]; /* "TLSv1.3"; "": not encrypted */
    char fingerprint[PEER_TEXT];
    bool vouched_for; /* by an authority the system trusts, for that name */
    char name[PEER_TEXT], issuer[PEER_TEXT];
    char from[16], until[16];
};

enum trust { TRUST_FINE, TRUST_STRANGER, TRUST_CHANGED };

/* `server`: "host:port", as in the settings. */
enum trust trust_judge(const struct peer *p, const struct prefs *prefs, const char *server);
