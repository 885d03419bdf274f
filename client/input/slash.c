#include "client/input/slash.h"

#include <stdio.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/prefs.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/chat/info.h"
#include "client/input/panes.h"
#include "client/input/slash_moderate.h"
#include "client/input/typed.h"
#include "client/input/verbs.h"
#include "client/net/network.h"
#include "client/net/notify.h"
#include "client/net/outgoing.h"
#include "client/panel/directory.h"
#include "client/panel/search.h"
#include "client/panel/visits.h"
#include "irc/caps.h"
#include "irc/check.h"

static void run_join(struct app *app, const struct typed *t)
{
    struct network *s = app->client.network;
    char first[NETWORK_TEXT], room[NETWORK_TEXT];
    const char *key = typed_word(t->rest, first, sizeof first);
    if (!first[0] && app->client.current->kind == CHAT_ROOM) {
        copy_text(first, sizeof first, app->client.current->name);
    }
    if (!first[0]) {
        typed_usage(app, t);
        return;
    }
    snprintf(room, sizeof room, "%s%.120s", network_is_room(s, first) ? "" : "#", first);
    network_join(&app->client, s, room, key);
}

static void run_part(struct app *app, const struct typed *t)
{
    struct network *s = app->client.network;
    char room[NETWORK_TEXT];
    if (app->client.current->kind == CHAT_PERSON && !*t->rest) {
        panes_leave_chat(app, app->client.current);
        return;
    }
    const char *reason = typed_room(app, t, room, sizeof room);
    struct chat *c = reason ? network_find(s, room) : NULL;
    if (c) {
        if (c->joined) {
            network_send(&app->client, s, *reason ? "PART %s :%s" : "PART %s", c->name, reason);
            c->joined = false;
        }
        panes_leave_chat(app, c);
    }
}

static void say(struct app *app, struct chat *c, enum line_kind kind, const char *text)
{
    struct bytes set = {0};
    outgoing_style(&app->client, text, &set);
    outgoing_say(&app->client, c->network, c, kind, bytes_string(&set));
    bytes_finish(&set);
}

static void run_msg(struct app *app, const struct typed *t)
{
    struct network *s = app->client.network;
    char nick[NETWORK_TEXT];
    const char *text = typed_word(t->rest, nick, sizeof nick);
    if (!nick[0]) {
        typed_usage(app, t);
        return;
    }
    struct chat *c = network_is_room(s, nick) ? network_find(s, nick)
                                              : network_open(&app->client, s, CHAT_PERSON, nick);
    if (c) {
        panes_show(app, c);
        say(app, c, LINE_SAID, text);
    } else {
        info_add(&app->client, app->client.current, ICON_INFO, W_NOT_IN_ROOM, NULL);
    }
}

static void run_me(struct app *app, const struct typed *t)
{
    if (!*t->rest || app->client.current->kind == CHAT_SERVER) {
        typed_usage(app, t);
        return;
    }
    say(app, app->client.current, LINE_ACTION, t->rest);
}

static void run_nick(struct app *app, const struct typed *t)
{
    char nick[NICK_CAP];
    typed_word(t->rest, nick, sizeof nick);
    if (!nick[0]) {
        typed_usage(app, t);
        return;
    }
    if (strchr(t->rest, ' ')) {
        info_add(&app->client, app->client.current, ICON_WARNING, W_ERR_NICK_SPACE, NULL);
        return;
    }
    copy_text(app->client.network->asked_nick, sizeof app->client.network->asked_nick, nick);
    network_send(&app->client, app->client.network, "NICK %s", nick);
}

static void run_topic(struct app *app, const struct typed *t)
{
    char room[NETWORK_TEXT];
    const char *topic = typed_room(app, t, room, sizeof room);
    if (topic) {
        network_send(&app->client, app->client.network, *topic ? "TOPIC %s :%s" : "TOPIC %s", room,
                     topic);
    }
}

static void run_away(struct app *app, const struct typed *t)
{
    network_send(&app->client, app->client.network, *t->rest ? "AWAY :%s" : "AWAY", t->rest);
}

static void run_kick(struct app *app, const struct typed *t)
{
    char room[NETWORK_TEXT], nick[NICK_CAP];
    const char *rest = typed_room(app, t, room, sizeof room);
    if (!rest) {
        return;
    }
    const char *reason = typed_word(rest, nick, sizeof nick);
    if (!nick[0]) {
        typed_usage(app, t);
        return;
    }
    struct chat *c = network_find(app->client.network, room);
    if (c) {
        verbs[VERB_KICK].run(app, &(struct object){.chat = c, .name = nick, .text = reason});
    } else {
        info_add(&app->client, app->client.current, ICON_INFO, W_NOT_IN_ROOM, NULL);
    }
}

