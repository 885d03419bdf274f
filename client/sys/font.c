#include "client/sys/font.h"

#include <SDL_ttf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "client/text/text.h"
#include "irc/check.h"
#include "irc/error.h"
#include "irc/utf8.h"

enum {
    FACES_MAX = 64,
    PATH_MAX_BYTES = 1024,
    KNOWN_SLOTS = 4096,
    WIDTHS_MAX = 20000, /* words whose width is remembered */
    EMOJI_STRIKE = 109, /* the one size in the emoji face, as its metrics call it */
    RUN_MAX = 512,      /* bytes in one run: no texture gets too wide */
};

enum { FACE_REGULAR, FACE_STRONG, FACE_MONO, FACE_FALLBACK };

struct face {
    char path[PATH_MAX_BYTES];
    char script[5]; /* "": let the face decide */
    bool rtl, emoji, broken;
    TTF_Font *open[TYPE_COUNT]; /* by size; equal sizes share */
    void *data; /* file contents of a face that is opened in several sizes; NULL: not loaded */
    size_t len;
};

struct width {
    char *key; /* type, then the word */
    int px;
    UT_hash_handle hh;
};

struct known {
    uint32_t code;
    unsigned char base; /* base face and emoji flag, plus one; 0: empty */
    unsigned char face;
};

struct fonts {
    struct ruler ruler; /* first: a ruler is cast to its fonts */
    double scale;
    struct face faces[FACES_MAX];
    int count;
    int space[TYPE_COUNT]; /* device px; 0: not known yet */
    struct width *widths;
    struct known known[KNOWN_SLOTS];
};

static int base_face(enum type type)
{
    return type_styles[type].mono ? FACE_MONO : type_styles[type].bold ? FACE_STRONG : FACE_REGULAR;
}

static int device_size(const struct fonts *f, enum type type)
{
    return (int)lround(type_styles[type].size * f->scale);
}

