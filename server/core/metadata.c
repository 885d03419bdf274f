#include "server/core/metadata.h"

#include <stdlib.h>
#include <string.h>

#include "irc/check.h"

bool metadata_key_ok(const char *key)
{
    size_t len = strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789_./-");
    return len > 0 && len <= METADATA_KEY_MAX && !key[len];
}

static int find(const struct metadata *m, const char *key)
{
    for (int i = 0; i < m->count; i++) {
        if (strcmp(m->items[i].key, key) == 0) {
            return i;
        }
    }
    return -1;
}

const char *metadata_get(const struct metadata *m, const char *key)
{
    int at = find(m, key);
    return at < 0 ? NULL : m->items[at].value;
}

static void remove_at(struct metadata *m, int at)
{
    free(m->items[at].key);
    free(m->items[at].value);
    m->count--;
    memmove(m->items + at, m->items + at + 1, (size_t)(m->count - at) * sizeof *m->items);
}

void metadata_set(struct metadata *m, const char *key, const char *value)
{
    int at = find(m, key);
    if (value && at >= 0) {
        char *copy = xstrdup(value);
        free(m->items[at].value);
        m->items[at].value = copy;
    } else if (value) {
        m->items = xrealloc(m->items, (size_t)(m->count + 1) * sizeof *m->items);
        m->items[m->count++] = (struct metadatum){xstrdup(key), xstrdup(value)};
    } else if (at >= 0) {
        remove_at(m, at);
    }
}

void metadata_finish(struct metadata *m)
{
    while (m->count > 0) {
        remove_at(m, m->count - 1);
    }
    free(m->items);
    *m = (struct metadata){0};
}

static int find_key(const struct keys *k, const char *key)
{
    int at = 0;
    while (at < k->count && strcmp(k->items[at], key) != 0) {
        at++;
    }
    return at;
}

bool keys_have(const struct keys *k, const char *key)
{
    return find_key(k, key) < k->count;
}

void keys_add(struct keys *k, const char *key)
{
    if (!keys_have(k, key)) {
        k->items = xrealloc(k->items, (size_t)(k->count + 1) * sizeof *k->items);
        k->items[k->count++] = xstrdup(key);
    }
}

void keys_remove(struct keys *k, const char *key)
{
    int at = find_key(k, key);
    if (at < k->count) {
        free(k->items[at]);
        k->items[at] = k->items[--k->count];
    }
}

void keys_finish(struct keys *k)
{
    for (int i = 0; i < k->count; i++) {
        free(k->items[i]);
    }
    free(k->items);
    *k = (struct keys){0};
}
