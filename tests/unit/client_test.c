/* The client's stand-alone modules: words, theme, icons, prefs, people, chats, login. */
#include "tests/unit/check_unit.h"
#include "tests/within.h"

#include <math.h>

#include "client/app.h"
#include "client/base/assets.h"
#include "client/base/client.h"
#include "client/base/device.h"
#include "client/base/effect.h"
#include "client/base/endpoint.h"
#include "client/base/event.h"
#include "client/base/prefs.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/draw/draw.h"
#include "client/draw/icon.h"
#include "client/draw/theme.h"
#include "client/input/slash.h"
#include "client/net/handle.h"
#include "client/net/network.h"
#include "client/net/networks.h"
#include "client/panel/login.h"
#include "client/panel/switcher.h"
#include "client/panel/visits.h"
#include "client/view/frame_clock.h"
#include "irc/check.h"
#include "irc/stamp.h"

static int places(const char *text)
{
    int count = 0;
    for (; *text; text++) {
        count += *text == '{';
    }
    return count;
}

static void words_are_whole_in_each_language(void **state)
{
    (void)state;
    for (int key = 0; key < W_COUNT; key++) {
        const char *en = words_text(words_english(), (enum word)key);
        const char *es = words_text(words_spanish(), (enum word)key);
        assert_true(en[0] && es[0]);
        if (places(en) != places(es)) {
            fail_msg("not the same places: %s / %s", en, es);
        }
        assert_null(strstr(en, "lease")); /* house style: no "please", no "oops", no '!' */
        assert_null(strchr(en, '!'));
        assert_null(strchr(es, '!'));
    }
}

static void words_fill_places(void **state)
{
    (void)state;
    struct bytes out = {0};
    words_fill(&out, words_english(), W_ERR_REFUSED, "port", "6667", "host", "a.b", NULL);
    assert_string_equal(out.data, "Nobody answered at a.b:6667");
    bytes_clear(&out);
    words_fill(&out, words_spanish(), W_NICK_CHANGED, "a", "{b}", "b", "x", NULL);
    assert_string_equal(out.data, "{b} ahora es x"); /* values are not expanded again */
    bytes_finish(&out);
    assert_ptr_equal(words_of("es-ES"), words_spanish());
    assert_ptr_equal(words_of("en-GB"), words_english());
    assert_ptr_equal(words_of("fr"), words_english());
}

static void another_language_is_a_file(void **state)
{
    (void)state;
    struct words w;
    struct bytes file = {0};
    char some[] = "# français\r\nCONNECT = Se connecter\nDAYS = dimanche, lundi\nNONE_SUCH = "
                  "x\nCANCEL = \nbroken\n";
    words_read(&w, "fr", some);
    assert_string_equal(words_text(&w, W_CONNECT), "Se connecter");
    assert_string_equal(words_text(&w, W_CANCEL), "Cancel"); /* missing words are English */
    assert_string_equal(words_weekday(&w, 1), "lundi");
    assert_string_equal(words_weekday(&w, 2), "Tuesday");
    /* a complete file reads back as written */
    words_write(words_spanish(), &file);
    bytes_string(&file);
    words_read(&w, "es", file.data);
    for (int key = 0; key < W_COUNT; key++) {
        assert_string_equal(words_text(&w, (enum word)key),
                            words_text(words_spanish(), (enum word)key));
    }
    assert_string_equal(words_month(&w, 12), "diciembre");
    bytes_finish(&file);
}

static double part(uint32_t argb, int shift)
{
    double c = (argb >> shift & 255) / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t argb)
{
    return 0.2126 * part(argb, 16) + 0.7152 * part(argb, 8) + 0.0722 * part(argb, 0);
}

/* WCAG 2.2 contrast: 4.5 for text, 7 in high contrast; 3 for what outlines a control. */
static void check_contrast(const struct theme *t, enum color ink, enum color ground, double least)
{
    double a = luminance(t->colors[ink]), b = luminance(t->colors[ground]);
    double ratio = ((a > b ? a : b) + 0.05) / ((a > b ? b : a) + 0.05);
    if (ratio < least) {
        char names[2][24];
        theme_name(ink, names[0]);
        theme_name(ground, names[1]);
        fail_msg("%s on %s has a contrast of %.2f", names[0], names[1], ratio);
    }
}

