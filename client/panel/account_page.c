#include "client/panel/account_page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/net/network.h"
#include "client/panel/form.h"
#include "client/panel/question.h"
#include "irc/caps.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/own_tags.h"
#include "irc/stamp.h"

enum row {
    ROW_AWAY = 1,
    ROW_WHY,
    ROW_NICK,
    ROW_NAME,
    ROW_PRONOUNS,
    ROW_STATUS,
    ROW_PASSWORD,
    ROW_REGISTER,
    ROW_OLD,
    ROW_NEW,
    ROW_CHANGE,
    ROW_GROUPED,
    ROW_GROUP,
    ROW_CERTIFICATE,
    ROW_STAYS,
    ROW_DEVICE,
    ROW_OTHERS,
    ROW_GONE_PASSWORD,
    ROW_GONE,
};

/* Fields. Those of the profile in the order of their keys. */
enum {
    EDIT_NAME,
    EDIT_PRONOUNS,
    EDIT_STATUS,
    EDIT_WHY,
    EDIT_NICK,
    EDIT_PASSWORD,
    EDIT_OLD,
    EDIT_GONE
};

static const char *const profile_keys[] = {"display-name", "pronouns", "status"};

enum {
    PASSWORD_LEAST = 6, /* if the server has not said */
    FOREIGN_MS = 3000   /* in which a NickServ of another kind has said what it had to */
};

static struct form_row *field(const struct app *app, struct form *f, enum row id, enum word name,
                              int edit, int share, bool ready)
{
    struct form_row *row = form_add(f, FORM_FIELD, id);
    form_label(app, row, name);
    row->edit = &app->form->edits[edit];
    row->share = share;
    row->disabled = !ready;
    return row;
}

static struct form_row *button(const struct app *app, struct form *f, enum row id, enum word name,
                               bool may)
{
    struct form_row *row = form_add(f, FORM_BUTTONS, id);
    row->choices[row->choice_count++] = form_word(app, name);
    row->disabled = !may;
    return row;
}

/* --- what stands on the page --- */

static void you(const struct app *app, struct form *f, const struct network *s, bool ready)
{
    form_head(app, f, W_ACCOUNT_YOU, ICON_USER);
    struct form_row *row = form_add(f, FORM_CHOICE, ROW_AWAY);
    form_label(app, row, W_ACCOUNT_PRESENCE);
    form_note(app, row, W_ACCOUNT_PRESENCE_NOTE);
    row->choices[row->choice_count++] = form_word(app, W_ME_ONLINE);
    row->choices[row->choice_count++] = form_word(app, W_ME_AWAY);
    row->value = s->away;
    row->disabled = !ready;
    field(app, f, ROW_NICK, W_NICKNAME, EDIT_NICK, 5, ready);
    row = field(app, f, ROW_WHY, W_ACCOUNT_WHY, EDIT_WHY, 7, ready);
    row->hint = form_word(app, W_ACCOUNT_WHY_HINT);
    if (!ready) {
        row = form_add(f, FORM_TEXT, 0);
        form_note(app, row, W_ROOM_NO_CONNECTION);
    }
}

static void profile(const struct app *app, struct form *f, const struct network *s, bool ready)
{
    if (!(s->caps & CAP(METADATA_2))) {
        return;
    }
    form_head(app, f, W_ACCOUNT_PROFILE, ICON_EYE);
    struct form_row *row = field(app, f, ROW_NAME, W_ACCOUNT_NAME, EDIT_NAME, 6, ready);
    row->hint = s->nick;
    row = field(app, f, ROW_PRONOUNS, W_ACCOUNT_PRONOUNS, EDIT_PRONOUNS, 6, ready);
    row->hint = form_word(app, W_ACCOUNT_PRONOUNS_HINT);
    row = field(app, f, ROW_STATUS, W_ACCOUNT_STATUS, EDIT_STATUS, 12, ready);
    row->hint = form_word(app, W_ACCOUNT_STATUS_HINT);
    row = form_add(f, FORM_TEXT, 0);
    form_note(app, row, W_ACCOUNT_PROFILE_NOTE);
}

