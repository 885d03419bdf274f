#pragma once
/* Everything that can happen to the client: from the window, the link and the clock. */
#include <stddef.h>
#include <stdint.h>

struct archive_answer;
struct hosted;
struct peer;

/* The comments name the field each one uses. */
enum event_kind {
    EVENT_TICK,       /* a deadline has passed */
    EVENT_KEY,        /* key */
    EVENT_TEXT,       /* text: typed */
    EVENT_COMPOSE,    /* text: the input method's composition so far; "": cancelled */
    EVENT_PASTE,      /* text: pasted */
    EVENT_MOUSE_MOVE, /* mouse: position */
    EVENT_MOUSE_DOWN, /* mouse */
    EVENT_MOUSE_UP,   /* mouse: position and button */
    EVENT_MOUSE_LEAVE,
    EVENT_WHEEL,  /* wheel */
    EVENT_RESIZE, /* size: the new size */
    EVENT_FOCUS,
    EVENT_BLUR,
    EVENT_CLOSE,     /* the window's close button */
    EVENT_END,       /* the session of the desktop ends, or a signal: there is no time to ask */
    EVENT_LINK_UP,   /* link; its peer, if encrypted */
    EVENT_LINK_DATA, /* link */
    EVENT_LINK_DOWN, /* link: failure; data: the system's error message */
    EVENT_TROUBLE,   /* text: why the settings could not be saved */
    EVENT_NO_THEME,  /* the chosen theme is missing; text: the previous one */
    EVENT_NOT_KEPT,  /* text: why the archive stores nothing more */
    EVENT_RECALLED,  /* archive; so do the next two */
    EVENT_FOUND,
    EVENT_LISTED,
    EVENT_SPELLED,    /* text: the misspelled words, one per line */
    EVENT_SUGGESTED,  /* text: the word, then suggestions, one per line */
    EVENT_NEARBY,     /* packet: an answer from the local network (discovery.h) */
    EVENT_CALLED,     /* text: a link opened elsewhere; "": only raise the window */
    EVENT_CHOSEN,     /* call: of the EFFECT_NOTIFY that was clicked */
    EVENT_HOSTED,     /* hosted: our own server is ready */
    EVENT_HOST_ENDED, /* hosted: it failed to start, or has ended */
};

/* Letters and digits are their lower-case character code. */
enum key {
    KEY_ENTER = 256,
    KEY_TAB,
    KEY_ESCAPE,
    KEY_BACKSPACE,
    KEY_DELETE,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_UP,
    KEY_DOWN,
    KEY_HOME,
    KEY_END,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
    KEY_MENU,
    KEY_F1,
    KEY_F6 = KEY_F1 + 5,
    KEY_F10 = KEY_F1 + 9,
    KEY_F12 = KEY_F1 + 11,
};

enum mod { MOD_SHIFT = 1, MOD_CTRL = 2, MOD_ALT = 4 };

enum link_failure {
    LINK_CLOSED, /* closed by the peer */
    LINK_REFUSED,
    LINK_NO_HOST,
    LINK_NO_NETWORK,
    LINK_TIMEOUT,
    LINK_NOT_TLS, /* the peer does not speak TLS */
    LINK_NO_TLS,  /* it does, but not in a way we accept */
};

enum mouse_button { BUTTON_LEFT = 1, BUTTON_MIDDLE, BUTTON_RIGHT };

/* All that it points to is borrowed. */
struct event {
    enum event_kind kind;
    int64_t now;  /* ms, monotonic: the clock of fields marked "now" */
    int64_t wall; /* ms since 1970: the clock of fields marked "wall" */
    union {
        struct {
            int code; /* enum key, or a character */
            unsigned mods;
        } key;
        struct {
            int x, y;
            enum mouse_button button;
            int clicks; /* 2: a double click */
            unsigned mods;
        } mouse;
        struct {
            int x, y;
            int px; /* positive: up */
        } wheel;
        struct {
            int w, h;
        } size;
        struct {
            unsigned id;
            enum link_failure failure;
            const char *data; /* NULL: none; but for LINK_DATA it ends with a NUL */
            size_t len;
            const struct peer *peer; /* NULL: not encrypted */
        } link;
        struct {
            unsigned network;                    /* id of the asking network */
            const struct archive_answer *answer; /* NULL: there is no archive */
        } archive;
        struct {
            const char *data;
            size_t len;
        } packet;
        const struct hosted *hosted;
        const char *text;
        int call;
    };
};