static void check_theme(const struct prefs *p, double least)
{
    static const enum color grounds[] = {C_BG,    C_PANEL,       C_RAISED,
                                         C_HOVER, C_ACCENT_TINT, C_MENTION_TINT};
    static const enum color inks[] = {C_TEXT, C_TEXT_2, C_TEXT_3, C_ACCENT, C_MENTION, C_DANGER};
    struct theme t;
    theme_build(&t, p, false, NULL);
    assert_int_equal(theme_missing(&t), 0);
    for (size_t g = 0; g < COUNT_OF(grounds); g++) {
        for (size_t i = 0; i < COUNT_OF(inks); i++) {
            check_contrast(&t, inks[i], grounds[g], least);
        }
        for (int n = 0; n < NICK_COLORS && grounds[g] != C_HOVER && grounds[g] != C_ACCENT_TINT;
             n++) {
            check_contrast(&t, (enum color)(C_NICK + n), grounds[g], least < 6 ? least : 6);
        }
        check_contrast(&t, C_FOCUS, grounds[g], 3);
        check_contrast(&t, C_OK, grounds[g], 3);
    }
    check_contrast(&t, C_ON_ACCENT, C_ACCENT_FILL, least);
    check_contrast(&t, C_ON_ACCENT, C_ACCENT_FILL_H, least);
    check_contrast(&t, C_ON_ACCENT, C_DANGER_FILL, least);
    check_contrast(&t, C_ON_MENTION, C_MENTION_FILL, least);
    check_contrast(&t, C_ON_BADGE, C_BADGE, least);
    check_contrast(&t, C_LINE_STRONG, C_PANEL, 3);
}

static void themes_are_whole_and_can_be_read(void **state)
{
    (void)state;
    static const char *const names[] = {"dark", "light", "contrast"};
    struct prefs p;
    struct theme t;
    prefs_init(&p);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        strcpy(p.theme, names[i]);
        for (int accent = 0; accent < ACCENT_COUNT; accent++) {
            p.accent = (enum accent)accent;
            check_theme(&p, i == 2 ? 7 : 4.5);
        }
    }
    /* a custom theme overrides what it names in the theme it is based on */
    p.accent = ACCENT_BLUE;
    strcpy(p.theme, "mine");
    theme_build(&t, &p, false, "base = light\nbg = #123456\naccent = nonsense\nother = #111111\n");
    assert_int_equal(theme_missing(&t), 0);
    assert_true(t.colors[C_BG] == 0xFF123456u && t.colors[C_PANEL] == 0xFFFDFCFBu);
    assert_true(t.colors[C_ACCENT] == 0xFF2057C4u);
    strcpy(p.theme, "system");
    theme_build(&t, &p, false, NULL);
    assert_true(t.colors[C_BG] == 0xFF151311u && t.colors[C_SCRIM] == 0x8F000000u);
    theme_build(&t, &p, true, NULL);
    assert_true(t.colors[C_BG] == 0xFFF4F2EEu);
}

static void nicks_have_their_colors(void **state)
{
    (void)state;
    static const struct {
        const char *nick;
        int color;
    } known[] = {
        {"ana", 12},  {"elena", 15}, {"marta", 6}, {"diego", 8}, {"lucia", 4}, {"emma", 0},
        {"hugo", 10}, {"nuria", 15}, {"javi", 2},  {"ana_", 12}, {"x", 11},
    };
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        assert_int_equal(theme_nick(known[i].nick), known[i].color);
    }
}

static void every_icon_has_ink(void **state)
{
    (void)state;
    for (int icon = 0; icon < ICON_COUNT; icon++) {
        uint8_t out[20 * 20];
        long ink = 0;
        assert_true(icon_draw(asset_text("icons.txt"), (enum icon)icon, 20, out));
        for (size_t i = 0; i < sizeof out; i++) {
            ink += out[i];
        }
        assert_true(ink > 10 * 255 && ink < 300 * 255);
    }
    uint8_t corner[64];
    icon_corner(8, 0, corner);
    assert_int_equal(corner[0], 0);
    assert_int_equal(corner[63], 255);
}

