/* What the user says in a conversation: sent now, or queued until it can be. */
#include "client/net/outgoing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/client.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/chat/info.h"
#include "client/net/errand.h"
#include "client/net/memory.h"
#include "client/net/network.h"
#include "client/text/secrets.h"
#include "irc/caps.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/utf8.h"

enum {
    TEXT_LEAST = 64,    /* min. bytes of text in a message, however long the names are */
    USER_AND_HOST = 80, /* what a server may prepend to our message to others */
    QUOTE_MAX = 60,     /* bytes of a message that a reaction in words quotes */
    SEVERAL_MAX = 40,   /* lines in a message: servers slow down clients that send many at once */
    IN_FLIGHT_MAX = 20, /* lines sent but not echoed: with more a server suspects flooding */
};

/* The bytes of text that fit in one message to `c`. */
static size_t room_for_text(const struct network *s, const struct chat *c)
{
    size_t used =
        strlen(":! PRIVMSG  :\001ACTION \001") + strlen(s->nick) + USER_AND_HOST + strlen(c->name);
    return used + TEXT_LEAST < LINE_BODY_MAX ? LINE_BODY_MAX - used : TEXT_LEAST;
}

/* "+reply=ID;+draft/reply=ID": servers and clients may know either name. */
static void reply_tags(struct bytes *out, const char *id)
{
    bytes_text(out, "+reply=");
    message_escape(out, id);
    bytes_text(out, ";+draft/reply=");
    message_escape(out, id);
}

/* The tags of our message: a label for the server's answer, and what it replies to. */
static void our_tags(struct network *s, struct line *line, struct bytes *tags)
{
    bool labels = (s->caps & CAP(ECHO_MESSAGE)) && (s->caps & CAP(LABELED_RESPONSE));
    bool replies = line->reply_to && (s->caps & CAP(MESSAGE_TAGS));
    if (labels) {
        char label[32];
        snprintf(label, sizeof label, "t%u", ++s->next_label);
        bytes_format(tags, "@label=%s%s", label, replies ? "" : " ");
        free(line->label);
        line->label = xstrdup(label);
    }
    if (replies) {
        bytes_text(tags, labels ? ";" : "@");
        reply_tags(tags, line->reply_to);
        bytes_char(tags, ' ');
    }
}

/* How much of a line of text fits in one protocol line: all of it, or up to a space. */
static size_t fitting(const char *text, size_t len, size_t max)
{
    if (len <= max) {
        return len;
    }
    len = utf8_cut(text, len, max);
    size_t space = len;
    while (space > len / 2 && text[space] != ' ') {
        space--;
    }
    return text[space] == ' ' ? space : len;
}

/* Sends a batch: each line of text, in parts if it is too long. */
static void send_several(struct client *client, struct network *s, struct chat *c, const char *tags,
                         const char *text)
{
    size_t max = room_for_text(s, c);
    unsigned ref = ++s->next_label;
    bool more = false; /* the previous line continues */
    network_send(client, s, "%sBATCH +m%u draft/multiline %s", tags, ref, c->name);
    for (;;) {
        size_t len = strcspn(text, "\n"), part = fitting(text, len, max);
        network_send(client, s, "@batch=m%u%s PRIVMSG %s :%.*s", ref,
                     more ? ";draft/multiline-concat" : "", c->name, (int)part, text);
        more = part < len;
        text += part;
        if (!*text) {
            break;
        }
        text += !more;
    }
    network_send(client, s, "BATCH -m%u", ref);
}

/* Roughly how many protocol lines the message takes. */
static int cost(const struct line *line)
{
    int lines = 1;
    for (const char *at = line->text; *at; at++) {
        lines += *at == '\n';
    }
    return lines + (int)strlen(line->text) / LINE_BODY_MAX + (lines > 1 ? 2 : 0);
}

