#include "client/net/handle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/client.h"
#include "client/chat/chat.h"
#include "client/chat/info.h"
#include "client/chat/profile.h"
#include "client/net/arrive.h"
#include "client/net/backlog.h"
#include "client/net/connection.h"
#include "client/net/multiline.h"
#include "client/net/network.h"
#include "client/net/notify.h"
#include "client/net/outgoing.h"
#include "client/net/regain.h"
#include "client/net/rejoin.h"
#include "client/net/typing.h"
#include "client/text/text.h"
#include "irc/caps.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/numerics.h"
#include "irc/own_tags.h"

struct chat *handle_place(struct client *client, struct network *s, const char *room)
{
    struct chat *c = network_find(s, room);
    if (c) {
        return c;
    }
    bool here = client->current && client->current->network == s;
    return here ? client->current : network_open(client, s, CHAT_SERVER, network_name(s));
}

struct line *handle_labelled(const struct network *s, const char *label, struct chat **chat)
{
    for (int i = 0; label && i < s->chat_count; i++) {
        struct chat *c = s->chats[i];
        for (int k = c->count - 1; k >= 0; k--) {
            if (c->lines[k]->label && strcmp(c->lines[k]->label, label) == 0) {
                *chat = c;
                return c->lines[k];
            }
        }
    }
    return NULL;
}

/* The parameters from `from` on, as one text. */
static void join_params(const struct message *m, int from, struct bytes *out)
{
    for (int i = from; i < m->count; i++) {
        bytes_format(out, "%s%s", i > from ? " " : "", m->params[i]);
    }
}

static void show_params(struct client *client, struct chat *c, enum icon icon,
                        const struct message *m, int from)
{
    struct bytes text = {0};
    join_params(m, from, &text);
    info_add_text(client, c, icon, bytes_string(&text));
    bytes_finish(&text);
}

static handler handle_answer;

/* The server does not support CAP: register without it. */
static void handle_unknown(struct client *client, struct network *s, struct message *m)
{
    if (s->state == NETWORK_HELLO) {
        connection_introduce(client, s);
    } else {
        handle_answer(client, s, m);
    }
}

/* --- the welcome --- */

/* Keeps what the server says during registration, for its card and for looking it up. */
static void take_welcome(struct network *s, const struct message *m)
{
    enum { MOST = 16384 };
    bool motd = strcmp(m->verb, "372") == 0, begins = strcmp(m->verb, "375") == 0;
    struct bytes *out = motd ? &s->motd : &s->welcome;
    const char *text = message_param(m, m->count - 1);
    if (strcmp(m->verb, "265") == 0 || strcmp(m->verb, "266") == 0) {
        long people = strtol(message_param(m, 1), NULL, 10);
        s->people = people > 0 && people < 10000000 ? (int)people : s->people;
    }
    if (begins || out->len > MOST) {
        return;
    }
    bytes_text(out, out->len ? "\n" : "");
    if (motd) {
        text_clean(out, text + 2 * (strncmp(text, "- ", 2) == 0));
    } else {
        struct bytes all = {0};
        join_params(m, 1, &all);
        text_clean(out, bytes_string(&all));
        bytes_finish(&all);
    }
}

static void handle_welcome(struct client *client, struct network *s, struct message *m)
{
    if (connection_refuses_liar(client, s)) {
        return;
    }
    copy_text(s->nick, sizeof s->nick, message_param(m, 0));
    isupport_init(&s->isupport);
    take_welcome(s, m);
}

static void handle_isupport(struct client *client, struct network *s, struct message *m)
{
    (void)client;
    for (int i = 1; i + 1 < m->count; i++) {
        isupport_apply(&s->isupport, m->params[i]);
    }
}

static void handle_motd_end(struct client *client, struct network *s, struct message *m)
{
    (void)m;
    if (s->state == NETWORK_HELLO) {
        connection_ready(client, s);
    }
}

