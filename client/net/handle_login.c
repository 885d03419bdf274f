#include "client/net/handle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/client.h"
#include "client/base/prefs.h"
#include "client/chat/chat.h"
#include "client/chat/info.h"
#include "client/net/arrive.h"
#include "client/net/connection.h"
#include "client/net/network.h"
#include "client/net/notify.h"
#include "client/net/sts.h"
#include "client/net/trouble.h"
#include "irc/base64.h"
#include "irc/caps.h"
#include "irc/check.h"
#include "irc/message.h"

enum {
    SASL_MS = 10000,        /* then no answer is expected */
    LOGIN_AGAIN_MS = 60000, /* after services were down; doubled each time */
    LOGIN_TRIES = 6,
};

static const uint64_t wanted_caps =
    CAP(ACCOUNT_NOTIFY) | CAP(AWAY_NOTIFY) | CAP(BATCH) | CAP(CAP_NOTIFY) | CAP(ECHO_MESSAGE) |
    CAP(EXTENDED_JOIN) | CAP(LABELED_RESPONSE) | CAP(MESSAGE_TAGS) | CAP(MULTI_PREFIX) |
    CAP(SERVER_TIME) | CAP(CHATHISTORY) | CAP(MULTILINE) | CAP(EVENT_PLAYBACK) | CAP(READ_MARKER) |
    CAP(REDACTION) | CAP(MESSAGE_EDIT) | CAP(CHANNEL_RENAME) | CAP(ACCOUNT_REGISTRATION) |
    CAP(SEARCH_SOJU);

/* Whether `word` is in a comma-separated list. */
static bool lists(const char *list, const char *word)
{
    size_t len = strlen(word);
    for (; *list; list += *list == ',') {
        size_t n = strcspn(list, ",");
        if (n == len && memcmp(list, word, n) == 0) {
            return true;
        }
        list += n;
    }
    return false;
}

static void take_cap_value(struct network *s, uint64_t cap, const char *value, size_t len)
{
    char text[128];
    snprintf(text, sizeof text, "%.*s", (int)len, value);
    if (cap == CAP(SASL)) {
        copy_text(s->mechanisms, sizeof s->mechanisms, text);
    } else if (cap == CAP(MULTILINE)) {
        const char *bytes = strstr(text, "max-bytes="), *lines = strstr(text, "max-lines=");
        s->bytes_max = bytes ? (int)strtol(bytes + 10, NULL, 10) : 0;
        s->lines_max = lines ? (int)strtol(lines + 10, NULL, 10) : 0;
    } else if (cap == CAP(MESSAGE_EDIT)) {
        const char *age = strstr(text, "max-age=");
        int64_t seconds = age ? strtoll(age + 8, NULL, 10) : 0;
        s->edit_ms = seconds > 0 && seconds < INT32_MAX ? seconds * 1000 : 0;
    } else if (cap == CAP(ACCOUNT_REGISTRATION)) {
        s->register_early = lists(text, "before-connect");
    }
}

static uint64_t read_caps(struct network *s, const char *list)
{
    uint64_t caps = 0;
    for (list += strspn(list, " "); *list; list += strspn(list, " ")) {
        size_t len = strcspn(list, " "), name = strcspn(list, " =");
        uint64_t cap = cap_find(list, name);
        caps |= cap;
        if (name == 3 && strncmp(list, "sts=", 4) == 0) {
            snprintf(s->sts_says, sizeof s->sts_says, "%.*s", (int)(len - 4), list + 4);
        } else if (name < len) {
            take_cap_value(s, cap, list + name + 1, len - name - 1);
        }
        list += len;
    }
    return caps;
}

static void request_caps(struct client *client, struct network *s, struct bytes *names)
{
    if (names->len) {
        network_send(client, s, "CAP REQ :%s", names->data);
        s->caps_asked++;
        bytes_clear(names);
    }
}

