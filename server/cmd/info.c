/* What the server says about itself, and HELP. */
#include <stdio.h>
#include <string.h>

#include "irc/message.h"
#include "irc/names.h"
#include "irc/numerics.h"
#include "irc/stamp.h"
#include "server/cmd/command.h"
#include "server/core/config.h"
#include "server/core/room.h"
#include "server/core/world.h"
#include "server/out/reply.h"
#include "server/version.h"

bool command_meant_for_us(struct reply *r, const char *target)
{
    if (!*target || names_match(target, r->world->config->name) || world_user(r->world, target)) {
        return true;
    }
    reply_numeric(r, ERR_NOSUCHSERVER, "%s", reply_word(target));
    return false;
}

void cmd_motd(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u;
    const char *at = bytes_string(&w->config->motd);
    if (!command_meant_for_us(r, message_param(m, 0))) {
        return;
    }
    if (!*at) {
        reply_numeric(r, ERR_NOMOTD, "%s", "");
        return;
    }
    reply_numeric(r, RPL_MOTDSTART, ":- %s Message of the day -", w->config->name);
    while (*at) {
        size_t len = strcspn(at, "\n");
        reply_numeric(r, RPL_MOTD, ":- %.*s", (int)len, at);
        at += len + (at[len] == '\n');
    }
    reply_numeric(r, RPL_ENDOFMOTD, "%s", "");
}

void cmd_lusers(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u, (void)m;
    int invisible = w->invisible_count;
    reply_numeric(r, RPL_LUSERCLIENT, ":There are %d users and %d invisible on 1 servers",
                  w->registered_count - invisible, invisible);
    reply_numeric(r, RPL_LUSEROP, "%d", w->operator_count);
    reply_numeric(r, RPL_LUSERUNKNOWN, "%d", w->session_count - w->welcomed_count);
    reply_numeric(r, RPL_LUSERCHANNELS, "%u", HASH_COUNT(w->rooms));
    reply_numeric(r, RPL_LUSERME, ":I have %d clients and 0 servers", w->registered_count);
    reply_numeric(r, RPL_LOCALUSERS, "%d %d :Current local users %d, max %d", w->registered_count,
                  w->most, w->registered_count, w->most);
    reply_numeric(r, RPL_GLOBALUSERS, "%d %d :Current global users %d, max %d", w->registered_count,
                  w->most, w->registered_count, w->most);
}

void cmd_version(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u;
    if (command_meant_for_us(r, message_param(m, 0))) {
        reply_numeric(r, RPL_VERSION, "%s %s :IRC with IRCv3", TERTULIA_NAME, w->config->name);
        command_isupport(r);
    }
}

void cmd_time(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u;
    if (command_meant_for_us(r, message_param(m, 0))) {
        char time[STAMP_CAP];
        stamp_format(w->wall, time);
        reply_numeric(r, RPL_TIME, "%s :%s", w->config->name, time);
    }
}

void cmd_info(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u;
    if (command_meant_for_us(r, message_param(m, 0))) {
        char born[STAMP_CAP];
        stamp_format(w->born, born);
        reply_numeric(r, RPL_INFO, ":%s, the chat that a group runs for itself", TERTULIA_NAME);
        reply_numeric(r, RPL_INFO, ":Up since %s", born);
        reply_numeric(r, RPL_ENDOFINFO, "%s", "");
    }
}

void cmd_admin(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u;
    if (!command_meant_for_us(r, message_param(m, 0))) {
        return;
    }
    if (!w->config->admin[0]) {
        reply_numeric(r, ERR_NOADMININFO, "%s", w->config->name);
        return;
    }
    reply_numeric(r, RPL_ADMINME, "%s :Administrative info", w->config->name);
    reply_numeric(r, RPL_ADMINLOC1, ":%s", w->config->network);
    reply_numeric(r, RPL_ADMINLOC2, ":%s", w->config->name);
    reply_numeric(r, RPL_ADMINEMAIL, ":%s", w->config->admin);
}

void cmd_links(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u;
    const char *mask = message_param(m, m->count - 1);
    if (!*mask || names_match(mask, w->config->name)) {
        reply_numeric(r, RPL_LINKS, "%s %s :0 %s", w->config->name, w->config->name,
                      *w->config->description ? w->config->description : w->config->network);
    }
    reply_numeric(r, RPL_ENDOFLINKS, "%s", *mask ? reply_word(mask) : "*");
}

void cmd_map(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u, (void)m;
    reply_numeric(r, RPL_MAP, ":%s (%d people)", w->config->name, w->registered_count);
    reply_numeric(r, RPL_MAPEND, "%s", "");
}

/* Without a parameter: all commands. With one: its usage. */
void cmd_help(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)w, (void)u;
    const char *subject = message_param(m, 0);
    const struct command *c = *subject ? command_find(subject) : NULL;
    if (*subject && !c) {
        reply_numeric(r, ERR_HELPNOTFOUND, "%s", reply_word(subject));
        return;
    }
    const char *name = c ? c->verb : "index";
    if (c) {
        reply_numeric(r, RPL_HELPSTART, "%s :%s", name, c->verb);
        reply_numeric(r, RPL_HELPTXT, "%s :%s", name, c->usage);
    } else {
        reply_numeric(r, RPL_HELPSTART, "%s :The commands; HELP and one of them says how it goes",
                      name);
        for (int i = 0; i < command_count; i++) {
            reply_numeric(r, RPL_HELPTXT, "%s :%s", name, commands[i].usage);
        }
    }
    reply_numeric(r, RPL_ENDOFHELP, "%s", name);
}