static void handle_server_text(struct client *client, struct network *s, struct message *m)
{
    if (s->state == NETWORK_HELLO) {
        take_welcome(s, m);
        return;
    }
    struct chat *c = network_open(client, s, CHAT_SERVER, network_name(s));
    show_params(client, c, ICON_SERVER, m, 1);
    if (s->state == NETWORK_READY) {
        notify_heard(client, c, c->lines[c->count - 1]);
    }
}

/* Whether the user asked for this nickname: if we fail to get it by ourselves, we say nothing. */
static bool asked_by_hand(struct network *s, const char *nick)
{
    bool by_hand = names_equal(s->isupport.casemap, s->asked_nick, nick);
    s->asked_nick[0] = '\0';
    return by_hand;
}

/* The nickname is taken: at login the user chooses; on reconnecting our ghost may still hold it. */
static void handle_nick_taken(struct client *client, struct network *s, struct message *m)
{
    if (s->state == NETWORK_READY) {
        bool by_hand = asked_by_hand(s, message_param(m, 1));
        if (by_hand && !client->port->answered(client, s, m)) {
            info_add(client, handle_place(client, s, ""), ICON_WARNING, W_NICK_TAKEN, "nick",
                     message_param(m, 1), NULL);
        }
    } else if (!s->entered) {
        connection_fail(client, s, TROUBLE_NICK_TAKEN, message_param(m, m->count - 1));
    } else if (strlen(s->nick) + 1 < 30) {
        size_t len = strlen(s->nick);
        s->nick[len] = '_';
        s->nick[len + 1] = '\0';
        network_send(client, s, "NICK %s", s->nick);
    } else {
        connection_fail(client, s, TROUBLE_NICK_TAKEN, message_param(m, m->count - 1));
    }
}

static void handle_nick_bad(struct client *client, struct network *s, struct message *m)
{
    if (s->state == NETWORK_READY && !asked_by_hand(s, message_param(m, 1))) {
        s->nick_ask_at = 0; /* we can never have it */
    } else if (s->state == NETWORK_READY) {
        if (!client->port->answered(client, s, m)) {
            info_add(client, handle_place(client, s, ""), ICON_WARNING, W_NICK_BAD, "nick",
                     message_param(m, 1), NULL);
        }
    } else {
        connection_fail(client, s, TROUBLE_NICK_BAD, message_param(m, m->count - 1));
    }
}

/* --- keepalive --- */

static void handle_ping(struct client *client, struct network *s, struct message *m)
{
    network_send(client, s, "PONG :%s", message_param(m, 0));
}

static void handle_pong(struct client *client, struct network *s, struct message *m)
{
    (void)m;
    enum { WELCOME_MS = 100 };
    if (s->ping_at) {
        int lag = (int)(client->now - s->ping_at);
        bool welcome = s->ping_at == s->ready_at; /* behind all that is said in the beginning */
        s->ping_at = 0;
        if (welcome && lag > WELCOME_MS) {
            connection_measure_lag(client, s);
        } else {
            s->lag_ms = lag;
            s->lag_at = client->now;
        }
        client->dirty = true;
        outgoing_give_up(client, s);
        arrive_land(client, s);
    }
}

static void handle_error(struct client *client, struct network *s, struct message *m)
{
    (void)client;
    const char *text = message_param(m, 0);
    if (s->trouble == TROUBLE_KILLED || s->trouble == TROUBLE_BANNED) {
        return; /* KILL or 465 said more */
    }
    copy_text(s->detail, sizeof s->detail, text);
    s->closed = s->entered && (text_contains(text, "server is stopping") ||
                               text_contains(text, "server shutting down") ||
                               text_contains(text, "server shutdown"));
    s->trouble = text_contains(text, "this port is encrypted") ? TROUBLE_WANTS_TLS
                 : text_contains(text, "logged out")           ? TROUBLE_LOGGED_OUT
                 : text_contains(text, "killed")               ? TROUBLE_KILLED
                 : text_contains(text, "banned") || text_contains(text, "-line")  ? TROUBLE_BANNED
                 : text_contains(text, "full") || text_contains(text, "too many") ? TROUBLE_FULL
                 : text_contains(text, "password")                                ? TROUBLE_PASSWORD
                 : text_contains(text, "timed out") || text_contains(text, "timeout")
                     ? TROUBLE_TIMEOUT
                     : TROUBLE_CUT;
}

