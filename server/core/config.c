#include "server/core/config.h"

#include <ctype.h>
#include <limits.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "irc/error.h"
#include "server/core/precis.h"
#include "server/wire/address.h"

#define FIELD(name) offsetof(struct config, name)

enum { K = 1024, M = 1024 * 1024, SECOND = 1000, HOUR = 3600 * SECOND };

const struct config_key config_keys[] = {
    {"server.name", CONFIG_LINE, FIELD(name), 0, 63, "tertulia.local",
     "the server's own name, with a dot in it (default: this computer's)"},
    {"server.network", CONFIG_LINE, FIELD(network), 0, 31, "Tertulia",
     "what people call this place (default: Tertulia)"},
    {"server.listen_tls", CONFIG_LISTEN, FIELD(listen_tls), 0, 0, NULL,
     "ADDRESS:PORT to accept people on, encrypted; several by several lines (default: *:6697)"},
    {"server.listen", CONFIG_LISTEN, FIELD(listen), 0, 0, NULL,
     "the same, not encrypted (default: 127.0.0.1:6667; once one is set, only those that are set)"},
    {"server.certificate", CONFIG_LINE, FIELD(certificate), 0, 255, "",
     "PEM file of a certificate and those above it; empty: the server makes its own"},
    {"server.certificate_key", CONFIG_LINE, FIELD(certificate_key), 0, 255, "",
     "PEM file of its key"},
    {"server.sts_days", CONFIG_NUMBER, FIELD(sts_days), 0, 3650, "0",
     "days for which clients are told to come only encrypted (STS); needs a certificate that an "
     "authority vouches for; 0: they are not told"},
    {"server.websocket", CONFIG_LISTEN, FIELD(websocket), 0, 0, NULL,
     "ADDRESS:PORT to accept WebSocket clients on, as web pages are; several by several lines"},
    {"server.websocket_origins", CONFIG_LINE, FIELD(websocket_origins), 0, 255, "",
     "pages that may connect there, as https://chat.example.org, with spaces; empty: any"},
    {"server.password", CONFIG_LINE, FIELD(password), 0, 100, "",
     "asked of everybody who connects; empty: nobody is asked"},
    {"server.motd", CONFIG_LINES, FIELD(motd), 0, 380, NULL,
     "message of the day; each further line adds one"},
    {"server.autojoin", CONFIG_ROOMS, FIELD(autojoin), 0, 200, "",
     "rooms in which people find themselves when they come in, as #one #two"},
    {"server.max_clients", CONFIG_NUMBER, FIELD(max_clients), 0, 1000000, "0",
     "how many may be connected; 0: as many as the system allows"},
    {"server.poller", CONFIG_POLLER, FIELD(poller), 0, 3, "auto",
     "how to wait for many connections: auto, poll, epoll or kqueue"},
    {"server.without_caps", CONFIG_LINE, FIELD(without_caps), 0, 255, "",
     "capabilities not offered, by name, separated by spaces"},
    {"server.gate", CONFIG_LINE, FIELD(gate), 0, 250, "",
     "a command that is asked about each address: reads \"ID ADDRESS\" lines, writes \"ID ok\" or "
     "\"ID no REASON\""},
    {"server.gate_wait", CONFIG_TIME, FIELD(gate_wait_ms), SECOND, 60 * SECOND, "5s",
     "time for its answer; then they may come in, or not: see server.gate_required"},
    {"server.gate_required", CONFIG_SWITCH, FIELD(gate_required), 0, 1, "off",
     "nobody comes in without its answer"},
    {"server.user", CONFIG_LINE, FIELD(run_as), 0, 32, "",
     "the user to become once the ports are open, when started by root"},
    {"server.sandbox", CONFIG_SWITCH, FIELD(sandbox), 0, 1, "on",
     "give up every power over the system that a chat server does not need, where that can be "
     "done"},
    {"server.announce", CONFIG_SWITCH, FIELD(announce), 0, 1, "on",
     "say on the local network that this server is there, so that clients list it (mDNS)"},
    {"server.admin", CONFIG_LINE, FIELD(admin), 0, 200, "",
     "whom to write to about this server, for ADMIN"},
    {"server.icon", CONFIG_LINE, FIELD(icon), 0, 200, "",
     "address of a picture of this place, for clients that show one"},
    {"server.cloak", CONFIG_SWITCH, FIELD(cloak), 0, 1, "on",
     "show people a keyed hash instead of each other's addresses"},
    {"server.description", CONFIG_LINE, FIELD(description), 0, 100, "",
     "one line about this server, for LINKS (default: its network)"},
    {"server.deny_client_tags", CONFIG_LINE, FIELD(deny_client_tags), 0, 200, "",
     "tags of clients that are not passed on, as CLIENTTAGDENY writes them: *,-typing,-reply"},
    {"opers.*", CONFIG_NAMED, FIELD(opers), 0, 255, NULL,
     "an operator of this server: CLASS HASH (tertuliad --hash-password makes one)"},
    {"classes.*", CONFIG_NAMED, FIELD(classes), 0, 255, NULL,
     "what a class of operators may, by words: kill ban rehash die wallops spy hosts rooms "
     "accounts, or all; the class admin may all"},
    {"webirc.*", CONFIG_NAMED, FIELD(webirc), 0, 255, NULL,
     "a gateway that names its people's addresses: ADDRESS[/BITS] PASSWORD"},
    {"proxies.*", CONFIG_NAMED, FIELD(proxies), 0, 63, NULL,
     "a proxy that says for whom it connects, by the PROXY protocol: ADDRESS[/BITS]"},
    {"limits.flood", CONFIG_SWITCH, FIELD(flood), 0, 1, "on", "hold back those who send too fast"},
    {"limits.flood_burst", CONFIG_NUMBER, FIELD(flood_burst), 1, 10000, "30",
     "messages that may come at once"},
    {"limits.flood_rate", CONFIG_NUMBER, FIELD(flood_rate), 1, 1000, "2",
     "messages a second after that"},
    {"limits.sync_burst", CONFIG_NUMBER, FIELD(sync_burst), 0, 10000, "400",
     "besides: questions for history, names, marks and the like that may come at once"},
    {"limits.sync_rate", CONFIG_NUMBER, FIELD(sync_rate), 1, 1000, "20",
     "such questions a second after that"},
    {"limits.rooms", CONFIG_NUMBER, FIELD(rooms), 1, 10000000, "20000", "rooms that there may be"},
    {"limits.joins_per_address", CONFIG_NUMBER, FIELD(joins_per_address), 1, 1000000, "300",
     "rooms that people of one address (IPv6: one /64) may enter in a minute (at once: as many as "
     "ten of them may be in)"},
    {"limits.joins", CONFIG_NUMBER, FIELD(joins), 1, 6000, "30",
     "rooms that one person may enter in a minute (at once: as many as they may be in)"},
    {"limits.nick_changes", CONFIG_NUMBER, FIELD(nick_changes), 1, 6000, "8",
     "changes of one's nickname in a minute"},
    {"limits.invites", CONFIG_NUMBER, FIELD(invites), 1, 6000, "20", "invitations in a minute"},
    {"limits.strangers", CONFIG_NUMBER, FIELD(strangers), 1, 6000, "20",
     "people that one may write to in a minute, besides those one is talking with"},
    {"limits.repeats", CONFIG_NUMBER, FIELD(repeats), 1, 6000, "10",
     "how often one may say the same in a minute"},
    {"limits.sendq_soft", CONFIG_BYTES, FIELD(sendq_soft), 1 * K, 1024L * M, "64K",
     "waiting to be read by a client: over this we stop reading from it"},
    {"limits.sendq_hard", CONFIG_BYTES, FIELD(sendq_hard), 4 * K, 1024L * M, "1M",
     "over this it is disconnected"},
    {"limits.recvq_soft", CONFIG_BYTES, FIELD(recvq_soft), 1 * K, 1024L * M, "16K",
     "sent by a client and not yet handled: over this we read a piece a second"},
    {"limits.recvq_hard", CONFIG_BYTES, FIELD(recvq_hard), 4 * K, 1024L * M, "64K",
     "over this it is disconnected: it goes on shouting"},
    {"limits.per_address", CONFIG_NUMBER, FIELD(per_address), 1, 1000000, "64",
     "connections from one address"},
    {"limits.connects", CONFIG_NUMBER, FIELD(connects), 1, 1000000, "120",
     "new connections a minute from one address (IPv6: one /64)"},
    {"limits.unregistered", CONFIG_NUMBER, FIELD(unregistered), 1, 1000000, "48",
     "connections from one address (IPv6: one /64) that have not said who they are"},
    {"limits.unregistered_all", CONFIG_NUMBER, FIELD(unregistered_all), 1, 1000000, "1000",
     "such connections from everywhere; over this the oldest of them have to go"},
    {"limits.exempt_loopback", CONFIG_SWITCH, FIELD(exempt_loopback), 0, 1, "on",
     "this computer itself may connect as often as it likes"},
    {"limits.registration_timeout", CONFIG_TIME, FIELD(registration_ms), SECOND, HOUR, "60s",
     "time to say who one is"},
    {"limits.ping_after", CONFIG_TIME, FIELD(ping_after_ms), SECOND, HOUR, "90s",
     "silence after which we ask whether somebody is still there"},
    {"limits.ping_timeout", CONFIG_TIME, FIELD(ping_timeout_ms), SECOND, HOUR, "60s",
     "time to answer that"},
    {"limits.rooms_per_user", CONFIG_NUMBER, FIELD(rooms_per_user), 1, 10000, "100",
     "rooms one person may be in"},
    {"limits.list_entries", CONFIG_NUMBER, FIELD(list_entries), 1, 10000, "100", "bans in a room"},
    {"limits.targets", CONFIG_NUMBER, FIELD(targets), 1, 100, "4",
     "people or rooms that one message may go to"},
    {"limits.whowas_entries", CONFIG_NUMBER, FIELD(whowas_entries), 1, 100000, "1000",
     "how many who left are remembered"},
    {"limits.monitor", CONFIG_NUMBER, FIELD(monitor), 1, 10000, "100",
     "nicknames one person may watch with MONITOR"},
    {"limits.multiline_bytes", CONFIG_BYTES, FIELD(multiline_bytes), 512, 64 * K, "4K",
     "longest message of several lines"},
    {"limits.multiline_lines", CONFIG_NUMBER, FIELD(multiline_lines), 1, 1000, "100",
     "lines in one message"},
    {"limits.metadata_bytes", CONFIG_NUMBER, FIELD(metadata_bytes), 1, 300, "300",
     "longest value of METADATA"},
    {"limits.metadata_keys", CONFIG_NUMBER, FIELD(metadata_keys), 1, 1000, "30",
     "keys that one person or room may have"},
    {"limits.metadata_subscriptions", CONFIG_NUMBER, FIELD(metadata_subs), 1, 1000, "50",
     "keys that one person may subscribe to"},
    {"limits.knock_rest", CONFIG_TIME, FIELD(knock_rest_ms), 0, HOUR, "60s",
     "time between two knocks of one person"},
    {"limits.ignored", CONFIG_NUMBER, FIELD(ignore_entries), 1, 10000, "60",
     "entries in one person's SILENCE and ACCEPT lists"},
    {"limits.nick_length", CONFIG_NUMBER, FIELD(nick_len), 1, 32, "32",
     "longest nickname, in bytes"},
    {"limits.room_length", CONFIG_NUMBER, FIELD(room_len), 2, 64, "64",
     "longest room name, in bytes"},
    {"limits.topic_length", CONFIG_NUMBER, FIELD(topic_len), 1, 390, "390",
     "longest topic, in bytes"},
    {"limits.kick_length", CONFIG_NUMBER, FIELD(kick_len), 1, 390, "255",
     "longest reason, in bytes"},
    {"limits.away_length", CONFIG_NUMBER, FIELD(away_len), 1, 390, "255",
     "longest away message, in bytes"},
    {"store.power_safe", CONFIG_SWITCH, FIELD(power_safe), 0, 1, "off",
     "wait for the disk, so that a loss of power loses nothing either; slower"},
    {"history.enabled", CONFIG_SWITCH, FIELD(history), 0, 1, "on",
     "keep what is said, for those who may read it"},
    {"history.events", CONFIG_SWITCH, FIELD(history_events), 0, 1, "on",
     "keep as well who came and went, and what was changed"},
    {"history.max", CONFIG_NUMBER, FIELD(history_max), 1, 10000, "1000",
     "messages that one CHATHISTORY gives"},
    {"history.days", CONFIG_NUMBER, FIELD(history_days), 0, 100000, "0",
     "days after which it is forgotten; 0: never"},
    {"history.messages", CONFIG_NUMBER, FIELD(history_messages), 0, 1000000000, "0",
     "messages of a room that are kept; 0: all"},
    {"history.edit", CONFIG_TIME, FIELD(edit_ms), 0, 21 * 24 * HOUR, "24h",
     "how long people may edit what they said; 0: not at all"},
    {"accounts.registration", CONFIG_SWITCH, FIELD(registration), 0, 1, "on",
     "people may make accounts themselves"},
    {"accounts.before_connect", CONFIG_SWITCH, FIELD(before_connect), 0, 1, "on",
     "also before they are welcomed"},
    {"accounts.email_required", CONFIG_SWITCH, FIELD(email_required), 0, 1, "off",
     "an account needs an address to write to; nothing is sent there by the server"},
    {"accounts.iterations", CONFIG_NUMBER, FIELD(iterations), 4096, 10000000, "100000",
     "work that one guess at a password costs (PBKDF2); for passwords set from now on"},
    {"accounts.password_length", CONFIG_NUMBER, FIELD(password_length), 1, 100, "6",
     "shortest password, in characters"},
    {"accounts.guesses", CONFIG_NUMBER, FIELD(guesses), 1, 100000, "10",
     "wrong passwords from one address before it has to wait; ten times as many for one account"},
    {"accounts.made_per_address", CONFIG_NUMBER, FIELD(made_per_address), 1, 100000, "50",
     "accounts that one address may make in the time of guess_window"},
    {"accounts.made_per_day", CONFIG_NUMBER, FIELD(made_per_day), 1, 1000000, "200",
     "accounts that one address may make in a day"},
    {"accounts.most", CONFIG_NUMBER, FIELD(accounts_most), 1, 100000000, "100000",
     "accounts that there may be"},
    {"accounts.guess_window", CONFIG_TIME, FIELD(guess_window_ms), SECOND, 24 * HOUR, "10m",
     "how long it waits, and how long they are counted together"},
    {"accounts.always_on", CONFIG_SWITCH, FIELD(always_on), 0, 1, "on",
     "who has an account stays in their rooms while none of their devices is connected"},
    {"accounts.young_days", CONFIG_NUMBER, FIELD(young_days), 0, 3650, "7",
     "days for which an account is young"},
    {"accounts.young_rooms", CONFIG_NUMBER, FIELD(young_rooms), 1, 10000, "10",
     "rooms in which one with a young account stays; others stay in all of theirs"},
    {"accounts.away_days", CONFIG_NUMBER, FIELD(away_days), 0, 100000, "180",
     "days after which somebody who has not come back leaves their rooms; 0: never"},
    {"accounts.nicks", CONFIG_NUMBER, FIELD(nicks), 0, 1000, "5",
     "nicknames that may be an account's besides its name"},
    {"accounts.rooms", CONFIG_NUMBER, FIELD(rooms_owned), 0, 100000, "20",
     "rooms that may be an account's"},
    {"limits.access_entries", CONFIG_NUMBER, FIELD(access_entries), 1, 10000, "200",
     "accounts that may have a rank in a room for good"},
    {"accounts.away", CONFIG_LINE, FIELD(away_text), 1, 100, "No device is connected",
     "what others then read when they write to them"},
    {"plain.listen", CONFIG_LISTEN, FIELD(telnet), 0, 0, NULL,
     "ADDRESS:PORT of a door for netcat, telnet and small scripts: one room behind it"},
    {"plain.room", CONFIG_LINE, FIELD(telnet_room), 0, 64, "", "the room behind it, as #name"},
    {"log.level", CONFIG_LEVEL, FIELD(log_level), 0, 3, "info", "debug, info, warning or error"},
};

