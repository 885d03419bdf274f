/* SET: settings that an operator changes while the server runs, and that stay changed. */
#include "server/core/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/error.h"
#include "irc/message.h"
#include "server/cmd/command.h"
#include "server/core/config.h"
#include "server/core/oper.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/log.h"
#include "server/out/reply.h"
#include "server/out/snomask.h"
#include "server/store.h"

/* Sends "NOTE SET VALUE key :line" for each line of a setting. */
static void show(struct reply *r, const char *key)
{
    const char *at = config_text(r->world->config, key);
    do {
        size_t len = strcspn(at, "\n");
        reply_text(r, "NOTE SET VALUE %s :%.*s", key, (int)len, at);
        at += len + (at[len] == '\n');
    } while (*at);
}

struct kept {
    const char *key;
    struct bytes value;
    bool found;
};

static void find_kept(void *context, const char *name, const char *value)
{
    struct kept *k = context;
    if (strcmp(name, k->key) == 0) {
        k->found = true;
        bytes_text(&k->value, value);
    }
}

/* Adds a line to what was set (in this turn too), or else configured. The caller frees. */
static char *with_line(struct world *w, const char *key, const char *line)
{
    struct kept k = {.key = key};
    store_each_setting(w->store, find_kept, &k);
    if (!k.found) {
        bytes_text(&k.value, config_text(w->config, key));
    }
    if (k.value.len && k.value.data[k.value.len - 1] != '\n') {
        bytes_char(&k.value, '\n');
    }
    bytes_text(&k.value, line);
    return k.value.data;
}

static void change(struct reply *r, const char *key, const char *value)
{
    struct world *w = r->world;
    struct error error;
    if (value && !settings_check(key, value, &error)) {
        char what[ERROR_TEXT + 16];
        snprintf(what, sizeof what, "Expected %s", error.text);
        reply_fail(r, "SET", "INVALID_VALUE", key, what);
        return;
    }
    if (!store_keep_setting(w->store, key, value)) {
        reply_fail(r, "SET", "CANNOT_KEEP", key,
                   "It could not be written down: the disk may be full");
        return;
    }
    w->wishes |= WISH_SETTINGS;
    w->wisher = r->user->id;
    reply_text(r, "NOTE SET SAVED %s :%s", key,
               value ? "It holds from now on" : "What the configuration says holds again");
    log_line(LOG_INFO, "%s set %s", r->user->nick, key);
    snomask_tell(w, SNOMASK_SETTING, r->user->nick, key, NULL);
    if (value && strcmp(key, "server.autojoin") == 0) {
        command_take_newcomers(r, value);
    }
}

/* SET; SET key; SET key :value; SET key + :one more line. An empty value restores the configured
 * one. */
void cmd_set(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u;
    if (!command_may(r, POWER_REHASH)) {
        return;
    }
    const char *key = m->count ? settings_find(m->params[0]) : NULL;
    if (m->count && !key) {
        reply_fail(r, "SET", "NO_SUCH_SETTING", reply_word(m->params[0]),
                   "SET alone lists what can be set; everything else stands in the configuration");
        return;
    }
    for (int i = 0; !m->count && settings_keys[i]; i++) {
        show(r, settings_keys[i]);
    }
    if (m->count == 1) {
        show(r, key);
    } else if (m->count > 2 && strcmp(m->params[1], "+") == 0) {
        char *value = with_line(w, key, m->params[2]);
        change(r, key, value);
        free(value);
    } else if (m->count) {
        change(r, key, *m->params[1] ? m->params[1] : NULL);
    }
}
