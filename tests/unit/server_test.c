/* The server's stand-alone modules: config, outbox, flood, deadlines, the command table. */
#include "tests/unit/check_unit.h"

#include "irc/check.h"
#include "irc/error.h"
#include "irc/message.h"
#include "irc/secret.h"
#include "server/cmd/command.h"
#include "server/core/bans.h"
#include "server/core/config.h"
#include "server/core/deadlines.h"
#include "server/core/flood.h"
#include "server/core/precis.h"
#include "server/core/room.h"
#include "server/core/session.h"
#include "server/log.h"
#include "server/out/job.h"
#include "server/store.h"
#include "server/turn/world_turn.h"
#include "server/wire/address.h"
#include "server/wire/outbox.h"
#include "server/wire/proxy.h"

void log_line(enum log_level level, const char *format, ...)
{
    (void)level, (void)format;
}

/* --- config --- */

static char complaints[1024];

static void complain(void *context, int line, const char *what)
{
    (void)context;
    sprintf(complaints + strlen(complaints), "%d: %s\n", line, what);
}

static void config_reads_ini(void **state)
{
    (void)state;
    struct config c;
    struct error error;
    config_init(&c);
    complaints[0] = '\0';
    assert_int_equal(
        config_parse(
            &c,
            "; a comment\n[server]\nname = irc.test\nlisten = 127.0.0.1:7000\nlisten = [::1]:7000\n"
            "motd = Hello\nmotd = there\n[limits]\nsendq_hard = 2M\nping_after = 2m\nflood = off\n",
            complain, NULL),
        0);
    assert_string_equal(c.name, "irc.test");
    assert_int_equal(c.listen.count, 2);
    assert_string_equal(c.motd.data, "Hello\nthere\n");
    assert_int_equal(c.sendq_hard, 2 * 1024 * 1024);
    assert_int_equal(c.ping_after_ms, 120000);
    assert_int_equal(c.flood, 0);
    assert_true(config_settle(&c, &error));
    config_finish(&c);
}

static void config_refuses(void **state)
{
    (void)state;
    struct config c;
    config_init(&c);
    complaints[0] = '\0';
    char text[600] = "[server]\nnme = x\n[limits]\nflood = maybe\nping_after = soon\n"
                     "nick_length = 99\n[server]\nlisten = nowhere\nmotd = ";
    memset(text + strlen(text), 'x', 250);
    assert_int_equal(config_parse(&c, text, complain, NULL), 6);
    assert_non_null(strstr(complaints, "2: server.nme = x: expected a known key"));
    assert_non_null(strstr(complaints, "4: limits.flood = maybe: expected on or off"));
    assert_non_null(strstr(complaints, "5: limits.ping_after = soon: expected a time such as"));
    assert_non_null(strstr(complaints, "6: limits.nick_length = 99: expected a whole number"));
    assert_non_null(strstr(complaints, "8: server.listen = nowhere: expected ADDRESS:PORT"));
    assert_non_null(strstr(complaints, "9: expected a line of at most"));
    config_finish(&c);
}

static void config_knows_its_keys(void **state)
{
    (void)state;
    struct config c;
    struct error error;
    config_init(&c);
    for (int i = 0; i < config_key_count; i++) {
        const struct config_key *key = &config_keys[i];
        assert_non_null(strchr(key->name, '.'));
        assert_true(key->help[0] != '\0');
        if (key->kind != CONFIG_LINE && key->kind != CONFIG_LINES) {
            assert_false(config_set(&c, key->name, "\x01nonsense", &error));
            assert_true(error.text[0] != '\0');
        }
    }
    assert_false(config_set(&c, "server.password", "a\x01", &error));
    assert_false(config_set(&c, "limits.ping_after", "18446744073709552", &error));
    assert_false(config_set(&c, "limits.ping_after", "9999999999999d", &error));
    assert_true(config_set(&c, "server.name", "nodot", &error));
    assert_false(config_settle(&c, &error));
    config_finish(&c);
}

/* --- outbox --- */

