/* Where the parts of the login screen are, and how far it is scrolled where it does not fit. */
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/input/scroll.h"
#include "client/layout/measure.h"
#include "client/net/discovery.h"
#include "client/panel/login.h"
#include "client/panel/trust.h"
#include "irc/check.h"

enum {
    NARROW_CARD = 928,
    NARROW_FORM = 400, /* below it, a field in each row, and smaller margins */
    FORM_W = CARD_W - CARD_LEFT_W,
    SIDE_HEAD = 56,
    FIELD_ROW = LABEL_H + S1 + FIELD_H,
    CORNER_W = S4 + 2 * ICON_BUTTON, /* the buttons in the corners of the window */
};

static int notice_height(const struct app *app, int w)
{
    const struct login *l = app->login;
    int text_w = w - TALK_TEXT - S4;
    if (l->title.len == 0) {
        return 0;
    }
    return S3 + measure_paragraph(app->ruler, TYPE_STRONG, bytes_string(&l->title), text_w) + S1 +
           measure_paragraph(app->ruler, TYPE_SMALL, bytes_string(&l->body), text_w) +
           (l->detail.len
                ? S2 + measure_paragraph(app->ruler, TYPE_SMALL, bytes_string(&l->detail), text_w)
                : 0) +
           S3;
}

static int button_width(const struct app *app, const char *label)
{
    return ruler_width(app->ruler, TYPE_STRONG, label) + 2 * S3;
}

/* The buttons from y; returns the y after them. Two beside each other, if their words fit. */
static int place_buttons(const struct app *app, struct login_places *p, int x, int y, int w)
{
    const struct words *lang = app->client.lang;
    struct bytes offer = {0};
    bool busy = login_busy(app), two = busy || app->login->offer;
    int half = (w - S3) / 2;
    if (app->login->offer && !busy) {
        login_offer_words(app, &offer);
    }
    bool fit = button_width(app, words_text(lang, busy ? login_step(app) : W_TRY_AGAIN)) <= half &&
               button_width(app, busy ? words_text(lang, W_CANCEL) : bytes_string(&offer)) <= half;
    bytes_finish(&offer);
    p->go = (struct rect){x, y, two && fit ? half : w, BUTTON_H};
    p->other = (struct rect){x + half + S3, y, two ? half : 0, BUTTON_H};
    if (two && !fit && !busy) { /* below */
        y += BUTTON_H + S3;
        p->other = (struct rect){x, y, w, BUTTON_H};
    }
    y += BUTTON_H + S3;
    p->host = (struct rect){x, y, w, BUTTON_H};
    if (busy && !fit) { /* nothing moves: Cancel instead of what cannot be pressed meanwhile */
        p->other = p->host;
        p->host.w = 0;
    }
    return y + BUTTON_H;
}

static int side_height(const struct app *app, struct login_places *p)
{
    int nearby = app->discovery->count, recent = app->client.prefs.recent_count;
    nearby += !nearby && app->discovery->looking; /* a place for the first one */
    p->recent_y = nearby ? SIDE_HEAD + nearby * CARD_ROW_H - S2 : 0;
    return p->recent_y + SIDE_HEAD + (recent ? recent : 1) * CARD_ROW_H + S4;
}

