#include "client/input/tip.h"

#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/chat/chat.h"
#include "client/input/keymap.h"
#include "client/layout/action.h"
#include "irc/check.h"
#include "irc/utf8.h"

static const struct {
    enum action action;
    enum word words;
    enum keymap keys; /* KEYMAP_COUNT: none */
} names[] = {
    {ACT_SHOW_PEOPLE, W_KEY_PEOPLE, KEYMAP_PEOPLE},
    {ACT_SHOW_CHATS, W_KEY_CHATS, KEYMAP_ROOMS},
    {ACT_ROOM_SETTINGS, W_ROOM_SETTINGS, KEYMAP_ROOM},
    {ACT_PINS, W_PINS, KEYMAP_COUNT},
    {ACT_SETTINGS, W_SETTINGS, KEYMAP_SETTINGS},
    {ACT_JOIN, W_KEY_JOIN, KEYMAP_JOIN},
    {ACT_PICKER, W_EMOJI, KEYMAP_EMOJI},
    {ACT_SEND, W_TIP_SEND, KEYMAP_COUNT},
    {ACT_SEARCH, W_KEY_SEARCH, KEYMAP_SEARCH},
    {ACT_SEARCH_CLOSE, W_TIP_CLOSE, KEYMAP_COUNT},
    {ACT_FORM_CLOSE, W_TIP_CLOSE, KEYMAP_COUNT},
    {ACT_SETTINGS_CLOSE, W_TIP_CLOSE, KEYMAP_COUNT},
    {ACT_REPLY_CANCEL, W_CANCEL, KEYMAP_COUNT},
    {ACT_LEAVE, W_TIP_CLOSE, KEYMAP_COUNT},
    {ACT_TOOL_REACT, W_REACT, KEYMAP_COUNT},
    {ACT_TOOL_REPLY, W_REPLY, KEYMAP_COUNT},
    {ACT_TOOL_MORE, W_TIP_MORE, KEYMAP_COUNT},
    {ACT_EMOJI_MORE, W_KEY_EMOJI, KEYMAP_COUNT},
    {ACT_COPY_CODE, W_COPY_CODE, KEYMAP_COUNT},
    {ACT_GUEST_WRITE, W_TIP_WRITE, KEYMAP_COUNT},
    {ACT_GUEST_OUT, W_TIP_TAKE_OUT, KEYMAP_COUNT},
    {ACT_SHOW_PASSWORD, W_TIP_SHOW_PASSWORD, KEYMAP_COUNT},
    {ACT_FORM_EYE, W_TIP_SHOW_PASSWORD, KEYMAP_COUNT},
    {ACT_THEME, W_TIP_THEME, KEYMAP_COUNT},
    {ACT_BACK, W_BACK, KEYMAP_COUNT},
    {ACT_ACCOUNT, W_ACCOUNT, KEYMAP_COUNT},
    {ACT_CONNECTION, W_CONNECTION, KEYMAP_COUNT},
    {ACT_CONSOLE_STOP, W_CONSOLE_STOP, KEYMAP_COUNT},
    {ACT_CONSOLE_SETTINGS, W_SERVER_SET_TITLE, KEYMAP_COUNT},
    {ACT_CONSOLE_BANS, W_SERVER_BANS, KEYMAP_COUNT},
    {ACT_HEAD_MORE, W_TIP_MORE, KEYMAP_COUNT},
    {ACT_CONSOLE_COPY, W_COPY, KEYMAP_COUNT},
    {ACT_COPY_FINGERPRINT, W_COPY, KEYMAP_COUNT},
};

/* "ana, luis and 3 others: 👍" */
static bool reaction_words(const struct app *app, int arg, struct bytes *out)
{
    enum { NAMED = 8 };
    const struct chat *c = app->client.current;
    int index = arg / REACTIONS_MAX, which = arg % REACTIONS_MAX;
    if (!c || index >= c->count || which >= c->lines[index]->reaction_count) {
        return false;
    }
    const struct reaction *r = &c->lines[index]->reactions[which];
    for (int i = 0; i < r->count && i < NAMED; i++) {
        bytes_format(out, "%s%s", i ? ", " : "", r->nicks[i]);
    }
    bytes_format(out, "%s %s", r->count > NAMED ? " ..." : "", r->text);
    return true;
}

static bool edited_words(const struct app *app, int index, struct bytes *out)
{
    enum { SHOWN = 80 };
    const struct chat *c = app->client.current;
    if (!c || index >= c->count) {
        return false;
    }
    const struct earlier *earlier = c->lines[index]->earlier;
    char *text =
        earlier ? xstrndup(earlier->text, utf8_cut(earlier->text, strlen(earlier->text), SHOWN))
                : NULL;
    words_fill(out, app->client.lang, earlier ? W_EDITED_BEFORE : W_EDITED_UNSEEN, "text", text,
               NULL);
    free(text);
    return true;
}

bool tip_words(const struct app *app, int action, int arg, struct bytes *out)
{
    if (action == ACT_REACTION) {
        return reaction_words(app, arg, out);
    }
    if (action == ACT_EDITED) {
        return edited_words(app, arg, out);
    }
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (names[i].action == (enum action)action) {
            bytes_text(out, words_text(app->client.lang, names[i].words));
            if (names[i].keys != KEYMAP_COUNT) {
                char caps[KEYMAP_TEXT];
                keymap_caps(app, keymap_keys(app, names[i].keys), caps);
                bytes_format(out, "  %s", caps);
            }
            return true;
        }
    }
    return false;
}

const struct hit *tip_due(const struct app *app)
{
    if (!app->tip_at || app->client.now < app->tip_at || app->pressed) {
        return NULL;
    }
    const struct hit *hit = draw_find(&app->shown, app->mouse_x, app->mouse_y);
    return hit && hit->action == app->hover && hit->arg == app->hover_arg ? hit : NULL;
}

int64_t tip_deadline(const struct app *app)
{
    return app->client.now < app->tip_at ? app->tip_at : 0;
}