static void outbox_shares_and_consumes(void **state)
{
    (void)state;
    struct outbox a = {0}, b = {0};
    struct piece pieces[4];
    struct outline *line = outline_new("time=x", "PING :a", 7);
    assert_memory_equal(line->data, "@time=x PING :a\r\n", line->len);
    for (int i = 0; i < 20; i++) {
        outbox_push(&a, line);
    }
    outbox_push(&b, line);
    assert_int_equal(line->refs, 22);
    outbox_keep_started(&b); /* nothing of it was written */
    assert_int_equal(b.count, 0);
    assert_int_equal(b.bytes, 0);
    assert_int_equal(a.bytes, 20 * line->len);
    assert_int_equal(outbox_gather(&a, pieces, 4), 4);
    outbox_consume(&a, line->len + 3);
    assert_int_equal(a.count, 19);
    assert_int_equal(outbox_gather(&a, pieces, 1), 1);
    assert_int_equal(pieces[0].len, line->len - 3);
    outbox_keep_started(&a); /* a line already started is kept */
    assert_int_equal(a.count, 1);
    assert_int_equal(a.bytes, line->len - 3);
    outbox_consume(&a, a.bytes);
    assert_int_equal(a.count, 0);
    assert_int_equal(a.offset, 0);
    outbox_finish(&a);
    outbox_finish(&b);
    assert_int_equal(line->refs, 1);
    outline_drop(line);
}

/* Whatever the bursts: lines stay in order, and the memory of a large burst is freed. */
static void outbox_keeps_the_order_and_not_the_memory(void **state)
{
    (void)state;
    enum { LINES = 3000, BURST = 100 };
    struct outbox o = {0};
    unsigned seed = 1, in = 0, out = 0;
    while (out < LINES) {
        seed = seed * 1103515245 + 12345;
        unsigned many = (seed >> 16) % ((seed >> 28) % 4 ? 3 : BURST);
        for (; many > 0 && in < LINES; many--) {
            char text[16];
            int len = snprintf(text, sizeof text, "%u", in++);
            struct outline *line = outline_new("", text, (size_t)len);
            outbox_push(&o, line);
            outline_drop(line);
        }
        seed = seed * 1103515245 + 12345;
        for (many = (seed >> 16) % BURST; many > 0 && o.count > 0; many--) {
            struct piece piece;
            outbox_gather(&o, &piece, 1);
            assert_int_equal(strtoul(piece.data, NULL, 10), out++);
            outbox_consume(&o, piece.len);
        }
    }
    assert_int_equal(in, LINES);
    struct outline *line = outline_new("", "x", 1);
    for (int i = 0; i < 20; i++) {
        for (int many = i ? 1 : BURST / 2; many > 0; many--) {
            outbox_push(&o, line);
        }
        outbox_consume(&o, o.bytes);
        assert_true(i > 1 || o.cap >= BURST / 2); /* the next burst may be as large */
    }
    assert_true(o.cap <= OUTBOX_FEW);
    outbox_finish(&o);
    assert_int_equal(line->refs, 1);
    outline_drop(line);
}

/* --- flood --- */

static void flood_lets_a_burst_then_a_rate(void **state)
{
    (void)state;
    struct config c;
    struct error error;
    config_init(&c);
    config_set(&c, "limits.flood_burst", "4", &error);
    config_set(&c, "limits.flood_rate", "2", &error);
    struct flood f = {0};
    int64_t now = 1000000, sent = 0;
    while (flood_wait(&f, &c, now) == 0) {
        flood_spend(&f, &c, now, 1);
        sent++;
    }
    assert_int_equal(sent, 4);
    for (int i = 0; i < 100; i++) { /* ten seconds, checked ten times a second */
        now += 100;
        if (flood_wait(&f, &c, now) == 0) {
            flood_spend(&f, &c, now, 1);
            sent++;
        }
    }
    assert_int_equal(sent, 24);
    config_finish(&c);
}

/* --- deadlines --- */

