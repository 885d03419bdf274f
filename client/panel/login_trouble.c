#include "client/panel/login.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "client/base/endpoint.h"
#include "client/net/memory.h"
#include "irc/caps.h"
#include "irc/check.h"

void login_clear(struct login *l)
{
    bytes_clear(&l->title);
    bytes_clear(&l->body);
    bytes_clear(&l->detail);
    free(l->places);
    l->places = NULL;
    l->wrong = -1;
    l->offers = l->offers_plain = l->offers_compare = l->offers_tell = l->trusts = false;
}

void login_refuse(struct app *app, int field, enum word title, enum word body, const char *port)
{
    struct login *l = &app->login;
    login_clear(l);
    words_fill(&l->title, app->lang, title, "port", port, NULL);
    words_fill(&l->body, app->lang, body, NULL);
    l->wrong = field;
    login_focus(app, field);
}

struct explanation {
    enum word title, body;
    int field;
};

/* What is not in it was cut off. */
static const struct explanation explanations[] = {
    [TROUBLE_REFUSED] = {W_ERR_REFUSED, W_ERR_REFUSED_DO, FIELD_SERVER},
    [TROUBLE_TIMEOUT] = {W_ERR_TIMEOUT, W_ERR_TIMEOUT_DO, FIELD_SERVER},
    [TROUBLE_NO_HOST] = {W_ERR_NO_HOST, W_ERR_NO_HOST_DO, FIELD_SERVER},
    [TROUBLE_NO_NETWORK] = {W_ERR_NO_NETWORK, W_ERR_NO_NETWORK_DO, -1},
    [TROUBLE_NOT_CHAT] = {W_ERR_NOT_CHAT, W_ERR_NOT_CHAT_DO, FIELD_SERVER},
    [TROUBLE_NICK_TAKEN] = {W_ERR_NICK_TAKEN, W_ERR_NICK_TAKEN_DO, FIELD_NICK},
    [TROUBLE_NICK_BAD] = {W_ERR_NICK_BAD, W_ERR_NICK_BAD_DO, FIELD_NICK},
    [TROUBLE_PASSWORD] = {W_ERR_PASSWORD, W_ERR_PASSWORD_DO, FIELD_PASSWORD},
    [TROUBLE_LIAR] = {W_ERR_LIAR, W_ERR_LIAR_DO, FIELD_SERVER},
    [TROUBLE_REGISTER] = {W_ERR_REGISTER, W_ERR_REGISTER_DO, FIELD_PASSWORD},
    [TROUBLE_NOT_TLS] = {W_ERR_NOT_TLS, W_ERR_NOT_TLS_DO, FIELD_SERVER},
    [TROUBLE_NO_TLS] = {W_ERR_NO_TLS, W_ERR_NO_TLS_DO, FIELD_SERVER},
    [TROUBLE_STRICT] = {W_ERR_STRICT, W_ERR_STRICT_DO, FIELD_SERVER},
    [TROUBLE_REVEALS] = {W_ERR_REVEALS, W_ERR_REVEALS_DO, FIELD_SERVER},
    [TROUBLE_READABLE] = {W_ERR_READABLE, W_ERR_READABLE_DO, FIELD_PASSWORD},
    [TROUBLE_TOO_MUCH] = {W_ERR_TOO_MUCH, W_ERR_TOO_MUCH_DO, FIELD_SERVER},
    [TROUBLE_CERTIFICATE] = {W_ERR_CERTIFICATE, W_ERR_CERTIFICATE_DO, FIELD_PASSWORD},
    [TROUBLE_CHANGED] = {W_ERR_CHANGED, W_ERR_CHANGED_DO, FIELD_SERVER},
    [TROUBLE_WANTS_TLS] = {W_ERR_WANTS_TLS, W_ERR_WANTS_TLS_DO, FIELD_SERVER},
    [TROUBLE_FULL] = {W_ERR_FULL, W_ERR_FULL_DO, -1},
    [TROUBLE_BANNED] = {W_ERR_BANNED, W_ERR_BANNED_DO, -1},
};

