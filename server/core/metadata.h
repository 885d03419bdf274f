#pragma once
/* Keys and values of users and rooms (avatar, display-name, ...), and the keys that a session
 * subscribes to. */
#include <stdbool.h>
#include <stddef.h>

enum { METADATA_KEY_MAX = 64 };

struct metadatum {
    char *key;
    char *value;
};

struct metadata {
    struct metadatum *items;
    int count;
};

struct keys {
    char **items;
    int count;
};

/* a-z, 0-9 and _ . / - */
bool metadata_key_ok(const char *key);

/* The value, borrowed, or NULL. */
const char *metadata_get(const struct metadata *m, const char *key);

/* Sets a value; NULL removes the key. */
void metadata_set(struct metadata *m, const char *key, const char *value);
void metadata_finish(struct metadata *m);

bool keys_have(const struct keys *k, const char *key);
void keys_add(struct keys *k, const char *key);
void keys_remove(struct keys *k, const char *key);
void keys_finish(struct keys *k);