void login_places(const struct app *app, struct login_places *p)
{
    bool narrow = app->width < NARROW_CARD;
    int card_w = app->width - 2 * S4 < FORM_W ? app->width - 2 * S4 : FORM_W;
    int form_w = narrow ? card_w - 2 : FORM_W - 1;
    int pad = form_w < NARROW_FORM ? S5 : S7, w = form_w - 2 * pad;
    bool rows = form_w < NARROW_FORM;
    *p = (struct login_places){.narrow = narrow, .pad = pad};

    int notice = notice_height(app, w), more = notice ? notice + S5 : 0;
    int y = pad + MARK + S5;
    p->notice = (struct rect){0, y, w, notice};
    y += more;
    const int half = (w - S4) / 2;
    p->fields[FIELD_SERVER] = (struct rect){0, y, w, FIELD_ROW};
    y += FIELD_ROW + S4;
    p->fields[FIELD_NICK] = (struct rect){0, y, rows ? w : half, FIELD_ROW};
    y += rows ? FIELD_ROW + S4 : 0;
    p->fields[FIELD_ROOM] = (struct rect){rows ? 0 : half + S4, y, rows ? w : half, FIELD_ROW};
    y += FIELD_ROW + S4;
    p->fields[FIELD_PASSWORD] = (struct rect){0, y, w, FIELD_ROW};
    y = place_buttons(app, p, 0, y + FIELD_ROW + S5, w) + pad;

    int form_h = y, side_h = side_height(app, p), without = form_h - more;
    int h = narrow ? without + side_h : without > side_h ? without : side_h;
    int all_w = narrow ? card_w : CARD_W;
    bool corners = app->width - all_w < 2 * CORNER_W; /* the card must stay clear of them */
    int least = corners ? 2 * S3 + ICON_BUTTON : S4;
    int top = (app->height - h) / 2 + S2 - more; /* it grows upwards: the buttons stay in place */
    top = top < least ? least : top;
    p->over = top + h + more + S4 - app->height;
    p->over = p->over < 0 ? 0 : p->over;
    p->scroll = app->login->scroll_px < p->over ? app->login->scroll_px : p->over;
    top -= p->scroll;
    p->card = (struct rect){(app->width - all_w) / 2, top, all_w, h + more};
    p->form = (struct rect){p->card.x + (narrow ? 1 : CARD_LEFT_W), top, form_w, form_h};
    p->side = (struct rect){p->card.x, top + (narrow ? form_h : more),
                            narrow ? card_w : CARD_LEFT_W, side_h};
    struct rect *const parts[] = {&p->notice,
                                  &p->fields[FIELD_SERVER],
                                  &p->fields[FIELD_NICK],
                                  &p->fields[FIELD_ROOM],
                                  &p->fields[FIELD_PASSWORD],
                                  &p->go,
                                  &p->other,
                                  &p->host};
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        parts[i]->x += p->form.x + pad;
        parts[i]->y += top;
    }
}

struct rect login_row(const struct app *app, const struct login_places *p, int place)
{
    int nearby = app->discovery->count;
    int y = place < nearby ? SIDE_HEAD + place * CARD_ROW_H
                           : p->recent_y + SIDE_HEAD + (place - nearby) * CARD_ROW_H;
    return (struct rect){p->side.x + S4, p->side.y + y, p->side.w - 2 * S4, CARD_ROW_H};
}

void login_scroll(struct app *app, int rows)
{
    struct login_places p;
    if (app->login->trusts) {
        trust_scroll(app, rows * LINE_H);
        return;
    }
    login_places(app, &p);
    app->login->scroll_px = scroll_px(p.scroll, -rows * LINE_H, p.over, 0);
    app->client.dirty = true;
}

void login_show_focus(struct app *app)
{
    struct login *l = app->login;
    struct login_places p;
    login_places(app, &p);
    struct rect at = l->focus < FIELD_COUNT     ? p.fields[l->focus]
                     : l->focus == FOCUS_STAY   ? p.fields[FIELD_PASSWORD]
                     : l->focus == FOCUS_OTHER  ? p.other
                     : l->focus == FOCUS_HOST   ? p.host
                     : l->focus >= FOCUS_RECENT ? login_row(app, &p, l->focus - FOCUS_RECENT)
                                                : p.go;
    int above = S4 - at.y, below = at.y + at.h + S4 - app->height;
    l->scroll_px = p.scroll + (above > 0 ? -above : below > 0 ? below : 0);
    l->scroll_px = l->scroll_px < 0 ? 0 : l->scroll_px;
}
