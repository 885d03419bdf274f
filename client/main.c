/* tertulia: wires the window, the link and the settings to the app. */
#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "client/app.h"
#include "client/base/archive_row.h"
#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/base/event.h"
#include "client/base/hosted.h"
#include "client/base/prefs.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/layout/layout.h"
#include "client/panel/login.h"
#include "client/sys/archive.h"
#include "client/sys/desktop.h"
#include "client/sys/dictionary.h"
#include "client/sys/discoverer.h"
#include "client/sys/disk.h"
#include "client/sys/hosting.h"
#include "client/sys/link.h"
#include "client/sys/notifier.h"
#include "client/sys/options.h"
#include "client/sys/single.h"
#include "client/sys/sound.h"
#include "client/sys/speech.h"
#include "client/sys/window.h"
#include "client/sys/zone.h"
#include "client/view/frame_clock.h"
#include "client/view/view.h"
#include "irc/check.h"
#include "irc/error.h"
#include "irc/sys/clock.h"

enum { PICTURE_QUIET_MS = 1500, PICTURE_MOST_MS = 20000, TEND_MS = 200 };

struct program {
    struct options options;
    struct app app;
    struct window *window;
    struct links *links;
    struct dictionary *dictionary;
    struct single *single;
    struct discoverer *browse; /* NULL: not looking for servers */
    struct hosting *hosting;   /* NULL: no server of ours was started */
    struct theme theme;        /* built from what follows */
    char theme_name[PREFS_NAME];
    enum accent theme_accent;
    bool theme_light, theme_made;
    char config[DISK_PATH];        /* the folder of the settings, themes and languages */
    char folder[DISK_PATH];        /* of all else that is kept; both "": nothing is */
    char settings[DISK_PATH + 32]; /* the settings file */
    struct words own_words;        /* of a language file, if one is used */
    struct bytes own_language;     /* the contents of that file */
    struct archive *archive;       /* NULL: it could not be opened, or is disabled */
    bool archive_failed;           /* and the user was told */
    bool done;
    bool more;  /* more link events are waiting */
    bool typed; /* text was typed: the prompt is drawn first */
    struct frame_clock clock;
    int64_t tend_at; /* when to tend the archive; 0: nothing to do */
    int64_t busy_at; /* for the screenshot: when something last happened */
};

static int fail(const char *what)
{
    fprintf(stderr, "tertulia: %s\n", what);
    desktop_say_failure(what);
    return 1;
}

/* --- where things are --- */

/* The folder of the faces: beside the program in a build, under share/ when installed. */
static bool find_fonts(char *out, size_t cap)
{
    static const char *const places[] = {"../fonts", "../share/tertulia/fonts", "fonts"};
    const char *given = getenv("TERTULIA_FONTS");
    char *base = SDL_GetBasePath();
    bool found = false;
    if (given) {
        snprintf(out, cap, "%s", given);
        found = true;
    }
    for (size_t i = 0; !found && i < COUNT_OF(places); i++) {
        char list[DISK_PATH + 16];
        snprintf(out, cap, "%s%s", base ? base : "", places[i]);
        snprintf(list, sizeof list, "%s/faces.txt", out);
        SDL_RWops *file = SDL_RWFromFile(list, "rb");
        found = file != NULL;
        if (file) {
            SDL_RWclose(file);
        }
    }
    SDL_free(base);
    return found;
}

static void send_event(struct program *p, struct event *e);
static void open_archive(struct program *p, const char *folder);

static void load_settings(struct program *p, struct prefs *prefs)
{
    struct error error;
    struct bytes text = {0};
    prefs_init(prefs);
    if (!disk_config_folder(p->options.config, p->config, &error)) {
        p->config[0] = '\0';
        fprintf(stderr, "tertulia: settings will not be kept: %s\n", error.text);
        return;
    }
    disk_data_folder(p->options.config, p->config, p->folder);
    snprintf(p->settings, sizeof p->settings, "%s/tertulia.ini", p->config);
    if (disk_read(p->settings, &text)) {
        prefs_parse(prefs, bytes_string(&text));
    }
    bytes_finish(&text);
    if (prefs->remember && !p->options.host) {
        open_archive(p, p->folder);
    }
}

