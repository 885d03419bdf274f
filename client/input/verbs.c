#include "client/input/verbs.h"

#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/chat/chat.h"
#include "client/chat/info.h"
#include "client/chat/pins.h"
#include "client/input/editing.h"
#include "client/input/moderate.h"
#include "client/input/panes.h"
#include "client/input/prompt.h"
#include "client/input/spell.h"
#include "client/net/backlog.h"
#include "client/net/network.h"
#include "client/net/notify.h"
#include "client/net/outgoing.h"
#include "client/panel/bans_page.h"
#include "client/panel/connection_page.h"
#include "client/panel/directory.h"
#include "client/panel/pins_page.h"
#include "client/panel/room_page.h"
#include "client/panel/search.h"
#include "client/panel/toolbar.h"
#include "client/panel/visits.h"
#include "irc/bytes.h"
#include "irc/caps.h"

static void copy(struct app *app, const char *text)
{
    effect_say(&app->client.effects, EFFECT_COPY, text);
}

static void insert(struct app *app, const char *text)
{
    edit_insert(&app->client.current->draft, text, strlen(text));
    app->search->focus = false;
    app->key_at = app->client.now;
}

/* --- a message --- */

static void reply(struct app *app, const struct object *o)
{
    struct chat *c = o->chat;
    const struct line *line = c->lines[o->line];
    toolbar_close(app);
    app->search->focus = false;
    app->key_at = app->client.now;
    if (line->id) {
        chat_set_reply(c, line->id);
    } else if (!line->mine) { /* no message ids: the text says who the reply is to */
        struct bytes text = {0};
        bytes_format(&text, "%s: ", line->nick);
        edit_insert(&c->draft, text.data, text.len);
        bytes_finish(&text);
    }
}

static void react(struct app *app, const struct object *o)
{
    toolbar_open_emoji(app, o->line);
}

static void more(struct app *app, const struct object *o)
{
    toolbar_open_menu(app, o->line);
}

static void copy_message(struct app *app, const struct object *o)
{
    copy(app, chat_words(o->chat->lines[o->line]));
    toolbar_close(app);
}

static void delete (struct app *app, const struct object *o)
{
    outgoing_delete(&app->client, o->chat->network, o->chat, o->line);
    toolbar_close(app);
}

static void edit(struct app *app, const struct object *o)
{
    toolbar_close(app);
    prompt_edit(app, o->line);
}

static void quote(struct app *app, const struct object *o)
{
    struct bytes text = {0};
    toolbar_close(app);
    for (const char *at = chat_words(o->chat->lines[o->line]); *at;) {
        size_t len = strcspn(at, "\n");
        bytes_format(&text, "> %.*s\n", (int)len, at);
        at += len + (at[len] == '\n');
    }
    insert(app, bytes_string(&text));
    bytes_finish(&text);
}

static void unread(struct app *app, const struct object *o)
{
    struct chat *c = o->chat;
    toolbar_close(app);
    c->marker = c->dropped + (uint64_t)o->line;
    c->marker_new = c->unread = c->count - o->line;
    app->client.dirty = true;
}

static void open_link(struct app *app, const struct object *o)
{
    visits_open_link(app, o->link);
}

static void copy_link(struct app *app, const struct object *o)
{
    copy(app, o->link);
}

/* --- a user --- */

static void set_ignored(struct app *app, const struct object *o, bool ignored)
{
    notify_ignore(&app->client, o->chat->network, o->name, ignored);
    info_add(&app->client, app->client.current, ICON_USER, ignored ? W_IGNORED : W_UNIGNORED, "a",
             o->name, NULL);
}

static void ignore(struct app *app, const struct object *o)
{
    set_ignored(app, o, true);
}

static void unignore(struct app *app, const struct object *o)
{
    set_ignored(app, o, false);
}

static void write_to(struct app *app, const struct object *o)
{
    panes_show(app, network_open(&app->client, o->chat->network, CHAT_PERSON, o->name));
}

static void mention(struct app *app, const struct object *o)
{
    struct bytes text = {0};
    bytes_format(&text, "@%s ", o->name);
    insert(app, text.data);
    bytes_finish(&text);
}

static void whois(struct app *app, const struct object *o)
{
    network_send(&app->client, o->chat->network, "WHOIS %s", o->name);
}

