#pragma once
/* What operators set while the server runs (SET): a few keys of [server], kept in the store,
 * which override the file and the command line. */
#include <stdbool.h>

struct config;
struct error;
struct store;

/* The keys, as in the configuration; NULL-terminated. */
extern const char *const settings_keys[];

/* A key by its name with or without "server."; NULL: there is none. */
const char *settings_find(const char *name);

/* Whether a value is valid; `error` says what was expected. */
bool settings_check(const char *key, const char *value, struct error *error);

/* Applies the stored settings to a configuration that was just read. */
void settings_apply(struct config *c, struct store *s);
