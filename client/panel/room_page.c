#include "client/panel/room_page.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/chat/chat.h"
#include "client/input/moderate.h"
#include "client/input/panes.h"
#include "client/layout/action.h"
#include "client/net/errand.h"
#include "client/net/network.h"
#include "client/panel/form.h"
#include "client/panel/question.h"
#include "client/panel/room_history.h"
#include "irc/caps.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/own_tags.h"
#include "irc/stamp.h"

enum { UNDO_MS = 8000, PEOPLE_SHOWN = 8, BANS_SHOWN = 20, NAMED_MAX = 500 };

enum row {
    ROW_NAME = 1,
    ROW_TOPIC,
    ROW_TOPIC_LOCK,
    ROW_LISTED,
    ROW_ANYONE,
    ROW_KEY,
    ROW_INVITED,
    ROW_ACCOUNTS,
    ROW_LIMIT,
    ROW_STORM,
    ROW_ALL_SPEAK,
    ROW_VOICED,
    ROW_ACCOUNTS_SPEAK,
    ROW_SLOW,
    ROW_PERSON,
    ROW_ALL_PEOPLE,
    ROW_BAN,
    ROW_ALL_BANS,
    ROW_UNDO,
    ROW_WHO,
    ROW_BY,
    ROW_LASTS,
    ROW_REASON,
    ROW_DO_BAN,
    ROW_LEAVE,
    ROW_REGISTER,
    ROW_GIVE_TO,
    ROW_GIVE,
    ROW_DROP,
};

/* Fields; what is picked before banning. */
enum { EDIT_NAME, EDIT_TOPIC, EDIT_KEY, EDIT_LIMIT, EDIT_WHO, EDIT_REASON, EDIT_GIVE };
enum { PICK_BY, PICK_LASTS, PICK_WANTS_KEY, PICK_ALL_BANS };

static const long slow_seconds[] = {0, 5, 10, 30, 60, 300, 900, 3600};
static const long ban_minutes[] = {10, 60, 24 * 60, 7 * 24 * 60, 30 * 24 * 60, 0};

static bool is_founder(const struct network *s, const struct chat *c)
{
    return strchr(s->isupport.prefix_modes, 'q') && moderate_own_rank(s, c) == 0;
}

static bool is_operator(const struct network *s, const struct chat *c)
{
    const char *o = strchr(s->isupport.prefix_modes, 'o');
    return o && moderate_own_rank(s, c) <= (int)(o - s->isupport.prefix_modes);
}

static bool may_rename(const struct chat *c)
{
    const struct network *s = c->network;
    return s->state == NETWORK_READY && (s->caps & CAP(CHANNEL_RENAME)) && c->joined &&
           (room_modes_has(&c->modes, 'r') ? is_founder(s, c) : is_operator(s, c));
}

/* --- what stands on the page --- */

static void overview(const struct app *app, struct form *f, const struct chat *c, bool may)
{
    form_head(app, f, W_ROOM_OVERVIEW, ICON_HASH);
    bool topic_free = !room_modes_has(&c->modes, 't') && c->joined;
    struct form_row *row = form_add(f, FORM_FIELD, ROW_NAME);
    form_label(app, row, W_ROOM_NAME);
    row->edit = &app->form->edits[EDIT_NAME];
    row->share = 4;
    row->disabled = !may_rename(c);
    row = form_add(f, FORM_FIELD, ROW_TOPIC);
    form_label(app, row, W_ROOM_TOPIC);
    row->edit = &app->form->edits[EDIT_TOPIC];
    row->hint = form_word(app, W_ROOM_TOPIC_HINT);
    row->share = 8;
    row->disabled = !may && !topic_free;
    const char *topic = c->topic ? c->topic : "";
    if (app->form->edited && app->form->focus == ROW_TOPIC &&
        strncmp(topic, app->form->was, FORM_NOTE - 1) != 0) {
        form_text(row->note, FORM_NOTE, app->client.lang, W_ROOM_ALSO_CHANGED, "text", topic, NULL);
    }
    row = form_add(f, FORM_CHOICE, ROW_TOPIC_LOCK);
    form_label(app, row, W_ROOM_TOPIC_WHO);
    form_note(app, row, W_ROOM_TOPIC_WHO_NOTE);
    row->letter = "+t";
    row->choices[row->choice_count++] = form_word(app, W_ROOM_OPERATORS);
    row->choices[row->choice_count++] = form_word(app, W_ROOM_EVERYONE);
    row->value = room_modes_has(&c->modes, 't') ? 0 : 1;
    row->disabled = !may;
    row = form_add(f, FORM_SWITCH, ROW_LISTED);
    form_label(app, row, W_ROOM_LISTED);
    form_note(app, row, W_ROOM_LISTED_NOTE);
    row->letter = "-s";
    row->on = !room_modes_has(&c->modes, 's');
    row->disabled = !may;
}

static struct form_row *radio(const struct app *app, struct form *f, enum row id, enum word words,
                              const char *letter, bool on, bool may)
{
    struct form_row *row = form_add(f, FORM_RADIO, id);
    form_label(app, row, words);
    row->letter = letter;
    row->on = on;
    row->disabled = !may;
    return row;
}