/* Gives or takes the rank of this letter. */
static void change_rank(struct app *app, const struct object *o, const char *change)
{
    network_send(&app->client, o->chat->network, "MODE %s %s %s", o->chat->name, change, o->name);
}

static void make_operator(struct app *app, const struct object *o)
{
    change_rank(app, o, "+o");
}

static void take_operator(struct app *app, const struct object *o)
{
    change_rank(app, o, "-o");
}

static void set_pins(struct app *app, struct chat *c, const struct bytes *pins)
{
    network_send(&app->client, c->network,
                 pins->len ? "METADATA %s SET %s :%s" : "METADATA %s SET %s", c->name, PINS_KEY,
                 pins->data);
}

static void pin(struct app *app, const struct object *o)
{
    struct bytes pins = {0};
    if (pins_with(o->chat->pins, o->chat->lines[o->line]->id, &pins)) {
        set_pins(app, o->chat, &pins);
    } else {
        info_add(&app->client, o->chat, ICON_PIN, W_PINS_FULL, NULL);
    }
    bytes_finish(&pins);
}

static void unpin(struct app *app, const struct object *o)
{
    struct bytes pins = {0};
    pins_without(o->chat->pins, o->chat->lines[o->line]->id, &pins);
    set_pins(app, o->chat, &pins);
    bytes_finish(&pins);
}

static void give_voice(struct app *app, const struct object *o)
{
    change_rank(app, o, "+v");
}

static void take_voice(struct app *app, const struct object *o)
{
    change_rank(app, o, "-v");
}

static void mute_person(struct app *app, const struct object *o)
{
    enum { MINUTES = 10 };
    moderate_ban(app, o->chat, o->name, BAN_BY_PERSON, MINUTES, true);
}

static void unmute_person(struct app *app, const struct object *o)
{
    moderate_unmute(app, o->chat, o->name);
}

static void kick(struct app *app, const struct object *o)
{
    moderate_kick(app, o->chat, o->name, o->text);
}

static void ban(struct app *app, const struct object *o)
{
    room_page_ban(app, o->chat, o->name);
}

static void copy_name(struct app *app, const struct object *o)
{
    copy(app, o->name);
}

/* --- a user of our own server --- */

static void give_room(struct app *app, const struct object *o)
{
    network_send(&app->client, o->chat->network, "MODE %s +o %s", o->room, o->name);
}

static void change_topic(struct app *app, const struct object *o)
{
    struct bytes text = {0};
    bytes_format(&text, "/topic %s ", o->room);
    panes_write(app, bytes_string(&text));
    bytes_finish(&text);
}

static void take_out(struct app *app, const struct object *o)
{
    network_send(&app->client, o->chat->network, "KILL %s :%s", o->name,
                 words_text(app->client.lang, W_CONSOLE_TAKEN_OUT));
}

static void keep_out(struct app *app, const struct object *o)
{
    bans_page_open(app, o->chat->network, o->name);
}

/* --- a conversation --- */

static void read(struct app *app, const struct object *o)
{
    backlog_read(&app->client, o->chat);
}

static void notify_always(struct app *app, const struct object *o)
{
    notify_choose(&app->client, o->chat, CALL_ALWAYS);
}

static void notify_mentions(struct app *app, const struct object *o)
{
    notify_choose(&app->client, o->chat, CALL_MENTIONS);
}

static void mute(struct app *app, const struct object *o)
{
    notify_choose(&app->client, o->chat, CALL_NEVER);
}

static void beside(struct app *app, const struct object *o)
{
    panes_split(app, o->chat);
}

static void room_settings(struct app *app, const struct object *o)
{
    room_page_open(app, o->chat);
}

static void rooms(struct app *app, const struct object *o)
{
    directory_open(app, o->chat->network);
}

static void find(struct app *app, const struct object *o)
{
    (void)o;
    search_open(app, false);
}

static void show_pins(struct app *app, const struct object *o)
{
    pins_page_open(app, o->chat);
}

static bool is_room(const struct app *app, const struct object *o)
{
    (void)app;
    return o->chat->kind == CHAT_ROOM;
}

static bool has_pins(const struct app *app, const struct object *o)
{
    (void)app;
    return pins_count(o->chat->pins) > 0;
}

