/* Plays a .play file against the pure client, with a fixed ruler, and compares its screens with the
 * .screen files beside it (UPDATE=1 writes them). Built a second time with SHOTS it uses the real
 * fonts and writes pictures instead (shots FONTS FOLDER FILE...), or compares them, in a theme,
 * with the reference beside the file: the mean color of each cell of 32 px (shots --pixels THEME
 * FONTS FILE...; UPDATE=1 rewrites existing ones). THEME "fits" looks after each step whether
 * everything can be read, in windows of all sizes and both languages (fits.h). */

/* clang-format off */
/* size W H | clock STAMP | lang en|es | pref KEY VALUE (a line of [look], [login] or [talk])
 * enter SERVER NICK ROOM     fills the login screen, presses Connect, and plays the welcome
 * server ADDRESS             the next verbs are for that one of several servers; what is sent to
 *                            another begins with "elsewhere "; nothing: the current one
 * welcome NICK [NETWORK]     the server accepts the login
 * up [WHO]                   the link comes up (WHO: version, fingerprint, "vouched", name, issuer,
 *                            first and last day of the certificate, split by '|')
 * down KIND [WORDS]          it goes down: refused nohost timeout closed nonet nottls notls
 * < LINE                     the server sends LINE (in every line \xHH is a byte)
 * stream NAME N              it sends what a real one once sent (NAME.bytes, made by record.py), N
 *                            bytes at a time
 * > PATTERN                  the next line the client sent matches ('*': any run of characters)
 * >                          it sent nothing more
 * >>                         skips whatever it sent
 * type TEXT | key NAME | click TEXT | right TEXT | click-icon NAME | point TEXT |
 * point-icon NAME
 * wheel N [X Y] | drag X Y X Y
 * press N X Y                N clicks there, one after the other
 * host-key KEY               the operator password of our own server
 * hosted LINES               our own server is ready ("ready" is one of the lines, split by '|')
 * host-ended LINES           it is not, or no longer
 * spelled WORDS | suggested WORDS
 *                            the answer of the dictionaries ('|': end of a line)
 * heard NAME SERVICE PORT ADDRESS PEOPLE TTL
 *                            a server of the local network answers (_ircs or _irc; '_' in NAME: a
 *                            space)
 * called LINK                another start of the program passed LINK
 * chosen N                   the Nth notification was clicked
 * compose TEXT               unfinished text of an input method
 * close                      the window's close button
 * wait MS | focus | blur | paste TEXT | resize W H | mute (the server answers no PING)
 * caps NAMES                 what the server offers, before "enter"
 * remember                   messages are archived, in memory
 * again                      the program is restarted, with the same archive
 * transcript                 what would be read aloud is written down
 * typing                     from here on, lines with our typing status count too
 * sleeps MS                  nothing is due for that long
 * see TEXT | unseen TEXT     is, is not, in the picture
 * effect KIND TEXT           connect, port (its number, tls, certificate), title, open,
 *                            copy, flash, save, quit: was requested since the last check
 * uneffect KIND TEXT         was not requested since the last check
 * screen NAME                the whole picture */
/* clang-format on */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/archive_row.h"
#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/base/event.h"
#include "client/base/hosted.h"
#include "client/base/prefs.h"
#include "client/base/words.h"
#include "client/draw/icon.h"
#include "client/net/network.h"
#include "client/panel/login.h"
#include "client/sys/archive.h"
#include "client/text/edit.h"
#include "client/text/text.h"
#include "client/view/view.h"
#include "irc/check.h"
#include "irc/dns.h"
#include "irc/error.h"
#include "irc/stamp.h"
#include "tests/glob.h"

#ifdef SHOTS
#include <SDL.h>

#include "client/sys/font.h"
#include "client/sys/paint.h"
#include "client/sys/png.h"
#include "tests/screen/fits.h"
#endif

struct play {
    const char *file;
    char folder[512], caps[256];
    int line;
    struct prefs prefs;
    const struct words *lang;
    struct app app;
    bool started;
    int64_t now, wall;
    struct bytes sent;    /* lines not checked yet */
    struct bytes effects; /* "kind text\n" since the last check */
    int checks, faults;
    struct archive *archive; /* NULL: nothing is archived */
    int pings;               /* sent and not answered yet */
    bool mute;               /* PINGs are not answered */
    bool typing;             /* "+typing" is checked */
    char server[64];         /* "": the current one */
    const char *out;         /* SHOTS: where pictures go */
    const char *theme;       /* SHOTS: to compare them in; NULL: no comparison */
    bool fits;               /* SHOTS: no comparison either, but is all of it readable? */
    const struct ruler *ruler;
#ifdef SHOTS
    struct fonts *fonts;
#endif
};

static _Noreturn void fail(const struct play *p, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "%s:%d: ", p->file, p->line);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

/* A letter is 8 px wide in body text, and in proportion in other types. */
static int measure(const struct ruler *r, enum type type, const char *text, size_t len)
{
    (void)r;
    return text_columns(text, len) * type_styles[type].size * 8 / 15;
}

