#include "server/core/precis.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "irc/check.h"
#include "irc/names.h"
#include "irc/utf8.h"

/* Letters that look like an ASCII letter, by code point; lower case, as folding leaves them. Greek
 * and Cyrillic capitals may look like others than their lower case: both are included. */
static const struct {
    uint16_t code;
    char looks;
} lookalikes[] = {
    {0x0131, 'i'}, {0x0237, 'j'}, {0x0251, 'a'}, {0x0261, 'g'}, {0x0269, 'i'}, {0x03B1, 'a'},
    {0x03B2, 'b'}, {0x03B3, 'y'}, {0x03B5, 'e'}, {0x03B6, 'z'}, {0x03B7, 'n'}, {0x03B9, 'i'},
    {0x03BA, 'k'}, {0x03BC, 'm'}, {0x03BD, 'v'}, {0x03BF, 'o'}, {0x03C1, 'p'}, {0x03C3, 'o'},
    {0x03C4, 't'}, {0x03C5, 'u'}, {0x03C7, 'x'}, {0x03C9, 'w'}, {0x03F2, 'c'}, {0x03F3, 'j'},
    {0x0430, 'a'}, {0x0432, 'b'}, {0x0433, 'r'}, {0x0435, 'e'}, {0x043A, 'k'}, {0x043C, 'm'},
    {0x043D, 'h'}, {0x043E, 'o'}, {0x0440, 'p'}, {0x0441, 'c'}, {0x0442, 't'}, {0x0443, 'y'},
    {0x0445, 'x'}, {0x0455, 's'}, {0x0456, 'i'}, {0x0458, 'j'}, {0x0475, 'v'}, {0x04AF, 'y'},
    {0x04BB, 'h'}, {0x04CF, 'l'}, {0x0501, 'd'}, {0x051B, 'q'}, {0x051D, 'w'}, {0x0563, 'q'},
    {0x0566, 'q'}, {0x0570, 'h'}, {0x0575, 'j'}, {0x0578, 'n'}, {0x057D, 'u'}, {0x0581, 'g'},
    {0x0584, 'p'}, {0x0585, 'o'},
};

#include "made/confusables.inc" /* made by make_looks.c: looks, look_pool, scripts, unseen_runs */

/* Sets `at` to the index of the last row whose `field` is not above `code`, in a table sorted by
 * it. -1: all are above. */
#define FIND(table, field, code, at) \
    do { \
        int low_ = -1, high_ = (int)COUNT_OF(table); \
        while (high_ - low_ > 1) { \
            int middle_ = (low_ + high_) / 2; \
            *((table)[middle_].field <= (code) ? &low_ : &high_) = middle_; \
        } \
        (at) = low_; \
    } while (0)

/* The script of a code point; 0: common to all. */
static unsigned script_of(uint32_t code)
{
    int at;
    FIND(scripts, from, code, at);
    return at >= 0 && code <= scripts[at].to ? scripts[at].is : 0;
}

/* Whether a code point is invisible by itself. */
static bool ignorable(uint32_t code)
{
    enum { BRAILLE_BLANK = 0x2800 };
    int at;
    FIND(unseen_runs, from, code, at);
    return code == BRAILLE_BLANK || (at >= 0 && code <= unseen_runs[at].to);
}

/* Normal form C, with further options. False: it does not fit. */
static bool map(const char *name, int options, char *out, size_t cap)
{
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t len = utf8proc_map(
        (const utf8proc_uint8_t *)name, 0, &mapped,
        (utf8proc_option_t)(UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE | options));
    bool fits = len >= 0 && (size_t)len < cap;
    if (fits) {
        copy_text(out, cap, (char *)mapped);
    }
    free(mapped);
    return fits;
}

/* Normal form D. `from` may be `out`. */
static bool decompose(const char *from, char *out, size_t cap)
{
    utf8proc_uint8_t *made = NULL;
    utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)from, 0, &made,
                                        UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
    bool fits = len >= 0 && (size_t)len < cap;
    if (fits) {
        copy_text(out, cap, (char *)made);
    }
    free(made);
    return fits;
}

/* --- which are allowed --- */

static bool ascii_ok(char c, bool first)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || strchr("[]\\^_`{|}", c)) {
        return true;
    }
    return !first && ((c >= '0' && c <= '9') || c == '-');
}