static void set_script(TTF_Font *font, const struct face *face)
{
    if (face->script[0]) {
        TTF_SetFontScriptName(font, face->script);
        TTF_SetFontDirection(font, face->rtl ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    }
}

static TTF_Font *font_of(struct fonts *f, int index, enum type type)
{
    struct face *face = &f->faces[index];
    if (face->open[type] || face->broken) {
        return face->open[type];
    }
    for (int other = 0; other < TYPE_COUNT; other++) {
        bool same = face->emoji || (device_size(f, (enum type)other) == device_size(f, type) &&
                                    type_styles[other].italic == type_styles[type].italic);
        if (face->open[other] && same) {
            face->open[type] = face->open[other];
            return face->open[type];
        }
    }
    int size = face->emoji ? EMOJI_STRIKE : device_size(f, type);
    if (index < FACE_FALLBACK && !face->data) {
        face->data = SDL_LoadFile(face->path, &face->len);
    }
    TTF_Font *font = face->data
                         ? TTF_OpenFontRW(SDL_RWFromConstMem(face->data, (int)face->len), 1, size)
                         : TTF_OpenFont(face->path, size);
    if (!font) {
        face->broken = true;
        return NULL;
    }
    TTF_SetFontHinting(font, TTF_HINTING_LIGHT_SUBPIXEL);
    set_script(font, face);
    if (type_styles[type].italic && !face->emoji) {
        TTF_SetFontStyle(font, TTF_STYLE_ITALIC); /* slanted: there is no italic face */
    }
    face->open[type] = font;
    return font;
}

static int space_of(struct fonts *f, enum type type)
{
    TTF_Font *font = f->space[type] ? NULL : font_of(f, base_face(type), type);
    if (font) {
        TTF_GlyphMetrics32(font, ' ', NULL, NULL, NULL, NULL, &f->space[type]);
    }
    return f->space[type];
}

/* --- which face --- */

static bool wants_emoji(const char *text, size_t len)
{
    uint32_t code, next = 0;
    size_t at = utf8_decode(text, len, &code);
    bool selector = false;
    while (at < len) {
        at += utf8_decode(text + at, len - at, &next);
        selector = selector || next == 0xFE0F || next == 0x20E3;
    }
    return selector || (code >= 0x1F000 && code <= 0x1FAFF);
}

static bool provides(struct fonts *f, int index, uint32_t code)
{
    TTF_Font *font = font_of(f, index, TYPE_BODY);
    return font && TTF_GlyphIsProvided32(font, code);
}

/* Whether a letter may be of a script (ISO 15924), by the blocks it has in Unicode: faces of other
 * scripts need not be opened. */
static bool may_be_of(const char *script, uint32_t code)
{
    static const struct {
        char script[5];
        uint32_t from, to;
    } blocks[] = {{"Armn", 0x530, 0x58F},   {"Armn", 0xFB13, 0xFB17}, {"Hebr", 0x590, 0x5FF},
                  {"Hebr", 0xFB1D, 0xFB4F}, {"Arab", 0x600, 0x6FF},   {"Arab", 0x750, 0x77F},
                  {"Arab", 0x870, 0x8FF},   {"Arab", 0xFB50, 0xFDFF}, {"Arab", 0xFE70, 0xFEFF},
                  {"Syrc", 0x700, 0x74F},   {"Syrc", 0x860, 0x86F},   {"Thaa", 0x780, 0x7BF},
                  {"Nkoo", 0x7C0, 0x7FF},   {"Deva", 0x900, 0x97F},   {"Deva", 0xA8E0, 0xA8FF},
                  {"Deva", 0x1CD0, 0x1CFF}, {"Beng", 0x980, 0x9FF},   {"Guru", 0xA00, 0xA7F},
                  {"Gujr", 0xA80, 0xAFF},   {"Orya", 0xB00, 0xB7F},   {"Taml", 0xB80, 0xBFF},
                  {"Telu", 0xC00, 0xC7F},   {"Knda", 0xC80, 0xCFF},   {"Mlym", 0xD00, 0xD7F},
                  {"Sinh", 0xD80, 0xDFF},   {"Thai", 0xE00, 0xE7F},   {"Laoo", 0xE80, 0xEFF},
                  {"Tibt", 0xF00, 0xFFF},   {"Mymr", 0x1000, 0x109F}, {"Mymr", 0xA9E0, 0xA9FF},
                  {"Mymr", 0xAA60, 0xAA7F}, {"Geor", 0x10A0, 0x10FF}, {"Geor", 0x1C90, 0x1CBF},
                  {"Geor", 0x2D00, 0x2D2F}, {"Ethi", 0x1200, 0x139F}, {"Ethi", 0x2D80, 0x2DDF},
                  {"Ethi", 0xAB00, 0xAB2F}, {"Cher", 0x13A0, 0x13FF}, {"Cher", 0xAB70, 0xABBF},
                  {"Cans", 0x1400, 0x167F}, {"Cans", 0x18B0, 0x18FF}, {"Khmr", 0x1780, 0x17FF},
                  {"Khmr", 0x19E0, 0x19FF}, {"Mong", 0x1800, 0x18AF}, {"Tfng", 0x2D30, 0x2D7F}};
    bool known = false;
    for (size_t i = 0; script[0] && i < COUNT_OF(blocks); i++) {
        if (strcmp(blocks[i].script, script) == 0) {
            known = true;
            if (code >= blocks[i].from && code <= blocks[i].to) {
                return true;
            }
        }
    }
    return !known;
}

/* The first face after `base` that has the letter; `base` when none has. */
static int find_face(struct fonts *f, int base, uint32_t code, bool emoji)
{
    for (int i = 0; emoji && i < f->count; i++) {
        if (f->faces[i].emoji && provides(f, i, code)) {
            return i;
        }
    }
    if (provides(f, base, code)) {
        return base;
    }
    for (int i = FACE_FALLBACK; i < f->count; i++) {
        if (may_be_of(f->faces[i].script, code) && provides(f, i, code)) {
            return i;
        }
    }
    return base;
}

/* The face of one grapheme: that of its first character. */
static int face_of(struct fonts *f, enum type type, const char *text, size_t len)
{
    uint32_t code;
    int base = base_face(type);
    utf8_decode(text, len, &code);
    if (code < 0x7F && len == 1) {
        return base;
    }
    bool emoji = wants_emoji(text, len);
    struct known *k = &f->known[(code * 31 + (uint32_t)base * 7 + emoji) % KNOWN_SLOTS];
    unsigned char mark = (unsigned char)(base * 2 + emoji + 1);
    if (k->base != mark || k->code != code) {
        *k = (struct known){code, mark, (unsigned char)find_face(f, base, code, emoji)};
    }
    return k->face;
}

size_t fonts_run(struct fonts *f, enum type type, const char *text, size_t len, int *face)
{
    size_t at = 0;
    *face = -1;
    while (at < len && text[at] == ' ') {
        at++;
    }
    if (at > 0) {
        return at;
    }
    while (at < len && at < RUN_MAX && text[at] != ' ') {
        size_t next =
            (unsigned char)text[at] < 0x7F && (at + 1 == len || (unsigned char)text[at + 1] < 0x80)
                ? at + 1
                : text_next(text, len, at);
        int here = face_of(f, type, text + at, next - at);
        if (*face >= 0 && here != *face) {
            break;
        }
        *face = here;
        at = next;
    }
    return at;
}

/* --- measuring --- */

/* SDL_ttf wants terminated text. */
static const char *terminated(char *buffer, const char *text, size_t len)
{
    memcpy(buffer, text, len);
    buffer[len] = '\0';
    return buffer;
}

static int emoji_height(const struct fonts *f, enum type type)
{
    return (int)lround(type_styles[type].size * f->scale * 1.1);
}

static int graphemes(const char *text, size_t len)
{
    int count = 0;
    for (size_t at = 0; at < len; at = text_next(text, len, at)) {
        count++;
    }
    return count;
}

int fonts_run_width(struct fonts *f, enum type type, int face, const char *text, size_t len)
{
    char buffer[RUN_MAX + 64];
    int w = 0;
    /* slanted letters overhang the next ones, which makes them no wider */
    type = type == TYPE_ITALIC ? TYPE_BODY : type == TYPE_STRONG_ITALIC ? TYPE_STRONG : type;
    if (face < 0) {
        return space_of(f, type) * (int)len;
    }
    if (f->faces[face].emoji) {
        return graphemes(text, len) * (emoji_height(f, type) * 136 / 128 + 1);
    }
    TTF_Font *font = font_of(f, face, type);
    if (font && len < sizeof buffer) {
        TTF_SizeUTF8(font, terminated(buffer, text, len), &w, NULL);
    }
    return w;
}

static int word_width(struct fonts *f, enum type type, const char *text, size_t len)
{
    int px = 0;
    for (size_t at = 0; at < len;) {
        int face;
        size_t run = fonts_run(f, type, text + at, len - at, &face);
        px += fonts_run_width(f, type, face, text + at, run);
        at += run;
    }
    return px;
}

static void forget_widths(struct fonts *f)
{
    struct width *w, *next;
    HASH_ITER(hh, f->widths, w, next)
    {
        HASH_DEL(f->widths, w);
        free(w->key);
        free(w);
    }
}

static int known_width(struct fonts *f, enum type type, const char *text, size_t len)
{
    char key[RUN_MAX + 1];
    struct width *w;
    if (len >= RUN_MAX) {
        return word_width(f, type, text, len);
    }
    key[0] = (char)type;
    memcpy(key + 1, text, len);
    HASH_FIND(hh, f->widths, key, (unsigned)len + 1, w);
    if (!w) {
        if (HASH_COUNT(f->widths) >= WIDTHS_MAX) {
            forget_widths(f);
        }
        w = xcalloc(1, sizeof *w);
        w->key = xmalloc(len + 1);
        memcpy(w->key, key, len + 1);
        w->px = word_width(f, type, text, len);
        HASH_ADD_KEYPTR(hh, f->widths, w->key, (unsigned)len + 1, w);
    }
    return w->px;
}

static int measure(const struct ruler *r, enum type type, const char *text, size_t len)
{
    struct fonts *f = (struct fonts *)(uintptr_t)r;
    int px = 0;
    for (size_t at = 0; at < len;) {
        size_t spaces = 0;
        while (at + spaces < len && text[at + spaces] == ' ') {
            spaces++;
        }
        px += space_of(f, type) * (int)spaces;
        at += spaces;
        size_t end = at;
        while (end < len && text[end] != ' ') {
            end++;
        }
        if (end > at) {
            px += known_width(f, type, text + at, end - at);
        }
        at = end;
    }
    return (int)ceil(px / f->scale - 0.001);
}

/* --- rendering --- */

/* Scales by the mean of the area, which keeps the small pictures smooth. */
static SDL_Surface *shrink(SDL_Surface *from, int w, int h)
{
    SDL_Surface *to = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888);
    for (int y = 0; to && y < h; y++) {
        int y0 = y * from->h / h, y1 = (y + 1) * from->h / h;
        for (int x = 0; x < w; x++) {
            int x0 = x * from->w / w, x1 = (x + 1) * from->w / w;
            uint32_t sum[4] = {0}, count = 0;
            for (int sy = y0; sy < y1; sy++) {
                const uint32_t *row =
                    (const uint32_t *)(const void *)((const char *)from->pixels + sy * from->pitch);
                for (int sx = x0; sx < x1; sx++) {
                    uint32_t a = row[sx] >> 24;
                    sum[0] += a;
                    sum[1] += (row[sx] >> 16 & 255) * a;
                    sum[2] += (row[sx] >> 8 & 255) * a;
                    sum[3] += (row[sx] & 255) * a;
                    count++;
                }
            }
            uint32_t a = count ? sum[0] / count : 0, d = sum[0] ? sum[0] : 1;
            ((uint32_t *)(void *)((char *)to->pixels + y * to->pitch))[x] =
                a << 24 | sum[1] / d << 16 | sum[2] / d << 8 | sum[3] / d;
        }
    }
    return to;
}