static void save_settings(struct program *p)
{
    struct bytes text = {0};
    struct error error;
    if (!p->settings[0]) {
        return;
    }
    prefs_write(&p->app.client.prefs, &text);
    if (!disk_write(p->settings, text.data, text.len, &error)) {
        struct event e = {.kind = EVENT_TROUBLE, .text = error.text};
        send_event(p, &e);
    }
    bytes_finish(&text);
}

/* --- the archive --- */

static void not_kept(struct program *p, const char *why)
{
    if (!p->archive_failed) {
        struct event e = {.kind = EVENT_NOT_KEPT, .text = why};
        p->archive_failed = true;
        send_event(p, &e);
    }
}

static void open_archive(struct program *p, const char *folder)
{
    char path[DISK_PATH + 32];
    struct error error;
    snprintf(path, sizeof path, "%s/history.db", folder);
    disk_make_private(path);
    p->archive = archive_open(path, &error);
    if (!p->archive) {
        fprintf(stderr, "tertulia: what is said will not be kept: %s\n", error.text);
    }
}

static void commit_archive(struct program *p)
{
    struct error error;
    if (p->archive && !archive_commit(p->archive, &error)) {
        not_kept(p, error.text);
    }
}

static void tend_archive(struct program *p)
{
    archive_tend(p->archive, false);
    commit_archive(p);
    p->tend_at = archive_untended(p->archive) ? window_now() + TEND_MS : 0;
}

static void keep(struct program *p, const struct archive_row *row)
{
    struct error error;
    if (p->archive && !archive_keep(p->archive, row, &error)) {
        not_kept(p, error.text);
    }
}

static void ask_archive(struct program *p, const struct effect *effect)
{
    struct archive_answer answer = {.chat = effect->question->chat};
    enum event_kind kind = effect->kind == EFFECT_RECALL ? EVENT_RECALLED
                           : effect->kind == EFFECT_FIND ? EVENT_FOUND
                                                         : EVENT_LISTED;
    if (!p->archive && effect->kind != EFFECT_FIND) {
        return;
    }
    if (p->archive && effect->kind == EFFECT_RECALL) {
        archive_recall(p->archive, effect->question, &answer);
    } else if (p->archive && effect->kind == EFFECT_FIND) {
        archive_find(p->archive, effect->question, &answer);
    } else if (p->archive) {
        archive_list(p->archive, effect->question, &answer);
    }
    send_event(
        p, &(struct event){.kind = kind, .archive = {effect->link, p->archive ? &answer : NULL}});
    archive_answer_finish(&answer);
}

/* --- effects --- */

static void host(struct program *p)
{
    char folder[DISK_PATH + 16];
    snprintf(folder, sizeof folder, "%s/server", p->folder);
    hosting_stop(p->hosting);
    p->app.client.host_key[0] = '\0';
    p->hosting = p->folder[0] ? hosting_start(window_wake(p->window), folder) : NULL;
    hosting_stays(p->hosting, p->app.client.prefs.host_stays);
    if (!p->hosting) {
        send_event(p, &(struct event){.kind = EVENT_HOST_ENDED, .hosted = &(struct hosted){0}});
    }
}

static void paste(struct program *p, bool marked)
{
    char *text = marked ? window_marked() : window_paste();
    if (!text) {
        return;
    }
    send_event(p, &(struct event){.kind = EVENT_PASTE, .text = text});
    SDL_free(text);
}