static void prefs_come_back(void **state)
{
    (void)state;
    struct prefs a, b;
    struct bytes text = {0};
    prefs_init(&a);
    strcpy(a.nick, "ana");
    strcpy(a.theme, "light");
    a.quiet = true;
    a.moves = MOVES_NONE;
    prefs_set_keys(&a, "jump", "Ctrl J");
    a.text_size = 125;
    a.hide_people = true;
    for (int i = 0; i < 8; i++) {
        struct recent visit = {.nick = "ana", .room = "#x"};
        sprintf(visit.server, "s%d.example:6667", i);
        prefs_visit(&a, &visit);
    }
    prefs_visit(&a, &(struct recent){.server = "s5.example:6667",
                                     .nick = "ana",
                                     .room = "#y",
                                     .name = "Los del jueves",
                                     .visited = 1795869038000});
    prefs_write(&a, &text);
    prefs_init(&b);
    prefs_parse(&b, text.data);
    assert_string_equal(b.nick, "ana");
    assert_string_equal(b.theme, "light");
    assert_true(b.hide_people && b.quiet && b.sound);
    assert_int_equal(b.moves, MOVES_NONE);
    assert_string_equal(prefs_keys(&b, "jump"), "Ctrl J");
    assert_null(prefs_keys(&b, "leave"));
    assert_int_equal(b.text_size, 125);
    assert_int_equal(b.recent_count, PREFS_RECENT);
    assert_string_equal(b.recent[0].server, "s5.example:6667");
    assert_string_equal(b.recent[0].room, "#y");
    assert_string_equal(b.recent[0].name, "Los del jueves");
    assert_int_equal(b.recent[0].visited, 1795869038000);
    assert_string_equal(b.recent[1].server, "s7.example:6667");
    /* what others wrote into the file is kept, and written once */
    static const char own[] =
        "# mine\n[look]\n# why\ntheme = light\nfuture = 7\n[talk]\n; later\nmuted = #a\n"
        "[plugin]\nx = 1\n";
    prefs_init(&b);
    prefs_parse(&b, own);
    for (int i = 0; i < 2; i++) {
        struct bytes again = {0};
        prefs_write(&b, &again);
        static const char *const kept[] = {"\n# mine\n", "\n# why\n", "\nfuture = 7\n",
                                           "\n; later\n", "\n[plugin]\nx = 1\n"};
        for (size_t k = 0; k < COUNT_OF(kept); k++) {
            const char *at = strstr(again.data, kept[k]);
            assert_non_null(at);
            assert_null(strstr(at + 1, kept[k]));
        }
        prefs_init(&b);
        prefs_parse(&b, again.data);
        bytes_finish(&again);
    }
    prefs_parse(&b, "[look]\ntext-size = banana\nwidth = -4\n[\n");
    assert_int_equal(b.text_size, 100);
    bytes_finish(&text);
    assert_int_equal(prefs_next_size(100, 1), 110);
    assert_int_equal(prefs_next_size(300, 1), 300);
    assert_int_equal(prefs_next_size(50, -1), 50);
}

static void people_keep_order_and_rank(void **state)
{
    (void)state;
    struct people p = {0};
    people_add(&p, CASEMAP_ASCII, "bob");
    people_add(&p, CASEMAP_ASCII, "Ana");
    people_add(&p, CASEMAP_ASCII, "ANA");
    assert_int_equal(p.count, 2);
    assert_string_equal(p.list[0]->nick, "Ana");
    struct person *ana = people_find(&p, CASEMAP_ASCII, "ana");
    person_set_prefix(ana, "@+", '+', true);
    person_set_prefix(ana, "@+", '@', true);
    assert_string_equal(ana->prefixes, "@+");
    person_set_prefix(ana, "@+", '@', false);
    assert_string_equal(ana->prefixes, "+");
    assert_true(people_rename(&p, CASEMAP_ASCII, "ana", "zoe"));
    assert_string_equal(p.list[1]->nick, "zoe");
    assert_string_equal(p.list[1]->prefixes, "+");
    assert_true(people_rename(&p, CASEMAP_ASCII, "bob", "zoe")); /* the stale entry goes */
    assert_int_equal(p.count, 1);
    assert_false(people_remove(&p, CASEMAP_ASCII, "nobody"));
    people_finish(&p);
}

