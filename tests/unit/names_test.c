#include "tests/unit/check_unit.h"

#include "irc/names.h"

static void folds(void **state)
{
    (void)state;
    char out[16];
    names_fold(CASEMAP_ASCII, out, sizeof out, "Ana[]^");
    assert_string_equal(out, "ana[]^");
    names_fold(CASEMAP_RFC1459, out, sizeof out, "Ana[]\\^");
    assert_string_equal(out, "ana{}|~");
    names_fold(CASEMAP_RFC1459_STRICT, out, sizeof out, "Ana[]^");
    assert_string_equal(out, "ana{}^");
    names_fold(CASEMAP_ASCII, out, 4, "abcdef");
    assert_string_equal(out, "abc");
    assert_true(names_equal(CASEMAP_ASCII, "ANA", "ana"));
    assert_false(names_equal(CASEMAP_ASCII, "ana", "anab"));
    assert_false(names_equal(CASEMAP_ASCII, "anab", "ana"));
    assert_true(names_equal(CASEMAP_RFC1459, "a[", "A{"));
    assert_true(names_equal(CASEMAP_UNICODE, "ÁNA", "a\u0301na"));
    assert_false(
        names_equal(CASEMAP_UNICODE, "Straße", "strasse")); /* lower case, no other folding */
}

static void matches_masks(void **state)
{
    (void)state;
    static const struct {
        const char *mask, *text;
        int fits;
    } cases[] = {
        {"*", "", 1},
        {"*", "anything", 1},
        {"a*b", "ab", 1},
        {"a*b", "axxb", 1},
        {"a*b", "axxc", 0},
        {"a?c", "abc", 1},
        {"a?c", "ac", 0},
        {"ANA!*@*", "ana!x@y", 1},
        {"*!*@1.2.*", "a!b@1.2.3", 1},
        {"*a*b*c*", "xxaxxbxxcxx", 1},
        {"*a*b*c*", "acb", 0},
        {"\\*", "*", 1},
        {"\\*", "x", 0},
        {"", "", 1},
        {"", "a", 0},
        {"**?", "a", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(names_match(cases[i].mask, cases[i].text), cases[i].fits);
    }
}

static void hostile_masks_end_soon(void **state)
{
    (void)state;
    char mask[200] = "", text[2000];
    for (int i = 0; i < 40; i++) {
        strcat(mask, "*a");
    }
    strcat(mask, "b");
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_false(names_match(mask, text)); /* would never return if it tried everything */
}

RUN(cmocka_unit_test(folds), cmocka_unit_test(matches_masks),
    cmocka_unit_test(hostile_masks_end_soon))