const int config_key_count = COUNT_OF(config_keys);

static const char *const levels[] = {"debug", "info", "warning", "error"};
static const char *const pollers[] = {"auto", "poll", "epoll", "kqueue"};

void config_init(struct config *c)
{
    *c = (struct config){0};
    for (int i = 0; i < config_key_count; i++) {
        if (config_keys[i].initial) {
            struct error error;
            CHECK(config_set(c, config_keys[i].name, config_keys[i].initial, &error));
        }
    }
}

static void free_named(struct config_named *list)
{
    while (list) {
        struct config_named *next = list->next;
        free(list);
        list = next;
    }
}

void config_finish(struct config *c)
{
    bytes_finish(&c->motd);
    free_named(c->opers);
    free_named(c->classes);
    free_named(c->webirc);
    free_named(c->proxies);
}

/* Parses a whole number with an optional unit of `units` ("KMG", "smhd"); -1: it is not one. */
static long number(const char *value, const char *units, const long *factors)
{
    char *end;
    if (!isdigit((unsigned char)value[0])) {
        return -1;
    }
    long n = strtol(value, &end, 10);
    const char *unit = units && *end && end[1] == '\0' ? strchr(units, *end) : NULL;
    if (*end && !unit) {
        return -1;
    }
    long factor = unit ? factors[unit - units] : units && units[0] == 's' ? SECOND : 1;
    return n > LONG_MAX / factor ? -1 : n * factor;
}

