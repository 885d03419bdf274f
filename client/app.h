#pragma once
/* The whole state of the client, without a window or a socket: events come in by app_event, effects
 * are queued, and view_screen turns the state into a picture. */
#include <stdbool.h>
#include <stdint.h>

#include "client/input/complete.h"
#include "client/panel/console.h"
#include "client/panel/directory.h"
#include "client/panel/host_settings.h"
#include "client/input/focus.h"
#include "client/draw/draw.h"
#include "client/base/effect.h"
#include "client/base/event.h"
#include "client/draw/icon.h"
#include "client/panel/login.h"
#include "client/panel/menu.h"
#include "client/net/discovery.h"
#include "client/panel/picker.h"
#include "client/base/prefs.h"
#include "client/panel/search.h"
#include "client/input/select.h"
#include "client/panel/settings.h"
#include "client/net/network.h"
#include "client/input/spell.h"
#include "client/panel/switcher.h"
#include "client/panel/toolbar.h"
#include "client/base/words.h"

enum screen { SCREEN_LOGIN, SCREEN_CHAT };

/* What a place in the window does when it is pressed. */
enum action {
    ACT_NONE,
    ACT_FIELD, /* arg: login field */
    ACT_SHOW_PASSWORD,
    ACT_STAY,
    ACT_CONNECT,
    ACT_HOST,
    ACT_CANCEL,
    ACT_REGISTER,
    ACT_READ_OFFLINE,
    ACT_CONNECT_PLAIN,
    ACT_TELL_PASSWORD,
    ACT_TRUST, /* arg: 1 it is right, 0 it is not */
    ACT_COPY_FINGERPRINT,
    ACT_COMPARE,
    ACT_NEARBY, /* arg: index */
    ACT_RECENT, /* the same */
    ACT_THEME,
    ACT_SETTINGS,
    ACT_SETTINGS_CLOSE,
    ACT_SETTINGS_SECTION, /* arg: enum settings_section */
    ACT_KEYS,    /* arg: index in keys */
    ACT_SETTING, /* arg: index in settings * CHOICES_MAX + choice */
    ACT_CHAT,       /* arg: its place (networks.h) */
    ACT_LEAVE,      /* arg: the same */
    ACT_ANOTHER, /* another server */
    ACT_BACK,    /* from the login screen */
    ACT_SWITCHER,
    ACT_JOIN,
    ACT_SHOW_CHATS,
    ACT_SHOW_PEOPLE,
    ACT_PERSON, /* text: nick */
    ACT_PROMPT,
    ACT_SEND,
    ACT_LINK,  /* text: address; arg: index of the line * LINK_ARGS and more */
    ACT_MOVES, /* arg: index of the line; so the next two */
    ACT_FOLD,
    ACT_COPY_CODE,
    ACT_TALK,
    ACT_SCROLLBAR,
    ACT_TO_NOW,
    ACT_TRY_NOW,
    ACT_STOP_TRYING,
    ACT_RESEND,      /* arg: index of the line */
    ACT_DELETE_LINE, /* the same */
    ACT_COMPLETE,    /* arg: index */
    ACT_SWITCH,      /* arg: index */
    ACT_SCRIM,
    ACT_START, /* text: a beginning to put into the prompt */
    ACT_SEARCH,
    ACT_SEARCH_CLOSE,
    ACT_SEARCH_CHIP, /* arg: enum search_menu */
    ACT_SEARCH_ROW,  /* arg: of the open menu */
    ACT_SEARCH_HIT,  /* arg: index */
    ACT_SEARCH_STEP, /* arg: 1 or -1 */
    ACT_SEARCH_ALL,
    ACT_QUOTE,       /* arg: index of the line that answers */
    ACT_TOOL_REACT,  /* arg: index of the line; so the next ones */
    ACT_TOOL_REPLY,
    ACT_TOOL_MORE,
    ACT_TOOL_COPY,
    ACT_TOOL_DELETE,
    ACT_EMOJI,        /* arg: index of the line * TOOL_EMOJI + which */
    ACT_REACTION,     /* arg: index of the line * REACTIONS_MAX + which */
    ACT_REPLY_CANCEL,
    ACT_MENU_ROW, /* arg: index */
    ACT_MENU_AWAY,
    ACT_ROOM,     /* text: a room's name in a message; arg: as of LINK */
    ACT_NICK,     /* text: who said it; arg: index of the line */
    ACT_DIRECTORY_ROW, /* arg: index of what is shown */
    ACT_PICKER,
    ACT_PICK,     /* arg: index of what fits */
    ACT_EMOJI_MORE, /* arg: index of the line */
    ACT_PANE,       /* the other one */
    ACT_GUEST,      /* of the console, as those below; arg: index */
    ACT_GUEST_WRITE,
    ACT_GUEST_OUT,
    ACT_CONSOLE_ALL,
    ACT_CONSOLE_TARGET, /* arg: 1: those who are chosen */
    ACT_CONSOLE_COPY,   /* arg: 0 the address, 1 the fingerprint */
    ACT_CONSOLE_STAYS,
    ACT_CONSOLE_STOP,
    ACT_CONSOLE_TABLE,
    ACT_CONSOLE_SETTINGS,
    ACT_CONSOLE_CODE,
    ACT_HOST_SETTINGS, /* arg: enum host_settings_place */
    ACT_HOST_SAVE,
    ACT_HOST_CANCEL,
    ACT_CONSOLE_LOG,
    ACT_TOPIC, /* all of it */
};

