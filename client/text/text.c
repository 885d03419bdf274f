#include "client/text/text.h"

#include <string.h>
#include <utf8proc.h>

#include "irc/bytes.h"
#include "irc/names.h"
#include "irc/utf8.h"

size_t text_next(const char *text, size_t len, size_t at)
{
    uint32_t before, code;
    if (at >= len) {
        return len;
    }
    utf8proc_int32_t state = 0;
    at += utf8_decode(text + at, len - at, &before);
    while (at < len) {
        size_t took = utf8_decode(text + at, len - at, &code);
        if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)code,
                                             &state)) {
            break;
        }
        before = code;
        at += took;
    }
    return at;
}

size_t text_prev(const char *text, size_t len, size_t at)
{
    /* graphemes can only be found going forward: start earlier, at a space or line break */
    size_t start = at;
    for (int back = 0; start > 0 && back < 128; back++) {
        start--;
        if ((text[start] == ' ' || text[start] == '\n') && start + 1 < at) {
            break;
        }
    }
    while (start > 0 && ((unsigned char)text[start] & 0xC0) == 0x80) {
        start--;
    }
    size_t next;
    while ((next = text_next(text, len, start)) < at) {
        start = next;
    }
    return start;
}

static bool word_char(uint32_t code)
{
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)code);
    return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_NO) || code == '_' || code == '\'';
}

static bool is_word_at(const char *text, size_t len, size_t at)
{
    uint32_t code;
    utf8_decode(text + at, len - at, &code);
    return word_char(code);
}

size_t text_next_word(const char *text, size_t len, size_t at)
{
    while (at < len && !is_word_at(text, len, at)) {
        at = text_next(text, len, at);
    }
    while (at < len && is_word_at(text, len, at)) {
        at = text_next(text, len, at);
    }
    return at;
}

size_t text_prev_word(const char *text, size_t len, size_t at)
{
    while (at > 0 && !is_word_at(text, len, text_prev(text, len, at))) {
        at = text_prev(text, len, at);
    }
    while (at > 0 && is_word_at(text, len, text_prev(text, len, at))) {
        at = text_prev(text, len, at);
    }
    return at;
}

int text_columns(const char *text, size_t len)
{
    int columns = 0;
    size_t at = 0;
    while (at < len) {
        uint32_t code;
        utf8_decode(text + at, len - at, &code);
        columns += utf8proc_charwidth((utf8proc_int32_t)code);
        at = text_next(text, len, at);
    }
    return columns;
}

void text_initials(char *out, const char *name, int count)
{
    size_t len = strlen(name), used = 0;
    for (size_t at = 0; at < len && count > 0;) {
        uint32_t code;
        utf8_decode(name + at, len - at, &code);
        size_t next = text_next(name, len, at);
        utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)code);
        bool counts =
            (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO) || c == UTF8PROC_CATEGORY_ND;
        if (counts && used + 5 < 16) {
            used += utf8_encode(out + used, (uint32_t)utf8proc_toupper((utf8proc_int32_t)code));
            count--;
        }
        at = next;
    }
    if (used == 0) {
        out[used++] = '?';
    }
    out[used] = '\0';
}

/* --- spans of a message --- */

/* Characters of nicknames: letters, marks and digits of any script, and the punctuation that IRC
 * allows. */
static bool name_code(uint32_t code)
{
    if (code < 0x80) {
        char c = (char)code;
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               (c && strchr("_-[]\\^{}|`", c));
    }
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)code);
    return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_NO;
}

static uint32_t code_at(const char *text, size_t len, size_t at)
{
    uint32_t code = 0;
    if (at < len) {
        utf8_decode(text + at, len - at, &code);
    }
    return code;
}

static uint32_t code_before(const char *text, size_t at)
{
    size_t from = at;
    while (from > 0 && at - from < 4) {
        from--;
        if (((unsigned char)text[from] & 0xC0) != 0x80) {
            break;
        }
    }
    return code_at(text, at, from);
}

/* Whether a word may begin or end there. Characters of scripts without spaces are words by
 * themselves (UAX #29). */
static bool is_border(const char *text, size_t len, size_t at)
{
    uint32_t before = code_before(text, at), after = code_at(text, len, at);
    return !name_code(before) || !name_code(after) || utf8_stands_alone(before) ||
           utf8_stands_alone(after);
}