static bool put_number(long *field, const struct config_key *key, const char *value,
                       struct error *error)
{
    static const long sizes[] = {K, M, 1024L * M};
    static const long times[] = {SECOND, 60L * SECOND, HOUR, 24L * HOUR};
    long n = key->kind == CONFIG_BYTES  ? number(value, "KMG", sizes)
             : key->kind == CONFIG_TIME ? number(value, "smhd", times)
                                        : number(value, NULL, NULL);
    if (n >= key->min && n <= key->max) {
        *field = n;
        return true;
    }
    if (key->kind == CONFIG_TIME) {
        error_say(error, "a time such as 90s, 2m or 1h, between %lds and %lds", key->min / SECOND,
                  key->max / SECOND);
    } else if (key->kind == CONFIG_BYTES) {
        error_say(error, "a size such as 64K or 1M, between %ld and %ld bytes", key->min, key->max);
    } else {
        error_say(error, "a whole number between %ld and %ld", key->min, key->max);
    }
    return false;
}

static bool put_switch(long *field, const char *value, struct error *error)
{
    static const char *const words[][2] = {
        {"off", "on"}, {"no", "yes"}, {"false", "true"}, {"0", "1"}};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        for (long on = 0; on < 2; on++) {
            if (strcmp(value, words[i][on]) == 0) {
                *field = on;
                return true;
            }
        }
    }
    error_say(error, "on or off");
    return false;
}

