#include "client/sys/window.h"

#include <SDL.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/event.h"
#include "client/draw/damage.h"
#include "client/draw/draw.h"
#include "client/draw/icon.h"
#include "client/sys/desktop.h"
#include "client/sys/font.h"
#include "client/sys/paint.h"
#include "client/sys/png.h"
#include "client/sys/screen.h"
#include "client/sys/wayland.h"
#include "irc/check.h"
#include "irc/error.h"

enum { WHEEL_PX = 60, ICON_PX = 64, HALF = 128, LINK_MAX = 1024 };

struct window {
    SDL_Window *window;
    SDL_Surface *picture;   /* what is drawn on; at least as large as the window */
    SDL_Renderer *renderer; /* draws on it */
    struct screen *screen;
    struct damage damage;
    struct paint *paint;
    struct fonts *fonts;
    char font_dir[1024];
    struct theme theme; /* no colours: not set yet */
    int percent;
    Uint16 mods; /* at the last key */
    bool digit;  /* which was one */
    double density, scale;
    uint64_t shown; /* hash of the picture on the screen */
    bool stale;     /* the screen lost it */
    bool fitted;    /* to the screen, with its title bar */
    Uint32 wake;
    char *text;          /* of the last event */
    SDL_Rect candidates; /* caret position last told to SDL */
    SDL_Cursor *arrow;
};

int64_t window_now(void)
{
    return (int64_t)SDL_GetTicks64() + 1; /* 0 means never */
}

static void set_hints(void)
{
    SDL_SetHint(SDL_HINT_IME_SHOW_UI, "1");
    SDL_SetHint("SDL_QUIT_ON_LAST_WINDOW_CLOSE", "0"); /* ask first; by name: new in SDL 2.0.22 */
    SDL_SetHint(SDL_HINT_IME_SUPPORT_EXTENDED_TEXT, "1");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_WINDOWS_DPI_AWARENESS, "permonitorv2");
    SDL_SetHint(SDL_HINT_WINDOWS_DPI_SCALING, "1"); /* the window's size is in points there too */
}

/* A native window where the desktop is a Wayland that has all it takes, else one of X11; SDL by
 * itself would ask in another order. Whoever sets SDL_VIDEODRIVER has chosen. */
static void choose_driver(void)
{
    if (getenv("WAYLAND_DISPLAY") && !getenv("SDL_VIDEODRIVER")) {
        /* an incomplete one would end the program, not just SDL's attempt */
        const char *other = getenv("DISPLAY") ? "x11" : "x11,wayland";
        SDL_SetHint(SDL_HINT_VIDEODRIVER, wayland_is_complete() ? "wayland,x11" : other);
    }
}

/* Without this, on X11 a window's surface is presented through OpenGL, ten times slower; on Wayland
 * there is no other way. */
static void choose_framebuffer(void)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    if (driver && (strcmp(driver, "x11") == 0 || strcmp(driver, "windows") == 0)) {
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    }
}

static double density_of(const struct window *w)
{
    int points, pixels;
    SDL_GetWindowSize(w->window, &points, NULL);
    SDL_GetWindowSizeInPixels(w->window, &pixels, NULL);
    return points > 0 && pixels > 0 ? (double)pixels / points : 1;
}

static bool open_fonts(struct window *w, struct error *error)
{
    w->density = density_of(w);
    w->scale = w->density * w->percent / 100;
    struct fonts *fonts = fonts_open(w->font_dir, w->scale, error);
    if (!fonts) {
        return false;
    }
    fonts_close(w->fonts);
    w->fonts = fonts;
    SDL_SetWindowMinimumSize(w->window, WINDOW_MIN_W, WINDOW_MIN_H);
    return true;
}

/* Makes a picture to draw on that has room for the window; it grows in steps, since a new one
 * starts with an empty atlas. */
static bool make_picture(struct window *w)
{
    enum { STEP = 256 };
    int width, height;
    SDL_GetWindowSizeInPixels(w->window, &width, &height);
    if (w->picture && w->picture->w >= width && w->picture->h >= height) {
        return true;
    }
    SDL_Surface *picture = SDL_CreateRGBSurfaceWithFormat(
        0, (width / STEP + 1) * STEP, (height / STEP + 1) * STEP, 32, screen_format(w->screen));
    SDL_Renderer *renderer = picture ? SDL_CreateSoftwareRenderer(picture) : NULL;
    if (!renderer) {
        SDL_FreeSurface(picture);
        return false;
    }
    if (w->paint) {
        paint_target(w->paint, renderer);
    } else {
        w->paint = paint_new(renderer);
    }
    SDL_DestroyRenderer(w->renderer);
    SDL_FreeSurface(w->picture);
    w->renderer = renderer;
    w->picture = picture;
    SDL_SetSurfaceBlendMode(picture, SDL_BLENDMODE_NONE);
    damage_forget(&w->damage);
    return true;
}