static void carry_out(struct program *p, const struct effect *e)
{
    switch (e->kind) {
    case EFFECT_CONNECT:
        links_open(p->links, e->link, e->text, e->connect.port,
                   (e->connect.tls ? LINK_TLS : 0) |
                       (e->connect.certificate ? LINK_CERTIFICATE : 0));
        break;
    case EFFECT_SEND: links_send(p->links, e->link, e->text, strlen(e->text)); break;
    case EFFECT_HANG_UP: links_close(p->links, e->link); break;
    case EFFECT_TITLE: window_title(p->window, e->text); break;
    case EFFECT_COPY: window_copy(e->text); break;
    case EFFECT_PASTE: paste(p, e->marked); break;
    case EFFECT_MARK: window_mark(e->text); break;
    case EFFECT_OPEN: window_browse(e->text); break;
    case EFFECT_RAISE: window_raise(p->window); break;
    case EFFECT_FLASH: window_flash(p->window); break;
    case EFFECT_SOUND: sound_play(); break;
    case EFFECT_NOTIFY: notifier_show(e->text, e->call, window_wake(p->window)); break;
    case EFFECT_SAVE:
        save_settings(p);
        if (!p->archive && !p->archive_failed && p->app.client.prefs.remember && p->folder[0]) {
            open_archive(p, p->folder); /* it was just enabled */
        }
        break;
    case EFFECT_KEEP: keep(p, e->row); break;
    case EFFECT_RECALL:
    case EFFECT_FIND:
    case EFFECT_LIST: ask_archive(p, e); break;
    case EFFECT_HOST: host(p); break;
    case EFFECT_BROWSE:
        discoverer_free(p->browse);
        p->browse = e->on ? discoverer_new(window_wake(p->window)) : NULL;
        break;
    case EFFECT_HOST_STAYS: hosting_stays(p->hosting, e->on); break;
    case EFFECT_SPELL: dictionary_ask(p->dictionary, DICTIONARY_CHECK, e->text); break;
    case EFFECT_SUGGEST: dictionary_ask(p->dictionary, DICTIONARY_SUGGEST, e->text); break;
    case EFFECT_LEARN: dictionary_ask(p->dictionary, DICTIONARY_LEARN, e->text); break;
    case EFFECT_SPEAK: speech_say(e->text, e->at_once); break;
    case EFFECT_QUIT: p->done = true; break;
    }
}

static void drain_effects(struct program *p)
{
    /* one effect may add another */
    for (int i = 0; i < p->app.client.effects.count; i++) {
        struct effect e = p->app.client.effects.list[i];
        carry_out(p, &e);
    }
    effects_clear(&p->app.client.effects);
    if (!frame_clock_is_torrent(
            &p->clock, window_now())) { /* in a torrent, many lines per commit: see tend_archive */
        commit_archive(p);
    }
    if (!p->tend_at && archive_untended(p->archive)) {
        p->tend_at = window_now() + TEND_MS;
    }
}

static void send_event(struct program *p, struct event *e)
{
    e->now = window_now();
    e->wall = clock_wall();
    app_event(&p->app, e);
}

/* --- the theme --- */

static bool is_system_light(const struct prefs *prefs)
{
    return strcmp(prefs->theme, "system") == 0 && desktop_is_light();
}

/* Reads a user theme file into `out`; false: there is none with that name. */
static bool read_theme(const struct program *p, const char *name, struct bytes *out)
{
    char path[2 * DISK_PATH];
    snprintf(path, sizeof path, "%s/themes/%s.theme", p->config, name);
    return disk_read(path, out);
}

/* Builds the chosen theme, if it changed. */
static void take_theme(struct program *p, const struct prefs *prefs, bool light)
{
    struct bytes own = {0};
    if (p->theme_made && strcmp(p->theme_name, prefs->theme) == 0 &&
        p->theme_accent == prefs->accent && p->theme_light == light) {
        return;
    }
    bool has_own = !theme_is_known(prefs->theme) && read_theme(p, prefs->theme, &own);
    bool missing = !has_own && !theme_is_known(prefs->theme);
    if (missing && p->theme_made) { /* the one before stays */
        send_event(p, &(struct event){.kind = EVENT_NO_THEME, .text = p->theme_name});
        return;
    }
    theme_build(&p->theme, prefs, light, has_own ? bytes_string(&own) : NULL);
    if (missing) {
        fprintf(stderr,
                "tertulia: there is no theme %s: it would be the file themes/%s.theme beside the "
                "settings\n",
                prefs->theme, prefs->theme);
    }
    bytes_finish(&own);
    copy_text(p->theme_name, sizeof p->theme_name, prefs->theme);
    p->theme_accent = prefs->accent;
    p->theme_light = light;
    p->theme_made = true;
}

