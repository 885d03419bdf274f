#include "server/core/masks.h"

#include <stdlib.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/names.h"
#include "server/core/precis.h"

#define MINUTE_MS INT64_C(60000)

/* What follows t:MINUTES: ; the mask itself if it begins with no time. `minutes`: 0 then, and -1 if
 * the time is none. */
static const char *after_time(const char *mask, long *minutes)
{
    enum { MOST = 10 * 366 * 24 * 60 }; /* ten years */
    *minutes = 0;
    if ((mask[0] | ' ') != 't' || mask[1] != ':') {
        return mask;
    }
    const char *at = mask + 2;
    while (*at >= '0' && *at <= '9' && *minutes <= MOST) {
        *minutes = *minutes * 10 + (*at++ - '0');
    }
    if (*at != ':' || !at[1] || *minutes < 1 || *minutes > MOST) {
        *minutes = -1;
        return mask;
    }
    return at + 1;
}

static const char *core(const char *mask)
{
    long minutes;
    return after_time(mask, &minutes);
}

int64_t mask_until(const struct mask *mask)
{
    long minutes;
    after_time(mask->text, &minutes);
    return minutes > 0 ? mask->at + minutes * MINUTE_MS : 0;
}

int64_t masks_until(const struct masks *list)
{
    int64_t first = 0;
    for (int i = 0; i < list->count; i++) {
        int64_t until = mask_until(&list->items[i]);
        first = until && (!first || until < first) ? until : first;
    }
    return first;
}

static int find(const struct masks *list, const char *mask)
{
    for (int i = 0; i < list->count; i++) {
        if (precis_same(core(list->items[i].text), core(mask))) {
            return i;
        }
    }
    return -1;
}

const struct mask *masks_find(const struct masks *list, const char *mask)
{
    int at = find(list, mask);
    return at < 0 ? NULL : &list->items[at];
}

bool masks_has(const struct masks *list, const char *mask)
{
    return find(list, mask) >= 0;
}

bool masks_add(struct masks *list, const char *mask, const char *by, int64_t at)
{
    if (masks_has(list, mask)) {
        return false;
    }
    list->items = xrealloc(list->items, (size_t)(list->count + 1) * sizeof *list->items);
    list->items[list->count++] = (struct mask){xstrdup(mask), xstrdup(by), at};
    return true;
}

bool masks_remove(struct masks *list, const char *mask)
{
    int at = find(list, mask);
    if (at < 0) {
        return false;
    }
    free(list->items[at].text);
    free(list->items[at].by);
    list->count--;
    memmove(list->items + at, list->items + at + 1,
            (size_t)(list->count - at) * sizeof *list->items);
    return true;
}

void masks_finish(struct masks *list)
{
    for (int i = 0; i < list->count; i++) {
        free(list->items[i].text);
        free(list->items[i].by);
    }
    free(list->items);
    *list = (struct masks){0};
}

/* The letter of an extban (`turned`: negated), 0 if it is none; `rest`: after the colon. */
static char extban(const char *mask, bool *turned, const char **rest)
{
    *turned = *mask == '!';
    mask += *turned;
    if (!mask[0] || mask[1] != ':' || !strchr(MASK_KINDS, names_fold_char(CASEMAP_ASCII, *mask))) {
        return '\0';
    }
    *rest = mask + 2;
    return names_fold_char(CASEMAP_ASCII, *mask);
}

static bool covers(const char *mask, const struct mask_subject *who, bool speaking)
{
    bool turned, mute = false, found;
    const char *rest = mask;
    char kind;
    while ((kind = extban(rest, &turned, &rest)) == 'm' && !mute) {
        mute = true;
        if (!speaking) {
            return false;
        }
        if (turned) {
            return !covers(rest, who, false);
        }
    }
    if (kind == 'a') {
        found = who->account && precis_match(rest, who->account);
    } else if (kind == 'r') {
        found = names_match(rest, who->realname);
    } else {
        return precis_match(rest, who->mask);
    }
    return found != turned;
}

bool masks_cover(const struct masks *list, const struct mask_subject *who, bool speaking)
{
    for (int i = 0; i < list->count; i++) {
        if (covers(core(list->items[i].text), who, speaking)) {
            return true;
        }
    }
    return false;
}

static void complete_plain(struct bytes *out, const char *mask)
{
    const char *bang = strchr(mask, '!');
    const char *at = strchr(mask, '@');
    if (!bang && at) {
        bytes_format(out, "*!%s", mask);
    } else {
        bytes_format(out, "%s%s%s", mask, bang ? "" : "!*", at ? "" : "@*");
    }
}

bool mask_complete(char *out, size_t cap, const char *mask)
{
    struct bytes whole = {0};
    bool turned;
    long minutes;
    const char *rest = after_time(mask, &minutes);
    bytes_format(&whole, "%.*s", (int)(rest - mask), mask);
    mask = rest;
    char kind = extban(mask, &turned, &rest);
    long again;
    if (after_time(kind == 'm' ? rest : mask, &again) != (kind == 'm' ? rest : mask) || again < 0) {
        minutes = -1; /* a time is only in front */
    }
    if (kind == 'm' && !extban(rest, &turned, &rest)) {
        bytes_format(&whole, "%.*s", (int)(rest - mask), mask);
        complete_plain(&whole, rest);
    } else if (kind) {
        bytes_text(&whole, mask);
    } else {
        complete_plain(&whole, mask);
    }
    copy_text(out, cap, whole.data);
    bytes_finish(&whole);
    return minutes >= 0;
}
