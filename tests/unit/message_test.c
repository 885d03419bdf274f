#include "tests/unit/check_unit.h"

#include "irc/bytes.h"
#include "irc/message.h"

/* The parts of a parsed message, as text to compare. */
static void atoms(const char *text, char *out)
{
    char line[512];
    struct message m;
    snprintf(line, sizeof line, "%s", text);
    out[0] = '\0';
    if (!message_parse(&m, line)) {
        strcpy(out, "nothing");
        return;
    }
    for (int i = 0; i < m.tag_count; i++) {
        sprintf(out + strlen(out), "%s=<%s> ", m.tags[i].key, m.tags[i].value);
    }
    sprintf(out + strlen(out), "[%s] %s", m.source ? m.source : "", m.verb);
    for (int i = 0; i < m.count; i++) {
        sprintf(out + strlen(out), " (%s)", m.params[i]);
    }
}

static void takes_apart(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"foo bar baz asdf", "[] foo (bar) (baz) (asdf)"},
        {":coolguy foo bar baz :asdf quux", "[coolguy] foo (bar) (baz) (asdf quux)"},
        {"foo bar baz :", "[] foo (bar) (baz) ()"},
        {"foo bar baz ::asdf", "[] foo (bar) (baz) (:asdf)"},
        {":src foo   bar   :  x ", "[src] foo (bar) (  x )"},
        {"@a=b;c=32;k;rt=ql7 foo", "a=<b> c=<32> k=<> rt=<ql7> [] foo"},
        {"@a=b\\\\and\\nk;c=72\\s45;d=gh\\:764 foo", "a=<b\\and\nk> c=<72 45> d=<gh;764> [] foo"},
        {"@c;h=;a=b :quux ab cd", "c=<> h=<> a=<b> [quux] ab (cd)"},
        {"@tag=val\\ue\\ :x y", "tag=<value> [x] y"},
        {"@;;a;; x", "a=<> [] x"},
        {"   x", "[] x"},
        {":only", "nothing"},
        {"@only", "nothing"},
        {"", "nothing"},
        {":", "nothing"},
        {"a 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 :17",
         "[] a (1) (2) (3) (4) (5) (6) (7) (8) (9) (10) (11) (12) (13) (14) (15 16 :17)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[1024];
        atoms(cases[i].in, out);
        assert_string_equal(out, cases[i].out);
    }
}

static void finds_tags(void **state)
{
    (void)state;
    char line[] = "@a=1;b;a=2 X";
    struct message m;
    assert_true(message_parse(&m, line));
    assert_string_equal(message_tag(&m, "a"), "2");
    assert_string_equal(message_tag(&m, "b"), "");
    assert_null(message_tag(&m, "c"));
    assert_string_equal(message_param(&m, 0), "");
}

static void escapes_back(void **state)
{
    (void)state;
    struct bytes out = {0};
    message_escape(&out, "a; b\\\r\n");
    assert_string_equal(out.data, "a\\:\\sb\\\\\\r\\n");
    bytes_finish(&out);
}

static void cuts_nicks(void **state)
{
    (void)state;
    char nick[NICK_CAP], huge[600];
    message_nick("ana!~a@host", nick);
    assert_string_equal(nick, "ana");
    message_nick("irc.example", nick);
    assert_string_equal(nick, "irc.example");
    message_nick(NULL, nick);
    assert_string_equal(nick, "");
    memset(huge, 'x', sizeof huge - 1);
    huge[sizeof huge - 1] = '\0';
    message_nick(huge, nick);
    assert_int_equal(strlen(nick), NICK_CAP - 1);
}

RUN(cmocka_unit_test(takes_apart), cmocka_unit_test(finds_tags), cmocka_unit_test(escapes_back),
    cmocka_unit_test(cuts_nicks))