static void run_invite(struct app *app, const struct typed *t)
{
    char nick[NICK_CAP], room[NETWORK_TEXT];
    const char *rest = typed_word(t->rest, nick, sizeof nick);
    struct typed after = {t->row, rest};
    if (!nick[0]) {
        typed_usage(app, t);
    } else if (typed_room(app, &after, room, sizeof room)) {
        network_send(&app->client, app->client.network, "INVITE %s %s", nick, room);
    }
}

static void run_mode(struct app *app, const struct typed *t)
{
    char first[NETWORK_TEXT], room[NETWORK_TEXT];
    typed_word(t->rest, first, sizeof first);
    if (network_is_me(app->client.network, first)) {
        network_send(&app->client, app->client.network, "MODE %s", t->rest);
        return;
    }
    const char *rest = typed_room(app, t, room, sizeof room);
    if (rest) {
        network_send(&app->client, app->client.network, "MODE %s %s", room, rest);
    }
}

static void run_whois(struct app *app, const struct typed *t)
{
    char nick[NICK_CAP];
    typed_word(t->rest, nick, sizeof nick);
    if (!nick[0] && app->client.current->kind == CHAT_PERSON) {
        copy_text(nick, sizeof nick, app->client.current->name);
    }
    if (!nick[0]) {
        typed_usage(app, t);
        return;
    }
    verbs[VERB_WHOIS].run(app, &(struct object){.chat = app->client.current, .name = nick});
}

static void run_list(struct app *app, const struct typed *t)
{
    directory_open(app, app->client.network);
    if (app->directory->open) {
        edit_set(&app->directory->query, t->rest);
    }
}

static void run_raw(struct app *app, const struct typed *t)
{
    if (*t->rest) {
        network_send(&app->client, app->client.network, "%s", t->rest);
    } else {
        typed_usage(app, t);
    }
}

/* Leaves this server. */
static void run_quit(struct app *app, const struct typed *t)
{
    verbs[VERB_DISCONNECT].run(
        app, &(struct object){.chat = app->client.current, .text = *t->rest ? t->rest : NULL});
}

/* Connects to another server, through the login screen. */
static void run_connect(struct app *app, const struct typed *t)
{
    char address[NETWORK_TEXT];
    typed_word(t->rest, address, sizeof address);
    visits_another(app, address);
}

static void run_register(struct app *app, const struct typed *t)
{
    if (!*t->rest) {
        typed_usage(app, t);
    } else if (!(app->client.network->caps & CAP(ACCOUNT_REGISTRATION))) {
        info_add(&app->client, app->client.current, ICON_INFO, W_NO_ACCOUNTS, NULL);
    } else {
        copy_text(app->client.network->new_password, sizeof app->client.network->new_password,
                  t->rest);
        network_send(&app->client, app->client.network, "REGISTER * * :%s", t->rest);
    }
}

/* In the current room or conversation; from the server's own page, everywhere. */
static void run_search(struct app *app, const struct typed *t)
{
    search_open(app, false);
    edit_set(&app->search->query, t->rest);
    search_follow(app);
}

/* The last message of another user, or of our own; -1: none. */
static int last_said(const struct app *app, bool mine)
{
    const struct chat *c = app->client.current;
    int at = c->count - 1;
    while (at >= 0 && !(c->lines[at]->kind <= LINE_NOTICE && c->lines[at]->state == LINE_DONE &&
                        c->lines[at]->mine == mine)) {
        at--;
    }
    return at;
}

static void run_react(struct app *app, const struct typed *t)
{
    int at = last_said(app, false);
    if (!*t->rest || strlen(t->rest) >= REACTION_TEXT) {
        typed_usage(app, t);
    } else if (at < 0) {
        info_add(&app->client, app->client.current, ICON_INFO, W_NO_LINE, NULL);
    } else {
        outgoing_react(&app->client, app->client.network, app->client.current, at, t->rest);
    }
}

static void run_reply(struct app *app, const struct typed *t)
{
    int at = last_said(app, false);
    if (!*t->rest) {
        typed_usage(app, t);
    } else if (at < 0) {
        info_add(&app->client, app->client.current, ICON_INFO, W_NO_LINE, NULL);
    } else {
        const struct line *line = app->client.current->lines[at];
        struct bytes text = {0};
        chat_set_reply(app->client.current, line->id);
        if (!line->id) { /* no message ids */
            bytes_format(&text, "%s: ", line->nick);
        }
        bytes_text(&text, t->rest);
        say(app, app->client.current, LINE_SAID, text.data);
        bytes_finish(&text);
    }
}