static void chats_trim_and_gather_moves(void **state)
{
    (void)state;
    struct chat *c = chat_new(CHAT_ROOM, "#a", CASEMAP_ASCII);
    chat_move(c, 1, "ana", false, NULL);
    chat_move(c, 2, "bob", false, NULL);
    chat_move(c, 3, "ana", true, "bye");
    assert_int_equal(c->count, 1);
    assert_int_equal(c->lines[0]->move_count, 3);
    c->at_end = false;
    c->scroll_seq = 5;
    for (int i = 0; i < CHAT_LINES_MAX + 10; i++) {
        chat_add(c, LINE_SAID, i, "ana", "hola");
    }
    assert_true(c->count <= CHAT_LINES_MAX);
    assert_int_equal(c->dropped - CHAT_FIRST_SEQ, CHAT_LINES_TRIM);
    assert_true(c->scroll_seq >= c->dropped); /* the line being read is gone: the oldest left */
    chat_free(c);
}

static int measure(const struct ruler *r, enum type type, const char *text, size_t len)
{
    (void)r, (void)type, (void)text;
    return (int)len * 8;
}

static const struct ruler ruler = {measure};

#define NOW INT64_C(1000000000000) /* 2001-09-09 */

static void say(struct app *app, const char *text, size_t len)
{
    struct event e = {.kind = EVENT_LINK_DATA,
                      .link.data = text,
                      .link.len = len,
                      .link.id = app->client.network->link,
                      .now = 5,
                      .wall = NOW};
    app_event(app, &e);
    effects_clear(&app->client.effects);
}

static void enter(struct app *app, struct prefs *prefs)
{
    static const char hello[] =
        ":s 001 ana :x\r\n:s 005 ana PREFIX=(ov)@+ CHANTYPES=# :x\r\n:s 422 ana :x\r\n";
    prefs_init(prefs);
    app_init(app, prefs, words_english(), &ruler);
    edit_set(&app->login->fields[FIELD_NICK], "ana");
    login_connect(app);
    app_event(app, &(struct event){.kind = EVENT_LINK_UP,
                                   .link.id = app->client.network->link,
                                   .now = 5,
                                   .wall = NOW});
    say(app, hello, sizeof hello - 1);
    assert_int_equal(app->client.network->state, NETWORK_READY);
}

