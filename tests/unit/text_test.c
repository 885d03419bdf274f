#include "tests/unit/check_unit.h"
#include "tests/within.h"

#include <stdlib.h>
#include <string.h>

#include "client/text/formatting.h"
#include "client/text/secrets.h"
#include "client/text/text.h"
#include "client/text/visual_row.h"
#include "client/text/wrap.h"
#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/query.h"

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
        {"\x02"
         "bold\x0F",
         "bold"},
        {"\x03"
         "04,12red\x03 1",
         "red 1"},
        {"\x04"
         "FF0000red",
         "red"},
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
        sprintf(out + strlen(out), "%c<%.*s>", "plmnr"[spans[i].kind],
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
        {"mail a@b.c", "p<mail >l<a@b.c>"},
        {"ana.b+c@x.example.org.", "l<ana.b+c@x.example.org>p<.>"},
        {"a@b @a.b x@y@z.w", "p<a@b >n<@a>p<.b x@y@z.w>"},
        {"in #cafe, #1 a#b ##c++.", "p<in >r<#cafe>p<, #1 a#b >r<##c>p<++.>"},
        {"https://a.b/#c", "l<https://a.b/#c>"},
        {"当当网http://a.b/c《x", "p<当当网>l<http://a.b/c>p<《x>"},
        {"「https://a.b/c」", "p<「>l<https://a.b/c>p<」>"},
        {"“https://a.b/c”", "p<“>l<https://a.b/c>p<”>"},
        {"«https://a.b/c»", "p<«>l<https://a.b/c>p<»>"},
        {"¡https://a.b/c!", "p<¡>l<https://a.b/c>p<!>"},
        {"http://t.cn/x（分享自", "l<http://t.cn/x>p<（分享自>"},
        {"http://t.cn/13120！", "l<http://t.cn/13120>p<！>"},
        {"http://t.cn/x。", "l<http://t.cn/x>p<。>"},
        {"https://a.b/c—dash", "l<https://a.b/c>p<—dash>"},
        {"see:https://a.b/c", "p<see:>l<https://a.b/c>"},
        {"[https://a.b/c]", "p<[>l<https://a.b/c>p<]>"},
        {"{https://a.b/c}", "p<{>l<https://a.b/c>p<}>"},
        {"https://a.b/(曖昧さ回避)", "l<https://a.b/(曖昧さ回避)>"},
        {"https://☃.b/ü'", "l<https://☃.b/ü>p<'>"},
        {"ana’s ¿ana? ana…", "m<ana>p<’s ¿>m<ana>p<? >m<ana>p<…>"},
        {"#café、", "r<#café>p<、>"},
        {"@éric。", "n<@éric>p<。>"},
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
    static const char *const calls[] = {"luz’s turn", "¿luz?",    "¡luz!",   "“luz” dijo",
                                        "«luz»",      "luz…",     "luzさん", "你好luz，在吗",
                                        "mira—luz",   "LUZ: ven", "luz:",    "(luz)",
                                        "luz's",      "@luz",     "luz/bob", "@Luz."};
    static const char *const others[] = {"luzia", "luz-b", "bluz", "luz_", "a@luz", "luzé", "éluz"};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        assert_true(text_mentions(calls[i], "Luz"));
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_false(text_mentions(others[i], "luz"));
    }
    assert_true(text_mentions("hola ÍÑIGO", "íñigo"));
    assert_true(text_mentions("田中さん", "田中"));
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
    static const struct {
        const char *in;
        int columns;
        const char *out;
    } cases[] = {
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

static void codes_become_styles_and_codes_again(void **state)
{
    (void)state;
    static const struct {
        const char *coded, *plain, *again;
    } rows[] = {
        {"nada", "nada", "nada"},
        {"\x02"
         "a\x02 b",
         "a b",
         "\x02"
         "a\x0F b"},
        {"\x02"
         "a\x1D"
         "b\x02"
         "c",
         "abc",
         "\x02"
         "a\x0F\x02\x1D"
         "b\x0F\x1D"
         "c\x0F"},
        {"\x03"
         "4rojo",
         "rojo",
         "\x04"
         "FF0000rojo\x0F"},
        {"\x03"
         "4,12a\x03 b",
         "a b",
         "\x04"
         "FF0000,0000FCa\x0F b"},
        {"\x03"
         "99a",
         "a", "a"},
        {"\x03,5", ",5", ",5"},
        {"\x04"
         "12AB",
         "12AB", "12AB"},
        {"\x04"
         "123456,abcdefx",
         "x",
         "\x04"
         "123456,ABCDEFx\x0F"},
        {"\x03"
         "5,\x14"
         "123456",
         ",123456",
         "\x04"
         "7F0000\x02\x02,123456\x0F"},
        {"\x02\x02\x1F\x0F", "", ""},
        {"a\x02", "a", "a"},
        {"\x11"
         "x\x11\x16y",
         "xy", "\x11x\x0F\x16y\x0F"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bytes plain = {0}, again = {0};
        struct style *styles;
        int count = formatting_clean(&plain, rows[i].coded, &styles);
        assert_string_equal(bytes_string(&plain), rows[i].plain);
        formatting_write(&again, bytes_string(&plain), styles, count);
        assert_string_equal(bytes_string(&again), rows[i].again);
        free(styles);
        bytes_finish(&plain);
        bytes_finish(&again);
    }
}

static void what_is_typed_is_set(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"nada", "nada"},
        {"**a** *b* _c_ ~~d~~ `e`", "\x02"
                                    "a\x02 \x1D"
                                    "b\x1D \x1D"
                                    "c\x1D \x1E"
                                    "d\x1E \x11"
                                    "e\x11"},
        {"2*3*4 y 2 * 3 * 4", "2*3*4 y 2 * 3 * 4"},
        {"find . -name '**/*.c'", "find . -name '**/*.c'"},
        {"src/**/test/**/*.py", "src/**/test/**/*.py"},
        {"SELECT *, count(*) FROM t WHERE a = '*' and b = '*'",
         "SELECT *, count(*) FROM t WHERE a = '*' and b = '*'"},
        {".*foo.*bar.*", ".*foo.*bar.*"},
        {"*args, **kwargs", "*args, **kwargs"},
        {"*.c *.h", "*.c *.h"},
        {"(*a*) \"*b*\" *c*, *d*. ¡*e*!", "(\x1D"
                                          "a\x1D) \"\x1D"
                                          "b\x1D\" \x1D"
                                          "c\x1D, \x1D"
                                          "d\x1D. ¡\x1D"
                                          "e\x1D!"},
        {"un_nombre_largo __init__", "un_nombre_largo __init__"},
        {"**a *b* c**", "\x02"
                        "a \x1D"
                        "b\x1D c\x02"},
        {"`a *b* c`", "\x11"
                      "a *b* c\x11"},
        {"**", "**"},
        {"****", "****"},
        {"** a **", "** a **"},
        {"*", "*"},
        {"``", "``"},
        {"https://a.b/_c_d_ _e_", "https://a.b/_c_d_ \x1D"
                                  "e\x1D"},
        {"a\n**b**\n", "a\n\x02"
                       "b\x02\n"},
        {"```\nx *y*\n  z\n```\nfin", "\x11x *y*\n\x11  z\nfin"},
        {"```x```", "\x11x\x11"},
        {"```hola", "```hola"},
        {"```int x;\ny```", "```int x;\ny```"},
        {"```c\nx\n```", "\x11x\n"},
        {"```", "```"},
        {"```\nx", "```\nx"},
        {"```\nx\n```y\n```", "\x11x\n\x11```y\n"},
        {"**á** *ñ*", "\x02á\x02 \x1Dñ\x1D"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bytes out = {0};
        formatting_typed(&out, rows[i][0]);
        assert_string_equal(bytes_string(&out), rows[i][1]);
        bytes_finish(&out);
    }
}

/* Rows as displayed: each piece as drawn, from left to right. */
static void rows_are_read_in_their_order(void **state)
{
    (void)state;
    static const struct {
        const char *text, *seen;
        bool rtl;
    } rows[] = {
        {"hello world", "hello world", false},
        {"אבג דהו", "דהו| |אבג", true},
        {"abc אבג דהו def", "abc |דהו| |אבג| def", false},
        {"אבג abc", "abc| |אבג", true},
        {"אבג (דהו).", ".(|דהו|)| |אבג", true},
        {"a אבג, 12 b", "a |12| |,|אבג| b", false},
        {"سلام world", "world| |سلام", true},
        {"1 2 3", "1 2 3", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct visual_row r;
        struct bytes seen = {0};
        size_t len = strlen(rows[i].text);
        struct wrap_run run = {0, len, TYPE_BODY};
        struct wrap_row all = {0, len};
        visual_row_take(&r, &ruler, rows[i].text, len, &run, 1, all);
        for (int k = 0; k < r.count; k++) {
            bytes_text(&seen, k ? "|" : "");
            visual_row_shown(&r, &r.pieces[k], &seen);
        }
        assert_string_equal(bytes_string(&seen), rows[i].seen);
        assert_int_equal(visual_row_is_rtl(rows[i].text, len), rows[i].rtl);
        assert_int_equal(r.w, text_columns(rows[i].text, len) * 8);
        for (size_t at = 0; at < len; at = text_next(rows[i].text, len, at)) {
            int x = visual_row_x_of(&r, at);
            assert_within(x, 0, r.w);
            size_t near = visual_row_byte_at(&r, all, x);
            assert_int_equal(visual_row_x_of(&r, near), x); /* the same edge, from either side */
        }
        bytes_finish(&seen);
    }
}

static void words_are_found_inside(void **state)
{
    (void)state;
    struct span spans[4];
    assert_true(text_has_words("我好今天天气很好", "天气"));
    assert_false(text_has_words("我好今天天气很好", "气天"));
    assert_true(text_has_words("프로그래밍 언어", "그래밍"));
    assert_true(text_has_words("Volldampfschiff", "dampf"));
    assert_false(text_has_words("Volldampfschiff", "da")); /* short: only at the start of a word */
    assert_false(text_has_words("amp", "mp"));
    assert_true(text_has_words("Straße", "STRASSE"));
    assert_int_equal(text_find_words("今天天气好", "天气", spans, 4), 1);
    assert_int_equal(spans[0].start, 6);
    assert_int_equal(spans[0].end, 12);
}

static void passwords_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool service;
        const char *secret;
    } rows[] = {{"/register queso", false, "queso"},
                {"/OPER ana queso de cabra", false, "queso de cabra"},
                {"/raw OPER ana queso", false, "queso"},
                {"/raw PRIVMSG NickServ :IDENTIFY queso", false, "queso"},
                {"/msg nickserv identify ana queso", false, "ana queso"},
                {"/ns set password queso", false, "queso"},
                {"/ns info ana", false, ""},
                {"PASSWD queso nuevo", true, "queso nuevo"},
                {"passwd queso nuevo", false, ""},
                {"/msg bob identify queso", false, ""},
                {"/register", false, ""},
                {"hola", true, ""},
                {"", true, ""}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct bytes masked = {0};
        const char *text = rows[i].text;
        assert_string_equal(text + secrets_start(text, rows[i].service), rows[i].secret);
        secrets_mask(text, rows[i].service, &masked);
        assert_int_equal(masked.len, strlen(text));
        assert_true(!*rows[i].secret || !strstr(masked.data, rows[i].secret));
        bytes_finish(&masked);
    }
}