static void run_delete(struct app *app, const struct typed *t)
{
    int at = last_said(app, true);
    (void)t;
    if (!(app->client.network->caps & CAP(REDACTION))) {
        info_add(&app->client, app->client.current, ICON_INFO, W_NO_DELETE, NULL);
    } else if (at < 0) {
        info_add(&app->client, app->client.current, ICON_INFO, W_NO_LINE, NULL);
    } else {
        verbs_run_on(app, VERB_DELETE, at);
    }
}

/* A person, for a while; without a name this conversation. */
static void run_mute(struct app *app, const struct typed *t)
{
    if (*t->rest) {
        slash_mute_person(app, t);
        return;
    }
    bool mute = !notify_is_muted(&app->client, app->client.current);
    verbs[mute ? VERB_MUTE : VERB_NOTIFY_MENTIONS].run(
        app, &(struct object){.chat = app->client.current, .line = -1});
    info_add(&app->client, app->client.current, mute ? ICON_BELL_OFF : ICON_BELL,
             mute ? W_MUTED : W_UNMUTED, "name", app->client.current->name, NULL);
}

static void run_theme(struct app *app, const struct typed *t)
{
    if (!*t->rest || strpbrk(t->rest, "/\\ ") || strlen(t->rest) >= PREFS_NAME) {
        typed_usage(app, t);
        return;
    }
    copy_text(app->client.prefs.theme, PREFS_NAME, t->rest);
    client_save(&app->client);
    app->client.dirty = true;
}

static void run_dnd(struct app *app, const struct typed *t)
{
    (void)t;
    app->client.prefs.quiet = !app->client.prefs.quiet;
    client_save(&app->client);
    info_add(&app->client, app->client.current, app->client.prefs.quiet ? ICON_BELL_OFF : ICON_BELL,
             app->client.prefs.quiet ? W_QUIET_ON : W_QUIET_OFF, NULL);
}

static void ignore(struct app *app, const struct typed *t, bool in)
{
    char nick[NICK_CAP];
    struct bytes names = {0};
    typed_word(t->rest, nick, sizeof nick);
    if (nick[0]) {
        notify_ignore(&app->client, app->client.network, nick, in);
    }
    for (int i = 0; i < app->client.prefs.ignored.count; i++) {
        bytes_format(&names, "%s%s", i ? ", " : "", app->client.prefs.ignored.at[i]);
    }
    info_add(&app->client, app->client.current, ICON_USER, names.len ? W_IGNORED : W_IGNORED_NONE,
             "a", bytes_string(&names), NULL);
    bytes_finish(&names);
}

static void run_ignore(struct app *app, const struct typed *t)
{
    ignore(app, t, true);
}
static void run_unignore(struct app *app, const struct typed *t)
{
    ignore(app, t, false);
}

static void run_help(struct app *app, const struct typed *t)
{
    (void)t;
    const struct slash *row;
    for (int i = 0; (row = slash_at(i)); i++) {
        char text[256];
        char what[TYPED_USAGE];
        typed_arguments(app->client.lang, row, what);
        snprintf(text, sizeof text, "/%s%s%s · %s", row->name, *what ? " " : "", what,
                 words_text(app->client.lang, row->help));
        info_add_text(&app->client, app->client.current, ICON_INFO, text);
    }
}

