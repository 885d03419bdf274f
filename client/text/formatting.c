#include "client/text/formatting.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "client/text/text.h"
#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/format.h"
#include "irc/utf8.h"

enum { MARKS_MAX = 8 };

/* The codes of enum style_look, in the order of its bits. */
static const char codes[] = {FORMAT_BOLD,   FORMAT_ITALIC,    FORMAT_UNDERLINE,
                             FORMAT_STRIKE, FORMAT_MONOSPACE, FORMAT_REVERSE};

static const uint32_t colors[] = {
    0xFFFFFF, 0x000000, 0x00007F, 0x009300, 0xFF0000, 0x7F0000, 0x9C009C, 0xFC7F00, 0xFFFF00,
    0x00FC00, 0x009393, 0x00FFFF, 0x0000FC, 0xFF00FF, 0x7F7F7F, 0xD2D2D2, 0x470000, 0x472100,
    0x474700, 0x324700, 0x004700, 0x00472C, 0x004747, 0x002747, 0x000047, 0x2E0047, 0x470047,
    0x47002A, 0x740000, 0x743A00, 0x747400, 0x517400, 0x007400, 0x007449, 0x007474, 0x004074,
    0x000074, 0x4B0074, 0x740074, 0x740045, 0xB50000, 0xB56300, 0xB5B500, 0x7DB500, 0x00B500,
    0x00B571, 0x00B5B5, 0x0063B5, 0x0000B5, 0x7500B5, 0xB500B5, 0xB5006B, 0xFF0000, 0xFF8C00,
    0xFFFF00, 0xB2FF00, 0x00FF00, 0x00FFA0, 0x00FFFF, 0x008CFF, 0x0000FF, 0xA500FF, 0xFF00FF,
    0xFF0098, 0xFF5959, 0xFFB459, 0xFFFF71, 0xCFFF60, 0x6FFF6F, 0x65FFC9, 0x6DFFFF, 0x59B4FF,
    0x5959FF, 0xC459FF, 0xFF66FF, 0xFF59BC, 0xFF9C9C, 0xFFD39C, 0xFFFF9C, 0xE2FF9C, 0x9CFF9C,
    0x9CFFDB, 0x9CFFFF, 0x9CD3FF, 0x9C9CFF, 0xDC9CFF, 0xFF9CFF, 0xFF94D3, 0x000000, 0x131313,
    0x282828, 0x363636, 0x4D4D4D, 0x656565, 0x818181, 0x9F9F9F, 0xBCBCBC, 0xE2E2E2, 0xFFFFFF};

/* --- removing codes --- */

static bool forbidden(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069) || code == 0x200E || code == 0x200F ||
           code == 0xFEFF || (code >= 0xFFF9 && code <= 0xFFFB);
}

static bool is_mark(uint32_t code)
{
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)code);
    return c == UTF8PROC_CATEGORY_MN || c == UTF8PROC_CATEGORY_ME;
}

static bool is_plain(const struct style *s)
{
    return !s->look && s->ink == STYLE_NO_COLOR && s->ground == STYLE_NO_COLOR;
}

struct cleaning {
    struct bytes *out;
    struct style now; /* the style from its start on */
    struct style *list;
    int count;
};

/* Ends the current style here, before something changes. */
static void end_style(struct cleaning *c)
{
    c->now.end = (uint32_t)c->out->len;
    if (!is_plain(&c->now) && c->now.end > c->now.start && c->count < STYLES_MAX) {
        c->list = xrealloc(c->list, (size_t)(c->count + 1) * sizeof *c->list);
        c->list[c->count++] = c->now;
    }
    c->now.start = c->now.end;
}

static void end_looks(struct style *now)
{
    now->look = 0;
    now->ink = now->ground = STYLE_NO_COLOR;
}

static int32_t color_of(const struct format_code *f, long color)
{
    if (f->code == FORMAT_HEX_COLOR) {
        return (int32_t)color;
    }
    return color < (long)COUNT_OF(colors) ? (int32_t)colors[color] : STYLE_NO_COLOR;
}

/* Applies a code. A colour code without colours ends them. */
static void take_code(struct cleaning *c, const struct format_code *f)
{
    const char *look = memchr(codes, (int)f->code, sizeof codes);
    end_style(c);
    if (look) {
        c->now.look ^= 1u << (look - codes);
    } else if (f->code == FORMAT_RESET) {
        end_looks(&c->now);
    } else if (f->ink == FORMAT_NO_COLOR) {
        c->now.ink = c->now.ground = STYLE_NO_COLOR;
    } else {
        c->now.ink = color_of(f, f->ink);
        c->now.ground = f->ground == FORMAT_NO_COLOR ? c->now.ground : color_of(f, f->ground);
    }
}

