#pragma once
/* The root of the client's state, without a window or a socket. app_event takes what happens,
 * effects are queued for main, and view_screen turns the state into a picture. */
#include <stdbool.h>
#include <stdint.h>

#include "client/base/client.h"
#include "client/base/event.h"
#include "client/draw/draw.h"

struct account_facts;
struct person_card;
struct server_bans;
struct chat;
struct closing;
struct complete;
struct directory;
struct discovery;
struct edit;
struct event;
struct focus;
struct form_state;
struct host_settings;
struct login;
struct menu;
struct picker;
struct prefs;
struct question;
struct ruler;
struct search;
struct selection;
struct settings_state;
struct spell;
struct switcher;
struct toolbar;
struct words;

enum drag { DRAG_NONE, DRAG_PROMPT, DRAG_SCROLL, DRAG_SELECT };

enum drawer { DRAWER_NONE, DRAWER_CHATS, DRAWER_PEOPLE };

enum { SENT_MAX = 100 };

struct app {
    struct client client;      /* first: the shared state */
    const struct ruler *ruler; /* borrowed */
    bool system_light;         /* the desktop is; set by main */

    /* allocated by app_init; see the header of each */
    struct login *login;
    struct discovery *discovery;
    struct chat *previous; /* the one before the current one; borrowed */
    bool right;            /* the current one is in the right pane */
    struct complete *complete;
    struct closing *closing;
    struct switcher *switcher;
    struct directory *directory;
    struct host_settings *host_settings;
    struct focus *focus;
    struct form_state *form;
    struct question *question;
    struct account_facts *account;
    struct person_card *card;
    struct server_bans *bans;
    struct picker *picker;
    struct menu *menu;
    struct spell *spell;
    bool transcript;  /* speech is written to a file; set by main */
    char spoken[256]; /* what was last said of the focused item */
    struct toolbar *toolbar;
    struct search *search;
    bool searching; /* its pane is open */
    struct selection *selection;
    struct settings_state *settings;
    enum drawer drawer;
    int64_t jumped_until; /* now; the line jumped to is highlighted until then; 0: not */

    char *sent[SENT_MAX]; /* texts sent before, oldest first */
    int sent_count;
    char *before_history; /* the text in the prompt before browsing them */

    int width, height;       /* logical px */
    int chats_px, people_px; /* how far the columns are scrolled */
    int mouse_x, mouse_y;    /* -1: outside */
    int hover, hover_arg;    /* action under the pointer */
    int64_t tip_at;          /* now; when its words are shown; 0: not */
    int64_t tip_ticked;      /* the one of these that was drawn */
    int pressed, pressed_arg;
    enum drag drag;
    int64_t key_at;              /* now, of the last key: the caret blinks from there */
    const struct chat *scrolled; /* the chat scrolled last; only for comparing */
    bool moved;                  /* what is under the pointer, with the next picture */
    int text_size;               /* percent, as far as the window has room */
    int64_t scrolled_at;         /* now: the scrollbar is shown for a while after */
    char title[256];             /* the last one sent to the window */
    struct draw shown;           /* the picture on the screen: what the mouse can hit */
};

void app_init(struct app *app, const struct prefs *prefs, const struct words *lang,
              const struct ruler *ruler);
void app_finish(struct app *app);
void app_event(struct app *app, const struct event *e);

/* A picture was made (app->shown): after a scroll something else may be under the pointer. */
void app_drawn(struct app *app);

/* Leaves all servers and closes the window. */
void app_close(struct app *app);

/* When something is due by itself; 0: never. On the clock of `now`. */
int64_t app_deadline(const struct app *app);

/* Stores the size of the window, scaled to 100 %, for the next start. */
void app_remember_size(struct app *app);

/* Whether the chosen theme is light; whether the caret is visible now. */
bool app_is_light(const struct app *app);
bool app_caret_on(const struct app *app);
