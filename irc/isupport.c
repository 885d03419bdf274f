#include "irc/isupport.h"

#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "irc/own_tags.h"

void isupport_init(struct isupport *s)
{
    *s = (struct isupport){.casemap = CASEMAP_RFC1459, .join_targets = -1};
    copy_text(s->chantypes, sizeof s->chantypes, "#&");
    copy_text(s->prefix_modes, sizeof s->prefix_modes, "ov");
    copy_text(s->prefix_chars, sizeof s->prefix_chars, "@+");
    copy_text(s->list_modes, sizeof s->list_modes, "b");
    copy_text(s->always_modes, sizeof s->always_modes, "k");
    copy_text(s->set_modes, sizeof s->set_modes, "l");
    copy_text(s->flag_modes, sizeof s->flag_modes, "imnpst");
}

static void apply_prefix(struct isupport *s, const char *value)
{
    const char *close = strchr(value, ')');
    if (value[0] != '(' || !close || (size_t)(close - value - 1) != strlen(close + 1) ||
        strlen(close + 1) >= sizeof s->prefix_modes) {
        if (!*value) {
            s->prefix_modes[0] = s->prefix_chars[0] = '\0';
        }
        return;
    }
    size_t count = (size_t)(close - value - 1);
    memcpy(s->prefix_modes, value + 1, count);
    s->prefix_modes[count] = '\0';
    copy_text(s->prefix_chars, sizeof s->prefix_chars, close + 1);
}

static void apply_chanmodes(struct isupport *s, const char *value)
{
    char *const kinds[] = {s->list_modes, s->always_modes, s->set_modes, s->flag_modes};
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        size_t len = strcspn(value, ",");
        if (len < ISUPPORT_TEXT) {
            memcpy(kinds[i], value, len);
            kinds[i][len] = '\0';
        }
        value += len + (value[len] == ',');
    }
}

/* Values write a space as \x20, a backslash as \x5C and '=' as \x3D. */
static void unescape(char *out, size_t cap, const char *value)
{
    size_t len = 0;
    while (*value && len + 1 < cap) {
        if (value[0] == '\\' && value[1] == 'x' && value[2] && value[3]) {
            const char hex[] = {value[2], value[3], '\0'};
            char c = (char)strtol(hex, NULL, 16);
            out[len++] = (unsigned char)c < ' ' || c == 127 ? '?' : c; /* it is shown, and kept */
            value += 4;
        } else {
            out[len++] = *value++;
        }
    }
    out[len] = '\0';
}

/* "*,-typing" allows only that tag; "typing" denies it. */
static bool denies(const char *value, const char *tag)
{
    size_t n = strlen(tag);
    bool denied = false;
    for (; *value; value += *value == ',') {
        size_t len = strcspn(value, ",");
        if (len == 1 && *value == '*') {
            denied = true;
        } else if (len == n + 1 && *value == '-' && strncmp(value + 1, tag, n) == 0) {
            return false;
        } else if (len == n && strncmp(value, tag, n) == 0) {
            denied = true;
        }
        value += len;
    }
    return denied;
}

static int number(const char *value)
{
    long n = strtol(value, NULL, 10);
    return n > 0 && n < 1 << 20 ? (int)n : 0;
}

void isupport_apply(struct isupport *s, const char *token)
{
    size_t len = strcspn(token, "=");
    const char *value = token[len] == '=' ? token + len + 1 : "";
    struct {
        const char *name;
        int *field;
    } const numbers[] = {
        {"MONITOR", &s->monitor},
        {"NICKLEN", &s->nick_len},
        {"CHANNELLEN", &s->room_len},
        {"TOPICLEN", &s->topic_len},
    };
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        if (strlen(numbers[i].name) == len && strncmp(token, numbers[i].name, len) == 0) {
            *numbers[i].field = number(value);
            return;
        }
    }
    if (len == 11 && strncmp(token, "CASEMAPPING", len) == 0) {
        s->casemap = s->unicode_names ? CASEMAP_UNICODE : names_casemap(value);
    } else if (len == 11 && strncmp(token, "UTF8MAPPING", len) == 0) {
        s->unicode_names = strcmp(value, "rfc8265") == 0;
        s->casemap = s->unicode_names ? CASEMAP_UNICODE : s->casemap;
    } else if (len == 8 && strncmp(token, "SAFERATE", len) == 0) {
        s->safe_rate = true;
    } else if (len == 4 && strncmp(token, "WHOX", len) == 0) {
        s->whox = true;
    } else if (len == sizeof TOKEN_FACTS - 1 && strncmp(token, TOKEN_FACTS, len) == 0) {
        s->facts = true;
    } else if (len == 6 && strncmp(token, "EXTBAN", len) == 0 && strchr(value, ',')) {
        s->extban_sign = *value == ',' ? '\0' : *value;
        copy_text(s->extbans, sizeof s->extbans, strchr(value, ',') + 1);
    } else if (len == 7 && strncmp(token, "TARGMAX", len) == 0) {
        const char *join = strncmp(value, "JOIN:", 5) == 0 ? value : strstr(value, ",JOIN:");
        s->join_targets = join ? number(strchr(join, ':') + 1) : s->join_targets;
    } else if (len == 13 && strncmp(token, "CLIENTTAGDENY", len) == 0) {
        s->no_typing = denies(value, "typing");
    } else if (len == 7 && strncmp(token, "NETWORK", len) == 0) {
        unescape(s->network, sizeof s->network, value);
    } else if (len == 9 && strncmp(token, "CHANTYPES", len) == 0) {
        copy_text(s->chantypes, sizeof s->chantypes, value);
    } else if (len == 6 && strncmp(token, "PREFIX", len) == 0) {
        apply_prefix(s, value);
    } else if (len == 11 && strncmp(token, "MSGREFTYPES", len) == 0) {
        s->msgid_refs = strstr(value, "msgid") != NULL;
    } else if (len == 9 && strncmp(token, "CHANMODES", len) == 0) {
        apply_chanmodes(s, value);
    }
}