static int clean(struct bytes *out, const char *text, bool lines, struct style **styles)
{
    struct cleaning c = {.out = out, .now = {.ink = STYLE_NO_COLOR, .ground = STYLE_NO_COLOR}};
    size_t len = strlen(text);
    int marks = 0;
    c.now.start = (uint32_t)out->len;
    for (size_t at = 0; at < len;) {
        uint32_t code;
        char utf8[4];
        struct format_code set;
        size_t took = format_read(text + at, &set);
        if (took) {
            take_code(&c, &set);
            at += took;
            continue;
        }
        at += utf8_decode(text + at, len - at, &code);
        if (code == '\n' && lines) {
            end_style(&c);
            end_looks(&c.now);
            bytes_char(out, '\n');
            c.now.start = (uint32_t)out->len;
            continue;
        }
        code = code == '\t' ? ' ' : code;
        marks = is_mark(code) ? marks + 1 : 0;
        if (!forbidden(code) && marks <= MARKS_MAX) {
            bytes_add(out, utf8, utf8_encode(utf8, code));
        }
    }
    end_style(&c);
    *styles = c.list;
    return c.count;
}

int formatting_clean(struct bytes *out, const char *text, struct style **styles)
{
    return clean(out, text, true, styles);
}

void text_clean(struct bytes *out, const char *text)
{
    struct style *styles;
    clean(out, text, false, &styles);
    free(styles);
}

/* --- adding codes --- */

void formatting_write(struct bytes *out, const char *text, const struct style *styles, int count)
{
    size_t at = 0;
    for (int i = 0; i < count; i++) {
        const struct style *s = &styles[i];
        bytes_add(out, text + at, s->start - at);
        if (s->ink != STYLE_NO_COLOR) {
            bytes_format(out, "\x04%06X", (unsigned)s->ink);
        }
        if (s->ink != STYLE_NO_COLOR && s->ground != STYLE_NO_COLOR) {
            bytes_format(out, ",%06X", (unsigned)s->ground);
        }
        if (s->ink != STYLE_NO_COLOR && s->ground == STYLE_NO_COLOR && text[s->start] == ',') {
            bytes_text(out, "\x02\x02"); /* so that the comma starts no background colour */
        }
        for (size_t k = 0; k < sizeof codes; k++) {
            if (s->look & 1u << k) {
                bytes_char(out, codes[k]);
            }
        }
        bytes_add(out, text + s->start, s->end - s->start);
        bytes_char(out, 0x0F);
        at = s->end;
    }
    bytes_text(out, text + at);
}

/* --- typed markup --- */

static const struct {
    const char *sign;
    char code;
    bool words; /* only around whole words */
} signs[] = {{"**", 0x02, false},
             {"~~", 0x1E, false},
             {"`", 0x11, false},
             {"*", 0x1D, true},
             {"_", 0x1D, true}};

static bool is_word(unsigned char c)
{
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           c >= 0x80;
}

/* Whether the first character is part of a word, in any script. */
static bool is_word_code(const char *text, size_t len)
{
    uint32_t code;
    utf8_decode(text, len, &code);
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)code);
    return code < 0x80 ? is_word((unsigned char)code)
                       : c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_NO;
}

static bool word_before(const char *line, size_t at)
{
    size_t from = at;
    do {
        from--;
    } while (from > 0 && at - from < 4 && ((unsigned char)line[from] & 0xC0) == 0x80);
    return is_word_code(line + from, at - from);
}

static bool is_letter(char c)
{
    return is_word((unsigned char)c) && c != '_';
}

/* Whether markup may open here: after a space or an opening bracket, before a word. Elsewhere
 * paths, patterns and code use the same characters. */
static bool may_open(const char *line, size_t len, size_t at, size_t from)
{
    static const char before[] = " ([{\"'>*_~", after[] = "*_~`([{$@#:-";
    bool starts = at == 0 || (unsigned char)line[at - 1] >= 0x80 || strchr(before, line[at - 1]);
    return starts && from < len &&
           ((unsigned char)line[from] >= 0x80 || is_letter(line[from]) ||
            strchr(after, line[from]));
}

/* Whether markup may close before this: a space, punctuation or a bracket. */
static bool may_close(char after)
{
    return (unsigned char)after >= 0x80 || strchr(" .,;:!?)]}\"'<*_~-", after);
}

