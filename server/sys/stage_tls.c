#include <ctype.h>
#include <stdlib.h>

#include "irc/check.h"
#include "irc/sys/tls.h"
#include "server/core/session.h"
#include "server/log.h"
#include "server/sys/conn.h"
#include "server/sys/stage.h"

struct stage_tls {
    struct stage stage;
    struct tls *tls;
    bool met; /* the certificate of the peer was looked at */
};

static struct tls *tls_of(const struct stage *s)
{
    return ((const struct stage_tls *)s)->tls;
}

/* Tells a peer without TLS on a port that needs it, in words that people can read. */
static void explain(struct tls *tls, const char *address)
{
    if (tls_looks_plain(tls)) {
        bytes_clear(tls_out(tls));
        bytes_text(tls_out(tls), "ERROR :This port is encrypted: turn on TLS (SSL) in your "
                                 "client, or use the port without it\r\n");
    }
    log_line(LOG_DEBUG, "%s: TLS: %s", address,
             tls_looks_plain(tls) ? "it was not TLS" : tls_trouble(tls));
}

/* Notes the certificate that the peer showed, in the form store_certificate takes. */
static void note_certificate(const struct tls *tls, struct session *session)
{
    struct tls_peer peer;
    size_t len = 0;
    tls_describe_peer(tls, &peer);
    for (const char *at = peer.fingerprint; *at && len + 1 < CERTIFICATE_BYTES; at++) {
        if (*at != ' ') {
            session->certificate[len++] = (char)tolower((unsigned char)*at);
        }
    }
    session->certificate[len] = '\0';
}

static bool tls_stage_take(struct stage *s, struct conn *c, struct world *w, const char *data,
                           size_t len, struct bytes *up)
{
    struct stage_tls *t = (struct stage_tls *)s;
    enum tls_result result = tls_take(t->tls, data, len, up);
    (void)w;
    if (!t->met && tls_is_ready(t->tls)) {
        t->met = true;
        note_certificate(t->tls, c->session);
    }
    if (result == TLS_BROKEN) {
        explain(t->tls, c->session->address);
    }
    return result == TLS_GOES_ON;
}

/* One record at a time, so that nothing waits twice. */
static void tls_stage_put(struct stage *s, struct conn *c)
{
    enum { RECORD = 16 * 1024 };
    char plain[RECORD];
    struct tls *tls = tls_of(s);
    if (s->out->len == 0 && tls_is_ready(tls)) {
        size_t len = conn_copy_above(c, s, plain, sizeof plain);
        if (len && tls_put(tls, plain, len)) {
            conn_consume_above(c, s, len);
        }
    }
}

static void tls_stage_close(struct stage *s)
{
    tls_close(tls_of(s));
}

/* A peer that does not read what TLS itself sends is not read from: its alerts are not lines, so
 * nothing else would bound them. */
static bool tls_stage_listens(const struct stage *s)
{
    enum { RECORDS = 64 * 1024 };
    return s->out->len <= RECORDS;
}

static void tls_stage_free(struct stage *s)
{
    tls_drop(tls_of(s));
    free(s);
}

struct stage *stage_tls_new(struct tls_context *context)
{
    static const struct stage_kind kind = {.take = tls_stage_take,
                                           .put = tls_stage_put,
                                           .close = tls_stage_close,
                                           .listens = tls_stage_listens,
                                           .free = tls_stage_free,
                                           .binary = true};
    struct stage_tls *t = xcalloc(1, sizeof *t);
    t->tls = tls_new(context, NULL);
    t->stage = (struct stage){.kind = &kind, .out = tls_out(t->tls)};
    return &t->stage;
}