struct window *window_open(int width, int height, const char *fonts, struct error *error)
{
    set_hints();
    choose_driver();
#ifdef _WIN32
    SDL_RegisterApp("Tertulia", 0, NULL); /* the class by which the installer finds the window */
#endif
    if (SDL_Init(SDL_INIT_VIDEO | SDL_INIT_EVENTS) < 0) {
        error_say(error, "there is no screen to open a window on (%s)", SDL_GetError());
        return NULL;
    }
    choose_framebuffer();
    SDL_EnableScreenSaver();
    struct window *w = xcalloc(1, sizeof *w);
    w->percent = 100;
    w->wake = SDL_RegisterEvents(1);
    copy_text(w->font_dir, sizeof w->font_dir, fonts);
    SDL_Rect screen; /* the size may come from a larger screen */
    if (SDL_GetDisplayUsableBounds(0, &screen) == 0) {
        width = width > screen.w ? screen.w : width;
        height = height > screen.h ? screen.h : height;
    }
    w->window = SDL_CreateWindow("tertulia", SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED,
                                 width, height, SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    w->screen = w->window ? screen_open(w->window) : NULL;
    if (!w->screen || !make_picture(w)) {
        error_say(error, "the window could not be opened (%s)", SDL_GetError());
        window_close(w);
        return NULL;
    }
    if (!open_fonts(w, error)) {
        window_close(w);
        return NULL;
    }
    SDL_StartTextInput();
    return w;
}

void window_close(struct window *w)
{
    if (!w) {
        return;
    }
    if (w->paint) {
        paint_free(w->paint);
    }
    fonts_close(w->fonts);
    SDL_DestroyRenderer(w->renderer);
    SDL_FreeSurface(w->picture);
    damage_finish(&w->damage);
    screen_close(w->screen);
    SDL_DestroyWindow(w->window);
    SDL_free(w->text);
    free(w);
    SDL_Quit();
}

unsigned window_wake(const struct window *w)
{
    return w->wake;
}

static void set_icon(struct window *w)
{
    SDL_Surface *icon = paint_mark(&w->theme, ICON_PX);
    if (icon) {
        SDL_SetWindowIcon(w->window, icon);
        SDL_FreeSurface(icon);
    }
}

bool window_set(struct window *w, int percent, const struct theme *theme)
{
    struct error error;
    bool first = theme_missing(&w->theme) > 0;
    bool resized = percent != w->percent || density_of(w) != w->density;
    if (!first && !resized && memcmp(theme, &w->theme, sizeof *theme) == 0) {
        return true;
    }
    w->percent = percent;
    w->theme = *theme;
    if (resized && !open_fonts(w, &error)) {
        return false;
    }
    if (first) {
        set_icon(w);
    }
    desktop_shade(w->window,
                  (theme->colors[C_BG] >> 8 & 0xFF) < HALF); /* by its green, as eyes do */
    paint_set(w->paint, w->fonts, &w->theme, w->scale);
    w->stale = true;
    return true;
}

const struct ruler *window_ruler(const struct window *w)
{
    return fonts_ruler(w->fonts);
}

void window_units(const struct window *w, int *width, int *height)
{
    int pw, ph;
    SDL_GetWindowSizeInPixels(w->window, &pw, &ph);
    double density = density_of(w); /* the screen may be another one since the last picture */
    *width = (int)(pw / density);
    *height = (int)(ph / density);
}

void window_size(const struct window *w, int *width, int *height)
{
    int pw, ph;
    SDL_GetWindowSizeInPixels(w->window, &pw, &ph);
    *width = (int)(pw / w->scale);
    *height = (int)(ph / w->scale);
}

/* --- events --- */

static unsigned mods_of(Uint16 mod)
{
    unsigned command = KMOD_CTRL;
#ifdef __APPLE__
    command = KMOD_GUI;
#endif
    return (mod & KMOD_SHIFT ? MOD_SHIFT : 0u) | (mod & command ? MOD_CTRL : 0u) |
           (mod & KMOD_LALT ? MOD_ALT : 0u);
}

static int key_of(SDL_Keycode sym)
{
    static const struct {
        SDL_Keycode sym;
        int key;
    } keys[] = {
        {SDLK_RETURN, KEY_ENTER},
        {SDLK_KP_ENTER, KEY_ENTER},
        {SDLK_TAB, KEY_TAB},
        {SDLK_ESCAPE, KEY_ESCAPE},
        {SDLK_BACKSPACE, KEY_BACKSPACE},
        {SDLK_DELETE, KEY_DELETE},
        {SDLK_LEFT, KEY_LEFT},
        {SDLK_RIGHT, KEY_RIGHT},
        {SDLK_UP, KEY_UP},
        {SDLK_DOWN, KEY_DOWN},
        {SDLK_HOME, KEY_HOME},
        {SDLK_END, KEY_END},
        {SDLK_PAGEUP, KEY_PAGE_UP},
        {SDLK_PAGEDOWN, KEY_PAGE_DOWN},
        {SDLK_APPLICATION, KEY_MENU},
        {SDLK_KP_PLUS, '+'},
        {SDLK_KP_MINUS, '-'},
    };
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        if (keys[i].sym == sym) {
            return keys[i].key;
        }
    }
    if (sym >= SDLK_F1 && sym <= SDLK_F12) {
        return KEY_F1 + (int)(sym - SDLK_F1);
    }
    return sym >= ' ' && sym < 0x7F ? (int)sym : 0;
}

