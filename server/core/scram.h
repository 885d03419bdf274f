#pragma once
/* The server's side of SCRAM-SHA-256 (RFC 5802, RFC 7677), without channel binding. */
#include <stdbool.h>

#include "irc/bytes.h"

struct verifier;

struct scram {
    struct bytes exchange; /* what both sides said, as the proof covers it */
    struct bytes nonce;
    struct bytes header; /* base64 of the client's GS2 header */
};

/* Reads the first message: the name of the account into `name` (of `cap` bytes). False: it is not
 * one, or asks for what we do not do. */
bool scram_first(struct scram *s, const char *message, char *name, int cap);

/* Our answer to it. */
void scram_challenge(struct scram *s, const struct verifier *v, struct bytes *out);

/* Reads the last message and checks the proof; then `out` is our own. */
bool scram_final(struct scram *s, const struct verifier *v, const char *message, struct bytes *out);
void scram_finish(struct scram *s);