/* Sets `field` to the index of one of four words. */
static bool put_word(long *field, const char *const words[4], const char *value,
                     struct error *error)
{
    for (long i = 0; i < 4; i++) {
        if (strcmp(value, words[i]) == 0) {
            *field = i;
            return true;
        }
    }
    error_say(error, "%s, %s, %s or %s", words[0], words[1], words[2], words[3]);
    return false;
}

static bool text_ok(const char *value, const struct config_key *key, struct error *error)
{
    if (strlen(value) > (size_t)key->max) {
        error_say(error, "at most %ld bytes", key->max);
        return false;
    }
    for (const char *at = value; *at; at++) {
        if ((unsigned char)*at < ' ') {
            error_say(error, "text without control characters");
            return false;
        }
    }
    return true;
}

static bool put_rooms(char *field, const struct config_key *key, const char *value,
                      struct error *error)
{
    char rooms[CONFIG_TEXT], name[CONFIG_TEXT];
    if (!text_ok(value, key, error)) {
        return false;
    }
    copy_text(rooms, sizeof rooms, value);
    for (char *at = rooms + strspn(rooms, " "), *next; *at; at = next) {
        size_t len = strcspn(at, " ");
        next = at + len + strspn(at + len, " ");
        at[len] = '\0';
        if (!precis_room(at, (size_t)key->max, name, sizeof name)) {
            error_say(error, "names of rooms such as #one #two");
            return false;
        }
    }
    copy_text(field, CONFIG_TEXT, value);
    return true;
}