/* On layouts without Latin letters, a command is where it would be on a US keyboard. */
static int key_by_place(SDL_Scancode code)
{
    static const char punctuation[] = "-=[]\\\\;'`,./"; /* from SDL_SCANCODE_MINUS on */
    if (code >= SDL_SCANCODE_A && code <= SDL_SCANCODE_Z) {
        return 'a' + (int)(code - SDL_SCANCODE_A);
    }
    return code >= SDL_SCANCODE_MINUS && code <= SDL_SCANCODE_SLASH
               ? punctuation[code - SDL_SCANCODE_MINUS]
               : 0;
}

static bool take_key(struct window *w, const SDL_KeyboardEvent *k, struct event *e)
{
    w->mods = k->keysym.mod;
    w->digit = k->keysym.sym >= SDLK_0 && k->keysym.sym <= SDLK_9;
    int code = key_of(k->keysym.sym);
    unsigned mods = mods_of(k->keysym.mod);
    if (!code && (mods & (MOD_CTRL | MOD_ALT))) {
        code = key_by_place(k->keysym.scancode);
    }
    bool paste = k->keysym.sym == SDLK_INSERT && mods == MOD_SHIFT; /* Ctrl V may be rebound */
    if (paste && SDL_HasClipboardText()) {
        w->text = SDL_GetClipboardText();
        e->kind = EVENT_PASTE;
        e->text = w->text;
        return true;
    }
    e->kind = EVENT_KEY;
    e->key.code = code;
    e->key.mods = mods;
    return code != 0;
}

/* From the window's points to logical px. */
static int place(const struct window *w, int points)
{
    return (int)(points * w->density / w->scale);
}

static bool take_button(const struct window *w, const SDL_MouseButtonEvent *b, struct event *e)
{
    static const enum mouse_button buttons[] = {[SDL_BUTTON_LEFT] = BUTTON_LEFT,
                                                [SDL_BUTTON_MIDDLE] = BUTTON_MIDDLE,
                                                [SDL_BUTTON_RIGHT] = BUTTON_RIGHT};
    e->kind = b->type == SDL_MOUSEBUTTONDOWN ? EVENT_MOUSE_DOWN : EVENT_MOUSE_UP;
    e->mouse.x = place(w, b->x);
    e->mouse.y = place(w, b->y);
    e->mouse.button = b->button < COUNT_OF(buttons) ? buttons[b->button] : 0;
    e->mouse.clicks = b->clicks;
    e->mouse.mods = mods_of((Uint16)SDL_GetModState());
    return e->mouse.button != 0;
}

/* The desktop's title bar is known once the window is shown: with it, the window is not larger than
 * the screen. */