static void send_line(struct client *client, struct network *s, struct chat *c, struct line *line)
{
    bool echo = s->caps & CAP(ECHO_MESSAGE);
    struct bytes tags = {0}, coded = {0};
    our_tags(s, line, &tags);
    const char *tag = bytes_string(&tags);
    chat_coded(line, &coded);
    bytes_string(&coded);
    line->state = echo ? LINE_SENDING : LINE_DONE;
    s->in_flight += echo ? cost(line) : 0;
    line->time = network_wall(client, s);
    s->echo_at = s->echo_at ? s->echo_at : client->now + NETWORK_ECHO_MS;
    bool several = strchr(coded.data, '\n') || coded.len > room_for_text(s, c);
    if (several && outgoing_says_lines(s)) {
        send_several(client, s, c, tag, coded.data);
    } else if (line->kind == LINE_ACTION) {
        network_send(client, s, "%sPRIVMSG %s :\001ACTION %s\001", tag, c->name, coded.data);
    } else {
        network_send(client, s, "%s%s %s :%s", tag,
                     line->kind == LINE_NOTICE ? "NOTICE" : "PRIVMSG", c->name, coded.data);
    }
    bytes_finish(&coded);
    bytes_finish(&tags);
    if (!echo) {
        memory_keep(client, s, c, chat_index(c, line)); /* there will be no echo */
    }
}

static bool can_send(const struct client *client, struct network *s, const struct chat *c,
                     const struct line *line)
{
    bool fast = !errand_may_speak(client, s);
    s->speech_waits |= fast;
    return !fast && s->state == NETWORK_READY && (c->kind != CHAT_ROOM || c->joined) &&
           (s->in_flight == 0 || s->in_flight + cost(line) <= IN_FLIGHT_MAX);
}

static void say_part(struct client *client, struct network *s, struct chat *c, enum line_kind kind,
                     const char *text, size_t len)
{
    char *part = xstrndup(text, len);
    struct line *line = chat_add(c, kind, network_wall(client, s), s->nick, part);
    free(part);
    line->mine = true;
    line->state = LINE_WAITING;
    line->reply_to = c->reply_to;
    c->reply_to = NULL;
    if (!chat_words(line)[0]) {
        chat_remove(c, c->count - 1);
    } else if (can_send(client, s, c, line) && chat_count_state(c, LINE_WAITING) == 1) {
        send_line(client, s, c, line); /* none is queued before it */
    }
    client->dirty = true;
}

void outgoing_landed(struct client *client, struct network *s, const struct line *line)
{
    s->in_flight -= cost(line) < s->in_flight ? cost(line) : s->in_flight;
    for (int i = 1; i < s->chat_count; i++) {
        outgoing_flush(client, s, s->chats[i]);
    }
}

bool outgoing_says_lines(const struct network *s)
{
    return s->state == NETWORK_READY && (s->caps & CAP(MULTILINE)) && (s->caps & CAP(BATCH));
}

/* How much of a text fits in one multi-line message on this server: whole lines, or part of a line
 * that is too long by itself. */
static size_t several_fit(const struct network *s, const struct chat *c, const char *text)
{
    size_t max = room_for_text(s, c), bytes = s->bytes_max > 0 ? (size_t)s->bytes_max : 4096,
           end = 0;
    int lines = 0,
        most = s->lines_max > 0 && s->lines_max < SEVERAL_MAX ? s->lines_max : SEVERAL_MAX;
    for (size_t at = 0;;) {
        size_t len = strcspn(text + at, "\n"), left = len;
        for (size_t from = at; left > 0 || from == at; lines++) {
            size_t part = fitting(text + from, left, max);
            from += part;
            left -= part;
            if (part == 0) {
                lines++;
                break;
            }
        }
        if (lines > most || at + len > bytes) {
            break;
        }
        end = at + len;
        if (!text[end]) {
            return end;
        }
        at = end + 1;
    }
    return end > 0 ? end : fitting(text, strcspn(text, "\n"), max);
}