static void deadlines_keep_order(void **state)
{
    (void)state;
    enum { COUNT = 300 };
    static struct deadline all[COUNT];
    struct deadlines d = {0};
    unsigned seed = 1;
    for (int i = 0; i < COUNT; i++) {
        all[i].place = -1;
        deadlines_set(&d, &all[i], (seed = seed * 1103515245 + 12345) >> 16);
    }
    for (int i = 0; i < COUNT; i += 3) {
        deadlines_set(&d, &all[i], (seed = seed * 1103515245 + 12345) >> 16);
    }
    for (int i = 0; i < COUNT; i += 7) {
        deadlines_remove(&d, &all[i]);
        assert_int_equal(all[i].place, -1);
    }
    int64_t last = -1;
    int left = 0;
    struct deadline *one;
    while ((one = deadlines_first(&d))) {
        assert_true(one->at >= last);
        last = one->at;
        deadlines_remove(&d, one);
        left++;
    }
    assert_int_equal(left, COUNT - (COUNT + 6) / 7);
    deadlines_finish(&d);
}

/* --- names --- */

static bool nick_ok(const char *nick, size_t max)
{
    char out[NICK_BYTES];
    return precis_nick(nick, max, out, sizeof out);
}

static bool room_ok(const char *room, size_t max)
{
    char out[ROOM_BYTES];
    return precis_room(room, max, out, sizeof out);
}

static void nicknames_of_any_script(void **state)
{
    (void)state;
    static const char *const good[] = {"ana",  "[a]-9", "María", "ñandú", "Ольга",  "Ελένη",
                                       "太郎", "태희",  "أحمد",  "राम",   "x_太郎", "Zoë-2"};
    static const char *const bad[] = {"",
                                      "9a",
                                      "-a",
                                      "a b",
                                      "a!b",
                                      "a@b",
                                      "#a",
                                      "a.b",
                                      "a:b",
                                      "a,b",
                                      "а"
                                      "na",     /* one Cyrillic letter among Latin ones */
                                      "Aθήνα",  /* and one Latin among Greek */
                                      "ａｎａ", /* full width */
                                      "ﬁn",     /* a ligature */
                                      "a\xE2\x80\x8B"
                                      "na",              /* a zero-width space */
                                      "a\xE2\x80\xAEna", /* a right-to-left override */
                                      "a\xC2\xA0"
                                      "b",
                                      "😀",
                                      "½a",
                                      "\xCC\x81"
                                      "a",
                                      "a\xC2\xAD"
                                      "b",
                                      "٣a"};
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        assert_true(nick_ok(good[i], 32));
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_false(nick_ok(bad[i], 32));
    }
    assert_false(nick_ok("abcdefghij", 9));
    char out[NICK_BYTES];
    assert_true(precis_nick("Mari\xCC\x81"
                            "a",
                            32, out, sizeof out)); /* i and a combining accent */
    assert_string_equal(out, "María");
}

static void room_names_of_anything_seen(void **state)
{
    (void)state;
    static const char *const good[] = {"#a",    "#ñandú", "#日本", "#☕", "#👩\xE2\x80\x8D👧",
                                       "#a.b!", "##x"};
    static const char *const bad[] = {"",
                                      "#",
                                      "a",
                                      "#a b",
                                      "#a,b",
                                      "#a:b",
                                      "#a\x07",
                                      "#a\xC2\xA0",
                                      "#a\xE2\x80\x8B",
                                      "#\xE2\x80\xAE",
                                      "#\xEE\x80\x80",
                                      ("#a\xE3\x80\x80"
                                       "b")};
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        assert_true(room_ok(good[i], 64));
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_false(room_ok(bad[i], 64));
    }
    assert_false(room_ok("#123456789", 9));
}