static void joining(const struct app *app, struct form *f, const struct network *s,
                    const struct chat *c, bool may)
{
    const struct room_modes *m = &c->modes;
    bool invited = room_modes_has(m, 'i'), accounts = room_modes_has(m, 'R');
    bool key = room_modes_has(m, 'k') || app->form->picks[PICK_WANTS_KEY];
    form_head(app, f, W_ROOM_JOINING, ICON_ENTER_LEAVE);
    radio(app, f, ROW_ANYONE, W_ROOM_ANYONE, NULL, !key && !invited && !accounts, may);
    struct form_row *row = radio(app, f, ROW_KEY, W_ROOM_KEY, "+k", key, may);
    row->edit = &app->form->edits[EDIT_KEY];
    row->hint = form_word(app, W_ROOM_KEY_HINT);
    row = radio(app, f, ROW_INVITED, W_ROOM_INVITED, "+i", !key && invited, may);
    form_note(app, row, W_ROOM_INVITED_NOTE);
    if (strchr(s->isupport.flag_modes, 'R')) {
        radio(app, f, ROW_ACCOUNTS, W_ROOM_ACCOUNTS, "+R", !key && !invited && accounts, may);
    }
    row = form_add(f, FORM_FIELD, ROW_LIMIT);
    form_label(app, row, W_ROOM_LIMIT);
    form_note(app, row, W_ROOM_LIMIT_NOTE);
    row->letter = "+l";
    row->edit = &app->form->edits[EDIT_LIMIT];
    row->hint = form_word(app, W_ROOM_LIMIT_HINT);
    row->disabled = !may;
    if (strchr(s->isupport.set_modes, 'j')) {
        row = form_add(f, FORM_SWITCH, ROW_STORM);
        form_label(app, row, W_ROOM_STORM);
        form_note(app, row, W_ROOM_STORM_NOTE);
        row->letter = "+j";
        row->on = m->joins[0] != '\0';
        row->disabled = !may;
    }
}

static void speaking(const struct app *app, struct form *f, const struct network *s,
                     const struct chat *c, bool may)
{
    static const enum word times[COUNT_OF(slow_seconds)] = {
        W_SLOW_OFF, W_SLOW_5, W_SLOW_10, W_SLOW_30, W_SLOW_60, W_SLOW_300, W_SLOW_900, W_SLOW_3600};
    const struct room_modes *m = &c->modes;
    bool voiced = room_modes_has(m, 'm'), accounts = room_modes_has(m, 'M');
    form_head(app, f, W_ROOM_SPEAKING, ICON_MESSAGE);
    radio(app, f, ROW_ALL_SPEAK, W_ROOM_EVERYONE, NULL, !voiced && !accounts, may);
    form_note(app, radio(app, f, ROW_VOICED, W_ROOM_VOICED, "+m", voiced, may), W_ROOM_VOICED_NOTE);
    if (strchr(s->isupport.flag_modes, 'M')) {
        form_note(
            app, radio(app, f, ROW_ACCOUNTS_SPEAK, W_ROOM_ACCOUNTS, "+M", !voiced && accounts, may),
            W_ROOM_GUESTS_READ);
    }
    if (strchr(s->isupport.set_modes, 'W')) {
        struct form_row *row = form_add(f, FORM_LIST, ROW_SLOW);
        form_label(app, row, W_ROOM_SLOW);
        form_note(app, row, W_ROOM_SLOW_NOTE);
        row->letter = "+W";
        row->value = -1;
        row->disabled = !may;
        for (size_t i = 0; i < COUNT_OF(slow_seconds); i++) {
            row->choices[row->choice_count++] = form_word(app, times[i]);
            row->value = slow_seconds[i] == m->slow ? (int)i : row->value;
        }
    }
}

/* --- people --- */

/* The ranks that can be chosen for somebody, as indices of prefix_modes; the last one is none. */
static int offered_ranks(const struct network *s, const struct chat *c, const char *nick,
                         int out[FORM_CHOICES])
{
    const char *modes = s->isupport.prefix_modes;
    int none = (int)strlen(modes), mine = moderate_own_rank(s, c), count = 0;
    int now = moderate_rank(s, people_find(&c->people, s->isupport.casemap, nick));
    bool halfop = mine < none && modes[mine] == 'h';
    for (int i = 0; i < none && count < FORM_CHOICES - 1; i++) {
        enum word words;
        bool may = i == now || (i >= mine && (mine == 0 || !strchr("qa", modes[i])) &&
                                (!halfop || modes[i] == 'v'));
        if (may && moderate_rank_words(modes[i], &words)) {
            out[count++] = i;
        }
    }
    out[count++] = none;
    return count;
}

