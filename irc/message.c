#include "irc/message.h"

#include <string.h>

#include "irc/bytes.h"

static char *skip_spaces(char *at)
{
    while (*at == ' ') {
        at++;
    }
    return at;
}

/* Terminates the word at `at` and returns the start of the next one. */
static char *cut_word(char *at)
{
    while (*at && *at != ' ') {
        at++;
    }
    if (*at) {
        *at++ = '\0';
    }
    return skip_spaces(at);
}

static void unescape(char *value)
{
    char *to = value;
    for (char *from = value; *from; from++) {
        if (*from != '\\') {
            *to++ = *from;
            continue;
        }
        from++;
        if (!*from) {
            break; /* a lone backslash at the end is dropped */
        }
        switch (*from) {
        case ':': *to++ = ';'; break;
        case 's': *to++ = ' '; break;
        case 'r': *to++ = '\r'; break;
        case 'n': *to++ = '\n'; break;
        default: *to++ = *from; break;
        }
    }
    *to = '\0';
}

void message_unescape(struct bytes *out, const char *value, size_t len)
{
    size_t before = out->len;
    bytes_add(out, value, len);
    if (out->len > before) {
        unescape(out->data + before);
        size_t used = strlen(out->data + before);
        bytes_cut(out, before + used, out->len - before - used);
    }
}

static void parse_tags(struct message *m, char *at)
{
    while (at && *at && m->tag_count < MESSAGE_TAGS_MAX) {
        char *next = strchr(at, ';');
        if (next) {
            *next++ = '\0';
        }
        char *value = strchr(at, '=');
        if (value) {
            *value++ = '\0';
            unescape(value);
        }
        if (*at) {
            m->tags[m->tag_count++] = (struct message_tag){at, value ? value : at + strlen(at)};
        }
        at = next;
    }
}

static void parse_params(struct message *m, char *at)
{
    while (*at && m->count < MESSAGE_PARAMS_MAX) {
        if (*at == ':') {
            m->params[m->count++] = at + 1;
            return;
        }
        m->params[m->count++] = at;
        if (m->count == MESSAGE_PARAMS_MAX) {
            return; /* the last one takes the rest, colon or not */
        }
        at = cut_word(at);
    }
}

bool message_parse(struct message *m, char *line)
{
    m->source = m->verb = NULL;
    m->count = m->tag_count = 0;
    char *at = line;
    if (*at == '@') {
        char *tags = at + 1;
        at = cut_word(at);
        parse_tags(m, tags);
    }
    at = skip_spaces(at);
    if (*at == ':') {
        m->source = at + 1;
        at = cut_word(at);
    }
    if (!*at) {
        return false;
    }
    m->verb = at;
    at = cut_word(at);
    parse_params(m, at);
    return true;
}

const char *message_tag(const struct message *m, const char *key)
{
    /* the last one wins when a key comes twice */
    for (int i = m->tag_count - 1; i >= 0; i--) {
        if (strcmp(m->tags[i].key, key) == 0) {
            return m->tags[i].value;
        }
    }
    return NULL;
}

const char *message_param(const struct message *m, int n)
{
    return n >= 0 && n < m->count ? m->params[n] : "";
}

void message_escape(struct bytes *out, const char *value)
{
    for (; *value; value++) {
        switch (*value) {
        case ';': bytes_text(out, "\\:"); break;
        case ' ': bytes_text(out, "\\s"); break;
        case '\\': bytes_text(out, "\\\\"); break;
        case '\r': bytes_text(out, "\\r"); break;
        case '\n': bytes_text(out, "\\n"); break;
        default: bytes_char(out, *value); break;
        }
    }
}

void message_nick(const char *source, char *nick)
{
    size_t len = source ? strcspn(source, "!@") : 0;
    if (len >= NICK_CAP) {
        len = NICK_CAP - 1;
    }
    if (len > 0) {
        memcpy(nick, source, len);
    }
    nick[len] = '\0';
}
