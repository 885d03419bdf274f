#include "client/net/multiline.h"

#include <stdlib.h>
#include <string.h>

#include "client/net/handle.h"
#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/message.h"

enum { OPEN_MAX = 32, TEXT_MAX = 65536, REF_CAP = 64 };

struct multiline {
    char ref[REF_CAP];
    struct bytes head; /* tags of the resulting message; at the end all of it */
    char *source, *target;
    struct bytes text;
    bool any, notice;
    struct multiline *next;
};

static struct multiline **find(struct network *s, const char *ref)
{
    struct multiline **link = &s->multilines;
    while (*link && strcmp((*link)->ref, ref) != 0) {
        link = &(*link)->next;
    }
    return link;
}

static void free_batch(struct multiline *g)
{
    bytes_finish(&g->head);
    bytes_finish(&g->text);
    free(g->source);
    free(g->target);
    free(g);
}

void multiline_forget(struct network *s)
{
    for (struct multiline *next; s->multilines; s->multilines = next) {
        next = s->multilines->next;
        free_batch(s->multilines);
    }
}

static void write_tags(const struct message *m, struct bytes *out)
{
    for (int i = 0; i < m->tag_count; i++) {
        bytes_format(out, "%s%s=", i ? ";" : "@", m->tags[i].key);
        message_escape(out, m->tags[i].value);
    }
    bytes_text(out, m->tag_count ? " " : "");
}

/* The message has the batch's tags: its time, what it replies to, and any outer batch. */
static void open_batch(struct network *s, const struct message *m)
{
    const char *ref = message_param(m, 0) + 1;
    int count = 0;
    for (const struct multiline *g = s->multilines; g; g = g->next) {
        count++;
    }
    if (count == OPEN_MAX || strlen(ref) >= REF_CAP || *find(s, ref)) {
        return;
    }
    struct multiline *g = xcalloc(1, sizeof *g);
    copy_text(g->ref, sizeof g->ref, ref);
    g->target = xstrdup(message_param(m, 2));
    write_tags(m, &g->head);
    g->source = m->source ? xstrdup(m->source) : NULL;
    g->next = s->multilines;
    s->multilines = g;
}

static void add_line(struct multiline *g, const struct message *m)
{
    const char *text = message_param(m, 1);
    if (g->text.len + strlen(text) > TEXT_MAX) {
        return; /* more than anybody reads */
    }
    if (!g->any && m->source) { /* in a page of history the batch itself is from the server */
        free(g->source);
        g->source = xstrdup(m->source);
    }
    if (g->any && !message_tag(m, "draft/multiline-concat")) {
        bytes_char(&g->text, '\n');
    }
    g->any = true;
    g->notice = strcmp(m->verb, "NOTICE") == 0;
    bytes_text(&g->text, text);
}

static void close_batch(struct client *client, struct network *s, struct multiline *g)
{
    struct message m;
    if (g->source) {
        bytes_format(&g->head, ":%s ", g->source);
    }
    bytes_format(&g->head, "%s %s :", g->notice ? "NOTICE" : "PRIVMSG", g->target);
    bytes_text(&g->head, bytes_string(&g->text));
    if (g->any && message_parse(&m, g->head.data)) {
        handle_line(client, s, &m);
    }
    free_batch(g);
}

bool multiline_batch(struct client *client, struct network *s, const struct message *m)
{
    const char *sign = message_param(m, 0);
    if (*sign == '+' && strcmp(message_param(m, 1), "draft/multiline") == 0) {
        open_batch(s, m);
        return true;
    }
    struct multiline **link = *sign == '-' ? find(s, sign + 1) : NULL, *g = link ? *link : NULL;
    if (g) {
        *link = g->next;
        close_batch(client, s, g);
    }
    return g;
}

bool multiline_line(struct network *s, const struct message *m, const char *batch)
{
    struct multiline *g = *find(s, batch);
    if (g && (strcmp(m->verb, "PRIVMSG") == 0 || strcmp(m->verb, "NOTICE") == 0)) {
        add_line(g, m);
    }
    return g;
}