static const struct ruler fixed = {measure};

/* --- the app's surroundings --- */

static void ask_archive(struct play *p, const struct effect *effect)
{
    static const enum event_kind answers[] = {EVENT_RECALLED, EVENT_FOUND, EVENT_LISTED};
    struct error error;
    if (effect->kind == EFFECT_KEEP) {
        CHECK(!p->archive || archive_keep(p->archive, effect->row, &error));
        return;
    }
    if (!p->archive && effect->kind != EFFECT_FIND) {
        return;
    }
    const struct archive_question *q = effect->question;
    struct archive_answer answer = {.chat = q->chat};
    switch (p->archive ? effect->kind : EFFECT_QUIT) {
    case EFFECT_RECALL: archive_recall(p->archive, q, &answer); break;
    case EFFECT_FIND: archive_find(p->archive, q, &answer); break;
    case EFFECT_LIST: archive_list(p->archive, q, &answer); break;
    default: break;
    }
    struct event e = {.kind = answers[effect->kind - EFFECT_RECALL],
                      .now = p->now,
                      .wall = p->wall,
                      .archive = {effect->link, p->archive ? &answer : NULL}};
    app_event(&p->app, &e);
    archive_answer_finish(&answer);
}

/* The server the script refers to. */
static struct network *served(struct play *p)
{
    for (int i = 0; p->server[0] && i < p->app.client.network_count; i++) {
        if (strcmp(p->app.client.networks[i]->address, p->server) == 0) {
            return p->app.client.networks[i];
        }
    }
    if (p->server[0]) {
        fail(p, "one is not at %s", p->server);
    }
    return p->app.client.network;
}

static void drain(struct play *p)
{
    static const char *const names[] = {
        [EFFECT_CONNECT] = "connect", [EFFECT_SEND] = "send",
        [EFFECT_HANG_UP] = "hang-up", [EFFECT_TITLE] = "title",
        [EFFECT_COPY] = "copy",       [EFFECT_OPEN] = "open",
        [EFFECT_PASTE] = "paste",     [EFFECT_FLASH] = "flash",
        [EFFECT_RAISE] = "raise",     [EFFECT_NOTIFY] = "notify",
        [EFFECT_SOUND] = "sound",     [EFFECT_SAVE] = "save",
        [EFFECT_QUIT] = "quit",       [EFFECT_HOST] = "host",
        [EFFECT_BROWSE] = "browse",   [EFFECT_HOST_STAYS] = "host-stays",
        [EFFECT_SPELL] = "spell",     [EFFECT_SUGGEST] = "suggest",
        [EFFECT_LEARN] = "learn",     [EFFECT_SPEAK] = "speak"};
    for (int i = 0; i < p->app.client.effects.count; i++) { /* an effect may add another */
        const struct effect one = p->app.client.effects.list[i], *e = &one;
        if (e->kind >= EFFECT_KEEP && e->kind <= EFFECT_LIST) {
            ask_archive(p, e);
        } else if (e->kind == EFFECT_SEND && !p->mute &&
                   strcmp(e->text, "PING tertulia\r\n") == 0) {
            p->pings++;
        } else if (e->kind == EFFECT_SEND && !p->typing && strstr(e->text, "+typing=")) {
            continue;
        } else if (e->kind == EFFECT_SEND) {
            bool elsewhere = p->server[0] && e->link != served(p)->link;
            bytes_format(&p->sent, "%s%s", elsewhere ? "elsewhere " : "", e->text);
        } else {
            bytes_format(&p->effects, "%s %s\n", names[e->kind], e->text ? e->text : "");
            if (e->kind == EFFECT_CONNECT) {
                bytes_format(&p->effects, "port %d%s%s\n", e->connect.port,
                             e->connect.tls ? " tls" : "",
                             e->connect.certificate ? " certificate" : "");
            }
        }
    }
    effects_clear(&p->app.client.effects);
}

static void draw(struct play *p)
{
    do {
        view_screen(&p->app, &p->app.shown);
        p->app.client.dirty = false;
        app_drawn(&p->app);
    } while (p->app.client.dirty);
}

static void event(struct play *p, struct event e)
{
    e.now = p->now;
    e.wall = p->wall;
    app_event(&p->app, &e);
    drain(p);
    while (p->pings > 0) { /* the server answers keep-alive PINGs */
        static const char pong[] = ":s PONG s tertulia\r\n";
        struct event answer = {.kind = EVENT_LINK_DATA,
                               .link.id = served(p)->link,
                               .now = p->now,
                               .wall = p->wall,
                               .link.data = pong,
                               .link.len = sizeof pong - 1};
        p->pings--;
        app_event(&p->app, &answer);
        drain(p);
    }
    draw(p);
}

static void start(struct play *p)
{
    if (!p->started) {
        app_init(&p->app, &p->prefs, p->lang, p->ruler);
        p->started = true;
        event(p, (struct event){.kind = EVENT_TICK});
    }
}

