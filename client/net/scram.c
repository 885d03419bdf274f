#include "client/net/scram.h"

#include <stdlib.h>
#include <string.h>

#include "irc/base64.h"
#include "irc/check.h"
#include "irc/password.h"

enum { NONCE = 18 };

void scram_prove_finish(struct scram_proof *p)
{
    bytes_finish(&p->exchange);
    bytes_finish(&p->nonce);
    *p = (struct scram_proof){0};
}

void scram_prove(struct scram_proof *p, const char *name, struct bytes *out)
{
    unsigned char dice[NONCE];
    scram_prove_finish(p);
    secret_random(dice, sizeof dice);
    base64_encode(&p->nonce, dice, sizeof dice);
    bytes_text(&p->exchange, "n=");
    for (; *name; name++) {
        bytes_text(&p->exchange, *name == ',' ? "=2C" : *name == '=' ? "=3D" : "");
        if (*name != ',' && *name != '=') {
            bytes_char(&p->exchange, *name);
        }
    }
    bytes_format(&p->exchange, ",r=%s", p->nonce.data);
    bytes_format(out, "n,,%s", p->exchange.data);
    p->step = SCRAM_STARTED;
}

/* Cuts off the value of the attribute at the beginning: "r=...,". */
static bool cut_value(const char **at, char letter, struct bytes *out)
{
    if ((*at)[0] != letter || (*at)[1] != '=') {
        return false;
    }
    size_t len = strcspn(*at + 2, ",");
    bytes_add(out, *at + 2, len);
    *at += 2 + len;
    *at += **at == ',';
    return len > 0;
}

/* Writes the proof to `out`, and the signature that the server must send to `expected`. */
static void sign(struct scram_proof *p, const char *password, const struct bytes *salt,
                 int iterations, struct bytes *out)
{
    unsigned char salted[SECRET_KEY], key[SECRET_KEY], stored[SECRET_KEY], signature[SECRET_KEY];
    secret_stretch(password, (const unsigned char *)bytes_string(salt), salt->len, iterations,
                   salted);
    secret_mac(salted, "Client Key", 10, key);
    secret_digest(key, sizeof key, stored);
    secret_mac(stored, p->exchange.data, p->exchange.len, signature);
    for (int i = 0; i < SECRET_KEY; i++) {
        key[i] ^= signature[i];
    }
    base64_encode(out, key, sizeof key);
    secret_mac(salted, "Server Key", 10, key);
    secret_mac(key, p->exchange.data, p->exchange.len, p->expected);
}

bool scram_prove_answer(struct scram_proof *p, const char *challenge, const char *password,
                        struct bytes *out)
{
    struct bytes nonce = {0}, salt_text = {0}, count = {0}, salt = {0};
    char prepared[PASSWORD_MAX + 1];
    const char *at = challenge;
    bool fine = p->step == SCRAM_STARTED && cut_value(&at, 'r', &nonce) &&
                cut_value(&at, 's', &salt_text) && cut_value(&at, 'i', &count) &&
                base64_decode(&salt, salt_text.data) && nonce.len > p->nonce.len &&
                memcmp(nonce.data, p->nonce.data, p->nonce.len) == 0 &&
                password_prepare(password, prepared);
    long iterations = fine ? strtol(count.data, NULL, 10) : 0;
    fine = fine && iterations >= SCRAM_ITERATIONS_LEAST && iterations <= SCRAM_ITERATIONS_MOST;
    if (fine) {
        bytes_format(out, "c=biws,r=%s", nonce.data); /* biws: "n,," */
        bytes_format(&p->exchange, ",%s,%s", challenge, out->data);
        bytes_text(out, ",p=");
        sign(p, prepared, &salt, (int)iterations, out);
        p->step = SCRAM_ANSWERED;
    }
    bytes_finish(&nonce);
    bytes_finish(&salt_text);
    bytes_finish(&count);
    bytes_finish(&salt);
    return fine;
}

bool scram_prove_check(struct scram_proof *p, const char *message)
{
    struct bytes signature = {0};
    bool fine = p->step == SCRAM_ANSWERED && strncmp(message, "v=", 2) == 0 &&
                base64_decode(&signature, message + 2) && signature.len == SECRET_KEY &&
                secret_equal(signature.data, p->expected, SECRET_KEY);
    bytes_finish(&signature);
    p->step = fine ? SCRAM_DONE : SCRAM_NOTHING;
    return fine;
}
