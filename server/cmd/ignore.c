/* Ignore lists, kept by the server: SILENCE by mask, ACCEPT for users who (user mode g) hear only
 * those they accept. */
#include <stdio.h>
#include <string.h>

#include "irc/check.h"
#include "irc/message.h"
#include "irc/numerics.h"
#include "server/cmd/command.h"
#include "server/core/config.h"
#include "server/core/masks.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/out/reply.h"

static bool full(const struct world *w, const struct masks *list)
{
    return list->count >= w->config->ignore_entries;
}

void cmd_silence(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    const char *change = message_param(m, 0);
    if (!*change) {
        for (int i = 0; i < u->silenced.count; i++) {
            reply_numeric(r, RPL_SILELIST, "%s %s", u->nick, u->silenced.items[i].text);
        }
        reply_numeric(r, RPL_ENDOFSILELIST, "%s", "");
        return;
    }
    char mask[MASK_BYTES];
    bool adding = *change != '-';
    change += *change == '+' || *change == '-';
    if (strcmp(reply_word(change), change) != 0 || strlen(change) > MASK_TEXT_MAX ||
        !mask_complete(mask, sizeof mask, change) || mask_until(&(struct mask){.text = mask})) {
        reply_fail(r, "SILENCE", "INVALID_MASK", "", "A mask is nick!user@host");
        return;
    }
    if (adding && full(w, &u->silenced)) {
        reply_numeric(r, ERR_SILELISTFULL, "%s", mask);
    } else if (adding ? masks_add(&u->silenced, mask, u->nick, w->wall)
                      : masks_remove(&u->silenced, mask)) {
        char line[2 * MASK_BYTES + 16];
        snprintf(line, sizeof line, ":%s SILENCE %c%s", u->mask, adding ? '+' : '-', mask);
        reply_line(r, "", line);
    }
}

static void accept_one(struct world *w, struct user *u, struct reply *r, const char *nick)
{
    if (!world_user(w, nick)) {
        reply_numeric(r, ERR_NOSUCHNICK, "%s", reply_word(nick));
    } else if (full(w, &u->accepted)) {
        reply_numeric(r, ERR_ACCEPTFULL, "%s", "");
    } else if (!masks_add(&u->accepted, nick, u->nick, w->wall)) {
        reply_numeric(r, ERR_ACCEPTEXIST, "%s", nick);
    }
}

void cmd_accept(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    char *list = m->count > 0 ? m->params[0] : NULL;
    char *nick;
    if (!list || !*list || strcmp(list, "*") == 0) {
        for (int i = 0; i < u->accepted.count; i++) {
            reply_numeric(r, RPL_ACCEPTLIST, "%s", u->accepted.items[i].text);
        }
        reply_numeric(r, RPL_ENDOFACCEPT, "%s", "");
        return;
    }
    while ((nick = command_item(&list))) {
        if (*nick != '-') {
            accept_one(w, u, r, nick);
        } else if (!masks_remove(&u->accepted, nick + 1)) {
            reply_numeric(r, ERR_ACCEPTNOT, "%s", reply_word(nick + 1));
        }
    }
}