static void names_that_look_the_same_are_the_same(void **state)
{
    (void)state;
    static const char *const same[][2] = {{"Ana", "aNA"},
                                          {"MARÍA", "maría"},
                                          {"Straße", "STRASSE"},
                                          {"evan", "еvаn"},
                                          {"copa", "сора"},
                                          {"BOB", "ВОВ"},
                                          {"ΣΟΦΙΑ", "σοφια"},
                                          {"Mari\xCC\x81"
                                           "a",
                                           "MARÍA"},
                                          {"ıvan", "ivan"}};
    static const char *const different[][2] = {
        {"ana", "anna"}, {"María", "Maria"}, {"太郎", "次郎"}, {"ana1", "anal"}, {"jose", "josé"}};
    for (size_t i = 0; i < COUNT_OF(same); i++) {
        assert_true(precis_same(same[i][0], same[i][1]));
    }
    for (size_t i = 0; i < COUNT_OF(different); i++) {
        assert_false(precis_same(different[i][0], different[i][1]));
    }
    assert_true(precis_match("MARÍ?!*@*", "maría!~m@host"));
    assert_true(precis_match("?ndú*", "ñndú!a@b"));
    assert_false(precis_match("mari?!*@*", "maría!~m@host"));
    char key[NAME_KEY], text[600];
    memset(text, 'A', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    precis_key(text, key); /* longer than any name: cut, without an overrun */
    assert_int_equal(strlen(key), NAME_KEY - 1);
    memcpy(text + 300, "ñ", 2);
    precis_key(text, key);
    assert_true(strlen(key) < NAME_KEY);
}

/* --- addresses and secrets --- */

static void addresses_are_read_and_compared(void **state)
{
    (void)state;
    static const char *const good[] = {"192.0.2.1",
                                       "::",
                                       "::1",
                                       "0::1",
                                       "2001:db8::1",
                                       "1:2:3:4:5:6:7:8",
                                       "::ffff:192.0.2.1",
                                       "1::8",
                                       "1:2:3:4:5:6:7::"};
    static const char *const bad[] = {"",          "1",
                                      "1.2.3",     "1.2.3.4.5",
                                      "256.1.1.1", "1.2.3.4 ",
                                      "1..2.3",    ":",
                                      ":::",       "1::2::3",
                                      "12345::",   "1:2:3:4:5:6:7:8:9",
                                      "g::",       "1:2:3:4:5:6:7:8::",
                                      "::1.2.3",   "1:2:3:4:5:6:7:",
                                      "1.2.3.4/8"};
    unsigned char a[ADDRESS_BYTES], b[ADDRESS_BYTES];
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        assert_true(address_parse(good[i], a));
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_false(address_parse(bad[i], a));
    }
    assert_true(address_parse("192.0.2.1", a) && address_parse("::ffff:192.0.2.1", b));
    assert_memory_equal(a, b, sizeof a);
    assert_true(address_parse("1::8", a) && a[0] == 0 && a[1] == 1 && a[15] == 8 && a[7] == 0);
    assert_true(address_in("192.0.2.0/25", "192.0.2.127"));
    assert_false(address_in("192.0.2.0/25", "192.0.2.128"));
    assert_true(address_in("0.0.0.0/0", "203.0.113.9"));
    assert_false(address_in("0.0.0.0/0", "2001:db8::1"));
    assert_true(address_in("2001:db8::/32", "2001:db8:ffff::1"));
    assert_false(address_in("2001:db8::/129", "2001:db8::"));
    assert_true(address_in("192.0.2.1", "192.0.2.1"));
    assert_false(address_in("192.0.2.0/", "192.0.2.1"));
}

static void cloaks_hide_and_keep_neighbours(void **state)
{
    (void)state;
    unsigned char key[SECRET_KEY] = "a key of this server", other[SECRET_KEY] = "another";
    char one[64], next[64], far[64], again[64];
    address_cloak("192.0.2.1", key, one, sizeof one);
    address_cloak("192.0.2.2", key, next, sizeof next);
    address_cloak("198.51.100.1", key, far, sizeof far);
    address_cloak("192.0.2.1", other, again, sizeof again);
    assert_string_not_equal(one, next);
    assert_string_equal(strchr(one, '.'), strchr(next, '.')); /* the same networks */
    assert_string_not_equal(strchr(one, '.'), strchr(far, '.'));
    assert_string_not_equal(one, again);
    assert_null(strstr(one, "192"));
    address_cloak("192.0.2.1", key, again, sizeof again);
    assert_string_equal(one, again);
    address_cloak("not an address", key, far, sizeof far);
    assert_true(strlen(far) > 3);
}

