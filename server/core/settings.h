#pragma once
/* What operators set while the server runs (SET): a few keys of [server], kept in the store,
 * which override the file and the command line. */
#include <stdbool.h>

struct config;
struct error;
struct store;

/* The keys, as the configuration calls them; NULL ends them. */
extern const char *const settings_keys[];

/* One of them by its name with or without "server.", or NULL. */
const char *settings_find(const char *name);

/* Whether a value would do; `error` of CONFIG_TEXT says what was expected. */
bool settings_check(const char *key, const char *value, struct error *error);

/* Puts what is kept over a configuration that was just read. */
void settings_apply(struct config *c, struct store *s);
