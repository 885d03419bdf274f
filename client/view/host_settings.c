#include "client/base/client.h"
#include "client/layout/action.h"
#include "client/layout/layout.h"
#include "client/panel/host_settings.h"
#include "client/view/view.h"

static void label(struct view *v, struct rect at, enum word word, enum word note)
{
    const char *text = view_word(v, word);
    view_text(v, at.x, at.y - LABEL_H - S1, TYPE_LABEL, C_TEXT_2, text);
    int x = at.x + ruler_width(v->r, TYPE_LABEL, text) + S2;
    view_text_fit(v, x, at.y - LABEL_H - S1, at.x + at.w - x, TYPE_SMALL, C_TEXT_3,
                  view_word(v, note));
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

static void greeting(struct view *v, struct rect at)
{
    const struct edit *e = &v->app->host_settings->fields[HOST_SETTINGS_MOTD];
    struct rect in = field_box(v, HOST_SETTINGS_MOTD, at);
    struct wrap_row rows[PROMPT_ROWS_MAX];
    struct wrap_run run = {0, e->text.len, TYPE_BODY};
    int count = wrap_text(v->r, edit_text(e), e->text.len, &run, 1, in.w, rows, PROMPT_ROWS_MAX);
    count = count > PROMPT_ROWS_MAX ? PROMPT_ROWS_MAX : count;
    int caret = layout_row_of(rows, count, e->caret), lines = host_settings_lines(v->app),
        first = caret < lines ? 0 : caret - lines + 1;
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
    struct rect box = {at.x, at.y + (at.h - BOX) / 2, BOX, BOX};
    draw_border(v->d, box, R1, on ? C_ACCENT_FILL : C_FIELD, focus ? RING : 1,
                focus ? C_FOCUS
                : on  ? C_ACCENT_FILL
                      : C_LINE_STRONG);
    if (on) {
        draw_icon(v->d, box.x + 2, box.y + 2, ICON_SMALL, ICON_CHECK, C_ON_ACCENT);
    }
    view_text_fit(v, at.x + BOX + S2, at.y + (at.h - LINE_H) / 2, at.w - BOX - S2, TYPE_BODY,
                  C_TEXT, view_word(v, W_CONSOLE_STAYS));
    draw_hit(v->d, at, ACT_CONSOLE_STAYS, 0, NULL);
}

void view_host_settings(struct view *v)
{
    const struct app *app = v->app;
    const struct host_settings *n = app->host_settings;
    struct rect at[HOST_SETTINGS_PLACES], all = {0, 0, app->width, app->height};
    struct rect card = host_settings_layout(app, at);
    draw_rect(v->d, all, C_SCRIM);
    draw_hit(v->d, all, ACT_SCRIM, 0, NULL);
    draw_border(v->d, card, R4, C_RAISED, 1, C_POP_LINE);
    draw_hit(v->d, card, ACT_NONE, 0, NULL);
    view_text_fit(v, card.x + S5, card.y + S5, card.w - 2 * S5, TYPE_TITLE, C_TEXT,
                  view_word(v, W_SERVER_SET_TITLE));
    label(v, at[HOST_SETTINGS_NAME], W_SERVER_SET_NAME, W_SERVER_SET_NAME_NOTE);
    field(v, HOST_SETTINGS_NAME, at[HOST_SETTINGS_NAME], W_SERVER_SET_NAME_HINT);
    label(v, at[HOST_SETTINGS_MOTD], W_SERVER_SET_MOTD, W_SERVER_SET_MOTD_NOTE);
    greeting(v, at[HOST_SETTINGS_MOTD]);
    label(v, at[HOST_SETTINGS_ROOMS], W_SERVER_SET_ROOMS, W_SERVER_SET_ROOMS_NOTE);
    field(v, HOST_SETTINGS_ROOMS, at[HOST_SETTINGS_ROOMS], W_SERVER_SET_ROOMS_HINT);
    label(v, at[HOST_SETTINGS_PASSWORD], W_SERVER_SET_PASSWORD, W_SERVER_SET_PASSWORD_NOTE);
    field(v, HOST_SETTINGS_PASSWORD, at[HOST_SETTINGS_PASSWORD], W_SERVER_SET_PASSWORD_HINT);
    stays(v, at[HOST_SETTINGS_STAYS]);
    if (n->wrong.len) {
        view_text_fit(v, card.x + S5, at[HOST_SETTINGS_SAVE].y - LABEL_H - S2, card.w - 2 * S5,
                      TYPE_SMALL, C_DANGER, n->wrong.data);
    }
    view_button(v, &(struct button){.at = at[HOST_SETTINGS_CANCEL],
                                    .label = view_word(v, W_CANCEL),
                                    .focus = n->focus == HOST_SETTINGS_CANCEL,
                                    .action = ACT_HOST_CANCEL});
    view_button(v, &(struct button){.at = at[HOST_SETTINGS_SAVE],
                                    .label = view_word(v, W_SAVE),
                                    .primary = true,
                                    .disabled = n->waiting > 0,
                                    .focus = n->focus == HOST_SETTINGS_SAVE,
                                    .action = ACT_HOST_SAVE});
}
