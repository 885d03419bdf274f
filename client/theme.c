#include "client/theme.h"

#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {
    "none",
#define COLOR_NAME(id, name) name,
    COLOR_LIST(COLOR_NAME)
#undef COLOR_NAME
};

void theme_name(enum color c, char *out)
{
    static const char *const nick[] = {"nick", "nick-ground", "nick-ink"};
    if (c < C_NICK) {
        snprintf(out, 24, "%s", names[c]);
    } else {
        int at = c - C_NICK;
        snprintf(out, 24, "%s-%d", nick[at / NICK_COLORS], at % NICK_COLORS);
    }
}

/* "#RRGGBB" or "#RRGGBBAA" */
static uint32_t parse_color(const char *value)
{
    if (value[0] != '#') {
        return 0;
    }
    size_t len = strlen(value + 1);
    uint32_t n = (uint32_t)strtoul(value + 1, NULL, 16);
    if (len == 8) {
        return n >> 8 | n << 24;
    }
    return len == 6 ? n | 0xFF000000u : 0;
}

static int take(void *user, const char *section, const char *name, const char *value)
{
    struct theme *t = user;
    (void)section;
    for (int c = 1; c < COLOR_COUNT; c++) {
        char known[24];
        theme_name((enum color)c, known);
        if (strcmp(known, name) == 0) {
            t->colors[c] = parse_color(value);
            return 1;
        }
    }
    return 1; /* a colour we do not know is for another version */
}

int theme_parse(struct theme *t, const char *text)
{
    *t = (struct theme){0};
    ini_parse_string(text, take, t);
    int missing = 0;
    for (int c = 1; c < COLOR_COUNT; c++) {
        missing += t->colors[c] == 0;
    }
    return missing;
}

int theme_nick(const char *folded)
{
    size_t len = strlen(folded);
    while (len > 1 && strchr("_`^-", folded[len - 1])) {
        len--;
    }
    uint32_t h = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < len; i++) {
        h = (h ^ (unsigned char)folded[i]) * 16777619u;
    }
    return (int)((h ^ h >> 16) % NICK_COLORS);
}
