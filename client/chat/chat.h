#pragma once
/* One conversation: a room, a user, or the server itself; its messages, people, draft, and the
 * place one was reading. */
#include <stdbool.h>
#include <stdint.h>

#include "client/chat/person.h"
#include "client/chat/react.h"
#include "client/chat/typists.h"
#include "client/text/edit.h"
#include "client/text/formatting.h"

struct network;

enum chat_kind { CHAT_SERVER, CHAT_ROOM, CHAT_PERSON };

enum line_kind { LINE_SAID, LINE_ACTION, LINE_NOTICE, LINE_INFO, LINE_MOVES };

enum line_state {
    LINE_DONE,
    LINE_SENDING, /* sent; the server has not echoed it yet */
    LINE_WAITING, /* there is no connection: sent when there is */
    LINE_FAILED,
};

/* What was asked of a server's history. */
enum ask { ASK_NOTHING, ASK_LATEST, ASK_BEFORE, ASK_AFTER, ASK_AROUND };

/* Somebody came in or left; a run of them is one line. */
struct move {
    char nick[NICK_CAP];
    bool left;
    char *reason; /* of a leave, may be NULL */
};

struct line {       /* there may be 200,000 of them: in the order that leaves no holes */
    int64_t time;   /* wall */
    char *nick;     /* of who said it; NULL: nobody */
    char *text;     /* clean: text_clean went over it; of an ACTION with the nickname before it */
    char *id;       /* msgid, NULL: none */
    char *reply_to; /* msgid of the line it answers, NULL: none */
    char *label;    /* while SENDING, when the server labels its answers */
    struct style *styles;       /* how parts of the text are set, in order; NULL: none is */
    struct reaction *reactions; /* in the order they were first given */
    struct move *moves;
    int style_count, reaction_count, move_count;
    int icon; /* INFO */
    /* what layout remembers: rows of text at a width; 0: not measured */
    int rows, rows_width;
    enum line_kind kind : 8;
    enum line_state state : 8;
    bool mine, mention;
    bool for_few; /* to operators only: servers do not keep it */
    bool gap;     /* between the line before and this one some may be missing */
    bool open;    /* MOVES: all are listed */
};

enum {
    CHAT_LINES_MAX = 200000,
    CHAT_LINES_TRIM = 10000,
    CHAT_DELETED = 32,
    CHAT_BYTES_MAX = 32 << 20 /* of the texts of a conversation */
};

/* Lines are numbered from here, so that there is room before the first. */
#define CHAT_FIRST_SEQ (UINT64_C(1) << 32)

/* How much of what was said before is here, and what of it is asked for (net/backlog.h). */
struct chat_backlog {
    bool older;           /* the server may have some from before the first */
    bool recall_more;     /* this computer remembers some from before the first */
    bool seen;            /* an answer of its history has come */
    enum ask asking;      /* what of it is on its way */
    uint64_t asked_seq;   /* BEFORE, AFTER: of the line that the answer belongs to */
    int64_t asked_at;     /* now; an answer that does not come for long will not */
    int64_t ask_again_at; /* now; not before that, for it was refused */
    bool wants_latest;    /* the last page was not had yet */
    bool by_time;         /* the server would not be asked by msgid */
    int64_t asked_time;   /* BEFORE: wall; from when on backward */
    int asked_again;      /* pages in a row that had nothing to show */
    int64_t jump_time;    /* wall; when that was said; 0: not known */
    char *jump_to;        /* msgid of a line to be shown as soon as it is here; NULL: none */
};

struct chat {
    struct network *network; /* whose it is; borrowed */
    enum chat_kind kind;
    char *name; /* "#room", a nickname, or the network's name */
    char *folded;
    char *topic;           /* NULL: none, or not known */
    bool joined;           /* ROOM */
    bool rejoin;           /* ROOM: we were in when the connection broke, and want to be again */
    int64_t join_again_at; /* ROOM: now; when it is tried again; 0: not */
    int join_tries;        /* ROOM: how often it was */
    size_t bytes;          /* of the texts of its lines */
    char *key;             /* ROOM: what opens it; NULL: none */
    bool warned;           /* leaving would lose what waits here, and we said so */
    bool made;             /* ROOM: nobody was there before us */
    bool naming;           /* between JOIN and the end of NAMES */
    struct people people;

