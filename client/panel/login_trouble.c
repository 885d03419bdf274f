#include "client/panel/login.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/prefs.h"
#include "client/base/words.h"
#include "client/net/connection.h"
#include "client/net/memory.h"
#include "client/net/network.h"
#include "client/net/trouble.h"
#include "client/panel/question.h"
#include "irc/check.h"

void login_clear(struct login *l)
{
    bytes_clear(&l->title);
    bytes_clear(&l->body);
    bytes_clear(&l->detail);
    l->wrong = -1;
    l->offer = OFFER_NONE;
    l->trusts = false;
}

void login_refuse(struct app *app, int field, enum word title, enum word body, const char *port)
{
    struct login *l = app->login;
    login_clear(l);
    words_fill(&l->title, app->client.lang, title, "port", port, NULL);
    words_fill(&l->body, app->client.lang, body, NULL);
    l->wrong = field;
    login_focus(app, field);
}

/* The field to correct; -1: none. */
static int wrong_field(enum network_trouble trouble)
{
    switch (trouble) {
    case TROUBLE_REFUSED:
    case TROUBLE_TIMEOUT:
    case TROUBLE_NO_HOST:
    case TROUBLE_NOT_CHAT:
    case TROUBLE_LIAR:
    case TROUBLE_NOT_TLS:
    case TROUBLE_NO_TLS:
    case TROUBLE_STRICT:
    case TROUBLE_REVEALS:
    case TROUBLE_TOO_MUCH:
    case TROUBLE_CHANGED:
    case TROUBLE_WANTS_TLS: return FIELD_SERVER;
    case TROUBLE_NICK_BAD: return FIELD_NICK;
    case TROUBLE_NICK_TAKEN: /* it may be theirs */
    case TROUBLE_PASSWORD:
    case TROUBLE_REGISTER:
    case TROUBLE_READABLE:
    case TROUBLE_CERTIFICATE: return FIELD_PASSWORD;
    default: return -1;
    }
}

static enum login_offer offer_for(const struct app *app, const struct network *s)
{
    char server[NETWORK_TEXT + 8];
    network_server(s, server);
    switch (s->trouble) {
    case TROUBLE_NOT_TLS: /* no downgrade for a server that was encrypted before */
        return s->strict || prefs_known(&app->client.prefs, server) ? OFFER_NONE : OFFER_PLAIN;
    case TROUBLE_CHANGED: return OFFER_COMPARE;
    case TROUBLE_REVEALS:
    case TROUBLE_READABLE: return OFFER_TELL;
    case TROUBLE_NICK_TAKEN: return OFFER_NICK;
    default: return trouble_offers_register(s) ? OFFER_REGISTER : OFFER_NONE;
    }
}

static void take_password(struct app *app)
{
    struct network *s = app->client.network;
    const char *password = edit_text(&app->question->field);
    char server[NETWORK_TEXT + 8];
    network_server(s, server);
    copy_text(s->server_password, sizeof s->server_password, password);
    prefs_set_room_key(&app->client.prefs, server, PREFS_SERVER_KEY, password);
    client_save(&app->client);
    if (app->client.screen == SCREEN_CHAT) {
        connection_try_now(&app->client, s);
    } else {
        login_go(app);
    }
}

void login_ask_password(struct app *app)
{
    const struct network *s = app->client.network;
    question_ask(app, &(struct question){.title = W_ERR_SERVER_PASSWORD,
                                         .body = s->server_password[0] ? W_SERVER_PASSWORD_WRONG
                                                                       : W_ERR_SERVER_PASSWORD_DO,
                                         .yes = W_CONNECT,
                                         .name = s->host,
                                         .asks = true,
                                         .run = take_password});
}

void login_explain(struct app *app, const struct network *s)
{
    struct login *l = app->login;
    if (s != app->client.network) {
        return; /* its login screen is no longer shown */
    }
    int wrong = wrong_field(s->trouble);
    if (s->trouble == TROUBLE_REGISTER && l->intent == INTENT_HOST) {
        login_connect_home(app,
                           false); /* the nickname is registered already: with this password? */
        return;
    }
    if (s->trouble == TROUBLE_REGISTER) {
        l->intent = INTENT_CONNECT; /* the same again would fail again */
    }
    login_clear(l);
    l->scroll_px = 0;
    app->client.dirty = true;
    if (s->trouble == TROUBLE_STRANGER) {
        login_ask_trust(app);
        return;
    }
    trouble_words(&app->client, s, &l->title, &l->body);
    bytes_text(&l->detail, s->detail);
    l->wrong = wrong;
    l->offer = offer_for(app, s);
    if (s->trouble == TROUBLE_SERVER_PASSWORD) {
        login_ask_password(app);
    }
    trouble_suggest_nick(s->wanted, l->other_nick, sizeof l->other_nick);
    login_focus(app, wrong >= 0 ? wrong : FOCUS_CONNECT);
    if (s->trouble == TROUBLE_REFUSED || s->trouble == TROUBLE_TIMEOUT ||
        s->trouble == TROUBLE_NO_HOST || s->trouble == TROUBLE_NO_NETWORK) {
        memory_list(&app->client, s);
    }
}