enum { LINK_ARGS = 64 };

enum drag { DRAG_NONE, DRAG_PROMPT, DRAG_SCROLL, DRAG_SELECT };

enum drawer { DRAWER_NONE, DRAWER_CHATS, DRAWER_PEOPLE };

enum { SENT_MAX = 100 };

enum { CALLS_MAX = 16 };

struct called {
    unsigned network;
    char chat[NETWORK_TEXT];
};

struct app {
    struct prefs prefs;
    const struct words *lang, *system_lang; /* borrowed */
    const struct ruler *ruler; /* borrowed */
    bool plain; /* nothing is encrypted: somebody asked for that (--plain) */
    bool system_light;         /* the desktop is; main keeps it */
    int (*utc_offset_ms)(int64_t wall); /* local time minus UTC at a moment, which summer changes; NULL: none */
    int64_t now, wall;         /* of the last event */
    struct effects effects;
    struct called called[CALLS_MAX]; /* in a ring: where the system's notices lead */
    int call_count;
    int64_t call_again_at; /* now; the desktop is not told more often */
    int calls_held;        /* since it was told last */
    struct called held_in; /* the last of them */
    bool dirty; /* the picture may have changed */

    enum screen screen;
    char host_key[40]; /* the password of our own server's operator; main keeps it */
    bool host_alive;   /* it is a child of ours, and runs */
    struct bytes hosted; /* what our own server said of itself; empty: there is none, or it was shown */
    struct login login;
    struct discovery discovery;
    struct network **networks; /* networks.h */
    int network_count;
    struct network *network; /* that of the current chat, or that the login screen is for */
    unsigned next_link;
    struct chat *current, *previous; /* borrowed from their networks */
    struct chat *beside; /* shown in the other one of two panes; NULL: there is one */
    bool right;          /* the current one is in the right pane */
    struct complete complete;
    struct switcher switcher;
    struct directory directory;
    struct host_settings host_settings;
    struct focus focus;
    struct picker picker;
    struct menu menu;
    struct spell spell;
    bool transcript;  /* what would be said aloud is written down; main keeps it */
    char spoken[256]; /* of what the keys are on, last */
    struct toolbar toolbar;
    struct search search;
    struct selection selection;
    struct settings_state settings;
    enum drawer drawer;
    int64_t jumped_until; /* now; the line jumped to is lit up until then; 0: no more */