static void addresses_are_written_short(void **state)
{
    (void)state;
    static const char *const same[] = {"192.0.2.1",
                                       "2001:db8::1",
                                       "::",
                                       "::1",
                                       "2001:db8::",
                                       "1::1",
                                       "2001:db8:1:0:1:0:1:1",
                                       "2001:0:0:1::1",
                                       "1:2:3:4:5:6:7:8"};
    for (size_t i = 0; i < COUNT_OF(same); i++) {
        unsigned char bytes[ADDRESS_BYTES];
        char text[64];
        assert_true(address_parse(same[i], bytes));
        address_write(bytes, text, sizeof text);
        assert_string_equal(text, same[i]);
    }
    assert_true(address_is_loopback("127.8.9.10"));
    assert_true(address_is_loopback("0::1"));
    assert_false(address_is_loopback("128.0.0.1"));
    assert_false(address_is_loopback("unknown"));
}

/* Each header whole, and in pieces: it is only complete with the last byte. */
static void proxies_say_for_whom_they_speak(void **state)
{
    (void)state;
#define V2 "\r\n\r\n\0\r\nQUIT\n"
    static const struct {
        const char *data;
        size_t len;
        const char *address; /* NULL: invalid */
        bool secure;
    } rows[] = {
        {"PROXY TCP4 192.0.2.1 192.0.2.2 51234 6697\r\n", 43, "192.0.2.1", false},
        {"PROXY TCP6 2001:db8::1 2001:db8::2 51234 6697\r\n", 47, "2001:db8::1", false},
        {"PROXY UNKNOWN\r\n", 15, "", false},
        {"PROXY UNKNOWN what ever\r\n", 25, "", false},
        {"PROXY TCP4 2001:db8::1 2001:db8::2 51234 6697\r\n", 47, NULL, false},
        {"PROXY TCP4 192.0.2.300 192.0.2.2 51234 6697\r\n", 45, NULL, false},
        {"PROXY TCP4\r\n", 12, NULL, false},
        {"PROXY TCP4 192.0.2.1 192.0.2.2 51234 6697\n", 42, NULL, false},
        {"NICK ana\r\n", 10, NULL, false},
        {V2 "\x20\x00\0\0", 16, "", false},
        {V2 "\x21\x11\0\x0c\xc0\0\2\1\xc0\0\2\2\xc8\x22\x1a\x29", 28, "192.0.2.1", false},
        {V2 "\x21\x11\0\x14\xc0\0\2\1\xc0\0\2\2\xc8\x22\x1a\x29\x20\0\5\1\0\0\0\0", 36, "192.0.2.1",
         true},
        {V2 "\x21\x21\0\x24\x20\1\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\7\x20\1\x0d\xb8\0\0\0\0\0\0\0\0"
            "\0\0\0\x08\0\1\0\2",
         52, "2001:db8::7", false},
        {V2 "\x21\x31\0\x04"
            "abcd",
         20, "", false},
        {V2 "\x21\x11\0\x04"
            "abcd",
         20, NULL, false},
        {V2 "\x11\x11\0\x00", 16, NULL, false},
        {V2 "\x22\x11\0\x00", 16, NULL, false},
        {V2 "\x21\x11\xff\xff", 16, NULL, false},
    };
#undef V2
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct proxy p;
        enum proxy_result result = proxy_read(rows[i].data, rows[i].len, &p);
        assert_int_equal(result, rows[i].address ? PROXY_DONE : PROXY_WRONG);
        if (rows[i].address) {
            assert_int_equal(p.len, rows[i].len);
            assert_string_equal(p.address, rows[i].address);
            assert_int_equal(p.secure, rows[i].secure);
            for (size_t len = 0; len < rows[i].len; len++) {
                assert_int_equal(proxy_read(rows[i].data, len, &p), PROXY_MORE);
            }
        }
    }
    char endless[200];
    memset(endless, 'x', sizeof endless);
    memcpy(endless, "PROXY ", 6);
    struct proxy p;
    assert_int_equal(proxy_read(endless, sizeof endless, &p), PROXY_WRONG);
}