/* A letter, mark or digit; no compatibility variant of another (full width, ligature). */
static bool letter_ok(uint32_t code, bool first)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    bool mark = category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC;
    bool digit = category == UTF8PROC_CATEGORY_ND;
    bool letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
    const utf8proc_property_t *p = utf8proc_get_property((utf8proc_int32_t)code);
    bool clothed = p->decomp_type != 0; /* it has a compatibility decomposition */
    return !p->ignorable && !clothed && (letter || (!first && (mark || digit)));
}

/* Which scripts a name uses, and whether they may be mixed. */
struct scripts {
    bool latin, one_other, several;
    unsigned other;
    unsigned east; /* East Asian writing systems that have all of its letters; see EAST_ALL */
    bool eastern;
};

enum { EAST_JAPAN = 1, EAST_KOREA = 2, EAST_CHINA = 4, EAST_ALL = 7 };

static unsigned east_of(unsigned script)
{
    return script == SCRIPT_HAN                                     ? EAST_ALL
           : script == SCRIPT_HIRAGANA || script == SCRIPT_KATAKANA ? EAST_JAPAN
           : script == SCRIPT_HANGUL                                ? EAST_KOREA
           : script == SCRIPT_BOPOMOFO                              ? EAST_CHINA
                                                                    : 0;
}

static void note_script(struct scripts *s, uint32_t code)
{
    unsigned script = script_of(code), east = east_of(script);
    if (script == SCRIPT_LATIN) {
        s->latin = true;
    } else if (east) {
        s->eastern = true;
        s->east &= east;
    } else if (script) {
        s->several |= s->one_other && s->other != script;
        s->one_other = true;
        s->other = script;
    }
}

static bool one_script(const struct scripts *s)
{
    return s->one_other ? !s->several && !s->latin && !s->eastern : !s->eastern || s->east;
}

static bool is_mark(uint32_t code)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
           category == UTF8PROC_CATEGORY_ME;
}

bool precis_old_nick(const char *nick, size_t max, char *out, size_t cap)
{
    if (!*nick || !map(nick, 0, out, cap) || strlen(out) > max) {
        return false;
    }
    for (const char *at = out; *at;) {
        uint32_t code;
        size_t len = utf8_decode(at, strlen(at), &code);
        if (code < 0x80 ? !ascii_ok(*at, at == out) : !letter_ok(code, at == out)) {
            return false;
        }
        at += len;
    }
    return true;
}

bool precis_nick(const char *nick, size_t max, char *out, size_t cap)
{
    enum {
        MARKS = 1,
        MARKS_ELSEWHERE = 4
    }; /* besides those composed with their letter; scripts that write vowels as marks need more */
    struct scripts s = {.east = EAST_ALL};
    int marks = 0;
    if (!precis_old_nick(nick, max, out, cap)) {
        return false;
    }
    for (const char *at = out; *at;) {
        uint32_t code;
        at += utf8_decode(at, strlen(at), &code);
        note_script(&s, code);
        marks = is_mark(code) ? marks + 1 : 0;
        bool few = !s.one_other || s.other == SCRIPT_GREEK || s.other == SCRIPT_CYRILLIC;
        if (ignorable(code) || marks > (few ? MARKS : MARKS_ELSEWHERE)) {
            return false;
        }
    }
    return one_script(&s);
}

/* Whether it is a space, or invisible. */
static bool unseen(uint32_t code)
{
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN: return true;
    case UTF8PROC_CATEGORY_CF:
        return code != 0x200D; /* joins the parts of an emoji; part of no look */
    default: return false;
    }
}

bool precis_room(const char *room, size_t max, char *out, size_t cap)
{
    if (room[0] != '#' || !map(room, 0, out, cap) || strlen(out) > max) {
        return false;
    }
    for (const char *at = out + 1; *at;) {
        uint32_t code;
        size_t len = utf8_decode(at, strlen(at), &code);
        if (*at == ',' || *at == ':' || unseen(code)) {
            return false;
        }
        at += len;
    }
    return out[1] != '\0';
}

/* --- which are the same --- */

