#pragma once
/* What the archive of conversations (sys/archive) is given to keep, asked, and answers. A text that
 * there is not is NULL. */
#include <stdbool.h>
#include <stdint.h>

enum archive_kind {
    ARCHIVE_MESSAGE,  /* a new one; or one that is there, with another place or gap */
    ARCHIVE_REACTION, /* text: the emoji; id: of the message */
    ARCHIVE_REMOVAL,  /* of the message of that id */
    ARCHIVE_DRAFT,    /* text: what is being written, "": nothing any more */
};

struct archive_row {
    enum archive_kind kind;
    const char *account; /* whose: a user on a server */
    const char *chat;    /* the conversation, folded */
    const char *name;    /* as it is written */
    const char *nick;    /* who said it, or reacts */
    const char *text;    /* a message: with its formatting and its line ends */
    const char *id, *reply_to;
    int64_t time; /* wall */
    int place;    /* among the messages of that moment */
    bool notice, action, mine;
    bool gap;        /* before it, messages may be missing */
    bool taken_back; /* a reaction that was there */
};

struct archive_question {
    const char *account;
    const char *chat; /* folded; "": all */
    const char *from; /* a nickname; "": anyone's */
    const char *words;
    int64_t time; /* EFFECT_RECALL: before that; EFFECT_FIND: after it */
    int limit;
};

/* Oldest first. */
struct archive_answer {
    const char *chat; /* that was asked about; borrowed */
    struct archive_row **rows;
    int count, cap;
};

/* Copies with their texts, each one block: to be freed with free(). */
struct archive_row *archive_row_copy(const struct archive_row *r);
struct archive_question *archive_question_copy(const struct archive_question *q);

/* Appends a copy. */
void archive_answer_add(struct archive_answer *a, const struct archive_row *r);
void archive_answer_finish(struct archive_answer *a);
