#pragma once
/* TLS 1.2 and 1.3 without sockets (OpenSSL over memory): bytes go in and come out, so that the
 * loop stays the only place that reads and writes. */
#include <stdbool.h>
#include <stddef.h>

#include "irc/bytes.h"

struct error;

/* The version of the library in use, "3.0.17". */
const char *tls_library(void);

struct tls_context; /* what the connections of one side share */
struct tls;         /* one connection */

enum { TLS_FINGERPRINT = 96, TLS_NAME = 128, TLS_DAY = 16 }; /* bytes, with NUL */

/* For a server, with the certificate (and its chain) and the key in these PEM files; NULL and the
 * reason in `error` if they are unusable. */
struct tls_context *tls_server(const char *certificate, const char *key, struct error *error);

/* For a client that trusts the system's certificate authorities. */
struct tls_context *tls_client(void);

/* Existing connections keep what they need of it. */
void tls_context_free(struct tls_context *c);

/* SHA-256 of the server's own certificate, as "ABCD EF01 ...", into `out` of TLS_FINGERPRINT. */
void tls_own_fingerprint(const struct tls_context *c, char *out);

/* `host`: the host a client wants to reach; NULL for a server. */
struct tls *tls_new(struct tls_context *c, const char *host);
void tls_drop(struct tls *t);

/* Presents this certificate if the other side asks for one: PEM text with its key. False: invalid.
 */
bool tls_show(struct tls *t, const char *pem);

enum tls_result {
    TLS_GOES_ON,
    TLS_ENDED,  /* the other side closed it */
    TLS_BROKEN, /* not TLS, or no agreement was reached */
};

/* Takes bytes from the wire; the decrypted ones are appended to `plain`. */
enum tls_result tls_take(struct tls *t, const char *data, size_t len, struct bytes *plain);

/* Encrypts; false before the handshake is done, and after the end. */
bool tls_put(struct tls *t, const char *data, size_t len);

/* What waits to be written to the wire; the caller removes what it has written. */
struct bytes *tls_out(struct tls *t);

/* The handshake is done: data can be sent. */
bool tls_is_ready(const struct tls *t);

/* Sends close_notify. */
void tls_close(struct tls *t);

/* "TLSv1.3"; why it is broken, in OpenSSL's words; whether the first bytes look like text rather
 * than TLS. */
const char *tls_version(const struct tls *t);
const char *tls_trouble(const struct tls *t);
bool tls_looks_plain(const struct tls *t);

/* The certificate of the other side. */
struct tls_peer {
    char fingerprint[TLS_FINGERPRINT]; /* as above; "": none was shown */
    char name[TLS_NAME], issuer[TLS_NAME];
    char from[TLS_DAY], until[TLS_DAY]; /* "2026-11-21" */
    bool vouched_for;                   /* a system authority certifies it for `host` */
};

void tls_describe_peer(const struct tls *t, struct tls_peer *out);

/* Makes a key and a self-signed certificate for these names and addresses (the first is the main
 * one), valid for ten years, as two PEM texts. False: OpenSSL failed. */
bool tls_make_certificate(const char *const *names, int count, struct bytes *certificate,
                          struct bytes *key);