static bool letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* How many bytes of the text match `with`, ignoring case; 0: it does not begin with it. */
static size_t starts(const char *text, size_t left, const char *with)
{
    size_t at = 0, len = strlen(with), took;
    for (size_t i = 0; i < len; i += took) {
        uint32_t wanted, found;
        if (at >= left) {
            return 0;
        }
        took = utf8_decode(with + i, len - i, &wanted);
        at += utf8_decode(text + at, left - at, &found);
        if (found != wanted && utf8proc_tolower((utf8proc_int32_t)found) !=
                                   utf8proc_tolower((utf8proc_int32_t)wanted)) {
            return 0;
        }
    }
    return at;
}

/* The length of a domain such as beej.us at `at` if a path follows, which makes it a link; 0: there
 * is none. */
static size_t bare_domain(const char *text, size_t len, size_t at)
{
    size_t end = at, label = at, letters = 0;
    bool dot = false;
    for (; end < len && (letter_or_digit(text[end]) || text[end] == '-' || text[end] == '.');
         end++) {
        if (text[end] == '.' && end == label) {
            return 0;
        }
        letters += text[end] > '9';
        if (text[end] == '.') {
            dot = true;
            label = end + 1;
            letters = 0;
        }
    }
    return dot && end < len && text[end] == '/' && letters >= 2 && letters == end - label ? end - at
                                                                                          : 0;
}

/* Whether a link may contain this: quotes and punctuation of other scripts end it, as spaces do. */
static bool link_code(uint32_t code)
{
    if (code < 0x80) {
        return code > ' ' && code != 0x7F && !strchr("<>\"", (char)code);
    }
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)code);
    return c < UTF8PROC_CATEGORY_PC || (c > UTF8PROC_CATEGORY_PO && c < UTF8PROC_CATEGORY_ZS);
}

/* The end of a link, without trailing punctuation and unmatched closing brackets. */
static size_t without_end(const char *text, size_t begin, size_t end)
{
    static const char pairs[] = "()[]{}";
    int open[3] = {0};
    for (size_t at = begin; at < end; at++) {
        const char *sign = strchr(pairs, text[at]);
        if (text[at] && sign) {
            open[(sign - pairs) / 2] += (sign - pairs) % 2 ? -1 : 1;
        }
    }
    while (end > begin) {
        const char *sign = strchr(pairs, text[end - 1]);
        bool closes = sign && (sign - pairs) % 2 && open[(sign - pairs) / 2] < 0;
        if (!closes && !strchr(".,;:!?'*", text[end - 1])) {
            break;
        }
        if (closes) {
            open[(sign - pairs) / 2]++;
        }
        end--;
    }
    return end;
}

/* How long the link at `at` is; 0: there is none. */
static size_t link_length(const char *text, size_t len, size_t at)
{
    static const char *const schemes[] = {"https://", "http://", "ircs://", "irc://",
                                          "ftp://",   "mailto:", "www.",    ""};
    if (!letter_or_digit(text[at])) {
        return 0;
    }
    uint32_t before = code_before(text, at);
    bool in_word = name_code(before) && !utf8_stands_alone(before) &&
                   !strchr("[]{}|", before < 0x80 ? (int)before : 'a');
    if (in_word || (before && before < 0x80 && strchr("@./", (int)before))) {
        return 0;
    }
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t scheme =
            schemes[i][0] ? starts(text + at, len - at, schemes[i]) : bare_domain(text, len, at);
        if (!scheme) {
            continue;
        }
        size_t end = at + scheme;
        while (end < len) {
            uint32_t code;
            size_t took = utf8_decode(text + end, len - end, &code);
            if (!link_code(code)) {
                break;
            }
            end += took;
        }
        end = without_end(text, at + scheme, end);
        return end > at + scheme ? end - at : 0;
    }
    return 0;
}

/* The length of `me` at `at`, with or without '@', if it is a whole word; 0: it is not. */
static size_t me_length(const char *text, size_t len, size_t at, const char *me)
{
    size_t sign = text[at] == '@';
    size_t name = *me ? starts(text + at + sign, len - at - sign, me) : 0;
    if (!name || code_before(text, at) == '@' ||
        (sign ? name_code(code_before(text, at)) : !is_border(text, len, at))) {
        return 0;
    }
    size_t end = at + sign + name;
    return is_border(text, len, end) ? end - at : 0;
}

/* The end of the name at `at`, made of name_code characters and `others`. */
static size_t name_end(const char *text, size_t len, size_t at, const char *others)
{
    while (at < len) {
        uint32_t code;
        size_t took = utf8_decode(text + at, len - at, &code);
        if (!name_code(code) && !(code && code < 0x80 && strchr(others, (int)code))) {
            break;
        }
        at += took;
    }
    return at;
}

static size_t at_name_length(const char *text, size_t len, size_t at)
{
    if (text[at] != '@' || name_code(code_before(text, at))) {
        return 0;
    }
    size_t end = name_end(text, len, at + 1, "");
    return end > at + 1 ? end - at : 0;
}