static void guest(const struct app *app, struct form *f, const struct network *s, bool ready)
{
    form_head(app, f, W_ACCOUNT, ICON_KEY);
    struct form_row *row = form_add(f, FORM_TEXT, 0);
    bool accounts = s->caps & CAP(ACCOUNT_REGISTRATION);
    form_text(row->note, FORM_NOTE, app->client.lang, accounts ? W_ACCOUNT_GUEST : W_NO_ACCOUNTS,
              "nick", s->nick, NULL);
    row = field(app, f, ROW_PASSWORD, W_PASSWORD, EDIT_PASSWORD, 12, ready);
    form_note(app, row, W_ACCOUNT_PASSWORD_NOTE);
    row->masked = true;
    bool typed = app->form->edits[EDIT_PASSWORD].text.len;
    row = form_add(f, FORM_BUTTONS, ROW_REGISTER);
    row->choices[row->choice_count++] = form_word(app, W_ACCOUNT_HAVE);
    if (accounts) {
        row->choices[row->choice_count++] = form_word(app, W_REGISTER);
    }
    row->disabled = !ready || !typed;
}

static void password(const struct app *app, struct form *f, bool ready)
{
    struct form_row *row = field(app, f, ROW_OLD, W_ACCOUNT_OLD, EDIT_OLD, 4, ready);
    row->masked = true;
    row = field(app, f, ROW_NEW, W_ACCOUNT_NEW, EDIT_PASSWORD, 5, ready);
    row->masked = true;
    row = button(app, f, ROW_CHANGE, W_ACCOUNT_CHANGE,
                 ready && app->form->edits[EDIT_OLD].text.len &&
                     app->form->edits[EDIT_PASSWORD].text.len);
    row->share = 3;
}

static void nicknames(const struct app *app, struct form *f, const struct network *s, bool ready)
{
    const struct account_facts *a = app->account;
    bool mine = names_equal(s->isupport.casemap, s->nick, a->name);
    for (int i = 0; i < a->nick_count; i++) {
        struct form_row *row = form_add(f, FORM_ITEM, ROW_GROUPED);
        copy_text(row->key, FORM_KEY, a->nicks[i]);
        copy_text(row->label, FORM_LABEL, a->nicks[i]);
        copy_text(row->facts[0], FORM_LABEL, form_word(app, W_ACCOUNT_ALSO_YOURS));
        row->nick = a->nicks[i];
        row->choices[row->choice_count++] = form_word(app, W_ACCOUNT_UNGROUP);
        row->disabled = !ready;
        mine = mine || names_equal(s->isupport.casemap, s->nick, a->nicks[i]);
    }
    if (!mine && a->known) {
        struct form_row *row = form_add(f, FORM_ITEM, ROW_GROUP);
        copy_text(row->label, FORM_LABEL, s->nick);
        copy_text(row->facts[0], FORM_LABEL, form_word(app, W_ACCOUNT_NOT_YOURS));
        row->nick = s->nick;
        row->choices[row->choice_count++] = form_word(app, W_ACCOUNT_GROUP);
        row->disabled = !ready;
    }
}

static void account(const struct app *app, struct form *f, const struct network *s, bool ready)
{
    const struct account_facts *a = app->account;
    form_head(app, f, W_ACCOUNT, ICON_KEY);
    struct form_row *row = form_add(f, FORM_TEXT, 0);
    form_text(row->note, FORM_NOTE, app->client.lang, W_ACCOUNT_IS, "name",
              a->name[0] ? a->name : s->nick, "server", network_name(s), NULL);
    if (!a->known) {
        row = form_add(f, FORM_TEXT, 0);
        form_note(app, row, a->foreign ? W_ACCOUNT_FOREIGN : W_BANS_COMING);
        return;
    }
    password(app, f, ready);
    nicknames(app, f, s, ready);
    bool shows = false; /* this connection has a certificate */
    for (int i = 0; i < a->device_count; i++) {
        shows = shows || (a->devices[i].here && a->devices[i].certificate);
    }
    row = form_add(f, FORM_SWITCH, ROW_CERTIFICATE);
    form_label(app, row, W_ACCOUNT_CERTIFICATE);
    form_note(app, row, shows ? W_ACCOUNT_CERTIFICATE_NOTE : W_ACCOUNT_CERTIFICATE_HOW);
    row->on = a->certificate;
    row->disabled = !ready || !shows;
    row = form_add(f, FORM_SWITCH, ROW_STAYS);
    form_label(app, row, W_ACCOUNT_STAYS);
    form_note(app, row, W_ACCOUNT_STAYS_NOTE);
    row->on = a->stays;
    row->disabled = !ready;
}