static void person_row(const struct app *app, struct form *f, const struct network *s,
                       const struct chat *c, const struct person *p)
{
    struct form_row *row = form_add(f, FORM_ITEM, ROW_PERSON);
    int ranks[FORM_CHOICES], now = moderate_rank(s, p);
    copy_text(row->key, FORM_KEY, p->nick);
    copy_text(row->label, FORM_LABEL, p->nick);
    row->nick = p->nick;
    row->value = -1;
    row->disabled = !moderate_may_on(s, c, p->nick);
    if (p->spoke_at) {
        char time[64];
        form_moment(app, p->spoke_at, time, sizeof time);
        form_text(row->facts[0], FORM_LABEL, app->client.lang, W_ROOM_SPOKE, "time", time, NULL);
    } else {
        copy_text(row->facts[0], FORM_LABEL, form_word(app, W_ROOM_SILENT));
    }
    if (moderate_mute_of(s, c, p->nick)) {
        copy_text(row->facts[0], FORM_LABEL, form_word(app, W_ROOM_MUTED));
    }
    int count = offered_ranks(s, c, p->nick, ranks);
    for (int i = 0; i < count; i++) {
        enum word words = W_ROLE_NONE;
        moderate_rank_words(s->isupport.prefix_modes[ranks[i]], &words);
        row->choices[row->choice_count++] = form_word(app, words);
        row->value = ranks[i] == now ? i : row->value;
    }
    if (row->choice_count == 1) { /* a list all the same */
        row->choices[row->choice_count++] = row->choices[0];
    }
}

static void people(const struct app *app, struct form *f, const struct network *s,
                   const struct chat *c)
{
    form_head(app, f, W_ROOM_PEOPLE, ICON_USERS);
    int none = (int)strlen(s->isupport.prefix_modes), shown = 0;
    for (int rank = 0; rank <= none; rank++) { /* the strongest first */
        for (int i = 0; i < c->people.count; i++) {
            const struct person *p = c->people.list[i];
            bool room = app->form->shows_all || shown < PEOPLE_SHOWN;
            if (moderate_rank(s, p) == rank && room) {
                person_row(app, f, s, c, p);
                shown++;
            }
        }
    }
    if (shown < c->people.count) {
        struct form_row *row = form_add(f, FORM_BUTTONS, ROW_ALL_PEOPLE);
        row->choices[row->choice_count++] = form_word(app, W_ROOM_ALL_PEOPLE);
        row->plain = true;
    }
}

/* --- bans --- */

static void ban_label(const struct app *app, const struct chat *c, const struct ban_sense *sense,
                      const char *mask, char *out)
{
    static const enum word words[][2] = {[BAN_NICK] = {W_BAN_NICK, W_MUTE_NICK},
                                         [BAN_ACCOUNT] = {W_BAN_ACCOUNT, W_MUTE_ACCOUNT},
                                         [BAN_HOST] = {W_BAN_HOST, W_MUTE_HOST},
                                         [BAN_MASK] = {W_BAN_MASK, W_MUTE_MASK}};
    const char *name = sense->what;
    bool few = c->people.count <= NAMED_MAX; /* for each ban, each of them */
    for (int i = 0; few && sense->kind == BAN_HOST && i < c->people.count; i++) {
        if (ban_is_on(mask, c->people.list[i])) {
            name = c->people.list[i]->nick;
        }
    }
    form_text(out, FORM_LABEL, app->client.lang, words[sense->kind][sense->mute], "name", name,
              NULL);
}

static void ban_row(const struct app *app, struct form *f, const struct chat *c,
                    const struct ban *ban)
{
    static const enum icon icons[] = {[BAN_NICK] = ICON_AT,
                                      [BAN_ACCOUNT] = ICON_KEY,
                                      [BAN_HOST] = ICON_USER,
                                      [BAN_MASK] = ICON_AT};
    struct form_row *row = form_add(f, FORM_ITEM, ROW_BAN);
    struct ban_sense sense;
    char when[64], by[NICK_CAP];
    ban_read(ban->letter, ban->mask, &sense);
    snprintf(row->key, FORM_KEY, "%c %s", ban->letter, ban->mask);
    row->deletes = true;
    copy_text(row->note, FORM_NOTE, ban->mask);
    row->code = true;
    ban_label(app, c, &sense, ban->mask, row->label);
    row->icon = sense.mute ? ICON_MESSAGE_OFF : icons[sense.kind];
    int64_t until = ban_until(ban);
    if (until) {
        struct bytes text = {0};
        client_until(&app->client, until, &text);
        copy_text(row->facts[0], FORM_LABEL, text.data);
        bytes_finish(&text);
    } else {
        copy_text(row->facts[0], FORM_LABEL, form_word(app, W_BAN_PERMANENT));
    }
    message_nick(ban->by, by);
    form_moment(app, ban->at, when, sizeof when);
    if (ban->at && *ban->by) {
        form_text(row->facts[1], FORM_LABEL, app->client.lang, W_BAN_BY, "a", by[0] ? by : ban->by,
                  "time", when, NULL);
    }
    row->choices[row->choice_count++] = form_word(app, sense.mute ? W_UNMUTE : W_UNBAN);
}

