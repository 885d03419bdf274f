#include "client/base/client.h"
#include "client/layout/action.h"
#include "client/layout/layout.h"
#include "client/panel/host_settings.h"
#include "client/view/view.h"

static void label(struct view *v, const struct host_settings_places *p, int field)
{
    const char *text = view_word(v, host_settings_label(field));
    const char *note = view_word(v, host_settings_note(field));
    struct rect at = p->at[field];
    int y = at.y - S1 - p->label_h[field];
    int x = view_text(v, at.x, y, TYPE_LABEL, C_TEXT_2, text) + S2;
    if (p->label_h[field] > LABEL_H) {
        view_paragraph(v, at.x, y + LABEL_H, at.w, TYPE_SMALL, C_TEXT_3, note);
    } else {
        view_text_fit(v, x, y, at.x + at.w - x, TYPE_SMALL, C_TEXT_3, note);
    }
}

static struct rect field_box(struct view *v, int place, struct rect at)
{
    bool focus = v->app->host_settings->focus == place;
    draw_border(v->d, at, R3, C_FIELD, focus ? RING : 1, focus ? C_FOCUS : C_LINE_STRONG);
    draw_hit(v->d, at, ACT_HOST_SETTINGS, place, NULL);
    return rect_inset(at, S3, S2);
}

static void field(struct view *v, int place, struct rect at, enum word hint)
{
    const struct edit *e = &v->app->host_settings->fields[place];
    struct rect in = field_box(v, place, at);
    if (e->text.len == 0) {
        view_text_fit(v, in.x, in.y, in.w, TYPE_BODY, C_TEXT_3, view_word(v, hint));
    }
    view_field_text(v, in, e, v->app->host_settings->focus == place, C_TEXT, NULL);
}

static void greeting(struct view *v, struct rect at, int lines)
{
    const struct edit *e = &v->app->host_settings->fields[HOST_SETTINGS_MOTD];
    struct rect in = field_box(v, HOST_SETTINGS_MOTD, at);
    struct wrap_row rows[PROMPT_ROWS_MAX];
    struct wrap_run run = {0, e->text.len, TYPE_BODY};
    int count = wrap_text(v->r, edit_text(e), e->text.len, &run, 1, in.w, rows, PROMPT_ROWS_MAX);
    count = count > PROMPT_ROWS_MAX ? PROMPT_ROWS_MAX : count;
    int caret = layout_row_of(rows, count, e->caret), first = caret < lines ? 0 : caret - lines + 1;
    bool focus = v->app->host_settings->focus == HOST_SETTINGS_MOTD;
    if (e->text.len == 0) {
        view_text_fit(v, in.x, in.y, in.w, TYPE_BODY, C_TEXT_3,
                      view_word(v, W_SERVER_SET_MOTD_HINT));
    }
    draw_clip(v->d, (struct rect){in.x, in.y, in.w + RING, in.h});
    for (int i = first; i < count && i < first + lines; i++) {
        struct wrap_row row = rows[i];
        row.end = i + 1 < count ? row.end : e->text.len;
        view_edit_line(v, in.x, in.y + (i - first) * LINE_H, e, row,
                       focus && (i == caret || e->caret != e->anchor), C_TEXT, NULL);
    }
    draw_unclip(v->d);
}

static void stays(struct view *v, struct rect at)
{
    enum { BOX = 20 };
    bool on = v->app->client.prefs.host_stays,
         focus = v->app->host_settings->focus == HOST_SETTINGS_STAYS;
    struct rect box = {at.x, at.y + (S6 - BOX) / 2, BOX, BOX};
    draw_border(v->d, box, R1, on ? C_ACCENT_FILL : C_FIELD, focus ? RING : 1,
                focus ? C_FOCUS
                : on  ? C_ACCENT_FILL
                      : C_LINE_STRONG);
    if (on) {
        draw_icon(v->d, box.x + 2, box.y + 2, ICON_SMALL, ICON_CHECK, C_ON_ACCENT);
    }
    view_paragraph(v, at.x + BOX + S2, at.y + (S6 - LINE_H) / 2, at.w - BOX - S2, TYPE_BODY, C_TEXT,
                   view_word(v, W_CONSOLE_STAYS));
    draw_hit(v->d, at, ACT_CONSOLE_STAYS, 0, NULL);
}

void view_host_settings(struct view *v)
{
    const struct app *app = v->app;
    const struct host_settings *n = app->host_settings;
    static const enum word hints[HOST_SETTINGS_FIELDS] = {
        W_SERVER_SET_NAME_HINT, W_SERVER_SET_MOTD_HINT, W_SERVER_SET_ROOMS_HINT,
        W_SERVER_SET_PASSWORD_HINT};
    struct host_settings_places p;
    host_settings_places(app, &p);
    view_dialog(v, p.card, ACT_SCRIM);
    draw_clip(v->d, p.inside);
    view_text_fit(v, p.title.x, p.title.y, p.title.w, TYPE_TITLE, C_TEXT,
                  view_word(v, W_SERVER_SET_TITLE));
    for (int i = 0; i < HOST_SETTINGS_FIELDS; i++) {
        label(v, &p, i);
        if (i == HOST_SETTINGS_MOTD) {
            greeting(v, p.at[i], p.lines);
        } else {
            field(v, i, p.at[i], hints[i]);
        }
    }
    stays(v, p.at[HOST_SETTINGS_STAYS]);
    draw_unclip(v->d);
    view_scrollbar(v, p.inside, p.scroll, p.inside.h + p.over);
    if (n->wrong.len) {
        view_paragraph(v, p.title.x, p.inside.y + p.inside.h + S1, p.title.w, TYPE_SMALL, C_DANGER,
                       n->wrong.data);
    }
    view_button(v, &(struct button){.at = p.at[HOST_SETTINGS_CANCEL],
                                    .label = view_word(v, W_CANCEL),
                                    .focus = n->focus == HOST_SETTINGS_CANCEL,
                                    .action = ACT_HOST_CANCEL});
    view_button(v, &(struct button){.at = p.at[HOST_SETTINGS_SAVE],
                                    .label = view_word(v, W_SAVE),
                                    .primary = true,
                                    .disabled = n->waiting > 0,
                                    .focus = n->focus == HOST_SETTINGS_SAVE,
                                    .action = ACT_HOST_SAVE});
}