    char *sent[SENT_MAX]; /* what was sent before, oldest first */
    int sent_count;
    char *before_history; /* what stood in the prompt when going through them */

    int width, height; /* logical px */
    int chats_px, people_px; /* how far the columns are scrolled */
    bool focused;
    int mouse_x, mouse_y; /* -1: outside */
    int hover, hover_arg; /* action under the pointer */
    int pressed, pressed_arg;
    enum drag drag;
    int64_t sounded_at;     /* now */
    int64_t key_at;         /* now, of the last key: the caret blinks from there */
    int64_t scrolled_at;    /* now: the scrollbar is shown for a while after */
    char title[256];        /* last told to the window */
    struct draw shown;      /* the picture on the screen: what the mouse can hit */
};

void app_init(struct app *app, const struct prefs *prefs, const struct words *lang,
              const struct ruler *ruler);
void app_finish(struct app *app);
void app_event(struct app *app, const struct event *e);

/* When something is due by itself; 0: never. On the clock of `now`. */
int64_t app_deadline(const struct app *app);

/* A line of the program itself in a chat; places filled as by words_fill. */
void app_info(struct app *app, struct chat *c, enum icon icon, enum word key, ...);
/* The same for a text with one place, {time}: of the wall clock at `at`. */
void app_info_time(struct app *app, struct chat *c, enum icon icon, enum word key, int64_t at);
void app_info_text(struct app *app, struct chat *c, enum icon icon, const char *text);

/* arrive.c: a server let us in, or did again after the connection was lost */
void arrive_ready(struct app *app, struct network *s, bool again);

/* notifier.c */
/* Somebody said something: counts it as unread, flashes the window for a mention. */
void notify_heard(struct app *app, struct chat *c, const struct line *line);

/* Whether nothing is to be seen of somebody: a nickname, or "nick!user@host". */
bool notify_ignores(const struct app *app, struct network *s, const char *source);

/* From now on, or no more. */
void notify_ignore(struct app *app, struct network *s, const char *nick, bool yes);

/* Somebody who may be ignored is called otherwise now: they stay so for as long as they are seen. And they went. */
void notify_ignore_follow(const struct app *app, struct network *s, const char *nick, const char *other);
void notify_ignore_gone(struct network *s, const char *nick);

/* Tells the desktop of what was held back, if it is time. */
void notify_held(struct app *app);

/* Whether what is said there calls nobody; whether all of it calls. */
bool notify_is_muted(const struct app *app, const struct chat *c);
bool notify_is_loud(const struct app *app, const struct chat *c);

/* What calls of what is said in a conversation. */
enum call { CALL_NEVER, CALL_MENTIONS, CALL_ALWAYS };
void notify_choose(struct app *app, struct chat *c, enum call call);

/* What the system showed was clicked, by the number of its effect: goes there. */
void notify_answer(struct app *app, int number);

/* panes.c */
/* The chat was looked at. */
void panes_mark_read(struct app *app, struct chat *c);

/* Shows a conversation. */
void panes_show(struct app *app, struct chat *c);

/* Goes out of a room, closes a conversation; who would lose what waits to be sent is warned first. */
void panes_leave_chat(struct app *app, struct chat *c);

/* `c` is about to go; show `instead` if it was being shown. */
void panes_forget_chat(struct app *app, struct chat *c, struct chat *instead);

/* All conversations of a network are about to go. */
void panes_forget_network(struct app *app, struct network *s);

/* Shows a conversation beside the current one (NULL: the one before); or no other any more. Goes to the
 * other pane. */
void panes_split(struct app *app, struct chat *c);
void panes_unsplit(struct app *app);
void panes_focus_other(struct app *app);

/* app.c, actions.c, scroll.c */