/* Each emoji is one picture of its face's only size, drawn beside the one before. */
static SDL_Surface *render_emoji(struct fonts *f, enum type type, TTF_Font *font, const char *text,
                                 size_t len, int *above)
{
    int h = emoji_height(f, type), w = h * 136 / 128;
    int count = graphemes(text, len), n = 0;
    SDL_Surface *row =
        SDL_CreateRGBSurfaceWithFormat(0, count * (w + 1), h, 32, SDL_PIXELFORMAT_ARGB8888);
    for (size_t at = 0; row && at < len; n++) {
        char buffer[RUN_MAX + 64];
        size_t next = text_next(text, len, at);
        SDL_Color white = {255, 255, 255, 255};
        SDL_Surface *one =
            TTF_RenderUTF8_Blended(font, terminated(buffer, text + at, next - at), white);
        SDL_Surface *small = one ? shrink(one, w, h) : NULL;
        if (small) {
            SDL_Rect to = {n * (w + 1), 0, w, h};
            SDL_SetSurfaceBlendMode(small, SDL_BLENDMODE_NONE);
            SDL_BlitSurface(small, NULL, row, &to);
        }
        SDL_FreeSurface(small);
        SDL_FreeSurface(one);
        at = next;
    }
    *above = (int)lround(h * 0.82);
    return row;
}