static const struct {
    struct slash row;
    typed_runner *run;
    bool offline; /* works without a connection */
} table[] = {
    {{"away", "[reason]", W_HELP_AWAY}, run_away, false},
    {{"ban", "[#room] nickname [time] [reason]", W_HELP_BAN}, slash_ban, false},
    {{"bans", "[#room]", W_HELP_BANS}, slash_bans, false},
    {{"connect", "[host[:port]]", W_HELP_CONNECT}, run_connect, true},
    {{"delete", "", W_HELP_DELETE}, run_delete, false},
    {{"deop", "[#room] nickname", W_HELP_DEOP}, slash_deop, false},
    {{"devoice", "[#room] nickname", W_HELP_DEVOICE}, slash_devoice, false},
    {{"dnd", "", W_HELP_DND}, run_dnd, true},
    {{"help", "", W_HELP_HELP}, run_help, true},
    {{"ignore", "[nickname]", W_HELP_IGNORE}, run_ignore, true},
    {{"invite", "nickname [#room]", W_HELP_INVITE}, run_invite, false},
    {{"join", "#room [key]", W_HELP_JOIN}, run_join, false},
    {{"kick", "[#room] nickname [reason]", W_HELP_KICK}, run_kick, false},
    {{"list", "[words]", W_HELP_LIST}, run_list, false},
    {{"me", "text", W_HELP_ME}, run_me, true},
    {{"mode", "[#room] changes", W_HELP_MODE}, run_mode, false},
    {{"msg", "nickname [text]", W_HELP_MSG}, run_msg, true},
    {{"mute", "[nickname [time]]", W_HELP_MUTE}, run_mute, true},
    {{"nick", "nickname", W_HELP_NICK}, run_nick, false},
    {{"op", "[#room] nickname", W_HELP_OP}, slash_op, false},
    {{"oper", "name password", W_HELP_OPER}, slash_oper, false},
    {{"part", "[#room] [reason]", W_HELP_PART}, run_part, true},
    {{"quit", "[reason]", W_HELP_QUIT}, run_quit, true},
    {{"raw", "line", W_HELP_RAW}, run_raw, false},
    {{"react", "emoji", W_HELP_REACT}, run_react, false},
    {{"register", "password", W_HELP_REGISTER}, run_register, false},
    {{"reply", "text", W_HELP_REPLY}, run_reply, false},
    {{"search", "[words]", W_HELP_SEARCH}, run_search, true},
    {{"theme", "name", W_HELP_THEME}, run_theme, true},
    {{"topic", "[#room] [text]", W_HELP_TOPIC}, run_topic, false},
    {{"unban", "[#room] nickname", W_HELP_UNBAN}, slash_unban, false},
    {{"unignore", "nickname", W_HELP_UNIGNORE}, run_unignore, true},
    {{"unmute", "nickname", W_HELP_UNMUTE}, slash_unmute, false},
    {{"voice", "[#room] nickname", W_HELP_VOICE}, slash_voice, false},
    {{"whois", "nickname", W_HELP_WHOIS}, run_whois, false},
};

const struct slash *slash_at(int index)
{
    return index >= 0 && index < (int)COUNT_OF(table) ? &table[index].row : NULL;
}

const struct slash *slash_wanting(const char *text)
{
    size_t len = strcspn(text, " \n");
    for (size_t i = 0; text[0] == '/' && text[len] == ' ' && !text[len + 1] && i < COUNT_OF(table);
         i++) {
        const struct slash *row = &table[i].row;
        if (strlen(row->name) == len - 1 && memcmp(row->name, text + 1, len - 1) == 0 &&
            *row->usage) {
            return row;
        }
    }
    return NULL;
}

/* How many letters differ, allowing for one missing; for "did you mean". */
static int difference(const char *a, const char *b)
{
    int count = 0;
    while (*a && *b) {
        if (*a == *b) {
            a++, b++;
        } else {
            count++;
            if (a[1] == *b) {
                a++;
            } else if (*a == b[1]) {
                b++;
            } else {
                a++, b++;
            }
        }
    }
    return count + (int)strlen(a) + (int)strlen(b);
}

static void explain_unknown(struct app *app, const char *name)
{
    const char *near = NULL;
    int best = 3;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        int d = difference(name, table[i].row.name);
        if (d < best) {
            best = d;
            near = table[i].row.name;
        }
    }
    info_add(&app->client, app->client.current, ICON_INFO,
             near ? W_UNKNOWN_NEAR : W_UNKNOWN_COMMAND, "cmd", name, "near", near ? near : "",
             NULL);
}

bool slash_known(struct app *app, const char *text)
{
    char name[32];
    typed_word(text + 1, name, sizeof name);
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        if (names_equal(CASEMAP_ASCII, table[i].row.name, name)) {
            return true;
        }
    }
    explain_unknown(app, name);
    return false;
}

void slash_run(struct app *app, const char *text)
{
    char name[32];
    const char *rest = typed_word(text + 1, name, sizeof name);
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        if (names_equal(CASEMAP_ASCII, table[i].row.name, name)) {
            if (app->client.network->state != NETWORK_READY && !table[i].offline) {
                info_add(&app->client, app->client.current, ICON_INFO, W_NOT_NOW, NULL);
            } else {
                table[i].run(app, &(struct typed){&table[i].row, rest});
            }
            return;
        }
    }
    explain_unknown(app, name);
}
