#pragma once
/* What the client wants done outside, as a queue: the pure side appends, main carries out. */
#include <stdbool.h>
#include <stddef.h>

struct archive_question;
struct archive_row;

/* Behind each, the fields it has. */
enum effect_kind {
    EFFECT_CONNECT, /* link, text: host; connect */
    EFFECT_SEND,    /* link, text */
    EFFECT_HANG_UP, /* link */
    EFFECT_TITLE,   /* text */
    EFFECT_COPY,    /* text */
    EFFECT_PASTE,   /* marked; an EVENT_PASTE follows */
    EFFECT_MARK,    /* text: what is marked now */
    EFFECT_OPEN,    /* text: an address */
    EFFECT_FLASH,
    EFFECT_RAISE, /* the window comes to the front */
    EFFECT_SOUND,
    EFFECT_NOTIFY, /* text: a title, and under it what was said; call */
    EFFECT_SAVE,   /* the settings */
    EFFECT_KEEP,   /* row */
    EFFECT_RECALL, /* link: of which network, for the answer; question. An EVENT_RECALLED follows */
    EFFECT_FIND,   /* the same; EVENT_FOUND */
    EFFECT_LIST,   /* the same; EVENT_LISTED */
    EFFECT_BROWSE, /* on: the local network is asked for servers, or not any more */
    EFFECT_HOST,   /* a server of our own, on this computer */
    EFFECT_HOST_STAYS, /* on: that server goes on when the window is closed */
    EFFECT_SPELL,      /* text: words, a line each; the answer is EVENT_SPELLED */
    EFFECT_SUGGEST,    /* text: a word; EVENT_SUGGESTED */
    EFFECT_LEARN,      /* text: a word that is right */
    EFFECT_SPEAK,      /* text; at_once */
    EFFECT_QUIT,
};

struct effect {
    enum effect_kind kind;
    unsigned link;
    const char *text; /* NULL where there is none; this and what follows: copies of the queue */
    union {
        struct {
            int port;
            bool tls;
            bool certificate; /* that of this computer is shown; made, if there is none */
        } connect;
        bool marked;  /* what was marked, and not what was copied */
        bool on;      /* BROWSE, HOST_STAYS */
        bool at_once; /* over what is being said */
        int call;     /* comes back by EVENT_CHOSEN */
        const struct archive_row *row;
        const struct archive_question *question;
    };
};

struct effects {
    struct effect *list;
    int count, cap;
};

/* Appends a copy of `effect`, and of all that it points to. */
void effect_add(struct effects *e, const struct effect *effect);

/* Appends one that has a text at most. */
void effect_say(struct effects *e, enum effect_kind kind, const char *text);
void effects_clear(struct effects *e);
void effects_finish(struct effects *e);
