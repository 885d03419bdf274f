/* AUTHENTICATE: SASL with PLAIN, SCRAM-SHA-256 and EXTERNAL.
 * https://ircv3.net/specs/extensions/sasl-3.2, RFC 4616, RFC 7677 */
#include <stdlib.h>
#include <string.h>

#include "irc/base64.h"
#include "irc/caps.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/names.h"
#include "irc/numerics.h"
#include "irc/utf8.h"
#include "server/cmd/auth.h"
#include "server/cmd/command.h"
#include "server/core/account.h"
#include "server/core/precis.h"
#include "server/core/scram.h"
#include "server/core/session.h"
#include "server/core/world.h"
#include "server/out/reply.h"
#include "server/store.h"

enum mechanism { MECHANISM_PLAIN, MECHANISM_SCRAM, MECHANISM_EXTERNAL, MECHANISM_COUNT };
static const char *const mechanisms[MECHANISM_COUNT] = {"PLAIN", "SCRAM-SHA-256", "EXTERNAL"};

enum { CHUNK = 400, SASL_MAX = 2000 }; /* bytes of base64: in one line, in one message */

/* An exchange under way. */
struct sasl {
    enum mechanism mechanism;
    int step;
    struct bytes in; /* base64 so far */
    struct scram scram;
    struct verifier verifier;
    char name[NICK_BYTES]; /* of the account, as the client wrote it */
    bool known;            /* there is such an account */
};

void command_drop_sasl(struct session *s)
{
    if (s->sasl) {
        bytes_finish(&s->sasl->in);
        scram_finish(&s->sasl->scram);
        free(s->sasl);
        s->sasl = NULL;
    }
}

const char *command_mechanisms(const struct session *s)
{
    return s->certificate[0] ? "PLAIN,SCRAM-SHA-256,EXTERNAL" : "PLAIN,SCRAM-SHA-256";
}

void sasl_refuse(struct reply *r, int numeric)
{
    command_drop_sasl(r->session);
    reply_numeric(r, numeric, "%s", "");
}

/* --- PLAIN --- */

/* "authzid NUL authcid NUL password", with authzid empty or the same. Returns the password. */
static const char *read_plain(const struct bytes *message, struct sasl *s)
{
    const char *end = message->data + message->len;
    const char *name = message->len ? message->data + strlen(message->data) + 1 : end;
    if (name >= end) {
        return NULL;
    }
    const char *text = name + strlen(name) + 1;
    if (text >= end || text + strlen(text) != end || !*name || strlen(name) >= sizeof s->name ||
        !utf8_printable(name, strlen(name)) ||
        (*message->data && !precis_same(message->data, name))) {
        return NULL;
    }
    copy_text(s->name, sizeof s->name, name);
    return text;
}

static void plain(struct reply *r, const struct bytes *message)
{
    struct sasl *s = r->session->sasl;
    const char *password = read_plain(message, s);
    if (password) {
        auth_identify(r, s->name, password, NULL);
    } else {
        sasl_refuse(r, ERR_SASLFAIL);
    }
}

/* --- SCRAM-SHA-256 --- */

/* Sends it in lines of CHUNK bytes; a full last line is followed by "+". */
static void send_challenge(struct reply *r, const struct bytes *text)
{
    struct bytes all = {0};
    base64_encode(&all, text->data, text->len);
    for (size_t at = 0; at <= all.len; at += CHUNK) {
        struct bytes line = {0};
        bytes_format(&line, "AUTHENTICATE %.*s", CHUNK, at < all.len ? all.data + at : "+");
        reply_line(r, "", line.data);
        bytes_finish(&line);
        if (all.len - at < CHUNK) {
            break;
        }
    }
    bytes_finish(&all);
}

static void scram(struct reply *r, const struct bytes *message)
{
    struct world *w = r->world;
    struct sasl *s = r->session->sasl;
    struct bytes out = {0};
    const char *text = bytes_string(message);
    bool whole = strlen(text) == message->len && utf8_valid(text, message->len);
    if (s->step == 0 && whole && scram_first(&s->scram, text, s->name, sizeof s->name) &&
        !guess_refused(w, r->session->address, s->name)) {
        s->known = auth_verifier(w, s->name, &s->verifier);
        scram_challenge(&s->scram, &s->verifier, &out);
        send_challenge(r, &out);
        s->step = 1;
    } else if (s->step == 1 && guess_refused(w, r->session->address, s->name)) {
        sasl_refuse(r, ERR_SASLFAIL); /* there were too many wrong passwords meanwhile */
    } else if (s->step == 1 && whole && scram_final(&s->scram, &s->verifier, text, &out) &&
               s->known) {
        send_challenge(r, &out);
        s->step = 2;
    } else if (s->step == 2 && message->len == 0) {
        auth_succeed(r, NULL, s->name, &s->verifier);
    } else if (s->step == 1) {
        auth_wrong(r, NULL, s->name);
    } else {
        sasl_refuse(r, ERR_SASLFAIL);
    }
    bytes_finish(&out);
}

/* --- EXTERNAL: login by the certificate of the connection --- */

static void external(struct reply *r, const struct bytes *message)
{
    struct account account;
    char key[NAME_KEY];
    const char *name = bytes_string(message); /* on whose behalf; "": the certificate's account */
    if (strlen(name) == message->len && r->session->certificate[0] &&
        store_certificate(r->world->store, r->session->certificate, key) &&
        account_find(r->world, key, &account) && (!*name || precis_same(name, account.name))) {
        auth_succeed(r, NULL, account.name, &account.verifier);
    } else {
        sasl_refuse(r, ERR_SASLFAIL);
    }
}

/* --- framing --- */

static void start(struct reply *r, const char *name)
{
    for (int i = 0; i < MECHANISM_COUNT; i++) {
        if (names_equal(CASEMAP_ASCII, mechanisms[i], name)) {
            r->session->sasl = xcalloc(1, sizeof *r->session->sasl);
            r->session->sasl->mechanism = (enum mechanism)i;
            reply_line(r, "", "AUTHENTICATE +");
            return;
        }
    }
    reply_numeric(r, RPL_SASLMECHS, "%s", command_mechanisms(r->session));
    reply_numeric(r, ERR_SASLFAIL, "%s", "");
}

static void take_message(struct reply *r)
{
    struct sasl *s = r->session->sasl;
    struct bytes message = {0};
    bool fine = base64_decode(&message, bytes_string(&s->in));
    bytes_clear(&s->in);
    if (!fine) {
        sasl_refuse(r, ERR_SASLFAIL);
    } else if (s->mechanism == MECHANISM_EXTERNAL) {
        external(r, &message);
    } else if (s->mechanism == MECHANISM_PLAIN) {
        plain(r, &message);
    } else {
        scram(r, &message);
    }
    bytes_finish(&message);
}

void cmd_authenticate(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    const char *text = m->params[0];
    size_t len = strlen(text);
    (void)w, (void)u;
    if (!(r->session->caps & CAP(SASL))) {
        reply_numeric(r, ERR_SASLFAIL, "%s", "");
    } else if (strcmp(text, "*") == 0) {
        sasl_refuse(r, ERR_SASLABORTED);
    } else if (len > CHUNK) {
        sasl_refuse(r, ERR_SASLTOOLONG);
    } else if (!r->session->sasl) {
        start(r, text);
    } else if (r->session->sasl->in.len + len > SASL_MAX) {
        sasl_refuse(r, ERR_SASLFAIL);
    } else {
        if (strcmp(text, "+") != 0) {
            bytes_text(&r->session->sasl->in, text);
        }
        if (len < CHUNK) {
            take_message(r);
        }
    }
}
