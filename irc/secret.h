#pragma once
/* PORT: random bytes, keyed hashes, slow password hashes. irc/sys/secret_openssl.c implements
 * it. */
#include <stdbool.h>
#include <stddef.h>

enum {
    SECRET_KEY = 32,   /* bytes of a key, and of a secret_mac result */
    SECRET_HASH = 128, /* size of a password hash as text, with its NUL */
};

/* Unpredictable bytes. */
void secret_random(void *out, size_t len);

/* HMAC-SHA-256 of `data` under `key` (SECRET_KEY bytes) into `out` (SECRET_KEY bytes). */
void secret_mac(const unsigned char *key, const void *data, size_t len, unsigned char *out);

/* SHA-256 into `out` of SECRET_KEY bytes. */
void secret_digest(const void *data, size_t len, unsigned char *out);

/* PBKDF2 with HMAC-SHA-256 into `out` of SECRET_KEY bytes. Slow: for the worker. */
void secret_stretch(const char *password, const unsigned char *salt, size_t salt_len,
                    int iterations, unsigned char *out);

/* Whether they are equal; timing does not tell where they differ. */
bool secret_equal(const void *a, const void *b, size_t len);

/* "scrypt$15$SALT$HASH" into `out` of SECRET_HASH bytes; `cost` is the binary logarithm of the work
 * (about 32 MiB and a tenth of a second at 15). Slow: for the worker. */
void secret_hash_password(const char *password, int cost, char *out);

/* Slow: for the worker. Also false if `hash` is malformed. */
bool secret_check_password(const char *password, const char *hash);