/* Whom the ban would hit. */
static void ban_effect(const struct app *app, struct form *f, const struct network *s,
                       const struct chat *c)
{
    const char *nick = edit_text(&app->form->edits[EDIT_WHO]);
    struct bytes masks[BAN_MASKS] = {0}, names = {0};
    struct form_row *row = form_add(f, FORM_TEXT, 0);
    row->boxed = true;
    enum ban_by by = (enum ban_by)app->form->picks[PICK_BY];
    bool here = people_find(&c->people, s->isupport.casemap, nick);
    int count = moderate_ban_masks(c, nick, by, masks);
    int hits = room_bans_hit(&c->people, s->isupport.casemap, nick, masks, count, &names);
    bool only_nick = here && by == BAN_BY_PERSON && strstr(masks[0].data, "!*@*");
    row->warning = hits > 0 || only_nick;
    enum word words = !*nick                 ? W_BAN_WHO_NOTE
                      : !here                ? W_BAN_ABSENT
                      : only_nick            ? W_BAN_SHARED
                      : hits                 ? W_BAN_HITS
                      : by == BAN_BY_NICK    ? W_BAN_NICK_NOTE
                      : by == BAN_BY_ADDRESS ? W_BAN_ADDRESS_NOTE
                                             : W_BAN_PERSON_NOTE;
    form_text(row->note, FORM_NOTE, app->client.lang, words, "name", nick, "list",
              bytes_string(&names), NULL);
    for (int i = 0; i < BAN_MASKS; i++) {
        bytes_finish(&masks[i]);
    }
    bytes_finish(&names);
}

static void ban_form(const struct app *app, struct form *f, const struct network *s,
                     const struct chat *c)
{
    static const enum word ways[] = {W_BAN_BY_PERSON, W_BAN_BY_NICK, W_BAN_BY_ADDRESS};
    static const enum word lasts[COUNT_OF(ban_minutes)] = {W_LASTS_10M, W_LASTS_1H,  W_LASTS_1D,
                                                           W_LASTS_7D,  W_LASTS_30D, W_LASTS_EVER};
    struct form_row *row = form_add(f, FORM_FIELD, ROW_WHO);
    form_label(app, row, W_BAN_SOMEBODY);
    row->edit = &app->form->edits[EDIT_WHO];
    row->hint = form_word(app, W_BAN_SOMEBODY_HINT);
    row->share = 4;
    row->boxed = true;
    row = form_add(f, FORM_CHOICE, ROW_BY);
    form_label(app, row, W_BAN_BY_WHAT);
    row->share = 8;
    row->boxed = true;
    row->value = app->form->picks[PICK_BY];
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        row->choices[row->choice_count++] = form_word(app, ways[i]);
    }
    ban_effect(app, f, s, c);
    row = form_add(f, FORM_LIST, ROW_LASTS);
    form_label(app, row, W_BAN_LASTS);
    row->share = 4;
    row->boxed = true;
    row->value = app->form->picks[PICK_LASTS];
    for (size_t i = 0; i < COUNT_OF(lasts); i++) {
        row->choices[row->choice_count++] = form_word(app, lasts[i]);
    }
    if (!moderate_has_times(s)) {
        row->value = COUNT_OF(lasts) - 1;
        row->disabled = true;
        form_note(app, row, W_BAN_NO_TIMES);
    }
    row = form_add(f, FORM_FIELD, ROW_REASON);
    form_label(app, row, W_BAN_REASON);
    form_note(app, row, W_BAN_REASON_NOTE);
    row->edit = &app->form->edits[EDIT_REASON];
    row->hint = form_word(app, W_BAN_OPTIONAL);
    row->share = 8;
    row->boxed = true;
    row = form_add(f, FORM_BUTTONS, ROW_DO_BAN);
    row->choices[row->choice_count++] = form_word(app, W_MUTE_PERSON);
    row->choices[row->choice_count++] = form_word(app, W_BAN_PERSON);
    row->danger = true;
    row->boxed = true;
    row->disabled = !app->form->edits[EDIT_WHO].text.len;
}

static void bans(const struct app *app, struct form *f, const struct network *s,
                 const struct chat *c)
{
    form_head(app, f, W_ROOM_BANS, ICON_BAN);
    int shown = app->form->picks[PICK_ALL_BANS] ? c->bans.count : BANS_SHOWN;
    for (int i = 0; i < c->bans.count && i < shown; i++) {
        ban_row(app, f, c, &c->bans.list[i]);
    }
    if (shown < c->bans.count) {
        struct form_row *row = form_add(f, FORM_BUTTONS, ROW_ALL_BANS);
        row->choices[row->choice_count++] = form_word(app, W_ROOM_ALL_BANS);
        row->plain = true;
    }
    if (app->form->undo[0] && app->form->undo_until) {
        struct form_row *row = form_add(f, FORM_ITEM, ROW_UNDO);
        form_label(app, row, W_BAN_LIFTED);
        copy_text(row->note, FORM_NOTE, app->form->undo + 2);
        row->code = true;
        row->icon = ICON_CHECK;
        row->choices[row->choice_count++] = form_word(app, W_UNDO);
    } else if (!c->bans.count) {
        struct form_row *row = form_add(f, FORM_TEXT, 0);
        copy_text(row->note, FORM_NOTE,
                  form_word(app, c->bans.known ? W_BANS_NONE : W_BANS_COMING));
    }
    ban_form(app, f, s, c);
}

