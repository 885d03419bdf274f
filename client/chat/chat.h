#pragma once
/* One conversation: a room, a user, or the server itself; its messages, people, draft, and reading
 * position. */
#include <stdbool.h>
#include <stdint.h>

#include "client/chat/room_bans.h"
#include "client/chat/person.h"
#include "client/chat/react.h"
#include "client/chat/room_keeps.h"
#include "client/chat/room_modes.h"
#include "client/chat/typists.h"
#include "client/text/edit.h"
#include "client/text/formatting.h"

struct network;

enum chat_kind { CHAT_SERVER, CHAT_ROOM, CHAT_PERSON };

enum line_kind { LINE_SAID, LINE_ACTION, LINE_NOTICE, LINE_INFO, LINE_MOVES };

enum line_state {
    LINE_DONE,
    LINE_SENDING, /* sent; the server has not echoed it yet */
    LINE_WAITING, /* queued, such as while not connected */
    LINE_FAILED,
};

/* What was asked of a server's history. */
enum ask { ASK_NOTHING, ASK_LATEST, ASK_BEFORE, ASK_AFTER, ASK_AROUND };

/* A user joined or left; a run of these is one line. */
struct move {
    char nick[NICK_CAP];
    bool left;
    char *reason; /* for leaving; may be NULL */
};

/* What a message said before it was edited. */
struct earlier {
    char *text;
    struct earlier *next; /* the one before */
};

struct line {             /* up to 200,000 of them: ordered to avoid padding */
    int64_t time;         /* wall */
    char *nick;           /* of the sender; NULL: none */
    char *text;           /* cleaned by formatting_clean; an ACTION begins with the nickname */
    char *id;             /* msgid, NULL: none */
    char *reply_to;       /* msgid of the line it answers, NULL: none */
    char *label;          /* while SENDING, when the server labels its answers */
    struct style *styles; /* formatting of parts of the text, in order; NULL: none */
    struct reaction *reactions; /* in the order they were first given */
    struct move *moves;
    struct earlier *earlier; /* what it said before, newest first, as far as we saw it */
    int style_count, reaction_count, move_count;
    int icon; /* INFO */
    /* cached by layout: rows of text at a width; 0: not measured */
    int rows, rows_width;
    enum line_kind kind : 8;
    enum line_state state : 8;
    bool mine, mention;
    bool gap;  /* messages may be missing before this one */
    bool open; /* MOVES: expanded to list all */
    bool edited;
};

enum {
    CHAT_LINES_MAX = 200000,
    CHAT_LINES_TRIM = 10000,
    CHAT_DELETED = 32,
    ROOM_NAME_MAX = 200,      /* bytes; no server has longer ones */
    CHAT_EARLIER = 20,        /* earlier texts of an edited message */
    CHAT_BYTES_MAX = 32 << 20 /* of the texts of a conversation */
};

/* Lines are numbered from here, so that there is room before the first. */
#define CHAT_FIRST_SEQ (UINT64_C(1) << 32)

/* How much history is here, and what is being requested (net/backlog.h). */
struct chat_backlog {
    bool older;           /* the server may have lines before the first */
    bool recall_more;     /* this computer has lines before the first */
    bool seen;            /* a history answer has arrived */
    enum ask asking;      /* the pending request */
    uint64_t asked_seq;   /* BEFORE, AFTER: of the line that the answer belongs to */
    int64_t asked_at;     /* now; when it was requested, for the timeout */
    int64_t ask_again_at; /* now; no request before that: one was refused */
    bool wants_latest;    /* the last page has not arrived yet */
    bool by_time;         /* a request was refused: ask by time, not by msgid */
    int64_t asked_time;   /* BEFORE: wall; backward from this time */
    int asked_again;      /* pages in a row that had nothing to show */
    int64_t jump_time;    /* wall; time of the jump_to message; 0: not known */
    char *jump_to;        /* msgid of a line to show once it is here; NULL: none */
};

struct chat {
    struct network *network; /* the owner; borrowed */
    enum chat_kind kind;
    char *name; /* "#room", a nickname, or the network's name */
    char *folded;
    char *topic;           /* NULL: none, or not known */
    bool joined;           /* ROOM */
    bool rejoin;           /* ROOM: to be joined (again) once we are connected */
    int64_t join_again_at; /* ROOM: now; when joining is retried; 0: not */
    int join_tries;        /* ROOM: retries so far */
    size_t bytes;          /* of the texts of its lines */
    char *key;             /* ROOM: its key; NULL: none */
    bool warned;           /* we warned that leaving loses what is queued here */
    bool made;             /* ROOM: we created it by joining */
    int64_t may_write_at;  /* now; when slow mode lets us write again; 0: it does */
    bool naming;           /* between JOIN and the end of NAMES */
    bool synced;           /* its metadata was asked for as a whole */
    struct people people;
    struct room_modes modes; /* ROOM */
    struct room_bans bans;   /* ROOM: and mutes */
    struct room_keeps keeps; /* ROOM */
    char *pins;              /* see client/chat/pins.h; NULL: none */

