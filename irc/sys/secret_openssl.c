#include "irc/secret.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "irc/base64.h"
#include "irc/bytes.h"
#include "irc/check.h"

enum { SALT = 16, HASH = 32, COST_MIN = 4, COST_MAX = 20, BLOCKS = 8 };

void secret_random(void *out, size_t len)
{
    CHECK(RAND_bytes(out, (int)len) == 1);
}

void secret_mac(const unsigned char *key, const void *data, size_t len, unsigned char *out)
{
    unsigned size = SECRET_KEY;
    CHECK(HMAC(EVP_sha256(), key, SECRET_KEY, data, len, out, &size));
}

void secret_digest(const void *data, size_t len, unsigned char *out)
{
    CHECK(EVP_Digest(data, len, out, NULL, EVP_sha256(), NULL) == 1);
}

void secret_stretch(const char *password, const unsigned char *salt, size_t salt_len,
                    int iterations, unsigned char *out)
{
    CHECK(PKCS5_PBKDF2_HMAC(password, (int)strlen(password), salt, (int)salt_len, iterations,
                            EVP_sha256(), SECRET_KEY, out) == 1);
}

bool secret_equal(const void *a, const void *b, size_t len)
{
    return CRYPTO_memcmp(a, b, len) == 0;
}

static bool derive(const char *password, const unsigned char *salt, int cost, unsigned char *out)
{
    uint64_t work = UINT64_C(1) << cost;
    uint64_t memory = 256 * work * BLOCKS; /* twice what it uses */
    return EVP_PBE_scrypt(password, strlen(password), salt, SALT, work, BLOCKS, 1, memory, out,
                          HASH) == 1;
}

void secret_hash_password(const char *password, int cost, char *out)
{
    unsigned char salt[SALT], hash[HASH];
    struct bytes text = {0};
    secret_random(salt, sizeof salt);
    CHECK(derive(password, salt, cost, hash));
    bytes_format(&text, "scrypt$%d$", cost);
    base64_encode(&text, salt, sizeof salt);
    bytes_char(&text, '$');
    base64_encode(&text, hash, sizeof hash);
    copy_text(out, SECRET_HASH, bytes_string(&text));
    bytes_finish(&text);
}

bool secret_check_password(const char *password, const char *hash)
{
    char salt_text[SECRET_HASH], hash_text[SECRET_HASH];
    int cost = 0;
    if (strlen(hash) >= SECRET_HASH ||
        sscanf(hash, "scrypt$%d$%127[^$]$%127s", &cost, salt_text, hash_text) != 3 ||
        cost < COST_MIN || cost > COST_MAX) {
        return false;
    }
    struct bytes salt = {0}, want = {0};
    unsigned char got[HASH];
    bool right = base64_decode(&salt, salt_text) && base64_decode(&want, hash_text) &&
                 salt.len == SALT && want.len == HASH &&
                 derive(password, (unsigned char *)salt.data, cost, got) &&
                 secret_equal(got, want.data, HASH);
    bytes_finish(&salt);
    bytes_finish(&want);
    return right;
}
