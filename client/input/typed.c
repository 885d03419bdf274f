#include "client/input/typed.h"

#include <stdio.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/chat/info.h"
#include "client/net/network.h"
#include "irc/check.h"

const char *typed_word(const char *at, char *out, size_t cap)
{
    at += strspn(at, " ");
    size_t len = strcspn(at, " ");
    snprintf(out, cap, "%.*s", (int)(len < cap ? len : cap - 1), at);
    at += len;
    return at + strspn(at, " ");
}

void typed_arguments(const struct words *lang, const struct slash *row, char *out)
{
    static const struct {
        const char *name;
        enum word word;
    } parts[] = {{"reason", W_ARG_REASON}, {"nickname", W_ARG_NICKNAME}, {"#room", W_ARG_ROOM},
                 {"key", W_ARG_KEY},       {"text", W_ARG_TEXT},         {"changes", W_ARG_CHANGES},
                 {"words", W_ARG_WORDS},   {"password", W_ARG_PASSWORD}, {"name", W_ARG_NAME},
                 {"line", W_ARG_LINE},     {"emoji", W_EMOJI_ARG},       {"host", W_ARG_HOST},
                 {"port", W_ARG_PORT},     {"time", W_ARG_TIME}};
    struct bytes text = {0};
    for (const char *at = row->usage; *at;) {
        size_t sign = strspn(at, " []:"), len = strcspn(at + sign, " []:");
        const char *said = NULL;
        bytes_add(&text, at, sign);
        at += sign;
        for (size_t i = 0; i < COUNT_OF(parts) && len; i++) {
            bool same = strlen(parts[i].name) == len && memcmp(parts[i].name, at, len) == 0;
            said = same ? words_text(lang, parts[i].word) : said;
        }
        bytes_add(&text, said ? said : at, said ? strlen(said) : len);
        at += len;
    }
    copy_text(out, TYPED_USAGE, bytes_string(&text));
    bytes_finish(&text);
}

void typed_usage(struct app *app, const struct typed *t)
{
    char text[TYPED_USAGE + 40];
    char what[TYPED_USAGE];
    typed_arguments(app->client.lang, t->row, what);
    snprintf(text, sizeof text, "/%s %s", t->row->name, what);
    info_add(&app->client, app->client.current, ICON_INFO, W_USAGE, "usage", text, NULL);
}

const char *typed_room(struct app *app, const struct typed *t, char *room, size_t cap)
{
    char first[NETWORK_TEXT];
    const char *after = typed_word(t->rest, first, sizeof first);
    if (network_is_room(app->client.network, first)) {
        copy_text(room, cap, first);
        return after;
    }
    if (app->client.current->kind == CHAT_ROOM) {
        copy_text(room, cap, app->client.current->name);
        return t->rest;
    }
    info_add(&app->client, app->client.current, ICON_INFO, W_NEED_ROOM, "cmd", t->row->name, NULL);
    return NULL;
}
