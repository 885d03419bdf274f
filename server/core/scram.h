#pragma once
/* The server's side of SCRAM-SHA-256 (RFC 5802, RFC 7677), without channel binding. */
#include <stdbool.h>

#include "irc/bytes.h"

struct verifier;

struct scram {
    struct bytes exchange; /* the messages of both sides, as the proof covers them */
    struct bytes nonce;
    struct bytes header; /* base64 of the client's GS2 header */
};

/* Reads the client's first message: the name of the account goes to `name` (`cap` bytes). False: it
 * is malformed, or asks for something we do not support. */
bool scram_first(struct scram *s, const char *message, char *name, int cap);

/* Appends our answer to it. */
void scram_challenge(struct scram *s, const struct verifier *v, struct bytes *out);

/* Reads the client's last message and checks the proof; appends our own to `out`. */
bool scram_final(struct scram *s, const struct verifier *v, const char *message, struct bytes *out);
void scram_finish(struct scram *s);