/* Scrolls the talk of the current chat by px (up is positive). */
void scroll_talk(struct app *app, int px);
void scroll_to_now(struct app *app);
void scroll_to_oldest(struct app *app);

/* Scrolls as little as it takes to have this line of the current chat in sight; jumping lights it
 * up. */
void scroll_to_line(struct app *app, int index);
void scroll_jump(struct app *app, int index);
void actions_run(struct app *app, int action, int arg, const char *text);

/* Opens an address: one of a chat server here, others by the system. */
void actions_open_link(struct app *app, const char *address);

/* The text that what is typed goes to, NULL: none. */
struct edit *app_edit(struct app *app);
void actions_toggle_people(struct app *app);
void actions_toggle_chats(struct app *app);
void actions_set_text_size(struct app *app, int percent);
void actions_close_popups(struct app *app);

/* The ruler is another one: what was measured is measured again. */
void actions_forget_measures(struct app *app);

/* Something of the preferences changed. */
void app_save(struct app *app);

/* How large the window is, as it would be at 100 %: for the next start. */
void app_remember_size(struct app *app);

/* A moment as local time has it: for stamp_civil. */
int64_t app_local(const struct app *app, int64_t wall);

/* "10:14" of a moment on the wall clock, in local time, into `out` of 16 bytes. */
void app_time(const struct app *app, int64_t wall, char *out);

/* The local day of a moment, as a count of days. */
int64_t app_day(const struct app *app, int64_t wall);

/* Whether what is shown is light on purpose. */
bool app_is_light(const struct app *app);

/* Whether the caret is to be seen now. */
bool app_caret_on(const struct app *app);

/* actions.c: actions_run, app_toggle_*, actions_set_text_size, actions_close_popups, actions_forget_measures */
/* scroll.c: scroll_talk, scroll_to_now, scroll_to_oldest, scroll_to_line, scroll_jump, and: */
void scroll_drag(struct app *app, int y);                         /* the bar, to this place */
void scroll_wheel(struct app *app, const struct event *e);        /* what is under the pointer */
void scroll_fetch(struct app *app);
void scroll_clamp(struct app *app);                               /* after columns became shorter */
void scroll_chats_to(struct app *app, const struct chat *c);      /* until it is in the list */
/* pointer.c */
void pointer_move(struct app *app, const struct event *e);
void pointer_down(struct app *app, const struct event *e);
void pointer_up(struct app *app, const struct event *e);
void pointer_hover(struct app *app);
/* keys.c */
bool keys_press(struct app *app, int key, unsigned mods);

/* What the program does by a key, and the keys it has by itself. */
struct key_row {
    const char *name; /* in the settings' file */
    const char *keys; /* "Ctrl Shift N" */
    enum word words;
};

enum { KEYS_TEXT = 32 };

/* The n-th of the list; NULL: no more. */
const struct key_row *keys_at(int index);

/* The keys it has now, "": none. Chooses others, and takes them from what had them; NULL: its own again. */
const char *keys_of(const struct app *app, const struct key_row *row);
const char *keys_named(const struct app *app, const char *name);
void keys_choose(struct app *app, const struct key_row *row, const char *keys);

/* "Ctrl Shift N" apart (false: not a key), and together into `out` of KEYS_TEXT. */
bool keys_read(const char *text, int *key, unsigned *mods);
void keys_write(int key, unsigned mods, char *out);
/* slash.c: whether there is such a command; if not, says so. And runs "/verb rest" in the current chat */
bool slash_known(struct app *app, const char *text);
void slash_run(struct app *app, const char *text);
/* prompt.c */
void prompt_send(struct app *app);

/* What was typed, with codes in place of its signs, if they mean something. */
void prompt_style(const struct app *app, const char *text, struct bytes *out);

/* Gives up the answer or the correction that is being written. */
void prompt_cancel(struct app *app);
bool prompt_key(struct app *app, int key, unsigned mods);
void prompt_click(struct app *app, int x, int y, int clicks, bool select);
