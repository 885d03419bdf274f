#include "server/core/settings.h"

#include <string.h>

#include "irc/error.h"
#include "irc/names.h"
#include "server/core/config.h"
#include "server/log.h"
#include "server/store.h"

const char *const settings_keys[] = {"server.autojoin", "server.description", "server.motd",
                                     "server.network",  "server.password",    NULL};

const char *settings_find(const char *name)
{
    int i = 0;
    while (settings_keys[i] && !names_equal(CASEMAP_ASCII, settings_keys[i], name) &&
           !names_equal(CASEMAP_ASCII, strchr(settings_keys[i], '.') + 1, name)) {
        i++;
    }
    return settings_keys[i];
}

bool settings_check(const char *key, const char *value, struct error *error)
{
    struct config trial = {0};
    bool fine = config_replace(&trial, key, value, error);
    config_finish(&trial);
    return fine;
}

static void apply(void *context, const char *name, const char *value)
{
    struct error error;
    if (!settings_find(name) || !config_replace(context, name, value, &error)) {
        log_line(LOG_WARNING, "%s, which an operator set, does not do here and is passed over",
                 name);
    }
}

void settings_apply(struct config *c, struct store *s)
{
    store_each_setting(s, apply, c);
}