static void again(struct play *p)
{
    event(p, (struct event){.kind = EVENT_CLOSE});
    p->prefs = p->app.client.prefs;
    app_finish(&p->app);
    p->started = false;
    bytes_clear(&p->sent);
    bytes_clear(&p->effects);
    start(p);
}

static void say(struct play *p, const char *text)
{
    struct bytes line = {0};
    bytes_format(&line, "%s\r\n", text);
    event(p, (struct event){.kind = EVENT_LINK_DATA,
                            .link.id = served(p)->link,
                            .link.data = line.data,
                            .link.len = line.len});
    bytes_finish(&line);
}

/* Recorded data of a server (tests/screen/record.py), in pieces of `piece` bytes. */
static void stream(struct play *p, const char *name, size_t piece)
{
    char path[600], data[4096];
    size_t n;
    snprintf(path, sizeof path, "%s/%s.bytes", p->folder, name);
    FILE *in = fopen(path, "rb");
    CHECK(in && piece > 0 && piece <= sizeof data);
    while ((n = fread(data, 1, piece, in)) > 0) {
        event(p, (struct event){.kind = EVENT_LINK_DATA,
                                .link.id = served(p)->link,
                                .link.data = data,
                                .link.len = n});
    }
    fclose(in);
}

static void type(struct play *p, const char *text)
{
    size_t len = strlen(text);
    for (size_t at = 0; at < len;) {
        char letter[64];
        size_t next = text_next(text, len, at);
        snprintf(letter, sizeof letter, "%.*s", (int)(next - at), text + at);
        event(p, (struct event){.kind = EVENT_TEXT, .text = letter});
        at = next;
    }
}

static void welcome(struct play *p, const char *nick, const char *network)
{
    char line[512];
    event(p, (struct event){.kind = EVENT_LINK_UP, .link.id = served(p)->link});
    const char *caps = p->caps[0] ? p->caps
                                  : "away-notify batch cap-notify echo-message "
                                    "extended-join labeled-response message-tags "
                                    "multi-prefix server-time";
    snprintf(line, sizeof line, ":s CAP * LS :%s", caps);
    say(p, line);
    snprintf(line, sizeof line, ":s CAP * ACK :%s", caps);
    say(p, line);
    snprintf(line, sizeof line, ":s 001 %s :Welcome", nick);
    say(p, line);
    snprintf(line, sizeof line,
             ":s 005 %s CASEMAPPING=ascii CHANTYPES=# SAFERATE NETWORK=%s "
             "PREFIX=(ov)@+ CHANMODES=b,k,l,imnst MSGREFTYPES=msgid,timestamp "
             ":are supported by this server",
             nick, *network ? network : "Instituto");
    say(p, line);
    snprintf(line, sizeof line, ":s 422 %s :MOTD File is missing", nick);
    say(p, line);
    bytes_clear(&p->sent);
    bytes_clear(&p->effects);
}

static void set_field(struct play *p, int field, const char *text)
{
    edit_set(&p->app.login->fields[field], text);
}

static void enter(struct play *p, char *server, char *nick, char *room)
{
    start(p);
    set_field(p, FIELD_SERVER, server);
    set_field(p, FIELD_NICK, nick);
    set_field(p, FIELD_ROOM, room);
    login_connect(&p->app);
    drain(p);
    welcome(p, nick, "");
}

/* --- pointing --- */

static bool is_text(const struct play *p, const struct draw_item *item, const char *text)
{
    return item->kind == DRAW_TEXT && item->text_len == strlen(text) &&
           memcmp(p->app.shown.text.data + item->text, text, item->text_len) == 0;
}

static const struct draw_item *find_text(const struct play *p, const char *text)
{
    for (int i = p->app.shown.count - 1; i >= 0; i--) {
        if (is_text(p, &p->app.shown.items[i], text)) {
            return &p->app.shown.items[i];
        }
    }
    fail(p, "nothing in the picture reads '%s'", text);
}

static const struct draw_item *find_icon(const struct play *p, const char *name)
{
    for (int i = p->app.shown.count - 1; i >= 0; i--) {
        const struct draw_item *item = &p->app.shown.items[i];
        if (item->kind == DRAW_ICON && strcmp(icon_name((enum icon)item->type), name) == 0) {
            return item;
        }
    }
    fail(p, "there is no icon %s in the picture", name);
}

static void point(struct play *p, const struct draw_item *item)
{
    event(p, (struct event){.kind = EVENT_MOUSE_MOVE,
                            .mouse.x = item->at.x + 3,
                            .mouse.y = item->at.y + item->at.h / 2});
}

static void click(struct play *p, const struct draw_item *item, enum mouse_button button)
{
    int x = item->at.x + 3, y = item->at.y + item->at.h / 2;
    point(p, item);
    event(p, (struct event){.kind = EVENT_MOUSE_DOWN,
                            .mouse.x = x,
                            .mouse.y = y,
                            .mouse.button = button,
                            .mouse.clicks = 1});
    event(p, (struct event){.kind = EVENT_MOUSE_UP,
                            .mouse.x = x,
                            .mouse.y = y,
                            .mouse.button = button,
                            .mouse.clicks = 1});
}

