/* Bans of a room as the client reads and chooses them, its modes, and durations. */
#include "tests/unit/check_unit.h"

#include <string.h>

#include "client/chat/person.h"
#include "client/chat/room_bans.h"
#include "client/chat/room_modes.h"
#include "irc/bytes.h"
#include "server/wire/duration.h"

static void masks_are_read(void **state)
{
    (void)state;
    static const struct {
        char letter;
        const char *mask;
        bool mute;
        long minutes;
        enum ban_kind kind;
        const char *what;
    } cases[] = {
        {'b', "troll!*@*", false, 0, BAN_NICK, "troll"},
        {'b', "*!*@casa.ip", false, 0, BAN_HOST, "casa.ip"},
        {'b', "*!*@*.ip", false, 0, BAN_MASK, "*!*@*.ip"},
        {'b', "*!x@casa.ip", false, 0, BAN_HOST, "casa.ip"},
        {'b', "a:pepe", false, 0, BAN_ACCOUNT, "pepe"},
        {'b', "t:60:a:pepe", false, 60, BAN_ACCOUNT, "pepe"},
        {'b', "t:10:m:*!*@h", true, 10, BAN_HOST, "h"},
        {'b', "m:a:pepe", true, 0, BAN_ACCOUNT, "pepe"},
        {'b', "~t:5:~q:~account:pepe", true, 5, BAN_ACCOUNT, "pepe"},
        {'b', "~a:pepe", false, 0, BAN_ACCOUNT, "pepe"},
        {'b', "R:pepe", false, 0, BAN_ACCOUNT, "pepe"},
        {'b', "$a:pepe", false, 0, BAN_ACCOUNT, "pepe"},
        {'q', "*!*@h", true, 0, BAN_HOST, "h"},
        {'b', "t:x:*!*@h", false, 0, BAN_MASK, "t:x:*!*@h"},
        {'b', "", false, 0, BAN_MASK, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ban_sense sense;
        ban_read(cases[i].letter, cases[i].mask, &sense);
        assert_int_equal(sense.mute, cases[i].mute);
        assert_int_equal(sense.minutes, cases[i].minutes);
        assert_int_equal(sense.kind, cases[i].kind);
        assert_string_equal(sense.what, cases[i].what);
    }
}

static struct person *add(struct people *p, const char *nick, const char *host, const char *account)
{
    struct person *who = people_add(p, CASEMAP_ASCII, nick);
    person_set_host(who, nick, host);
    person_set_account(who, account);
    return who;
}

static void bans_hit_whom_they_should(void **state)
{
    (void)state;
    struct people p = {0};
    struct bytes masks[BAN_MASKS] = {0}, names = {0};
    const struct person *pepe = add(&p, "pepe", "one.ip", "pepe99");
    const struct person *ana = add(&p, "ana", "two.ip", "");
    add(&p, "bea", "two.ip", "");
    assert_int_equal(room_bans_choose(&p, CASEMAP_ASCII, "pepe", BAN_BY_PERSON, "~account:", masks),
                     2);
    assert_string_equal(masks[0].data, "~account:pepe99");
    assert_string_equal(masks[1].data, "*!*@one.ip");
    assert_int_equal(room_bans_choose(&p, CASEMAP_ASCII, "pepe", BAN_BY_PERSON, NULL, masks), 1);
    assert_string_equal(masks[0].data, "*!*@one.ip");
    assert_int_equal(room_bans_choose(&p, CASEMAP_ASCII, "ana", BAN_BY_PERSON, "a:", masks), 1);
    assert_string_equal(masks[0].data, "*!ana@two.ip"); /* bea stays */
    assert_int_equal(room_bans_choose(&p, CASEMAP_ASCII, "ana", BAN_BY_ADDRESS, "a:", masks), 1);
    assert_int_equal(room_bans_hit(&p, CASEMAP_ASCII, "ana", masks, 1, &names), 1);
    assert_string_equal(names.data, "bea");
    assert_true(ban_names("*!*@one.ip", pepe) && ban_names("t:60:m:a:PEPE99", pepe));
    assert_true(ban_names("*!ana@two.ip", ana) && ban_names("~t:1:~q:ana!*@*", ana));
    assert_true(ban_is_on("*!*@*.ip", ana) && !ban_names("*!*@*.ip", ana));
    assert_true(ban_is_on("a:*", pepe) && !ban_names("a:*", pepe));
    assert_false(ban_is_on("a:*", ana)); /* a guest has none */
    for (int i = 0; i < BAN_MASKS; i++) {
        bytes_finish(&masks[i]);
    }
    bytes_finish(&names);
    people_finish(&p);
}

static void lists_are_kept_apart(void **state)
{
    (void)state;
    struct room_bans b = {.asked = 1};
    room_bans_add(&b, 'b', "*!*@h", "ana", 1000);
    room_bans_add(&b, 'b', "*!*@H", "ana", 2000); /* the same */
    room_bans_add(&b, 'q', "*!*@h", "ana", 1000);
    assert_int_equal(b.count, 2);
    room_bans_remove(&b, 'b', "*!*@h");
    assert_int_equal(b.count, 1);
    assert_int_equal(b.list[0].letter, 'q');
    const struct ban timed = {'b', (char *)"t:2:x!*@*", (char *)"", 1000};
    assert_int_equal(ban_until(&timed), 121000);
    room_bans_clear(&b);
    assert_int_equal(b.asked, 1); /* the answer still comes */
}

static void modes_are_kept(void **state)
{
    (void)state;
    struct room_modes m = {0};
    room_modes_change(&m, &(struct mode_change){.letter = 'W', .adding = true, .param = "30"});
    room_modes_change(&m, &(struct mode_change){.letter = 'j', .adding = true, .param = "5:10"});
    room_modes_change(&m, &(struct mode_change){.letter = 'l', .adding = true, .param = "12"});
    room_modes_change(&m, &(struct mode_change){.letter = 't', .adding = true});
    assert_true(room_modes_has(&m, 'W') && room_modes_has(&m, 't') && !room_modes_has(&m, 'T'));
    assert_int_equal(m.slow, 30);
    assert_int_equal(m.limit, 12);
    assert_string_equal(m.joins, "5:10");
    room_modes_change(&m, &(struct mode_change){.letter = 'W', .adding = false});
    room_modes_change(&m, &(struct mode_change){.letter = 'j', .adding = false});
    assert_int_equal(m.slow, 0);
    assert_string_equal(m.joins, "");
    assert_false(room_modes_has(&m, 'W') || room_modes_has(&m, '1'));
}

static void durations_are_read(void **state)
{
    (void)state;
    assert_int_equal(duration_read("90"), 90 * 60000);
    assert_int_equal(duration_read("1h30m"), 90 * 60000);
    assert_int_equal(duration_read("7d"), 7 * 24 * 3600000);
    static const char *const none[] = {"", "x", "1x", "h", "-5", "1h 2m", "99999999999999999999d"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_int_equal(duration_read(none[i]), -1);
    }
}

RUN(cmocka_unit_test(masks_are_read), cmocka_unit_test(bans_hit_whom_they_should),
    cmocka_unit_test(lists_are_kept_apart), cmocka_unit_test(modes_are_kept),
    cmocka_unit_test(durations_are_read))