/* --- the frame --- */

/* The area of the prompt: it is drawn before everything else that may have changed. */
static struct rect writing(const struct app *app)
{
    struct frame f = layout_frame(app);
    return (struct rect){f.pane.prompt.x, f.pane.prompt.y, f.pane.prompt.w,
                         app->height - f.pane.prompt.y};
}

/* As large as is wished, and as the window has room for. */
static void fit_text(struct program *p, const struct prefs *prefs)
{
    int width, height;
    window_units(p->window, &width, &height);
    p->app.text_size = prefs_fit_size(prefs->text_size, width, height);
    window_set(p->window, p->app.text_size, &p->theme);
}

static void draw(struct program *p)
{
    struct app *app = &p->app;
    take_theme(p, &app->client.prefs, app->system_light);
    fit_text(p, &app->client.prefs);
    if (app->ruler != window_ruler(p->window)) {
        app->ruler = window_ruler(p->window);
        layout_forget_measures(app);
    }
    window_size(p->window, &app->width, &app->height);
    app_remember_size(app);
    view_screen(app, &app->shown);
    bool part = p->typed && app->client.screen == SCREEN_CHAT && !window_is_stale(p->window);
    window_draw(p->window, &app->shown, part ? writing(app) : (struct rect){0});
    frame_clock_drawn(&p->clock, !part, window_now());
    app->client.dirty &= part; /* the rest comes with the next picture */
    p->typed = false;
    app_drawn(app);
}

static bool wants_picture(const struct program *p)
{
    return p->app.client.dirty || window_is_stale(p->window);
}

/* Whether the requested screenshot can be taken. */
static bool is_settled(const struct program *p)
{
    const struct app *app = &p->app;
    int64_t quiet = window_now() - p->busy_at;
    bool there = app->client.screen == SCREEN_LOGIN
                     ? !login_busy(app)
                     : app->client.current && app->client.current->kind == CHAT_ROOM;
    return (there && quiet > PICTURE_QUIET_MS) || window_now() > PICTURE_MOST_MS;
}

static int64_t next_wait(const struct program *p)
{
    if (p->more) {
        return 0;
    }
    int64_t at = app_deadline(&p->app);
    int64_t wait = at == 0 ? -1 : at - window_now();
    wait = at != 0 && wait < 0 ? 0 : wait;
    int64_t frame = frame_clock_wait(&p->clock, window_now());
    if (wants_picture(p) && (wait < 0 || wait > frame)) {
        wait = frame;
    }
    if (p->tend_at && (wait < 0 || wait > p->tend_at - window_now())) {
        wait = p->tend_at > window_now() ? p->tend_at - window_now() : 0;
    }
    return p->options.picture && (wait < 0 || wait > 100) ? 100 : wait;
}

/* Waits up to `wait` ms for a window event, then takes all that are pending. False: none came. */
static bool take_window(struct program *p, int64_t wait)
{
    struct event e;
    bool any = window_wait(p->window, wait, &e);
    for (bool more = any; more; more = !p->done && window_wait(p->window, 0, &e)) {
        p->clock.asked |= e.kind != EVENT_TICK;
        p->typed = e.kind == EVENT_TEXT;
        if (e.kind == EVENT_FOCUS) {
            p->app.system_light = is_system_light(&p->app.client.prefs);
        }
        send_event(p, &e);
    }
    return any;
}

