/* Batches that clients send: draft/multiline.
 * https://ircv3.net/specs/extensions/client-batch and https://ircv3.net/specs/extensions/multiline
 */
#include <stdlib.h>
#include <string.h>

#include "irc/caps.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/names.h"
#include "server/cmd/command.h"
#include "server/cmd/speech.h"
#include "server/core/config.h"
#include "server/core/session.h"
#include "server/core/world.h"
#include "server/out/reply.h"

/* A batch received so far. */
struct multiline {
    char *ref;
    char *target;
    char label[LABEL_MAX + 1];
    struct bytes tags;
    char *edits; /* NULL: nothing */
    bool notice;
    struct speech_line *lines; /* each text is owned */
    int count;
    size_t bytes;  /* of the text, line ends counted */
    int64_t until; /* monotonic */
};

enum { BATCH_TIME_MS = 30000 }; /* at most between two lines */

void command_drop_batch(struct session *s)
{
    struct multiline *g = s->multiline;
    if (g) {
        for (int i = 0; i < g->count; i++) {
            free((char *)(uintptr_t)g->lines[i].text);
        }
        free(g->lines);
        free(g->ref);
        free(g->target);
        free(g->edits);
        bytes_finish(&g->tags);
        free(g);
        s->multiline = NULL;
    }
}

/* Sends FAIL with the label of the batch, and drops it. */
static void fail(struct reply *r, const char *code, const char *context, const char *text)
{
    if (r->session->multiline && r->session->multiline->label[0]) {
        memcpy(r->label, r->session->multiline->label, sizeof r->label);
    }
    reply_fail(r, "BATCH", code, context, text);
    command_drop_batch(r->session);
}

static void open_batch(struct world *w, const struct message *m, struct reply *r)
{
    const char *ref = m->params[0] + 1;
    if (r->session->multiline || !*ref || strlen(ref) > LABEL_MAX || *reply_word(ref) == '*') {
        fail(r, "INVALID_REFTAG", reply_word(ref),
             r->session->multiline ? "Another batch is open" : "That is no reference of a batch");
    } else if (strcmp(message_param(m, 1), "draft/multiline") != 0 ||
               !(r->session->caps & CAP(MULTILINE))) {
        fail(r, "UNKNOWN_TYPE", reply_word(message_param(m, 1)), "This type is not known here");
    } else if (!*message_param(m, 2) || strchr(m->params[2], ',')) {
        fail(r, "MULTILINE_INVALID_TARGET", "*", "A multiline message goes to one target");
    } else {
        struct multiline *g = xcalloc(1, sizeof *g);
        r->session->multiline = g;
        g->ref = xstrdup(ref);
        g->target = xstrdup(m->params[2]);
        g->until = w->now + BATCH_TIME_MS;
        const char *edits = speech_edits(r->session, m);
        g->edits = edits ? xstrdup(edits) : NULL;
        speech_tags(&g->tags, r->session, m);
        memcpy(g->label, r->label, sizeof g->label);
        r->label[0] = '\0'; /* answered when it ends */
    }
}

static void close_batch(struct user *u, struct reply *r)
{
    struct multiline *g = r->session->multiline;
    bool blank = true;
    for (int i = 0; i < g->count; i++) {
        blank = blank && !*g->lines[i].text;
    }
    if (blank) {
        fail(r, "MULTILINE_INVALID", "", "There is no text in it");
        return;
    }
    struct speech s = {.verb = g->notice ? "NOTICE" : "PRIVMSG",
                       .lines = g->lines,
                       .count = g->count,
                       .multiline = true,
                       .tags = g->tags,
                       .edits = g->edits};
    memcpy(r->label, g->label, sizeof r->label);
    speech_say(u, &s, r, g->target);
    command_drop_batch(r->session);
}

void cmd_batch(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    const char *ref = m->params[0];
    if (r->session->multiline && w->now > r->session->multiline->until) {
        fail(r, "TIMEOUT", r->session->multiline->ref, "The batch took too long");
    } else if (*ref == '+') {
        open_batch(w, m, r);
    } else if (*ref == '-' && r->session->multiline &&
               strcmp(ref + 1, r->session->multiline->ref) == 0) {
        close_batch(u, r);
    } else {
        fail(r, "INVALID_REFTAG", reply_word(ref), "No such batch is open");
    }
}

static void fail_limit(struct reply *r, const char *code, long limit)
{
    struct bytes number = {0};
    bytes_format(&number, "%ld", limit);
    fail(r, code, number.data, "The message is longer than this server takes");
    bytes_finish(&number);
}

static void take(struct world *w, const struct message *m, struct reply *r)
{
    struct multiline *g = r->session->multiline;
    const char *text = message_param(m, 1);
    bool joined = message_tag(m, "draft/multiline-concat");
    bool notice = names_equal(CASEMAP_ASCII, m->verb, "NOTICE");
    g->bytes += strlen(text) + (g->count > 0 && !joined);
    if (w->now > g->until) {
        fail(r, "TIMEOUT", g->ref, "The batch took too long");
    } else if (!precis_same(message_param(m, 0), g->target)) {
        fail(r, "MULTILINE_INVALID_TARGET", reply_word(message_param(m, 0)),
             "Every line of a message goes to the target of its batch");
    } else if ((joined && (!*text || g->count == 0)) || (g->count > 0 && notice != g->notice)) {
        fail(r, "MULTILINE_INVALID", "", "These lines do not make one message");
    } else if (g->count >= w->config->multiline_lines) {
        fail_limit(r, "MULTILINE_MAX_LINES", w->config->multiline_lines);
    } else if (g->bytes > (size_t)w->config->multiline_bytes) {
        fail_limit(r, "MULTILINE_MAX_BYTES", w->config->multiline_bytes);
    } else {
        g->lines = xrealloc(g->lines, (size_t)(g->count + 1) * sizeof *g->lines);
        g->lines[g->count++] = (struct speech_line){xstrdup(text), joined};
        g->notice = notice;
        g->until = w->now + BATCH_TIME_MS; /* flood control may slow its lines down */
        r->label[0] = '\0';
    }
}

bool batch_takes(struct reply *r, const struct message *m)
{
    const char *ref = message_tag(m, "batch");
    if (!ref) {
        return false;
    }
    if (r->session->multiline && strcmp(ref, r->session->multiline->ref) == 0) {
        take(r->world, m, r);
    } else if (r->session->multiline) {
        fail(r, "MULTILINE_INVALID", "", "This line belongs to no open batch");
    }
    return true; /* lines of a failed batch are ignored */
}
