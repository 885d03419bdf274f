#pragma once
/* The queue of side effects the client requests: the pure side appends, main carries out. */
#include <stdbool.h>
#include <stddef.h>

struct archive_question;
struct archive_row;

/* The comments name the fields each one uses. */
enum effect_kind {
    EFFECT_CONNECT, /* link, text: host; connect */
    EFFECT_SEND,    /* link, text */
    EFFECT_HANG_UP, /* link */
    EFFECT_TITLE,   /* text */
    EFFECT_COPY,    /* text */
    EFFECT_PASTE,   /* marked; an EVENT_PASTE follows */
    EFFECT_MARK,    /* text: what is selected now (primary selection) */
    EFFECT_OPEN,    /* text: an address */
    EFFECT_FLASH,
    EFFECT_RAISE, /* brings the window to the front */
    EFFECT_SOUND,
    EFFECT_NOTIFY,     /* text: a title line, then the message; call */
    EFFECT_SAVE,       /* the settings */
    EFFECT_KEEP,       /* row */
    EFFECT_RECALL,     /* link: the asking network's id; question. EVENT_RECALLED follows */
    EFFECT_FIND,       /* as RECALL; EVENT_FOUND follows */
    EFFECT_LIST,       /* as RECALL; EVENT_LISTED follows */
    EFFECT_BROWSE,     /* on: start or stop looking for servers on the local network */
    EFFECT_HOST,       /* start our own server on this computer */
    EFFECT_HOST_STAYS, /* on: that server keeps running when the window is closed */
    EFFECT_SPELL,      /* text: words, one per line; EVENT_SPELLED follows */
    EFFECT_SUGGEST,    /* text: a word; EVENT_SUGGESTED follows */
    EFFECT_LEARN,      /* text: a word to accept from now on */
    EFFECT_SPEAK,      /* text; at_once */
    EFFECT_QUIT,
};

struct effect {
    enum effect_kind kind;
    unsigned link;
    const char *text; /* may be NULL; this, row and question are copies owned by the queue */
    union {
        struct {
            int port;
            bool tls;
            bool certificate; /* present this computer's certificate; created if missing */
        } connect;
        bool marked;  /* paste the selection instead of the clipboard */
        bool on;      /* BROWSE, HOST_STAYS */
        bool at_once; /* interrupt the current speech */
        int call;     /* returned in EVENT_CHOSEN */
        const struct archive_row *row;
        const struct archive_question *question;
    };
};

struct effects {
    struct effect *list;
    int count, cap;
};

/* Appends a deep copy of `effect`. */
void effect_add(struct effects *e, const struct effect *effect);

/* Appends an effect that has at most a text. */
void effect_say(struct effects *e, enum effect_kind kind, const char *text);
void effects_clear(struct effects *e);
void effects_finish(struct effects *e);
