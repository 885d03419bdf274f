#pragma once
/* What the client wants done outside, as a queue: the pure side appends, main carries out. */
#include <stdbool.h>
#include <stddef.h>

enum effect_kind {
    EFFECT_CONNECT, /* text: host, number: port, link; tls, certificate */
    EFFECT_SEND,    /* text, link */
    EFFECT_HANG_UP, /* link */
    EFFECT_TITLE,   /* text */
    EFFECT_COPY,    /* text */
    EFFECT_PASTE, /* what was copied is wanted: an EVENT_PASTE follows; number 1: what was marked */
    EFFECT_MARK,  /* text: what is marked now */
    EFFECT_OPEN,  /* text: address */
    EFFECT_FLASH,
    EFFECT_RAISE, /* the window comes to the front */
    EFFECT_SOUND,
    EFFECT_NOTIFY, /* text: a title, and under it what was said; number: for EVENT_CHOSEN */
    EFFECT_SAVE,   /* the settings */
    EFFECT_KEEP, /* text: a line for the archive; the next three: a question to it (memory.h), link:
                    of which network, for the answer */
    EFFECT_RECALL,
    EFFECT_FIND,
    EFFECT_LIST,
    EFFECT_BROWSE,     /* number: the local network is asked for servers, or not any more */
    EFFECT_HOST_STAYS, /* number: that server goes on when the window is closed */
    EFFECT_HOST,       /* a server of our own, on this computer */
    EFFECT_SPELL,      /* text: words, a line each; the answer is EVENT_SPELLED */
    EFFECT_SUGGEST,    /* text: a word; EVENT_SUGGESTED */
    EFFECT_LEARN,      /* text: a word that is right */
    EFFECT_SPEAK,      /* text; number 1: at once */
    EFFECT_QUIT,
};

struct effect {
    enum effect_kind kind;
    char *text; /* owned by the queue; may be NULL */
    int number;
    unsigned link;
    bool tls;
    bool certificate; /* that of this computer is shown; made, if there is none */
};

struct effects {
    struct effect *list;
    int count, cap;
};

/* Copies `text`. */
void effect_add(struct effects *e, enum effect_kind kind, unsigned link, const char *text,
                int number);
void effects_clear(struct effects *e);
void effects_finish(struct effects *e);