static void ending(const struct app *app, struct form *f, const struct network *s,
                   const struct chat *c)
{
    form_head(app, f, W_ROOM_ENDING, ICON_EXIT);
    struct form_row *row = form_add(f, FORM_ITEM, ROW_LEAVE);
    form_label(app, row, W_MENU_LEAVE);
    form_note(app, row, W_ROOM_LEAVE_NOTE);
    row->icon = ICON_EXIT;
    row->choices[row->choice_count++] = form_word(app, W_LEAVE);
    bool owned = room_modes_has(&c->modes, 'r');
    if (!owned && c->modes.known && s->isupport.facts && s->logged_in && is_operator(s, c)) {
        row = form_add(f, FORM_ITEM, ROW_REGISTER);
        form_label(app, row, W_ROOM_REGISTER);
        form_note(app, row, W_ROOM_REGISTER_NOTE);
        row->icon = ICON_SHIELD;
        row->choices[row->choice_count++] = form_word(app, W_ROOM_REGISTER_DO);
    }
    if (!owned || !is_founder(s, c)) {
        return;
    }
    row = form_add(f, FORM_FIELD, ROW_GIVE_TO);
    form_label(app, row, W_ROOM_GIVE);
    form_note(app, row, s->operates ? W_ROOM_GIVE_NOTE_NOW : W_ROOM_GIVE_NOTE);
    row->edit = &app->form->edits[EDIT_GIVE];
    row->hint = form_word(app, W_ROOM_GIVE_HINT);
    row->share = 8;
    row = form_add(f, FORM_BUTTONS, ROW_GIVE);
    row->choices[row->choice_count++] =
        form_word(app, s->operates ? W_ROOM_GIVE_DO_NOW : W_ROOM_GIVE_DO);
    row->disabled = !app->form->edits[EDIT_GIVE].text.len;
    row->share = 4;
    row = form_add(f, FORM_ITEM, ROW_DROP);
    form_label(app, row, W_ROOM_DROP);
    form_note(app, row, W_ROOM_DROP_NOTE);
    row->icon = ICON_TRASH;
    row->choices[row->choice_count++] = form_word(app, W_ROOM_DROP_DO);
}

static void rows(const struct app *app, struct form *f)
{
    const struct chat *c = form_chat(app);
    const struct network *s = c ? c->network : NULL;
    if (!c) {
        return;
    }
    bool moderates = moderate_may(s, c), may = moderates && c->modes.known;
    overview(app, f, c, may);
    if (!moderates) {
        struct form_row *row = form_add(f, FORM_TEXT, 0);
        form_note(app, row, s->state == NETWORK_READY ? W_ROOM_NOT_YOURS : W_ROOM_NO_CONNECTION);
    }
    joining(app, f, s, c, may);
    speaking(app, f, s, c, may);
    people(app, f, s, c);
    if (moderates) {
        bans(app, f, s, c);
    }
    room_history_rows(app, f, c);
    ending(app, f, s, c);
}

/* --- what is done on it --- */

static void set(struct app *app, struct chat *c, const char *change)
{
    network_send(&app->client, c->network, "MODE %s %s", c->name, change);
}

static void set_flag(struct app *app, struct chat *c, char letter, bool on)
{
    if (room_modes_has(&c->modes, letter) != on) {
        char change[] = {on ? '+' : '-', letter, '\0'};
        set(app, c, change);
    }
}

/* One of the ways to join, the others off. */
static void set_joining(struct app *app, struct chat *c, enum row way)
{
    app->form->picks[PICK_WANTS_KEY] = way == ROW_KEY;
    if (way != ROW_KEY && room_modes_has(&c->modes, 'k')) {
        struct bytes change = {0};
        bytes_format(&change, "-k %s", c->key ? c->key : "*");
        set(app, c, change.data);
        bytes_finish(&change);
    }
    set_flag(app, c, 'i', way == ROW_INVITED);
    set_flag(app, c, 'R', way == ROW_ACCOUNTS);
}

static void set_key(struct app *app, struct chat *c)
{
    const char *key = edit_text(&app->form->edits[EDIT_KEY]);
    if (strpbrk(key, " ,") || *key == ':') {
        form_refuse(app, ROW_KEY, form_word(app, W_ROOM_KEY_BAD));
    } else if (*key && (!c->key || strcmp(c->key, key) != 0)) {
        struct bytes change = {0};
        set_joining(app, c, ROW_KEY);
        bytes_format(&change, "+k %s", key);
        set(app, c, change.data);
        bytes_finish(&change);
    } else if (!*key && room_modes_has(&c->modes, 'k')) {
        set_joining(app, c, ROW_ANYONE);
    }
}