/* Waits for one event, then takes all that are pending. */
static void take_events(struct program *p)
{
    struct event e;
    if (!take_window(p, next_wait(p))) {
        if (p->tend_at && window_now() >= p->tend_at) {
            tend_archive(p);
        }
        e = (struct event){.kind = EVENT_TICK};
        send_event(p, &e);
    }
    while (dictionary_pop(p->dictionary, &e)) {
        send_event(p, &e);
    }
    while (discoverer_pop(p->browse, &e)) {
        send_event(p, &e);
    }
    while (single_pop(p->single, &e)) {
        send_event(p, &e);
    }
    while (notifier_pop(&e)) {
        send_event(p, &e);
    }
    while (p->hosting && hosting_pop(p->hosting, &e)) {
        copy_text(p->app.client.host_key, sizeof p->app.client.host_key, hosting_key(p->hosting));
        send_event(p, &e);
    }
    /* a server that never stops sending must not keep the window from being drawn */
    int64_t until = window_now() + FRAME_CLOCK_MS;
    p->more = false;
    while (links_pop(p->links, &e)) {
        send_event(p, &e);
        p->clock.served = true;
        p->busy_at = window_now();
        if (p->busy_at >= until) {
            p->more = true;
            return;
        }
    }
}

static int run(struct program *p)
{
    while (!p->done) {
        if (wants_picture(p) && frame_clock_wait(&p->clock, window_now()) == 0) {
            if (p->clock.served && !p->clock.asked &&
                take_window(p, 0)) { /* a key pressed meanwhile is drawn first */
                drain_effects(p);
            }
            draw(p);
        }
        take_events(p);
        drain_effects(p);
        if (p->options.picture && is_settled(p)) {
            draw(p);
            if (!window_save_picture(p->window, p->options.picture)) {
                return fail(SDL_GetError());
            }
            struct event e = {.kind = EVENT_END};
            send_event(p, &e);
            drain_effects(p);
        }
    }
    return 0;
}

static void apply_options(struct program *p)
{
    const struct options *o = &p->options;
    struct login *l = p->app.login;
    if (o->server) {
        edit_set(&l->fields[FIELD_SERVER], o->server);
    }
    if (o->nick) {
        edit_set(&l->fields[FIELD_NICK], o->nick);
    }
    if (o->rooms[0]) {
        edit_set(&l->fields[FIELD_ROOM], o->rooms);
    }
    if (o->link) {
        login_take_link(&p->app, o->link);
    }
    char folder[DISK_PATH + 16];
    snprintf(folder, sizeof folder, "%s/server", p->folder);
    struct hosted own;
    p->app.client.own_port = p->folder[0] && hosting_find(folder, &own) ? own.plain_port : 0;
    if (p->app.client.own_port && !o->link && !o->server && p->app.client.prefs.nick[0]) {
        login_focus(&p->app, FOCUS_HOST);
    }
    p->app.client.plain = o->plain;
    p->app.client.now = window_now();
    p->app.client.wall = clock_wall();
    if (o->server && o->nick && o->rooms[0]) {
        login_connect(&p->app);
        drain_effects(p);
    }
}

/* For the languages of the system and of the program: users write in both. */
static void open_dictionary(struct program *p, const char *locale)
{
    char languages[64];
    const char *own = p->app.client.lang->code;
    bool same = strncmp(locale, own, 2) == 0;
    snprintf(languages, sizeof languages, "%s %s", locale, same ? "" : own);
    p->dictionary = dictionary_new(window_wake(p->window), p->folder, languages);
}

/* Reads a language file: beside the settings, or installed beside the fonts. False: the language is
 * built in, or there is no file. */
static bool read_language(struct program *p, const char *fonts, const char *language)
{
    char path[2 * DISK_PATH], code[8];
    snprintf(code, sizeof code, "%.*s", (int)strcspn(language, "-_."), language);
    bool ours = strcmp(code, "en") == 0 || strcmp(code, "es") == 0 || strpbrk(code, "/\\");
    snprintf(path, sizeof path, "%s/languages/%s.words", p->config, code);
    if (!ours && !disk_read(path, &p->own_language)) {
        snprintf(path, sizeof path, "%s/../languages/%s.words", fonts, code);
        disk_read(path, &p->own_language);
    }
    if (ours || !p->own_language.len) {
        return false;
    }
    bytes_string(&p->own_language);
    words_read(&p->own_words, code, p->own_language.data);
    return true;
}