/* A server that sends endlessly is dropped before it has used up everything. */
static void a_server_piles_up_only_so_much(void **state)
{
    (void)state;
    static struct app app;
    struct prefs prefs;
    struct bytes text = {0};
    enter(&app, &prefs);
    for (int i = 0; i < 3000; i++) {
        bytes_format(&text, ":ana!a@h JOIN #r%d\r\n:n%d!a@h PRIVMSG ana :hola\r\n", i, i);
    }
    say(&app, text.data, text.len);
    assert_int_equal(app.client.network->chat_count, NETWORK_CHATS);
    assert_int_equal(app.client.network->state, NETWORK_STOPPED);
    for (int i = 0; i < NETWORK_CHATS; i++) {
        assert_int_equal(networks_place(&app.client, networks_chat_at(&app.client, i)), i);
    }
    assert_null(networks_chat_at(&app.client, NETWORK_CHATS));
    app_finish(&app);
    enter(&app, &prefs);
    bytes_clear(&text);
    bytes_text(&text, ":ana!a@h JOIN #r\r\n");
    for (int i = 0; i < 100; i++) {
        bytes_format(&text, ":b!b@h PRIVMSG #r :%d %0*d\r\n", i, 15990, 0);
    }
    for (int i = 0; i < 24; i++) {
        say(&app, text.data, text.len);
    }
    const struct chat *c = network_find(app.client.network, "#r");
    assert_true(c->bytes <= CHAT_BYTES_MAX + 20000 && c->count > 100);
    bytes_clear(&text); /* as if sent earlier */
    for (int i = 0; i < 100; i++) {
        bytes_format(&text, "@time=2001-09-08T01:46:40.000Z :b!b@h PRIVMSG #r :%d %0*d\r\n", i,
                     15000, 0);
    }
    for (int i = 0; i < 24; i++) {
        say(&app, text.data, text.len);
    }
    assert_true(c->bytes <= CHAT_BYTES_MAX + 20000 && c->count > 100);
    app_finish(&app);
    /* and strangers take no slots that rooms need */
    enter(&app, &prefs);
    bytes_clear(&text);
    for (int i = 0; i < 600; i++) {
        bytes_format(&text, ":n%d!a@h PRIVMSG ana :hola\r\n", i);
    }
    say(&app, text.data, text.len);
    say(&app, ":ana!a@h JOIN #r\r\n", 18);
    assert_int_equal(app.client.network->state, NETWORK_READY);
    assert_non_null(network_find(app.client.network, "#r"));
    app_finish(&app);
    bytes_finish(&text);
}

static void networks_say_what_they_pass_on(void **state)
{
    (void)state;
    struct isupport all, but;
    char none[] = "CLIENTTAGDENY=*", typing[] = "CLIENTTAGDENY=*,-typing";
    isupport_init(&all);
    isupport_init(&but);
    isupport_apply(&all, none);
    isupport_apply(&but, typing);
    assert_true(all.no_typing && !but.no_typing);
    char name[] = "NETWORK=a\\x0A[login]\\x00b\\x20c";
    isupport_apply(&all, name); /* the name stands in the settings file, as one line */
    assert_string_equal(all.network, "a?[login]?b c");
}

static int madrid(int64_t wall)
{
    return wall < INT64_C(1792890000000)
               ? 7200000
               : 3600000; /* summer time until 25 October 2026, 01:00 UTC */
}

static void summer_has_its_own_time(void **state)
{
    (void)state;
    static struct app app;
    struct prefs prefs;
    char text[16];
    int64_t october = INT64_C(1792881000000),
            november = INT64_C(1795255200000); /* 24 Oct 22:30, 21 Nov 10:00, UTC */
    prefs_init(&prefs);
    app_init(&app, &prefs, words_english(), &ruler);
    app.client.utc_offset_ms = madrid;
    app.client.wall = november;
    client_time(&app.client, october, text);
    assert_string_equal(text, "00:30");
    client_time(&app.client, november, text);
    assert_string_equal(text, "11:00");
    assert_int_equal(client_day(&app.client, october), october / 86400000 + 1);
    app_finish(&app);
}

static void assert_said(void (*phrase)(const struct client *, int64_t, struct bytes *),
                        const struct client *client, const char *stamp, const char *expected)
{
    struct bytes text = {0};
    int64_t wall;
    assert_true(stamp_parse(stamp, &wall));
    phrase(client, wall, &text);
    assert_string_equal(text.data, expected);
    bytes_finish(&text);
}

static void moments_are_part_of_sentences(void **state)
{
    (void)state;
    struct client client = {.lang = words_spanish()};
    assert_true(stamp_parse("2026-11-18T10:02:00.000Z", &client.wall));
    assert_said(client_until, &client, "2026-11-18T10:12:00.000Z", "hasta las 10:12");
    assert_said(client_until, &client, "2026-11-20T10:12:00.000Z",
                "hasta el 20 de noviembre, 10:12");
    assert_said(client_since, &client, "2025-11-18T10:00:00.000Z",
                "desde el 18 de noviembre de 2025");
    assert_said(client_moment, &client, "2026-11-17T09:00:00.000Z", "17 de noviembre, 09:00");
    client.lang = words_english();
    assert_said(client_since, &client, "2026-11-18T09:00:00.000Z", "since 09:00");
}

