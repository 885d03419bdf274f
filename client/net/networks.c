#include "client/net/networks.h"

#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "irc/check.h"

struct network *networks_add(struct app *app)
{
    struct network *s = xcalloc(1, sizeof *s);
    network_init(s);
    s->id = ++app->next_link;
    size_t size = (size_t)(app->network_count + 1) * sizeof *app->networks;
    app->networks = xrealloc(app->networks, size);
    app->networks[app->network_count++] = s;
    return s;
}

static void free_network(struct network *s)
{
    network_finish(s);
    free(s);
}

struct network *networks_entered(const struct app *app)
{
    int at = 0;
    while (at < app->network_count && !app->networks[at]->entered) {
        at++;
    }
    return at < app->network_count ? app->networks[at] : NULL;
}

void networks_drop(struct app *app, struct network *s)
{
    int at = 0;
    while (app->networks[at] != s) {
        at++;
    }
    panes_forget_network(app, s);
    app->network_count--;
    memmove(app->networks + at, app->networks + at + 1,
            (size_t)(app->network_count - at) * sizeof *app->networks);
    free_network(s);
    app->network = app->network == s ? networks_entered(app) : app->network;
}

void networks_finish(struct app *app)
{
    for (int i = 0; i < app->network_count; i++) {
        free_network(app->networks[i]);
    }
    free(app->networks);
}

struct network *networks_find(const struct app *app, unsigned id)
{
    int at = app->network_count - 1;
    while (at >= 0 && app->networks[at]->id != id) {
        at--;
    }
    return at < 0 ? NULL : app->networks[at];
}

bool networks_any(const struct app *app, const struct network *except)
{
    return networks_count(app) > (except && except->entered);
}

struct network *networks_same(const struct app *app, const struct network *s)
{
    int at = app->network_count - 1;
    for (; at >= 0; at--) {
        const struct network *o = app->networks[at];
        if (o != s && o->entered && o->port == s->port && names_equal(CASEMAP_ASCII, o->host, s->host) &&
            names_equal(CASEMAP_RFC1459, o->wanted, s->wanted)) {
            break;
        }
    }
    return at < 0 ? NULL : app->networks[at];
}

int networks_count(const struct app *app)
{
    int count = 0;
    for (int i = 0; i < app->network_count; i++) {
        count += app->networks[i]->entered;
    }
    return count;
}

/* --- their conversations in order --- */

/* How many of a network's are no people: those are the first, for they are in the order of their kinds. */
static int count_rooms(const struct network *s)
{
    int low = 0, high = s->chat_count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (s->chats[middle]->kind == CHAT_PERSON) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

/* Where its rooms (or its people) begin in chats, and how many there are; none before one is at that server. */
static int range(const struct network *s, bool people, int *count)
{
    int rooms = s->entered ? count_rooms(s) : 0;
    *count = !s->entered ? 0 : people ? s->chat_count - rooms : rooms;
    return people ? rooms : 0;
}

struct chat *networks_chat_at(const struct app *app, int index)
{
    for (int people = 0; people < 2 && index >= 0; people++) {
        for (int i = 0; i < app->network_count; i++) {
            int count, from = range(app->networks[i], people, &count);
            if (index < count) {
                return app->networks[i]->chats[from + index];
            }
            index -= count;
        }
    }
    return NULL;
}

int networks_chat_count(const struct app *app)
{
    int count = 0;
    for (int i = 0; i < app->network_count; i++) {
        count += app->networks[i]->entered ? app->networks[i]->chat_count : 0;
    }
    return count;
}

int networks_place(const struct app *app, const struct chat *c)
{
    int at = 0;
    for (int people = 0; people < 2; people++) {
        for (int i = 0; i < app->network_count; i++) {
            int count, from = range(app->networks[i], people, &count);
            for (int k = 0; k < count && (c && c->network == app->networks[i]); k++) {
                if (app->networks[i]->chats[from + k] == c) {
                    return at + k;
                }
            }
            at += count;
        }
    }
    return -1;
}

/* --- coming and going --- */