static void ask_caps(struct client *client, struct network *s, uint64_t caps)
{
    enum { LINE_MAX = 300 }; /* its answer repeats it, with more in front */
    struct bytes names = {0};
    bool external = s->certificate && (!s->mechanisms[0] || lists(s->mechanisms, "EXTERNAL"));
    bool logs_in = s->password[0] ? !s->registering : external;
    caps &= wanted_caps | (logs_in ? CAP(SASL) : 0);
    for (int i = 0; i < CAP_COUNT; i++) {
        if (!(caps & UINT64_C(1) << i)) {
            continue;
        }
        if (names.len + 1 + strlen(cap_name(i)) > LINE_MAX) {
            request_caps(client, s, &names);
        }
        bytes_format(&names, "%s%s", names.len ? " " : "", cap_name(i));
    }
    request_caps(client, s, &names);
    bytes_finish(&names);
    if (!s->caps_asked && s->state == NETWORK_HELLO) {
        network_send(client, s, "CAP END");
    }
}

void handle_ask_metadata(struct client *client, struct network *s)
{
    if (s->state == NETWORK_READY && (s->cap_offer & ~s->caps & CAP(METADATA_2))) {
        network_send(client, s, "CAP REQ :%s", cap_name(CAP_INDEX_METADATA_2));
        handle_subscribe(client, s);
    }
}

/* --- SASL: SCRAM if it is offered, so that the password is never sent --- */

static void start_sasl(struct client *client, struct network *s)
{
    bool scram = lists(s->mechanisms, "SCRAM-SHA-256");
    if (s->password[0] && !scram && s->state == NETWORK_READY && trouble_exposes(client, s)) {
        return; /* stay connected, and do not send the password */
    }
    if (s->password[0] && !scram && !connection_may_tell(client, s)) {
        return;
    }
    scram_prove_finish(&s->scram);
    s->sasl_at = client->now + SASL_MS;
    s->sasl = !s->password[0] ? SASL_EXTERNAL : scram ? SASL_SCRAM : SASL_PLAIN;
    network_send(client, s, "AUTHENTICATE %s",
                 s->sasl == SASL_EXTERNAL ? "EXTERNAL"
                 : scram                  ? "SCRAM-SHA-256"
                                          : "PLAIN");
}

/* Sends lines of 400 bytes; a full one is followed by another, or by "+". */
static void send_sasl(struct client *client, struct network *s, const struct bytes *message)
{
    enum { CHUNK = 400 };
    struct bytes text = {0};
    base64_encode(&text, message->data, message->len);
    size_t at = 0;
    for (; text.len - at >= CHUNK; at += CHUNK) {
        network_send(client, s, "AUTHENTICATE %.*s", CHUNK, text.data + at);
    }
    network_send(client, s, "AUTHENTICATE %s", at < text.len ? text.data + at : "+");
    bytes_finish(&text);
}

static void answer_plain(struct network *s, struct bytes *out)
{
    bytes_char(out, '\0');
    bytes_text(out, s->wanted);
    bytes_char(out, '\0');
    bytes_text(out, s->password);
}

/* Returns false if the server does not do its part. */
static bool answer_scram(struct network *s, const struct bytes *said, struct bytes *out)
{
    if (said->len == 0) {
        if (s->scram.step != SCRAM_NOTHING) {
            return false;
        }
        scram_prove(&s->scram, s->wanted, out);
        return true;
    }
    if (said->data[0] != 'v') {
        return scram_prove_answer(&s->scram, said->data, s->password, out);
    }
    return scram_prove_check(&s->scram, said->data);
}

void handle_authenticate(struct client *client, struct network *s, struct message *m)
{
    enum { CHUNK = 400, CHALLENGE_MAX = 4000 };
    const char *text = message_param(m, 0);
    struct bytes said = {0}, out = {0};
    if ((s->state != NETWORK_HELLO && s->state != NETWORK_READY) || s->sasl == SASL_NONE ||
        s->challenge.len + strlen(text) > CHALLENGE_MAX) {
        return;
    }
    bytes_text(&s->challenge, strcmp(text, "+") == 0 ? "" : text);
    if (strlen(text) >= CHUNK) {
        return; /* there is more of it */
    }
    bool fine = base64_decode(&said, bytes_string(&s->challenge)) &&
                strlen(bytes_string(&said)) == said.len;
    bytes_clear(&s->challenge);
    if (fine && s->sasl == SASL_SCRAM) {
        fine = answer_scram(s, &said, &out);
    } else if (fine && s->sasl == SASL_PLAIN) {
        answer_plain(s, &out);
    }
    if (fine) {
        send_sasl(client, s, &out);
    } else {
        network_send(client, s, "AUTHENTICATE *");
        connection_fail(client, s, TROUBLE_LIAR, "SCRAM-SHA-256");
    }
    bytes_finish(&said);
    bytes_finish(&out);
}

