#include "server/core/user.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "irc/utf8.h"
#include "server/core/session.h"
#include "server/core/world.h"

void user_doom(struct user *u, const char *format, ...)
{
    char reason[LINE_BODY_MAX];
    if (u->gone) {
        return;
    }
    CHECK(!u->buried);
    va_list args;
    va_start(args, format);
    vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    u->gone = xstrdup(reason);
    u->next_gone = u->world->gone;
    u->world->gone = u;
    for (struct session *s = u->sessions; s; s = s->next_of_user) {
        session_doom(s, "%s", reason);
    }
}

bool user_is_secure(const struct user *u)
{
    const struct session *s = u->sessions;
    while (s && s->secure) {
        s = s->next_of_user;
    }
    return u->sessions && !s;
}

const char *user_name(const struct user *u)
{
    return u->nick[0] ? u->nick : "*";
}

void user_set_text(char **field, const char *text, size_t max)
{
    char *copy = text ? xstrndup(text, utf8_cut(text, strlen(text), max)) : NULL;
    free(*field);
    *field = copy;
}

void user_free(struct user *u)
{
    free(u->mask);
    free(u->realname);
    free(u->away);
    free(u->account);
    free(u->gone);
    free(u->throttle);
    masks_finish(&u->silenced);
    masks_finish(&u->accepted);
    metadata_finish(&u->metadata);
    free(u);
}

bool user_is_covered_as(const struct user *u, const char *mask, const struct masks *list,
                        bool speaking)
{
    const struct mask_subject who = {mask, u->account, u->realname};
    return masks_cover(list, &who, speaking);
}

bool user_is_covered(const struct user *u, const struct masks *list, bool speaking)
{
    return user_is_covered_as(u, u->mask, list, speaking);
}
