#include "irc/sys/tls.h"

#ifdef _WIN32 /* before OpenSSL, which takes back what of it has its names */
#include <winsock2.h>
#include <windows.h>
#include <wincrypt.h>
#else
#include <unistd.h>
#endif

#include <ctype.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "irc/check.h"
#include "irc/error.h"
#include "irc/utf8.h"

enum { CHUNK = 16384, FIRST = 16, DAYS = 3650 };

enum { TROUBLE = 256 }; /* bytes of the reason for a failure */

struct tls_context {
    SSL_CTX *ssl;
    bool server;
};

struct tls {
    SSL *ssl;
    BIO *in, *wire; /* owned by ssl */
    struct bytes out;
    unsigned char first[FIRST]; /* the first bytes received */
    size_t first_len;
    bool broken;
    char trouble[TROUBLE];
};

static void take_trouble(char *out, const char *otherwise)
{
    unsigned long code = ERR_peek_last_error();
    const char *text = code ? ERR_reason_error_string(code) : NULL;
    copy_text(out, TROUBLE, text ? text : otherwise);
    ERR_clear_error();
}

/* --- what connections share --- */

static int choose_protocol(SSL *ssl, const unsigned char **out, unsigned char *out_len,
                           const unsigned char *in, unsigned in_len, void *context)
{
    static const unsigned char ours[] = "\x03irc";
    (void)ssl, (void)context;
    return SSL_select_next_proto((unsigned char **)(uintptr_t)out, out_len, ours, sizeof ours - 1,
                                 in, in_len) == OPENSSL_NPN_NEGOTIATED
               ? SSL_TLSEXT_ERR_OK
               : SSL_TLSEXT_ERR_NOACK; /* a client that asks for something else may still talk */
}