static void devices_have_a_name_for_each_server(void **state)
{
    (void)state;
    struct prefs p, again;
    struct bytes file = {0};
    char name[DEVICE_NAME], other[DEVICE_NAME];
    prefs_init(&p);
    assert_true(device_prepare(&p));
    assert_false(device_prepare(&p));
    device_name(&p, "Aula.local", name);
    device_name(&p, "aula.local", other);
    assert_string_equal(name, other);
    device_name(&p, "casa.local", other);
    assert_string_not_equal(name, other);
    prefs_write(&p, &file); /* it is the same one the next time */
    prefs_init(&again);
    prefs_parse(&again, file.data);
    assert_false(device_prepare(&again));
    device_name(&again, "aula.local", other);
    assert_string_equal(name, other);
    prefs_init(&again); /* and another one on another computer */
    assert_true(device_prepare(&again));
    device_name(&again, "aula.local", other);
    assert_string_not_equal(name, other);
    bytes_finish(&file);
}

static void text_is_as_large_as_the_window_has_room(void **state)
{
    (void)state;
    assert_int_equal(prefs_fit_size(100, 1280, 720), 100);
    assert_int_equal(prefs_fit_size(300, 1920, 1080), 300);
    assert_int_equal(prefs_fit_size(300, 1366, 768), 200);
    assert_int_equal(prefs_fit_size(200, 360, 640), 100);
    assert_int_equal(prefs_fit_size(200, 480, 400), 110);
    assert_int_equal(prefs_fit_size(75, 200, 200), 75);
}

static void links_name_the_room(void **state)
{
    (void)state;
    static const char *const rooms[][2] = {{"#uno", "/uno"},
                                           {"##linux", "/%23%23linux"},
                                           {"#a?b", "/a%3Fb"},
                                           {"&local", "/%26local"},
                                           {"#año", "/año"}};
    for (size_t i = 0; i < COUNT_OF(rooms); i++) {
        struct bytes link = {0};
        visits_link_room(rooms[i][0], strlen(rooms[i][0]), &link);
        assert_string_equal(link.data, rooms[i][1]);
        bytes_finish(&link);
    }
}

static void networks_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *host;
        int port;
        bool tls;
    } cases[] = {
        {"a.example", "a.example", 6697, true},
        {"a.example:7000", "a.example", 7000, true},
        {"a.example:6667", "a.example", 6667, false},
        {"ircs://a:6667", "a", 6667, true},
        {"irc://a.example:1/x", "a.example", 1, false},
        {"irc://a", "a", 6667, false},
        {"192.168.1.23", "192.168.1.23", 6697, true},
        {"127.0.0.1", "127.0.0.1", 6667, false},
        {"localhost:6697", "localhost", 6697, true},
        {"127.0.0.1:7000", "127.0.0.1", 7000, false},
        {"ircs://127.0.0.1:7000", "127.0.0.1", 7000, true},
        {"a:0", NULL, 0, false},
        {"a:65536", NULL, 0, false},
        {"a:b", NULL, 0, false},
        {"a:", NULL, 0, false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char host[64];
        int port;
        bool tls;
        bool good = endpoint_parse(cases[i].text, host, sizeof host, &port, &tls);
        assert_int_equal(good, cases[i].host != NULL);
        if (good) {
            assert_string_equal(host, cases[i].host);
            assert_int_equal(port, cases[i].port);
            assert_int_equal(tls, cases[i].tls);
        }
    }
}

static void names_fit_a_few_letters(void **state)
{
    (void)state;
    int whole, gap;
    assert_true(switcher_fits("marta", "ma", &whole));
    assert_true(switcher_fits("omar", "mr", &gap));
    assert_true(whole < gap);
    assert_false(switcher_fits("marta", "am", &gap));
    assert_true(switcher_fits("anything", "", &gap));
}

static void slash_commands_are_sorted(void **state)
{
    (void)state;
    const struct slash *row;
    for (int i = 1; (row = slash_at(i)); i++) {
        assert_true(strcmp(slash_at(i - 1)->name, row->name) < 0);
    }
    assert_null(slash_at(-1));
}

