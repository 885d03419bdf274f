#include "client/panel/trust.h"

#include "client/base/client.h"
#include "client/layout/action.h"
#include "client/net/network.h"
#include "client/panel/login.h"
#include "client/view/view.h"

static void fingerprint(struct view *v, const struct trust_places *p)
{
    draw_border(v->d, p->box, R3, C_CODE_BG, 1, C_LINE);
    view_fingerprint(v, p->box.x + S4, p->box.y + S4, TYPE_CODE_BIG, p->row,
                     v->app->client.network->peer.fingerprint);
    view_icon_button(v, p->copy, ICON_COPY, false, ACT_COPY_FINGERPRINT);
}

static void facts(struct view *v, const struct trust_places *p)
{
    static const enum word names[TRUST_FACTS] = {
        [TRUST_NAME] = W_TRUST_NAME,
        [TRUST_ISSUER] = W_TRUST_ISSUER,
        [TRUST_UNTIL] = W_TRUST_UNTIL,
    };
    for (int i = 0; i < TRUST_FACTS; i++) {
        struct rect at = p->facts[i];
        struct bytes text = {0};
        bool bad = trust_fact(v->app, i, &text);
        view_text(v, at.x, at.y, TYPE_SMALL, C_TEXT_3, view_word(v, names[i]));
        view_paragraph(v, at.x + p->value_x, at.y + p->value_y, at.w - p->value_x, TYPE_SMALL,
                       bad ? C_DANGER : C_TEXT, bytes_string(&text));
        bytes_finish(&text);
    }
}

static void text(struct view *v, const struct trust_places *p)
{
    bool changed = v->app->client.network->trouble == TROUBLE_CHANGED;
    struct bytes title = {0};
    struct rect shield = {p->label.x, p->title.y, S7, S7};
    draw_box(v->d, shield, R2, C_ACCENT_TINT);
    draw_icon(v->d, shield.x + 10, shield.y + 10, ICON, ICON_SHIELD, C_ACCENT);
    trust_title(v->app, &title);
    view_paragraph(v, p->title.x, p->title.y, p->title.w, TYPE_TITLE, C_TEXT, title.data);
    bytes_finish(&title);
    view_paragraph(v, p->body.x, p->body.y, p->body.w, TYPE_BODY, C_TEXT_2,
                   view_word(v, changed ? W_ERR_CHANGED_DO : W_TRUST_BODY));
    view_text(v, p->label.x, p->label.y, TYPE_LABEL, C_TEXT_2, view_word(v, W_TRUST_FINGERPRINT));
    fingerprint(v, p);
    facts(v, p);
    draw_box(v->d, p->note, R3, C_ACCENT_TINT);
    draw_icon(v->d, p->note.x + S4, p->note.y + S3, ICON, ICON_INFO, C_ACCENT);
    view_paragraph(v, p->note.x + S4 + ICON + S3, p->note.y + S3, p->note.w - S4 - ICON - 2 * S3,
                   TYPE_SMALL, C_TEXT, view_word(v, W_TRUST_REMEMBER));
}

void view_trust(struct view *v)
{
    const struct app *app = v->app;
    struct trust_places p;
    trust_places(app, &p);
    view_dialog(v, p.card, ACT_NONE);
    if (p.over) {
        draw_clip(v->d, p.inside);
    }
    text(v, &p);
    if (p.over) {
        draw_unclip(v->d);
        view_scrollbar(v, p.inside, p.scroll, p.inside.h + p.over);
    }
    view_button(v, &(struct button){.at = p.match,
                                    .label = view_word(v, W_TRUST_MATCH),
                                    .primary = true,
                                    .focus = app->login->trust_focus,
                                    .action = ACT_TRUST,
                                    .arg = 1});
    view_button(v, &(struct button){.at = p.cancel,
                                    .label = view_word(v, W_CANCEL),
                                    .focus = !app->login->trust_focus,
                                    .action = ACT_TRUST});
}
