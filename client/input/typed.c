#include "client/input/typed.h"

#include <stdio.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/chat/info.h"
#include "client/input/slash.h"
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

void typed_usage(struct app *app, const struct typed *t)
{
    char text[SLASH_USAGE + 40];
    char what[SLASH_USAGE];
    slash_usage(app->client.lang, t->row, what);
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
