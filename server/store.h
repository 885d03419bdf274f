#pragma once
/* PORT: what outlives the process. sys/store_sqlite.c keeps it in one SQLite file.
 *
 * What happens in a turn is one transaction; store_commit ends it before anybody is told, so what
 * people have seen is on disk. A function that says false has logged why: the disk is full or gone. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct account;
struct ban;
struct store;
struct verifier;

enum { STORE_ERROR = 256 };

/* Opens or makes the file; NULL path: in memory, for tests. On failure NULL and one sentence in
 * `error` (STORE_ERROR bytes). */
struct store *store_open(const char *path, char *error);
void store_close(struct store *s);
bool store_commit(struct store *s);

/* A secret of this server (SECRET_KEY bytes), made the first time it is asked for. */
bool store_secret(struct store *s, const char *name, unsigned char *out);

/* An account by its folded name, or by a nickname grouped to it. */
bool store_find_account(struct store *s, const char *folded, struct account *out);

/* False as well when the name or nickname is taken. */
bool store_add_account(struct store *s, const struct account *a);
bool store_set_verifier(struct store *s, const char *folded, const struct verifier *v);
bool store_remove_account(struct store *s, const char *folded);

bool store_add_ban(struct store *s, const struct ban *ban);
bool store_remove_ban(struct store *s, const struct ban *ban);

/* Those that ran out before `wall`. */
bool store_forget_bans(struct store *s, int64_t wall);

/* Each in turn; `ban` and its texts live as long as the call. */
void store_each_ban(struct store *s, void (*found)(void *context, const struct ban *ban),
                    void *context);
