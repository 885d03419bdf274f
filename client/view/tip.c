#include "client/input/tip.h"

#include "client/layout/layout.h"
#include "client/view/view.h"

/* What the icon under the pointer does, below it; above if there is no room. */
void view_tip(struct view *v)
{
    const struct app *app = v->app;
    const struct hit *hit = tip_due(app);
    struct bytes words = {0};
    if (hit && tip_words(app, hit->action, hit->arg, &words)) {
        int w = ruler_width(v->r, TYPE_SMALL, words.data) + 2 * S3;
        int x = hit->at.x + (hit->at.w - w) / 2, most = app->width - w - S1;
        int y = hit->at.y + hit->at.h + S1;
        x = x > most ? most : x;
        y = y + ROW_H > app->height ? hit->at.y - S1 - ROW_H : y;
        struct rect at = {x < S1 ? S1 : x, y, w, ROW_H};
        draw_box(v->d, at, R2, C_TEXT);
        view_text_center(v, at, TYPE_SMALL, C_PANEL, words.data);
    }
    bytes_finish(&words);
}