/* The position of the sign that closes the one at `at`; 0: that one opens nothing. */
static size_t find_end(const char *line, size_t len, size_t at, const char *sign, bool words)
{
    size_t size = strlen(sign), from = at + size;
    if (len - at < 2 * size + 1 || memcmp(line + at, sign, size) != 0 || line[from] == ' ' ||
        line[from] == sign[0] || (words && at > 0 && word_before(line, at)) ||
        (sign[0] != '`' && !may_open(line, len, at, from))) {
        return 0;
    }
    for (size_t end = from + 1; end + size <= len; end++) {
        bool closes =
            memcmp(line + end, sign, size) == 0 && line[end - 1] != ' ' && line[end - 1] != sign[0];
        char after = end + size < len ? line[end + size] : ' ';
        if (closes && after != sign[0] &&
            !(words && end + size < len && is_word_code(line + end + size, len - end - size)) &&
            (sign[0] == '`' || may_close(after))) {
            return end;
        }
    }
    return 0;
}

static size_t link_end(const char *line, size_t len, size_t at)
{
    bool begins = len - at > 7 &&
                  (memcmp(line + at, "http://", 7) == 0 || memcmp(line + at, "https:/", 7) == 0);
    size_t end = at;
    while (begins && end < len && line[end] != ' ') {
        end++;
    }
    return end;
}

/* Colour names that can be typed, and their numbers. */
static const struct {
    const char *name;
    int number;
} named[] = {{"white", 0},  {"black", 1},  {"navy", 2},   {"green", 3},
             {"red", 4},    {"maroon", 5}, {"purple", 6}, {"orange", 7},
             {"yellow", 8}, {"lime", 9},   {"teal", 10},  {"cyan", 11},
             {"blue", 12},  {"pink", 13},  {"gray", 14},  {"silver", 15}};

/* The code for a tag such as "[red]", and the one that ends it. */
static bool read_tag(const char *word, size_t len, char *code, char *end)
{
    enum { HEX_DIGITS = 6 };
    if (len == 1 && *word == 'u') {
        copy_text(code, 8, "\x1F");
        copy_text(end, 8, "\x1F");
        return true;
    }
    copy_text(end, 8, "\x03");
    if (len == HEX_DIGITS + 1 && *word == '#' &&
        strspn(word + 1, "0123456789abcdefABCDEF") >= HEX_DIGITS) {
        snprintf(code, 8, "\x04%06lX", strtoul(word + 1, NULL, 16));
        copy_text(end, 8, "\x04");
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(named); i++) {
        if (strlen(named[i].name) == len && memcmp(word, named[i].name, len) == 0) {
            snprintf(code, 8, "\x03%02d", named[i].number);
            return true;
        }
    }
    return false;
}

static void type_line(struct bytes *out, const char *line, size_t len);

/* "[red]words[/red]" or "[red]words[/]" at `at`; returns where it ends, 0: it is neither. */
static size_t type_tag(struct bytes *out, const char *line, size_t len, size_t at)
{
    char code[8], end[8], close[16];
    const char *bracket = line[at] == '[' ? memchr(line + at, ']', len - at) : NULL;
    size_t word = bracket ? (size_t)(bracket - line) - at - 1 : 0;
    if (!word || word > 8 || !read_tag(line + at + 1, word, code, end)) {
        return 0;
    }
    snprintf(close, sizeof close, "[/%.*s]", (int)word, line + at + 1);
    for (size_t i = at + word + 2; i + 3 <= len; i++) {
        size_t size = len - i >= word + 3 && memcmp(line + i, close, word + 3) == 0 ? word + 3
                      : memcmp(line + i, "[/]", 3) == 0                             ? 3
                                                                                    : 0;
        if (size) {
            bytes_text(out, code);
            if (end[0] == 3 && line[at + word + 2] == ',') {
                bytes_text(out, "\x02\x02"); /* so that the comma starts no background */
            }
            type_line(out, line + at + word + 2, i - at - word - 2);
            bytes_text(out, end);
            if (end[0] == 3 && i + size < len && line[i + size] >= '0' && line[i + size] <= '9') {
                bytes_text(out, "\x02\x02"); /* so that the digit is not part of a colour */
            }
            return i + size;
        }
    }
    return 0;
}