/* A password is sent at once or not at all, and what is shown of it does not tell its length. */
static void say_secret(struct client *client, struct network *s, struct chat *c, const char *text)
{
    struct bytes shown = {0};
    bytes_format(&shown, "%.*s****", (int)secrets_start(text, true), text);
    if (s->state == NETWORK_READY) {
        network_send(client, s, "PRIVMSG %s :%s", c->name, text);
        info_add_text(client, c, ICON_LOCK, shown.data);
    } else {
        info_add(client, c, ICON_WARNING, W_CUT_STOPPED, "server", network_name(s), NULL);
    }
    bytes_finish(&shown);
}

void outgoing_say(struct client *client, struct network *s, struct chat *c, enum line_kind kind,
                  const char *text)
{
    if (secrets_is_service(c->name) && secrets_any(text, true)) {
        say_secret(client, s, c, text);
        return;
    }
    size_t max = room_for_text(s, c);
    int answered = chat_find_id(c, c->reply_to);
    struct bytes named = {0};
    if (answered >= 0 && s->state == NETWORK_READY && !(s->caps & CAP(MESSAGE_TAGS)) &&
        !c->lines[answered]->mine && kind == LINE_SAID) {
        /* the server does not support tags: the text says who is answered */
        bytes_format(&named, "%s: %s", c->lines[answered]->nick, text);
        text = named.data;
    }
    c->typing_sent = 0; /* a message implies "done" */
    while (*text) {
        size_t len = outgoing_says_lines(s) && kind == LINE_SAID
                         ? several_fit(s, c, text)
                         : fitting(text, strcspn(text, "\n"), max);
        say_part(client, s, c, kind, text, len);
        text += len;
        text += *text == '\n' || *text == ' ';
    }
    bytes_finish(&named);
}

void outgoing_react(struct client *client, struct network *s, struct chat *c, int index,
                    const char *text)
{
    struct line *line = c->lines[index];
    bool gives = true;
    for (int i = 0; i < line->reaction_count; i++) {
        gives = gives && !(line->reactions[i].mine && strcmp(line->reactions[i].text, text) == 0);
    }
    if (line->id && (s->caps & CAP(MESSAGE_TAGS))) {
        struct bytes tags = {0};
        bytes_format(&tags, "@+draft/%s=", gives ? "react" : "unreact");
        message_escape(&tags, text);
        bytes_char(&tags, ';');
        reply_tags(&tags, line->id);
        network_send(client, s, "%s TAGMSG %s", tags.data, c->name);
        bytes_finish(&tags);
        if (!(s->caps & CAP(ECHO_MESSAGE))) {
            line_react(line, s->isupport.casemap, s->nick, text, gives, true);
            memory_react(client, s, c, line->id, s->nick, text, gives, true);
        }
        return;
    }
    struct bytes words = {0};
    size_t len = strlen(chat_words(line));
    size_t cut = utf8_cut(chat_words(line), len, QUOTE_MAX);
    char *quote = xstrndup(chat_words(line), cut);
    words_fill(&words, client->lang, W_REACTS, "text", text, "a", line->nick, "quote", quote, NULL);
    bytes_text(&words, cut < len ? "…" : "");
    free(quote);
    char *reply_to = c->reply_to; /* that is for the draft */
    c->reply_to = NULL;
    outgoing_say(client, s, c, LINE_ACTION, words.data);
    c->reply_to = reply_to;
    bytes_finish(&words);
}

bool outgoing_moderates(const struct network *s, const struct chat *c)
{
    const struct person *me = people_find(&c->people, s->isupport.casemap, s->nick);
    const char *op = strchr(s->isupport.prefix_chars, '%');
    op = op ? op : strchr(s->isupport.prefix_chars, '@');
    const char *mine =
        me && me->prefixes[0] ? strchr(s->isupport.prefix_chars, me->prefixes[0]) : NULL;
    return op && mine && mine <= op;
}

bool outgoing_can_delete(const struct network *s, const struct chat *c, const struct line *line)
{
    return s->state == NETWORK_READY && (s->caps & CAP(REDACTION)) && line->id &&
           line->kind <= LINE_NOTICE && (line->mine || outgoing_moderates(s, c));
}