static void details(struct app *app, const struct object *o)
{
    connection_page_open(app, o->chat->network);
}

static void disconnect(struct app *app, const struct object *o)
{
    visits_quit(app, o->chat->network, o->text ? o->text : "tertulia");
}

static void leave(struct app *app, const struct object *o)
{
    panes_leave_chat(app, o->chat);
}

/* --- the draft --- */

static void cut(struct app *app, const struct object *o)
{
    (void)o;
    editing_copy(app, &app->client.current->draft, true);
}

static void copy_marked(struct app *app, const struct object *o)
{
    (void)o;
    editing_copy(app, &app->client.current->draft, false);
}

static void paste(struct app *app, const struct object *o)
{
    (void)o;
    effect_say(&app->client.effects, EFFECT_PASTE, NULL);
}

static void select_all(struct app *app, const struct object *o)
{
    (void)o;
    edit_select_all(&app->client.current->draft);
}

static void spelling(struct app *app, const struct object *o)
{
    edit_replace(&app->client.current->draft, o->start, o->end, o->text);
    spell_follow(app);
}

static void learn(struct app *app, const struct object *o)
{
    spell_learn(app, o->name);
}

/* --- when it may be done --- */

static bool is_other(const struct app *app, const struct object *o)
{
    (void)app;
    bool mine = o->line >= 0 && o->chat->lines[o->line]->mine;
    return !mine && !network_is_me(o->chat->network, o->name);
}

static bool is_ignored(const struct app *app, const struct object *o)
{
    return is_other(app, o) && notify_ignores(&app->client, o->chat->network, o->name);
}

static bool is_heard(const struct app *app, const struct object *o)
{
    return is_other(app, o) && !notify_ignores(&app->client, o->chat->network, o->name);
}

static bool moderates(const struct app *app, const struct object *o)
{
    (void)app;
    return moderate_may_on(o->chat->network, o->chat, o->name);
}

/* Whether they have the rank of this letter there; false as well if there is no such rank. */
static bool has_rank(const struct object *o, char letter, bool has)
{
    const struct network *s = o->chat->network;
    const struct person *who = people_find(&o->chat->people, s->isupport.casemap, o->name);
    const char *at = strchr(s->isupport.prefix_modes, letter);
    char sign = at ? s->isupport.prefix_chars[at - s->isupport.prefix_modes] : '\0';
    return who && sign && (strchr(who->prefixes, sign) != NULL) == has;
}

/* Half-operators only give voice. */
static bool gives_ranks(const struct app *app, const struct object *o)
{
    const struct network *s = o->chat->network;
    const char *at = strchr(s->isupport.prefix_modes, 'o');
    return moderates(app, o) && at &&
           moderate_own_rank(s, o->chat) <= (int)(at - s->isupport.prefix_modes);
}

static bool is_no_operator(const struct app *app, const struct object *o)
{
    return gives_ranks(app, o) && has_rank(o, 'o', false);
}

static bool is_operator(const struct app *app, const struct object *o)
{
    return gives_ranks(app, o) && has_rank(o, 'o', true);
}

static bool has_no_voice(const struct app *app, const struct object *o)
{
    return moderates(app, o) && has_rank(o, 'v', false) && has_rank(o, 'o', false);
}

static bool has_voice(const struct app *app, const struct object *o)
{
    return moderates(app, o) && has_rank(o, 'v', true);
}

static bool can_mute(const struct app *app, const struct object *o)
{
    const struct network *s = o->chat->network;
    return moderates(app, o) && moderate_has_mutes(s) && moderate_has_times(s) &&
           has_rank(o, 'o', false) && !moderate_mute_of(s, o->chat, o->name);
}

static bool can_unmute(const struct app *app, const struct object *o)
{
    return moderates(app, o) && moderate_mute_of(o->chat->network, o->chat, o->name);
}

static bool is_elsewhere(const struct app *app, const struct object *o)
{
    bool here = strncmp(o->address, "127.", 4) == 0 || strcmp(o->address, "::1") == 0;
    return is_other(app, o) && !here; /* the host is here too */
}

static bool has_link(const struct app *app, const struct object *o)
{
    (void)app;
    return o->link[0] != '\0';
}

static bool has_room(const struct app *app, const struct object *o)
{
    (void)app;
    return o->room[0] != '\0';
}