static void devices(const struct app *app, struct form *f, bool ready)
{
    const struct account_facts *a = app->account;
    form_head(app, f, W_ACCOUNT_DEVICES, ICON_LAPTOP);
    for (int i = 0; i < a->device_count; i++) {
        const struct device *d = &a->devices[i];
        struct form_row *row = form_add(f, FORM_ITEM, ROW_DEVICE);
        struct bytes since = {0};
        copy_text(row->key, FORM_KEY, d->id);
        copy_text(row->label, FORM_LABEL, d->address);
        client_since(&app->client, d->since, &since);
        copy_text(row->note, FORM_NOTE, since.data);
        if (d->certificate) {
            form_text(row->note, FORM_NOTE, app->client.lang, W_ACCOUNT_SINCE_CERTIFICATE, "since",
                      since.data, NULL);
        }
        bytes_finish(&since);
        row->icon = ICON_LAPTOP;
        if (d->here) {
            copy_text(row->facts[0], FORM_LABEL, form_word(app, W_ACCOUNT_THIS));
        } else {
            row->choices[row->choice_count++] = form_word(app, W_ACCOUNT_LOG_OUT);
            row->deletes = true;
            row->disabled = !ready;
        }
    }
    if (a->device_count > 1) {
        button(app, f, ROW_OTHERS, W_ACCOUNT_OTHERS, ready)->plain = true;
    }
}

static void ending(const struct app *app, struct form *f, bool ready)
{
    form_head(app, f, W_ACCOUNT_GONE, ICON_TRASH);
    struct form_row *row = form_add(f, FORM_TEXT, 0);
    form_note(app, row, W_ACCOUNT_GONE_NOTE);
    row = field(app, f, ROW_GONE_PASSWORD, W_PASSWORD, EDIT_GONE, 8, ready);
    row->masked = true;
    row =
        button(app, f, ROW_GONE, W_ACCOUNT_GONE_DO, ready && app->form->edits[EDIT_GONE].text.len);
    row->danger = true;
    row->share = 4;
}

static void rows(const struct app *app, struct form *f)
{
    const struct network *s = form_network(app);
    if (!s) {
        return;
    }
    bool ready = s->state == NETWORK_READY;
    you(app, f, s, ready);
    if (!s->logged_in) {
        guest(app, f, s, ready);
        profile(app, f, s, ready);
        return;
    }
    profile(app, f, s, ready);
    account(app, f, s, ready);
    if (app->account->known) {
        devices(app, f, ready);
        ending(app, f, ready);
    }
}

/* --- what is done on it --- */

/* Asks for the facts anew: those of the account, and when it has answered in facts, the others.
 * Each answer has its end. */
static void ask(struct app *app, struct network *s)
{
    struct account_facts *a = app->account;
    if (s->state == NETWORK_READY && s->logged_in && !a->asked && !a->foreign) {
        a->asked = 1;
        network_send(&app->client, s, "NICKSERV INFO");
    }
}

static void ask_others(struct app *app, struct network *s)
{
    struct account_facts *a = app->account;
    a->nicks_old = a->devices_old = a->certificate_old = true; /* shown until then */
    a->asked += 2;
    network_send(&app->client, s, "NICKSERV SESSIONS");
    network_send(&app->client, s, "NICKSERV CERT LIST");
}

