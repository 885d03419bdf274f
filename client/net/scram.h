#pragma once
/* The client's side of SCRAM-SHA-256 (RFC 5802, RFC 7677), without channel binding: proves that we
 * know the password without sending it, and checks that the server knows it too. */
#include <stdbool.h>

#include "irc/bytes.h"
#include "irc/secret.h"

enum {
    SCRAM_ITERATIONS_LEAST = 4096,   /* of the hash: fewer would help an eavesdropper guess */
    SCRAM_ITERATIONS_MOST = 1000000, /* more could be used to keep us busy */
};

struct scram_proof {
    struct bytes exchange; /* the messages of both sides, as the proof covers them */
    struct bytes nonce;    /* ours */
    enum { SCRAM_NOTHING, SCRAM_STARTED, SCRAM_ANSWERED, SCRAM_DONE } step;
    unsigned char expected[SECRET_KEY]; /* the server's signature */
};

/* The first message, for the account `name`. */
void scram_prove(struct scram_proof *p, const char *name, struct bytes *out);

/* The answer to the server's only challenge. False: the challenge is invalid, or asks for too
 * little or too much work. */
bool scram_prove_answer(struct scram_proof *p, const char *challenge, const char *password,
                        struct bytes *out);

/* Whether the server's last message shows that it knew the password. */
bool scram_prove_check(struct scram_proof *p, const char *message);
void scram_prove_finish(struct scram_proof *p);