static bool can_delete(const struct app *app, const struct object *o)
{
    (void)app;
    return outgoing_can_delete(o->chat->network, o->chat, o->chat->lines[o->line]);
}

/* A message of a room we moderate, on a server that keeps pins. */
static bool may_pin(const struct object *o)
{
    const struct network *s = o->chat->network;
    const struct line *line = o->chat->lines[o->line];
    return (s->caps & CAP(METADATA_2)) && line->id && line->kind <= LINE_NOTICE &&
           moderate_may(s, o->chat);
}

static bool can_pin(const struct app *app, const struct object *o)
{
    (void)app;
    return may_pin(o) && !pins_have(o->chat->pins, o->chat->lines[o->line]->id);
}

static bool can_unpin(const struct app *app, const struct object *o)
{
    (void)app;
    return may_pin(o) && pins_have(o->chat->pins, o->chat->lines[o->line]->id);
}

static bool can_edit(const struct app *app, const struct object *o)
{
    const struct line *line = o->chat->lines[o->line];
    return outgoing_can_edit(&app->client, o->chat->network, o->chat, line);
}

static bool is_not_shown(const struct app *app, const struct object *o)
{
    return o->chat != app->client.current && o->chat != app->client.beside;
}

static bool is_not_loud(const struct app *app, const struct object *o)
{
    return !notify_is_loud(&app->client, o->chat);
}

static bool is_not_muted(const struct app *app, const struct object *o)
{
    return !notify_is_muted(&app->client, o->chat);
}

static bool is_muted_or_loud(const struct app *app, const struct object *o)
{
    return !is_not_muted(app, o) || !is_not_loud(app, o);
}