static void handle_kill(struct client *client, struct network *s, struct message *m)
{
    (void)client;
    char by[NICK_CAP];
    message_nick(m->source, by);
    if (network_is_me(s, message_param(m, 0))) {
        s->trouble = TROUBLE_KILLED;
        snprintf(s->detail, sizeof s->detail, "%s: %s", by, message_param(m, 1));
    }
}

/* --- refusals --- */

/* How a server refuses us a room, and whether retrying later may help. */
static const struct {
    int code;
    enum word key;
    bool later;
} refusals[] = {
    {403, W_JOIN_BAD, false},
    {ERR_CANNOTSENDTOCHAN, W_MAY_NOT_SPEAK, false},
    {405, W_JOIN_MANY, false},
    {407, W_JOIN_BAD, false},
    {ERR_UNAVAILRESOURCE, W_JOIN_LATER, true},
    {ERR_CHANNELISFULL, W_JOIN_FULL, true},
    {ERR_INVITEONLYCHAN, W_JOIN_INVITE, false},
    {ERR_BANNEDFROMCHAN, W_JOIN_BANNED, false},
    {ERR_BADCHANNELKEY, W_JOIN_KEY, false},
    {ERR_BADCHANMASK, W_JOIN_BAD, false},
    {477, W_JOIN_ACCOUNT, false}, /* ERR_NEEDREGGEDNICK */
    {ERR_CHANOPRIVSNEEDED, W_NEED_OP, false},
    {ERR_THROTTLE, W_JOIN_FAST, true},
    {479, W_JOIN_BAD, false}, /* some servers' own, as those below */
    {489, W_JOIN_TLS, false},
    {520, W_JOIN_OPERATORS, false},
    {609, W_JOIN_FAST, true},
    {500, W_JOIN_FAST, true}, /* too many come in at once */
};

/* Something we sent was refused: marks the line as failed, if it was one. */
static void fail_line(struct client *client, struct network *s, const struct message *m)
{
    struct chat *c = network_find(s, message_param(m, 1));
    struct line *line = handle_labelled(s, message_tag(m, "label"), &c);
    /* a server without labels: the oldest line that it has not echoed */
    for (int i = 0; !line && !(s->caps & CAP(LABELED_RESPONSE)) && c && i < c->count; i++) {
        line = c->lines[i]->state == LINE_SENDING ? c->lines[i] : NULL;
    }
    if (line && line->state == LINE_SENDING) {
        line->state = LINE_FAILED;
        outgoing_landed(client, s, line);
        client->dirty = true;
    }
}

/* A room that does not let us in: lines queued for it fail. */
static void stay_out(struct chat *c)
{
    if (!c || c->joined) {
        return;
    }
    c->rejoin = false;
    c->join_again_at = 0;
    for (int i = 0; i < c->count; i++) {
        if (c->lines[i]->state == LINE_WAITING) {
            c->lines[i]->state = LINE_FAILED;
        }
    }
}

/* Why we may not speak; until when, if we saw it being set. */
static void tell_muted(struct client *client, struct network *s, struct chat *c)
{
    const struct person *me = people_find(&c->people, s->isupport.casemap, s->nick);
    int64_t until = me ? room_bans_until(&c->bans, me, true) : 0;
    struct bytes when = {0};
    client_until(client, until, &when);
    info_add(client, c, ICON_MESSAGE_OFF, until ? W_MUTED_ME_UNTIL : W_MUTED_ME, "room", c->name,
             "until", when.data, NULL);
    bytes_finish(&when);
}

enum { WAIT_MOST_S = 24 * 60 * 60 };

