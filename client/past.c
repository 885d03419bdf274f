#include "client/past.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "client/handle.h"
#include "client/text.h"
#include "irc/caps.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/stamp.h"

enum {
    PAGE = 100,           /* lines asked for at once */
    OPEN_MAX = 32,        /* answers coming in at the same time */
    PEOPLE_MAX = 30,      /* conversations brought back */
    PEOPLE_DAYS = 30,     /* of how many days */
    KEEP_FREE = 2 * PAGE, /* a chat with less room than that has enough past */
};

/* An answer that is coming in. */
struct past {
    char ref[64];
    char target[SESSION_TEXT];
    bool people; /* a list of conversations, not of lines */
    bool found;  /* what a search found, to be shown in the chat of that name */
    struct line **lines;
    int count;
    struct past *next;
};

static bool is_kept(const struct session *s)
{
    return s->state == SESSION_READY && (s->caps & CAP(CHATHISTORY)) && (s->caps & CAP(BATCH));
}

void past_ask_latest(struct app *app, struct session *s, struct chat *c)
{
    if (is_kept(s) && !c->asking && c->kind != CHAT_SERVER) {
        c->asking = c->older = true;
        session_send(app, s, "CHATHISTORY LATEST %s * %d", c->name, PAGE);
    }
}

void past_ask_older(struct app *app, struct session *s, struct chat *c)
{
    char time[STAMP_CAP];
    if (!is_kept(s) || c->asking || !c->older || c->count > CHAT_LINES_MAX - KEEP_FREE) {
        return;
    }
    const struct line *first = NULL;
    for (int i = 0; i < c->count && !first; i++) {
        first = c->lines[i]->id ? c->lines[i] : NULL;
    }
    if (!first) {
        past_ask_latest(app, s, c);
        return;
    }
    c->asking = true;
    stamp_format(first->time, time);
    session_send(app, s, "CHATHISTORY BEFORE %s timestamp=%s %d", c->name, time, PAGE);
}

void past_ask_people(struct app *app, struct session *s)
{
    const int64_t day = INT64_C(86400000);
    char from[STAMP_CAP], to[STAMP_CAP];
    if (is_kept(s)) {
        stamp_format(app->wall + day, to);
        stamp_format(app->wall - PEOPLE_DAYS * day, from);
        session_send(app, s, "CHATHISTORY TARGETS timestamp=%s timestamp=%s %d", to, from,
                     PEOPLE_MAX);
    }
}

bool past_search(struct app *app, struct session *s, struct chat *c, const char *words)
{
    if (s->state != SESSION_READY || !(s->caps & CAP(SEARCH_SOJU)) || !(s->caps & CAP(BATCH))) {
        return false;
    }
    struct bytes line = {0};
    bytes_text(&line, "SEARCH text=");
    message_escape(&line, words);
    if (c->kind != CHAT_SERVER) {
        bytes_text(&line, ";in=");
        message_escape(&line, c->name);
    }
    copy_text(s->searching, sizeof s->searching, c->name);
    session_send(app, s, "%s", line.data);
    bytes_finish(&line);
    return true;
}

/* --- taking an answer in --- */

static void free_past(struct past *p)
{
    for (int i = 0; i < p->count; i++) {
        line_free(p->lines[i]);
    }
    free(p->lines);
    free(p);
}

void past_forget(struct session *s)
{
    while (s->past) {
        struct past *p = s->past;
        s->past = p->next;
        free_past(p);
    }
    for (int i = 0; i < s->chat_count; i++) {
        s->chats[i]->asking = false;
    }
}

static struct past **find(struct session *s, const char *ref)
{
    struct past **link = &s->past;
    while (*link && strcmp((*link)->ref, ref) != 0) {
        link = &(*link)->next;
    }
    return link;
}

static void open_past(struct session *s, const struct message *m)
{
    const char *ref = message_param(m, 0) + 1, *type = message_param(m, 1);
    int open = 0;
    bool people = strcmp(type, "draft/chathistory-targets") == 0;
    for (const struct past *p = s->past; p; p = p->next) {
        open++;
    }
    bool found = strcmp(type, "soju.im/search") == 0;
    if ((!people && !found && strcmp(type, "chathistory") != 0) || open >= OPEN_MAX || strlen(ref) > 63) {
        return;
    }
    struct past *p = xcalloc(1, sizeof *p);
    copy_text(p->ref, sizeof p->ref, ref);
    copy_text(p->target, sizeof p->target, found ? s->searching : message_param(m, 2));
    p->people = people;
    p->found = found;
    p->next = s->past;
    s->past = p;
}

static void take_line(struct app *app, struct session *s, struct past *p, struct message *m)
{
    char nick[NICK_CAP], words[4096];
    enum line_kind kind = strcmp(m->verb, "NOTICE") == 0 ? LINE_NOTICE : LINE_SAID;
    const char *text = message_param(m, 1);
    message_nick(m->source, nick);
    if ((kind == LINE_SAID && strcmp(m->verb, "PRIVMSG") != 0) || !nick[0] ||
        p->count >= CHAT_LINES_MAX) {
        return;
    }
    const char *act = handle_action(text, words, sizeof words);
    if (!act && text[0] == '\001') {
        return;
    }
    struct line *line = line_new(act ? LINE_ACTION : kind, handle_time(app, m), nick,
                                 act ? act : text);
    const char *id = message_tag(m, "msgid");
    line->id = id && *id ? xstrdup(id) : NULL;
    line->mine = session_is_me(s, nick);
    line->mention = !line->mine && kind != LINE_NOTICE && text_mentions(line->text, s->nick);
    p->lines = xrealloc(p->lines, (size_t)(p->count + 1) * sizeof *p->lines);
    p->lines[p->count++] = line;
}

