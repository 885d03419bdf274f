#include "irc/sys/tokens.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "irc/query.h"
#include "irc/utf8.h"

enum {
    PARTS_MOST = 32, /* per word */
    INNER_MOST = 24, /* bytes kept of a part; search terms are cut as well */
    INSIDE = '\1',   /* marks a part inside a word: short terms are only found at word starts */
};

struct splitter {
    fts5_tokenizer base; /* unicode61 */
    Fts5Tokenizer *inner;
};

/* One text being tokenized. */
struct pass {
    void *context;
    int flags;
    int (*give)(void *context, int flags, const char *token, int len, int start, int end);
};

static void delete_splitter(Fts5Tokenizer *tokenizer)
{
    struct splitter *s = (struct splitter *)tokenizer;
    s->base.xDelete(s->inner);
    free(s);
}

static int create_splitter(void *context, const char **args, int count, Fts5Tokenizer **out)
{
    static const char *options[] = {"remove_diacritics", "2"};
    fts5_api *api = context;
    struct splitter *s = xcalloc(1, sizeof *s);
    void *base_context = NULL;
    (void)args, (void)count;
    int code = api->xFindTokenizer(api, "unicode61", &base_context, &s->base);
    code = code == SQLITE_OK ? s->base.xCreate(base_context, options, COUNT_OF(options), &s->inner)
                             : code;
    if (code != SQLITE_OK) {
        free(s);
        return code;
    }
    *out = (Fts5Tokenizer *)s;
    return SQLITE_OK;
}

/* Bytes of the part that begins at `at`: one character that stands alone, or all up to the next
 * such. */
static int part_len(const char *token, int len, int at)
{
    int end = at;
    while (end < len) {
        uint32_t code;
        int took = (int)utf8_decode(token + end, (size_t)(len - end), &code);
        if (utf8_stands_alone(code)) {
            return end > at ? end - at : took;
        }
        end += took;
    }
    return end - at;
}

static int give_inside(const struct pass *p, const char *token, int len, int start, int end)
{
    char marked[INNER_MOST + 1];
    len = len < INNER_MOST ? len : INNER_MOST;
    marked[0] = INSIDE;
    memcpy(marked + 1, token, (size_t)len);
    return p->give(p->context, FTS5_TOKEN_COLOCATED, marked, len + 1, start, end);
}

/* At the position of the word itself: in a document the endings of a long word, in a query the word
 * as such an ending. */
static int give_ends(const struct pass *p, const char *token, int len, int start, int end)
{
    int starts[QUERY_LONG_WORD + PARTS_MOST + QUERY_PART_MIN], count = 0, code = SQLITE_OK;
    for (int at = 0; at < len && count < (int)COUNT_OF(starts); count++) {
        uint32_t c;
        starts[count] = at;
        at += (int)utf8_decode(token + at, (size_t)(len - at), &c);
    }
    if (!(p->flags & FTS5_TOKENIZE_DOCUMENT)) {
        return count >= QUERY_PART_MIN ? give_inside(p, token, len, start, end) : SQLITE_OK;
    }
    for (int i = 1; count >= QUERY_LONG_WORD && code == SQLITE_OK && i <= PARTS_MOST &&
                    i + QUERY_PART_MIN <= count;
         i++) {
        code = give_inside(p, token + starts[i], len - starts[i], start, end);
    }
    return code;
}

static int take_token(void *context, int flags, const char *token, int len, int start, int end)
{
    const struct pass *p = context;
    int code = SQLITE_OK;
    for (int at = 0, part; at < len && code == SQLITE_OK; at += part) {
        part = part_len(token, len, at);
        code = p->give(p->context, flags, token + at, part, start, end);
        if (code == SQLITE_OK) {
            code = give_ends(p, token + at, part, start, end);
        }
    }
    return code;
}

static int split(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int len,
                 int (*give)(void *, int, const char *, int, int, int))
{
    const struct splitter *s = (const struct splitter *)tokenizer;
    struct pass p = {context, flags, give};
    return s->base.xTokenize(s->inner, &p, flags, text, len, take_token);
}

static fts5_api *find_api(sqlite3 *db)
{
    fts5_api *api = NULL;
    sqlite3_stmt *ask = NULL;
    if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &ask, NULL) == SQLITE_OK) {
        sqlite3_bind_pointer(ask, 1, &api, "fts5_api_ptr", NULL);
        sqlite3_step(ask);
    }
    sqlite3_finalize(ask);
    return api;
}

bool tokens_register(sqlite3 *db)
{
    static fts5_tokenizer splitter = {create_splitter, delete_splitter, split};
    fts5_api *api = find_api(db);
    return api && api->xCreateTokenizer(api, "chat1", api, &splitter, NULL) == SQLITE_OK;
}