/* Tells NickServ; the answer belongs to that row. */
static void tell(struct app *app, struct network *s, enum row row, const char *what,
                 const char *rest)
{
    app->account->acting = row;
    network_send(&app->client, s, "NICKSERV %s%s%s", what, *rest ? " " : "", rest);
}

static bool is_one_word(struct app *app, enum row row, const char *password)
{
    bool fine = !strchr(password, ' ');
    if (!fine) {
        form_refuse(app, row, form_word(app, W_ACCOUNT_NO_SPACES));
    }
    return fine;
}

static void set_password(struct app *app, struct network *s)
{
    const char *old = edit_text(&app->form->edits[EDIT_OLD]);
    const char *new = edit_text(&app->form->edits[EDIT_PASSWORD]);
    struct bytes both = {0};
    if (*old && *new &&is_one_word(app, ROW_OLD, old) && is_one_word(app, ROW_NEW, new)) {
        bytes_format(&both, "%s %s", old, new);
        tell(app, s, ROW_CHANGE, "PASSWD", both.data);
        copy_text(s->new_password, sizeof s->new_password, new);
    }
    bytes_finish(&both);
}

static void log_in(struct app *app, struct network *s, bool registers)
{
    const char *password = edit_text(&app->form->edits[EDIT_PASSWORD]);
    struct bytes both = {0};
    if (!*password || !is_one_word(app, ROW_PASSWORD, password)) {
        return;
    }
    copy_text(s->new_password, sizeof s->new_password, password);
    app->account->registers = registers;
    if (registers) {
        app->account->acting = ROW_REGISTER;
        network_send(&app->client, s, "REGISTER * * :%s", password);
    } else {
        bytes_format(&both, "%s %s", s->nick, password);
        tell(app, s, ROW_REGISTER, "IDENTIFY", both.data);
    }
    bytes_finish(&both);
}

static void set_profile(struct app *app, struct network *s, int which)
{
    const char *value = edit_text(&app->form->edits[which]);
    if (strcmp(value, app->account->profile[which]) != 0) {
        network_send(&app->client, s, *value ? "METADATA * SET %s :%s" : "METADATA * SET %s",
                     profile_keys[which], value);
    }
}

static void set_away(struct app *app, struct network *s, bool away)
{
    const char *why = edit_text(&app->form->edits[EDIT_WHY]);
    network_send(&app->client, s, away ? "AWAY :%s" : "AWAY",
                 *why ? why : form_word(app, W_ME_AWAY));
}

static void set_nick(struct app *app, struct network *s)
{
    const char *nick = edit_text(&app->form->edits[EDIT_NICK]);
    if (strchr(nick, ' ')) {
        form_refuse(app, ROW_NICK, form_word(app, W_ERR_NICK_SPACE));
    } else if (*nick && strcmp(nick, s->nick) != 0) {
        app->account->acting = ROW_NICK;
        copy_text(s->asked_nick, sizeof s->asked_nick, nick);
        network_send(&app->client, s, "NICK %s", nick);
    }
}

static void log_others_out(struct app *app)
{
    struct network *s = form_network(app);
    if (s) {
        tell(app, s, ROW_OTHERS, "LOGOUT", "OTHERS");
    }
}

static void delete_account(struct app *app)
{
    struct network *s = form_network(app);
    if (s) {
        tell(app, s, ROW_GONE, "DROP", edit_text(&app->form->edits[EDIT_GONE]));
    }
}

static void ask_first(struct app *app, const struct network *s, enum word title, enum word body,
                      enum word yes, void (*run)(struct app *))
{
    const char *name = app->account->name[0] ? app->account->name : s->nick;
    question_ask(app, &(struct question){
                          .title = title, .body = body, .yes = yes, .name = name, .run = run});
}

