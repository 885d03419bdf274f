#include "tests/unit/check_unit.h"

#include "client/text.h"
#include "client/wrap.h"
#include "irc/bytes.h"

static int eight(const struct ruler *r, enum type type, const char *text, size_t len)
{
    (void)r, (void)type;
    return text_columns(text, len) * 8;
}

static const struct ruler ruler = {eight};

static void graphemes_are_whole(void **state)
{
    (void)state;
    const char *text = "aé👨‍👩‍👧🇪🇸b";
    size_t len = strlen(text), at = 0;
    int count = 0;
    size_t edges[16];
    while (at < len) {
        edges[count++] = at;
        at = text_next(text, len, at);
    }
    assert_int_equal(count, 5);
    for (int i = count - 1; i >= 0; i--) {
        at = text_prev(text, len, at);
        assert_int_equal(at, edges[i]);
    }
    assert_int_equal(text_next("\xFF\xFE", 2, 0), 1);
    assert_int_equal(text_prev("ab", 2, 0), 0);
}

static void words_jump(void **state)
{
    (void)state;
    const char *text = "hola, señor  9";
    size_t len = strlen(text);
    assert_int_equal(text_next_word(text, len, 0), 4);
    assert_int_equal(text_next_word(text, len, 4), 12);
    assert_int_equal(text_prev_word(text, len, len), len - 1);
    assert_int_equal(text_prev_word(text, len, 12), 6);
    assert_int_equal(text_prev_word(text, len, 0), 0);
}

static void hostile_text_is_cleaned(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"\x02" "bold\x0F", "bold"},
        {"\x03" "04,12red\x03 1", "red 1"},
        {"\x04" "FF0000red", "red"},
        {"a\x1b[31mb\x07", "a[31mb"},
        {"\xE2\x80\xAEreversed", "reversed"},
        {"a\tb\r\nc", "a bc"},
        {"\xFF\xC3", "\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"niño", "niño"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bytes out = {0};
        text_clean(&out, cases[i][0]);
        assert_string_equal(bytes_string(&out), cases[i][1]);
        bytes_finish(&out);
    }
    struct bytes zalgo = {0}, out = {0};
    bytes_text(&zalgo, "a");
    for (int i = 0; i < 600; i++) {
        bytes_text(&zalgo, "\xCC\x81");
    }
    text_clean(&out, zalgo.data);
    assert_int_equal(out.len, 1 + 8 * 2);
    bytes_finish(&zalgo);
    bytes_finish(&out);
}

static void initials(void **state)
{
    (void)state;
    char out[16];
    text_initials(out, "ana", 2);
    assert_string_equal(out, "AN");
    text_initials(out, "_ñu_", 2);
    assert_string_equal(out, "ÑU");
    text_initials(out, "|", 1);
    assert_string_equal(out, "?");
}

/* The spans of a text as "kind<text>". */
static void spans_of(const char *text, char *out)
{
    struct span spans[32];
    int count = text_spans(text, strlen(text), "ana", spans, 32);
    out[0] = '\0';
    for (int i = 0; i < count; i++) {
        sprintf(out + strlen(out), "%c<%.*s>", "plmn"[spans[i].kind],
                (int)(spans[i].end - spans[i].start), text + spans[i].start);
    }
}

static void spans_are_found(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"hola", "p<hola>"},
        {"see https://a.b/c.", "p<see >l<https://a.b/c>p<.>"},
        {"(https://a.b/c_(d))", "p<(>l<https://a.b/c_(d)>p<)>"},
        {"www.a.b!", "l<www.a.b>p<!>"},
        {"https://", "p<https://>"},
        {"xhttps://a", "p<xhttps://a>"},
        {"ANA: hi", "m<ANA>p<: hi>"},
        {"@ana @bob banana anas", "m<@ana>p< >n<@bob>p< banana anas>"},
        {"mail a@b.c", "p<mail a@b.c>"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[256];
        spans_of(cases[i][0], out);
        assert_string_equal(out, cases[i][1]);
    }
    assert_true(text_mentions("hey Ana!", "ana"));
    assert_false(text_mentions("banana", "ana"));
    assert_false(text_mentions("hey", ""));
}

static void wrapped(const char *text, int columns, char *out)
{
    struct wrap_row rows[16];
    struct wrap_run run = {0, strlen(text), TYPE_BODY};
    int count = wrap_text(&ruler, text, strlen(text), &run, 1, columns * 8, rows, 16);
    out[0] = '\0';
    for (int i = 0; i < count; i++) {
        sprintf(out + strlen(out), "%.*s|", (int)(rows[i].end - rows[i].start),
                text + rows[i].start);
    }
}

static void text_wraps(void **state)
{
    (void)state;
    static const struct { const char *in; int columns; const char *out; } cases[] = {
        {"one two three", 8, "one two|three|"},
        {"one two three", 7, "one two|three|"},
        {"one two three", 100, "one two three|"},
        {"abcdefghij", 4, "abcd|efgh|ij|"},
        {"ab abcdefghij x", 4, "ab|abcd|efgh|ij x|"},
        {"a\nb\n\nc", 9, "a|b||c|"},
        {"", 9, "|"},
        {"x ", 9, "x |"},
        {"你好世界", 4, "你好|世界|"},
        {"👨‍👩‍👧👨‍👩‍👧", 3, "👨‍👩‍👧|👨‍👩‍👧|"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[256];
        wrapped(cases[i].in, cases[i].columns, out);
        assert_string_equal(out, cases[i].out);
    }
    assert_int_equal(wrap_fit(&ruler, TYPE_BODY, "abcdef", 6, 48), 6);
    assert_int_equal(wrap_fit(&ruler, TYPE_BODY, "abcdef", 6, 40), 4);
    assert_int_equal(wrap_fit(&ruler, TYPE_BODY, "abcdef", 6, 0), 0);
}

RUN(cmocka_unit_test(graphemes_are_whole), cmocka_unit_test(words_jump),
    cmocka_unit_test(hostile_text_is_cleaned), cmocka_unit_test(initials),
    cmocka_unit_test(spans_are_found), cmocka_unit_test(text_wraps))
