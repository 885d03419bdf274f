/* The client's archive, fed with whatever servers send, and queried for whatever users look for:
 * NUL-terminated pieces of the input, by their first byte; the lines of a piece are the texts. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/archive_row.h"
#include "client/sys/archive.h"
#include "irc/check.h"
#include "irc/error.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Cuts off the next line; "" if there is none. */
static const char *next_line(char **at)
{
    char *line = *at, *end = line + strcspn(line, "\n");
    *at = end + (*end == '\n');
    *end = '\0';
    return line;
}

static void keep(struct archive *a, unsigned what, char *at)
{
    struct error error;
    struct archive_row r = {.kind = what / 5 % 4,
                            .account = next_line(&at),
                            .chat = next_line(&at),
                            .name = next_line(&at),
                            .nick = next_line(&at),
                            .id = next_line(&at),
                            .time = what,
                            .place = (int)what % 3,
                            .notice = what & 1,
                            .action = what & 2,
                            .mine = what & 4,
                            .gap = what & 8,
                            .taken_back = what & 16};
    r.id = *r.id ? r.id : NULL;
    r.text = at; /* the rest, with its lines */
    CHECK(archive_keep(a, &r, &error));
}

static void ask(struct archive *a, unsigned way, char *at)
{
    static void (*const ways[])(struct archive * a, const struct archive_question *q,
                                struct archive_answer *out) = {archive_recall, archive_find,
                                                               archive_list};
    struct archive_question q = {.account = next_line(&at),
                                 .chat = next_line(&at),
                                 .from = next_line(&at),
                                 .time = way == 0 ? INT64_MAX : 0,
                                 .limit = 100};
    struct archive_answer answer = {.chat = q.chat};
    q.words = at;
    ways[way](a, &q, &answer);
    archive_answer_finish(&answer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error error;
    struct archive *a = archive_open(":memory:", &error);
    CHECK(a);
    char *all = xstrndup((const char *)data, size), *end = all + size;
    for (char *at = all; at < end;) {
        unsigned what = (unsigned char)*at;
        size_t len = strlen(at);
        if (len > 0 && what % 5 < 3) {
            ask(a, what % 5, at + 1);
        } else if (len > 0) {
            keep(a, what, at + 1);
        }
        at += len + 1;
    }
    free(all);
    archive_close(a);
    return 0;
}
