#pragma once
/* Everything that can happen to the client: from the window, the link and the clock. */
#include <stddef.h>
#include <stdint.h>

struct archive_answer;
struct hosted;

/* Behind each, the field it has. */
enum event_kind {
    EVENT_TICK,       /* a deadline came */
    EVENT_KEY,        /* key */
    EVENT_TEXT,       /* text: typed */
    EVENT_COMPOSE,    /* text: what an input method has made so far; "": it has given up */
    EVENT_PASTE,      /* text: of the clipboard */
    EVENT_MOUSE_MOVE, /* mouse: where */
    EVENT_MOUSE_DOWN, /* mouse */
    EVENT_MOUSE_UP,   /* mouse: where, and the button */
    EVENT_MOUSE_LEAVE,
    EVENT_WHEEL,  /* wheel */
    EVENT_RESIZE, /* size: the new one */
    EVENT_FOCUS,
    EVENT_BLUR,
    EVENT_CLOSE,     /* the window's own button */
    EVENT_LINK_UP,   /* link; encrypted: its data says who answered, as trust_read takes it */
    EVENT_LINK_DATA, /* link */
    EVENT_LINK_DOWN, /* link: failure; data: the system's words */
    EVENT_TROUBLE,   /* text: settings that could not be saved */
    EVENT_NO_THEME,  /* the one that was chosen is not there; text: that before */
    EVENT_NOT_KEPT,  /* text: why the archive takes no more */
    EVENT_RECALLED,  /* archive; as the next two */
    EVENT_FOUND,
    EVENT_LISTED,
    EVENT_SPELLED,    /* text: the words of them that are wrong, a line each */
    EVENT_SUGGESTED,  /* text: the word, and what it may mean, a line each */
    EVENT_NEARBY,     /* packet: somebody on the local network answers (discovery.h) */
    EVENT_CALLED,     /* text: a link that was opened elsewhere; "": only to come to the front */
    EVENT_CHOSEN,     /* call: of an EFFECT_NOTIFY, which was clicked */
    EVENT_HOSTED,     /* hosted: our own server is ready */
    EVENT_HOST_ENDED, /* hosted: it is not, or no longer */
};

/* Letters and digits are their own lower-case character. */
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
    LINK_CLOSED, /* the other side ended it */
    LINK_REFUSED,
    LINK_NO_HOST,
    LINK_NO_NETWORK,
    LINK_TIMEOUT,
    LINK_NOT_TLS, /* what answered does not speak it */
    LINK_NO_TLS,  /* it does, but not so that we would */
};

enum mouse_button { BUTTON_LEFT = 1, BUTTON_MIDDLE, BUTTON_RIGHT };

/* All that it points to is borrowed. */
struct event {
    enum event_kind kind;
    int64_t now;  /* ms that only grow */
    int64_t wall; /* ms since 1970 */
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
            int px; /* up */
        } wheel;
        struct {
            int w, h;
        } size;
        struct {
            unsigned id;
            enum link_failure failure;
            const char *data; /* NULL: none; but for LINK_DATA it ends with a NUL */
            size_t len;
        } link;
        struct {
            unsigned network;                    /* who asked */
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
