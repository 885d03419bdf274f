#include "server/wire/telnet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "irc/message.h"
#include "irc/names.h"
#include "irc/numerics.h"
#include "irc/terminal.h"
#include "irc/utf8.h"
#include "server/wire/outbox.h"

enum {
    PAUSE_MS = 100,   /* silence that ends a line without a line end */
    PROMPT_MS = 700,  /* a peer silent this long is a person waiting to be asked */
    TEXT_MAX = 400,   /* bytes of one message */
    LINE_MOST = 8192, /* bytes of one input line, which may become several messages */
    OUT_MAX = 16384,
    TRIES = 20,
};

struct telnet *telnet_new(const char *room, int64_t now)
{
    struct telnet *p = xcalloc(1, sizeof *p);
    copy_text(p->room, sizeof p->room, room);
    p->since = now;
    return p;
}

void telnet_free(struct telnet *p)
{
    if (p) {
        bytes_finish(&p->in);
        bytes_finish(&p->names);
        bytes_finish(&p->say);
        bytes_finish(&p->out);
        free(p);
    }
}

/* --- from the wire --- */

static void leave(struct telnet *p)
{
    p->over = true;
    bytes_text(&p->say, "QUIT\r\n");
}

static void ask_name(struct telnet *p)
{
    bytes_format(&p->say, "NICK %s\r\n", p->nick);
    p->state = TELNET_ASKED;
}

static void take_name(struct telnet *p, const char *line)
{
    size_t len = 0;
    for (; *line && len + 1 < sizeof p->nick; line++) {
        p->nick[len++] = *line == ' ' ? '_' : *line;
    }
    len = utf8_cut(p->nick, len, sizeof p->nick - 4); /* space for a number */
    p->nick[len] = '\0';
    copy_text(p->wanted, sizeof p->wanted, p->nick);
    p->tries = 0;
    ask_name(p);
    bytes_format(&p->say, "USER plain 0 * :%s\r\n", p->nick);
}

/* Sends it in as many messages as it takes. */
static void speak(struct telnet *p, const char *to, const char *text, bool action)
{
    for (size_t len = strlen(text); len > 0; len = strlen(text)) {
        size_t part = utf8_cut(text, len, TEXT_MAX);
        bytes_format(&p->say, "PRIVMSG %s :%s%.*s%s\r\n", to, action ? "\001ACTION " : "",
                     (int)part, text, action ? "\001" : "");
        text += part;
    }
}

static bool is_command(const char *line, const char *name, const char **rest)
{
    size_t len = strlen(name);
    bool is = strncmp(line, name, len) == 0 && (!line[len] || line[len] == ' ');
    *rest = is ? line + len + strspn(line + len, " ") : "";
    return is;
}

static void take_command(struct telnet *p, const char *line)
{
    const char *rest;
    char who[TELNET_NICK];
    if (is_command(line, "/quit", &rest)) {
        leave(p);
    } else if (is_command(line, "/who", &rest)) {
        bytes_format(&p->say, "NAMES %s\r\n", p->room);
    } else if (is_command(line, "/nick", &rest) && *rest && !strchr(rest, ' ')) {
        bytes_format(&p->say, "NICK %s\r\n", rest);
    } else if (is_command(line, "/me", &rest) && *rest) {
        speak(p, p->room, rest, true);
    } else if (is_command(line, "/msg", &rest) && sscanf(rest, "%32s", who) == 1 &&
               rest[strlen(who)] && who[0] != ':' && !strchr(who, ',')) {
        speak(p, who, rest + strlen(who) + strspn(rest + strlen(who), " "), false);
    } else if (p->out.len < OUT_MAX / 8) { /* a peer that does not read it needs no repeats */
        bytes_text(&p->out, "-- /msg NICK TEXT, /who, /nick NAME, /me TEXT, /quit\r\n");
    }
}

/* Whether a browser is talking: a page from some other site may make it connect here and send
 * text. */
static bool is_web(const struct telnet *p, const char *line)
{
    const char *last = strrchr(line, ' ');
    bool request = last && strncmp(last + 1, "HTTP/", 5) == 0;
    bool header = p->state == TELNET_NAME && p->misnamed && strchr(line, ':');
    return request || header;
}

static void take_line(struct telnet *p, char *line, size_t len)
{
    while (len > 0 && strchr(" \r\n", line[len - 1])) {
        len--;
    }
    line[len] = '\0';
    line += strspn(line, " ");
    if (!utf8_valid(line, strlen(line))) {
        bytes_text(&p->out, "-- Only text in UTF-8 comes through here. Goodbye.\r\n");
        leave(p);
    } else if (!*line) {
        return;
    } else if (strcmp(line, "FIN") == 0) {
        leave(p); /* how small programs end that know no commands */
    } else if (p->state != TELNET_INSIDE && is_web(p, line)) {
        bytes_text(&p->out, "-- This is a chat, not a web server.\r\n");
        leave(p);
    } else if (p->state == TELNET_NAME) {
        p->misnamed |= strchr(line, ':') != NULL;
        take_name(p, line);
    } else if (line[0] == '/' && line[1] != '/') {
        take_command(p, line);
    } else {
        speak(p, p->room, line + (line[0] == '/'), false);
    }
}