SDL_Surface *fonts_render(struct fonts *f, enum type type, int face, const char *text, size_t len,
                          SDL_Color color, int *above)
{
    char buffer[RUN_MAX + 64];
    TTF_Font *font = face < 0 ? NULL : font_of(f, face, type);
    if (!font || len >= sizeof buffer) {
        return NULL;
    }
    if (f->faces[face].emoji) {
        return render_emoji(f, type, font, text, len, above);
    }
    *above = TTF_FontAscent(font);
    return TTF_RenderUTF8_Blended(font, terminated(buffer, text, len), color);
}

/* --- opening --- */

/* Where the face is: in our folder, or in that of the system whose own it is. False: nowhere. */
static bool find_file(const char *dir, const char *file, const char *package, char *out, size_t cap)
{
    bool windows = strcmp(package, "windows") == 0, macos = strcmp(package, "macos") == 0;
#ifdef _WIN32
    const char *root = getenv("SystemRoot");
    snprintf(out, cap, "%s%s/%s", windows ? root ? root : "C:/Windows" : dir,
             windows ? "/Fonts" : "", file);
#else
    snprintf(out, cap, "%s/%s", macos ? "/System/Library/Fonts" : dir, file);
#endif
    for (char *c = out + strlen(out); (windows || macos) && c-- > out && *c != '/';) {
        *c = *c == '_' ? ' ' : *c;
    }
    SDL_RWops *there = SDL_RWFromFile(out, "rb");
    if (there) {
        SDL_RWclose(there);
    }
    return there;
}