    struct line **lines;
    int count, cap;
    uint64_t dropped; /* seq of the first line; it goes down when older ones are put before it */
    struct chat_backlog backlog;
    bool trimmed;        /* lines were thrown away at the front */
    uint64_t chosen_seq; /* of the line that the toolbar is on (toolbar.h) */
    uint64_t jumped_seq; /* of the line that was jumped to */
    int64_t read_until;  /* wall; read up to here, on any device; 0: not known */

    struct typists typists;
    int64_t typing_sent; /* now; when we last sent +typing; 0: others do not see us typing */
    bool typing_refused; /* the server refused +typing here */
    char *deleted[CHAT_DELETED];  /* msgids of deleted messages, newest last: may still arrive */
    struct early_reaction *early; /* to lines that are not here yet */
    int early_count;

    int unread, mentions;
    uint64_t marker; /* seq of the first line not seen when we last looked away, or UINT64_MAX */
    int marker_new;  /* number of new messages after it */

    /* where the bottom edge of the view is: `scroll_px` above the bottom of this line */
    bool at_end;
    uint64_t scroll_seq;
    int scroll_px;

    struct edit draft;
    char *draft_kept; /* as last stored; NULL: not stored */
    size_t asked_len; /* of the draft whose many lines the user was asked about; 0: none */
    char *reply_to;   /* msgid of the line the draft replies to, NULL: none */
    char *edits;      /* msgid of our own line that the draft replaces, NULL: none */
    char *unsaid;     /* the draft that made room for editing; NULL: none */
    int history_at;   /* index in the texts sent before; -1: not browsing them */
};

struct chat *chat_new(enum chat_kind kind, const char *name, enum casemap map);
void chat_free(struct chat *c);
void chat_rename(struct chat *c, const char *name, enum casemap map);

/* line_new makes a line that is in no chat yet; chat_put inserts it at `index` and owns it. */
struct line *line_new(enum line_kind kind, int64_t time, const char *nick, const char *text);
void line_free(struct line *line);
void chat_put(struct chat *c, int index, struct line *line);

/* Appends a line; `text` is cleaned. The line belongs to the chat and lives until it is trimmed. */
struct line *chat_add(struct chat *c, enum line_kind kind, int64_t time, const char *nick,
                      const char *text);

/* Appends the text of a line with its formatting codes, without the nickname of an ACTION. */
void chat_coded(const struct line *line, struct bytes *out);

/* The index of a line in the chat. */
int chat_index(const struct chat *c, const struct line *line);

/* The text of a line, without the nickname that begins an ACTION. */
const char *chat_words(const struct line *line);

/* Replaces the text of a line with `text`, which may have formatting codes; an ACTION keeps its
 * nickname. */
void chat_change_words(struct chat *c, struct line *line, const char *text);

/* Somebody has edited their message: `text` as for chat_change_words. */
void chat_edit(struct chat *c, struct line *line, const char *text);

/* A user joined or left: adds to the run of moves at the end, or starts one. */
void chat_move(struct chat *c, int64_t time, const char *nick, bool left, const char *reason);

void chat_remove(struct chat *c, int index);

/* Discards the oldest lines if there are more than a chat may have. */
void chat_trim(struct chat *c);

/* Discards the oldest lines until there is room for `more`. */
void chat_make_way(struct chat *c, int more);

/* Records that a msgid was deleted; tells whether one was. */
void chat_note_deleted(struct chat *c, const char *id);
bool chat_was_deleted(const struct chat *c, const char *id);

/* Index of the line with this msgid; -1: it is not here. `id` may be NULL. */
int chat_find_id(const struct chat *c, const char *id);

/* Sets what the next message replies to; NULL: nothing. */
void chat_set_reply(struct chat *c, const char *id);
/* A room we were in, or meant to be in, and are not, nor about to be again. */
bool chat_is_out(const struct chat *c);
void chat_set_edits(struct chat *c, const char *id);
void chat_set_pins(struct chat *c, const char *pins);
void chat_set_topic(struct chat *c, const char *topic);
void chat_set_key(struct chat *c, const char *key); /* NULL or "": none */

/* The user looks away from the chat: what arrives from now on is new. */
void chat_look_away(struct chat *c);

/* How many lines are in this state. */
int chat_count_state(const struct chat *c, enum line_state state);

/* Whether somebody said it, and it has arrived: so one can answer it. */
bool chat_is_said(const struct line *line);