bool outgoing_edits_in_place(const struct network *s)
{
    return (s->caps & CAP(MESSAGE_EDIT)) && (s->caps & CAP(ECHO_MESSAGE));
}

bool outgoing_can_edit(const struct client *client, const struct network *s, const struct chat *c,
                       const struct line *line)
{
    if (!line->mine || line->kind != LINE_SAID || !line->id || line->state != LINE_DONE) {
        return false;
    }
    bool young = !s->edit_ms || network_wall(client, s) - line->time < s->edit_ms;
    return outgoing_edits_in_place(s) ? s->state == NETWORK_READY && young
                                      : outgoing_can_delete(s, c, line);
}

void outgoing_edit(struct client *client, struct network *s, struct chat *c, int index,
                   const char *text)
{
    const struct line *line = c->lines[index];
    struct bytes tags = {0};
    bool several = strchr(text, '\n') || strlen(text) > room_for_text(s, c);
    bool fits = !several || (outgoing_says_lines(s) && several_fit(s, c, text) == strlen(text));
    if (!outgoing_edits_in_place(s) || !fits) {
        chat_set_reply(c, line->reply_to);
        outgoing_delete(client, s, c, index);
        outgoing_say(client, s, c, LINE_SAID, text);
        return;
    }
    bytes_text(&tags, "@+draft/edit=");
    message_escape(&tags, line->id);
    bytes_char(&tags, ' ');
    if (several) {
        send_several(client, s, c, tags.data, text);
    } else {
        network_send(client, s, "%sPRIVMSG %s :%s", tags.data, c->name, text);
    }
    bytes_finish(&tags);
}

void outgoing_delete(struct client *client, struct network *s, struct chat *c, int index)
{
    if (outgoing_can_delete(s, c, c->lines[index])) {
        network_send(client, s, "REDACT %s %s", c->name, c->lines[index]->id);
    }
}

void outgoing_resend(struct client *client, struct network *s, struct chat *c, int index)
{
    struct line *line = c->lines[index];
    line->state = LINE_WAITING;
    if (can_send(client, s, c, line)) {
        send_line(client, s, c, line);
    }
    client->dirty = true;
}

void outgoing_flush(struct client *client, struct network *s, struct chat *c)
{
    for (int i = 0; i < c->count; i++) {
        if (c->lines[i]->state == LINE_WAITING) {
            if (!can_send(client, s, c, c->lines[i])) {
                return;
            }
            send_line(client, s, c, c->lines[i]);
        }
    }
}

int outgoing_waiting(const struct network *s)
{
    int count = 0;
    for (int i = 0; i < s->chat_count; i++) {
        count += chat_count_state(s->chats[i], LINE_WAITING);
    }
    return count;
}

void outgoing_give_up(struct client *client, struct network *s)
{
    enum { ECHO_MOST_MS = 10000 };
    s->echo_at = 0;
    for (int i = 1; s->in_flight > 0 && i < s->chat_count; i++) {
        struct chat *c = s->chats[i];
        for (int k = c->count - 1; k >= 0; k--) {
            struct line *line = c->lines[k];
            if (line->state == LINE_SENDING && line->time <= s->ping_wall &&
                line->time + ECHO_MOST_MS <= network_wall(client, s)) {
                line->state = LINE_FAILED;
                outgoing_landed(client, s, line);
                client->dirty = true;
            }
        }
    }
    if (s->in_flight > 0) {
        s->echo_at = client->now + NETWORK_ECHO_MS;
    }
}

void outgoing_style(const struct client *client, const char *text, struct bytes *out)
{
    if (client->prefs.signs) {
        formatting_typed(out, text);
    } else {
        bytes_text(out, text);
    }
    while (out->len && out->data[out->len - 1] == '\n') { /* left by the end of a code block */
        bytes_cut(out, out->len - 1, 1);
    }
    bytes_string(out);
}
