#include "server/core/scram.h"

#include <string.h>

#include "irc/base64.h"
#include "irc/check.h"
#include "irc/secret.h"
#include "irc/utf8.h"
#include "server/core/account.h"

enum { NONCE = 18 };

/* Decodes "=2C" and "=3D" in a name. */
static bool unescape(const char *from, size_t len, char *out, size_t cap)
{
    size_t used = 0;
    for (size_t i = 0; i < len; i++) {
        char c = from[i];
        if (c == '=') {
            bool comma = len - i >= 3 && memcmp(from + i, "=2C", 3) == 0;
            if (!comma && (len - i < 3 || memcmp(from + i, "=3D", 3) != 0)) {
                return false;
            }
            c = comma ? ',' : '=';
            i += 2;
        }
        if (used + 1 >= cap) {
            return false;
        }
        out[used++] = c;
    }
    out[used] = '\0';
    return used > 0 && utf8_printable(out, used);
}

/* Whether the authorization identity of a GS2 header, "a=NAME,", is absent or the same account. */
static bool acts_for_itself(const char *header, const char *name)
{
    char other[NICK_BYTES];
    size_t len = strcspn(header, ",");
    return len == 0 ||
           (strncmp(header, "a=", 2) == 0 && unescape(header + 2, len - 2, other, sizeof other) &&
            precis_same(other, name));
}

bool scram_first(struct scram *s, const char *message, char *name, int cap)
{
    /* "n,,n=NAME,r=NONCE": no channel binding, perhaps an authorization identity ("a=NAME") */
    if ((message[0] != 'n' && message[0] != 'y') || message[1] != ',') {
        return false;
    }
    const char *bare = strchr(message + 2, ',');
    if (!bare || strncmp(bare + 1, "n=", 2) != 0) {
        return false;
    }
    bare++;
    size_t len = strcspn(bare + 2, ",");
    const char *nonce = bare + 2 + len;
    if (strncmp(nonce, ",r=", 3) != 0 || !unescape(bare + 2, len, name, (size_t)cap) ||
        !acts_for_itself(message + 2, name)) {
        return false;
    }
    nonce += 3;
    unsigned char ours[NONCE];
    secret_random(ours, sizeof ours);
    bytes_add(&s->nonce, nonce, strcspn(nonce, ","));
    base64_encode(&s->nonce, ours, sizeof ours);
    base64_encode(&s->header, message, (size_t)(bare - message));
    bytes_text(&s->exchange, bare);
    return s->nonce.len > NONCE && strspn(nonce, ",") == 0;
}

void scram_challenge(struct scram *s, const struct verifier *v, struct bytes *out)
{
    bytes_format(out, "r=%s,s=", bytes_string(&s->nonce));
    base64_encode(out, v->salt, sizeof v->salt);
    bytes_format(out, ",i=%d", v->iterations);
    bytes_format(&s->exchange, ",%s,", out->data);
}

/* Reads the proof at the end of the message; *before: the length of what precedes it. */
static bool read_proof(const char *message, unsigned char *proof, size_t *before)
{
    const char *at = strstr(message, ",p=");
    struct bytes bytes = {0};
    bool fine = at && base64_decode(&bytes, at + 3) && bytes.len == SECRET_KEY;
    if (fine) {
        memcpy(proof, bytes.data, SECRET_KEY);
        *before = (size_t)(at - message);
    }
    bytes_finish(&bytes);
    return fine;
}

bool scram_final(struct scram *s, const struct verifier *v, const char *message, struct bytes *out)
{
    unsigned char proof[SECRET_KEY], signature[SECRET_KEY], key[SECRET_KEY], stored[SECRET_KEY];
    struct bytes expected = {0};
    size_t len;
    bytes_format(&expected, "c=%s,r=%s", bytes_string(&s->header), bytes_string(&s->nonce));
    bool fine = read_proof(message, proof, &len) && len >= expected.len &&
                memcmp(message, expected.data, expected.len) == 0 &&
                (len == expected.len || message[expected.len] == ',');
    bytes_finish(&expected);
    if (!fine) {
        return false;
    }
    bytes_add(&s->exchange, message, len);
    secret_mac(v->stored_key, s->exchange.data, s->exchange.len, signature);
    for (int i = 0; i < SECRET_KEY; i++) {
        key[i] = proof[i] ^ signature[i];
    }
    secret_digest(key, sizeof key, stored);
    if (!secret_equal(stored, v->stored_key, sizeof stored)) {
        return false;
    }
    secret_mac(v->server_key, s->exchange.data, s->exchange.len, signature);
    bytes_text(out, "v=");
    base64_encode(out, signature, sizeof signature);
    return true;
}

void scram_finish(struct scram *s)
{
    bytes_finish(&s->exchange);
    bytes_finish(&s->nonce);
    bytes_finish(&s->header);
}