/* Links stay as they are: their characters are not markup. */
static void type_line(struct bytes *out, const char *line, size_t len)
{
    for (size_t at = 0; at < len;) {
        size_t end = link_end(line, len, at), size = 0;
        bytes_add(out, line + at, end - at);
        at = end;
        end = at < len ? type_tag(out, line, len, at) : 0;
        if (end) {
            at = end;
            continue;
        }
        for (size_t i = 0; i < COUNT_OF(signs) && at < len && !end; i++) {
            end = find_end(line, len, at, signs[i].sign, signs[i].words);
            size = strlen(signs[i].sign);
            if (end) {
                bytes_char(out, signs[i].code);
                if (signs[i].sign[0] == '`') { /* no other markup inside code */
                    bytes_add(out, line + at + size, end - at - size);
                } else {
                    type_line(out, line + at + size, end - at - size);
                }
                bytes_char(out, signs[i].code);
                at = end + size;
            }
        }
        if (!end && at < len) {
            bytes_char(out, line[at++]);
        }
    }
}

/* Whether a line opens a code block that a later line closes: otherwise ``` is plain text. */
static bool opens_block(const char *line, size_t len)
{
    size_t word = 3;
    while (word < len && line[word] != ' ') {
        word++;
    }
    for (const char *at = line + len; word == len && *at; at += strcspn(at, "\n")) {
        at++;
        if (strncmp(at, "```", 3) == 0) {
            return true;
        }
    }
    return false;
}

void formatting_typed(struct bytes *out, const char *text)
{
    bool block = false;
    for (bool first = true; *text || first; first = false) {
        size_t len = strcspn(text, "\n");
        bool signs_first = len >= 3 && memcmp(text, "```", 3) == 0;
        bool closes = signs_first && !block && len > 6 && memcmp(text + len - 3, "```", 3) == 0;
        bool fence = signs_first && !closes && (block ? len == 3 : opens_block(text, len));
        if (closes) {
            bytes_format(out, "\x11%.*s\x11", (int)(len - 6), text + 3);
        } else if (fence) {
            block = !block;
        } else if (block) {
            bytes_format(out, "\x11%.*s", (int)len, text);
        } else {
            type_line(out, text, len);
        }
        text += len;
        if (*text == '\n') {
            text++;
            bytes_text(out, fence ? "" : "\n");
        }
    }
}

static bool is_code(const char *text, const struct style *s)
{
    return (s->look & STYLE_MONO) && (s->start == 0 || text[s->start - 1] == '\n') &&
           (!text[s->end] || text[s->end] == '\n') && strchr(text, '\n');
}

/* Appends the markup that opens a style, outermost first; `closes`: the markup that closes it. */
static void write_signs(struct bytes *out, const struct style *s, bool closes)
{
    static const char *const of_look[] = {"**", "*", "u", "~~", "`"};
    struct bytes all[2] = {{0}, {0}}; /* opening, closing */
    if (s->ink != STYLE_NO_COLOR) {
        bytes_format(&all[0], "[#%06x]", (unsigned)s->ink);
    }
    for (size_t k = 0; k < COUNT_OF(of_look); k++) {
        if (s->look & 1u << k) {
            bool tag = of_look[k][0] == 'u';
            bytes_format(&all[0], tag ? "[%s]" : "%s", of_look[k]);
        }
    }
    for (size_t k = COUNT_OF(of_look); k-- > 0;) {
        if (s->look & 1u << k) {
            bool tag = of_look[k][0] == 'u';
            bytes_format(&all[1], tag ? "[/%s]" : "%s", of_look[k]);
        }
    }
    if (s->ink != STYLE_NO_COLOR) {
        bytes_text(&all[1], "[/]");
    }
    bytes_text(out, bytes_string(&all[closes]));
    bytes_finish(&all[0]);
    bytes_finish(&all[1]);
}

void formatting_signs(struct bytes *out, const char *text, const struct style *styles, int count)
{
    size_t at = 0;
    bool block = false;
    for (int i = 0; i < count; i++) {
        const struct style *s = &styles[i];
        bool code = is_code(text, s);
        bytes_add(out, text + at, s->start - at);
        at = s->end;
        if (!code) {
            write_signs(out, s, false);
            bytes_add(out, text + s->start, s->end - s->start);
            write_signs(out, s, true);
            continue;
        }
        bytes_text(out, block ? "" : "```\n");
        bytes_add(out, text + s->start, s->end - s->start);
        block = text[s->end] && i + 1 < count && styles[i + 1].start == s->end + 1 &&
                is_code(text, &styles[i + 1]);
        bytes_text(out, block ? "" : "\n```");
    }
    bytes_text(out, text + at);
}
