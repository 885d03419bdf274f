#include "client/input/verbs.h"

#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/chat/chat.h"
#include "client/chat/info.h"
#include "client/input/editing.h"
#include "client/input/panes.h"
#include "client/input/spell.h"
#include "client/net/backlog.h"
#include "client/net/network.h"
#include "client/net/notify.h"
#include "client/net/outgoing.h"
#include "client/panel/directory.h"
#include "client/panel/search.h"
#include "client/panel/toolbar.h"
#include "client/panel/visits.h"
#include "irc/bytes.h"

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
    struct network *s = o->chat->network;
    if (outgoing_can_delete(s, o->chat, o->chat->lines[o->line])) {
        outgoing_delete(&app->client, s, o->chat, o->line);
        toolbar_close(app);
    }
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

static void make_operator(struct app *app, const struct object *o)
{
    network_send(&app->client, o->chat->network, "MODE %s +o %s", o->chat->name, o->name);
}

static void kick(struct app *app, const struct object *o)
{
    bool why = o->text && *o->text;
    network_send(&app->client, o->chat->network, why ? "KICK %s %s :%s" : "KICK %s %s",
                 o->chat->name, o->name, o->text);
}

static void ban(struct app *app, const struct object *o)
{
    struct network *s = o->chat->network;
    struct bytes mask = {0};
    people_ban_mask(&o->chat->people, s->isupport.casemap, o->name, &mask);
    network_send(&app->client, s, "MODE %s +b %s", o->chat->name, mask.data);
    bytes_finish(&mask);
    kick(app, o);
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
    network_send(&app->client, o->chat->network, "DLINE 60 %s :%s", o->link,
                 words_text(app->client.lang, W_CONSOLE_TAKEN_OUT));
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

static void rooms(struct app *app, const struct object *o)
{
    directory_open(app, o->chat->network);
}

/* What the server said while it let us in. */
static void details(struct app *app, const struct object *o)
{
    struct network *s = o->chat->network;
    if (s->welcome.len) {
        info_add_text(&app->client, s->chats[0], ICON_SERVER, bytes_string(&s->welcome));
        panes_show(app, s->chats[0]);
    }
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

const struct verb_row verbs[VERB_COUNT] = {
    [VERB_REPLY] = {ICON_REPLY, W_REPLY, false, reply},
    [VERB_REACT] = {ICON_SMILE, W_REACT, false, react},
    [VERB_MORE] = {ICON_MORE, W_COUNT, false, more},
    [VERB_COPY] = {ICON_COPY, W_COPY, false, copy_message},
    [VERB_QUOTE] = {ICON_MESSAGE, W_MENU_QUOTE, false, quote},
    [VERB_UNREAD] = {ICON_CLOCK, W_MENU_UNREAD, false, unread},
    [VERB_OPEN_LINK] = {ICON_LINK, W_MENU_OPEN_LINK, false, open_link},
    [VERB_COPY_LINK] = {ICON_COPY, W_MENU_COPY_LINK, false, copy_link},
    [VERB_DELETE] = {ICON_TRASH, W_DELETE, true, delete},
    [VERB_IGNORE] = {ICON_EYE, W_MENU_IGNORE, false, ignore},
    [VERB_UNIGNORE] = {ICON_EYE, W_MENU_UNIGNORE, false, unignore},
    [VERB_WRITE_TO] = {ICON_USER, W_MENU_WRITE_TO, false, write_to},
    [VERB_MENTION] = {ICON_AT, W_MENU_MENTION, false, mention},
    [VERB_WHOIS] = {ICON_INFO, W_MENU_WHOIS, false, whois},
    [VERB_OPERATOR] = {ICON_SHIELD, W_MENU_OPERATOR, false, make_operator},
    [VERB_KICK] = {ICON_KICK, W_MENU_KICK, true, kick},
    [VERB_BAN] = {ICON_STOP, W_MENU_BAN, true, ban},
    [VERB_COPY_NAME] = {ICON_COPY, W_MENU_COPY_NAME, false, copy_name},
    [VERB_GIVE_ROOM] = {ICON_SHIELD, W_CONSOLE_OPERATOR, false, give_room},
    [VERB_CHANGE_TOPIC] = {ICON_HASH, W_CONSOLE_TOPIC, false, change_topic},
    [VERB_TAKE_OUT] = {ICON_KICK, W_CONSOLE_TAKE_OUT, true, take_out},
    [VERB_KEEP_OUT] = {ICON_STOP, W_CONSOLE_KEEP_OUT, true, keep_out},
    [VERB_READ] = {ICON_CHECK, W_MENU_READ, false, read},
    [VERB_NOTIFY_ALWAYS] = {ICON_BELL, W_MENU_LOUD, false, notify_always},
    [VERB_NOTIFY_MENTIONS] = {ICON_AT, W_MENU_MENTIONS, false, notify_mentions},
    [VERB_MUTE] = {ICON_BELL_OFF, W_MENU_MUTE, false, mute},
    [VERB_BESIDE] = {ICON_EXPAND, W_MENU_BESIDE, false, beside},
    [VERB_ROOMS] = {ICON_HASH, W_MENU_ROOMS, false, rooms},
    [VERB_DETAILS] = {ICON_INFO, W_MENU_DETAILS, false, details},
    [VERB_DISCONNECT] = {ICON_PLUG, W_MENU_DISCONNECT, true, disconnect},
    [VERB_LEAVE] = {ICON_CLOSE, W_MENU_LEAVE, false, leave},
    [VERB_CLOSE] = {ICON_CLOSE, W_CLOSE, false, leave},
    [VERB_CUT] = {ICON_EDIT, W_MENU_CUT, false, cut},
    [VERB_COPY_MARKED] = {ICON_COPY, W_COPY, false, copy_marked},
    [VERB_PASTE] = {ICON_FILE, W_MENU_PASTE, false, paste},
    [VERB_SELECT_ALL] = {ICON_CHECK, W_MENU_SELECT_ALL, false, select_all},
    [VERB_SPELLING] = {ICON_CHECK, W_COUNT, false, spelling},
    [VERB_LEARN] = {ICON_PLUS, W_MENU_LEARN, false, learn},
};

void verbs_run_on(struct app *app, enum verb verb, int line)
{
    struct chat *c = app->client.current;
    if (c && line >= 0 && line < c->count && chat_is_said(c->lines[line])) {
        verbs[verb].run(app, &(struct object){.chat = c, .line = line});
    }
}