static bool in_picture(const struct play *p, const char *text)
{
    for (int i = 0; i < p->app.shown.count; i++) {
        const struct draw_item *item = &p->app.shown.items[i];
        if (item->kind == DRAW_TEXT && strstr(p->app.shown.text.data + item->text, text)) {
            return true;
        }
    }
    return false;
}

static void press(struct play *p, const char *name)
{
    static const struct {
        const char *name;
        int key;
    } keys[] = {
        {"enter", KEY_ENTER},
        {"tab", KEY_TAB},
        {"esc", KEY_ESCAPE},
        {"backspace", KEY_BACKSPACE},
        {"delete", KEY_DELETE},
        {"left", KEY_LEFT},
        {"right", KEY_RIGHT},
        {"up", KEY_UP},
        {"down", KEY_DOWN},
        {"home", KEY_HOME},
        {"end", KEY_END},
        {"pageup", KEY_PAGE_UP},
        {"pagedown", KEY_PAGE_DOWN},
        {"f6", KEY_F6},
        {"f7", KEY_F1 + 6},
        {"f10", KEY_F10},
        {"space", ' '},
    };
    struct event e = {.kind = EVENT_KEY};
    const char *at = name;
    for (;;) {
        size_t len = strcspn(at, "+");
        unsigned mod = strncmp(at, "ctrl+", 5) == 0    ? MOD_CTRL
                       : strncmp(at, "shift+", 6) == 0 ? MOD_SHIFT
                       : strncmp(at, "alt+", 4) == 0   ? MOD_ALT
                                                       : 0;
        if (!mod) {
            break;
        }
        e.key.mods |= mod;
        at += len + 1;
    }
    e.key.code = strlen(at) == 1 ? *at : 0;
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        e.key.code = strcmp(keys[i].name, at) == 0 ? keys[i].key : e.key.code;
    }
    if (!e.key.code) {
        fail(p, "what key is '%s'?", name);
    }
    event(p, e);
}

/* --- checking --- */

static void expect_sent(struct play *p, const char *pattern)
{
    char line[1024] = "";
    p->checks++;
    if (p->sent.len) {
        size_t len = strcspn(p->sent.data, "\r\n");
        snprintf(line, sizeof line, "%.*s", (int)len, p->sent.data);
        bytes_cut(&p->sent, 0, len + 2);
    }
    if (!p->theme && !glob_fits(pattern, line)) {
        fail(p, "sent     %s\n  expected %s", line, pattern);
    }
}

static void expect_effect(struct play *p, const char *what)
{
    p->checks++;
    const char *at = strstr(bytes_string(&p->effects), what);
    if (!at && p->theme) { /* in other letters other words may have been clicked */
        return;
    }
    if (!at) {
        fail(p, "expected the effect '%s'; there were:\n%s", what, bytes_string(&p->effects));
    }
    bytes_cut(&p->effects, 0, (size_t)(at - p->effects.data) + strlen(what));
}

#ifdef SHOTS
enum { CELL = 32, NEAR = 16, FAR_PERCENT = 1 };

static uint32_t mean(const SDL_Surface *s, int left, int top)
{
    unsigned long sum[3] = {0}, count = 0;
    for (int y = top; y < top + CELL && y < s->h; y++) {
        for (int x = left; x < left + CELL && x < s->w; x++, count++) {
            uint32_t argb =
                ((const uint32_t *)((const char *)s->pixels + (size_t)y * (size_t)s->pitch))[x];
            for (int i = 0; i < 3; i++) {
                sum[i] += argb >> (8 * i) & 255;
            }
        }
    }
    return (uint32_t)(sum[2] / count << 16 | sum[1] / count << 8 | sum[0] / count);
}

/* The reference for this screen in the theme being compared; NULL: none. */
static FILE *open_kept(const struct play *p, const char *name)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s.%s.pixels", p->folder, name, p->theme);
    return fopen(path, getenv("UPDATE") ? "r+" : "r");
}

/* Other font versions place letters slightly differently: cells may be a little off, and a few
 * more. */
static void compare(struct play *p, SDL_Surface *s, const char *name, FILE *kept)
{
    char path[1024];
    int cells = 0, far = 0, first_x = 0, first_y = 0;
    p->checks++;
    for (int y = 0; y < s->h; y += CELL) {
        for (int x = 0; x < s->w; x += CELL, cells++) {
            uint32_t is = mean(s, x, y);
            unsigned was = 0;
            if (getenv("UPDATE")) {
                fprintf(kept, "%06x%s", is, x + CELL < s->w ? " " : "\n");
                continue;
            }
            int off = fscanf(kept, "%x", &was) != 1 ? 255 : 0;
            for (int i = 0; i < 24; i += 8) {
                int d = (int)(is >> i & 255) - (int)(was >> i & 255);
                off = abs(d) > off ? abs(d) : off;
            }
            if (off > NEAR && far++ == 0) {
                first_x = x;
                first_y = y;
            }
        }
    }
    fclose(kept);
    if (far * 100 > cells * FAR_PERCENT) {
        snprintf(path, sizeof path, "%s.%s.png", name, p->theme);
        png_save(s, &(SDL_Rect){0, 0, s->w, s->h}, path);
        fail(p,
             "%d of %d cells of %s in the theme %s are of another colour, the first at %d, %d (the "
             "picture is %s; "
             "UPDATE=1 accepts it)",
             far, cells, name, p->theme, first_x, first_y, path);
    }
}

