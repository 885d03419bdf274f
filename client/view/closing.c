#include "client/panel/closing.h"

#include <stdio.h>

#include "client/base/client.h"
#include "client/base/words.h"
#include "client/layout/action.h"
#include "client/view/view.h"

static void remember_box(struct view *v, struct rect at)
{
    enum { BOX = 20 };
    const struct closing *c = v->app->closing;
    bool focus = c->focus == CLOSING_REMEMBER;
    struct rect box = {at.x, at.y + (at.h - BOX) / 2, BOX, BOX};
    draw_border(v->d, box, R1, c->remember ? C_ACCENT_FILL : C_FIELD, focus ? RING : 1,
                focus         ? C_FOCUS
                : c->remember ? C_ACCENT_FILL
                              : C_LINE_STRONG);
    if (c->remember) {
        draw_icon(v->d, box.x + 2, box.y + 2, ICON_SMALL, ICON_CHECK, C_ON_ACCENT);
    }
    view_text_fit(v, at.x + BOX + S2, at.y + (at.h - LINE_H) / 2, at.w - BOX - S2, TYPE_BODY,
                  C_TEXT, view_word(v, W_CLOSING_REMEMBER));
    draw_hit(v->d, at, ACT_CLOSING, CLOSING_REMEMBER, NULL);
}

void view_closing(struct view *v)
{
    const struct app *app = v->app;
    struct rect at[CLOSING_PLACES];
    struct rect card = closing_layout(app, at);
    struct bytes title = {0};
    char number[16];
    int others = closing_others(app);
    snprintf(number, sizeof number, "%d", others);
    words_fill(&title, app->client.lang, others == 1 ? W_CLOSING_1 : W_CLOSING_N, "n", number,
               NULL);
    view_dialog(v, card, ACT_NONE);
    view_text_fit(v, card.x + S5, card.y + S5, card.w - 2 * S5, TYPE_TITLE, C_TEXT, title.data);
    view_paragraph(v, card.x + S5, card.y + S5 + 32, card.w - 2 * S5, TYPE_BODY, C_TEXT_2,
                   view_word(v, W_CLOSING_DO));
    remember_box(v, at[CLOSING_REMEMBER]);
    static const struct {
        enum closing_focus place;
        enum word words;
    } buttons[] = {
        {CLOSING_KEEP, W_CLOSING_KEEP}, {CLOSING_END, W_CLOSING_END}, {CLOSING_CANCEL, W_CANCEL}};
    for (size_t i = 0; i < sizeof buttons / sizeof *buttons; i++) {
        enum closing_focus place = buttons[i].place;
        view_button(v, &(struct button){.at = at[place],
                                        .label = view_word(v, buttons[i].words),
                                        .primary = place == CLOSING_KEEP,
                                        .focus = app->closing->focus == place,
                                        .action = ACT_CLOSING,
                                        .arg = place});
    }
    bytes_finish(&title);
}