static void set_limit(struct app *app, struct chat *c)
{
    const char *text = edit_text(&app->form->edits[EDIT_LIMIT]);
    char *end, change[32];
    long limit = strtol(text, &end, 10);
    if (*end || limit < 0 || limit > 1000000) {
        form_refuse(app, ROW_LIMIT, form_word(app, W_ROOM_LIMIT_BAD));
    } else if (limit != c->modes.limit) {
        snprintf(change, sizeof change, limit ? "+l %ld" : "-l", limit);
        set(app, c, change);
    }
}

static void set_slow(struct app *app, struct chat *c, int choice)
{
    char change[32];
    snprintf(change, sizeof change, choice ? "+W %ld" : "-W", slow_seconds[choice]);
    if (slow_seconds[choice] != c->modes.slow) {
        set(app, c, change);
    }
}

static void ban(struct app *app, struct chat *c, bool mute)
{
    struct form_state *s = app->form;
    const char *nick = edit_text(&s->edits[EDIT_WHO]);
    const struct network *n = c->network;
    bool here = people_find(&c->people, n->isupport.casemap, nick);
    if (!*nick) {
        return;
    }
    if (here && !moderate_may_on(n, c, nick)) {
        form_refuse(app, ROW_DO_BAN, form_word(app, W_BAN_ABOVE));
        return;
    }
    if (mute && !moderate_has_mutes(n)) {
        form_refuse(app, ROW_DO_BAN, form_word(app, W_MUTE_UNKNOWN));
        return;
    }
    moderate_ban(app, c, nick, (enum ban_by)s->picks[PICK_BY],
                 moderate_has_times(n) ? ban_minutes[s->picks[PICK_LASTS]] : 0, mute);
    if (here && !mute) {
        moderate_kick(app, c, nick, edit_text(&s->edits[EDIT_REASON]));
    }
    edit_finish(&s->edits[EDIT_WHO]);
    edit_finish(&s->edits[EDIT_REASON]);
    s->edited = false;
    form_go(app, ROW_WHO, "");
}

static const struct ban *ban_of_key(const struct chat *c, const char *key)
{
    for (int i = 0; i < c->bans.count; i++) {
        const struct ban *ban = &c->bans.list[i];
        if (ban->letter == key[0] && strcmp(ban->mask, key + 2) == 0) {
            return ban;
        }
    }
    return NULL;
}

/* What is lifted can be set again for a moment, for as long as it would have held. */
static void lift(struct app *app, struct chat *c, const char *key)
{
    const struct ban *ban = ban_of_key(c, key);
    int64_t until = ban ? ban_until(ban) : 0;
    if (!ban) {
        return;
    }
    copy_text(app->form->undo, FORM_KEY, key);
    if (until > app->client.wall) {
        const char *sign = key[2] == '~' ? "~" : "";
        int64_t left = (until - app->client.wall + 59999) / 60000;
        struct ban_sense sense;
        ban_read(ban->letter, ban->mask, &sense); /* clocks differ: never longer than it was */
        snprintf(app->form->undo, FORM_KEY, "%c %st:%" PRId64 ":%s", ban->letter, sign,
                 left < sense.minutes ? left : sense.minutes,
                 strchr(strchr(ban->mask, ':') + 1, ':') + 1);
    }
    app->form->undo_until = app->client.now + UNDO_MS;
    moderate_lift(app, c, ban->letter, ban->mask);
    form_go(app, ROW_UNDO, "");
}

static void undo(struct app *app, struct chat *c)
{
    network_send(&app->client, c->network, "MODE %s +%c %s", c->name, app->form->undo[0],
                 app->form->undo + 2);
    app->form->undo[0] = '\0';
    app->form->undo_until = 0;
    form_go(app, ROW_WHO, "");
}

static void set_topic(struct app *app, struct chat *c)
{
    const char *topic = edit_text(&app->form->edits[EDIT_TOPIC]);
    if (strcmp(topic, c->topic ? c->topic : "") != 0) {
        network_send(&app->client, c->network, "TOPIC %s :%s", c->name, topic);
    }
}

static void rename_room(struct app *app, struct chat *c)
{
    struct network *s = c->network;
    const char *text = edit_text(&app->form->edits[EDIT_NAME]);
    struct bytes name = {0};
    bytes_format(&name, "%s%s", network_is_room(s, text) ? "" : "#", text);
    if (!*text || strcmp(name.data, c->name) == 0) {
        form_put(app, EDIT_NAME, 0, c->name);
    } else if (strpbrk(name.data, " ,\a")) {
        form_refuse(app, ROW_NAME, form_word(app, W_ROOM_NAME_BAD));
    } else {
        network_send(&app->client, s, "RENAME %s %s", c->name, name.data);
    }
    bytes_finish(&name);
}

/* ChanServ's answer belongs to that row. */
static void tell_chanserv(struct app *app, const struct chat *c, enum row row, const char *what,
                          const char *rest)
{
    app->form->asked = row;
    network_send(&app->client, c->network, "CHANSERV %s %s%s%s", what, c->name, *rest ? " " : "",
                 rest);
}