/* ADDRESS:PORT, where the address is a number, a name, *, or [IPv6]. */
static bool put_listen(struct config_places *places, const char *value, struct error *error)
{
    const char *colon = strrchr(value, ':');
    long port = colon ? number(colon + 1, NULL, NULL) : -1;
    if (port < 0 || port > 65535 || colon == value || strlen(value) >= CONFIG_TEXT) {
        error_say(error, "ADDRESS:PORT such as 127.0.0.1:6667, [::1]:6667 or *:6667");
        return false;
    }
    if (places->count == CONFIG_LISTEN_MAX) {
        error_say(error, "at most %d addresses", CONFIG_LISTEN_MAX);
        return false;
    }
    copy_text(places->at[places->count++], CONFIG_TEXT, value);
    return true;
}

static const struct config_key *find_key(const char *name)
{
    for (int i = 0; i < config_key_count; i++) {
        const char *key = config_keys[i].name;
        size_t len = strlen(key);
        bool any = config_keys[i].kind == CONFIG_NAMED && strncmp(key, name, len - 1) == 0 &&
                   name[len - 1];
        if (any || strcmp(key, name) == 0) {
            return &config_keys[i];
        }
    }
    return NULL;
}

const char *config_named(const struct config_named *list, const char *name)
{
    while (list && strcmp(list->name, name) != 0) {
        list = list->next;
    }
    return list ? list->value : NULL;
}

