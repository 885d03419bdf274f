#include "server/core/looks.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "irc/check.h"
#include "irc/utf8.h"
#include "server/core/account.h"
#include "server/core/precis.h"
#include "server/core/room.h"
#include "server/core/world.h"
#include "server/store.h"

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

/* What a name is found by: its key, and its looks, in which i, l, 1 and | are one letter. */
struct sight {
    char key[NAME_KEY], text[2][NAME_KEY];
    int count;  /* of distinct texts */
    bool ascii; /* found by its key, and not mistaken for other ASCII names */
};

static void read_name(const char *name, struct sight *sight)
{
    precis_key(name, sight->key);
    precis_look(name, sight->text[0]);
    precis_shown_look(name, sight->text[1]);
    for (int i = 0; i < 2; i++) {
        for (char *c = sight->text[i]; *c; c++) {
            *c = strchr("l1|", *c) ? 'i' : *c;
        }
    }
    sight->count = strcmp(sight->text[0], sight->text[1]) == 0 ? 1 : 2;
    sight->ascii = utf8_is_ascii(name);
}

/* Whether the key of an ASCII name that this one could be mistaken for fits. */
static bool any_key(const struct sight *sight, bool (*fits)(void *context, const char *key),
                    void *context)
{
    enum { DOUBTS = 5 }; /* letters tried both as i and as l; any more stay i, the likelier */
    for (int t = 0; !sight->ascii && t < sight->count; t++) {
        char key[NAME_KEY];
        size_t doubts[DOUBTS];
        int count = 0;
        copy_text(key, sizeof key, sight->text[t]);
        for (size_t i = 0; key[i] && count < DOUBTS; i++) {
            doubts[count] = i;
            count += key[i] == 'i';
        }
        for (unsigned way = 0; utf8_is_ascii(key) && way < 1u << count; way++) {
            for (int i = 0; i < count; i++) {
                key[doubts[i]] = way >> i & 1 ? 'l' : 'i';
            }
            if (fits(context, key)) {
                return true;
            }
        }
    }
    return false;
}

bool looks_any(const char *name, bool (*fits)(void *context, const char *key), void *context)
{
    struct sight sight;
    read_name(name, &sight);
    return fits(context, sight.key) || any_key(&sight, fits, context);
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

static void add(struct world *w, const char *text, const char *key)
{
    struct look *look = find(w, text);
    if (!look) {
        look = xcalloc(1, sizeof *look);
        copy_text(look->text, sizeof look->text, text);
        HASH_ADD_STR(w->looks, text, look);
    }
    struct owner **at = find_owner(look, key);
    if (!*at) {
        *at = xcalloc(1, sizeof **at);
        copy_text((*at)->key, sizeof(*at)->key, key);
    }
    (*at)->times++;
}

static void drop(struct world *w, const char *text, const char *key)
{
    struct look *look = find(w, text);
    struct owner **at = look ? find_owner(look, key) : NULL, *owner = at ? *at : NULL;
    if (!owner || --owner->times > 0) {
        return; /* not there: a nickname grouped before names were stored */
    }
    *at = owner->next;
    free(owner);
    if (!look->owners) {
        HASH_DEL(w->looks,
                 look); /* NOLINT(clang-analyzer-core.NullDereference): it was found there */
        free(look);
    }
}

/* Calls `act` for each look of a name; ASCII names are not kept here. */
static void each_look(struct world *w, const char *name,
                      void (*act)(struct world *w, const char *text, const char *key))
{
    struct sight sight;
    read_name(name, &sight);
    for (int i = 0; !sight.ascii && i < sight.count; i++) {
        act(w, sight.text[i], sight.key);
    }
}

void looks_add(struct world *w, const char *name)
{
    each_look(w, name, add);
}

void looks_remove(struct world *w, const char *name)
{
    each_look(w, name, drop);
}

static struct user *find_person(const struct world *w, const char *key)
{
    struct user *u;
    HASH_FIND_STR(w->nicks, key, u);
    return u;
}

struct asking {
    struct world *w;
    const struct user *u;
};

/* Whether another user has the name with this key, as a nickname or as an account. */
static bool is_anothers(void *context, const char *key)
{
    const struct asking *a = context;
    const struct user *other = find_person(a->w, key);
    struct account account;
    return (other && other != a->u) ||
           (store_find_account(a->w->store, key, &account) &&
            !(a->u->account && precis_same(a->u->account, account.name)));
}

bool looks_taken(struct world *w, const struct user *u, const char *nick)
{
    struct sight sight;
    struct account account;
    struct asking asking = {w, u};
    read_name(nick, &sight);
    if (u->account && account_find(w, nick, &account) && precis_same(u->account, account.name)) {
        return false; /* it is their own: the others are the look-alikes */
    }
    if (any_key(&sight, is_anothers, &asking)) {
        return true;
    }
    for (int i = 0; i < sight.count; i++) {
        const struct look *look = find(w, sight.text[i]);
        for (const struct owner *owner = look ? look->owners : NULL; owner; owner = owner->next) {
            if (strcmp(owner->key, sight.key) != 0 && is_anothers(&asking, owner->key)) {
                return true;
            }
        }
    }
    return false;
}

struct searching {
    const struct world *w;
    struct room *room;
};

static bool find_by_key(void *context, const char *key)
{
    struct searching *s = context;
    HASH_FIND_STR(s->w->rooms, key, s->room);
    return s->room != NULL;
}

struct room *looks_room(const struct world *w, const char *name)
{
    struct sight sight;
    struct searching searching = {w, NULL};
    read_name(name, &sight);
    bool found = any_key(&sight, find_by_key, &searching);
    for (int i = 0; !found && i < sight.count; i++) {
        const struct look *look = find(w, sight.text[i]);
        found = look && find_by_key(&searching, look->owners->key);
    }
    return searching.room;
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
    HASH_ITER(hh, w->looks, look, next)
    {
        while (look->owners) {
            struct owner *owner = look->owners;
            look->owners = owner->next;
            free(owner);
        }
        HASH_DEL(w->looks, look);
        free(look);
    }
}