/* What follows once all capabilities that were asked for are granted or refused. */
static void go_on(struct client *client, struct network *s)
{
    if (s->caps & CAP(SASL)) {
        start_sasl(client, s);
    } else if (!s->registering || !s->register_early || !(s->caps & CAP(ACCOUNT_REGISTRATION))) {
        network_send(client, s, "CAP END");
    } else if (connection_may_tell(client, s)) {
        network_send(client, s, "REGISTER * * :%s", s->password);
    }
}

void handle_cap(struct client *client, struct network *s, struct message *m)
{
    const char *sub = message_param(m, 1);
    const char *list = message_param(m, m->count - 1);
    if (strcmp(sub, "LS") == 0) {
        s->cap_offer |= read_caps(s, list);
        bool all = strcmp(message_param(m, 2), "*") != 0;
        int port = all && s->sts_says[0] ? sts_heard(client, s, s->sts_says) : 0;
        if (port) {
            connection_upgrade(client, s, port);
            return;
        }
        if (all) {
            /* in this order: until we log in, our own session may hold the nickname */
            ask_caps(client, s, s->cap_offer);
            connection_introduce(client, s);
        }
    } else if (strcmp(sub, "ACK") == 0 || strcmp(sub, "NAK") == 0) {
        s->caps |= *sub == 'A' ? read_caps(s, list) : 0;
        s->caps_asked -= s->caps_asked > 0;
        if (!s->caps_asked && s->state == NETWORK_HELLO) {
            go_on(client, s);
        }
    } else if (strcmp(sub, "NEW") == 0) {
        uint64_t come = read_caps(s, list);
        s->cap_offer |= come;
        ask_caps(client, s, come & ~s->caps & ~CAP(SASL));
        handle_ask_metadata(client, s);
    } else if (strcmp(sub, "DEL") == 0) {
        uint64_t gone = read_caps(s, list);
        s->cap_offer &= ~gone;
        s->caps &= ~gone;
    }
}

/* Remembers that this server supports SCRAM: it does not get the password by claiming later that it
 * does not. */
static void note_scram(struct client *client, const struct network *s)
{
    char server[NETWORK_TEXT + 8];
    network_server(s, server);
    if (s->sasl == SASL_SCRAM && !prefs_has(&client->prefs.scram, server)) {
        prefs_put(&client->prefs.scram, server, true);
        client_save(client);
    }
}

void handle_sasl_done(struct client *client, struct network *s, struct message *m)
{
    bool asked = s->sasl_at != 0;
    s->sasl_at = 0;
    if (s->sasl == SASL_SCRAM && asked && s->scram.step != SCRAM_DONE) {
        connection_fail(client, s, TROUBLE_LIAR, message_param(m, m->count - 1));
    } else if (asked) {
        note_scram(client, s);
        s->login_tries = 0;
        s->login_again_at = 0;
        connection_logged_in(client, s);
        if (s->state == NETWORK_HELLO) {
            network_send(client, s, "CAP END");
        }
    }
}

/* Services may be down for a while: continues without logging in, and retries later. */
static void come_in_without(struct client *client, struct network *s, enum word why,
                            const char *reason)
{
    int64_t wait = LOGIN_AGAIN_MS;
    for (int i = 0; i < s->login_tries; i++) {
        wait *= 2;
    }
    s->sasl = SASL_NONE;
    s->sasl_at = 0;
    s->login_again_at = ++s->login_tries < LOGIN_TRIES ? client->now + wait : 0;
    if (s->login_tries == 1) {
        struct chat *c = network_open(client, s, CHAT_SERVER, network_name(s));
        info_add(client, c, ICON_WARNING, why, "reason", reason, NULL);
        notify_heard(client, c, c->lines[c->count - 1]);
    }
    if (s->state == NETWORK_HELLO) {
        network_send(client, s, "CAP END");
    }
}

