#include "client/panel/bans_page.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/net/network.h"
#include "client/panel/form.h"
#include "client/panel/guests.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/own_tags.h"
#include "irc/stamp.h"

enum { UNDO_MS = 8000 };

enum row { ROW_BAN = 1, ROW_UNDO, ROW_WHO, ROW_BY, ROW_LASTS, ROW_REASON, ROW_DO };

enum { EDIT_WHO, EDIT_REASON };
enum { PICK_BY, PICK_LASTS };
enum { BY_PERSON, BY_ADDRESS };

static const struct {
    long minutes; /* 0: for good */
    enum word words;
} lasts[] = {{60, W_LASTS_1H},
             {24 * 60, W_LASTS_1D},
             {7 * 24 * 60, W_LASTS_7D},
             {30 * 24 * 60, W_LASTS_30D},
             {0, W_LASTS_EVER}};

/* --- what it is about --- */

static const struct guest *find(const struct network *s, const char *nick)
{
    const struct console *c = s->console;
    for (int i = 0; c && i < c->count; i++) {
        if (names_equal(s->isupport.casemap, c->guests[i].nick, nick)) {
            return &c->guests[i];
        }
    }
    return NULL;
}

/* The others from the same address, or also with the same user name; how many. */
static int sharing(const struct network *s, const struct guest *g, bool ident, struct bytes *names)
{
    const struct console *c = s->console;
    int count = 0;
    for (int i = 0; i < c->count; i++) {
        const struct guest *other = &c->guests[i];
        if (other != g && strcmp(other->address, g->address) == 0 &&
            (!ident || strcmp(other->ident, g->ident) == 0)) {
            bytes_format(names, "%s%s", count++ ? ", " : "", other->nick);
        }
    }
    return count;
}

/* The command and the mask of a ban. A person alone at their address is known by it. */
static const char *choose(const struct app *app, const struct network *s, struct bytes *mask,
                          struct bytes *hits)
{
    const char *who = edit_text(&app->form->edits[EDIT_WHO]);
    const struct guest *g = find(s, who);
    struct bytes others = {0};
    bytes_clear(mask);
    if (!g) {
        bytes_text(mask, who);
        return strchr(who, '@') ? "KLINE" : "DLINE";
    }
    bool shared = sharing(s, g, false, &others) > 0;
    bool narrow = shared && app->form->picks[PICK_BY] == BY_PERSON && g->ident[0];
    if (narrow) {
        bytes_format(mask, "%s@%s", g->ident, g->address);
        sharing(s, g, true, hits);
    } else {
        bytes_text(mask, g->address);
        bytes_add(hits, bytes_string(&others), others.len);
    }
    bytes_finish(&others);
    return narrow ? "KLINE" : "DLINE";
}

/* --- what stands on the page --- */

static void ban_row(const struct app *app, struct form *f, const struct server_ban *ban)
{
    struct form_row *row = form_add(f, FORM_ITEM, ROW_BAN);
    char when[64];
    snprintf(row->key, FORM_KEY, "%c %.100s", ban->letter, ban->mask);
    snprintf(row->label, FORM_LABEL, "%.90s", ban->mask);
    snprintf(row->note, FORM_NOTE, "%s", ban->reason);
    row->icon = ban->letter == 'D' ? ICON_SERVER : ICON_USER;
    if (ban->until) {
        struct bytes until = {0};
        client_until(&app->client, ban->until, &until);
        copy_text(row->facts[0], FORM_LABEL, until.data);
        bytes_finish(&until);
    } else {
        copy_text(row->facts[0], FORM_LABEL, form_word(app, W_BAN_PERMANENT));
    }
    if (ban->at) {
        form_moment(app, ban->at, when, sizeof when);
        form_text(row->facts[1], FORM_LABEL, app->client.lang, W_BAN_BY, "a", ban->by, "time", when,
                  NULL);
    }
    row->choices[row->choice_count++] = form_word(app, W_SERVER_UNBAN);
}

static void effect(const struct app *app, struct form *f, const struct network *s)
{
    struct bytes mask = {0}, hits = {0};
    const char *who = edit_text(&app->form->edits[EDIT_WHO]);
    struct form_row *row = form_add(f, FORM_TEXT, 0);
    bool here = find(s, who) != NULL;
    choose(app, s, &mask, &hits);
    row->warning = hits.len > 0;
    form_text(row->note, FORM_NOTE, app->client.lang,
              !*who      ? W_SERVER_BAN_WHO
              : !here    ? W_SERVER_BAN_ABSENT
              : hits.len ? W_SERVER_BAN_HITS
                         : W_SERVER_BAN_ALONE,
              "name", who, "list", bytes_string(&hits), "text", bytes_string(&mask), NULL);
    bytes_finish(&mask);
    bytes_finish(&hits);
}

