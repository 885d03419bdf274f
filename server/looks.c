#include "server/looks.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "irc/check.h"
#include "server/account.h"
#include "server/naming.h"
#include "server/room.h"
#include "server/store.h"
#include "server/user.h"
#include "server/world.h"

struct owner {
    char key[NAME_KEY];
    int times;
    struct owner *next;
};

struct look {
    char text[NAME_KEY];
    struct owner *owners;
    UT_hash_handle hh;
};

/* False: the look is the key. */
static bool read_name(const char *name, char *key, char *look)
{
    naming_key(name, key);
    naming_look(name, look);
    return strcmp(key, look) != 0;
}

static struct look *find(const struct world *w, const char *text)
{
    struct look *look;
    HASH_FIND_STR(w->looks, text, look);
    return look;
}

static struct owner **find_owner(struct look *look, const char *key)
{
    struct owner **at = &look->owners;
    while (*at && strcmp((*at)->key, key) != 0) {
        at = &(*at)->next;
    }
    return at;
}

void looks_add(struct world *w, const char *name)
{
    char key[NAME_KEY], text[NAME_KEY];
    if (!read_name(name, key, text)) {
        return;
    }
    struct look *look = find(w, text);
    if (!look) {
        look = xcalloc(1, sizeof *look);
        copy_text(look->text, sizeof look->text, text);
        HASH_ADD_STR(w->looks, text, look);
    }
    struct owner **at = find_owner(look, key);
    if (!*at) {
        *at = xcalloc(1, sizeof **at);
        copy_text((*at)->key, sizeof (*at)->key, key);
    }
    (*at)->times++;
}

void looks_remove(struct world *w, const char *name)
{
    char key[NAME_KEY], text[NAME_KEY];
    if (!read_name(name, key, text)) {
        return;
    }
    struct look *look = find(w, text);
    struct owner **at = look ? find_owner(look, key) : NULL, *owner = at ? *at : NULL;
    if (!owner) {
        return; /* of a nickname that was grouped before names were kept */
    }
    if (--owner->times == 0) {
        *at = owner->next;
        free(owner);
    }
    if (!look->owners) {
        HASH_DEL(w->looks, look);
        free(look);
    }
}

static struct user *find_person(const struct world *w, const char *key)
{
    struct user *u;
    HASH_FIND_STR(w->nicks, key, u);
    return u;
}

/* Whether somebody else has the name with this key: wears it, or has it as an account. */
static bool is_anothers(struct world *w, const struct user *u, const char *key)
{
    const struct user *other = find_person(w, key);
    struct account account;
    return (other && other != u) || (store_find_account(w->store, key, &account) &&
                                     !(u->account && naming_same(u->account, account.name)));
}

bool looks_taken(struct world *w, const struct user *u, const char *nick)
{
    char key[NAME_KEY], text[NAME_KEY];
    struct account account;
    bool odd = read_name(nick, key, text);
    if (u->account && account_find(w, nick, &account) && naming_same(u->account, account.name)) {
        return false; /* it is their own: the others are the ones who look like them */
    }
    if (odd && is_anothers(w, u, text)) {
        return true;
    }
    const struct look *look = find(w, text);
    for (const struct owner *owner = look ? look->owners : NULL; owner; owner = owner->next) {
        if (strcmp(owner->key, key) != 0 && is_anothers(w, u, owner->key)) {
            return true;
        }
    }
    return false;
}

struct room *looks_room(const struct world *w, const char *name)
{
    char key[NAME_KEY], text[NAME_KEY];
    struct room *room = NULL;
    if (read_name(name, key, text)) {
        HASH_FIND_STR(w->rooms, text, room);
    }
    const struct look *look = room ? NULL : find(w, text);
    if (look) {
        HASH_FIND_STR(w->rooms, look->owners->key, room);
    }
    return room;
}

static void add_nick(void *context, const char *nick)
{
    looks_add(context, nick);
}

static void add_account(void *context, const struct account *account)
{
    looks_add(context, account->name);
}

void looks_load(struct world *w)
{
    store_each_account(w->store, add_account, w);
    store_each_nick(w->store, NULL, add_nick, w);
}

void looks_finish(struct world *w)
{
    struct look *look, *next;
    HASH_ITER(hh, w->looks, look, next) {
        while (look->owners) {
            struct owner *owner = look->owners;
            look->owners = owner->next;
            free(owner);
        }
        HASH_DEL(w->looks, look);
        free(look);
    }
}