static void fit_screen(struct window *w)
{
    SDL_Rect screen;
    int top = 0, left = 0, bottom = 0, right = 0, width, height;
    w->fitted = true;
    SDL_GetWindowSize(w->window, &width, &height);
    if (SDL_GetDisplayUsableBounds(SDL_GetWindowDisplayIndex(w->window), &screen) == 0 &&
        SDL_GetWindowBordersSize(w->window, &top, &left, &bottom, &right) == 0 &&
        (height + top + bottom > screen.h || width + left + right > screen.w)) {
        height = height + top + bottom > screen.h ? screen.h - top - bottom : height;
        width = width + left + right > screen.w ? screen.w - left - right : width;
        SDL_SetWindowSize(w->window, width, height);
        SDL_SetWindowPosition(w->window, screen.x + left, screen.y + top);
    }
}

static bool take_window(struct window *w, const SDL_WindowEvent *s, struct event *e)
{
    switch (s->event) {
    case SDL_WINDOWEVENT_FOCUS_GAINED: e->kind = EVENT_FOCUS; return true;
    case SDL_WINDOWEVENT_FOCUS_LOST: e->kind = EVENT_BLUR; return true;
    case SDL_WINDOWEVENT_CLOSE: e->kind = EVENT_CLOSE; return true;
    case SDL_WINDOWEVENT_LEAVE: e->kind = EVENT_MOUSE_LEAVE; return true;
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_DISPLAY_CHANGED:
        w->stale = true; /* the next window_set checks whether the density changed */
        e->kind = EVENT_RESIZE;
        window_size(w, &e->size.w, &e->size.h);
        return true;
    case SDL_WINDOWEVENT_EXPOSED:
        if (!w->fitted) {
            fit_screen(w);
        }
        w->stale = true;
        e->kind = EVENT_TICK;
        return true;
    default: return false;
    }
}

static bool take_text(struct window *w, const SDL_TextInputEvent *t, struct event *e)
{
    unsigned held = w->mods; /* with the key that made the text, not now: it may be over */
    unsigned commands = MOD_CTRL | MOD_ALT;
#ifdef __APPLE__
    commands =
        w->digit ? commands : MOD_CTRL; /* Option types characters, but for those with digits */
#endif
    bool level = held & (KMOD_RALT | KMOD_MODE); /* AltGr, which Windows reports with Ctrl */
    if (!level && (mods_of((Uint16)held) & commands)) {
        return false; /* a command, not a letter */
    }
    w->text = SDL_strdup(t->text);
    e->kind = EVENT_TEXT;
    e->text = w->text;
    return true;
}

/* What is let go over the window: a link is opened, words are pasted. */
static bool take_drop(struct window *w, const SDL_DropEvent *from, struct event *e)
{
    w->text = from->file; /* ours now */
    const char *text = w->text ? w->text : "";
    bool link = strlen(text) < LINK_MAX && (SDL_strncasecmp(text, "irc://", 6) == 0 ||
                                            SDL_strncasecmp(text, "ircs://", 7) == 0);
    e->kind = link ? EVENT_CALLED : EVENT_PASTE;
    e->text = text;
    bool taken = link || (from->type == SDL_DROPTEXT && *text);
    if (!taken) {
        SDL_free(w->text);
        w->text = NULL;
    }
    return taken;
}

static bool translate(struct window *w, const SDL_Event *from, struct event *e)
{
    switch (from->type) {
    case SDL_QUIT: e->kind = EVENT_END; return true;
    case SDL_KEYDOWN: return take_key(w, &from->key, e);
    case SDL_KEYUP: w->mods = from->key.keysym.mod; return false;
    case SDL_TEXTINPUT: return take_text(w, &from->text, e);
    case SDL_TEXTEDITING:
        e->kind = EVENT_COMPOSE;
        w->text = SDL_strdup(from->edit.text);
        e->text = w->text;
        return true;
    case SDL_TEXTEDITING_EXT:
        e->kind = EVENT_COMPOSE;
        w->text = from->editExt.text; /* ours now */
        e->text = w->text ? w->text : "";
        return true;
    case SDL_DROPFILE: /* a link, too, which macOS opens with this program */
    case SDL_DROPTEXT: return take_drop(w, &from->drop, e);
    case SDL_MOUSEMOTION:
        e->kind = EVENT_MOUSE_MOVE;
        e->mouse.x = place(w, from->motion.x);
        e->mouse.y = place(w, from->motion.y);
        return true;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP: return take_button(w, &from->button, e);
    case SDL_MOUSEWHEEL:
        e->kind = EVENT_WHEEL;
        e->wheel.px = (int)(from->wheel.preciseY * WHEEL_PX);
        e->wheel.x = place(w, from->wheel.mouseX);
        e->wheel.y = place(w, from->wheel.mouseY);
        return true;
    case SDL_WINDOWEVENT: return take_window(w, &from->window, e);
    default: e->kind = EVENT_TICK; return from->type == w->wake;
    }
}

