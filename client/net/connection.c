#include "client/net/connection.h"

#include <string.h>

#include "client/base/client.h"
#include "client/base/device.h"
#include "client/base/effect.h"
#include "client/base/prefs.h"
#include "client/base/words.h"
#include "client/chat/info.h"
#include "client/net/arrive.h"
#include "client/net/backlog.h"
#include "client/net/errand.h"
#include "client/net/handle.h"
#include "client/net/multiline.h"
#include "client/net/outgoing.h"
#include "client/net/regain.h"
#include "client/net/rejoin.h"
#include "client/net/sts.h"
#include "client/net/trouble.h"
#include "client/text/text.h"
#include "irc/caps.h"
#include "irc/check.h"
#include "irc/latin.h"

enum {
    CONNECT_MS = 15000,  /* for the link */
    HELLO_MS = 20000,    /* for the welcome */
    CAPS_MS = 10000,     /* for the capabilities, where it matters */
    SILENCE_MS = 150000, /* then we send a PING: later than servers send theirs */
    ANSWER_MS = 30000,
    RETRY_FIRST_MS = 1000,
    RETRY_MOST_MS = 60000,
    STAYED_MS = 60000, /* after this long, reconnect without a backoff */
};

void connection_forget(struct network *s)
{
    backlog_forget(s);
    multiline_forget(s);
    errand_forget(s);
}

static void open_link(struct client *client, struct network *s)
{
    s->state = NETWORK_CONNECTING;
    s->link = ++client->next_link;
    s->logged_in = s->operates = false;
    s->sts_says[0] = '\0';
    connection_forget(s);
    s->clock_known = false;
    s->echo_at = s->sent_full_at = s->sasl_at = s->login_again_at = s->nick_ask_at =
        s->join_again_at = 0;
    s->login_tries = 0;
    s->asked_nick[0] = '\0';
    s->follow_count = 0; /* nickname changes are not seen while offline */
    s->lines_max = s->bytes_max = 0;
    s->caps = s->cap_offer = 0;
    s->caps_asked = 0;
    s->mechanisms[0] = '\0';
    s->introduced = s->register_early = false;
    s->introduce_at = 0;
    s->sasl = SASL_NONE;
    scram_prove_finish(&s->scram);
    bytes_finish(&s->challenge);
    bytes_clear(&s->motd);
    s->offered[0] = '\0';
    bytes_clear(&s->welcome);
    s->people = 0;
    s->heard = false;
    s->trouble = TROUBLE_NONE;
    s->detail[0] = '\0';
    s->ping_at = 0;
    s->in_flight = 0;
    s->lag_ms = -1;
    s->deadline = client->now + CONNECT_MS;
    line_finish(&s->in);
    s->peer = (struct peer){.version = ""};
    effect_add(&client->effects,
               &(struct effect){.kind = EFFECT_CONNECT,
                                .link = s->link,
                                .text = s->host,
                                .connect = {s->port, s->tls, s->tls && s->certificate}});
    client->dirty = true;
}

void connection_start(struct client *client, struct network *s)
{
    client->port->leaving(client, s);
    network_drop_chats(s);
    s->entered = false;
    client->port->finish(client, s);
    isupport_init(&s->isupport);
    network_open(client, s, CHAT_SERVER, s->host); /* always the first */
    copy_text(s->nick, sizeof s->nick, s->wanted);
    s->tries = 0;
    s->away = false;
    s->random ^= (uint32_t)client->now * 2654435761u + 1;
    s->strict = false;
    sts_begin(client, s);
    open_link(client, s);
}

static void hang_up(struct client *client, struct network *s)
{
    sts_end(client, s);
    if (s->link) {
        effect_add(&client->effects, &(struct effect){.kind = EFFECT_HANG_UP, .link = s->link});
    }
    s->link = 0;
    s->deadline = 0;
    s->introduce_at = 0;
}

void connection_upgrade(struct client *client, struct network *s, int port)
{
    hang_up(client, s);
    s->tls = true;
    s->port = port;
    open_link(client, s);
}

void connection_logged_in(struct client *client, struct network *s)
{
    s->logged_in = true;
    if (s->stays && s->state == NETWORK_READY) {
        s->stays = false;
        network_send(client, s, "PRIVMSG NickServ :CERT ADD");
        prefs_set_certificate(&client->prefs, s->address, s->wanted, true);
        client_save(client);
    }
    arrive_home(client, s);
}

void connection_leave(struct client *client, struct network *s, const char *reason)
{
    network_send(client, s, "QUIT :%s", reason);
    hang_up(client, s);
    s->state = NETWORK_IDLE;
    client->dirty = true;
}