/* The chat that was hosted here once runs again, without a window; what it says comes to stderr. */
static int host_only(struct program *p)
{
    char folder[DISK_PATH + 16], made[DISK_PATH + 32];
    struct error error;
    snprintf(folder, sizeof folder, "%s/server", p->folder);
    snprintf(made, sizeof made, "%s/host.ini", folder);
    if (!p->folder[0] || !disk_is_there(made)) {
        fputs(
            "tertulia: no chat was hosted here yet: choose \"Host a chat on this computer\" once\n",
            stderr); /* and no message box: a session may begin with it */
        return 1;
    }
    struct hosted own;
    if (!hosting_find(folder, &own) &&
        !(hosting_alone(folder, &error) && hosting_find(folder, &own))) {
        return fail(error.text);
    }
    printf("The chat runs on this computer.\nAddress for the others: %s\nFingerprint: %s\n"
           "To end it: open tertulia, \"Back to your chat\", \"Stop hosting\".\n",
           own.address[0] ? own.address : "not known", own.fingerprint);
    return 0;
}

static int start(struct program *p)
{
    char fonts[DISK_PATH], locale[16];
    struct error error;
    struct prefs prefs;
    load_settings(p, &prefs);
    if (p->options.host) {
        return host_only(p);
    }
    if (!find_fonts(fonts, sizeof fonts)) {
        return fail("its fonts are missing: they belong in a folder 'fonts' beside 'bin', where "
                    "the build puts them; TERTULIA_FONTS names another");
    }
    char link[DISK_PATH];
    options_address(&p->options, link);
    if (!p->options.picture && single_tell(p->folder, link)) {
        return 0; /* the running window opens it */
    }
    p->window = window_open(prefs.window_w, prefs.window_h, fonts, &error);
    if (!p->window) {
        return fail(error.text);
    }
    p->links = links_new(window_wake(p->window), p->folder);
    if (!p->links) {
        return fail("the network could not be started");
    }
    bool light = is_system_light(&prefs);
    window_locale(locale, sizeof locale);
    take_theme(p, &prefs, light);
    fit_text(p, &prefs);
    const char *language = prefs.language[0] ? prefs.language : locale;
    app_init(&p->app, &prefs,
             read_language(p, fonts, language) ? &p->own_words : words_of(language),
             window_ruler(p->window));
    p->app.client.utc_offset_ms = zone_offset_ms;
#ifdef __APPLE__
    p->app.client.apple = true;
#endif
    if (prefs.language[0]) {
        p->app.client.system_lang = words_of(locale);
    }
    p->app.system_light = light;
    open_dictionary(p, locale);
    p->single = p->options.picture ? NULL : single_new(window_wake(p->window), p->folder);
    p->busy_at = window_now();
    if (p->options.transcript && !(p->app.transcript = speech_transcript(p->options.transcript))) {
        return fail(
            "the transcript cannot be written there; name another file, or - for standard output");
    }
    apply_options(p);
    int status = run(p);
    app_finish(&p->app);
    return status;
}

int main(int argc, char **argv)
{
    static struct program program; /* large; the only one */
    desktop_begin();
    int go = options_read(&program.options, argc, argv);
    if (go <= 0) {
        return go < 0 ? 2 : 0;
    }
    int status = start(&program);
    links_free(program.links);
    hosting_stop(program.hosting);
    notifier_quit();
    sound_quit();
    speech_quit();
    dictionary_free(program.dictionary);
    single_free(program.single);
    discoverer_free(program.browse);
    archive_close(program.archive);
    bytes_finish(&program.own_language);
    window_close(program.window);
    return status;
}
