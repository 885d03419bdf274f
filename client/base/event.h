#pragma once
/* Everything that can happen to the client: from the window, the link and the clock. */
#include <stddef.h>
#include <stdint.h>

enum event_kind {
    EVENT_TICK,       /* a deadline came */
    EVENT_KEY,        /* key, mods */
    EVENT_TEXT,       /* text: typed */
    EVENT_COMPOSE,    /* text: what an input method has made so far; "": it has given up */
    EVENT_PASTE,      /* text: of the clipboard */
    EVENT_MOUSE_MOVE, /* x, y */
    EVENT_MOUSE_DOWN, /* x, y, clicks, mods; button in key: 1 left, 2 middle, 3 right */
    EVENT_MOUSE_UP,
    EVENT_MOUSE_LEAVE,
    EVENT_WHEEL,  /* x, y, amount: px up */
    EVENT_RESIZE, /* x, y: the new size */
    EVENT_FOCUS,
    EVENT_BLUR,
    EVENT_CLOSE,     /* the window's own button */
    EVENT_LINK_UP,   /* link; encrypted: text: who answered, as trust_read takes it */
    EVENT_LINK_DATA, /* link, text, len */
    EVENT_LINK_DOWN, /* link, failure, text: the system's words */
    EVENT_TROUBLE,   /* text: settings that could not be saved */
    EVENT_NO_THEME,  /* the one that was chosen is not there; text: that before */
    EVENT_NOT_KEPT,  /* text: why the archive takes no more */
    EVENT_RECALLED,  /* text: the archive's answers (memory.h); link: of which network */
    EVENT_FOUND,     /* text NULL: there is no archive */
    EVENT_LISTED,
    EVENT_SPELLED,    /* text: the words of them that are wrong, a line each */
    EVENT_SUGGESTED,  /* text: the word, and what it may mean, a line each */
    EVENT_NEARBY,     /* text, len: somebody on the local network answers (discovery.h) */
    EVENT_CALLED,     /* text: a link that was opened elsewhere; "": only to come to the front */
    EVENT_CHOSEN,     /* amount: the number of an EFFECT_NOTIFY, which was clicked */
    EVENT_HOSTED,     /* text: what our own server said of itself; it is ready */
    EVENT_HOST_ENDED, /* text: the same, and why not */
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

struct event {
    enum event_kind kind;
    int64_t now;  /* ms that only grow */
    int64_t wall; /* ms since 1970 */
    int key;
    unsigned mods;
    int x, y, clicks, amount;
    const char *text; /* borrowed, NUL-terminated but for LINK_DATA */
    size_t len;
    unsigned link;
    enum link_failure failure;
};
