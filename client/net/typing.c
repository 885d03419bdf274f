#include "client/net/typing.h"

#include <string.h>

#include "client/app.h"
#include "irc/caps.h"
#include "irc/check.h"

enum { LASTS_MS = 6000, TELL_EVERY_MS = 3000 }; /* as the specification of +typing has them */

static void drop(struct typists *t, int index)
{
    t->count--;
    memmove(&t->list[index], &t->list[index + 1],
            (size_t)(t->count - index) * sizeof t->list[0]);
}

void typing_heard(struct typists *t, enum casemap map, const char *nick, bool writes, int64_t now)
{
    int at = 0;
    while (at < t->count && !names_equal(map, t->list[at].nick, nick)) {
        at++;
    }
    if (!writes) {
        if (at < t->count) {
            drop(t, at);
        }
        return;
    }
    if (at == TYPISTS_MAX) {
        return;
    }
    if (at == t->count) {
        copy_text(t->list[t->count++].nick, NICK_CAP, nick);
    }
    t->list[at].until = now + LASTS_MS;
}

bool typing_expire(struct typists *t, int64_t now)
{
    int before = t->count;
    for (int i = t->count - 1; i >= 0; i--) {
        if (t->list[i].until <= now) {
            drop(t, i);
        }
    }
    return t->count < before;
}

/* With a label of its own: what a server has against it is nothing for people to read. */
static void tell(struct app *app, struct network *s, const struct chat *c, const char *what)
{
    bool labels = s->caps & CAP(LABELED_RESPONSE);
    network_send(app, s, "@%s+typing=%s TAGMSG %s", labels ? "label=" TYPING_LABEL ";" : "", what,
                 c->name);
}

bool typing_answered(const struct network *s, const struct message *m)
{
    const char *label = message_tag(m, "label");
    if (!label || strcmp(label, TYPING_LABEL) != 0) {
        return false;
    }
    struct chat *c = network_find(s, message_param(m, 1));
    if (c && (m->verb[0] == '4' || m->verb[0] == '5')) {
        c->typing_refused = true;
    }
    return true;
}

void typing_follow(struct app *app)
{
    struct network *s = app->network;
    struct chat *c = app->current;
    if (!app->prefs.tell_typing || !c || c->kind == CHAT_SERVER || s->state != NETWORK_READY ||
        !(s->caps & CAP(MESSAGE_TAGS)) || c->typing_refused || s->isupport.no_typing || (c->kind == CHAT_ROOM && !c->joined)) {
        return;
    }
    const char *text = edit_text(&c->draft);
    bool told = c->typing_sent && app->now < c->typing_sent + LASTS_MS;
    if (*text && *text != '/') {
        if (!c->typing_sent || app->now >= c->typing_sent + TELL_EVERY_MS) {
            tell(app, s, c, "active");
            c->typing_sent = app->now;
        }
    } else if (told) {
        tell(app, s, c, "done");
        c->typing_sent = 0;
    }
}