const struct verb_row verbs[VERB_COUNT] = {
    [VERB_REPLY] = {ICON_REPLY, W_REPLY, false, true, reply, NULL},
    [VERB_REACT] = {ICON_SMILE, W_REACT, false, true, react, NULL},
    [VERB_MORE] = {ICON_MORE, W_COUNT, false, true, more, NULL},
    [VERB_COPY] = {ICON_COPY, W_COPY, false, true, copy_message, NULL},
    [VERB_QUOTE] = {ICON_MESSAGE, W_MENU_QUOTE, false, true, quote, NULL},
    [VERB_UNREAD] = {ICON_CLOCK, W_MENU_UNREAD, false, true, unread, NULL},
    [VERB_OPEN_LINK] = {ICON_LINK, W_MENU_OPEN_LINK, false, false, open_link, has_link},
    [VERB_COPY_LINK] = {ICON_COPY, W_MENU_COPY_LINK, false, false, copy_link, has_link},
    [VERB_EDIT] = {ICON_EDIT, W_MENU_EDIT, false, true, edit, can_edit},
    [VERB_PIN] = {ICON_PIN, W_MENU_PIN, false, true, pin, can_pin},
    [VERB_UNPIN] = {ICON_PIN, W_MENU_UNPIN, false, true, unpin, can_unpin},
    [VERB_DELETE] = {ICON_TRASH, W_DELETE, true, true, delete, can_delete},
    [VERB_IGNORE] = {ICON_EYE, W_MENU_IGNORE, false, false, ignore, is_heard},
    [VERB_UNIGNORE] = {ICON_EYE, W_MENU_UNIGNORE, false, false, unignore, is_ignored},
    [VERB_WRITE_TO] = {ICON_USER, W_MENU_WRITE_TO, false, false, write_to, is_other},
    [VERB_MENTION] = {ICON_AT, W_MENU_MENTION, false, false, mention, NULL},
    [VERB_WHOIS] = {ICON_INFO, W_MENU_WHOIS, false, false, whois, NULL},
    [VERB_OPERATOR] = {ICON_SHIELD, W_MENU_OPERATOR, false, false, make_operator, is_no_operator},
    [VERB_NO_OPERATOR] = {ICON_SHIELD, W_MENU_NO_OPERATOR, false, false, take_operator,
                          is_operator},
    [VERB_VOICE] = {ICON_MESSAGE, W_MENU_VOICE, false, false, give_voice, has_no_voice},
    [VERB_NO_VOICE] = {ICON_MESSAGE, W_MENU_NO_VOICE, false, false, take_voice, has_voice},
    [VERB_MUTE_PERSON] = {ICON_MESSAGE_OFF, W_MENU_MUTE_PERSON, false, false, mute_person,
                          can_mute},
    [VERB_UNMUTE_PERSON] = {ICON_MESSAGE, W_UNMUTE, false, false, unmute_person, can_unmute},
    [VERB_KICK] = {ICON_KICK, W_MENU_KICK, true, false, kick, moderates},
    [VERB_BAN] = {ICON_BAN, W_MENU_BAN, true, false, ban, moderates},
    [VERB_COPY_NAME] = {ICON_COPY, W_MENU_COPY_NAME, false, false, copy_name, NULL},
    [VERB_GIVE_ROOM] = {ICON_SHIELD, W_CONSOLE_OPERATOR, false, false, give_room, has_room},
    [VERB_CHANGE_TOPIC] = {ICON_HASH, W_CONSOLE_TOPIC, false, false, change_topic, has_room},
    [VERB_TAKE_OUT] = {ICON_KICK, W_CONSOLE_TAKE_OUT, true, false, take_out, is_other},
    [VERB_KEEP_OUT] = {ICON_BAN, W_CONSOLE_KEEP_OUT, true, false, keep_out, is_elsewhere},
    [VERB_READ] = {ICON_CHECK, W_MENU_READ, false, false, read, NULL},
    [VERB_NOTIFY_ALWAYS] = {ICON_BELL, W_MENU_LOUD, false, false, notify_always, is_not_loud},
    [VERB_NOTIFY_MENTIONS] = {ICON_AT, W_MENU_MENTIONS, false, false, notify_mentions,
                              is_muted_or_loud},
    [VERB_MUTE] = {ICON_BELL_OFF, W_MENU_MUTE, false, false, mute, is_not_muted},
    [VERB_BESIDE] = {ICON_EXPAND, W_MENU_BESIDE, false, false, beside, is_not_shown},
    [VERB_FIND] = {ICON_SEARCH, W_KEY_SEARCH, false, false, find, NULL},
    [VERB_PINS] = {ICON_PIN, W_PINS, false, false, show_pins, has_pins},
    [VERB_ROOM_SETTINGS] = {ICON_GEAR, W_ROOM_SETTINGS, false, false, room_settings, is_room},
    [VERB_ROOMS] = {ICON_HASH, W_MENU_ROOMS, false, false, rooms, NULL},
    [VERB_DETAILS] = {ICON_INFO, W_MENU_DETAILS, false, false, details, NULL},
    [VERB_DISCONNECT] = {ICON_PLUG, W_MENU_DISCONNECT, true, false, disconnect, NULL},
    [VERB_LEAVE] = {ICON_CLOSE, W_MENU_LEAVE, false, false, leave, NULL},
    [VERB_CLOSE] = {ICON_CLOSE, W_TIP_CLOSE, false, false, leave, NULL},
    [VERB_CUT] = {ICON_EDIT, W_MENU_CUT, false, false, cut, NULL},
    [VERB_COPY_MARKED] = {ICON_COPY, W_COPY, false, false, copy_marked, NULL},
    [VERB_PASTE] = {ICON_FILE, W_MENU_PASTE, false, false, paste, NULL},
    [VERB_SELECT_ALL] = {ICON_CHECK, W_MENU_SELECT_ALL, false, false, select_all, NULL},
    [VERB_SPELLING] = {ICON_CHECK, W_COUNT, false, false, spelling, NULL},
    [VERB_LEARN] = {ICON_PLUS, W_MENU_LEARN, false, false, learn, NULL},
};

bool verbs_may(const struct app *app, enum verb verb, const struct object *o)
{
    const struct chat *c = o->chat;
    bool line = c && o->line >= 0 && o->line < c->count && chat_is_said(c->lines[o->line]);
    return c && (line || !verbs[verb].on_line) && (!verbs[verb].may || verbs[verb].may(app, o));
}

void verbs_run(struct app *app, enum verb verb, const struct object *o)
{
    if (verbs_may(app, verb, o)) {
        verbs[verb].run(app, o);
    }
}

void verbs_run_on(struct app *app, enum verb verb, int line)
{
    struct chat *c = app->client.current;
    if (c) {
        verbs_run(app, verb, &(struct object){.chat = c, .line = line});
    }
}