bool config_is_proxy(const struct config *c, const char *address)
{
    const struct config_named *one = c->proxies;
    while (one && !address_in(one->value, address)) {
        one = one->next;
    }
    return one;
}

/* Sets the value of a name, or appends it. */
static void put_named(struct config_named **list, const char *name, const char *value)
{
    while (*list && strcmp((*list)->name, name) != 0) {
        list = &(*list)->next;
    }
    if (!*list) {
        *list = xcalloc(1, sizeof **list);
    }
    copy_text((*list)->name, sizeof(*list)->name, name);
    copy_text((*list)->value, sizeof(*list)->value, value);
}

bool config_set(struct config *c, const char *name, const char *value, struct error *error)
{
    const struct config_key *key = find_key(name);
    if (!key) {
        error_say(error, "a known key; --help lists them");
        return false;
    }
    void *field = (char *)c + key->offset;
    switch (key->kind) {
    case CONFIG_NUMBER:
    case CONFIG_BYTES:
    case CONFIG_TIME: return put_number(field, key, value, error);
    case CONFIG_SWITCH: return put_switch(field, value, error);
    case CONFIG_LEVEL: return put_word(field, levels, value, error);
    case CONFIG_POLLER: return put_word(field, pollers, value, error);
    case CONFIG_LISTEN: return put_listen(field, value, error);
    case CONFIG_LINES:
        if (!text_ok(value, key, error)) {
            return false;
        }
        bytes_format(field, "%s\n", value);
        return true;
    case CONFIG_NAMED:
        if (!text_ok(value, key, error)) {
            return false;
        }
        put_named(field, name + strlen(key->name) - 1, value);
        return true;
    case CONFIG_LINE:
        if (!text_ok(value, key, error)) {
            return false;
        }
        copy_text(field, CONFIG_TEXT, value);
        return true;
    case CONFIG_ROOMS: return put_rooms(field, key, value, error);
    }
    return false;
}

const char *config_text(const struct config *c, const char *name)
{
    const struct config_key *key = find_key(name);
    const void *field = key ? (const char *)c + key->offset : NULL;
    return !key                        ? NULL
           : key->kind == CONFIG_LINES ? bytes_string((struct bytes *)field)
           : key->kind == CONFIG_LINE || key->kind == CONFIG_ROOMS ? field
                                                                   : NULL;
}

bool config_replace(struct config *c, const char *name, const char *value, struct error *error)
{
    const struct config_key *key = find_key(name);
    if (!key || key->kind != CONFIG_LINES) {
        return config_set(c, name, value, error);
    }
    struct config fresh = {0}; /* only this field of it is filled */
    struct bytes line = {0};
    bool fine = true;
    while (fine && *value) {
        size_t len = strcspn(value, "\n");
        bytes_clear(&line);
        bytes_add(&line, value, len);
        fine = config_set(&fresh, name, bytes_string(&line), error);
        value += len + (value[len] == '\n');
    }
    bytes_finish(&line);
    if (fine) {
        struct bytes *field = (struct bytes *)(void *)((char *)c + key->offset);
        struct bytes *now = (struct bytes *)(void *)((char *)&fresh + key->offset);
        struct bytes before = *field;
        *field = *now;
        *now = before;
    }
    config_finish(&fresh);
    return fine;
}

