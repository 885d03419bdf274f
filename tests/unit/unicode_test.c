/* Unicode's own test files, if the system has them (package unicode-data): graphemes (UAX #29),
 * bidirectional order (UAX #9), and emoji. TERTULIA_UNICODE names another folder. */
#include "tests/unit/check_unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "client/text/text.h"
#include "client/text/visual_row.h"
#include "irc/utf8.h"

enum { CODES_MAX = 256, LINE_MAX_BYTES = 4096 };

struct sample {
    uint32_t codes[CODES_MAX];
    size_t places[CODES_MAX + 1]; /* byte offset of each, and the end */
    char text[CODES_MAX * 4];
    size_t len;
    int count;
};

static FILE *open_file(const char *name)
{
    char path[512];
    const char *folder = getenv("TERTULIA_UNICODE");
    snprintf(path, sizeof path, "%s/%s", folder ? folder : "/usr/share/unicode", name);
    FILE *in = fopen(path, "r");
    if (!in) {
        printf("%s is not there: package unicode-data\n", path);
        skip();
    }
    return in;
}

static void add_code(struct sample *s, uint32_t code)
{
    s->codes[s->count] = code;
    s->places[s->count++] = s->len;
    s->len += utf8_encode(s->text + s->len, code);
    s->places[s->count] = s->len;
}

static bool is_surrogate(uint32_t code)
{
    return code >= 0xD800 && code <= 0xDFFF;
}

/* --- graphemes: "÷ 0020 × 0308 ÷ 0020 ÷", ÷ where one ends --- */

static bool check_breaks(const char *line)
{
    struct sample s = {.count = 0};
    bool breaks[CODES_MAX + 1] = {false};
    for (const char *at = line; *at && *at != '#';) {
        if (strncmp(at, "÷", 2) == 0 || strncmp(at, "×", 2) == 0) {
            breaks[s.count] = at[1] == (char)0xB7;
            at += 2;
        } else if (strspn(at, "0123456789ABCDEF") >= 4) {
            char *end;
            add_code(&s, (uint32_t)strtoul(at, &end, 16));
            at = end;
        } else {
            at++;
        }
    }
    for (int i = 0; i < s.count; i++) {
        if (is_surrogate(s.codes[i]) || s.codes[i] == 0) {
            return true; /* never in our texts */
        }
    }
    size_t at = 0;
    for (int i = 1; i <= s.count; i++) {
        if (breaks[i]) {
            if (text_next(s.text, s.len, at) != s.places[i] ||
                text_prev(s.text, s.len, s.places[i]) != at) {
                return false;
            }
            at = s.places[i];
        }
    }
    return at == s.len;
}

static void graphemes_break_as_unicode_says(void **state)
{
    (void)state;
    char line[LINE_MAX_BYTES];
    int count = 0, wrong = 0;
    FILE *in = open_file("auxiliary/GraphemeBreakTest.txt");
    assert_non_null(fgets(line, sizeof line, in));
    bool same = strstr(line, utf8proc_unicode_version());
    while (fgets(line, sizeof line, in)) {
        if (line[0] != '#' && line[0] != '\n') {
            count++;
            if (!check_breaks(line)) {
                wrong++;
                printf("not so: %s", line);
            }
        }
    }
    fclose(in);
    assert_true(count > 500);
    /* another version of Unicode may differ in a few */
    assert_true(wrong <= (same ? 0 : count / 50));
}

/* --- the order: codes; direction; level of the paragraph; levels; order --- */

static int columns(const struct ruler *r, enum type type, const char *text, size_t len)
{
    (void)r, (void)type;
    return text_columns(text, len);
}

/* What text_clean has removed from every text, and paragraph ends. */
static bool is_never_there(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069) || code == 0x2029 || code == 0x200E ||
           code == 0x200F || code == 0x061C;
}

/* Appends the codes of a piece to `out`, from left to right. */
static int put_piece(const struct sample *s, const struct piece *p, int *out, int count)
{
    int first = 0, last = s->count - 1;
    while (s->places[first] < p->start) {
        first++;
    }
    while (s->places[last] >= p->end) {
        last--;
    }
    for (int i = 0; i <= last - first; i++) {
        out[count++] = p->rtl ? last - i : first + i;
    }
    return count;
}

/* 1: correct; 0: wrong; -1: not applicable. */
static int check_order(char *line)
{
    static const struct ruler ruler = {columns};
    struct sample s = {.count = 0};
    struct visual_row row;
    char *rest = strchr(line, ';');
    int order[CODES_MAX], count = 0, direction, level, skipped = 0;
    for (char *at = line, *end; at < rest; at = end + strspn(end, " ")) {
        add_code(&s, (uint32_t)strtoul(at, &end, 16));
        if (is_never_there(s.codes[s.count - 1])) {
            return -1;
        }
    }
    if (sscanf(rest, ";%d;%d;%*[^;]%n", &direction, &level, &skipped) != 2 || !skipped ||
        visual_row_is_rtl(s.text, s.len) != (level == 1)) {
        return -1; /* the first letter decides it here */
    }
    struct wrap_run run = {0, s.len, TYPE_BODY};
    visual_row_take(&row, &ruler, s.text, s.len, &run, 1, (struct wrap_row){0, s.len});
    for (int i = 0; i < row.count; i++) {
        count = put_piece(&s, &row.pieces[i], order, count);
    }
    char *at = rest + skipped + 1;
    for (int i = 0; i < count; i++) {
        char *end;
        if (strtol(at, &end, 10) != order[i] || end == at) {
            return 0;
        }
        at = end;
    }
    return count == s.count;
}

static void rows_are_in_the_order_that_unicode_says(void **state)
{
    (void)state;
    char line[LINE_MAX_BYTES], copy[LINE_MAX_BYTES];
    int count = 0, wrong = 0;
    FILE *in = open_file("BidiCharacterTest.txt");
    while (fgets(line, sizeof line, in)) {
        if (line[0] == '#' || line[0] == '\n') {
            continue;
        }
        strcpy(copy, line);
        int fine = check_order(copy);
        count += fine >= 0;
        wrong += fine == 0;
        if (fine == 0 && wrong < 10) {
            printf("not so: %s", line);
        }
    }
    fclose(in);
    printf("%d lines\n", count);
    assert_true(count > 10000);
    assert_int_equal(wrong, 0);
}

/* --- emoji: "1F468 200D 1F469 ; fully-qualified # ..." --- */

static void an_emoji_is_one_grapheme(void **state)
{
    (void)state;
    char line[LINE_MAX_BYTES];
    int count = 0;
    FILE *in = open_file("emoji/emoji-test.txt");
    while (fgets(line, sizeof line, in)) {
        struct sample s = {.count = 0};
        char *end = strstr(line, "; fully-qualified");
        if (line[0] == '#' || !end) {
            continue;
        }
        for (char *at = line; at < end; at += strspn(at, " ")) {
            add_code(&s, (uint32_t)strtoul(at, &at, 16));
        }
        if (text_next(s.text, s.len, 0) != s.len || text_prev(s.text, s.len, s.len) != 0) {
            fail_msg("not one: %s", line);
        }
        count++;
    }
    fclose(in);
    assert_true(count > 3000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(graphemes_break_as_unicode_says),
        cmocka_unit_test(rows_are_in_the_order_that_unicode_says),
        cmocka_unit_test(an_emoji_is_one_grapheme),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