static void passwords_are_hashed_and_checked(void **state)
{
    (void)state;
    char hash[SECRET_HASH], again[SECRET_HASH];
    secret_hash_password("con queso", 4, hash);
    secret_hash_password("con queso", 4, again);
    assert_string_not_equal(hash, again); /* salted */
    assert_true(secret_check_password("con queso", hash));
    assert_true(secret_check_password("con queso", again));
    assert_false(secret_check_password("con quesO", hash));
    assert_false(secret_check_password("", hash));
    static const char *const broken[] = {
        "", "scrypt$", "scrypt$99$AAAA$AAAA", "scrypt$4$AA$AA", "scrypt$4$!!!!$AAAA", "plain"};
    for (size_t i = 0; i < COUNT_OF(broken); i++) {
        assert_false(secret_check_password("con queso", broken[i]));
    }
}

/* --- the command table --- */

static void commands_are_sorted_and_found(void **state)
{
    (void)state;
    for (int i = 0; i < command_count; i++) {
        assert_true(i == 0 || strcmp(commands[i - 1].verb, commands[i].verb) < 0);
        assert_ptr_equal(command_find(commands[i].verb), &commands[i]);
        assert_true(strncmp(commands[i].usage, commands[i].verb, strlen(commands[i].verb)) == 0);
    }
    assert_ptr_equal(command_find("privMsg"), command_find("PRIVMSG"));
    assert_null(command_find("PRIVMSGS"));
    assert_null(command_find("AVERYLONGVERBTHATISNOCOMMAND"));
}

#define TEN "0123456789"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN
#define LONG " #a :" HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED TEN

enum who { NEWCOMER, MEMBER, OPERATOR, WHO_COUNT };

static void outgoing(const struct session *u, struct bytes *out)
{
    for (unsigned i = 0; i < u->out.count; i++) {
        const struct outline *line = u->out.ring[(u->out.head + i) % u->out.cap];
        bytes_add(out, line->data, line->len);
    }
}

static void write_nothing(void *context, struct session *s)
{
    (void)context, (void)s;
}

/* One line from a user in a room with another, and what must be answered in any case. */
static void meet(struct world *w, const struct command *command, const char *shape, enum who who)
{
    const char *why, *second = "NICK bob\nUSER b 0 * :B\nJOIN #a\n";
    const char *hello = who == OPERATOR ? "CAP REQ :batch labeled-response message-tags "
                                          "draft/multiline echo-message draft/pre-away\n"
                                          "NICK ana\nUSER a 0 * :A\nCAP END\nJOIN #a\n"
                        : who == MEMBER ? "NICK ana\nUSER a 0 * :A\nJOIN #a\n"
                                        : "";
    struct session *u = world_connect(w, "192.0.2.9", &why);
    struct session *other = world_connect(w, "192.0.2.8", &why);
    world_feed(w, other, second, strlen(second));
    world_feed(w, u, hello, strlen(hello));
    if (who == OPERATOR) {
        command_set_user_modes(w, u->user, USER_OPERATOR, NULL);
        u->powers = ~0u;
    }
    outbox_finish(&u->out);
    char line[700];
    int len = snprintf(line, sizeof line, "%s%s%s\r\n", who == OPERATOR ? "@label=x " : "",
                       command->verb, shape);
    world_feed(w, u, line, (size_t)len);
    struct job *job;
    while ((job = job_pop(w))) {
        if (job->reads) {
            job_do(job, w->store);
        } else {
            job->right = who == OPERATOR;
        }
        world_end_job(w, job);
    }
    struct bytes answer = {0};
    outgoing(u, &answer);
    const char *text = bytes_string(&answer);
    if (strlen(shape) > 510) {
        assert_non_null(strstr(text, " 417 "));
    } else if (strchr(shape, '\xFF')) {
        assert_non_null(strstr(text, " INVALID_UTF8 "));
    } else if (who == NEWCOMER && command->when == WHEN_REGISTERED) {
        assert_non_null(strstr(text, " 451 "));
    } else if (who == MEMBER && command->when == WHEN_REGISTERED && !*shape &&
               command->min_params) {
        assert_non_null(strstr(text, " 461 "));
    } else if (who == OPERATOR && !u->doom && !u->multiline) {
        assert_non_null(strstr(text, "label=x")); /* everything is answered, if only by ACK */
    }
    bytes_finish(&answer);
    static const struct turn_ports ports = {NULL, write_nothing, NULL, NULL};
    world_turn(w, &ports);
    world_check(w);
    w->wishes = 0;
    while (w->bans) {
        bans_remove(w, w->bans->kind, w->bans->mask);
    }
    world_close(w, "next");
    world_turn(w, &ports);
}