static void leave(struct app *app)
{
    struct chat *c = form_chat(app);
    form_close(app);
    panes_leave_chat(app, c);
}

static void drop(struct app *app)
{
    struct chat *c = form_chat(app);
    if (c) {
        network_send(&app->client, c->network, "CHANSERV DROP %s", c->name);
    }
}

static void act(struct app *app, int id, const char *key, int part)
{
    struct chat *c = form_chat(app);
    int ranks[FORM_CHOICES];
    if (!c) {
        return;
    }
    if (id >= ROOM_HISTORY_ROWS) {
        room_history_act(app, c, id, part);
        return;
    }
    switch ((enum row)id) {
    case ROW_TOPIC: set_topic(app, c); break;
    case ROW_TOPIC_LOCK: set_flag(app, c, 't', part == 0); break;
    case ROW_LISTED: set_flag(app, c, 's', !room_modes_has(&c->modes, 's')); break;
    case ROW_KEY:
        if (part == FORM_DONE || app->form->edits[EDIT_KEY].text.len) {
            set_key(app, c);
        } else {
            app->form->picks[PICK_WANTS_KEY] = true; /* once there is one */
        }
        break;
    case ROW_ANYONE:
    case ROW_INVITED:
    case ROW_ACCOUNTS: set_joining(app, c, (enum row)id); break;
    case ROW_LIMIT: set_limit(app, c); break;
    case ROW_STORM: set(app, c, c->modes.joins[0] ? "-j" : "+j 5:10"); break;
    case ROW_ALL_SPEAK:
    case ROW_VOICED:
    case ROW_ACCOUNTS_SPEAK:
        set_flag(app, c, 'm', id == ROW_VOICED);
        set_flag(app, c, 'M', id == ROW_ACCOUNTS_SPEAK);
        break;
    case ROW_SLOW: set_slow(app, c, part); break;
    case ROW_PERSON:
        if (part >= 0 && part < offered_ranks(c->network, c, key, ranks)) {
            moderate_set_rank(app, c, key, ranks[part]);
        }
        break;
    case ROW_ALL_PEOPLE: app->form->shows_all = true; break;
    case ROW_ALL_BANS: app->form->picks[PICK_ALL_BANS] = true; break;
    case ROW_BAN: lift(app, c, key); break;
    case ROW_UNDO: undo(app, c); break;
    case ROW_BY: app->form->picks[PICK_BY] = part; break;
    case ROW_LASTS: app->form->picks[PICK_LASTS] = part; break;
    case ROW_NAME: rename_room(app, c); break;
    case ROW_WHO:
    case ROW_REASON:
    case ROW_GIVE_TO: break;
    case ROW_DO_BAN: ban(app, c, part == 0); break;
    case ROW_LEAVE: leave(app); break;
    case ROW_GIVE:
        tell_chanserv(app, c, ROW_GIVE, "TRANSFER", edit_text(&app->form->edits[EDIT_GIVE]));
        break;
    case ROW_REGISTER: tell_chanserv(app, c, ROW_REGISTER, "REGISTER", ""); break;
    case ROW_DROP:
        question_ask(app, &(struct question){.title = W_ROOM_DROP_ASK,
                                             .body = W_ROOM_DROP_NOTE,
                                             .yes = W_ROOM_DROP_DO,
                                             .name = c->name,
                                             .run = drop});
        break;
    }
}

/* --- following the room --- */

/* Asks what is not known: the bans only of a room we moderate, since others may not see them. */
static void ask(struct app *app, struct chat *c)
{
    struct network *s = c->network;
    if (s->state == NETWORK_READY && c->joined && !c->modes.known && !c->modes.asked) {
        errand_ask(s, ERRAND_MODES, c);
    }
    if (moderate_may(s, c) && c->joined && !c->bans.known && !c->bans.asked) {
        errand_ask(s, ERRAND_BANS, c);
    }
    room_history_ask(app, c);
}

static void follow(struct app *app)
{
    struct chat *c = form_chat(app);
    char limit[24] = "";
    if (!c) {
        return;
    }
    ask(app, c);
    if (c->modes.limit) {
        snprintf(limit, sizeof limit, "%ld", c->modes.limit);
    }
    if (room_modes_has(&c->modes, 'k')) {
        app->form->picks[PICK_WANTS_KEY] = false;
    }
    if (!app->form->edited || app->form->focus != ROW_TOPIC) {
        copy_text(app->form->was, FORM_NOTE, c->topic ? c->topic : "");
    }
    form_put(app, EDIT_NAME, ROW_NAME, c->name);
    form_put(app, EDIT_TOPIC, ROW_TOPIC, c->topic ? c->topic : "");
    form_put(app, EDIT_LIMIT, ROW_LIMIT, limit);
    if (room_modes_has(&c->modes, 'k') || !app->form->picks[PICK_WANTS_KEY]) {
        form_put(app, EDIT_KEY, ROW_KEY, c->key && room_modes_has(&c->modes, 'k') ? c->key : "");
    }
}