/* Messages on their way when the connection broke may not have arrived: marks them as failed. */
static void note_cut(struct client *client, struct network *s)
{
    s->lost_at = network_wall(client, s);
    for (int i = 0; i < s->chat_count; i++) {
        struct chat *c = s->chats[i];
        for (int k = 0; k < c->count; k++) {
            if (c->lines[k]->state == LINE_SENDING) {
                c->lines[k]->state = LINE_FAILED;
            }
        }
        if (c->kind == CHAT_ROOM && c->joined) {
            info_add_time(client, c, ICON_PLUG, W_CUT_AT, client->wall);
        }
    }
}

static void wait_for_retry(struct client *client, struct network *s)
{
    int64_t delay = RETRY_FIRST_MS;
    for (int i = 0; i < s->tries && delay < RETRY_MOST_MS; i++) {
        delay *= 2;
    }
    delay = delay > RETRY_MOST_MS ? RETRY_MOST_MS : delay;
    s->random = s->random * 1664525u + 1013904223u;
    delay = delay * (80 + (s->random >> 8) % 41) / 100; /* so that not all come back at once */
    s->tries++;
    s->state = NETWORK_WAITING;
    s->retry_at = client->now + delay;
}

static void say_why(struct client *client, struct network *s)
{
    struct bytes title = {0}, body = {0};
    trouble_words(client, s, &title, &body);
    bytes_format(&title, ". %s %s", bytes_string(&body), s->detail);
    info_add_text(client, handle_place(client, s, ""), ICON_WARNING, title.data);
    bytes_finish(&title);
    bytes_finish(&body);
}

/* The link is lost, or could not be made. */
static void lost(struct client *client, struct network *s)
{
    hang_up(client, s);
    connection_forget(s);
    client->port->lost(client, s);
    s->ours = s->ours && client->host_alive; /* never send its key to the next user of its port */
    if (!s->entered) {
        s->state = NETWORK_IDLE;
        client->port->failed(client, s);
    } else {
        if (s->state == NETWORK_READY) {
            bool stayed = client->now - s->ready_at >= STAYED_MS;
            bool flood = text_contains(s->detail, "flood");
            s->tries = stayed ? 0 : s->tries;
            s->slower = flood ? s->slower + 1 : stayed ? 0 : s->slower;
            note_cut(client, s);
        }
        for (int i = 0; i < s->chat_count; i++) {
            s->chats[i]->rejoin |= s->chats[i]->joined;
            s->chats[i]->joined = s->chats[i]->naming = false;
            s->chats[i]->modes.asked = s->chats[i]->bans.asked = 0;
        }
        if (trouble_stops(s->trouble)) {
            s->state = NETWORK_STOPPED;
            say_why(client, s);
        } else {
            wait_for_retry(client, s);
        }
    }
    client->dirty = true;
}

void connection_fail(struct client *client, struct network *s, enum network_trouble trouble,
                     const char *detail)
{
    s->trouble = trouble;
    copy_text(s->detail, sizeof s->detail, detail);
    lost(client, s);
}

void connection_stop(struct client *client, struct network *s)
{
    hang_up(client, s);
    s->state = NETWORK_STOPPED;
    client->dirty = true;
}

void connection_offline(struct client *client, struct network *s)
{
    s->lost_at = client->wall;
    wait_for_retry(client, s);
}

void connection_try_now(struct client *client, struct network *s)
{
    if (s->state == NETWORK_WAITING || s->state == NETWORK_STOPPED) {
        copy_text(s->nick, sizeof s->nick, s->wanted);
        open_link(client, s);
    }
}

bool connection_may_tell(struct client *client, struct network *s)
{
    enum network_trouble why = trouble_exposes(client, s);
    if (why) {
        connection_fail(client, s, why, "");
    }
    return !why;
}

static void say_hello(struct client *client, struct network *s)
{
    s->state = NETWORK_HELLO;
    s->deadline = client->now + HELLO_MS;
    network_send(client, s, "CAP LS 302");
    if (s->password[0] || s->certificate) {
        s->introduce_at = client->now + CAPS_MS; /* first we need to know how to log in */
    } else {
        connection_introduce(client, s);
    }
}

bool connection_sends_pass(const struct network *s)
{
    return s->password[0] && !s->registering && !(s->cap_offer & CAP(SASL));
}