/* Every row of the table gets every shape of parameters, before and after registration and as an
 * operator, and the world stays consistent: a new row is tested without writing a test. */
static void commands_survive_any_parameters(void **state)
{
    (void)state;
    static const char *const shapes[] = {
        "",
        " ",
        " :",
        " : ",
        " ,",
        " ,,,",
        " #",
        " #a",
        " #a,#b,#c",
        " * *",
        " #a :",
        " #a nobody",
        " 0",
        " #a +",
        " #a -",
        " #a +ooo",
        " #a +kkk k",
        " #a +b",
        " #a +lklk 1 2 3 4",
        " #a +bbbb a b c d",
        " #a -kl",
        " ana",
        " ana +",
        " ana +iii-i",
        " LS 99999999999999999999",
        " REQ",
        " REQ :-",
        " REQ :- -- -a",
        " END",
        " a b c d e f g h i j k l m n o p q r s",
        " :a b c",
        " #a,#a,#a x,y,z",
        " #a ana,ana,ana :bye",
        " 302",
        " ana :\001ACTION x\001",
        " @+%ana :x",
        " \xC3\xB1",
        " #a :\xF0\x9F\x98\x80",
        " ana bob",
        " bob :x y",
        " bob!*@* x",
        " 10 bob@192.0.2.8 :x",
        " 10 192.0.2.8 :x",
        " +1 draft/multiline #a",
        " #a #b :new name",
        " + bob,ana",
        " bob,ana,bob",
        " #a %%%,%",
        " * %tcuihsnfdlaor,999",
        " >1,<9,C>1,!#b,#*",
        " :\xFF",
        " #a :x\xFF\xFE",
        LONG,
    };
    for (int i = 0; i < command_count; i++) {
        struct config c;
        struct world w;
        struct error error;
        struct store *store = store_open(NULL, &error);
        config_init(&c);
        config_set(&c, "limits.flood", "off", &error);
        config_set(&c, "limits.connects", "1000000", &error);
        config_settle(&c, &error);
        world_init(&w, &c, store, 1, 1);
        for (size_t k = 0; k < COUNT_OF(shapes) * WHO_COUNT; k++) {
            meet(&w, &commands[i], shapes[k / WHO_COUNT], (enum who)(k % WHO_COUNT));
            assert_int_equal(w.session_count, 0);
            assert_null(w.rooms);
        }
        world_finish(&w);
        store_close(store);
        config_finish(&c);
    }
}