    struct line **lines;
    int count, cap;
    uint64_t dropped; /* seq of the first line; it goes down when older ones are put before it */
    struct chat_backlog backlog;
    bool trimmed;        /* lines were thrown away at the front */
    uint64_t chosen_seq; /* of the line the tools are over (toolbar.h) */
    uint64_t jumped_seq; /* of the line that was jumped to */
    int64_t read_until;  /* wall; how far one has read on any device; 0: not known */

    struct typists typists;
    int64_t typing_sent; /* now; when we last told that we are writing here; 0: others think we are
                            not */
    bool typing_refused; /* nobody is to be told here */
    char *deleted[CHAT_DELETED];  /* msgids of what was deleted, the newest last: it may be on its
                                     way */
    struct early_reaction *early; /* to lines that are not here yet */
    int early_count;

    int unread, mentions;
    uint64_t marker; /* seq of the first line not seen when we last looked away; UINT64_MAX: none */
    int marker_new;  /* messages after it when it was set to be shown */

    /* where the bottom edge of the talk stands: `scroll_px` above the bottom of this line */
    bool at_end;
    uint64_t scroll_seq;
    int scroll_px;

    struct edit draft;
    char *draft_kept; /* as this computer remembers it; NULL: not at all */
    size_t
        asked_len; /* of the draft that was asked about, whether so many lines are meant; 0: none */
    char *reply_to; /* msgid of the line that the draft answers, NULL: none */
    char *edits;    /* msgid of our own line that the draft takes the place of, NULL: none */
    int history_at; /* in the texts sent before; -1: not there */
};

struct chat *chat_new(enum chat_kind kind, const char *name, enum casemap map);
void chat_free(struct chat *c);
void chat_rename(struct chat *c, const char *name, enum casemap map);

/* A line that is in no chat yet; chat_put puts it before that of this index and owns it. */
struct line *line_new(enum line_kind kind, int64_t time, const char *nick, const char *text);
void line_free(struct line *line);
void chat_put(struct chat *c, int index, struct line *line);

/* Appends a line; `text` is cleaned. The line belongs to the chat and lives until it is trimmed. */
struct line *chat_add(struct chat *c, enum line_kind kind, int64_t time, const char *nick,
                      const char *text);

/* Appends the same with the codes that set it. */
void chat_coded(const struct line *line, struct bytes *out);

/* Where a line of the chat stands. */
int chat_index(const struct chat *c, const struct line *line);

/* What was said, without the nickname that an ACTION has before it. */
const char *chat_words(const struct line *line);

/* Those are the words of a line that is there, with the codes that set them; the nickname of an
 * ACTION stays. */
void chat_change_words(struct chat *c, struct line *line, const char *text);

/* Somebody came or left: joins the run of moves at the end, or starts one. */
void chat_move(struct chat *c, int64_t time, const char *nick, bool left, const char *reason);

void chat_remove(struct chat *c, int index);

/* Throws lines away at the front where there are more than a chat may have. */
void chat_trim(struct chat *c);

/* The same until `more` can come. */
void chat_make_way(struct chat *c, int more);

/* This msgid was deleted; whether one was. */
void chat_note_deleted(struct chat *c, const char *id);
bool chat_was_deleted(const struct chat *c, const char *id);

/* Index of the line with this msgid; -1: it is not here. `id` may be NULL. */
int chat_find_id(const struct chat *c, const char *id);

/* What the next message answers; NULL: nothing. */
void chat_set_reply(struct chat *c, const char *id);
void chat_set_edits(struct chat *c, const char *id);
void chat_set_topic(struct chat *c, const char *topic);
void chat_set_key(struct chat *c, const char *key); /* NULL or "": none */

/* One stops looking at it: what comes from now on is new. */
void chat_look_away(struct chat *c);

/* How many lines are in this state. */
int chat_count_state(const struct chat *c, enum line_state state);

/* Whether somebody said it, and it has arrived: so one can answer it. */
bool chat_is_said(const struct line *line);