/* Handles the complete lines; `all`: what remains without a line end is one too. Lines wait while a
 * nickname is being requested (TELNET_ASKED). */
static void take_lines(struct telnet *p, bool all)
{
    size_t at = 0;
    bytes_string(&p->in);
    while (at < p->in.len && !p->over && p->state != TELNET_ASKED) {
        char *line = p->in.data + at, *end = memchr(line, '\n', p->in.len - at);
        size_t len = end ? (size_t)(end - line) : p->in.len - at;
        if (!end && !all && len < LINE_MOST) {
            break;
        }
        take_line(p, line, len);
        at += len + (end != NULL);
    }
    bytes_cut(&p->in, 0, at);
}

void telnet_take(struct telnet *p, const char *data, size_t len, int64_t now)
{
    enum { IAC = 0xFF, WILL = 251 };
    p->since = now;
    for (size_t i = 0; i < len && !p->over; i++) {
        unsigned char c = (unsigned char)data[i];
        if (c == IAC && i + 1 < len) { /* a telnet command: two or three bytes */
            i += (unsigned char)data[i + 1] >= WILL ? 2 : 1;
        } else if (c >= ' ' || c == '\n' || c == '\t') {
            bytes_char(&p->in, c == '\t' ? ' ' : (char)c);
        }
    }
    take_lines(p, false);
    if (p->in.len > 4 * LINE_MOST) { /* too much input while waiting to be let in */
        leave(p);
    }
}

int64_t telnet_tick(struct telnet *p, int64_t now)
{
    int64_t quiet = now - p->since;
    if (p->state == TELNET_NAME && p->in.len == 0) {
        if (!p->prompted && quiet >= PROMPT_MS) {
            p->prompted = true;
            bytes_text(&p->out, "What is your nickname? ");
        }
        return p->prompted ? -1 : PROMPT_MS - quiet;
    }
    if (p->in.len == 0 || p->state == TELNET_ASKED || p->over) {
        return -1;
    }
    if (quiet < PAUSE_MS && !p->ended) {
        return PAUSE_MS - quiet;
    }
    take_lines(p, true);
    return -1;
}

/* --- to the wire --- */

static void note(struct telnet *p, const char *who, const char *what, const char *why)
{
    bytes_format(&p->out, "-- %s%s%s%s%s\r\n", who, what, *why ? " (" : "", why, *why ? ")" : "");
}

/* The nickname is taken: tries it with a number, as a script cannot be asked. */
static void try_another(struct telnet *p)
{
    if (p->state != TELNET_ASKED) {
        bytes_text(&p->out, "-- That nickname is another's.\r\n");
    } else if (++p->tries > TRIES) {
        bytes_text(
            &p->out,
            "-- That nickname is another's, and so are those like it: send another one.\r\n");
        p->state = TELNET_NAME;
    } else {
        struct bytes name = {0};
        bytes_format(&name, "%.*s%d", TELNET_NICK - 4, p->wanted, p->tries + 1);
        copy_text(p->nick, sizeof p->nick, name.data);
        bytes_finish(&name);
        ask_name(p);
    }
}

static void hear_said(struct telnet *p, const struct message *m, const char *who)
{
    char *text = m->params[1];
    bool direct = m->params[0][0] != '#', notice = m->verb[0] == 'N';
    bool action = strncmp(text, "\001ACTION ", 8) == 0;
    if (action) {
        text += 8;
        text[strcspn(text, "\001")] = '\0';
    }
    if (text[0] == '\001') {
        return;
    }
    if (notice) {
        bytes_format(&p->out, "-- %s: %s\r\n", who, text);
    } else if (action) {
        bytes_format(&p->out, "* %s %s\r\n", who, text);
    } else {
        bytes_format(&p->out, "%s%s > %s\r\n", who, direct ? " (to you)" : "", text);
    }
}

static void hear_names(struct telnet *p, const char *names)
{
    for (names += strspn(names, " "); *names; names += strspn(names, " ")) {
        size_t len = strcspn(names, " ");
        const char *name = names + strspn(names, "~&@%+");
        bytes_format(&p->names, "%s%.*s", p->names.len ? ", " : "", (int)(names + len - name),
                     name);
        names += len;
    }
}