bool window_wait(struct window *w, int64_t wait, struct event *e)
{
    SDL_Event from;
    SDL_free(w->text);
    w->text = NULL;
    *e = (struct event){0};
    int got = wait < 0    ? SDL_WaitEvent(&from)
              : wait == 0 ? SDL_PollEvent(&from)
                          : SDL_WaitEventTimeout(&from, wait > 1 << 30 ? 1 << 30 : (int)wait);
    while (got && !translate(w, &from, e)) {
        got = SDL_PollEvent(&from);
    }
    return got != 0;
}

/* --- picture --- */

/* Input methods show their candidates beside the caret. */
static void place_candidates(struct window *w, struct rect caret)
{
    double f = w->scale / w->density; /* to the window's own units */
    SDL_Rect r = {(int)(caret.x * f), (int)(caret.y * f), (int)(caret.w * f) + 1,
                  (int)(caret.h * f)};
    if (caret.w && memcmp(&r, &w->candidates, sizeof r) != 0) {
        w->candidates = r;
        SDL_SetTextInputRect(&r);
    }
}

bool window_is_stale(const struct window *w)
{
    return w->stale;
}

void window_draw(struct window *w, const struct draw *d, struct rect within)
{
    uint64_t hash = draw_hash(d);
    if (hash == w->shown && !w->stale) {
        return;
    }
    bool lost = w->stale;
    w->shown = within.w ? 0 : hash;
    w->stale = false;
    int width, height;
    place_candidates(w, d->caret);
    SDL_Rect all;
    bool fresh = false, ready = screen_begin(w->screen, &all, &fresh);
    window_size(w, &width, &height);
    if (!ready || !make_picture(w)) {
        w->stale = true;
        return;
    }
    if (lost || fresh) {
        damage_forget(&w->damage);
    }
    struct rect changed[DAMAGE_RECTS];
    SDL_Rect rects[DAMAGE_RECTS];
    /* one more: a window of 100.5 logical px shows half of the last */
    int count = damage_take(&w->damage, d, width + 1, height + 1, within, changed), used = 0;
    for (int i = 0; i < count; i++) {
        SDL_Rect at;
        struct rect r = changed[i];
        at.x = (int)floor(r.x * w->scale);
        at.y = (int)floor(r.y * w->scale);
        at.w = (int)ceil((r.x + r.w) * w->scale) - at.x;
        at.h = (int)ceil((r.y + r.h) * w->scale) - at.y;
        if (SDL_IntersectRect(&at, &all, &rects[used])) {
            paint_draw(w->paint, d, &rects[used]);
            SDL_RenderFlush(w->renderer);
            used++;
        }
    }
    screen_show(w->screen, w->picture, rects, used);
}

bool window_save_picture(struct window *w, const char *path)
{
    int width, height;
    SDL_GetWindowSizeInPixels(w->window, &width, &height);
    return png_save(w->picture, &(SDL_Rect){0, 0, width, height}, path);
}

void window_title(struct window *w, const char *title)
{
    SDL_SetWindowTitle(w->window, title);
}

void window_copy(const char *text)
{
    SDL_SetClipboardText(text);
}

/* The primary selection, pasted by the middle button where that is the custom. */
#if SDL_VERSION_ATLEAST(2, 26, 0)
void window_mark(const char *text)
{
    SDL_SetPrimarySelectionText(text);
}

char *window_marked(void)
{
    return SDL_HasPrimarySelectionText() ? SDL_GetPrimarySelectionText() : NULL;
}
#else
void window_mark(const char *text)
{
    (void)text;
}

char *window_marked(void)
{
    return NULL;
}
#endif

char *window_paste(void)
{
    return SDL_GetClipboardText();
}

void window_raise(struct window *w)
{
    SDL_RestoreWindow(w->window);
    SDL_RaiseWindow(w->window);
}

void window_flash(struct window *w)
{
    SDL_FlashWindow(w->window, SDL_FLASH_UNTIL_FOCUSED);
}

void window_browse(const char *address)
{
    SDL_OpenURL(address);
}

void window_locale(char *out, int cap)
{
    SDL_Locale *list = SDL_GetPreferredLocales();
    snprintf(out, (size_t)cap, "%s%s%s", list && list->language ? list->language : "en",
             list && list->country ? "-" : "", list && list->country ? list->country : "");
    SDL_free(list);
}
