#include "client/panel/person_card.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/chat/person.h"
#include "client/input/moderate.h"
#include "client/net/network.h"
#include "client/panel/form.h"
#include "client/text/text.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/stamp.h"

enum { WAIT_MS = 15000 };

static const struct person *person(const struct network *s, const struct person_card *card)
{
    const struct chat *c = network_find(s, card->room);
    const struct person *p = c ? people_find(&c->people, s->isupport.casemap, card->nick) : NULL;
    return p ? p : network_person(s, card->nick);
}

void person_card_open(struct app *app, const struct chat *c, const char *nick)
{
    struct network *s = c->network;
    struct person_card *card = app->card;
    struct person_card was = *card;
    *card = (struct person_card){.network = s->id, .asked = s->state == NETWORK_READY};
    if (was.network == s->id && app->client.now < was.waits_until) {
        memcpy(card->waits, was.waits, sizeof card->waits);
    }
    copy_text(card->nick, sizeof card->nick, nick);
    copy_text(card->room, sizeof card->room, c->name);
    const struct person *p = person(s, card);
    card->away = p && p->away;
    copy_text(card->account, sizeof card->account, p && p->account ? p->account : "");
    if (card->asked) {
        memmove(card->waits[1], card->waits[0], sizeof card->waits - sizeof card->waits[0]);
        copy_text(card->waits[0], NICK_CAP, nick);
        card->waits_until = app->client.now + WAIT_MS;
        network_send(&app->client, s, "WHOIS %s", nick);
    }
}

/* --- what the server says --- */

/* The place of somebody whose answer is still to come; -1: none is. */
static int waits_for(const struct app *app, const struct network *s, const char *nick)
{
    const struct person_card *card = app->card;
    bool waits = card->network == s->id && app->client.now < card->waits_until;
    for (int i = 0; waits && *nick && i < CARD_WAITS; i++) {
        if (names_equal(s->isupport.casemap, card->waits[i], nick)) {
            return i;
        }
    }
    return -1;
}

/* "key visibility :value" of METADATA. */
static void take_profile(struct person_card *card, const char *key, const char *value)
{
    char *to = strcmp(key, "display-name") == 0 ? card->name
               : strcmp(key, "pronouns") == 0   ? card->pronouns
               : strcmp(key, "status") == 0     ? card->status
                                                : NULL;
    if (to) {
        struct bytes clean = {0};
        text_clean(&clean, value);
        copy_text(to, CARD_TEXT, bytes_string(&clean));
        bytes_finish(&clean);
    }
}

static void take_times(const struct app *app, struct person_card *card, const struct message *m)
{
    int64_t idle = strtoll(message_param(m, 2), NULL, 10);
    int64_t since = m->count > 4 ? strtoll(message_param(m, 3), NULL, 10) : 0;
    idle = idle < 0 || idle > INT32_MAX ? 0 : idle;
    card->timed = true;
    card->spoke_at = app->client.wall - idle * 1000;
    card->since = since > 0 && since < INT64_MAX / 1000 ? stamp_sane(since * 1000) : 0;
}

bool person_card_take(struct app *app, const struct network *s, const struct message *m)
{
    static const char answers[] =
        "276 301 307 310 311 312 313 317 318 319 320 330 335 338 378 379 401 671 "
        "760";
    struct person_card *card = app->card;
    int at = waits_for(app, s, message_param(m, 1));
    if (at < 0 || strlen(m->verb) != 3 || !strstr(answers, m->verb)) {
        return false;
    }
    bool ended = strcmp(m->verb, "318") == 0;
    if (ended) {
        card->waits[at][0] = '\0';
    }
    if (!names_equal(s->isupport.casemap, message_param(m, 1), card->nick)) {
        return true; /* of the one before */
    }
    if (strcmp(m->verb, "317") == 0) {
        take_times(app, card, m);
    } else if (strcmp(m->verb, "330") == 0) {
        copy_text(card->account, sizeof card->account, message_param(m, 2));
    } else if (strcmp(m->verb, "760") == 0) {
        take_profile(card, message_param(m, 2), message_param(m, 4));
    }
    card->operates |= strcmp(m->verb, "313") == 0;
    card->asked &= !ended && strcmp(m->verb, "401") != 0;
    app->client.dirty = true;
    return true;
}

/* --- what stands on it --- */

static struct card_fact *add(const struct app *app, struct card_fact *out, int *count,
                             enum word label)
{
    struct card_fact *fact = &out[(*count)++];
    *fact = (struct card_fact){.label = form_word(app, label)};
    return fact;
}

static void shared_rooms(const struct network *s, const char *nick, char *out, size_t cap)
{
    struct bytes list = {0};
    for (int i = 0; i < s->chat_count; i++) {
        const struct chat *c = s->chats[i];
        if (c->kind == CHAT_ROOM && people_find(&c->people, s->isupport.casemap, nick)) {
            bytes_format(&list, "%s%s", list.len ? ", " : "", c->name);
        }
    }
    copy_text(out, cap, list.len ? list.data : "–");
    bytes_finish(&list);
}

/* A moment, which is known once the answer is there. */
static void moment(const struct app *app, const struct person_card *card, int64_t wall, char *out)
{
    if (card->timed && wall) {
        form_moment(app, wall, out, CARD_TEXT);
    } else {
        copy_text(out, CARD_TEXT, card->asked ? "..." : "–");
    }
}

int person_card_facts(const struct app *app, struct card_fact out[CARD_FACTS])
{
    const struct person_card *card = app->card;
    const struct network *s = network_with_id(&app->client, card->network);
    int count = 0;
    enum word role = W_ROLE_NONE;
    if (!s) {
        return 0;
    }
    const struct chat *c = network_find(s, card->room);
    const struct person *p = person(s, card);
    if (card->away) {
        copy_text(add(app, out, &count, W_ME_AWAY)->text, CARD_TEXT,
                  p && p->away_text ? p->away_text : form_word(app, W_AWAY));
    }
    if (c && c->kind == CHAT_ROOM) {
        int rank = moderate_rank(s, people_find(&c->people, s->isupport.casemap, card->nick));
        moderate_rank_words(s->isupport.prefix_modes[rank], &role);
        copy_text(add(app, out, &count, W_CARD_ROLE)->text, CARD_TEXT,
                  form_word(app, card->operates ? W_CARD_OPERATES : role));
    }
    copy_text(add(app, out, &count, W_CARD_ACCOUNT)->text, CARD_TEXT,
              card->account[0] ? card->account
              : card->asked    ? "..."
                               : form_word(app, W_CARD_GUEST));
    shared_rooms(s, card->nick, add(app, out, &count, W_CARD_ROOMS)->text, CARD_TEXT);
    moment(app, card, card->since, add(app, out, &count, W_CARD_SINCE)->text);
    moment(app, card, card->spoke_at, add(app, out, &count, W_CARD_ACTIVE)->text);
    return count;
}