static struct tls_context *new_context(const SSL_METHOD *method, bool server)
{
    struct tls_context *c = xcalloc(1, sizeof *c);
    c->server = server;
    c->ssl = SSL_CTX_new(method);
    CHECK(c->ssl);
    SSL_CTX_set_min_proto_version(c->ssl, TLS1_2_VERSION);
    SSL_CTX_set_options(c->ssl, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
                                    SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(c->ssl, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                 SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_cipher_list(c->ssl, "ECDHE+AESGCM:ECDHE+CHACHA20");
    return c;
}

static int take_any(int fine, X509_STORE_CTX *context)
{
    (void)fine, (void)context;
    return 1;
}

/* A key with a passphrase fails: there is nobody to ask. */
static int no_passphrase(char *out, int size, int writing, void *context)
{
    (void)out, (void)size, (void)writing, (void)context;
    return 0;
}

const char *tls_library(void)
{
    return OpenSSL_version(OPENSSL_FULL_VERSION_STRING);
}

struct tls_context *tls_server(const char *certificate, const char *key, struct error *error)
{
    struct tls_context *c = new_context(TLS_server_method(), true);
    static const unsigned char name[] = "tertuliad";
    SSL_CTX_set_session_id_context(c->ssl, name, sizeof name - 1);
    SSL_CTX_set_alpn_select_cb(c->ssl, choose_protocol, NULL);
    SSL_CTX_set_verify(c->ssl, SSL_VERIFY_PEER, take_any); /* clients may show any; we match it */
    SSL_CTX_set_session_cache_mode(c->ssl, SSL_SESS_CACHE_OFF); /* tickets are enough */
    SSL_CTX_set_default_passwd_cb(c->ssl, no_passphrase);
    ERR_clear_error();
    if (SSL_CTX_use_certificate_chain_file(c->ssl, certificate) != 1) {
        take_trouble(error->text, "it holds no certificate");
    } else if (SSL_CTX_use_PrivateKey_file(c->ssl, key, SSL_FILETYPE_PEM) != 1) {
        take_trouble(error->text, "it holds no key");
    } else if (SSL_CTX_check_private_key(c->ssl) != 1) {
        take_trouble(error->text, "the key is not the certificate's");
    } else {
        return c;
    }
    tls_context_free(c);
    return NULL;
}

/* The authorities that this computer trusts; none: no certificate is vouched for. */
#ifdef _WIN32
static void trust_system(SSL_CTX *ssl)
{
    HCERTSTORE all = CertOpenSystemStoreA(0, "ROOT");
    const CERT_CONTEXT *one = NULL;
    while (all && (one = CertEnumCertificatesInStore(all, one))) {
        const unsigned char *data = one->pbCertEncoded;
        X509 *x = d2i_X509(NULL, &data, (long)one->cbCertEncoded);
        if (x) {
            X509_STORE_add_cert(SSL_CTX_get_cert_store(ssl), x); /* it takes a reference */
            X509_free(x);
        }
    }
    if (all) {
        CertCloseStore(all, 0);
    }
}
#else
static void trust_system(SSL_CTX *ssl)
{
    /* where a program that brings its own OpenSSL finds them: Debian, Fedora, openSUSE, macOS,
     * FreeBSD */
    static const char *const files[] = {
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem", "/usr/local/share/certs/ca-root-nss.crt"};
    SSL_CTX_set_default_verify_paths(ssl);
    if (!getenv(X509_get_default_cert_file_env()) && !getenv(X509_get_default_cert_dir_env()) &&
        access(X509_get_default_cert_file(), R_OK) != 0) {
        size_t i = 0;
        while (i < COUNT_OF(files) && SSL_CTX_load_verify_file(ssl, files[i]) != 1) {
            i++;
        }
        ERR_clear_error();
    }
}
#endif

struct tls_context *tls_client(void)
{
    static const unsigned char irc[] = "\x03irc";
    struct tls_context *c = new_context(TLS_client_method(), false);
    SSL_CTX_set_alpn_protos(c->ssl, irc, sizeof irc - 1);
    trust_system(c->ssl);
    SSL_CTX_set_verify(c->ssl, SSL_VERIFY_NONE, NULL); /* the peer is checked afterwards */
    return c;
}

void tls_context_free(struct tls_context *c)
{
    if (c) {
        SSL_CTX_free(c->ssl);
        free(c);
    }
}

static void write_fingerprint(const X509 *certificate, char *out)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned len = 0;
    out[0] = '\0';
    if (certificate && X509_digest(certificate, EVP_sha256(), digest, &len)) {
        for (unsigned i = 0; i < len; i++) {
            size_t at = strlen(out);
            snprintf(out + at, TLS_FINGERPRINT - at, "%s%02X", i && i % 2 == 0 ? " " : "",
                     digest[i]);
        }
    }
}

void tls_own_fingerprint(const struct tls_context *c, char *out)
{
    write_fingerprint(SSL_CTX_get0_certificate(c->ssl), out);
}

/* --- one connection --- */

static bool is_address(const char *host)
{
    ASN1_OCTET_STRING *address = a2i_IPADDRESS(host);
    bool is = address;
    ASN1_OCTET_STRING_free(address);
    ERR_clear_error();
    return is;
}

struct tls *tls_new(struct tls_context *c, const char *host)
{
    struct tls *t = xcalloc(1, sizeof *t);
    t->ssl = SSL_new(c->ssl);
    t->in = BIO_new(BIO_s_mem());
    t->wire = BIO_new(BIO_s_mem());
    CHECK(t->ssl && t->in && t->wire);
    SSL_set_bio(t->ssl, t->in, t->wire);
    if (c->server) {
        SSL_set_accept_state(t->ssl);
        return t;
    }
    SSL_set_connect_state(t->ssl);
    if (host && is_address(host)) {
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(t->ssl), host);
    } else if (host) {
        SSL_set_tlsext_host_name(t->ssl, host);
        SSL_set1_host(t->ssl, host);
    }
    struct bytes none = {0};
    tls_take(t, "", 0, &none); /* the client speaks first */
    bytes_finish(&none);
    return t;
}

bool tls_show(struct tls *t, const char *pem)
{
    BIO *key_text = BIO_new_mem_buf(pem, -1), *text = BIO_new_mem_buf(pem, -1);
    EVP_PKEY *key = PEM_read_bio_PrivateKey(key_text, NULL, no_passphrase, NULL);
    X509 *certificate = PEM_read_bio_X509(text, NULL, NULL, NULL);
    bool fine = key && certificate && SSL_use_certificate(t->ssl, certificate) == 1 &&
                SSL_use_PrivateKey(t->ssl, key) == 1;
    X509_free(certificate);
    EVP_PKEY_free(key);
    BIO_free(text);
    BIO_free(key_text);
    ERR_clear_error();
    return fine;
}

void tls_drop(struct tls *t)
{
    if (t) {
        SSL_free(t->ssl);
        bytes_finish(&t->out);
        free(t);
    }
}

/* Moves what OpenSSL wrote to where it waits for the wire. */
static void drain(struct tls *t)
{
    char *data;
    long len = BIO_get_mem_data(t->wire, &data);
    if (len > 0) {
        bytes_add(&t->out, data, (size_t)len);
        (void)BIO_reset(t->wire);
    }
}

static enum tls_result judge(struct tls *t, int result)
{
    switch (SSL_get_error(t->ssl, result)) {
    case SSL_ERROR_NONE:
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE: return TLS_GOES_ON;
    case SSL_ERROR_ZERO_RETURN: return TLS_ENDED;
    default:
        t->broken = true;
        take_trouble(t->trouble, "the connection was cut");
        return TLS_BROKEN;
    }
}

enum tls_result tls_take(struct tls *t, const char *data, size_t len, struct bytes *plain)
{
    enum tls_result result = TLS_GOES_ON;
    if (t->broken) {
        return TLS_BROKEN;
    }
    size_t first = FIRST - t->first_len < len ? FIRST - t->first_len : len;
    memcpy(t->first + t->first_len, data, first);
    t->first_len += first;
    ERR_clear_error();
    if (len > 0 && BIO_write(t->in, data, (int)len) != (int)len) {
        t->broken = true;
        return TLS_BROKEN;
    }
    char piece[CHUNK];
    int n;
    if (!SSL_is_init_finished(t->ssl)) {
        result = judge(t, SSL_do_handshake(t->ssl));
    }
    while (result == TLS_GOES_ON && SSL_is_init_finished(t->ssl) &&
           (n = SSL_read(t->ssl, piece, sizeof piece)) != 0) {
        if (n < 0) {
            result = judge(t, n);
            break;
        }
        bytes_add(plain, piece, (size_t)n);
    }
    if (result == TLS_GOES_ON && (SSL_get_shutdown(t->ssl) & SSL_RECEIVED_SHUTDOWN)) {
        result = TLS_ENDED;
    }
    drain(t);
    return result;
}

bool tls_put(struct tls *t, const char *data, size_t len)
{
    if (t->broken || !SSL_is_init_finished(t->ssl)) {
        return false;
    }
    ERR_clear_error();
    for (size_t at = 0; at < len;) { /* into memory: never blocks */
        int n = SSL_write(t->ssl, data + at, (int)(len - at));
        if (n <= 0) {
            judge(t, n);
            return false;
        }
        at += (size_t)n;
    }
    drain(t);
    return true;
}

struct bytes *tls_out(struct tls *t)
{
    return &t->out;
}
bool tls_is_ready(const struct tls *t)
{
    return SSL_is_init_finished(t->ssl) && !t->broken;
}
const char *tls_version(const struct tls *t)
{
    return SSL_get_version(t->ssl);
}
const char *tls_trouble(const struct tls *t)
{
    return t->trouble;
}

void tls_close(struct tls *t)
{
    if (!t->broken && SSL_is_init_finished(t->ssl)) {
        ERR_clear_error();
        SSL_shutdown(t->ssl);
        drain(t);
    }
}

bool tls_looks_plain(const struct tls *t)
{
    size_t letters = 0;
    while (letters < t->first_len && isalpha(t->first[letters])) {
        letters++;
    }
    return letters >= 3; /* a TLS record begins with a small number */
}

static void write_name(X509_NAME *name, char *out)
{
    unsigned char *text = NULL;
    int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
    ASN1_STRING *entry = at >= 0 ? X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)) : NULL;
    int len = entry ? ASN1_STRING_to_UTF8(&text, entry) : -1;
    size_t fits = len > 0 ? utf8_cut((char *)text, (size_t)len, TLS_NAME - 1) : 0;
    snprintf(out, TLS_NAME, "%.*s", (int)fits, fits ? (char *)text : "");
    OPENSSL_free(text);
    for (char *c = out; *c; c++) {
        *c = (unsigned char)*c < ' ' || *c == 0x7F ? ' ' : *c;
    }
}