static void form(const struct app *app, struct form *f, const struct network *s)
{
    int first = f->count;
    struct form_row *row = form_add(f, FORM_FIELD, ROW_WHO);
    form_label(app, row, W_BAN_SOMEBODY);
    row->edit = &app->form->edits[EDIT_WHO];
    row->hint = form_word(app, W_BAN_SOMEBODY_HINT);
    row->share = 4;
    row = form_add(f, FORM_CHOICE, ROW_BY);
    form_label(app, row, W_BAN_BY_WHAT);
    row->share = 8;
    row->choices[row->choice_count++] = form_word(app, W_BAN_BY_PERSON);
    row->choices[row->choice_count++] = form_word(app, W_BAN_BY_ADDRESS);
    row->value = app->form->picks[PICK_BY];
    effect(app, f, s);
    row = form_add(f, FORM_LIST, ROW_LASTS);
    form_label(app, row, W_BAN_LASTS);
    row->share = 4;
    row->value = app->form->picks[PICK_LASTS];
    for (size_t i = 0; i < COUNT_OF(lasts); i++) {
        row->choices[row->choice_count++] = form_word(app, lasts[i].words);
    }
    row = form_add(f, FORM_FIELD, ROW_REASON);
    form_label(app, row, W_BAN_REASON);
    form_note(app, row, W_BAN_REASON_NOTE);
    row->edit = &app->form->edits[EDIT_REASON];
    row->hint = form_word(app, W_BAN_OPTIONAL);
    row->share = 8;
    row = form_add(f, FORM_BUTTONS, ROW_DO);
    row->choices[row->choice_count++] = form_word(app, W_BAN_PERSON);
    row->danger = true;
    row->disabled = !app->form->edits[EDIT_WHO].text.len || s->state != NETWORK_READY;
    for (int i = first; i < f->count; i++) {
        f->rows[i].boxed = true;
    }
}

static void rows(const struct app *app, struct form *f)
{
    const struct network *s = form_network(app);
    const struct server_bans *b = app->bans;
    form_head(app, f, W_SERVER_BANS, ICON_BAN);
    struct form_row *row;
    for (int i = 0; i < b->count; i++) {
        ban_row(app, f, &b->list[i]);
    }
    if (app->form->undo[0]) {
        row = form_add(f, FORM_ITEM, ROW_UNDO);
        form_label(app, row, W_BAN_LIFTED);
        copy_text(row->note, FORM_NOTE, b->lifted);
        row->icon = ICON_CHECK;
        row->choices[row->choice_count++] = form_word(app, W_UNDO);
    } else if (!b->count) {
        row = form_add(f, FORM_TEXT, 0);
        copy_text(row->note, FORM_NOTE,
                  form_word(app, b->known ? W_SERVER_BANS_NONE : W_BANS_COMING));
    }
    if (s) {
        form(app, f, s);
    }
}

/* --- what is done on it --- */

static void ask(struct app *app, struct network *s)
{
    app->bans->asked++;
    app->bans->coming_count = 0;
    network_send(&app->client, s, "STATS k");
}

static void ban(struct app *app, struct network *s)
{
    struct bytes mask = {0}, hits = {0};
    const char *why = edit_text(&app->form->edits[EDIT_REASON]);
    const char *verb = choose(app, s, &mask, &hits);
    long minutes = lasts[app->form->picks[PICK_LASTS]].minutes;
    char time[16] = "";
    if (mask.len && !strchr(mask.data, ' ')) {
        snprintf(time, sizeof time, "%ld", minutes);
        network_send(&app->client, s, "%s %s%s%s :%s", verb, minutes ? time : "",
                     minutes ? " " : "", mask.data,
                     *why ? why : form_word(app, W_CONSOLE_TAKEN_OUT));
        edit_finish(&app->form->edits[EDIT_WHO]);
        edit_finish(&app->form->edits[EDIT_REASON]);
        app->form->edited = false;
        form_go(app, ROW_WHO, "");
        ask(app, s);
    }
    bytes_finish(&mask);
    bytes_finish(&hits);
}

/* Lifts a ban; the same command as before, with what is left of its time, can bring it back. */
static void lift(struct app *app, struct network *s, const char *key)
{
    struct server_bans *b = app->bans;
    int at = 0;
    while (at < b->count &&
           (b->list[at].letter != key[0] || strcmp(b->list[at].mask, key + 2) != 0)) {
        at++;
    }
    app->form->undo[0] = '\0';
    if (at < b->count) {
        const struct server_ban *ban = &b->list[at];
        int64_t left = (ban->until - app->client.wall + 59999) / 60000;
        char time[24] = "";
        if (ban->until) {
            snprintf(time, sizeof time, "%" PRId64 " ", left > 0 ? left : 1);
        }
        snprintf(app->form->undo, FORM_KEY, "%cLINE %s%s :%s", ban->letter, time, ban->mask,
                 ban->reason);
        app->form->undo_until = app->client.now + UNDO_MS;
        copy_text(b->lifted, sizeof b->lifted, ban->mask);
    }
    network_send(&app->client, s, "UN%cLINE %s", key[0], key + 2);
    ask(app, s);
    form_go(app, ROW_UNDO, "");
}