void handle_sasl_silence(struct client *client, struct network *s)
{
    come_in_without(client, s, W_LOGIN_SILENT, "");
}

void handle_login_again(struct client *client, struct network *s)
{
    s->login_again_at = 0;
    if ((s->caps & CAP(SASL)) && !s->logged_in && s->sasl == SASL_NONE) {
        start_sasl(client, s);
    }
}

void handle_register(struct client *client, struct network *s, struct message *m)
{
    bool hello = s->state == NETWORK_HELLO;
    struct chat *c = hello ? s->chats[0] : handle_place(client, s, "");
    s->registering = false;
    if (hello) {
        network_send(client, s, "CAP END");
    }
    if (strcmp(message_param(m, 0), "SUCCESS") == 0) {
        info_add(client, c, ICON_USER, W_REGISTERED, "a", message_param(m, 1), NULL);
        if (s->new_password[0]) { /* reconnect with it, as this account */
            copy_text(s->password, sizeof s->password, s->new_password);
            copy_text(s->wanted, sizeof s->wanted, message_param(m, 1));
            s->new_password[0] = '\0';
        }
        connection_logged_in(client, s);
    } else { /* not finished: the server says what to do next */
        info_add_text(client, c, ICON_USER, message_param(m, m->count - 1));
    }
    notify_heard(client, c, c->lines[c->count - 1]);
}

void handle_logged_in(struct client *client, struct network *s, struct message *m)
{
    if (s->state == NETWORK_READY && !s->logged_in && s->new_password[0]) {
        copy_text(s->password, sizeof s->password, s->new_password); /* for connecting again */
        s->new_password[0] = '\0';
    }
    if (s->state == NETWORK_READY) {
        s->logged_in = true;
        arrive_home(client, s); /* our own server becomes the account's */
        info_add(client, handle_place(client, s, ""), ICON_USER, W_LOGGED_IN, "a",
                 message_param(m, 2), NULL);
    }
}

void handle_logged_out(struct client *client, struct network *s, struct message *m)
{
    (void)m;
    if (s->logged_in && s->state == NETWORK_READY) {
        info_add(client, handle_place(client, s, ""), ICON_USER, W_LOGGED_OUT, NULL);
    }
    s->logged_in = false;
}

void handle_sasl_failed(struct client *client, struct network *s, struct message *m)
{
    if (!s->sasl_at) {
        return; /* of an exchange that was given up */
    }
    s->sasl_at = 0;
    if (s->entered) { /* it worked before: usually a temporary problem */
        come_in_without(client, s, W_LOGIN_LATER, message_param(m, m->count - 1));
        return;
    }
    if (s->sasl == SASL_EXTERNAL && !s->entered) {
        prefs_set_certificate(&client->prefs, s->address, s->wanted, false);
        client_save(client);
    }
    connection_fail(client, s, s->sasl == SASL_EXTERNAL ? TROUBLE_CERTIFICATE : TROUBLE_PASSWORD,
                    message_param(m, m->count - 1));
}

void handle_bad_password(struct client *client, struct network *s, struct message *m)
{
    if (s->state == NETWORK_HELLO) {
        bool ours = connection_sends_pass(s) && !s->server_password[0];
        connection_fail(client, s, ours ? TROUBLE_PASSWORD : TROUBLE_SERVER_PASSWORD,
                        message_param(m, m->count - 1));
    }
}

void handle_banned(struct client *client, struct network *s, struct message *m)
{
    static const char known[] = "You are banned from this server: ";
    const char *text = message_param(m, m->count - 1);
    bool says_why = strncmp(text, known, sizeof known - 1) == 0; /* the title says the rest */
    connection_fail(client, s, TROUBLE_BANNED, text + (says_why ? sizeof known - 1 : 0));
}