static bool has_line(const struct chat *c, const struct line *line)
{
    for (int i = c->count - 1; i >= 0; i--) {
        if (line->id && c->lines[i]->id && strcmp(c->lines[i]->id, line->id) == 0) {
            return true;
        }
    }
    return false;
}

/* Where a line of this time belongs: after those that are not later. */
static int place_of(const struct chat *c, int64_t time)
{
    int at = c->count;
    while (at > 0 && c->lines[at - 1]->time > time) {
        at--;
    }
    return at;
}

/* What came while none of our devices looked is new, from the first such line on. */
static void count_unread(struct app *app, struct chat *c)
{
    int first = -1, news = 0, mentions = 0;
    if (!c->read_until) {
        return;
    }
    for (int i = 0; i < c->count; i++) {
        const struct line *line = c->lines[i];
        if (line->time > c->read_until && !line->mine && line->kind <= LINE_NOTICE) {
            first = first < 0 ? i : first;
            news++;
            mentions += line->mention || c->kind == CHAT_PERSON;
        }
    }
    if (first >= 0) {
        c->marker = c->dropped + (uint64_t)first;
        c->marker_new = news;
        c->unread = news;
        c->mentions = mentions;
        if (app->current == c && c->at_end && app->focused) {
            c->unread = c->mentions = 0;
        }
    }
}

static void merge(struct app *app, struct session *s, struct past *p)
{
    struct chat *c = session_find(s, p->target);
    if (!c) {
        return;
    }
    bool first = !c->past_seen;
    int fresh = 0;
    c->asking = false;
    c->past_seen = true;
    for (int i = 0; i < p->count; i++) {
        struct line *line = p->lines[i];
        if (!has_line(c, line) && c->count < CHAT_LINES_MAX) {
            chat_put(c, place_of(c, line->time), line);
            p->lines[i] = NULL;
            fresh++;
        }
    }
    c->older = p->count >= PAGE && fresh > 0;
    if (first) {
        count_unread(app, c);
    }
    app->dirty = true;
}

/* "2026-11-21 10:14 · diego: text", one line each. */
static void show_found(struct app *app, struct session *s, const struct past *p)
{
    struct chat *c = session_find(s, p->target);
    c = c ? c : s->chats[0];
    for (int i = 0; i < p->count; i++) {
        const struct line *line = p->lines[i];
        struct bytes text = {0};
        struct civil at = stamp_civil(line->time + app->utc_offset_ms);
        bytes_format(&text, "%04d-%02d-%02d %02d:%02d · %s: %s", at.year, at.month, at.day, at.hour,
                     at.minute, line->nick, chat_words(line));
        app_info_text(app, c, ICON_SEARCH, text.data);
        bytes_finish(&text);
    }
    if (p->count == 0) {
        app_info(app, c, ICON_SEARCH, W_FOUND_NONE, NULL);
    }
}

static void take_person(struct app *app, struct session *s, const struct message *m)
{
    const char *name = message_param(m, 1);
    if (strcmp(m->verb, "CHATHISTORY") != 0 || strcmp(message_param(m, 0), "TARGETS") != 0 ||
        !*name || session_is_room(s, name) || session_is_me(s, name)) {
        return;
    }
    struct chat *c = session_open(app, s, CHAT_PERSON, name);
    if (s->caps & CAP(READ_MARKER)) {
        session_send(app, s, "MARKREAD %s", c->name);
    }
    past_ask_latest(app, s, c);
}

static void take_marker(struct app *app, struct session *s, const struct message *m)
{
    struct chat *c = session_find(s, message_param(m, 0));
    const char *text = message_param(m, 1);
    int64_t time;
    if (!c || strncmp(text, "timestamp=", 10) != 0 || !stamp_parse(text + 10, &time) ||
        time <= c->read_until) {
        return;
    }
    c->read_until = time;
    if (c->count > 0 && c->lines[c->count - 1]->time <= time) {
        c->unread = c->mentions = 0; /* read on another device */
        app->dirty = true;
    }
}

bool past_take(struct app *app, struct session *s, struct message *m)
{
    const char *ref = message_tag(m, "batch");
    const char *sign = message_param(m, 0);
    if (strcmp(m->verb, "MARKREAD") == 0) {
        take_marker(app, s, m);
        return true;
    }
    if (strcmp(m->verb, "BATCH") == 0 && *sign == '+') {
        open_past(s, m);
        return true;
    }
    if (strcmp(m->verb, "BATCH") == 0) {
        struct past **link = find(s, sign + (*sign == '-'));
        struct past *p = *link;
        if (p) {
            *link = p->next;
            if (p->found) {
                show_found(app, s, p);
            } else if (!p->people) {
                merge(app, s, p);
            }
            free_past(p);
        }
        return true;
    }
    struct past *p = ref ? *find(s, ref) : NULL;
    if (p && p->people) {
        take_person(app, s, m);
    } else if (p) {
        take_line(app, s, p, m);
    }
    return p;
}

/* --- how far one has read --- */

void past_mark_read(struct app *app, struct session *s, struct chat *c)
{
    char time[STAMP_CAP];
    int last = c->count - 1;
    while (last >= 0 && !c->lines[last]->id) {
        last--;
    }
    if (s->state == SESSION_READY && (s->caps & CAP(READ_MARKER)) && last >= 0 &&
        c->lines[last]->time > c->read_until) {
        c->read_until = c->lines[last]->time;
        stamp_format(c->read_until, time);
        session_send(app, s, "MARKREAD %s timestamp=%s", c->name, time);
    }
}
