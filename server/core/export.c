#include "server/core/export.h"

#include <stdlib.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/stamp.h"
#include "irc/terminal.h"
#include "server/core/history.h"

static void put_string(struct bytes *out, const char *text)
{
    bytes_char(out, '"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\') {
            bytes_format(out, "\\%c", c);
        } else if (c < ' ' || c == 0x7F) {
            bytes_format(out, "\\u%04x", c);
        } else if (c == 0xC2 && (unsigned char)text[1] < 0xA0 &&
                   text[1]) { /* a two-byte control character */
            bytes_format(out, "\\u%04x", (unsigned char)*++text);
        } else {
            bytes_char(out, *text);
        }
    }
    bytes_char(out, '"');
}

static void put_field(struct bytes *out, const char *name, const char *value)
{
    if (value && *value) {
        bytes_format(out, "%s\"%s\":", out->data[out->len - 1] == '{' ? "" : ",", name);
        put_string(out, value);
    }
}

/* The lines of a multiline message as one text. */
static void join_lines(struct bytes *out, const char *lines)
{
    for (const char *at = lines; *at;) {
        size_t len = strcspn(at, "\n");
        bytes_format(out, "%s%.*s", at > lines && *at != '+' ? "\n" : "", (int)len - 1, at + 1);
        at += len + (at[len] == '\n');
    }
}

/* A parsed record. */
struct parts {
    struct message m;
    char time[STAMP_CAP], nick[NICK_CAP];
    struct bytes text;
    char *line; /* what m borrows */
};

static void take_apart(struct parts *p, const struct record *r)
{
    *p = (struct parts){.line = xstrdup(r->body)};
    stamp_format(r->time, p->time);
    if (!message_parse(&p->m, p->line)) {
        p->m.verb = "";
    }
    message_nick(p->m.source ? p->m.source : "", p->nick);
    for (int i = 1; i < p->m.count; i++) {
        bytes_format(&p->text, "%s%s", i > 1 ? " " : "", p->m.params[i]);
    }
    if (r->lines) {
        bytes_clear(&p->text);
        join_lines(&p->text, r->lines);
    }
}

static void put_back(struct parts *p)
{
    bytes_finish(&p->text);
    free(p->line);
}

void export_json(struct bytes *out, const struct record *r)
{
    struct parts p;
    take_apart(&p, r);
    bytes_char(out, '{');
    put_field(out, "time", p.time);
    put_field(out, "place", r->place);
    put_field(out, "msgid", r->msgid);
    put_field(out, "account", r->account);
    put_field(out, "from", p.nick);
    put_field(out, "verb", p.m.verb);
    put_field(out, "to", message_param(&p.m, 0));
    put_field(out, "text", bytes_string(&p.text));
    put_field(out, "tags", r->tags);
    bytes_text(out, "}\n");
    put_back(&p);
}

/* Lines after the first begin with a bar, to tell them apart from what others said. */
static void put_lines(struct bytes *out, const char *text)
{
    for (bool first = true; first || *text; first = false) {
        size_t len = strcspn(text, "\n");
        bytes_text(out, first ? "" : "\n                     | ");
        terminal_text(out, text, len);
        text += len + (text[len] == '\n');
    }
    bytes_char(out, '\n');
}

void export_text(struct bytes *out, const struct record *r)
{
    struct parts p;
    take_apart(&p, r);
    const char *text = bytes_string(&p.text);
    struct bytes line = {0};
    if (r->kind == RECORD_MESSAGE && strncmp(text, "\1ACTION ", 8) == 0) {
        bytes_format(&line, "* %s %.*s", p.nick, (int)strcspn(text + 8, "\1"), text + 8);
    } else if (r->kind == RECORD_MESSAGE) {
        bytes_format(&line, "%s  %s", p.nick, text);
    } else {
        bytes_format(&line, "* %s %s%s%s", p.nick, p.m.verb, *text ? " " : "", text);
    }
    bytes_format(out, "%.10s %.8s  ", p.time, p.time + 11);
    put_lines(out, line.data);
    bytes_finish(&line);
    put_back(&p);
}
