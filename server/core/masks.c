#include "server/core/masks.h"

#include <stdlib.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/names.h"
#include "server/core/precis.h"

static int find(const struct masks *list, const char *mask)
{
    for (int i = 0; i < list->count; i++) {
        if (precis_same(list->items[i].text, mask)) {
            return i;
        }
    }
    return -1;
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
    if (!mask[0] || mask[1] != ':' ||
        !strchr(MASK_EXTBANS, names_fold_char(CASEMAP_ASCII, *mask))) {
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
        if (covers(list->items[i].text, who, speaking)) {
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

void mask_complete(char *out, size_t cap, const char *mask)
{
    struct bytes whole = {0};
    bool turned;
    const char *rest = mask;
    char kind = extban(mask, &turned, &rest);
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
}
