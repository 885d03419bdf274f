/* The small modules of irc/: bytes, utf8, modes, caps, isupport, numerics, stamp, base64. */
#include "tests/unit/check_unit.h"

#include "irc/base64.h"
#include "irc/bytes.h"
#include "irc/caps.h"
#include "irc/check.h"
#include "irc/isupport.h"
#include "irc/modes.h"
#include "irc/numerics.h"
#include "irc/stamp.h"
#include "irc/utf8.h"

static void bytes_grow_and_shrink(void **state)
{
    (void)state;
    struct bytes b = {0};
    assert_string_equal(bytes_string(&b), "");
    bytes_format(&b, "%s-%d", "a", 7);
    bytes_char(&b, '!');
    bytes_insert(&b, 1, "XY", 2);
    assert_string_equal(b.data, "aXY-7!");
    bytes_cut(&b, 0, 3);
    assert_string_equal(b.data, "-7!");
    for (int i = 0; i < 10000; i++) {
        bytes_text(&b, "0123456789");
    }
    assert_int_equal(b.len, 100003);
    bytes_cut(&b, 0, b.len);
    assert_null(b.data); /* large buffers are freed */
    bytes_finish(&b);
}

static void utf8_is_strict(void **state)
{
    (void)state;
    uint32_t code;
    assert_true(utf8_valid("añ€😀", strlen("añ€😀")));
    assert_false(utf8_valid("\xC0\x80", 2));
    assert_false(utf8_valid("\xED\xA0\x80", 3));
    assert_false(utf8_valid("\xF4\x90\x80\x80", 4));
    assert_false(utf8_valid("\xC3", 1));
    assert_false(utf8_valid("a\0b", 3));
    assert_int_equal(utf8_decode("\xFFx", 2, &code), 1);
    assert_int_equal(code, UTF8_REPLACEMENT);
    assert_int_equal(utf8_decode("€", 3, &code), 3);
    assert_int_equal(code, 0x20AC);
    assert_int_equal(utf8_decode("€", 2, &code), 1); /* truncated */
    assert_int_equal(utf8_cut("a€b", 5, 2), 1);
    assert_int_equal(utf8_cut("a€b", 5, 4), 4);
    assert_int_equal(utf8_cut("abc", 3, 9), 3);
}

static void text_is_copied_whole_letters(void **state)
{
    (void)state;
    char out[4];
    copy_text(out, sizeof out, "ab€");
    assert_string_equal(out, "ab");
    copy_text(out, sizeof out, "€€");
    assert_string_equal(out, "€");
}

static void modes_walk(void **state)
{
    (void)state;
    const struct mode_kinds kinds = {"b", "k", "l", "ov"};
    char *params[] = {"ana", "5", "mask"};
    char out[128] = "";
    struct mode_walk w;
    struct mode_change c;
    mode_start(&w, &kinds, "+ol-lb+bn", params, 3);
    while (mode_next(&w, &c)) {
        sprintf(out + strlen(out), "%c%c%s%s ", c.adding ? '+' : '-', c.letter, c.param ? "=" : "",
                c.param         ? c.param
                : c.wants_param ? "?"
                                : "");
    }
    assert_string_equal(out, "+o=ana +l=5 -l -b=mask +b? +n ");
}

static void caps_by_name(void **state)
{
    (void)state;
    assert_int_equal(cap_find("server-time", 11), CAP(SERVER_TIME));
    assert_int_equal(cap_find("server-tim", 10), 0);
    assert_int_equal(cap_find("", 0), 0);
    for (int i = 0; i < CAP_COUNT; i++) {
        assert_int_equal(cap_find(cap_name(i), strlen(cap_name(i))), UINT64_C(1) << i);
    }
}

static void isupport_tokens(void **state)
{
    (void)state;
    struct isupport s;
    isupport_init(&s);
    assert_int_equal(s.casemap, CASEMAP_RFC1459);
    isupport_apply(&s, "CASEMAPPING=ascii");
    isupport_apply(&s, "PREFIX=(qaohv)~&@%+");
    isupport_apply(&s, "CHANMODES=beI,k,lf,imnst");
    isupport_apply(&s, "NETWORK=Los\\x20del\\x20jueves");
    isupport_apply(&s, "NICKLEN=31");
    isupport_apply(&s, "TOPICLEN=-4");
    isupport_apply(&s, "NONSENSE");
    isupport_apply(&s, "PREFIX=(ov)@"); /* counts differ: ignored */
    assert_int_equal(s.casemap, CASEMAP_ASCII);
    assert_string_equal(s.prefix_modes, "qaohv");
    assert_string_equal(s.prefix_chars, "~&@%+");
    assert_string_equal(s.list_modes, "beI");
    assert_string_equal(s.set_modes, "lf");
    assert_string_equal(s.network, "Los del jueves");
    assert_int_equal(s.nick_len, 31);
    assert_int_equal(s.topic_len, 0);
    isupport_apply(&s, "PREFIX=");
    assert_string_equal(s.prefix_chars, "");
}

static void numerics_have_texts(void **state)
{
    (void)state;
    assert_string_equal(numeric_text(ERR_NOSUCHNICK), "No such nick/channel");
    assert_null(numeric_text(RPL_WELCOME));
    assert_null(numeric_text(999));
}

static void stamps_both_ways(void **state)
{
    (void)state;
    char text[STAMP_CAP];
    static const int64_t moments[] = {0, 951782400123, 1795255200000, 4102444799999};
    for (size_t i = 0; i < COUNT_OF(moments); i++) {
        int64_t back = -1;
        stamp_format(moments[i], text);
        assert_true(stamp_parse(text, &back));
        assert_true(back == moments[i]);
    }
    stamp_format(1795255200000, text);
    assert_string_equal(text, "2026-11-21T10:00:00.000Z");
    assert_int_equal(stamp_civil(1795255200000).weekday, 6);
    assert_int_equal(stamp_civil(951782400000).day, 29); /* 2000-02-29 */
    int64_t same = 5;
    assert_false(stamp_parse("yesterday", &same));
    assert_false(stamp_parse("2026-13-01T00:00:00.000Z", &same));
    assert_false(stamp_parse("2026-11-21T10:00:00.000", &same));
    assert_true(same == 5);
}

static void base64_pads(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct bytes out = {0};
        struct bytes back = {0};
        base64_encode(&out, cases[i][0], strlen(cases[i][0]));
        assert_true(base64_decode(&back, bytes_string(&out)));
        assert_string_equal(bytes_string(&back), cases[i][0]);
        bytes_finish(&back);
        assert_string_equal(bytes_string(&out), cases[i][1]);
        bytes_finish(&out);
    }
}

static void base64_refuses(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "a", "YQ=", "Y===", "====", "YQ==YQ==", "Y=Q=", "Y Q=", "YWJ\xc3"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct bytes out = {0};
        assert_false(base64_decode(&out, wrong[i]));
        bytes_finish(&out);
    }
}

RUN(cmocka_unit_test(bytes_grow_and_shrink), cmocka_unit_test(utf8_is_strict),
    cmocka_unit_test(text_is_copied_whole_letters), cmocka_unit_test(modes_walk),
    cmocka_unit_test(caps_by_name), cmocka_unit_test(isupport_tokens),
    cmocka_unit_test(numerics_have_texts), cmocka_unit_test(stamps_both_ways),
    cmocka_unit_test(base64_pads), cmocka_unit_test(base64_refuses))