static void handle_refusal(struct client *client, struct network *s, struct message *m)
{
    const char *room = message_param(m, 1);
    int code = (int)strtol(m->verb, NULL, 10);
    struct chat *c = network_find(s, room);
    bool about_us =
        !c || !c->joined || code == ERR_CANNOTSENDTOCHAN || code == ERR_CHANOPRIVSNEEDED;
    if (code == ERR_CHANOPRIVSNEEDED && client->port->answered(client, s, m)) {
        return; /* where it was asked */
    }
    if (!network_is_room(s, room) || !about_us) {
        handle_answer(client, s, m);
        return;
    }
    fail_line(client, s, m);
    const char *wait = message_tag(m, TAG_WAIT), *fact = message_tag(m, TAG_FACT);
    if (fact && strcmp(fact, "muted") == 0 && c) {
        tell_muted(client, s, c);
        return;
    }
    if (wait && c) {
        struct bytes time = {0};
        long seconds = strtol(wait, NULL, 10);
        seconds = seconds < 0 ? 0 : seconds > WAIT_MOST_S ? WAIT_MOST_S : seconds;
        c->may_write_at = client->now + seconds * 1000;
        client_lasted(client, seconds, &time);
        info_add(client, c, ICON_CLOCK, W_SLOW_WAIT, "time", time.data, NULL);
        bytes_finish(&time);
        return;
    }
    if (names_equal(s->isupport.casemap, s->opening, room)) {
        s->opening[0] = s->opening_key[0] = '\0';
    }
    for (size_t i = 0; i < COUNT_OF(refusals); i++) {
        if (refusals[i].code != code) {
            continue;
        }
        info_add(client, handle_place(client, s, room), ICON_WARNING, refusals[i].key, "room", room,
                 NULL);
        if (refusals[i].later && c && !c->joined && c->rejoin) {
            rejoin_later(client, s, c);
        } else {
            stay_out(c);
        }
    }
}

/* A mode that could not be set. */
static void handle_mode_refused(struct client *client, struct network *s, struct message *m)
{
    if (!client->port->answered(client, s, m)) {
        handle_answer(client, s, m);
    }
}

/* We may not change to this nickname, or not yet. */
static void handle_nick_kept(struct client *client, struct network *s, struct message *m)
{
    bool by_hand = s->state != NETWORK_READY || asked_by_hand(s, message_param(m, 1));
    if (by_hand && !client->port->answered(client, s, m)) {
        handle_answer(client, s, m);
    }
}

/* "437 me #room" is about a room, "437 me nick" about a nickname. */
static void handle_unavailable(struct client *client, struct network *s, struct message *m)
{
    if (network_is_room(s, message_param(m, 1))) {
        handle_refusal(client, s, m);
    } else {
        handle_nick_taken(client, s, m);
    }
}

/* "470 me #old #new": the server forwards us from one room to the other. */
static void handle_forward(struct client *client, struct network *s, struct message *m)
{
    const char *from = message_param(m, 1), *to = message_param(m, 2);
    struct chat *c = network_find(s, from);
    info_add(client, handle_place(client, s, from), ICON_INFO, W_JOIN_FORWARD, "room", from,
             "other", to, NULL);
    stay_out(c);
    names_fold(s->isupport.casemap, s->opening, sizeof s->opening, to);
    s->opening_key[0] = '\0';
}

/* --- whether a nickname is free --- */

static void handle_offline(struct client *client, struct network *s, struct message *m)
{
    if (regain_is_named(s, message_param(m, 1), ",")) {
        regain_nick(client, s);
    }
}

static void handle_ison(struct client *client, struct network *s, struct message *m)
{
    if (!regain_is_named(s, message_param(m, 1), " ")) {
        regain_nick(client, s);
    }
}

static void handle_wallops(struct client *client, struct network *s, struct message *m)
{
    char nick[NICK_CAP];
    struct bytes text = {0};
    struct chat *c = network_open(client, s, CHAT_SERVER, network_name(s));
    message_nick(m->source ? m->source : "", nick);
    bytes_format(&text, "%s: %s", nick[0] ? nick : m->source ? m->source : "", message_param(m, 0));
    info_add_text(client, c, ICON_SHIELD, text.data);
    notify_heard(client, c, c->lines[c->count - 1]);
    bytes_finish(&text);
}

static void handle_no_such_nick(struct client *client, struct network *s, struct message *m)
{
    if (client->port->answered(client, s, m)) {
        return;
    }
    fail_line(client, s, m);
    info_add(client, handle_place(client, s, message_param(m, 1)), ICON_INFO, W_NOT_HERE, "nick",
             message_param(m, 1), NULL);
}

