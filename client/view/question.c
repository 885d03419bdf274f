#include "client/panel/question.h"

#include "client/base/client.h"
#include "client/layout/action.h"
#include "client/view/view.h"

/* The password, masked. */
static void field(struct view *v, struct rect at)
{
    const struct question *q = v->app->question;
    bool focus = q->focus == QUESTION_FIELD;
    struct bytes mask = {0};
    for (size_t i = 0; i < q->field.text.len; i++) {
        bytes_char(&mask, '*');
    }
    draw_border(v->d, at, R3, C_FIELD, focus ? RING : 1, focus ? C_FOCUS : C_LINE_STRONG);
    view_field_text(v, rect_inset(at, S3, S2), &q->field, focus, C_TEXT, bytes_string(&mask));
    draw_hit(v->d, at, ACT_QUESTION, QUESTION_FIELD, NULL);
    bytes_finish(&mask);
}

void view_question(struct view *v)
{
    enum { W = 480, BODY_H = 3 * LABEL_H };
    const struct app *app = v->app;
    const struct question *q = app->question;
    struct bytes title = {0}, body = {0};
    int w = W < app->width - 2 * S4 ? W : app->width - 2 * S4;
    int h = S5 + 32 + BODY_H + S5 + (q->asks ? FIELD_H + S5 : 0) + BUTTON_H + S5;
    struct rect card = {(app->width - w) / 2, app->height > h ? (app->height - h) / 2 : 0, w, h};
    words_fill(&title, app->client.lang, q->title, "name", q->about, "host", q->about, NULL);
    words_fill(&body, app->client.lang, q->body, "name", q->about, "host", q->about, NULL);
    view_dialog(v, card, ACT_NONE);
    view_text_fit(v, card.x + S5, card.y + S5, w - 2 * S5, TYPE_TITLE, C_TEXT, title.data);
    view_paragraph(v, card.x + S5, card.y + S5 + 36, w - 2 * S5, TYPE_SMALL, C_TEXT_2,
                   bytes_string(&body));
    if (q->asks) {
        field(v, (struct rect){card.x + S5, card.y + S5 + 32 + BODY_H + S5, w - 2 * S5, FIELD_H});
    }
    int right = card.x + w - S5;
    for (int place = QUESTION_YES; place >= QUESTION_CANCEL; place--) {
        const char *words = view_word(v, place == QUESTION_YES ? q->yes : W_CANCEL);
        int button_w = ruler_width(v->r, TYPE_STRONG, words) + 2 * S4;
        right -= button_w;
        view_button(
            v, &(struct button){.at = {right, card.y + h - S5 - BUTTON_H, button_w, BUTTON_H},
                                .label = words,
                                .danger = place == QUESTION_YES && !q->asks,
                                .primary = place == QUESTION_YES && q->asks,
                                .disabled = place == QUESTION_YES && q->asks && !q->field.text.len,
                                .focus = (int)q->focus == place,
                                .action = ACT_QUESTION,
                                .arg = place});
        right -= S3;
    }
    bytes_finish(&title);
    bytes_finish(&body);
}
