#include <stdlib.h>
#include <string.h>

#include "client/handle.h"
#include "client/memory.h"
#include "client/text.h"
#include "irc/check.h"
#include "irc/message.h"

/* Our own line, come back from the server: it has arrived. */
static bool confirm(struct app *app, struct session *s, struct chat *c, const struct message *m,
                    const char *text)
{
    struct chat *there = c;
    struct line *line = handle_labelled(s, message_tag(m, "label"), &there);
    struct bytes clean = {0};
    text_clean(&clean, text);
    for (int i = 0; !line && i < c->count; i++) {
        struct line *at = c->lines[i];
        if (at->state == LINE_SENDING && strcmp(chat_words(at), bytes_string(&clean)) == 0) {
            line = at;
        }
    }
    bytes_finish(&clean);
    if (!line || line->state != LINE_SENDING) {
        return false;
    }
    line->state = LINE_DONE;
    line->time = handle_time(app, m);
    free(line->label);
    line->label = NULL;
    handle_ids(line, m);
    chat_react_early(c, s->isupport.casemap, line);
    memory_keep(app, s, c, chat_index(c, line));
    session_landed(app, s, line);
    return true;
}

static void answer_ctcp(struct app *app, struct session *s, const char *nick, const char *text)
{
    if (strncmp(text, "VERSION", 7) == 0) {
        session_send(app, s, "NOTICE %s :\001VERSION tertulia " TERTULIA_VERSION "\001", nick);
    } else if (strncmp(text, "PING", 4) == 0) {
        session_send(app, s, "NOTICE %s :\001%.100s", nick, text);
    }
}

const char *handle_action(const char *text, char *out, size_t cap)
{
    if (strncmp(text, "\001ACTION ", 8) != 0) {
        return NULL;
    }
    copy_text(out, cap, text + 8);
    out[strcspn(out, "\001")] = '\0';
    return out;
}

/* Among the last lines: there it would be. */
static bool is_known(const struct chat *c, const char *id)
{
    enum { LAST = 200 };
    for (int i = c->count - 1; id && i >= 0 && i >= c->count - LAST; i--) {
        if (c->lines[i]->id && strcmp(c->lines[i]->id, id) == 0) {
            return true;
        }
    }
    return false;
}

static void hear(struct app *app, struct session *s, struct chat *c, const struct message *m,
                 const char *nick, enum line_kind kind, const char *text)
{
    bool mine = session_is_me(s, nick);
    if (is_known(c, message_tag(m, "msgid"))) {
        return; /* a page of the past has brought it already */
    }
    struct person *p = people_find(&c->people, s->isupport.casemap, nick);
    struct line *line = chat_add(c, kind, handle_time(app, m), nick, text);
    handle_ids(line, m);
    chat_react_early(c, s->isupport.casemap, line);
    line->mine = mine;
    line->mention = !mine && kind != LINE_NOTICE && text_mentions(line->text, s->nick);
    line->for_few = strchr(s->isupport.prefix_chars, message_param(m, 0)[0]) != NULL;
    memory_keep(app, s, c, c->count - 1);
    typing_heard(&c->typists, s->isupport.casemap, nick, false, app->now);
    if (p) {
        p->spoke_at = line->time;
    }
    if (!mine) {
        app_heard(app, c, line);
    }
    app->dirty = true;
}

static void say(struct app *app, struct session *s, struct message *m, enum line_kind kind)
{
    char nick[NICK_CAP], words[4096];
    const char *target = message_param(m, 0);
    const char *text = message_param(m, 1);
    message_nick(m->source, nick);
    if (!nick[0] || !*target || strpbrk(target, " ,\a") || s->state != SESSION_READY) {
        return;
    }
    bool mine = session_is_me(s, nick);
    if (!mine && app_ignores(app, nick)) {
        return;
    }
    size_t status = strspn(target, s->isupport.prefix_chars);
    if (session_is_room(s, target + status)) {
        target += status; /* to the operators of a room only */
    }
    const char *act = handle_action(text, words, sizeof words);
    if (act) {
        kind = LINE_ACTION;
        text = act;
    } else if (text[0] == '\001') {
        if (kind == LINE_SAID && !mine) {
            answer_ctcp(app, s, nick, text + 1);
        }
        return;
    }
    bool everybody = target[0] == '$'; /* on the server: that is no nickname */
    if (mine && everybody) {
        return; /* the console has told of it */
    }
    struct chat *c = session_is_room(s, target) ? session_find(s, target)
                     : mine                     ? session_open(app, s, CHAT_PERSON, target)
                     : everybody || (kind == LINE_NOTICE && !session_find(s, nick))
                         ? session_open(app, s, CHAT_SERVER, session_name(s))
                         : session_open(app, s, CHAT_PERSON, nick);
    if (c && !(mine && confirm(app, s, c, m, text))) {
        hear(app, s, c, m, nick, kind, text);
    }
}

void handle_privmsg(struct app *app, struct session *s, struct message *m)
{
    say(app, s, m, LINE_SAID);
}

/* What a server tells its operators, by its words. */
static enum icon news_icon(const char *text)
{
    static const struct {
        const char *words;
        enum icon icon;
    } kinds[] = {{"rong password", ICON_WARNING}, {" failed", ICON_WARNING}, {" came in", ICON_ENTER_LEAVE},
                 {" left: ", ICON_ENTER_LEAVE},   {" is now ", ICON_EDIT},   {" made #", ICON_HASH},
                 {" is the operator", ICON_SHIELD}};
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (strstr(text, kinds[i].words)) {
            return kinds[i].icon;
        }
    }
    return ICON_SERVER;
}

void handle_notice(struct app *app, struct session *s, struct message *m)
{
    if (m->source && strchr(m->source, '!')) {
        say(app, s, m, LINE_NOTICE);
    } else if (s->state == SESSION_READY) {
        struct chat *c = session_open(app, s, CHAT_SERVER, session_name(s));
        const char *text = message_param(m, 1);
        bool news = strncmp(text, "*** ", 4) == 0;
        app_info_text(app, c, news ? news_icon(text) : ICON_SERVER, text + (news ? 4 : 0));
        app_heard(app, c, c->lines[c->count - 1]);
    }
}