/* A user is killed in the same turn in which their second device joins. */
static void nobody_joins_the_dying(void **state)
{
    (void)state;
    struct config c;
    struct world w;
    struct error error;
    const char *why;
    struct store *store = store_open(NULL, &error);
    config_init(&c);
    config_settle(&c, &error);
    world_init(&w, &c, store, 1, 1);
    struct session *one = world_connect(&w, "192.0.2.1", &why);
    struct session *two = world_connect(&w, "192.0.2.2", &why);
    const char *hello = "NICK ana\nUSER a 0 * :A\n",
               *late = "CAP REQ sasl\nNICK ana\nUSER a 0 * :A\n";
    world_feed(&w, one, hello, strlen(hello));
    user_set_text(&one->user->account, "ana", NICK_BYTES);
    world_feed(&w, two, late, strlen(late));
    user_set_text(&two->user->account, "ana", NICK_BYTES);
    user_doom(one->user, "killed");
    world_feed(&w, two, "CAP END\n", 8);
    world_turn(&w, &(struct turn_ports){NULL, write_nothing, NULL, NULL});
    world_check(&w);
    assert_int_equal(w.session_count, 1);
    world_feed(&w, two, "NICK ana\n", 9); /* the name is free now */
    assert_true(two->user->registered);
    world_check(&w);
    world_finish(&w);
    store_close(store);
    config_finish(&c);
}

/* Ten thousand lines of noise, from several users at once. */
static void the_world_survives_noise(void **state)
{
    (void)state;
    struct config c;
    struct world w;
    struct error error;
    const char *why;
    struct session *users[5];
    uint32_t seed = 7;
    config_init(&c);
    config_set(&c, "limits.flood", "off", &error);
    config_set(&c, "limits.recvq_hard", "1G", &error);
    config_settle(&c, &error);
    struct store *store = store_open(NULL, &error);
    world_init(&w, &c, store, 1, 1);
    for (int i = 0; i < 5; i++) {
        char hello[64];
        snprintf(hello, sizeof hello, "NICK n%d\nUSER a 0 * :A\nJOIN #a\n", i);
        users[i] = world_connect(&w, "192.0.2.9", &why);
        world_feed(&w, users[i], hello, strlen(hello));
    }
    for (int i = 0; i < 10000; i++) {
        char line[400];
        size_t len = 0;
        seed = seed * 1664525u + 1013904223u;
        if (seed >> 30) {
            len =
                (size_t)sprintf(line, "%s ", commands[(seed >> 8) % (unsigned)command_count].verb);
        }
        for (size_t most = (seed >> 20) % 300; len < most; len++) {
            seed = seed * 1664525u + 1013904223u;
            line[len] = (seed >> 28) > 10 ? " #:,+ab@!*"[(seed >> 16) % 10] : (char)(seed >> 24);
        }
        line[len++] = '\n';
        struct session *u = users[i % 5];
        if (!u->doom && strncmp(line, "QUIT", 4) != 0) {
            world_feed(&w, u, line, len);
        }
        for (int k = 0; k < 5; k++) {
            outbox_finish(&users[k]->out);
            world_drained(&w, users[k]);
        }
        if (i % 100 == 0) {
            world_check(&w);
        }
    }
    world_finish(&w);
    store_close(store);
    config_finish(&c);
}

RUN(cmocka_unit_test(config_reads_ini), cmocka_unit_test(config_refuses),
    cmocka_unit_test(config_knows_its_keys), cmocka_unit_test(outbox_shares_and_consumes),
    cmocka_unit_test(outbox_keeps_the_order_and_not_the_memory),
    cmocka_unit_test(flood_lets_a_burst_then_a_rate), cmocka_unit_test(deadlines_keep_order),
    cmocka_unit_test(nicknames_of_any_script), cmocka_unit_test(room_names_of_anything_seen),
    cmocka_unit_test(names_that_look_the_same_are_the_same),
    cmocka_unit_test(addresses_are_read_and_compared),
    cmocka_unit_test(cloaks_hide_and_keep_neighbours),
    cmocka_unit_test(passwords_are_hashed_and_checked),
    cmocka_unit_test(addresses_are_written_short),
    cmocka_unit_test(proxies_say_for_whom_they_speak),
    cmocka_unit_test(commands_are_sorted_and_found),
    cmocka_unit_test(commands_survive_any_parameters), cmocka_unit_test(nobody_joins_the_dying),
    cmocka_unit_test(the_world_survives_noise))
