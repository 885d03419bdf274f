#include "client/net/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/archive_row.h"
#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/chat/chat.h"
#include "client/net/network.h"
#include "client/text/secrets.h"
#include "irc/check.h"
#include "irc/names.h"

enum { ACCOUNT = NETWORK_TEXT + NICK_CAP + 16 };

/* The archive's account: a user on a server. */
static const char *account(const struct network *s, char *out)
{
    char nick[NICK_CAP];
    names_fold(CASEMAP_ASCII, nick, sizeof nick, s->wanted);
    snprintf(out, ACCOUNT, "%s:%d/%s", s->host, s->port, nick);
    return out;
}

static void keep(struct client *client, const struct network *s, const struct chat *c,
                 struct archive_row row)
{
    char whose[ACCOUNT];
    row.account = account(s, whose);
    row.chat = c->folded;
    row.name = c->name;
    effect_add(&client->effects, &(struct effect){.kind = EFFECT_KEEP, .row = &row});
}

static void ask(struct client *client, enum effect_kind kind, const struct network *s,
                struct archive_question question)
{
    char whose[ACCOUNT];
    question.account = account(s, whose);
    effect_add(&client->effects,
               &(struct effect){.kind = kind, .link = s->id, .question = &question});
}

/* NickServ and the like: what users send them includes passwords. */
static bool is_service(const struct chat *c)
{
    size_t len = strcspn(c->folded, "@");
    return c->kind == CHAT_PERSON && len > 4 && strncmp(c->folded + len - 4, "serv", 4) == 0;
}

static bool remembers(const struct client *client, const struct chat *c)
{
    return client->prefs.remember && (!c || (c->kind != CHAT_SERVER && !is_service(c)));
}

void memory_keep(struct client *client, const struct network *s, const struct chat *c, int index)
{
    if (index < 0 || index >= c->count) {
        return;
    }
    const struct line *line = c->lines[index];
    if (!remembers(client, c) || line->kind > LINE_NOTICE || line->state != LINE_DONE ||
        !line->nick) {
        return;
    }
    int place = 0; /* order among lines with the same time */
    while (place < index && c->lines[index - place - 1]->time == line->time) {
        place++;
    }
    struct bytes text = {0};
    chat_coded(line, &text);
    keep(client, s, c,
         (struct archive_row){.kind = ARCHIVE_MESSAGE,
                              .time = line->time,
                              .place = place,
                              .id = line->id,
                              .reply_to = line->reply_to,
                              .nick = line->nick,
                              .text = bytes_string(&text),
                              .notice = line->kind == LINE_NOTICE,
                              .action = line->kind == LINE_ACTION,
                              .mine = line->mine,
                              .gap = line->gap});
    bytes_finish(&text);
}

void memory_react(struct client *client, const struct network *s, const struct chat *c,
                  const char *id, const char *nick, const char *text, bool gives, bool mine)
{
    if (remembers(client, c)) {
        keep(client, s, c,
             (struct archive_row){.kind = ARCHIVE_REACTION,
                                  .id = id,
                                  .nick = nick,
                                  .text = text,
                                  .taken_back = !gives,
                                  .mine = mine});
    }
}

void memory_forget(struct client *client, const struct network *s, const struct chat *c,
                   const char *id)
{
    /* whatever the settings say */
    keep(client, s, c, (struct archive_row){.kind = ARCHIVE_REMOVAL, .id = id});
}

void memory_rename(struct client *client, const struct network *s, const struct chat *c,
                   const char *to)
{
    char folded[ROOM_NAME_MAX + 1];
    names_fold(s->isupport.casemap, folded, sizeof folded, to);
    keep(client, s, c, (struct archive_row){.kind = ARCHIVE_RENAME, .id = to, .text = folded});
}

void memory_draft(struct client *client, const struct network *s, struct chat *c)
{
    const char *draft = edit_text(&c->draft);
    draft =
        c->edits || *draft == '/' || secrets_any(draft, secrets_is_service(c->name)) ? "" : draft;
    if (!remembers(client, c) || strcmp(c->draft_kept ? c->draft_kept : "", draft) == 0) {
        return;
    }
    free(c->draft_kept);
    c->draft_kept = xstrdup(draft);
    keep(client, s, c, (struct archive_row){.kind = ARCHIVE_DRAFT, .text = draft});
}

void memory_recall(struct client *client, const struct network *s, struct chat *c)
{
    if (!remembers(client, c)) {
        return;
    }
    int64_t before = INT64_MAX;
    for (int i = 0; i < c->count && before == INT64_MAX; i++) {
        before = c->lines[i]->kind <= LINE_NOTICE ? c->lines[i]->time : before;
    }
    c->backlog.recall_more = false; /* until the answer says so */
    ask(client, EFFECT_RECALL, s,
        (struct archive_question){.chat = c->folded, .time = before, .limit = MEMORY_PAGE});
}

bool memory_find(struct client *client, const struct network *s, const struct chat *c,
                 const char *words, const char *from, int64_t after)
{
    if (!remembers(client, NULL)) {
        return false;
    }
    ask(client, EFFECT_FIND, s,
        (struct archive_question){.chat = c ? c->folded : "",
                                  .from = from,
                                  .words = words,
                                  .time = after,
                                  .limit = MEMORY_FOUND});
    return true;
}

void memory_open_people(struct client *client, struct network *s,
                        const struct archive_answer *answer)
{
    enum { PEOPLE_MAX = 10 };
    int count = 0;
    for (int i = 0; i < answer->count && count < PEOPLE_MAX; i++) {
        const char *name = answer->rows[i]->name;
        if (name[0] && !network_is_room(s, name) && !network_is_me(s, name)) {
            network_open(client, s, CHAT_PERSON, name);
            count++;
        }
    }
}

void memory_list(struct client *client, const struct network *s)
{
    if (remembers(client, NULL)) {
        ask(client, EFFECT_LIST, s, (struct archive_question){0});
    }
}