static void screen(struct play *p, const char *name)
{
    char path[1024];
    struct theme theme;
    struct prefs prefs = p->app.client.prefs;
    FILE *kept = p->theme && !p->fits ? open_kept(p, name) : NULL;
    if (p->theme && !kept) {
        return;
    }
    if (p->theme) {
        copy_text(prefs.theme, sizeof prefs.theme, p->theme);
    }
    theme_build(&theme, &prefs, p->app.system_light, NULL);
    SDL_Surface *s = SDL_CreateRGBSurfaceWithFormat(0, p->app.width, p->app.height, 32,
                                                    SDL_PIXELFORMAT_ARGB8888);
    SDL_Renderer *r = SDL_CreateSoftwareRenderer(s);
    struct paint *paint = paint_new(r);
    paint_set(paint, p->fonts, &theme, 1);
    paint_draw(paint, &p->app.shown, NULL);
    SDL_RenderPresent(r);
    if (p->theme) {
        compare(p, s, name, kept);
    } else {
        snprintf(path, sizeof path, "%s/%s.png", p->out, name);
        if (!png_save(s, &(SDL_Rect){0, 0, s->w, s->h}, path)) {
            fail(p, "cannot write %s: %s", path, SDL_GetError());
        }
        p->checks++;
    }
    paint_free(paint);
    SDL_DestroyRenderer(r);
    SDL_FreeSurface(s);
}
#else
static void screen(struct play *p, const char *name)
{
    char path[1024];
    struct bytes is = {0}, was = {0};
    snprintf(path, sizeof path, "%s/%s.screen", p->folder, name);
    draw_dump(&p->app.shown, &is);
    p->checks++;
    if (getenv("UPDATE")) {
        FILE *out = fopen(path, "w");
        fwrite(is.data, 1, is.len, out);
        fclose(out);
    } else {
        FILE *in = fopen(path, "r");
        int c;
        while (in && (c = fgetc(in)) != EOF) {
            bytes_char(&was, (char)c);
        }
        if (in) {
            fclose(in);
        }
        const char *a = bytes_string(&was), *b = bytes_string(&is);
        for (int line = 1; *a || *b; line++) {
            size_t al = strcspn(a, "\n"), bl = strcspn(b, "\n");
            if (al != bl || memcmp(a, b, al) != 0) {
                fail(p,
                     "the screen %s differs in line %d (UPDATE=1 accepts it)\n  was %.*s\n  is  "
                     "%.*s",
                     name, line, (int)al, a, (int)bl, b);
            }
            a += al + (a[al] == '\n');
            b += bl + (b[bl] == '\n');
        }
    }
    bytes_finish(&is);
    bytes_finish(&was);
}
#endif

/* --- the script --- */

static void link_down(struct play *p, char *rest)
{
    static const char *const kinds[] = {"closed",  "refused", "nohost", "nonet",
                                        "timeout", "nottls",  "notls"};
    char *words = strchr(rest, ' ');
    if (words) {
        *words++ = '\0';
    }
    for (int i = 0; i < (int)COUNT_OF(kinds); i++) {
        if (strcmp(rest, kinds[i]) == 0) {
            event(p, (struct event){.kind = EVENT_LINK_DOWN,
                                    .link.id = served(p)->link,
                                    .link.failure = (enum link_failure)i,
                                    .link.data = words ? words : ""});
            return;
        }
    }
    fail(p, "a link goes down as: closed refused nohost nonet timeout");
}

static void wait_ms(struct play *p, long ms)
{
    /* as main does: at each deadline, and at the end */
    int64_t until = p->now + ms;
    for (;;) {
        int64_t at = app_deadline(&p->app);
        int64_t next = at != 0 && at < until ? (at > p->now ? at : p->now) : until;
        p->wall += next - p->now;
        p->now = next;
        event(p, (struct event){.kind = EVENT_TICK});
        if (next >= until) {
            return;
        }
        if (app_deadline(&p->app) == at && at <= p->now) {
            fail(p, "a deadline that has come stays due: the loop would spin");
        }
    }
}

static void pref(struct play *p, const char *rest)
{
    char text[256];
    const char *space = strchr(rest, ' ');
    bool login = strncmp(rest, "nick", 4) == 0 || strncmp(rest, "room", 4) == 0 ||
                 strncmp(rest, "server", 6) == 0;
    bool talk = strncmp(rest, "scram ", 6) == 0 || strncmp(rest, "ignored ", 8) == 0;
    snprintf(text, sizeof text, "[%s]\n%.*s = %s\n",
             login  ? "login"
             : talk ? "talk"
                    : "look",
             (int)(space - rest), rest, space + 1);
    prefs_parse(&p->prefs, text);
}

