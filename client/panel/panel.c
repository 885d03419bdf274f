#include "client/panel/panel.h"

#include <stddef.h>

#include "client/app.h"

const struct panel *panel_next(const struct app *app, const struct panel *above)
{
    const struct panel *p = above ? above + 1 : panels;
    while (p < panels + panel_count && (p->inside || !p->is_open(app))) {
        p++;
    }
    return p < panels + panel_count ? p : NULL;
}

const struct panel *panel_modal(const struct app *app)
{
    const struct panel *p = panel_next(app, NULL);
    while (p && p->rest == REST_GOES_ON) {
        p = panel_next(app, p);
    }
    return p;
}

void panel_close_all(struct app *app)
{
    for (const struct panel *p = panels; p < panels + panel_count; p++) {
        if (p->close) {
            p->close(app);
        }
    }
    app->drawer = DRAWER_NONE;
    app->client.dirty = true;
}

void panel_close_passing(struct app *app)
{
    for (const struct panel *p = panels; p < panels + panel_count; p++) {
        if (p->passing) {
            p->close(app);
        }
    }
}

void panel_words(const struct app *app, struct bytes *out)
{
    const struct panel *p = panels;
    while (p < panels + panel_count && !(p->words && p->is_open(app))) {
        p++;
    }
    if (p < panels + panel_count) {
        p->words(app, out);
    }
}
