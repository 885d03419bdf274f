/* What one says in a conversation: sent now, or kept until it can be. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "irc/caps.h"
#include "irc/check.h"
#include "irc/utf8.h"

enum {
    TEXT_LEAST = 64,    /* bytes of text in a message, however long the names are */
    USER_AND_HOST = 80, /* what a server may put before our message to others */
    IN_FLIGHT_MAX = 20, /* lines sent and not echoed: more than that and a server calls it a flood */
};

/* The bytes of text that fit in one message to `c`. */
static size_t room_for_text(const struct session *s, const struct chat *c)
{
    size_t used = strlen(":! PRIVMSG  :\001ACTION \001") + strlen(s->nick) + USER_AND_HOST +
                  strlen(c->name);
    return used + TEXT_LEAST < LINE_BODY_MAX ? LINE_BODY_MAX - used : TEXT_LEAST;
}

static void send_line(struct app *app, struct session *s, struct chat *c, struct line *line)
{
    bool echo = s->caps & CAP(ECHO_MESSAGE);
    bool labels = echo && (s->caps & CAP(LABELED_RESPONSE));
    char label[32] = "", tag[48] = "";
    if (labels) {
        snprintf(label, sizeof label, "t%u", ++s->next_label);
        snprintf(tag, sizeof tag, "@label=%s ", label);
        free(line->label);
        line->label = xstrdup(label);
    }
    line->state = echo ? LINE_SENDING : LINE_DONE;
    s->in_flight += echo;
    line->time = app->wall;
    if (line->kind == LINE_ACTION) {
        session_send(app, s, "%sPRIVMSG %s :\001ACTION %s\001", tag, c->name, chat_words(line));
    } else {
        session_send(app, s, "%s%s %s :%s", tag,
                     line->kind == LINE_NOTICE ? "NOTICE" : "PRIVMSG", c->name, line->text);
    }
}

static bool can_send(const struct session *s, const struct chat *c)
{
    return s->state == SESSION_READY && (c->kind != CHAT_ROOM || c->joined) &&
           s->in_flight < IN_FLIGHT_MAX;
}

static void say_part(struct app *app, struct session *s, struct chat *c, enum line_kind kind,
                     const char *text, size_t len)
{
    char *part = xstrndup(text, len);
    struct line *line = chat_add(c, kind, app->wall, s->nick, part);
    free(part);
    line->mine = true;
    line->state = LINE_WAITING;
    if (!chat_words(line)[0]) {
        chat_remove(c, c->count - 1);
    } else if (can_send(s, c) && chat_count_state(c, LINE_WAITING) == 1) {
        send_line(app, s, c, line); /* nothing waits before it */
    }
    app->dirty = true;
}

void session_landed(struct app *app, struct session *s)
{
    s->in_flight -= s->in_flight > 0;
    for (int i = 1; i < s->chat_count; i++) {
        session_flush(app, s, s->chats[i]);
    }
}

void session_say(struct app *app, struct session *s, struct chat *c, enum line_kind kind,
                 const char *text)
{
    size_t max = room_for_text(s, c);
    while (*text) {
        size_t len = strcspn(text, "\n");
        if (len > max) { /* in two parts, at a space if there is one */
            len = utf8_cut(text, len, max);
            size_t space = len;
            while (space > len / 2 && text[space] != ' ') {
                space--;
            }
            len = text[space] == ' ' ? space : len;
        }
        say_part(app, s, c, kind, text, len);
        text += len;
        text += *text == '\n' || *text == ' ';
    }
}

void session_resend(struct app *app, struct session *s, struct chat *c, int index)
{
    struct line *line = c->lines[index];
    line->state = LINE_WAITING;
    if (can_send(s, c)) {
        send_line(app, s, c, line);
    }
    app->dirty = true;
}

void session_flush(struct app *app, struct session *s, struct chat *c)
{
    for (int i = 0; i < c->count && can_send(s, c); i++) {
        if (c->lines[i]->state == LINE_WAITING) {
            send_line(app, s, c, c->lines[i]);
        }
    }
}

int session_waiting(const struct session *s)
{
    int count = 0;
    for (int i = 0; i < s->chat_count; i++) {
        count += chat_count_state(s->chats[i], LINE_WAITING);
    }
    return count;
}