/* The length of a room name, which needs a letter so that "#1" is not one; 0: none. */
static size_t room_length(const char *text, size_t len, size_t at)
{
    uint32_t before = code_before(text, at);
    if (text[at] != '#' || (name_code(before) && !utf8_stands_alone(before)) ||
        (before && before < 0x80 && strchr("#&/", (int)before))) {
        return 0;
    }
    size_t end = name_end(text, len, at + 1, "#.+");
    while (end > at && strchr(".+", text[end - 1])) {
        end--;
    }
    bool letter = false;
    for (size_t i = at + 1; i < end; i++) {
        letter = letter || !strchr("0123456789#.+", text[i]);
    }
    return letter ? end - at : 0;
}

static bool mail_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("._%+-", c));
}

static size_t mail_length(const char *text, size_t len, size_t at)
{
    size_t end = at;
    if (!mail_byte(text[at]) ||
        (at > 0 && (mail_byte(text[at - 1]) || strchr("@/:", text[at - 1])))) {
        return 0;
    }
    while (end < len && mail_byte(text[end])) {
        end++;
    }
    size_t sign = end, dot = 0;
    if (end == len || text[end] != '@') {
        return 0;
    }
    for (end++; end < len && mail_byte(text[end]); end++) {
        dot = text[end] == '.' && end > sign + 1 && end + 1 < len && mail_byte(text[end + 1]) ? end
                                                                                              : dot;
    }
    while (strchr("._%+-", text[end - 1])) {
        end--;
    }
    return dot && dot < end ? end - at : 0;
}

int text_spans(const char *text, size_t len, const char *me, struct span *spans, int max)
{
    int count = 0;
    size_t plain = 0;
    for (size_t at = 0; at < len && count + 2 < max;) {
        size_t n;
        enum span_kind kind = SPAN_LINK;
        if (!(n = link_length(text, len, at)) && (n = room_length(text, len, at))) {
            kind = SPAN_ROOM;
        }
        if (!n && !(n = mail_length(text, len, at))) {
            kind = SPAN_ME;
            if (!(n = me_length(text, len, at, me))) {
                kind = SPAN_NAME;
                n = at_name_length(text, len, at);
            }
        }
        if (n == 0) {
            at++;
            continue;
        }
        if (plain < at) {
            spans[count++] =
                (struct span){.kind = SPAN_PLAIN, .start = plain, .end = at, .whole = plain};
        }
        spans[count++] = (struct span){.kind = kind, .start = at, .end = at + n, .whole = at};
        at += n;
        plain = at;
    }
    if (plain < len) {
        spans[count++] =
            (struct span){.kind = SPAN_PLAIN, .start = plain, .end = len, .whole = plain};
    }
    return count;
}

bool text_mentions(const char *text, const char *me)
{
    size_t len = strlen(text);
    for (size_t at = 0; at < len; at++) {
        if (me_length(text, len, at, me)) {
            return true;
        }
    }
    return false;
}

bool text_contains(const char *text, const char *part)
{
    for (; *text; text++) {
        size_t i = 0;
        while (part[i] && names_fold_char(CASEMAP_ASCII, text[i]) == part[i]) {
            i++;
        }
        if (!part[i]) {
            return true;
        }
    }
    return false;
}

void text_link(struct bytes *out, const char *text, size_t len)
{
    bool mail = memchr(text, '@', len) && !memchr(text, '/', len),
         scheme = starts(text, len, "mailto:");
    for (size_t i = 0; i + 3 <= len && !scheme && letter_or_digit(text[i ? i - 1 : 0]); i++) {
        scheme = memcmp(text + i, "://", 3) == 0;
    }
    bytes_text(out, scheme ? "" : mail ? "mailto:" : "https://");
    bytes_add(out, text, len);
}

/* Letters that draw nothing, such as the Hangul fillers. */
static bool is_filler(uint32_t code)
{
    return code == 0x115F || code == 0x1160 || code == 0x3164 || code == 0xFFA0 || code == 0x2800 ||
           code == 0x034F;
}

void text_show_unseen(char *name)
{
    char *to = name;
    for (const char *at = name; *at;) {
        uint32_t code;
        size_t len = utf8_decode(at, strlen(at), &code);
        bool unseen =
            code >= 0x80 &&
            (is_filler(code) || utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_CF ||
             (code >= 0xFE00 && code <= 0xFE0F));
        if (unseen) {
            *to++ = '?';
        } else {
            memmove(to, at, len);
            to += len;
        }
        at += len;
    }
    *to = '\0';
}
