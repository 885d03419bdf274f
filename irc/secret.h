#pragma once
/* PORT: random bytes, keyed hashes, slow password hashes. irc/sys/secret_openssl.c implements
 * it. */
#include <stdbool.h>
#include <stddef.h>

enum {
    SECRET_KEY = 32,   /* bytes of a key, and of what secret_mac gives */
    SECRET_HASH = 128, /* text that holds the hash of a password, with its NUL */
};

/* Unforeseeable bytes. */
void secret_random(void *out, size_t len);

/* HMAC-SHA-256 of `data` under `key` (SECRET_KEY bytes) into `out` (SECRET_KEY bytes). */
void secret_mac(const unsigned char *key, const void *data, size_t len, unsigned char *out);

/* SHA-256 into `out` of SECRET_KEY bytes. */
void secret_digest(const void *data, size_t len, unsigned char *out);

/* PBKDF2 with HMAC-SHA-256 into `out` of SECRET_KEY bytes. For the worker. */
void secret_stretch(const char *password, const unsigned char *salt, size_t salt_len,
                    int iterations, unsigned char *out);

/* The same in a time that does not tell where they differ. */
bool secret_equal(const void *a, const void *b, size_t len);

/* "scrypt$15$SALT$HASH" into `out` of SECRET_HASH bytes; `cost` is the binary logarithm of the work
 * (about 32 MiB and a tenth of a second at 15). For the worker: it takes its time. */
void secret_hash_password(const char *password, int cost, char *out);

/* For the worker too. False as well for what is no such hash. */
bool secret_check_password(const char *password, const char *hash);