static bool before_start(struct play *p, const char *verb, char *rest)
{
    int w, h;
    if (strcmp(verb, "size") == 0 && sscanf(rest, "%d %d", &w, &h) == 2) {
        p->prefs.window_w = w;
        p->prefs.window_h = h;
    } else if (strcmp(verb, "clock") == 0) {
        CHECK(stamp_parse(rest, &p->wall));
    } else if (strcmp(verb, "lang") == 0) {
        p->lang = words_of(rest);
    } else if (strcmp(verb, "pref") == 0) {
        pref(p, rest);
    } else if (strcmp(verb, "recent") == 0) {
        struct recent visit = {0};
        char when[STAMP_CAP] = "";
        int got = sscanf(rest, "%63s %63s %63s %31s %63[^\n]", visit.server, visit.nick, visit.room,
                         when, visit.name);
        CHECK(got == 3 || (got == 5 && stamp_parse(when, &visit.visited)));
        prefs_visit(&p->prefs, &visit);
    } else {
        return false;
    }
    return true;
}

static void heard(struct play *p, const char *rest)
{
    char name[64], service[64], text[256];
    int port, ip[4], people, ttl;
    struct bytes packet = {0}, data = {0};
    CHECK(sscanf(rest, "%63s %63s %d %d.%d.%d.%d %d %d", name, service, &port, ip, ip + 1, ip + 2,
                 ip + 3, &people, &ttl) == 9);
    for (char *at = name; *at; at++) {
        *at = *at == '_' ? ' ' : *at;
    }
    dns_header(&packet, 0, DNS_RESPONSE, 0, 4, 0);
    snprintf(text, sizeof text, "%s.%s._tcp.local", name, service);
    dns_name(&data, text);
    dns_record(&packet, strchr(text, '.') + 1, DNS_PTR, DNS_IN, (uint32_t)ttl, data.data, data.len);
    bytes_clear(&data);
    dns_number(&data, 0);
    dns_number(&data, 0);
    dns_number(&data, (unsigned)port);
    dns_name(&data, "host.local");
    dns_record(&packet, text, DNS_SRV, DNS_IN, (uint32_t)ttl, data.data, data.len);
    bytes_clear(&data);
    bytes_format(&data, "%cpeople=%d", people < 10 ? 8 : 9, people);
    dns_record(&packet, text, DNS_TXT, DNS_IN, (uint32_t)ttl, data.data, data.len);
    const char address[4] = {(char)ip[0], (char)ip[1], (char)ip[2], (char)ip[3]};
    dns_record(&packet, "host.local", DNS_A, DNS_IN, (uint32_t)ttl, address, 4);
    event(p, (struct event){
                 .kind = EVENT_NEARBY, .packet.data = packet.data, .packet.len = packet.len});
    bytes_finish(&packet);
    bytes_finish(&data);
}

static void read_peer(struct peer *p, const char *text)
{
    char vouched[16];
    const struct {
        char *to;
        size_t cap;
    } fields[] = {{p->version, sizeof p->version}, {p->fingerprint, sizeof p->fingerprint},
                  {vouched, sizeof vouched},       {p->name, sizeof p->name},
                  {p->issuer, sizeof p->issuer},   {p->from, sizeof p->from},
                  {p->until, sizeof p->until}};
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        size_t len = strcspn(text, "|");
        int most = len < PEER_TEXT ? (int)len : PEER_TEXT;
        snprintf(fields[i].to, fields[i].cap, "%.*s", most, text);
        text += len + (text[len] == '|');
    }
    p->vouched_for = strcmp(vouched, "vouched") == 0;
}

