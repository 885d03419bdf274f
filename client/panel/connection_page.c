#include "client/panel/connection_page.h"

#include <stdio.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/base/endpoint.h"
#include "client/net/network.h"
#include "client/panel/form.h"
#include "irc/check.h"

enum row { ROW_COPY = 1 };

static void fact(const struct app *app, struct form *f, enum word name, const char *value)
{
    struct form_row *row = form_add(f, FORM_FACT, 0);
    copy_text(row->label, FORM_LABEL, form_word(app, name));
    copy_text(row->note, FORM_NOTE, value);
}

static void connection(const struct app *app, struct form *f, const struct network *s)
{
    char place[NETWORK_TEXT + 8], number[24], version[32]; /* "TLSv1.3" is shown as "TLS 1.3" */
    bool tls = s->peer.version[0], here = endpoint_is_here(s->host);
    form_head(app, f, W_CONNECTION, tls ? ICON_LOCK : ICON_LOCK_OPEN);
    network_server(s, place);
    bool plain = strncmp(s->peer.version, "TLSv", 4) == 0;
    snprintf(version, sizeof version, "%s%s", plain ? "TLS " : "", s->peer.version + 4 * plain);
    fact(app, f, W_SERVER, place);
    fact(app, f, W_CONNECTION_ENCRYPTION,
         tls    ? version
         : here ? form_word(app, W_CONNECTION_HERE)
                : form_word(app, W_NOT_ENCRYPTED));
    if (s->lag_ms >= 0 && s->state == NETWORK_READY) {
        snprintf(number, sizeof number, "%d ms", s->lag_ms);
        fact(app, f, W_CONNECTION_LAG, number);
    }
    if (!tls && !here) {
        struct form_row *row = form_add(f, FORM_TEXT, 0);
        row->warning = true;
        form_note(app, row, W_CONNECTION_READABLE);
    }
}

static void certificate(const struct app *app, struct form *f, const struct network *s)
{
    const struct peer *p = &s->peer;
    if (!p->version[0]) {
        return;
    }
    struct bytes validity = {0};
    form_head(app, f, W_CONNECTION_CERTIFICATE, ICON_SHIELD);
    fact(app, f, W_TRUST_NAME, p->name);
    fact(app, f, W_TRUST_ISSUER,
         strcmp(p->issuer, p->name) == 0 ? form_word(app, W_CONNECTION_ITSELF) : p->issuer);
    client_iso_date(&app->client, p->from, &validity);
    bytes_text(&validity, " – ");
    client_iso_date(&app->client, p->until, &validity);
    fact(app, f, W_CONNECTION_VALID, validity.data);
    bytes_finish(&validity);
    fact(app, f, W_CONNECTION_TRUST,
         form_word(app, p->vouched_for ? W_CONNECTION_VOUCHED : W_CONNECTION_COMPARED));
    char half[TRUST_HALF + 2];
    snprintf(half, sizeof half, "%.*s", TRUST_HALF, p->fingerprint);
    fact(app, f, W_CONNECTION_FINGERPRINT, half);
    f->rows[f->count - 1].code = true;
    if (strlen(p->fingerprint) > TRUST_HALF) {
        struct form_row *row = form_add(f, FORM_FACT, 0);
        row->code = true;
        copy_text(row->note, FORM_NOTE, p->fingerprint + TRUST_HALF + 1);
    }
    struct form_row *row = form_add(f, FORM_TEXT, 0);
    form_note(app, row, W_CONNECTION_COMPARE);
    row = form_add(f, FORM_BUTTONS, ROW_COPY);
    row->choices[row->choice_count++] = form_word(app, W_CONNECTION_COPY);
    row->plain = true;
}

/* A row for each line, as it came. */
static void said(const struct app *app, struct form *f, const struct network *s)
{
    const char *at = s->welcome.len ? s->welcome.data : "";
    if (*at) {
        form_head(app, f, W_CONNECTION_SAID, ICON_SERVER);
    }
    for (size_t len; *at; at += len + (at[len] == '\n')) {
        len = strcspn(at, "\n");
        struct form_row *row = form_add(f, FORM_TEXT, 0);
        snprintf(row->note, FORM_NOTE, "%.*s", (int)len, at);
    }
}

static void rows(const struct app *app, struct form *f)
{
    const struct network *s = form_network(app);
    if (s) {
        connection(app, f, s);
        certificate(app, f, s);
        said(app, f, s);
    }
}

static void act(struct app *app, int id, const char *key, int part)
{
    (void)key, (void)part;
    const struct network *s = form_network(app);
    if (s && id == ROW_COPY) {
        effect_say(&app->client.effects, EFFECT_COPY, s->peer.fingerprint);
        form_tell(app, ROW_COPY, form_word(app, W_CONSOLE_COPIED));
    }
}

static void about(const struct app *app, struct bytes *out)
{
    const struct network *s = form_network(app);
    bytes_text(out, s ? network_name(s) : "");
}

static const struct form_page page = {W_CONNECTION, about, rows, act, NULL, false};

void connection_page_open(struct app *app, struct network *s)
{
    form_open(app, &page, s, "");
}
