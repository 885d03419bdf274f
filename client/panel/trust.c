#include "client/panel/trust.h"

#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/input/scroll.h"
#include "client/layout/measure.h"
#include "client/net/network.h"
#include "client/panel/login.h"
#include "irc/check.h"
#include "irc/stamp.h"

enum { FACTS_BESIDE = 400 };

static bool is_changed(const struct app *app)
{
    return app->client.network->trouble == TROUBLE_CHANGED;
}

void trust_title(const struct app *app, struct bytes *out)
{
    words_fill(out, app->client.lang, is_changed(app) ? W_ERR_CHANGED : W_TRUST_TITLE, "host",
               app->client.network->host, NULL);
}

bool trust_fact(const struct app *app, int fact, struct bytes *out)
{
    const struct peer *p = &app->client.network->peer;
    char today[STAMP_CAP];
    stamp_format(app->client.wall, today);
    bool over = p->until[0] && strncmp(p->until, today, 10) < 0;
    bool early = strncmp(p->from, today, 10) > 0;
    struct bytes from = {0}, until = {0};
    bool bad = fact == TRUST_UNTIL && (over || early);
    client_iso_date(&app->client, p->from, &from);
    client_iso_date(&app->client, p->until, &until);
    if (fact == TRUST_NAME) {
        bytes_text(out, p->name);
    } else if (fact == TRUST_ISSUER) {
        bool itself = strcmp(p->name, p->issuer) == 0;
        words_fill(out, app->client.lang, itself ? W_TRUST_ITSELF : W_TRUST_BY, "a", p->issuer,
                   "day", bytes_string(&from), NULL);
    } else if (bad) {
        words_fill(out, app->client.lang, over ? W_TRUST_RAN_OUT : W_TRUST_NOT_YET, "day",
                   bytes_string(over ? &until : &from), NULL);
    } else {
        bytes_text(out, bytes_string(&until));
    }
    bytes_finish(&from);
    bytes_finish(&until);
    return bad;
}

/* Below each other from y; returns the y after them. */
static int place_facts(const struct app *app, struct trust_places *p, int x, int y, int w)
{
    bool below = w < FACTS_BESIDE;
    p->value_x = below ? 0 : TRUST_VALUES;
    p->value_y = below ? LABEL_H : 0;
    for (int i = 0; i < TRUST_FACTS; i++) {
        struct bytes text = {0};
        trust_fact(app, i, &text);
        int h = measure_paragraph(app->ruler, TYPE_SMALL, bytes_string(&text), w - p->value_x);
        bytes_finish(&text);
        p->facts[i] = (struct rect){x, y, w, p->value_y + h + TRUST_FACT_H - LABEL_H};
        y += p->facts[i].h;
    }
    return y;
}

/* The widths of both; whether they fit side by side. */
static bool measure_buttons(const struct app *app, int inner, int w[2])
{
    const enum word words[] = {W_CANCEL, W_TRUST_MATCH};
    for (int i = 0; i < 2; i++) {
        w[i] =
            ruler_width(app->ruler, TYPE_STRONG, words_text(app->client.lang, words[i])) + 2 * S4;
        w[i] = w[i] < inner ? w[i] : inner;
    }
    return w[0] + S3 + w[1] <= inner;
}

static void place_buttons(struct trust_places *p, int pad, const int w[2], bool beside)
{
    int y = p->card.y + p->card.h - pad - BUTTON_H, right = p->card.x + p->card.w - pad;
    p->cancel = (struct rect){right - (beside ? w[1] + S3 : 0) - w[0], y, w[0], BUTTON_H};
    p->match = (struct rect){right - w[1], beside ? y : y - BUTTON_H - S2, w[1], BUTTON_H};
}

void trust_places(const struct app *app, struct trust_places *p)
{
    const struct ruler *ruler = app->ruler;
    const struct words *lang = app->client.lang;
    struct bytes title = {0};
    int width = DIALOG_W < app->width - 2 * S4 ? DIALOG_W : app->width - 2 * S4;
    bool narrow = width < DIALOG_W;
    int pad = narrow ? S4 : S6, w = width - 2 * pad, text_x = narrow ? 0 : S7 + S4,
        title_x = S7 + S4;
    int x = (app->width - width) / 2 + pad, y = 0;
    *p = (struct trust_places){0};
    trust_title(app, &title);
    int title_h = measure_paragraph(ruler, TYPE_TITLE, bytes_string(&title), w - title_x);
    bytes_finish(&title);
    p->title = (struct rect){x + title_x, y, w - title_x, title_h};
    y += title_h + S1;
    y = narrow && y < S7 + S2 ? S7 + S2 : y; /* below the shield */
    int body_h = measure_paragraph(
        ruler, TYPE_BODY, words_text(lang, is_changed(app) ? W_ERR_CHANGED_DO : W_TRUST_BODY),
        w - text_x);
    p->body = (struct rect){x + text_x, y, w - text_x, body_h};
    y += body_h + S5;
    p->label = (struct rect){x, y, w, LABEL_H};
    y += LABEL_H + S1;
    p->row = measure_group_row(ruler, TYPE_CODE_BIG, w - S4 - ICON_BUTTON - 2 * S3);
    int len = (int)strlen(app->client.network->peer.fingerprint);
    int rows = (len + p->row) / (p->row + 1);
    p->box = (struct rect){x, y, w, (rows < 2 ? 2 : rows) * LINE_H + 2 * S4 + 2};
    p->copy = (struct rect){x + w - S3 - ICON_BUTTON, y + (p->box.h - ICON_BUTTON) / 2, ICON_BUTTON,
                            ICON_BUTTON};
    y = place_facts(app, p, x, y + p->box.h + S4, w) + S4;
    int note_h = measure_paragraph(ruler, TYPE_SMALL, words_text(lang, W_TRUST_REMEMBER),
                                   w - S4 - ICON - 2 * S3);
    p->note = (struct rect){x, y, w, note_h + TRUST_NOTE_H - LABEL_H};
    y += p->note.h + S5;

    int widths[2];
    bool beside = measure_buttons(app, w, widths);
    int foot = (beside ? BUTTON_H : 2 * BUTTON_H + S2) + pad, h = pad + y + foot,
        most = app->height - 2 * S2;
    h = h < TRUST_H && !narrow ? TRUST_H : h;
    p->over = h > most ? h - most : 0;
    h -= p->over;
    p->card = (struct rect){(app->width - width) / 2, (app->height - h) / 2, width, h};
    place_buttons(p, pad, widths, beside);
    p->inside =
        (struct rect){p->card.x + 1, p->card.y + 1, width - 2, p->match.y - S3 - p->card.y - 1};
    p->scroll = app->login->trust_scroll < p->over ? app->login->trust_scroll : p->over;
    struct rect *const parts[] = {&p->title,    &p->body,     &p->label,    &p->box, &p->copy,
                                  &p->facts[0], &p->facts[1], &p->facts[2], &p->note};
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        parts[i]->y += p->card.y + pad - p->scroll;
    }
}

void trust_scroll(struct app *app, int px)
{
    struct trust_places p;
    trust_places(app, &p);
    app->login->trust_scroll = scroll_px(p.scroll, -px, p.over, 0);
    app->client.dirty = true;
}