static void run(struct play *p, const char *verb, char *rest)
{
    int x, y, x2, y2;
    start(p);
    if (strcmp(verb, "enter") == 0) {
        char server[64], nick[64], room[64];
        CHECK(sscanf(rest, "%63s %63s %63s", server, nick, room) == 3);
        enter(p, server, nick, room);
    } else if (strcmp(verb, "up") == 0) {
        struct peer peer;
        read_peer(&peer, rest);
        event(p, (struct event){
                     .kind = EVENT_LINK_UP, .link.id = served(p)->link, .link.peer = &peer});
    } else if (strcmp(verb, "server") == 0) {
        copy_text(p->server, sizeof p->server, rest);
    } else if (strcmp(verb, "welcome") == 0) {
        char *network = strchr(rest, ' ');
        if (network) {
            *network++ = '\0';
        }
        welcome(p, rest, network ? network : "");
    } else if (strcmp(verb, "down") == 0) {
        link_down(p, rest);
    } else if (strcmp(verb, "<") == 0) {
        say(p, rest);
    } else if (strcmp(verb, "stream") == 0) {
        char name[64];
        unsigned piece;
        CHECK(sscanf(rest, "%63s %u", name, &piece) == 2);
        stream(p, name, piece);
    } else if (strcmp(verb, "remember") == 0) {
        struct error error;
        p->archive = archive_open(":memory:", &error);
        CHECK(p->archive);
    } else if (strcmp(verb, "again") == 0) {
        again(p);
    } else if (strcmp(verb, "caps") == 0) {
        copy_text(p->caps, sizeof p->caps, rest);
    } else if (strcmp(verb, "transcript") == 0) {
        p->app.transcript = true;
    } else if (strcmp(verb, "typing") == 0) {
        p->typing = true;
    } else if (strcmp(verb, "mute") == 0) {
        p->mute = true;
    } else if (strcmp(verb, ">>") == 0) {
        bytes_clear(&p->sent);
    } else if (strcmp(verb, ">") == 0) {
        expect_sent(p, rest);
    } else if (strcmp(verb, "type") == 0) {
        type(p, rest);
    } else if (strcmp(verb, "paste") == 0) {
        event(p, (struct event){.kind = EVENT_PASTE, .text = rest});
    } else if (strcmp(verb, "key") == 0) {
        press(p, rest);
    } else if (strcmp(verb, "click") == 0) {
        click(p, find_text(p, rest), BUTTON_LEFT);
    } else if (strcmp(verb, "right") == 0) {
        click(p, find_text(p, rest), BUTTON_RIGHT);
    } else if (strcmp(verb, "point") == 0) {
        point(p, find_text(p, rest));
    } else if (strcmp(verb, "point-icon") == 0) {
        point(p, find_icon(p, rest));
    } else if (strcmp(verb, "click-icon") == 0) {
        click(p, find_icon(p, rest), BUTTON_LEFT);
    } else if (strcmp(verb, "wheel") == 0) {
        int amount, given = sscanf(rest, "%d %d %d", &amount, &x, &y);
        CHECK(given == 1 || given == 3);
        event(p, (struct event){.kind = EVENT_WHEEL,
                                .wheel.x = given == 3 ? x : p->app.width / 2,
                                .wheel.y = given == 3 ? y : p->app.height / 2,
                                .wheel.px = amount});
    } else if (strcmp(verb, "drag") == 0 && sscanf(rest, "%d %d %d %d", &x, &y, &x2, &y2) == 4) {
        event(p, (struct event){.kind = EVENT_MOUSE_DOWN,
                                .mouse.x = x,
                                .mouse.y = y,
                                .mouse.button = BUTTON_LEFT,
                                .mouse.clicks = 1});
        event(p, (struct event){.kind = EVENT_MOUSE_MOVE, .mouse.x = x2, .mouse.y = y2});
        event(p, (struct event){.kind = EVENT_MOUSE_UP,
                                .mouse.x = x2,
                                .mouse.y = y2,
                                .mouse.button = BUTTON_LEFT});
    } else if (strcmp(verb, "press") == 0 && sscanf(rest, "%d %d %d", &x2, &x, &y) == 3) {
        for (int n = 1; n <= x2; n++) {
            event(p, (struct event){.kind = EVENT_MOUSE_DOWN,
                                    .mouse.x = x,
                                    .mouse.y = y,
                                    .mouse.button = BUTTON_LEFT,
                                    .mouse.clicks = n});
            event(p, (struct event){.kind = EVENT_MOUSE_UP,
                                    .mouse.x = x,
                                    .mouse.y = y,
                                    .mouse.button = BUTTON_LEFT});
        }
    } else if (strcmp(verb, "resize") == 0 && sscanf(rest, "%d %d", &x, &y) == 2) {
        event(p, (struct event){.kind = EVENT_RESIZE, .size.w = x, .size.h = y});
    } else if (strcmp(verb, "hosted") == 0 || strcmp(verb, "host-ended") == 0) {
        for (char *at = rest; *at; at++) {
            *at = *at == '|' ? '\n' : *at;
        }
        struct hosted h = {0};
        hosted_read(&h, rest);
        event(p, (struct event){.kind = h.ready ? EVENT_HOSTED : EVENT_HOST_ENDED, .hosted = &h});
    } else if (strcmp(verb, "spelled") == 0 || strcmp(verb, "suggested") == 0) {
        for (char *at = rest; *at; at++) {
            *at = *at == '|' ? '\n' : *at;
        }
        event(p, (struct event){.kind = verb[1] == 'p' ? EVENT_SPELLED : EVENT_SUGGESTED,
                                .text = rest});
    } else if (strcmp(verb, "heard") == 0) {
        heard(p, rest);
    } else if (strcmp(verb, "called") == 0) {
        event(p, (struct event){.kind = EVENT_CALLED, .text = rest});
    } else if (strcmp(verb, "chosen") == 0) {
        event(p, (struct event){.kind = EVENT_CHOSEN, .call = (int)strtol(rest, NULL, 10)});
    } else if (strcmp(verb, "host-key") == 0) {
        copy_text(p->app.client.host_key, sizeof p->app.client.host_key, rest);
    } else if (strcmp(verb, "compose") == 0) {
        event(p, (struct event){.kind = EVENT_COMPOSE, .text = rest});
    } else if (strcmp(verb, "close") == 0) {
        event(p, (struct event){.kind = EVENT_CLOSE});
    } else if (strcmp(verb, "wait") == 0) {
        wait_ms(p, strtol(rest, NULL, 10));
    } else if (strcmp(verb, "focus") == 0 || strcmp(verb, "blur") == 0) {
        event(p, (struct event){.kind = *verb == 'f' ? EVENT_FOCUS : EVENT_BLUR});
    } else if (strcmp(verb, "see") == 0 || strcmp(verb, "unseen") == 0) {
        p->checks++;
        if (in_picture(p, rest) != (*verb == 's')) {
            fail(p, "'%s' is %sin the picture", rest, *verb == 's' ? "not " : "");
        }
    } else if (strcmp(verb, "sleeps") == 0) {
        p->checks++;
        if (app_deadline(&p->app) != 0 && app_deadline(&p->app) - p->now < strtol(rest, NULL, 10)) {
            fail(p, "it would wake up in %ld ms", (long)(app_deadline(&p->app) - p->now));
        }
    } else if (strcmp(verb, "effect") == 0) {
        expect_effect(p, rest);
    } else if (strcmp(verb, "uneffect") == 0) {
        p->checks++;
        if (strstr(bytes_string(&p->effects), rest)) {
            fail(p, "there was the effect '%s'", rest);
        }
    } else if (strcmp(verb, "screen") == 0) {
        screen(p, rest);
    } else {
        fail(p, "what is '%s'?", verb);
    }
}

