#include "server/crowd.h"

#include <stdlib.h>
#include <uthash.h>

#include "irc/check.h"
#include "server/user.h"
#include "server/world.h"

struct address {
    char text[HOST_BYTES];
    long count;
    UT_hash_handle hh;
};

long crowd_add(struct world *w, const char *address)
{
    struct address *a;
    HASH_FIND_STR(w->addresses, address, a);
    if (!a) {
        a = xcalloc(1, sizeof *a);
        copy_text(a->text, sizeof a->text, address);
        HASH_ADD_STR(w->addresses, text, a);
    }
    return ++a->count;
}

void crowd_remove(struct world *w, const char *address)
{
    struct address *a;
    HASH_FIND_STR(w->addresses, address, a);
    CHECK(a && a->count > 0);
    if (--a->count == 0) {
        HASH_DEL(w->addresses, a);
        free(a);
    }
}

long crowd_total(const struct world *w)
{
    long total = 0;
    for (const struct address *a = w->addresses; a; a = a->hh.next) {
        total += a->count;
    }
    return total;
}