static void act(struct app *app, int id, const char *key, int part)
{
    struct network *s = form_network(app);
    if (!s || s->state != NETWORK_READY) {
        return;
    }
    switch ((enum row)id) {
    case ROW_AWAY: set_away(app, s, part == 1); break;
    case ROW_WHY:
        if (s->away) {
            set_away(app, s, true);
        }
        break;
    case ROW_NICK: set_nick(app, s); break;
    case ROW_NAME: set_profile(app, s, EDIT_NAME); break;
    case ROW_PRONOUNS: set_profile(app, s, EDIT_PRONOUNS); break;
    case ROW_STATUS: set_profile(app, s, EDIT_STATUS); break;
    case ROW_PASSWORD:
    case ROW_OLD:
    case ROW_NEW:
    case ROW_GONE_PASSWORD: break;
    case ROW_REGISTER: log_in(app, s, part == 1); break;
    case ROW_CHANGE: set_password(app, s); break;
    case ROW_GROUPED: tell(app, s, ROW_GROUPED, "UNGROUP", key); break;
    case ROW_GROUP: tell(app, s, ROW_GROUP, "GROUP", ""); break;
    case ROW_CERTIFICATE:
        tell(app, s, ROW_CERTIFICATE, "CERT", app->account->certificate ? "DEL" : "ADD");
        break;
    case ROW_STAYS:
        tell(app, s, ROW_STAYS, "SET ALWAYS-ON", app->account->stays ? "off" : "on");
        break;
    case ROW_DEVICE: tell(app, s, ROW_DEVICE, "LOGOUT ID", key); break;
    case ROW_OTHERS:
        ask_first(app, s, W_ACCOUNT_OTHERS_ASK, W_ACCOUNT_OTHERS_BODY, W_ACCOUNT_LOG_OUT,
                  log_others_out);
        break;
    case ROW_GONE:
        ask_first(app, s, W_ACCOUNT_GONE_ASK, W_ACCOUNT_GONE_NOTE, W_ACCOUNT_GONE_DO,
                  delete_account);
        break;
    }
}

/* --- what comes back --- */

static void follow(struct app *app)
{
    struct network *s = form_network(app);
    if (!s) {
        return;
    }
    struct account_facts *a = app->account;
    if (s->state != NETWORK_READY) { /* what was asked is not answered any more */
        a->asked = a->acting = 0;
        a->known = a->foreign = a->profile_asked = false;
        return;
    }
    form_put(app, EDIT_NICK, ROW_NICK, s->nick);
    if (a->acting == ROW_NICK && !s->asked_nick[0]) {
        a->acting = 0;
    }
    if (!app->account->profile_asked && s->state == NETWORK_READY && (s->caps & CAP(METADATA_2))) {
        app->account->profile_asked = true;
        network_send(&app->client, s, "METADATA * GET %s %s %s", profile_keys[0], profile_keys[1],
                     profile_keys[2]);
    }
    if (s->logged_in && app->account->acting == ROW_REGISTER) {
        app->account->acting = 0;
        edit_finish(&app->form->edits[EDIT_PASSWORD]);
        struct bytes said = {0};
        words_fill(&said, app->client.lang, a->registers ? W_REGISTERED : W_LOGGED_IN, "a", s->nick,
                   NULL);
        form_tell(app, ROW_NICK, bytes_string(&said));
        bytes_finish(&said);
    }
    if (s->logged_in && !app->account->known) {
        ask(app, s);
    }
}

/* The next word of a fact into `out`; returns what follows. */
static const char *fact_word(const char *at, char *out, size_t cap)
{
    size_t len = strcspn(at, " ");
    snprintf(out, cap, "%.*s", (int)len, at);
    at += len;
    return at + (*at == ' ');
}

static void take_device(struct account_facts *a, const char *at)
{
    char since[24], here[16], certificate[16];
    a->device_count = a->devices_old ? 0 : a->device_count;
    a->devices_old = false;
    if (a->device_count == ACCOUNT_DEVICES) {
        return;
    }
    struct device *d = &a->devices[a->device_count++];
    at = fact_word(at, d->id, sizeof d->id);
    at = fact_word(at, since, sizeof since);
    at = fact_word(at, d->address, sizeof d->address);
    at = fact_word(at, here, sizeof here);
    at = fact_word(at, certificate, sizeof certificate); /* encrypted or plain: not shown */
    fact_word(at, certificate, sizeof certificate);
    d->since = stamp_sane(strtoll(since, NULL, 10));
    d->here = strcmp(here, "this") == 0;
    d->certificate = strcmp(certificate, "certificate") == 0;
}

