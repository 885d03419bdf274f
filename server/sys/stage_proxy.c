#include <stdlib.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "server/core/session.h"
#include "server/limits/admission.h"
#include "server/sys/conn.h"
#include "server/sys/stage.h"
#include "server/wire/proxy.h"

struct stage_proxy {
    struct stage stage;
    struct bytes header; /* as far as received */
};

static void proxy_free(struct stage *s)
{
    bytes_finish(&((struct stage_proxy *)s)->header);
    free(s);
}

/* The header names the client of the proxy; what follows is the client's, and this stage frees
 * itself. */
static bool proxy_take(struct stage *s, struct conn *c, struct world *w, const char *data,
                       size_t len, struct bytes *up)
{
    struct bytes *header = &((struct stage_proxy *)s)->header;
    struct proxy proxy;
    bytes_add(header, data, len);
    enum proxy_result result = proxy_read(header->data, header->len, &proxy);
    if (result == PROXY_MORE) {
        return true;
    }
    if (result == PROXY_WRONG) {
        session_doom(c->session, "The proxy did not say for whom it speaks");
        return false;
    }
    const char *why = proxy.address[0] ? admission_move(w, c->session, proxy.address) : NULL;
    if (why) {
        session_doom(c->session, "%s", why);
        return false;
    }
    c->session->secure |= proxy.secure;
    bytes_add(up, header->data + proxy.len, header->len - proxy.len);
    c->stage = s->above;
    proxy_free(s);
    return true;
}

struct stage *stage_proxy_new(struct stage *above)
{
    static const struct stage_kind kind = {.take = proxy_take, .free = proxy_free, .binary = true};
    struct stage_proxy *p = xcalloc(1, sizeof *p);
    p->stage = (struct stage){.kind = &kind, .above = above};
    return &p->stage;
}