void connection_introduce(struct client *client, struct network *s)
{
    if (s->introduced) {
        return;
    }
    s->introduced = true;
    s->introduce_at = 0;
    if (s->server_password[0]) {
        network_send(client, s, "PASS :%s", s->server_password);
    } else if (connection_sends_pass(s)) {
        if (!connection_may_tell(client, s)) {
            return;
        }
        network_send(client, s, "PASS :%s", s->password);
    }
    network_send(client, s, "NICK %s", s->nick);
    char device[DEVICE_NAME];
    if (device_prepare(&client->prefs)) {
        client_save(client);
    }
    device_name(&client->prefs, s->host, device);
    network_send(client, s, "USER %s 0 * :%s", device, s->wanted);
}

void connection_measure_lag(struct client *client, struct network *s)
{
    if (s->state == NETWORK_READY && !s->ping_at) {
        network_send(client, s, "PING tertulia");
        s->ping_at = s->lag_at = client->now;
        s->ping_wall = network_wall(client, s);
        s->deadline = client->now + ANSWER_MS;
    }
}

bool connection_refuses_liar(struct client *client, struct network *s)
{
    bool liar = s->sasl == SASL_SCRAM && s->scram.step != SCRAM_DONE;
    if (liar) {
        connection_fail(client, s, TROUBLE_LIAR, "");
    }
    return liar;
}

void connection_ready(struct client *client, struct network *s)
{
    if (connection_refuses_liar(client, s)) {
        return;
    }
    s->state = NETWORK_READY;
    s->deadline = client->now + SILENCE_MS;
    s->ready_at = client->now;
    s->sent_full_at = 0; /* the server has read what we sent so far */
    s->trouble = TROUBLE_NONE;
    s->forgetful = !(s->caps & CAP(CHATHISTORY));
    connection_measure_lag(client, s);
    client->port->lost(client, s);
    arrive_ready(client, s, s->entered);
    for (int i = 0; i < s->chat_count && !backlog_can_ask(s); i++) {
        s->chats[i]->backlog.older = false; /* this server keeps no history */
    }
    backlog_ask_people(client, s);
    if (s->ours && client->host_key[0]) {
        network_send(client, s, "OPER host %s", client->host_key);
    }
    if (s->registering && !connection_may_tell(client, s)) {
        return;
    }
    if (s->registering) {
        network_send(client, s, "REGISTER * * :%s", s->password);
    } else if (s->logged_in) {
        connection_logged_in(client, s);
    }
    regain_watch(client, s);
    if (client->current && client->current->network == s) {
        rejoin_chat(client, s, client->current); /* the visible one first */
    }
    for (int i = 1; i < s->chat_count; i++) {
        if (s->chats[i] != client->current) {
            rejoin_chat(client, s, s->chats[i]);
        }
    }
}

/* --- events --- */