static void about(const struct app *app, struct bytes *out)
{
    bytes_text(out, app->form->room);
}

static const struct form_page page = {W_ROOM_SETTINGS, about, rows, act, follow, true};

void room_page_open(struct app *app, struct chat *c)
{
    form_open(app, &page, c->network, c->name);
    app->form->picks[PICK_LASTS] = 1;
    c->keeps.old = true; /* others may have changed it */
    ask(app, c);
}

void room_page_open_at(struct app *app, struct chat *c, int start)
{
    room_page_open(app, c);
    form_go(app, start == START_TOPIC ? ROW_TOPIC : ROW_INVITED, "");
}

void room_page_ban(struct app *app, struct chat *c, const char *nick)
{
    struct network *s = c->network;
    const struct person *them = people_find(&c->people, s->isupport.casemap, nick);
    room_page_open(app, c);
    if (them && !them->host) { /* in a large room nobody's is asked for before it is needed */
        errand_ask(s, ERRAND_WHO, c);
    }
    struct edit *who = &app->form->edits[EDIT_WHO];
    edit_insert(who, nick, strlen(nick));
    form_go(app, ROW_DO_BAN, "");
    form_go(app, ROW_LASTS, "");
}

/* The page stays with a room that is renamed. */
static void follow_name(struct app *app, const struct message *m)
{
    copy_text(app->form->room, sizeof app->form->room, message_param(m, 1));
}

/* What a room keeps: of the one on the page, or of one that was asked about. */
static bool take_history(struct app *app, const struct network *s, const struct chat *shown,
                         const char *fact)
{
    bool taken = false;
    for (int i = 0; i < s->chat_count && !taken; i++) {
        struct chat *c = s->chats[i];
        taken = (c->keeps.asked && strcmp(fact, "room") == 0) ||
                ((c->keeps.asked || c == shown) && room_history_take(c, fact));
    }
    app->form->asked = taken && shown && shown->keeps.known ? 0 : app->form->asked;
    app->client.dirty |= taken;
    return taken;
}

/* What became of what ChanServ was asked for here. */
static void take_result(struct app *app, struct chat *c, const char *fact, const char *text)
{
    char said[FORM_NOTE];
    int row = app->form->asked;
    bool offered = strcmp(fact, "offered") == 0, changed = strcmp(fact, "changed") == 0;
    app->form->asked = 0;
    if (row == ROW_GIVE && (offered || changed)) {
        form_text(said, sizeof said, app->client.lang, changed ? W_ROOM_GIVEN : W_ROOM_OFFERED,
                  "name", edit_text(&app->form->edits[EDIT_GIVE]), NULL);
        edit_finish(&app->form->edits[EDIT_GIVE]);
        form_tell(app, row, said);
    } else if (row == ROW_REGISTER && changed) {
        c->modes.known = false; /* to be asked for again */
        follow(app);
    } else {
        form_refuse(app, row, text);
    }
}

bool room_page_take(struct app *app, const struct network *s, const struct message *m)
{
    struct chat *c = app->form->open && app->form->page == &page ? form_chat(app) : NULL;
    char nick[NICK_CAP];
    c = c && c->network == s ? c : NULL;
    message_nick(m->source ? m->source : "", nick);
    if (c && strcmp(m->verb, "RENAME") == 0 && network_find(s, message_param(m, 0)) == c) {
        follow_name(app, m);
        return true;
    }
    if (strcmp(m->verb, "NOTICE") != 0 || !names_equal(CASEMAP_ASCII, nick, "ChanServ")) {
        return false;
    }
    const char *fact = message_tag(m, TAG_FACT);
    if (fact && take_history(app, s, c, fact)) {
        return true;
    }
    if (!c || !app->form->asked) {
        return false;
    }
    take_result(app, c, fact ? fact : "", message_param(m, 1));
    return true;
}

/* What a refused RENAME says. */
static bool rename_refused(struct app *app, const struct message *m)
{
    bool used = strcmp(message_param(m, 1), "CHANNEL_NAME_IN_USE") == 0;
    if (strcmp(m->verb, "FAIL") != 0 || strcmp(message_param(m, 0), "RENAME") != 0) {
        return false;
    }
    form_refuse(app, ROW_NAME,
                used ? form_word(app, W_ROOM_NAME_USED) : message_param(m, m->count - 1));
    return true;
}

bool room_page_refused(struct app *app, const struct network *s, const struct message *m)
{
    const struct chat *c = app->form->open && app->form->page == &page ? form_chat(app) : NULL;
    bool refusal = m->verb[0] >= '4' && m->verb[0] <= '6';
    if (c && c->network == s && rename_refused(app, m)) {
        return true;
    }
    if (!c || !refusal || c->network != s || network_find(s, message_param(m, 1)) != c) {
        return false;
    }
    bool op = strcmp(m->verb, "482") == 0;
    form_refuse(app, app->form->focus,
                op ? form_word(app, W_ROOM_NOT_YOURS) : message_param(m, m->count - 1));
    follow(app);
    return true;
}
