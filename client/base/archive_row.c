#include "client/base/archive_row.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"

/* A block with a copy of `what` and of the strings its fields at these offsets point to. */
static void *copy(const void *what, size_t size, const size_t *fields, size_t count)
{
    const char *from = what;
    const char *texts[8];
    size_t total = size;
    CHECK(count <= COUNT_OF(texts));
    for (size_t i = 0; i < count; i++) {
        memcpy(&texts[i], from + fields[i], sizeof texts[i]);
        total += texts[i] ? strlen(texts[i]) + 1 : 0;
    }
    char *block = xcalloc(1, total), *at = block + size;
    memcpy(block, what, size);
    for (size_t i = 0; i < count; i++) {
        if (texts[i]) {
            size_t len = strlen(texts[i]) + 1;
            memcpy(at, texts[i], len);
            memcpy(block + fields[i], &at, sizeof at);
            at += len;
        }
    }
    return block;
}

struct archive_row *archive_row_copy(const struct archive_row *r)
{
#define AT(field) offsetof(struct archive_row, field)
    static const size_t fields[] = {AT(account), AT(chat), AT(name),    AT(nick),
                                    AT(text),    AT(id),   AT(reply_to)};
#undef AT
    return copy(r, sizeof *r, fields, COUNT_OF(fields));
}

struct archive_question *archive_question_copy(const struct archive_question *q)
{
#define AT(field) offsetof(struct archive_question, field)
    static const size_t fields[] = {AT(account), AT(chat), AT(from), AT(words)};
#undef AT
    return copy(q, sizeof *q, fields, COUNT_OF(fields));
}

void archive_answer_add(struct archive_answer *a, const struct archive_row *r)
{
    if (a->count == a->cap) {
        a->cap = a->cap ? a->cap * 2 : 16;
        a->rows = xrealloc(a->rows, (size_t)a->cap * sizeof *a->rows);
    }
    a->rows[a->count++] = archive_row_copy(r);
}

void archive_answer_finish(struct archive_answer *a)
{
    for (int i = 0; i < a->count; i++) {
        free(a->rows[i]);
    }
    free(a->rows);
    *a = (struct archive_answer){0};
}
