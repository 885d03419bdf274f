#include "client/panel/panel.h"

#include <stddef.h>

const struct panel *panel_next(const struct app *app, const struct panel *above)
{
    const struct panel *p = above ? above + 1 : panels;
    while (p < panels + panel_count && !p->is_open(app)) {
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
