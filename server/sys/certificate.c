#include "server/sys/certificate.h"

#include <stdio.h>
#include <string.h>

#include "irc/check.h"
#include "irc/error.h"
#include "irc/sys/tls.h"
#include "server/core/config.h"
#include "server/log.h"
#include "server/sys/net.h"
#include "server/sys/os.h"

enum { NAMES_MAX = 24, PATH = 1100 };

/* The names of this computer, for a certificate. */
struct names {
    char text[NAMES_MAX][NET_TEXT];
    const char *list[NAMES_MAX];
    int count;
};

static void add_name(void *context, const char *name)
{
    struct names *n = context;
    for (int i = 0; i < n->count; i++) {
        if (strcmp(n->list[i], name) == 0) {
            return;
        }
    }
    if (n->count < NAMES_MAX && *name && !strpbrk(name, ", ")) {
        copy_text(n->text[n->count], NET_TEXT, name);
        n->list[n->count] = n->text[n->count];
        n->count++;
    }
}

static bool make(const struct config *c, const char *certificate, const char *key,
                 struct error *error)
{
    struct names names = {.count = 0};
    struct bytes text = {0}, secret = {0};
    struct error why;
    add_name(&names, c->name);
    add_name(&names, "localhost");
    add_name(&names, "127.0.0.1");
    add_name(&names, "::1");
    net_addresses(add_name, &names);
    bool fine = tls_make_certificate(names.list, names.count, &text, &secret);
    error_say(&why, "OpenSSL made none");
    fine = fine && os_write_private(key, secret.data, secret.len, &why) &&
           os_write_private(certificate, text.data, text.len, &why);
    if (!fine) {
        error_say(error, "cannot make a certificate in %s: %s", certificate, why.text);
    }
    if (secret.len) {
        memset(secret.data, 0, secret.len);
    }
    bytes_finish(&text);
    bytes_finish(&secret);
    return fine;
}

static struct tls_context *read_context(const struct config *c, const char *folder, bool *made,
                                        struct error *error)
{
    char certificate[PATH], key[PATH];
    struct error why;
    bool own = !c->certificate[0];
    snprintf(certificate, sizeof certificate, "%s%s", own ? folder : c->certificate,
             own ? "/tertulia.crt" : "");
    snprintf(key, sizeof key, "%s%s", own ? folder : c->certificate_key,
             own ? "/tertulia.key" : "");
    *made = false;
    if (own && !(os_is_there(certificate) && os_is_there(key))) {
        if (!make(c, certificate, key, error)) {
            return NULL;
        }
        *made = true;
    }
    struct tls_context *context = tls_server(certificate, key, &why);
    if (!context) {
        error_say(error, "cannot use the certificate %s with the key %s: %s. %s", certificate, key,
                  why.text,
                  own ? "Move both away, and new ones are made."
                      : "server.certificate and server.certificate_key name PEM files.");
    }
    return context;
}

bool certificate_renew(struct tls_context **tls, const struct config *c, const char *folder,
                       bool *made)
{
    struct error error;
    if (c->listen_tls.count == 0) {
        return true;
    }
    struct tls_context *fresh = read_context(c, folder, made, &error);
    if (!fresh && *tls) {
        log_line(LOG_ERROR, "%s The one before goes on", error.text);
        return true;
    }
    if (!fresh) {
        fprintf(stderr, "tertuliad: %s\n", error.text);
        return false;
    }
    tls_context_free(*tls);
    *tls = fresh;
    return true;
}