static void handle_away_reply(struct client *client, struct network *s, struct message *m)
{
    if (!client->port->answered(client, s, m)) {
        info_add(client, handle_place(client, s, message_param(m, 1)), ICON_CLOCK, W_IS_AWAY, "a",
                 message_param(m, 1), "reason", message_param(m, 2), NULL);
    }
}

static void handle_my_away(struct client *client, struct network *s, struct message *m)
{
    s->away = strcmp(m->verb, "306") == 0;
    for (int i = 0; i < s->chat_count; i++) {
        struct person *me = people_find(&s->chats[i]->people, s->isupport.casemap, s->nick);
        if (me) {
            person_set_away(me, s->away, NULL);
        }
    }
    info_add(client, handle_place(client, s, ""), ICON_CLOCK, s->away ? W_NOW_AWAY : W_NOW_HERE,
             NULL);
}

static void handle_inviting(struct client *client, struct network *s, struct message *m)
{
    info_add(client, handle_place(client, s, message_param(m, 2)), ICON_PLUS, W_INVITED, "a",
             message_param(m, 1), "room", message_param(m, 2), NULL);
}

static void handle_batch(struct client *client, struct network *s, struct message *m)
{
    if (!multiline_batch(client, s, m)) {
        backlog_batch(client, s, m);
    }
}

static void handle_marker(struct client *client, struct network *s, struct message *m)
{
    backlog_marker(client, s, m);
}

/* What the program asks by itself: that it failed says nothing to the user. Of METADATA it only
 * asks for values; one that cannot be set somebody wanted to set, such as a pin. */
static bool is_own_question(const struct message *m)
{
    static const char *const own[] = {"CHATHISTORY", "MARKREAD", "METADATA"};
    const char *code = message_param(m, 1);
    bool sets = strstr(code, "VALUE") || strcmp(code, "LIMIT_REACHED") == 0;
    size_t i = 0;
    while (i < COUNT_OF(own) && strcmp(own[i], message_param(m, 0)) != 0) {
        i++;
    }
    return i < COUNT_OF(own) && !(sets && strcmp(own[i], "METADATA") == 0);
}

static void handle_fail(struct client *client, struct network *s, struct message *m)
{
    if (client->port->answered(client, s, m) || backlog_refused(client, s, m)) {
        return;
    }
    if (s->state == NETWORK_HELLO && strcmp(message_param(m, 0), "REGISTER") == 0) {
        connection_fail(client, s, TROUBLE_REGISTER, message_param(m, m->count - 1));
        return;
    }
    if (is_own_question(m)) {
        return;
    }
    s->registering = s->registering && strcmp(message_param(m, 0), "REGISTER") != 0;
    arrive_home(client, s);
    fail_line(client, s, m);
    info_add_text(client, handle_place(client, s, ""), ICON_WARNING,
                  message_param(m, m->count - 1));
}

static void handle_note(struct client *client, struct network *s, struct message *m)
{
    bool ours = s->ours && strcmp(message_param(m, 0), "SET") == 0 && /* see arrive_home */
                strcmp(message_param(m, 2), "server.autojoin") == 0;
    if (!client->port->answered(client, s, m) && !ours) {
        info_add_text(client, handle_place(client, s, ""), ICON_INFO,
                      message_param(m, m->count - 1));
    }
}

/* The answer to a request by the user: shown where it was made. */
static void handle_answer(struct client *client, struct network *s, struct message *m)
{
    show_params(client, handle_place(client, s, ""), ICON_INFO, m, 1);
}

static void handle_whois(struct client *client, struct network *s, struct message *m)
{
    if (!client->port->answered(client, s, m) &&
        !profile_add(client, handle_place(client, s, ""), m)) {
        handle_answer(client, s, m);
    }
}

static void handle_listed(struct client *client, struct network *s, struct message *m)
{
    if (!client->port->answered(client, s, m) && !client->port->listed(client, s, m)) {
        handle_answer(client, s, m);
    }
}