static void server_verbs_are_sorted(void **state)
{
    (void)state;
    for (int i = 1; handle_verb(i); i++) {
        assert_true(strcmp(handle_verb(i - 1), handle_verb(i)) < 0);
    }
}

static void pictures_hash_and_answer(void **state)
{
    (void)state;
    struct draw d = {0};
    draw_start(&d);
    draw_rect(&d, (struct rect){0, 0, 10, 10}, C_BG);
    draw_text(&d, 1, 1, TYPE_BODY, C_TEXT, "hola", 4);
    draw_hit(&d, (struct rect){0, 0, 10, 10}, 1, 7, "under");
    draw_hit(&d, (struct rect){5, 5, 10, 10}, 2, 8, NULL);
    uint64_t first = draw_hash(&d);
    assert_int_equal(draw_find(&d, 1, 1)->action, 1);
    assert_int_equal(draw_find(&d, 6, 6)->action, 2);
    assert_null(draw_find(&d, 20, 20));
    draw_start(&d);
    draw_rect(&d, (struct rect){0, 0, 10, 10}, C_BG);
    draw_text(&d, 1, 1, TYPE_BODY, C_TEXT, "hole", 4);
    assert_true(draw_hash(&d) != first);
    draw_finish(&d);
}

/* Number of frames for a server that sends a line every `every` ms, from one time to another. */
static int pictures(struct frame_clock *t, int64_t from, int64_t to, int every)
{
    int count = 0;
    for (int64_t now = from; now < to; now++) {
        t->served |= now % every == 0;
        if (t->served && frame_clock_wait(t, now) == 0) {
            frame_clock_drawn(t, true, now);
            count++;
        }
    }
    return count;
}

static void pictures_follow_what_is_said(void **state)
{
    (void)state;
    struct frame_clock t = {0};
    assert_int_equal(pictures(&t, 10000, 11000, 100), 10); /* one for each line */
    assert_false(frame_clock_is_torrent(&t, 11000));
    assert_within(pictures(&t, 20000, 20500, 5), 25, 32);
    assert_within(pictures(&t, 20500, 21600, 5), 28, 36); /* half as often: there is no pause */
    assert_true(frame_clock_is_torrent(&t, 21600));
    t.served = true;
    frame_clock_drawn(&t, true, 21600);
    t.served = t.asked = true;
    assert_int_equal(frame_clock_wait(&t, 21601), 0); /* at once for the user */
    frame_clock_drawn(&t, false, 21601); /* what they type first, the rest in its turn */
    assert_within(frame_clock_wait(&t, 21602), 20, 33);
    assert_false(frame_clock_is_torrent(&t, 21700)); /* a pause ends it */
    assert_within(pictures(&t, 21700, 22100, 5), 20, 26);
}

RUN(cmocka_unit_test(words_are_whole_in_each_language), cmocka_unit_test(words_fill_places),
    cmocka_unit_test(another_language_is_a_file),
    cmocka_unit_test(themes_are_whole_and_can_be_read), cmocka_unit_test(nicks_have_their_colors),
    cmocka_unit_test(every_icon_has_ink), cmocka_unit_test(prefs_come_back),
    cmocka_unit_test(people_keep_order_and_rank), cmocka_unit_test(chats_trim_and_gather_moves),
    cmocka_unit_test(a_server_piles_up_only_so_much), cmocka_unit_test(summer_has_its_own_time),
    cmocka_unit_test(networks_say_what_they_pass_on), cmocka_unit_test(networks_are_read),
    cmocka_unit_test(names_fit_a_few_letters), cmocka_unit_test(slash_commands_are_sorted),
    cmocka_unit_test(devices_have_a_name_for_each_server),
    cmocka_unit_test(text_is_as_large_as_the_window_has_room),
    cmocka_unit_test(links_name_the_room), cmocka_unit_test(moments_are_part_of_sentences),
    cmocka_unit_test(server_verbs_are_sorted), cmocka_unit_test(pictures_follow_what_is_said),
    cmocka_unit_test(pictures_hash_and_answer))