/* Whether no IRC server would begin with this line: another protocol answers on that port. */
static bool is_foreign(const struct message *m)
{
    if (m->source) {
        return false;
    }
    size_t letters = strspn(m->verb, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    return m->verb[letters] != '\0' || letters == 0;
}

static void take_lines(struct client *client, struct network *s, unsigned link)
{
    char *line;
    size_t len;
    enum line_status status;
    struct bytes other = {0};
    while (s->link == link && (status = line_take(&s->in, &line, &len)) != LINE_NONE) {
        struct message m;
        if (status != LINE_READY ||
            !message_parse(&m, (char *)(uintptr_t)latin_to_utf8(line, &other))) {
            continue;
        }
        if (!s->heard && is_foreign(&m)) {
            char detail[128];
            copy_text(detail, sizeof detail, m.verb);
            connection_fail(client, s, TROUBLE_NOT_CHAT, detail);
            break;
        }
        s->heard = true;
        handle_line(client, s, &m);
    }
    bytes_finish(&other);
}

/* The link is up: checks that the peer is who we mean. */
static void link_up(struct client *client, struct network *s, const struct event *e)
{
    char server[NETWORK_TEXT + 8];
    network_server(s, server);
    s->peer = s->tls && e->link.peer ? *e->link.peer : (struct peer){0};
    enum trust trust = s->tls ? trust_judge(&s->peer, &client->prefs, server) : TRUST_FINE;
    if (s->tls && !s->peer.fingerprint[0]) {
        connection_fail(client, s, TROUBLE_NO_TLS, "no certificate");
    } else if (s->tls && s->strict && !s->peer.vouched_for) {
        connection_fail(client, s, TROUBLE_STRICT, s->peer.fingerprint);
    } else if (trust == TRUST_CHANGED) {
        connection_fail(client, s, TROUBLE_CHANGED, s->peer.fingerprint);
    } else if (trust == TRUST_STRANGER) {
        connection_fail(client, s, TROUBLE_STRANGER, s->peer.fingerprint);
    } else {
        say_hello(client, s);
    }
}

static void link_down(struct client *client, struct network *s, const struct event *e)
{
    static const enum network_trouble troubles[] = {
        [LINK_CLOSED] = TROUBLE_CUT,      [LINK_REFUSED] = TROUBLE_REFUSED,
        [LINK_NO_HOST] = TROUBLE_NO_HOST, [LINK_NO_NETWORK] = TROUBLE_NO_NETWORK,
        [LINK_TIMEOUT] = TROUBLE_TIMEOUT, [LINK_NOT_TLS] = TROUBLE_NOT_TLS,
        [LINK_NO_TLS] = TROUBLE_NO_TLS,
    };
    if (s->trouble == TROUBLE_NONE) {
        s->trouble = troubles[e->link.failure];
        copy_text(s->detail, sizeof s->detail, e->link.data ? e->link.data : "");
    }
    lost(client, s);
}

/* The present state took too long. */
static void overdue(struct client *client, struct network *s)
{
    if (s->state == NETWORK_READY && !s->ping_at) {
        connection_measure_lag(client, s);
        return;
    }
    s->trouble = s->state == NETWORK_HELLO && !s->heard ? TROUBLE_NOT_CHAT : TROUBLE_TIMEOUT;
    copy_text(s->detail, sizeof s->detail, "Timed out");
    lost(client, s);
}

/* Does what is due while connected or connecting. */
static void network_tick(struct client *client, struct network *s)
{
    if (s->errand_at && client->now >= s->errand_at) {
        bool waits = s->speech_waits;
        s->speech_waits = false;
        for (int i = 1; waits && i < s->chat_count; i++) {
            outgoing_flush(client, s, s->chats[i]);
        }
        errand_run(client, s);
    }
    if (s->sasl_at && client->now >= s->sasl_at) {
        handle_sasl_silence(client, s);
    }
    if (s->state != NETWORK_READY) {
        return;
    }
    if (s->login_again_at && client->now >= s->login_again_at) {
        handle_login_again(client, s);
    }
    if (s->echo_at && client->now >= s->echo_at) {
        bool heard = s->in_flight == 0 &&
                     s->heard_at >= s->echo_at - NETWORK_ECHO_MS; /* any data shows it is alive */
        s->echo_at = 0;
        if (!heard) {
            connection_measure_lag(client, s);
        }
    }
    regain_tick(client, s);
    if (s->join_again_at && client->now >= s->join_again_at) {
        rejoin_due(client, s);
    }
}

void connection_event(struct client *client, struct network *s, const struct event *e)
{
    switch (e->kind) {
    case EVENT_LINK_UP:
        if (e->link.id == s->link) {
            link_up(client, s, e);
            client->dirty = true;
        }
        break;
    case EVENT_LINK_DATA:
        if (e->link.id == s->link) {
            s->heard_at = client->now;
            line_feed(&s->in, e->link.data, e->link.len);
            take_lines(client, s, e->link.id);
            if (s->state == NETWORK_READY) { /* any data shows it is alive */
                s->deadline = client->now + (s->ping_at ? ANSWER_MS : SILENCE_MS);
            }
        }
        break;
    case EVENT_LINK_DOWN:
        if (e->link.id == s->link) {
            link_down(client, s, e);
        }
        break;
    default:
        network_tick(client, s);
        if (s->introduce_at && client->now >= s->introduce_at) {
            connection_introduce(client, s);
        } else if (s->deadline && client->now >= s->deadline) {
            overdue(client, s);
        } else if (s->state == NETWORK_WAITING && client->now >= s->retry_at) {
            connection_try_now(client, s);
        }
    }
}

int64_t connection_deadline(const struct network *s)
{
    if (s->state == NETWORK_WAITING) {
        return s->retry_at;
    }
    if (!s->link) {
        return 0;
    }
    bool in = s->state == NETWORK_READY;
    const int64_t moments[] = {s->introduce_at,          s->sasl_at,
                               errand_deadline(s),       in ? s->login_again_at : 0,
                               in ? s->echo_at : 0,      in ? s->nick_ask_at : 0,
                               in ? s->join_again_at : 0};
    int64_t at = s->deadline;
    for (size_t i = 0; i < COUNT_OF(moments); i++) {
        at = moments[i] && (!at || moments[i] < at) ? moments[i] : at;
    }
    return at;
}