static void add_face(struct fonts *f, int at, const char *path, const char *script,
                     const char *direction, const char *role)
{
    struct face *face = &f->faces[at];
    copy_text(face->path, sizeof face->path, path);
    copy_text(face->script, sizeof face->script, strcmp(script, "-") == 0 ? "" : script);
    face->rtl = strcmp(direction, "rtl") == 0;
    face->emoji = strcmp(role, "emoji") == 0;
}

static bool read_faces(struct fonts *f, const char *dir, struct error *error)
{
    static const char *const firsts[] = {"regular", "strong", "mono"};
    char path[PATH_MAX_BYTES];
    snprintf(path, sizeof path, "%s/faces.txt", dir);
    size_t size;
    char *text = SDL_LoadFile(path, &size);
    if (!text) {
        error_say(error, "there is no list of fonts at %.180s", path);
        return false;
    }
    f->count = FACE_FALLBACK;
    for (char *line = text; line && *line;) {
        char role[16], file[96], package[64], script[8], direction[8];
        char *next = strchr(line, '\n');
        int got = sscanf(line, "%15s %95s %63s %7s %7s", role, file, package, script, direction);
        if (got == 5 && role[0] != '#') {
            int at = f->count;
            for (int i = 0; i < (int)COUNT_OF(firsts); i++) {
                at = strcmp(role, firsts[i]) == 0 ? i : at;
            }
            bool there = find_file(dir, file, package, path, sizeof path);
            if (at < FACES_MAX && (there || at < FACE_FALLBACK)) { /* the first are complained of */
                add_face(f, at, path, script, direction, role);
                f->count += at == f->count;
            }
        }
        line = next ? next + 1 : NULL;
    }
    SDL_free(text);
    return true;
}

struct fonts *fonts_open(const char *dir, double scale, struct error *error)
{
    struct fonts *f = xcalloc(1, sizeof *f);
    f->ruler.width = measure;
    f->scale = scale;
    if (!TTF_WasInit() && TTF_Init() < 0) {
        error_say(error, "%s", TTF_GetError());
        free(f);
        return NULL;
    }
    bool ready = read_faces(f, dir, error);
    static const enum type first[] = {TYPE_BODY, TYPE_STRONG,
                                      TYPE_CODE}; /* one of each face; others when they are used */
    for (size_t i = 0; ready && i < COUNT_OF(first); i++) {
        ready = font_of(f, base_face(first[i]), first[i]);
        if (!ready) {
            error_say(error, "the font %.200s cannot be read", f->faces[base_face(first[i])].path);
        }
    }
    if (!ready) {
        fonts_close(f);
        return NULL;
    }
    return f;
}

void fonts_close(struct fonts *f)
{
    if (!f) {
        return;
    }
    for (int i = 0; i < f->count; i++) {
        for (int t = 0; t < TYPE_COUNT; t++) {
            TTF_Font *font = f->faces[i].open[t];
            for (int other = t; font && other < TYPE_COUNT; other++) {
                if (f->faces[i].open[other] == font) {
                    f->faces[i].open[other] = NULL;
                }
            }
            if (font) {
                TTF_CloseFont(font);
            }
        }
        SDL_free(f->faces[i].data);
    }
    forget_widths(f);
    free(f);
}

const struct ruler *fonts_ruler(const struct fonts *f)
{
    return &f->ruler;
}