static void take_account(struct account_facts *a, const char *at)
{
    char created[24], length[16];
    at = fact_word(at, a->name, sizeof a->name);
    at = fact_word(at, created, sizeof created); /* not shown */
    at = fact_word(at, length, sizeof length);
    a->password_length = (int)strtol(length, NULL, 10);
    a->stays = strcmp(at, "stays") == 0;
    a->known = true;
}

/* The end of one answer, in the order of the questions: what it did not name is gone. */
static void take_end(struct account_facts *a)
{
    a->asked--;
    if (a->asked == 2 && a->nicks_old) {
        a->nick_count = 0;
    } else if (a->asked == 1 && a->devices_old) {
        a->device_count = 0;
    } else if (a->asked == 0 && a->certificate_old) {
        a->certificate = false;
    }
}

static void take_fact(struct app *app, struct network *s, const char *fact)
{
    struct account_facts *a = app->account;
    char kind[24], one[80];
    const char *rest = fact_word(fact, kind, sizeof kind);
    if (strcmp(kind, "account") == 0) {
        take_account(a, rest);
        ask_others(app, s);
    } else if (strcmp(kind, "device") == 0) {
        take_device(a, rest);
    } else if (strcmp(kind, "certificate") == 0) {
        rest = fact_word(rest, one, sizeof one);
        a->certificate = (a->certificate && !a->certificate_old) || strcmp(rest, "this") == 0;
        a->certificate_old = false;
    } else if (strcmp(kind, "nicknames") == 0) {
        a->nick_count = 0;
        a->nicks_old = false;
        while (*rest && a->nick_count < ACCOUNT_NICKS) {
            rest = fact_word(rest, a->nicks[a->nick_count++], NICK_CAP);
        }
    } else if (strcmp(kind, "end") == 0 && a->asked > 0) {
        take_end(a);
    }
}

/* What became of what was done, in the words of the window if there are some. */
static void take_result(struct app *app, struct network *s, const char *fact, const char *text)
{
    static const struct {
        const char *fact;
        enum word words;
    } known[] = {{"wrong-password", W_ERR_PASSWORD},
                 {"bad-password", W_ACCOUNT_BAD},
                 {"short-password", W_ACCOUNT_SHORT},
                 {"wait", W_ACCOUNT_WAIT}};
    struct account_facts *a = app->account;
    int row = a->acting;
    a->acting = 0;
    bool changed = strcmp(fact, "changed") == 0;
    if (changed && row == ROW_CHANGE && s->new_password[0]) {
        copy_text(s->password, sizeof s->password, s->new_password);
        s->new_password[0] = '\0';
        edit_finish(&app->form->edits[EDIT_OLD]);
        edit_finish(&app->form->edits[EDIT_PASSWORD]);
        form_tell(app, row, form_word(app, W_ACCOUNT_CHANGED));
    }
    if (changed && row == ROW_GONE) { /* it is not used again by itself */
        s->password[0] = '\0';
        s->logged_in = false;
    }
    if (changed) {
        ask(app, s);
        return;
    }
    char number[16];
    struct bytes said = {0};
    snprintf(number, sizeof number, "%d", a->password_length ? a->password_length : PASSWORD_LEAST);
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (strcmp(known[i].fact, fact) == 0) {
            words_fill(&said, app->client.lang, known[i].words, "n", number, NULL);
        }
    }
    form_refuse(app, row, said.len ? said.data : text);
    bytes_finish(&said);
}

static void take_profile(struct app *app, const struct message *m)
{
    for (int i = 0; i < (int)COUNT_OF(profile_keys); i++) {
        if (strcmp(message_param(m, 2), profile_keys[i]) == 0) {
            bool none = strcmp(m->verb, "766") == 0;
            copy_text(app->account->profile[i], ACCOUNT_TEXT,
                      none ? "" : message_param(m, m->count - 1));
            form_put(app, i, ROW_NAME + i, app->account->profile[i]);
        }
    }
}

