#include "tests/unit/check_unit.h"

#include "irc/line.h"

/* Feeds `text` in pieces of `step` bytes and writes the lines returned, '|' after each and '!' for
 * one that was too long. */
static void read_all(const char *text, size_t len, size_t step, char *out)
{
    struct line_reader r = {.body_max = 8, .tags_max = 6};
    char *line;
    size_t n;
    out[0] = '\0';
    for (size_t at = 0; at < len; at += step) {
        line_feed(&r, text + at, len - at < step ? len - at : step);
        enum line_status status;
        while ((status = line_take(&r, &line, &n)) != LINE_NONE) {
            strcat(out, status == LINE_READY ? line : "!");
            strcat(out, "|");
        }
    }
    line_finish(&r);
}

static void splits_and_merges(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"one\r\ntwo\n\n\r\rthree\rfour\r\n", "one|two|three|four|"},
        {"12345678\n123456789\nok\n", "12345678|!|ok|"},
        {"@abc x\n@abcdef x\n", "@abc x|!|"},
        {"no end", ""},
        {"1234567890123456789012345\nok\n", "!|ok|"},
        {"\n\n\n", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t step = 1; step < 30; step++) {
            char out[256];
            read_all(cases[i].in, strlen(cases[i].in), step, out);
            assert_string_equal(out, cases[i].out);
        }
    }
}

static void memory_stays_bounded(void **state)
{
    (void)state;
    struct line_reader r = {0};
    char chunk[4096], *line;
    size_t len;
    int complaints = 0;
    memset(chunk, 'x', sizeof chunk);
    for (int i = 0; i < 1000; i++) {
        line_feed(&r, chunk, sizeof chunk);
        complaints += line_take(&r, &line, &len) == LINE_TOO_LONG;
        assert_true(r.in.cap < 64 * 1024);
    }
    assert_int_equal(complaints, 1);
    line_finish(&r);
}

RUN(cmocka_unit_test(splits_and_merges), cmocka_unit_test(memory_stays_bounded))