/* Replaces "\xHH" by the byte, in place. */
static void unescape(char *text)
{
    char *out = text;
    for (char *at = text; *at; out++) {
        unsigned value;
        if (at[0] == '\\' && at[1] == 'x' && sscanf(at + 2, "%2x", &value) == 1) {
            *out = (char)value;
            at += 4;
        } else {
            *out = *at++;
        }
    }
    *out = '\0';
}

static void step(struct play *p, char *line)
{
    unescape(line);
    line[strcspn(line, "\n")] = '\0';
    if (!*line || *line == '#') {
        return;
    }
    char *rest = strchr(line, ' ');
    if (rest) {
        *rest++ = '\0';
    } else {
        rest = line + strlen(line);
    }
    if (p->started || !before_start(p, line, rest)) {
        run(p, line, rest);
#ifdef SHOTS
        if (p->fits) {
            char where[1024];
            snprintf(where, sizeof where, "%s:%d", p->file, p->line);
            p->faults += fits_check(&p->app, where);
        }
#endif
    }
}

/* Returns how many faults it found. */
static int play(const char *file, const char *out, const char *theme, const char *fonts)
{
    struct play *p = xcalloc(1, sizeof *p);
    p->file = file;
    p->out = out;
    p->theme = theme;
    p->fits = theme && strcmp(theme, "fits") == 0;
    p->lang = words_english();
    p->now = 1000;
    p->wall = INT64_C(1794996120000); /* 2026-11-18T10:02:00Z */
    p->ruler = &fixed;
    const char *slash = strrchr(file, '/');
    snprintf(p->folder, sizeof p->folder, "%.*s", slash ? (int)(slash - file) : 1,
             slash ? file : ".");
#ifdef SHOTS
    struct error error;
    p->fonts = fonts_open(fonts, 1, &error);
    if (!p->fonts) {
        fail(p, "%s", error.text);
    }
    p->ruler = fonts_ruler(p->fonts);
#endif
    (void)fonts;
    prefs_init(&p->prefs);
    FILE *in = fopen(file, "r");
    if (!in) {
        fail(p, "cannot be read");
    }
    char line[4096];
    while (fgets(line, sizeof line, in)) {
        p->line++;
        step(p, line);
    }
    fclose(in);
    if (p->checks == 0 && !p->theme) {
        fail(p, "this file checks nothing");
    }
    printf("%s: %d checks\n", file, p->checks);
    int faults = p->faults;
    archive_close(p->archive);
    app_finish(&p->app);
    bytes_finish(&p->sent);
    bytes_finish(&p->effects);
#ifdef SHOTS
    fonts_close(p->fonts);
#endif
    free(p);
    return faults;
}

int main(int argc, char **argv)
{
#ifdef SHOTS
    bool pixels = argc > 1 && strcmp(argv[1], "--pixels") == 0;
    int faults = 0;
    for (int i = pixels ? 4 : 3; i < argc; i++) {
        faults += play(argv[i], argv[2], pixels ? argv[2] : NULL, pixels ? argv[3] : argv[1]);
    }
    return argc <= 3 + pixels ? 2 : faults > 0;
#else
    for (int i = 1; i < argc; i++) {
        play(argv[i], NULL, NULL, NULL);
    }
    return argc > 1 ? 0 : 2;
#endif
}