static void undo(struct app *app, struct network *s)
{
    network_send(&app->client, s, "%s", app->form->undo);
    app->form->undo[0] = '\0';
    app->form->undo_until = 0;
    ask(app, s);
    form_go(app, ROW_WHO, "");
}

static void act(struct app *app, int id, const char *key, int part)
{
    struct network *s = form_network(app);
    if (!s) {
        return;
    }
    switch ((enum row)id) {
    case ROW_BAN: lift(app, s, key); break;
    case ROW_UNDO: undo(app, s); break;
    case ROW_BY: app->form->picks[PICK_BY] = part; break;
    case ROW_LASTS: app->form->picks[PICK_LASTS] = part; break;
    case ROW_DO: ban(app, s); break;
    case ROW_WHO:
    case ROW_REASON: break;
    }
}

/* A list that was cut off is asked for again. */
static void follow(struct app *app)
{
    struct network *s = form_network(app);
    struct server_bans *b = app->bans;
    if (s && s->state != NETWORK_READY) {
        b->asked = b->coming_count = 0;
        b->known = false;
    } else if (s && !b->known && !b->asked) { /* at first, too */
        ask(app, s);
    }
}

static void about(const struct app *app, struct bytes *out)
{
    const struct network *s = form_network(app);
    bytes_text(out, s ? network_name(s) : "");
}

static const struct form_page page = {W_SERVER_BANS, about, rows, act, follow, false};

void bans_page_open(struct app *app, struct network *s, const char *nick)
{
    *app->bans = (struct server_bans){0};
    form_open(app, &page, s, ""); /* which asks */
    edit_insert(&app->form->edits[EDIT_WHO], nick, strlen(nick));
    form_go(app, *nick ? ROW_LASTS : ROW_WHO, "");
}

/* "ban SET_AT UNTIL BY REASON" */
static void take_fact(struct server_ban *ban, const char *fact)
{
    char at[24] = "", until[24] = "";
    int reason = 0;
    if (sscanf(fact, "ban %23s %23s %63s %n", at, until, ban->by, &reason) == 3 && reason) {
        ban->at = stamp_sane(strtoll(at, NULL, 10));
        ban->until = stamp_sane(strtoll(until, NULL, 10));
        copy_text(ban->reason, sizeof ban->reason, fact + reason);
    }
}

/* A line of the list: of people (K, D, X), not of rooms (R). */
static void take_ban(struct server_bans *b, const struct message *m)
{
    char letter = message_param(m, 1)[0];
    const char *fact = message_tag(m, TAG_FACT);
    if (letter && strchr("KDX", letter) && *message_param(m, 2) &&
        b->coming_count < SERVER_BANS_MAX) {
        struct server_ban *ban = &b->coming[b->coming_count++];
        *ban = (struct server_ban){.letter = letter};
        copy_text(ban->mask, sizeof ban->mask, message_param(m, 2));
        copy_text(ban->reason, sizeof ban->reason, message_param(m, m->count - 1));
        take_fact(ban, fact ? fact : "");
    }
}

/* The end of a list. Of several that were asked for the last one is shown. */
static void take_end(struct server_bans *b)
{
    if (--b->asked == 0) {
        memcpy(b->list, b->coming, sizeof b->list);
        b->count = b->coming_count;
        b->known = true;
    }
    b->coming_count = 0;
}

bool bans_page_take(struct app *app, const struct network *s, const struct message *m)
{
    struct server_bans *b = app->bans;
    bool shown = app->form->open && app->form->page == &page && form_network(app) == s;
    if (!shown) {
        return false;
    }
    if (strcmp(m->verb, "216") == 0 && b->asked) {
        take_ban(b, m);
    } else if (strcmp(m->verb, "219") == 0 && strcmp(message_param(m, 1), "k") == 0 && b->asked) {
        take_end(b);
    } else if (strcmp(m->verb, "FAIL") == 0 && strstr(message_param(m, 0), "LINE")) {
        form_refuse(app, ROW_DO, message_param(m, m->count - 1));
    } else {
        const char *fact = message_tag(m, TAG_FACT);
        return strcmp(m->verb, "NOTICE") == 0 && fact && strcmp(fact, "changed") == 0;
    }
    app->client.dirty = true;
    return true;
}