static void write_day(const ASN1_TIME *time, char *out)
{
    struct tm day = {0};
    out[0] = '\0';
    if (ASN1_TIME_to_tm(time, &day) == 1) {
        strftime(out, TLS_DAY, "%Y-%m-%d", &day);
    }
}

void tls_describe_peer(const struct tls *t, struct tls_peer *out)
{
    X509 *x = SSL_get0_peer_certificate(t->ssl);
    *out = (struct tls_peer){.vouched_for = x && SSL_get_verify_result(t->ssl) == X509_V_OK};
    write_fingerprint(x, out->fingerprint);
    if (x) {
        write_name(X509_get_subject_name(x), out->name);
        write_name(X509_get_issuer_name(x), out->issuer);
        write_day(X509_get0_notBefore(x), out->from);
        write_day(X509_get0_notAfter(x), out->until);
    }
}

/* --- self-signed certificates --- */

static bool add_extension(X509 *x, int kind, const char *text)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, x, x, NULL, NULL, 0);
    X509_EXTENSION *e = X509V3_EXT_conf_nid(NULL, &context, kind, text);
    bool fine = e && X509_add_ext(x, e, -1) == 1;
    X509_EXTENSION_free(e);
    return fine;
}

static bool add_names(X509 *x, const char *const *names, int count)
{
    struct bytes all = {0};
    for (int i = 0; i < count; i++) {
        bytes_format(&all, "%s%s:%s", i ? "," : "", is_address(names[i]) ? "IP" : "DNS", names[i]);
    }
    bool fine = add_extension(x, NID_subject_alt_name, bytes_string(&all));
    bytes_finish(&all);
    return fine;
}

