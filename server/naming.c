#include "server/naming.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "irc/check.h"
#include "irc/names.h"
#include "irc/utf8.h"

/* Letters that look like a letter of ASCII, by code point; small ones, as folding leaves them. The
 * capitals of Greek and Cyrillic look like others than their small letters: both are meant. */
static const struct { uint16_t code; char looks; } lookalikes[] = {
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

enum script { SCRIPT_NONE = 0, SCRIPT_LATIN = 1, SCRIPT_GREEK = 2, SCRIPT_CYRILLIC = 4,
              SCRIPT_ARMENIAN = 8 };

/* Only of the scripts whose letters are taken for one another. */
static enum script script_of(uint32_t code)
{
    static const struct { uint32_t from, to; enum script script; } ranges[] = {
        {'A', 'Z', SCRIPT_LATIN},         {'a', 'z', SCRIPT_LATIN},
        {0xC0, 0x24F, SCRIPT_LATIN},      {0x250, 0x2AF, SCRIPT_LATIN},
        {0x370, 0x3FF, SCRIPT_GREEK},     {0x400, 0x52F, SCRIPT_CYRILLIC},
        {0x531, 0x58F, SCRIPT_ARMENIAN},  {0x1C80, 0x1C8F, SCRIPT_CYRILLIC},
        {0x1E00, 0x1EFF, SCRIPT_LATIN},   {0x1F00, 0x1FFF, SCRIPT_GREEK},
        {0x2C60, 0x2C7F, SCRIPT_LATIN},   {0x2DE0, 0x2DFF, SCRIPT_CYRILLIC},
        {0xA640, 0xA69F, SCRIPT_CYRILLIC}, {0xA720, 0xA7FF, SCRIPT_LATIN},
    };
    for (size_t i = 0; i < COUNT_OF(ranges); i++) {
        if (code >= ranges[i].from && code <= ranges[i].to) {
            return ranges[i].script;
        }
    }
    return SCRIPT_NONE;
}

static bool is_ascii(const char *text)
{
    while ((unsigned char)*text < 0x80 && *text) {
        text++;
    }
    return !*text;
}

/* Normal form C, with these options besides. False when it does not fit. */
static bool map(const char *name, int options, char *out, size_t cap)
{
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)name, 0, &mapped,
                                        (utf8proc_option_t)(UTF8PROC_NULLTERM | UTF8PROC_STABLE |
                                                            UTF8PROC_COMPOSE | options));
    bool fits = len >= 0 && (size_t)len < cap;
    if (fits) {
        copy_text(out, cap, (char *)mapped);
    }
    free(mapped);
    return fits;
}

/* --- which may be worn --- */

static bool ascii_ok(char c, bool first)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || strchr("[]\\^_`{|}", c)) {
        return true;
    }
    return !first && ((c >= '0' && c <= '9') || c == '-');
}

/* A letter, a mark or a digit; not one that is another in other clothes (full width, ligature). */
static bool letter_ok(uint32_t code, bool first)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    bool mark = category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC;
    bool digit = category == UTF8PROC_CATEGORY_ND;
    bool letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
    const utf8proc_property_t *p = utf8proc_get_property((utf8proc_int32_t)code);
    bool clothed = p->decomp_type != 0; /* compatibility, in utf8proc's words */
    return !p->ignorable && !clothed && (letter || (!first && (mark || digit)));
}

bool naming_nick(const char *nick, size_t max, char *out, size_t cap)
{
    unsigned scripts = 0;
    if (!*nick || !map(nick, 0, out, cap) || strlen(out) > max) {
        return false;
    }
    for (const char *at = out; *at;) {
        uint32_t code;
        size_t len = utf8_decode(at, strlen(at), &code);
        if (code < 0x80 ? !ascii_ok(*at, at == out) : !letter_ok(code, at == out)) {
            return false;
        }
        scripts |= script_of(code);
        at += len;
    }
    return (scripts & (scripts - 1)) == 0; /* at most one of them */
}

/* A space, or something that leaves no ink. */
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
    case UTF8PROC_CATEGORY_CF: return code != 0x200D; /* joins the parts of an emoji */
    default: return false;
    }
}

bool naming_room(const char *room, size_t max, char *out, size_t cap)
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

void naming_key(const char *name, char *out)
{
    char folded[NAME_KEY];
    if (is_ascii(name) || !map(name, UTF8PROC_CASEFOLD, folded, sizeof folded)) {
        fold_ascii(name, out);
        return;
    }
    char *to = out;
    for (const char *at = folded; *at;) {
        uint32_t code;
        size_t len = utf8_decode(at, strlen(at), &code);
        char looks = look_of(code);
        if (looks) {
            *to++ = looks;
        } else {
            memcpy(to, at, len);
            to += len;
        }
        at += len;
    }
    *to = '\0';
}

bool naming_same(const char *a, const char *b)
{
    char one[NAME_KEY], other[NAME_KEY];
    naming_key(a, one);
    naming_key(b, other);
    return strcmp(one, other) == 0;
}

bool naming_match(const char *mask, const char *name)
{
    char one[NAME_KEY], other[NAME_KEY];
    if (is_ascii(mask) && is_ascii(name)) {
        return names_match(mask, name);
    }
    naming_key(mask, one);
    naming_key(name, other);
    return names_match(one, other);
}