/* "FAIL METADATA CODE target key :why" */
static bool profile_refused(struct app *app, const struct message *m)
{
    bool taken = false;
    for (int i = 0; i < (int)COUNT_OF(profile_keys); i++) {
        for (int k = 2; k < m->count - 1 && strcmp(message_param(m, 0), "METADATA") == 0; k++) {
            if (strcmp(message_param(m, k), profile_keys[i]) == 0) {
                form_refuse(app, ROW_NAME + i, message_param(m, m->count - 1));
                taken = true;
            }
        }
    }
    return taken;
}

/* Why a nickname cannot be had. */
static bool nick_refused(struct app *app, const struct network *s, const struct message *m)
{
    static const char verbs[] = "432 433 435 436 437 438";
    if (app->account->acting != ROW_NICK || strlen(m->verb) != 3 || !strstr(verbs, m->verb)) {
        return false;
    }
    app->account->acting = 0;
    form_refuse(app, ROW_NICK, message_param(m, m->count - 1));
    form_put(app, EDIT_NICK, ROW_NICK, s->nick);
    return true;
}

/* What NickServ says; true: it is an answer to this page. */
static bool take_notice(struct app *app, struct network *s, const struct message *m)
{
    struct account_facts *a = app->account;
    static const char *const kinds[] = {"account", "device", "certificate", "nicknames", "end"};
    const char *fact = message_tag(m, TAG_FACT);
    bool listed = false;
    for (size_t i = 0; fact && i < COUNT_OF(kinds); i++) {
        listed |= strncmp(fact, kinds[i], strlen(kinds[i])) == 0;
    }
    if (a->acting && fact && !listed) {
        take_result(app, s, fact, message_param(m, 1));
    } else if (a->asked && !a->known && !fact && !s->ours) {
        a->asked = 0;
        a->foreign = true;
        a->foreign_until = app->client.now + FOREIGN_MS;
    } else if (a->asked) {
        take_fact(app, s, fact ? fact : "");
    } else if (a->acting) {
        take_result(app, s, fact ? fact : "", message_param(m, 1));
    } else {
        return a->foreign && app->client.now < a->foreign_until;
    }
    return true;
}

static void about(const struct app *app, struct bytes *out)
{
    const struct network *s = form_network(app);
    bytes_text(out, s ? s->nick : "");
}

static const struct form_page page = {W_ACCOUNT, about, rows, act, follow, false};

void account_page_open(struct app *app, struct network *s)
{
    *app->account = (struct account_facts){0};
    form_open(app, &page, s, "");
}

bool account_page_take(struct app *app, const struct network *s, const struct message *m)
{
    struct account_facts *a = app->account;
    struct network *own = app->form->open && app->form->page == &page ? form_network(app) : NULL;
    char nick[NICK_CAP];
    message_nick(m->source ? m->source : "", nick);
    if (own != s || !own) {
        return false;
    }
    app->client.dirty = true;
    bool mine = strcmp(message_param(m, 1), "*") == 0 || network_is_me(own, message_param(m, 1));
    if (mine && (strcmp(m->verb, "761") == 0 || strcmp(m->verb, "766") == 0)) {
        take_profile(app, m);
        return true;
    }
    if (strcmp(m->verb, "FAIL") == 0 && a->acting == ROW_REGISTER &&
        strcmp(message_param(m, 0), "REGISTER") == 0) {
        take_result(app, own, "", message_param(m, m->count - 1));
        return true;
    }
    if (strcmp(m->verb, "FAIL") == 0) {
        return profile_refused(app, m);
    }
    if (strcmp(m->verb, "NOTICE") == 0 && names_equal(CASEMAP_ASCII, nick, "NickServ")) {
        return take_notice(app, own, m);
    }
    return nick_refused(app, own, m);
}
