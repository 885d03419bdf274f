#include "client/chat/person.h"

#include <stdlib.h>
#include <string.h>

#include "client/text/text.h"
#include "irc/bytes.h"
#include "irc/check.h"

/* Where `folded` is, or where it would go. */
static int place(const struct people *p, const char *folded)
{
    int low = 0, high = p->count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (strcmp(p->list[middle]->folded, folded) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static int find(const struct people *p, enum casemap map, const char *nick)
{
    char folded[NICK_CAP];
    names_fold(map, folded, sizeof folded, nick);
    int at = place(p, folded);
    return at < p->count && strcmp(p->list[at]->folded, folded) == 0 ? at : -1;
}

struct person *people_find(const struct people *p, enum casemap map, const char *nick)
{
    int at = find(p, map, nick);
    return at < 0 ? NULL : p->list[at];
}

static void put(struct people *p, struct person *who)
{
    if (p->count == p->cap) {
        p->cap = p->cap ? p->cap * 2 : 16;
        p->list = xrealloc(p->list, (size_t)p->cap * sizeof *p->list);
    }
    int at = place(p, who->folded);
    memmove(p->list + at + 1, p->list + at, (size_t)(p->count - at) * sizeof *p->list);
    p->list[at] = who;
    p->count++;
}

static struct person *take(struct people *p, int at)
{
    struct person *who = p->list[at];
    p->count--;
    memmove(p->list + at, p->list + at + 1, (size_t)(p->count - at) * sizeof *p->list);
    return who;
}

static void release(struct person *who)
{
    free(who->away_text);
    free(who->ident);
    free(who->host);
    free(who->account);
    free(who->display);
    free(who);
}

struct person *people_add(struct people *p, enum casemap map, const char *nick)
{
    struct person *who = people_find(p, map, nick);
    if (!who) {
        who = xcalloc(1, sizeof *who);
        copy_text(who->nick, sizeof who->nick, nick);
        names_fold(map, who->folded, sizeof who->folded, nick);
        put(p, who);
    }
    return who;
}

bool people_remove(struct people *p, enum casemap map, const char *nick)
{
    int at = find(p, map, nick);
    if (at >= 0) {
        release(take(p, at));
    }
    return at >= 0;
}

bool people_rename(struct people *p, enum casemap map, const char *from, const char *to)
{
    int at = find(p, map, from);
    if (at < 0) {
        return false;
    }
    struct person *who = take(p, at);
    people_remove(p, map, to); /* still there if the server left out a line */
    copy_text(who->nick, sizeof who->nick, to);
    names_fold(map, who->folded, sizeof who->folded, to);
    put(p, who);
    return true;
}

void people_clear(struct people *p)
{
    for (int i = 0; i < p->count; i++) {
        release(p->list[i]);
    }
    p->count = 0;
}

void people_finish(struct people *p)
{
    people_clear(p);
    free(p->list);
    *p = (struct people){0};
}

/* The text as it is shown (text_clean), cut after `max` bytes; NULL: nothing is left of it. */
static char *clean_copy(const char *text, size_t max)
{
    struct bytes clean = {0};
    text_clean(&clean, text ? text : "");
    size_t len = 0, next = 0;
    while (next < clean.len && (next = text_next(clean.data, clean.len, len)) <= max) {
        len = next;
    }
    char *copy = len ? xstrndup(clean.data, len) : NULL;
    bytes_finish(&clean);
    return copy;
}

void person_set_away(struct person *who, bool away, const char *text)
{
    enum { AWAY_MAX = 400 };
    free(who->away_text);
    who->away_text = away ? clean_copy(text, AWAY_MAX) : NULL;
    who->away = away;
}

void person_set_prefix(struct person *who, const char *order, char prefix, bool on)
{
    char has[sizeof who->prefixes];
    size_t len = 0;
    for (const char *at = order; *at && len + 1 < sizeof has; at++) {
        bool had = strchr(who->prefixes, *at) != NULL;
        if (*at == prefix ? on : had) {
            has[len++] = *at;
        }
    }
    has[len] = '\0';
    copy_text(who->prefixes, sizeof who->prefixes, has);
}

static void set_text(char **field, const char *text)
{
    free(*field);
    *field = *text ? xstrdup(text) : NULL;
}

void person_set_display(struct person *who, const char *name)
{
    free(who->display);
    who->display = clean_copy(name, PERSON_DISPLAY);
    if (who->display && names_equal(CASEMAP_ASCII, who->display, who->nick)) {
        free(who->display);
        who->display = NULL;
    }
}

void person_set_host(struct person *who, const char *ident, const char *host)
{
    set_text(&who->ident, ident);
    set_text(&who->host, host);
}

void person_set_source(struct person *who, const char *source)
{
    const char *bang = strchr(source, '!'), *at = strrchr(source, '@');
    if (at) {
        set_text(&who->host, at + 1);
    }
    if (at && bang && bang < at) {
        char *ident = xstrndup(bang + 1, (size_t)(at - bang - 1));
        set_text(&who->ident, ident);
        free(ident);
    }
}

void person_set_account(struct person *who, const char *account)
{
    bool none = strcmp(account, "*") == 0 || strcmp(account, "0") == 0;
    free(who->account);
    who->account = xstrdup(none ? "" : account);
}
