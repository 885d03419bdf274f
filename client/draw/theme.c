#include "client/draw/theme.h"

#include <ini.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/assets.h"
#include "client/base/prefs.h"
#include "irc/check.h"
#include "irc/hash.h"

static const char *const names[] = {"none",
#define COLOR_NAME(id, name) name,
                                    COLOR_LIST(COLOR_NAME)
#undef COLOR_NAME
};

void theme_name(enum color c, char *out)
{
    static const char *const nick[] = {"nick", "nick-ground", "nick-ink"};
    if ((int)c >= COLOR_RGB) {
        snprintf(out, 24, "#%06x", (unsigned)c & 0xFFFFFFu);
    } else if (c < C_NICK) {
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

struct reading {
    struct theme *theme;
    const char *section; /* NULL: all */
    char base[16];
};

static int take(void *user, const char *section, const char *name, const char *value)
{
    struct reading *r = user;
    if (r->section && strcmp(section, r->section) != 0) {
        return 1;
    }
    if (strcmp(name, "base") == 0) {
        copy_text(r->base, sizeof r->base, value);
    }
    for (int c = 1; c < COLOR_COUNT && r->theme; c++) {
        char known[24];
        theme_name((enum color)c, known);
        uint32_t argb = strcmp(known, name) == 0 ? parse_color(value) : 0;
        r->theme->colors[c] = argb ? argb : r->theme->colors[c];
    }
    return 1; /* a colour we do not know is for another version */
}

/* Sets the colours that one section of a theme file names (NULL: all sections); the others stay. */
static void theme_apply(struct theme *t, const char *text, const char *section)
{
    struct reading r = {.theme = t, .section = section};
    ini_parse_string(text, take, &r);
}

int theme_missing(const struct theme *t)
{
    int missing = 0;
    for (int c = 1; c < COLOR_COUNT; c++) {
        missing += t->colors[c] == 0;
    }
    return missing;
}

bool theme_is_known(const char *name)
{
    return strcmp(name, "system") == 0 || strcmp(name, "dark") == 0 || strcmp(name, "light") == 0 ||
           strcmp(name, "contrast") == 0;
}

void theme_build(struct theme *t, const struct prefs *p, bool light, const char *own)
{
    struct reading r = {.base = "dark"};
    char section[32];
    ini_parse_string(own ? own : "", take, &r);
    const char *name = own                               ? r.base
                       : strcmp(p->theme, "system") == 0 ? (light ? "light" : "dark")
                                                         : p->theme;
    bool is_light = strcmp(name, "light") == 0, is_contrast = strcmp(name, "contrast") == 0;
    *t = (struct theme){0};
    theme_apply(t,
                asset_text(is_light      ? "themes/light.theme"
                           : is_contrast ? "themes/contrast.theme"
                                         : "themes/dark.theme"),
                NULL);
    if (!is_contrast) {
        snprintf(section, sizeof section, "%s %s", prefs_accents[p->accent],
                 is_light ? "light" : "dark");
        theme_apply(t, asset_text("themes/accents.theme"), section);
    }
    theme_apply(t, own ? own : "", NULL);
}

int theme_nick(const char *folded)
{
    size_t len = strlen(folded);
    while (len > 1 && strchr("_`^-", folded[len - 1])) {
        len--;
    }
    uint32_t h = hash_of(folded, len);
    return (int)((h ^ h >> 16) % NICK_COLORS);
}

static double part(uint32_t value)
{
    double c = (value & 255) / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

/* Relative luminance, as defined by WCAG. */
static double luminance(uint32_t rgb)
{
    return 0.2126 * part(rgb >> 16) + 0.7152 * part(rgb >> 8) + 0.0722 * part(rgb);
}

static double contrast(uint32_t a, uint32_t b)
{
    double x = luminance(a), y = luminance(b);
    return ((x > y ? x : y) + 0.05) / ((x > y ? y : x) + 0.05);
}

static uint32_t blend(uint32_t from, uint32_t to, int tenths)
{
    uint32_t out = 0xFF000000u;
    for (int shift = 0; shift < 24; shift += 8) {
        int a = (int)(from >> shift & 255), b = (int)(to >> shift & 255);
        out |= (uint32_t)(a + (b - a) * tenths / 10) << shift;
    }
    return out;
}

uint32_t theme_argb(const struct theme *t, int color, int ground)
{
    const double readable = 4.5;
    if (color < COLOR_RGB) {
        return t->colors[color >= 0 && color < COLOR_COUNT ? color : C_TEXT];
    }
    uint32_t rgb = ((uint32_t)color & 0xFFFFFFu) | 0xFF000000u;
    if (ground == COLOR_NONE) {
        return rgb;
    }
    uint32_t under = theme_argb(t, ground, COLOR_NONE);
    /* on a custom background towards black or white, elsewhere towards the text colour */
    uint32_t to = ground < COLOR_RGB ? t->colors[C_TEXT] : luminance(under) > 0.18 ? 0 : 0xFFFFFF;
    int tenths = 0;
    while (tenths < 10 && contrast(blend(rgb, to, tenths), under) < readable) {
        tenths++;
    }
    return blend(rgb, to, tenths);
}