static void handle_listed_all(struct client *client, struct network *s, struct message *m)
{
    if (!client->port->answered(client, s, m)) {
        client->port->listed_all(client, s);
    }
}

/* Replies that only panels ask for: the console's table of people. */
static void handle_table(struct client *client, struct network *s, struct message *m)
{
    if (!handle_whox(client, s, m) && !client->port->answered(client, s, m)) {
        handle_server_text(client, s, m);
    }
}

static void handle_modes(struct client *client, struct network *s, struct message *m)
{
    if (!handle_modes_are(client, s, m)) {
        handle_answer(client, s, m);
    }
}

static void handle_ban(struct client *client, struct network *s, struct message *m)
{
    if (!handle_ban_is(client, s, m)) {
        handle_answer(client, s, m);
    }
}

static void handle_table_end(struct client *client, struct network *s, struct message *m)
{
    client->port->answered(client, s, m);
}

static void handle_operator(struct client *client, struct network *s, struct message *m)
{
    if (s->operates && s->ours) {
        return; /* known */
    }
    s->operates = true;
    if (s->ours) {
        arrive_home(client, s);
        client->port->operates(client, s);
    }
    (void)m;
    info_add(client, handle_place(client, s, ""), ICON_SHIELD, W_OPERATOR_NOW, NULL);
}

/* Which notices we get: the console asked for them by itself. */
static void handle_snomask(struct client *client, struct network *s, struct message *m)
{
    if (!s->ours) {
        handle_server_text(client, s, m);
    }
}

static void handle_nothing(struct client *client, struct network *s, struct message *m)
{
    (void)client, (void)s, (void)m;
}

/* Sorted by verb, for bsearch. */
static const struct {
    const char *verb;
    handler *run;
} table[] = {
    {"001", handle_welcome},
    {"005", handle_isupport},
    {"008", handle_snomask},
    {"211", handle_table},
    {"216", handle_table},
    {"219", handle_table},
    {"221", handle_answer},
    {"242", handle_table},
    {"276", handle_whois},
    {"301", handle_away_reply},
    {"303", handle_ison},
    {"305", handle_my_away},
    {"306", handle_my_away},
    {"307", handle_whois},
    {"310", handle_whois},
    {"311", handle_whois},
    {"312", handle_whois},
    {"313", handle_whois},
    {"315", handle_table_end},
    {"317", handle_whois},
    {"318", handle_table_end},
    {"319", handle_whois},
    {"320", handle_whois},
    {"321", handle_nothing},
    {"322", handle_listed},
    {"323", handle_listed_all},
    {"324", handle_modes},
    {"329", handle_nothing},
    {"330", handle_whois},
    {"331", handle_no_topic},
    {"332", handle_topic_is},
    {"333", handle_nothing},
    {"335", handle_whois},
    {"338", handle_whois},
    {"341", handle_inviting},
    {"352", handle_who},
    {"353", handle_names},
    {"354", handle_table},
    {"366", handle_names_end},
    {"367", handle_ban},
    {"368", handle_bans_end},
    {"376", handle_motd_end},
    {"378", handle_whois},
    {"379", handle_whois},
    {"381", handle_operator},
    {"401", handle_no_such_nick},
    {"403", handle_refusal},
    {"404", handle_refusal},
    {"405", handle_refusal},
    {"406", handle_no_such_nick},
    {"407", handle_refusal},
    {"410", handle_unknown},
    {"421", handle_unknown},
    {"422", handle_motd_end},
    {"432", handle_nick_bad},
    {"433", handle_nick_taken},
    {"435", handle_nick_kept},
    {"436", handle_nick_taken},
    {"437", handle_unavailable},
    {"438", handle_nick_kept},
    {"442", handle_answer},
    {"451", handle_unknown},
    {"464", handle_bad_password},
    {"465", handle_banned},
    {"467", handle_mode_refused},
    {"470", handle_forward},
    {"471", handle_refusal},
    {"473", handle_refusal},
    {"474", handle_refusal},
    {"475", handle_refusal},
    {"476", handle_refusal},
    {"477", handle_refusal},
    {"478", handle_mode_refused},
    {"479", handle_refusal},
    {"480", handle_refusal},
    {"482", handle_refusal},
    {"489", handle_refusal},
    {"500", handle_refusal},
    {"520", handle_refusal},
    {"609", handle_refusal},
    {"671", handle_whois},
    {"696", handle_mode_refused},
    {"728", handle_ban},
    {"729", handle_bans_end},
    {"730", handle_nothing},
    {"731", handle_offline},
    {"760", handle_whois},
    {"761", handle_metadata},
    {"766", handle_metadata},
    {"770", handle_nothing},
    {"774", handle_sync_later},
    {"900", handle_logged_in},
    {"901", handle_logged_out},
    {"903", handle_sasl_done},
    {"904", handle_sasl_failed},
    {"905", handle_sasl_failed},
    {"906", handle_sasl_failed},
    {"908", handle_nothing},
    {"ACCOUNT", handle_account},
    {"ACK", handle_nothing},
    {"AUTHENTICATE", handle_authenticate},
    {"AWAY", handle_away},
    {"BATCH", handle_batch},
    {"CAP", handle_cap},
    {"ERROR", handle_error},
    {"FAIL", handle_fail},
    {"INVITE", handle_invite},
    {"JOIN", handle_join},
    {"KICK", handle_kick},
    {"KILL", handle_kill},
    {"MARKREAD", handle_marker},
    {"METADATA", handle_metadata},
    {"MODE", handle_mode},
    {"NICK", handle_nick},
    {"NOTE", handle_note},
    {"NOTICE", handle_notice},
    {"PART", handle_part},
    {"PING", handle_ping},
    {"PONG", handle_pong},
    {"PRIVMSG", handle_privmsg},
    {"QUIT", handle_quit},
    {"REDACT", handle_redact},
    {"REGISTER", handle_register},
    {"RENAME", handle_rename},
    {"TAGMSG", handle_tagmsg},
    {"TOPIC", handle_topic},
    {"WALLOPS", handle_wallops},
    {"WARN", handle_fail},
};

