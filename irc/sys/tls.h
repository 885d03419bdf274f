#pragma once
/* TLS 1.2 and 1.3 without sockets (OpenSSL over memory): bytes go in and come out, so that the
 * loop stays the only place that reads and writes. */
#include <stdbool.h>
#include <stddef.h>

#include "irc/bytes.h"

struct error;

struct tls_context; /* what the connections of one side share */
struct tls;         /* one connection */

enum { TLS_FINGERPRINT = 96, TLS_NAME = 128, TLS_DAY = 16 }; /* bytes, with NUL */

/* For a server, with the certificate (and those above it) and the key of these PEM files; NULL and
 * the reason in `error` when they are not to be used. */
struct tls_context *tls_server(const char *certificate, const char *key, struct error *error);

/* For a client that trusts the authorities of the system. */
struct tls_context *tls_client(void);

/* Connections that are there keep what they need of it. */
void tls_context_free(struct tls_context *c);

/* SHA-256 of the server's own certificate, as "ABCD EF01 ...", into `out` of TLS_FINGERPRINT. */
void tls_own_fingerprint(const struct tls_context *c, char *out);

/* `host`: the name that a client means to reach; NULL for a server. */
struct tls *tls_new(struct tls_context *c, const char *host);
void tls_free(struct tls *t);

/* Shows the other side this certificate, should it ask: PEM text of it and its key. False: it is
 * none. */
bool tls_show(struct tls *t, const char *pem);

enum tls_result {
    TLS_GOES_ON,
    TLS_ENDED,  /* the other side said goodbye */
    TLS_BROKEN, /* what came is not TLS, or nothing we could agree on */
};

/* Takes bytes of the wire; what they say is appended to `plain`. */
enum tls_result tls_take(struct tls *t, const char *data, size_t len, struct bytes *plain);

/* Encrypts; false before both sides agreed, and when it is over. */
bool tls_put(struct tls *t, const char *data, size_t len);

/* What waits to be written to the wire; the caller cuts off what it has written. */
struct bytes *tls_out(struct tls *t);

/* Both sides agreed: from here on something can be said. */
bool tls_is_ready(const struct tls *t);

/* Says goodbye. */
void tls_close(struct tls *t);

/* "TLSv1.3"; why it is broken, in OpenSSL's words; whether what came first looks like lines of text
 * and not like TLS. */
const char *tls_version(const struct tls *t);
const char *tls_trouble(const struct tls *t);
bool tls_looks_plain(const struct tls *t);

/* The certificate of the other side. */
struct tls_peer {
    char fingerprint[TLS_FINGERPRINT]; /* as above; "": none was shown */
    char name[TLS_NAME], issuer[TLS_NAME];
    char from[TLS_DAY], until[TLS_DAY]; /* "2026-11-21" */
    bool vouched_for; /* an authority of the system says that it is that of `host` */
};

void tls_describe_peer(const struct tls *t, struct tls_peer *out);

/* Makes a key and a certificate that signs itself, for these names and addresses (the first is the
 * main one), for ten years, as two PEM texts. False: OpenSSL could not. */
bool tls_make_certificate(const char *const *names, int count, struct bytes *certificate,
                          struct bytes *key);