static bool fill_certificate(X509 *x, EVP_PKEY *key, const char *const *names, int count)
{
    unsigned char serial[16];
    CHECK(RAND_bytes(serial, sizeof serial) == 1);
    serial[0] &= 0x7F;
    BIGNUM *number = BN_bin2bn(serial, sizeof serial, NULL);
    X509_NAME *name = X509_get_subject_name(x);
    bool fine =
        number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(x)) &&
        X509_set_version(x, 2) == 1 && X509_gmtime_adj(X509_getm_notBefore(x), -86400) &&
        X509_time_adj_ex(X509_getm_notAfter(x), DAYS, 0, NULL) && X509_set_pubkey(x, key) == 1 &&
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, (const unsigned char *)names[0], -1,
                                   -1, 0) == 1 &&
        X509_set_issuer_name(x, name) == 1 && add_names(x, names, count) &&
        add_extension(x, NID_basic_constraints, "critical,CA:FALSE") &&
        add_extension(x, NID_ext_key_usage, "serverAuth") && X509_sign(x, key, EVP_sha256()) > 0;
    BN_free(number);
    return fine;
}

static void take_text(BIO *from, struct bytes *out)
{
    char *data;
    long len = BIO_get_mem_data(from, &data);
    bytes_add(out, data, len > 0 ? (size_t)len : 0);
}

bool tls_make_certificate(const char *const *names, int count, struct bytes *certificate,
                          struct bytes *key)
{
    EVP_PKEY *pair = EVP_EC_gen("P-256");
    X509 *x = X509_new();
    BIO *text = BIO_new(BIO_s_mem()), *secret = BIO_new(BIO_s_mem());
    bool fine = pair && x && text && secret && fill_certificate(x, pair, names, count) &&
                PEM_write_bio_X509(text, x) == 1 &&
                PEM_write_bio_PrivateKey(secret, pair, NULL, NULL, 0, NULL, NULL) == 1;
    if (fine) {
        take_text(text, certificate);
        take_text(secret, key);
    }
    BIO_free(text);
    BIO_free(secret);
    X509_free(x);
    EVP_PKEY_free(pair);
    ERR_clear_error();
    return fine;
}