const char *handle_verb(int n)
{
    return n >= 0 && n < (int)COUNT_OF(table) ? table[n].verb : NULL;
}

static int compare(const void *verb, const void *row)
{
    /* NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): it cannot see into bsearch */
    return strcmp(verb, *(const char *const *)row);
}

/* Replaces unseen characters in the nicknames of a line, so that they can be told apart. */
static void show_names(struct message *m)
{
    static const struct {
        const char *verb;
        int param;
    } names[] = {{"NICK", 0}, {"KICK", 1}, {"RENAME", 1}, {"353", 3}, {"352", 5}};
    if (m->source) {
        text_show_unseen(m->source);
    }
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (names[i].param < m->count && strcmp(m->verb, names[i].verb) == 0) {
            text_show_unseen(m->params[names[i].param]);
        }
    }
}

void handle_line(struct client *client, struct network *s, struct message *m)
{
    for (char *at = m->verb; *at; at++) {
        *at = *at >= 'a' && *at <= 'z' ? (char)(*at - 32) : *at;
    }
    show_names(m);
    const char *batch = strcmp(m->verb, "BATCH") == 0 ? NULL : message_tag(m, "batch");
    if (batch && (multiline_line(s, m, batch) || backlog_line(client, s, m, batch))) {
        return; /* part of a batch */
    }
    if (typing_answered(s, m)) {
        return; /* answered, by its label */
    }
    const void *row = bsearch(m->verb, table, COUNT_OF(table), sizeof *table, compare);
    size_t at = row ? (size_t)((const char *)row - (const char *)table) / sizeof *table : 0;
    if (row) {
        table[at].run(client, s, m);
    } else if ((m->verb[0] == '4' || m->verb[0] == '5') && s->state == NETWORK_READY) {
        fail_line(client, s, m); /* a refusal we have no text for: the server's */
        handle_answer(client, s, m);
    } else if (m->verb[0] >= '0' && m->verb[0] <= '9') {
        handle_server_text(client, s, m);
    }
}