/* inih reads its input line by line, which tells us the current line. */
struct reading {
    struct config *config;
    const char *left; /* text not read yet */
    int line;
    int wrong_count;
    void (*wrong)(void *context, int line, const char *what);
    void *context;
};

static void complain(struct reading *r, int line, const char *what)
{
    r->wrong_count++;
    r->wrong(r->context, line, what);
}

static char *next_line(char *out, int cap, void *stream)
{
    struct reading *r = stream;
    if (!*r->left) {
        return NULL;
    }
    size_t len = strcspn(r->left, "\n");
    r->line++;
    size_t take = len;
    if (len > (size_t)cap - 1) {
        char what[CONFIG_TEXT];
        snprintf(what, sizeof what, "expected a line of at most %d bytes", cap - 1);
        complain(r, r->line, what);
        take = 0;
    }
    memcpy(out, r->left, take);
    out[take] = '\0';
    r->left += len + (r->left[len] == '\n');
    return out;
}

static int take_value(void *user, const char *section, const char *key, const char *value)
{
    struct reading *r = user;
    char name[CONFIG_TEXT];
    struct error error;
    snprintf(name, sizeof name, "%.100s.%.100s", section, key);
    if (!config_set(r->config, name, value, &error)) {
        char what[ERROR_TEXT + CONFIG_TEXT + 128];
        snprintf(what, sizeof what, "%s = %.100s: expected %s", name, value, error.text);
        complain(r, r->line, what);
    }
    return 1;
}

int config_parse(struct config *c, const char *text,
                 void (*wrong)(void *context, int line, const char *what), void *context)
{
    struct reading r = {.config = c, .left = text, .wrong = wrong, .context = context};
    int broken = ini_parse_stream(next_line, &r, take_value, &r);
    if (broken > 0 && r.wrong_count == 0) {
        complain(&r, broken, "expected [section] or key = value");
    }
    return r.wrong_count;
}

/* The port of the first address that other computers can reach; 0: there is none. */
static long reachable_port(const struct config_places *places)
{
    for (int i = 0; i < places->count; i++) {
        const char *at = places->at[i];
        if (strncmp(at, "127.", 4) != 0 && strncmp(at, "[::1]", 5) != 0 &&
            strncmp(at, "localhost:", 10) != 0) {
            return strtol(strrchr(at, ':') + 1, NULL, 10);
        }
    }
    return 0;
}

bool config_settle(struct config *c, struct error *error)
{
    if (c->listen.count == 0 && c->listen_tls.count == 0) {
        CHECK(put_listen(&c->listen, "127.0.0.1:6667", error));
        CHECK(put_listen(&c->listen_tls, "*:6697", error));
    }
    for (const struct config_named *one = c->proxies; one; one = one->next) {
        if (!address_is_network(one->value)) {
            error_say(error, "proxies.%s as an address or ADDRESS/BITS", one->name);
            return false;
        }
    }
    if (c->telnet.count && c->telnet_room[0] != '#') {
        error_say(error, "plain.room as #name: the room behind plain.listen");
        return false;
    }
    if (c->sts_days && !c->certificate[0]) {
        error_say(error, "server.sts_days only with server.certificate: clients would "
                         "never come again to one that nobody vouches for");
        return false;
    }
    c->sts_port = reachable_port(&c->listen_tls);
    if (!c->certificate[0] != !c->certificate_key[0]) {
        error_say(error, "server.certificate and server.certificate_key together");
        return false;
    }
    if (c->sendq_hard < c->sendq_soft || c->recvq_hard < c->recvq_soft) {
        error_say(error, "limits.sendq_hard and limits.recvq_hard not below their soft limits");
        return false;
    }
    if (!strchr(c->name, '.') || strpbrk(c->name, " :!@")) {
        error_say(error, "server.name with a dot and without spaces in it");
        return false;
    }
    return true;
}
