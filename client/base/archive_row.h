#pragma once
/* The rows that the conversation archive (sys/archive) stores, the questions it is asked, and its
 * answers. Missing texts are NULL. */
#include <stdbool.h>
#include <stdint.h>

enum archive_kind {
    ARCHIVE_MESSAGE,  /* new, or an existing one whose place or gap changed */
    ARCHIVE_REACTION, /* text: the emoji; id: of the message */
    ARCHIVE_REMOVAL,  /* id: of the deleted message */
    ARCHIVE_DRAFT,    /* text: the draft; "": there is none any more */
    ARCHIVE_RENAME,   /* id: the new name of the conversation; text: the same, folded */
};

struct archive_row {
    enum archive_kind kind;
    const char *account; /* the owner: a user on a server */
    const char *chat;    /* the conversation, folded */
    const char *name;    /* as displayed */
    const char *nick;    /* who sent it, or who reacted */
    const char *text;    /* of a message: with formatting codes and line breaks */
    const char *id, *reply_to;
    int64_t time; /* wall */
    int place;    /* order among messages with the same time */
    bool notice, action, mine;
    bool gap;        /* messages may be missing before it */
    bool taken_back; /* the reaction was removed */
};

struct archive_question {
    const char *account;
    const char *chat; /* folded; "": all */
    const char *from; /* a nickname; "": anyone's */
    const char *words;
    int64_t time; /* EFFECT_RECALL: up to it; EFFECT_FIND: after it */
    int limit;
};

/* Oldest first. */
struct archive_answer {
    const char *chat; /* that was asked about; borrowed */
    struct archive_row **rows;
    int count, cap;
};

/* Deep copies, each in a single block: the caller frees them with free(). */
struct archive_row *archive_row_copy(const struct archive_row *r);
struct archive_question *archive_question_copy(const struct archive_question *q);

/* Appends a copy. */
void archive_answer_add(struct archive_answer *a, const struct archive_row *r);
void archive_answer_finish(struct archive_answer *a);