static struct explanation explain(enum network_trouble trouble)
{
    bool known = (size_t)trouble < COUNT_OF(explanations) && explanations[trouble].body;
    return known ? explanations[trouble] : (struct explanation){W_ERR_CUT, W_ERR_CUT_DO, -1};
}

/* "ana" -> "ana2" -> "ana3": what may be free. */
static void suggest(const char *nick, char *out, size_t cap)
{
    size_t len = strlen(nick);
    size_t base = len;
    while (base > 1 && nick[base - 1] >= '0' && nick[base - 1] <= '9') {
        base--;
    }
    long n = base < len && len - base < 6 ? strtol(nick + base, NULL, 10) : 1;
    if (base + 6 > LOGIN_NICK_MAX) {
        base = LOGIN_NICK_MAX - 6;
    }
    snprintf(out, cap, "%.*s%ld", (int)base, nick, n + 1);
}

enum network_trouble login_exposes(const struct app *app, const struct network *s)
{
    char server[NETWORK_TEXT + 8];
    network_server(s, server);
    bool proved = !s->registering && prefs_has(&app->prefs.scram, server), readable = !s->tls && !endpoint_is_here(s->host);
    return s->may_reveal ? TROUBLE_NONE : proved ? TROUBLE_REVEALS : readable ? TROUBLE_READABLE : TROUBLE_NONE;
}

bool login_may_tell(struct app *app, struct network *s)
{
    enum network_trouble why = login_exposes(app, s);
    if (why) {
        network_fail(app, s, why, "");
    }
    return !why;
}

static bool may_register(const struct network *s)
{
    return s->trouble == TROUBLE_PASSWORD && (s->cap_offer & CAP(ACCOUNT_REGISTRATION));
}

void login_why(const struct app *app, const struct network *s, struct bytes *title,
               struct bytes *body)
{
    struct explanation why = explain(s->trouble);
    char port[16], other[NICK_CAP];
    snprintf(port, sizeof port, "%d", s->port);
    suggest(s->wanted, other, sizeof other);
    words_fill(title, app->lang, why.title, "host", s->host, "port", port, "nick", s->wanted, NULL);
    words_fill(body, app->lang, may_register(s) ? W_ERR_PASSWORD_OR : why.body, "host", s->host,
               "nick", s->wanted, "other", other, NULL);
}

void login_explain(struct app *app)
{
    struct login *l = &app->login;
    const struct network *s = app->network;
    struct explanation why = explain(s->trouble);
    char other[NICK_CAP];
    suggest(s->wanted, other, sizeof other);
    login_clear(l);
    app->dirty = true;
    if (s->trouble == TROUBLE_STRANGER) {
        l->trusts = true;
        l->trust_focus = false;
        return;
    }
    login_why(app, s, &l->title, &l->body);
    bytes_text(&l->detail, s->detail);
    l->wrong = why.field;
    char server[NETWORK_TEXT + 8];
    network_server(s, server); /* who was encrypted once does not stop being so */
    l->offers_plain =
        s->trouble == TROUBLE_NOT_TLS && !s->strict && !prefs_known(&app->prefs, server);
    l->offers_compare = s->trouble == TROUBLE_CHANGED;
    l->offers_tell = s->trouble == TROUBLE_REVEALS || s->trouble == TROUBLE_READABLE;
    l->offers = may_register(s);
    if (s->trouble == TROUBLE_NICK_TAKEN) {
        copy_text(l->taken, sizeof l->taken, s->wanted);
        copy_text(l->proposed, sizeof l->proposed, other);
        edit_set(&l->fields[FIELD_NICK], other); /* Ctrl Z brings the first one back */
        edit_select_all(&l->fields[FIELD_NICK]);
    }
    login_focus(app, why.field >= 0 ? why.field : FOCUS_CONNECT);
    if (s->trouble == TROUBLE_REFUSED || s->trouble == TROUBLE_TIMEOUT ||
        s->trouble == TROUBLE_NO_HOST || s->trouble == TROUBLE_NO_NETWORK) {
        memory_list(app, s);
    }
}
