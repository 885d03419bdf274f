/* Where the parts of the console are, and how it scrolls. */
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/chat/chat.h"
#include "client/input/scroll.h"
#include "client/layout/layout.h"
#include "client/layout/measure.h"
#include "client/net/network.h"
#include "client/panel/console.h"
#include "irc/check.h"

enum {
    ADDRESS_W = 400,
    FINGERPRINT_W = 346, /* half of one, between its margins */
    NOW_W = 200,
    BOX_H = 120,
    LOG_FLOW_H = 280,
    SIDE_LOG = 720, /* the width from which the log has a column */
};

/* The boxes side by side, or below each other; returns the y after them. */
static int place_boxes(const struct app *app, const struct console *c, struct console_places *p,
                       struct rect r)
{
    const struct words *lang = app->client.lang;
    bool beside = r.w >= ADDRESS_W + S4 + FINGERPRINT_W;
    p->row = c->fingerprint[0]
                 ? measure_group_row(app->ruler, TYPE_CODE, (beside ? FINGERPRINT_W : r.w) - 2 * S4)
                 : 1;
    if (beside) {
        int now = r.w >= ADDRESS_W + FINGERPRINT_W + NOW_W + 2 * S4 ? NOW_W : 0, x = ADDRESS_W + S4;
        p->address = (struct rect){r.x, r.y, ADDRESS_W, BOX_H};
        p->fingerprint = (struct rect){r.x + x, r.y, r.w - (now ? now + S4 : 0) - x, BOX_H};
        p->now = (struct rect){r.x + r.w - now, r.y, now, BOX_H};
        return r.y + BOX_H + S4;
    }
    int w = r.w - 2 * S4, rows = ((int)strlen(c->fingerprint) + p->row) / (p->row + 1);
    p->tall = r.w < ADDRESS_W;
    int h = BOX_H - LABEL_H +
            measure_paragraph(app->ruler, TYPE_SMALL, words_text(lang, W_CONSOLE_ADDRESS_DO), w) +
            (p->tall ? BUTTON_SMALL_H + S2 : 0);
    p->address = (struct rect){r.x, r.y, r.w, h};
    int y = r.y + h + S4;
    h = measure_paragraph(
        app->ruler, TYPE_SMALL,
        words_text(lang, c->fingerprint[0] ? W_CONSOLE_FINGERPRINT_DO : W_CONSOLE_ELSEWHERE), w);
    h += S7 + S4 + (c->fingerprint[0] ? rows * LABEL_H + S1 : 0);
    p->fingerprint = (struct rect){r.x, y, r.w, h < BOX_H ? BOX_H : h};
    return y + p->fingerprint.h + S4;
}

void console_places(const struct app *app, const struct console *c, struct rect talk, int edge,
                    struct console_places *p)
{
    struct rect r = {talk.x + edge, talk.y + S5, talk.w - 2 * edge, talk.h - S5 + S2};
    *p = (struct console_places){.area = {talk.x, talk.y, talk.w, talk.h + S2}};
    int y = place_boxes(app, c, p, r), left = r.y + r.h - y;
    bool side = r.w >= SIDE_LOG;
    p->flows = !side || left < CONSOLE_HEAD_ROW_H + 3 * CONSOLE_GUEST_H;
    if (!p->flows) {
        p->table = (struct rect){r.x, y, r.w - CONSOLE_LOG_W - S4, left};
        p->log = (struct rect){r.x + r.w - CONSOLE_LOG_W, y, CONSOLE_LOG_W, left};
        return;
    }
    int guests = c->count < 1 ? 1 : c->count;
    p->table = (struct rect){r.x, y, r.w, CONSOLE_HEAD_ROW_H + guests * CONSOLE_GUEST_H + 2};
    y += p->table.h + S4;
    p->log = (struct rect){r.x, y, r.w, LOG_FLOW_H};
    y += LOG_FLOW_H + S4;
    p->over = y - talk.y - talk.h;
    p->over = p->over < 0 ? 0 : p->over;
    p->scroll = c->scroll_px < p->over ? c->scroll_px : p->over;
    struct rect *const parts[] = {&p->address, &p->fingerprint, &p->now, &p->table, &p->log};
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        parts[i]->y -= p->scroll;
    }
}

int console_guests_seen(const struct console_places *p)
{
    return (p->table.h - CONSOLE_HEAD_ROW_H - 2) / CONSOLE_GUEST_H;
}

void console_scroll(struct app *app, int rows, bool log)
{
    struct console *c = app->client.network->console;
    struct frame f = layout_frame(app);
    struct console_places p;
    console_places(app, c, f.pane.talk, f.edge, &p);
    if (p.flows) {
        c->scroll_px = scroll_px(p.scroll, -rows * LINE_H, p.over, 0);
    } else if (log) {
        c->back = scroll_px(c->back, rows, app->client.current->count - 1, 0);
    } else {
        c->first = scroll_px(c->first, -rows, c->count, console_guests_seen(&p));
    }
    app->client.dirty = true;
}