static void hear_number(struct telnet *p, int number, const struct message *m)
{
    const char *text = m->count ? m->params[m->count - 1] : "";
    bool refused = number >= 400 && number < 600;
    switch (number) {
    case RPL_MOTD:
        bytes_format(&p->out, "-- %s\r\n", text + 2 * (strncmp(text, "- ", 2) == 0));
        break;
    case RPL_WELCOME: copy_text(p->nick, sizeof p->nick, message_param(m, 0)); break;
    case ERR_NOMOTD:
    case RPL_ENDOFMOTD: bytes_format(&p->say, "JOIN %s\r\n", p->room); break;
    case RPL_NAMREPLY: hear_names(p, text); break;
    case RPL_ENDOFNAMES:
        bytes_format(&p->out, "-- You are %s in %s. Here: %s\r\n", p->nick, p->room,
                     bytes_string(&p->names));
        bytes_clear(&p->names);
        break;
    case ERR_NICKNAMEINUSE: try_another(p); break;
    case ERR_NONICKNAMEGIVEN:
    case ERR_ERRONEUSNICKNAME:
        bytes_text(&p->out,
                   "-- That is no nickname: letters, digits and - _ . Send another one.\r\n");
        p->state = p->state == TELNET_ASKED ? TELNET_NAME : p->state;
        break;
    default:
        if (refused && p->state == TELNET_ASKED && m->count > 1 &&
            strcmp(m->params[1], p->room) == 0) {
            bytes_format(&p->out, "-- %s: %s\r\n", p->room, text);
            leave(p); /* there is no other room here */
        } else if (refused && p->state == TELNET_INSIDE) {
            bytes_format(&p->out, "-- %s%s%s\r\n", m->count > 2 ? m->params[1] : "",
                         m->count > 2 ? ": " : "", text);
        }
    }
}

static void hear_kick(struct telnet *p, const struct message *m, const char *who)
{
    if (names_equal(CASEMAP_ASCII, message_param(m, 1), p->nick)) {
        note(p, "You were put out by ", who, message_param(m, 2));
        leave(p);
    } else {
        bytes_format(&p->out, "-- %s was put out by %s\r\n", message_param(m, 1), who);
    }
}

static void hear_join(struct telnet *p, const char *who)
{
    if (strcmp(who, p->nick) != 0) {
        note(p, who, " came in", "");
        return;
    }
    p->state = TELNET_INSIDE;
    take_lines(p, false);
}

/* The output is read in a terminal: strips control sequences from what was added since `from`, line
 * by line. */
static void clean(struct bytes *out, size_t from)
{
    struct bytes added = {0};
    bytes_add(&added, out->data + from, out->len - from);
    bytes_cut(out, from, added.len);
    for (size_t at = 0, len; at < added.len; at += len + 2) {
        const char *end =
            memchr(added.data + at, '\r', added.len - at); /* \r is only at line ends */
        len = (end ? (size_t)(end - added.data) : added.len) - at;
        terminal_text(out, added.data + at, len);
        bytes_text(out, end ? "\r\n" : "");
    }
    bytes_finish(&added);
}

void telnet_hear(struct telnet *p, const char *line, size_t len)
{
    struct message m;
    size_t from = p->out.len;
    char *copy = xstrndup(line, len), who[NICK_CAP] = "";
    if (!message_parse(&m, copy)) {
        free(copy);
        return;
    }
    if (m.source) {
        message_nick(m.source, who);
    }
    int number = m.verb[0] >= '0' && m.verb[0] <= '9' ? (int)strtol(m.verb, NULL, 10) : 0;
    if (number) {
        hear_number(p, number, &m);
    } else if ((strcmp(m.verb, "PRIVMSG") == 0 || strcmp(m.verb, "NOTICE") == 0) && m.count > 1) {
        hear_said(p, &m, who);
    } else if (strcmp(m.verb, "JOIN") == 0) {
        hear_join(p, who);
    } else if (strcmp(m.verb, "PART") == 0 || strcmp(m.verb, "QUIT") == 0) {
        note(p, who, " left", message_param(&m, m.verb[0] == 'P'));
    } else if (strcmp(m.verb, "KICK") == 0) {
        hear_kick(p, &m, who);
    } else if (strcmp(m.verb, "NICK") == 0) {
        bool mine = strcmp(who, p->nick) == 0;
        if (mine) {
            copy_text(p->nick, sizeof p->nick, message_param(&m, 0));
        }
        bytes_format(&p->out, "-- %s is %s now\r\n", mine ? "You" : who, message_param(&m, 0));
    } else if (strcmp(m.verb, "TOPIC") == 0) {
        bytes_format(&p->out, "-- %s: %s\r\n", who, message_param(&m, 1));
    } else if (strcmp(m.verb, "PING") == 0) {
        bytes_format(&p->say, "PONG :%s\r\n", message_param(&m, 0));
    } else if ((strcmp(m.verb, "ERROR") == 0 && !p->over) || strcmp(m.verb, "FAIL") == 0) {
        bytes_format(&p->out, "-- %s\r\n", m.count ? m.params[m.count - 1] : "");
    }
    if (p->out.len > from) {
        clean(&p->out, from);
    }
    free(copy);
}

void telnet_put(struct telnet *p, struct outbox *out)
{
    struct piece piece;
    while (p->out.len < OUT_MAX && outbox_gather(out, &piece, 1)) {
        telnet_hear(p, piece.data, piece.len - 2); /* without its CR LF */
        outbox_consume(out, piece.len);
    }
}

void telnet_end(struct telnet *p)
{
    p->ended = true;
}

bool telnet_is_done(const struct telnet *p)
{
    bool says = p->in.len > 0 || p->state == TELNET_ASKED;
    return p->ended && p->say.len == 0 && (p->over || !says);
}