static void services_are_told_from_people(void **state)
{
    (void)state;
    assert_true(secrets_is_service("nickserv") && secrets_is_service("NickServ@services.example"));
    assert_true(secrets_is_service("bob,NickServ"));
    assert_false(secrets_is_service("NickServer") || secrets_is_service("Nick") ||
                 secrets_is_service("ns") || secrets_is_service(""));
}

static void a_search_has_each_word_once(void **state)
{
    (void)state;
    struct bytes query = {0};
    query_write(&query, " una \"una pala\" un");
    assert_string_equal(query.data, "\"una\"* \"pala\"* \"un\"*");
    bytes_clear(&query);
    query_write(&query, "a b c d e f g h i j k l m n");
    assert_null(strstr(query.data, "\"m\""));
    bytes_finish(&query);
}

RUN(cmocka_unit_test(codes_become_styles_and_codes_again), cmocka_unit_test(what_is_typed_is_set),
    cmocka_unit_test(rows_are_read_in_their_order), cmocka_unit_test(graphemes_are_whole),
    cmocka_unit_test(words_jump), cmocka_unit_test(hostile_text_is_cleaned),
    cmocka_unit_test(initials), cmocka_unit_test(spans_are_found),
    cmocka_unit_test(words_are_found_inside), cmocka_unit_test(text_wraps),
    cmocka_unit_test(a_search_has_each_word_once), cmocka_unit_test(passwords_are_found),
    cmocka_unit_test(services_are_told_from_people))