static char look_of(uint32_t code)
{
    size_t low = 0, high = COUNT_OF(lookalikes);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (lookalikes[middle].code < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < COUNT_OF(lookalikes) && lookalikes[low].code == code ? lookalikes[low].looks : 0;
}

static void fold_ascii(const char *name, char *out)
{
    size_t len = 0;
    for (; name[len] && len + 1 < NAME_KEY; len++) {
        out[len] = name[len] >= 'A' && name[len] <= 'Z' ? (char)(name[len] + 32) : name[len];
    }
    out[len] = '\0';
}

void precis_key(const char *name, char *out)
{
    char folded[NAME_KEY];
    if (utf8_is_ascii(name) || !map(name, UTF8PROC_CASEFOLD, folded, sizeof folded)) {
        fold_ascii(name, out);
        return;
    }
    char *to = out;
    for (const char *at = folded; *at;) {
        uint32_t code;
        size_t len = utf8_decode(at, strlen(at), &code);
        char look = look_of(code);
        if (look) {
            *to++ = look;
        } else {
            memcpy(to, at, len);
            to += len;
        }
        at += len;
    }
    *to = '\0';
}

/* The index in `looks`, -1: it is not there. */
static int find_look(uint32_t code)
{
    int at;
    FIND(looks, code, code, at);
    return at >= 0 && looks[at].code == code ? at : -1;
}

static bool looks_ascii(int at)
{
    return at >= 0 && look_pool[looks[at].at] < 0x80;
}

static char small(uint32_t code)
{
    return (char)(code >= 'A' && code <= 'Z' ? code + 32 : code);
}

/* Appends what one code point looks like to `to`, in lower case; returns its length. In a name that
 * is not folded, the Unicode data takes precedence over our own table. */
static size_t put_look(uint32_t code, bool folded, char *to)
{
    size_t len = 0;
    int at = find_look(code);
    char known = code < 0x80 ? small(code) : folded || at < 0 ? look_of(code) : 0;
    if (known) {
        *to = known;
        return 1;
    }
    int capital = find_look((uint32_t)utf8proc_toupper((utf8proc_int32_t)code));
    if (!looks_ascii(at) && looks_ascii(capital) && looks[capital].len == 1) {
        at = capital; /* of folded letters the capital may be the look-alike */
    }
    if (at < 0) {
        return utf8_encode(to, code);
    }
    const uint32_t *like = look_pool + looks[at].at;
    if (looks[at].len == 2 && like[0] == 'r' && like[1] == 'n') { /* how the data writes an m */
        *to = 'm';
        return 1;
    }
    for (int i = 0; i < looks[at].len; i++) {
        len += utf8_encode(to + len, like[i] < 0x80 ? (uint32_t)small(like[i]) : like[i]);
    }
    return len;
}

static void look(const char *name, int folding, char *out)
{
    enum { LOOK_MOST = 80 }; /* bytes of one code point's look */
    _Static_assert(LOOK_LONGEST * 4 <= LOOK_MOST, "looks are longer than that");
    char parts[NAME_KEY], made[NAME_KEY];
    size_t used = 0;
    if (utf8_is_ascii(name) || !map(name, folding, parts, sizeof parts) ||
        !decompose(parts, parts, sizeof parts)) {
        fold_ascii(name, out);
        return;
    }
    for (const char *at = parts; *at && used + LOOK_MOST < sizeof made;) {
        uint32_t code;
        at += utf8_decode(at, strlen(at), &code);
        used += ignorable(code) ? 0 : put_look(code, folding != 0, made + used);
    }
    made[used] = '\0';
    if (!map(made, 0, out, NAME_KEY)) {
        copy_text(out, NAME_KEY, made);
    }
}

void precis_look(const char *name, char *out)
{
    look(name, UTF8PROC_CASEFOLD, out);
}

void precis_shown_look(const char *name, char *out)
{
    look(name, 0, out);
}

/* A name at a glance: letters and digits only, with look-alikes merged. */
static void glance(const char *name, char *out)
{
    char seen[NAME_KEY];
    size_t used = 0;
    precis_look(name, seen);
    if (!decompose(seen, seen, sizeof seen)) {
        copy_text(seen, sizeof seen, name);
    }
    for (const char *at = seen; *at; at++) {
        char c = *at == '0' ? 'o' : *at == '5' ? 's' : strchr("1i|", *at) ? 'l' : *at;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            out[used++] = c;
        }
    }
    out[used] = '\0';
}

bool precis_like_service(const char *nick)
{
    char seen[NAME_KEY];
    glance(nick, seen);
    size_t len = strlen(seen);
    return len >= 4 && strcmp(seen + len - 4, "serv") == 0;
}

bool precis_same(const char *a, const char *b)
{
    char one[NAME_KEY], other[NAME_KEY];
    precis_key(a, one);
    precis_key(b, other);
    return strcmp(one, other) == 0;
}

bool precis_match(const char *mask, const char *name)
{
    char one[NAME_KEY], other[NAME_KEY];
    if (utf8_is_ascii(mask) && utf8_is_ascii(name)) {
        return names_match(mask, name);
    }
    precis_key(mask, one);
    precis_key(name, other);
    return names_match(one, other);
}
