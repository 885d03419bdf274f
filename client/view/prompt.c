#include <string.h>

#include "client/base/client.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/input/complete.h"
#include "client/input/slash.h"
#include "client/input/spell.h"
#include "client/layout/action.h"
#include "client/layout/layout.h"
#include "client/net/network.h"
#include "client/panel/console.h"
#include "client/panel/panel.h"
#include "client/panel/picker.h"
#include "client/panel/search.h"
#include "client/text/secrets.h"
#include "client/text/text.h"
#include "client/text/visual_row.h"
#include "client/view/view.h"

enum {
    USAGE_LEAST = 32,
    COMMAND_HELP_X = 260,
    COMMAND_WIDE = 560
}; /* where a command's help is, if there is room */

static void placeholder(struct view *v, struct rect area, const struct chat *c)
{
    bool ready = v->pane->network->state == NETWORK_READY;
    bool console = network_is_console(c);
    int64_t left = c->may_write_at - v->app->client.now;
    enum word key =
        left > 0  ? W_SLOW_LEFT
        : console ? (v->pane->network->console->to_chosen ? W_CONSOLE_TO_CHOSEN : W_CONSOLE_TO_ALL)
        : c->kind == CHAT_SERVER  ? W_TYPE_COMMAND
        : !ready                  ? W_MESSAGE_LATER
        : c->made && c->count < 3 ? W_SAY_HELLO
                                  : W_MESSAGE_TO;
    struct bytes text = {0}, time = {0};
    client_lasted(&v->app->client, left > 0 ? (left + 999) / 1000 : 0, &time);
    words_fill(&text, v->app->client.lang, key, "name", c->name, "time", time.data, NULL);
    bytes_finish(&time);
    view_text_fit(v, area.x + S1, area.y, area.w - S1, TYPE_BODY, C_TEXT_3, text.data);
    bytes_finish(&text);
}

static void completion_row(struct view *v, struct rect at, int index)
{
    const struct complete *c = v->app->complete;
    const struct complete_item *item = &c->items[index];
    bool selected = index == c->selected;
    enum color ground = selected                           ? C_ACCENT_TINT
                        : view_hot(v, ACT_COMPLETE, index) ? C_HOVER
                                                           : C_RAISED;
    if (ground != C_RAISED) {
        draw_box(v->d, at, R2, ground);
    }
    bool two = c->kind == COMPLETE_COMMAND && at.w <= COMMAND_WIDE; /* two rows in one */
    int x = at.x + S3, y = at.y + (two ? 0 : S2);
    if (c->kind == COMPLETE_NICK) {
        const struct person *p = network_person(v->pane->network, item->text);
        view_avatar(v, x, y, AVATAR_PEOPLE, item->text,
                    !p        ? PRESENCE_NONE
                    : p->away ? PRESENCE_AWAY
                              : PRESENCE_ONLINE,
                    ground);
        x += 36;
    }
    size_t typed = c->cycling || c->kind == COMPLETE_EMOJI ? 0 : c->typed, len = strlen(item->text);
    typed = typed > len ? len : typed;
    draw_text(v->d, x, y, TYPE_STRONG, C_ACCENT, item->text, typed);
    x += v->r->width(v->r, TYPE_STRONG, item->text, typed);
    x = view_text(v, x, y, TYPE_STRONG, C_TEXT, item->text + typed);
    int right = at.x + at.w - S3;
    if (selected) {
        int w = ruler_width(v->r, TYPE_SMALL, "Tab") + 2 * S2;
        view_key(v, right - w, at.y + 9, "Tab");
        right -= w + S2;
    }
    if (c->kind == COMPLETE_COMMAND && at.w > COMMAND_WIDE) {
        int column = at.x + COMMAND_HELP_X > x + S2 ? at.x + COMMAND_HELP_X : x + S2;
        view_text_fit(v, x + S2, y + 2, column - x - 2 * S2, TYPE_CODE, C_TEXT_3, item->usage);
        view_text_fit(v, column, y, right - column, TYPE_BODY, C_TEXT_2, item->note);
    } else if (c->kind == COMPLETE_COMMAND) { /* below each other */
        view_text_fit(v, x + S2, y + 2, right - x - S2, TYPE_CODE, C_TEXT_3, item->usage);
        view_text_fit(v, at.x + S3, y + NAME_H - 2, right - at.x - S3, TYPE_SMALL, C_TEXT_2,
                      item->note);
    } else {
        view_text_fit(v, x + S3, y + 2, right - x - S3, TYPE_SMALL, C_TEXT_3, item->note);
    }
    draw_hit(v->d, at, ACT_COMPLETE, index, NULL);
}

static void completion(struct view *v)
{
    static const enum word heads[] = {W_PEOPLE_IN, W_ROOMS, W_COMMANDS, W_EMOJI};
    const struct complete *c = v->app->complete;
    struct rect r = v->pane->popup;
    struct bytes head = {0};
    words_fill(&head, v->app->client.lang, heads[c->kind], "name", v->pane->chat->name, NULL);
    draw_border(v->d, r, R4, C_RAISED, 1, C_POP_LINE);
    draw_hit(v->d, r, ACT_NONE, 0, NULL);
    view_text(v, r.x + 21, r.y + 14, TYPE_LABEL, C_TEXT_3, head.data);
    bytes_finish(&head);
    int y = r.y + S2 + POPUP_HEAD_H;
    int seen = layout_popup_rows(v->app);
    int first = c->selected < seen ? 0 : c->selected - seen + 1;
    for (int i = 0; i < seen; i++) {
        completion_row(v, (struct rect){r.x + 9, y + i * POPUP_ROW_H, r.w - 18, POPUP_ROW_H},
                       first + i);
    }
    int foot = r.y + r.h - POPUP_FOOT_H;
    draw_rect(v->d, (struct rect){r.x + 1, foot, r.w - 2, 1}, C_LINE);
    int right = r.x + r.w - S3;
    int x = view_hint(v, r.x + 21, foot + 9, right, "↑ ↓", W_CHOOSE);
    x = view_hint(v, x, foot + 9, right, "Tab", W_COMPLETE);
    view_hint(v, x, foot + 9, right, "Esc", W_CLOSE);
}

/* Underlines misspelled words. */
static void wrong_words(struct view *v, const struct edit *e, struct wrap_row row, int x, int y)
{
    enum { DASH = 3 };
    struct span wrong[RUNS_MAX];
    int count = spell_marks(v->app, wrong, RUNS_MAX);
    struct wrap_run run = {0, e->text.len, TYPE_BODY};
    struct visual_row r;
    visual_row_take(&r, v->r, edit_text(e), run.end, &run, 1, row);
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < r.count; k++) {
            int left, w;
            if (visual_row_part(&r, &r.pieces[k], wrong[i].start, wrong[i].end, &left, &w)) {
                for (int at = 0; at + DASH <= w; at += 2 * DASH) {
                    draw_rect(v->d, (struct rect){x + left + at, y + LINE_H - S1, DASH, RING},
                              C_DANGER);
                }
            }
        }
    }
}

static void send_button(struct view *v, struct rect box, bool full)
{
    struct rect at = {box.x + box.w - S2 - ICON_BUTTON, box.y + box.h - S2 - ICON_BUTTON,
                      ICON_BUTTON, ICON_BUTTON};
    if (full) {
        bool hot = view_hot(v, ACT_SEND, 0);
        draw_box(v->d, at, R2,
                 view_pressed(v, ACT_SEND, 0) ? C_ACCENT_FILL_P
                 : hot                        ? C_ACCENT_FILL_H
                                              : C_ACCENT_FILL);
        draw_hit(v->d, at, ACT_SEND, 0, NULL);
    }
    draw_icon(v->d, at.x + 6, at.y + 6, ICON, ICON_SEND, full ? C_ON_ACCENT : C_TEXT_OFF);
}

void view_prompt(struct view *v)
{
    const struct chat *c = v->pane->chat;
    struct rect r = v->pane->prompt;
    if (!c) {
        return;
    }
    bool covered = !v->pane->focused || panel_modal(v->app);
    draw_border(v->d, r, R3, C_RAISED, 1, C_LINE_STRONG);
    draw_hit(v->d, r, ACT_PROMPT, 0, NULL);
    struct wrap_row rows[PROMPT_ROWS_MAX];
    struct rect area;
    int count = layout_prompt(v->app, v->pane, rows, PROMPT_ROWS_MAX, &area);
    int caret_row = layout_row_of(rows, count, c->draft.caret);
    int first = layout_first_row(count, caret_row);
    view_reply_tray(v, c);
    if (c->draft.text.len == 0) {
        placeholder(v, area, c);
    }
    if (network_is_console(c)) {
        view_console_target(v, r);
    }
    struct bytes masked = {0};
    bool secret = secrets_any(edit_text(&c->draft), secrets_is_service(c->name));
    secrets_mask(edit_text(&c->draft), secrets_is_service(c->name), &masked);
    draw_clip(v->d, (struct rect){area.x, area.y, area.w + RING, area.h});
    for (int i = first; i < count && i < first + PROMPT_LINES; i++) {
        /* trailing spaces of a row count for the caret */
        struct wrap_row row = rows[i];
        row.end = i + 1 < count || count == PROMPT_ROWS_MAX ? row.end : c->draft.text.len;
        int x = area.x + (secret ? 0 : layout_prompt_shift(v->app, v->pane, row, area.w));
        view_edit_line(v, x, area.y + (i - first) * LINE_H, &c->draft, row,
                       !covered && !(v->app->searching && v->app->search->focus) &&
                           (i == caret_row || c->draft.caret != c->draft.anchor),
                       C_TEXT, secret ? masked.data : NULL);
        if (!secret) {
            wrong_words(v, &c->draft, row, x, area.y + (i - first) * LINE_H);
        }
    }
    bytes_finish(&masked);
    const struct slash *wanting = count == 1 ? slash_wanting(edit_text(&c->draft)) : NULL;
    if (wanting) { /* its arguments, as a hint */
        char usage[TYPED_USAGE];
        typed_arguments(v->app->client.lang, wanting, usage);
        int used = ruler_width(v->r, TYPE_BODY, edit_text(&c->draft)) + S1;
        if (area.w - used > USAGE_LEAST) {
            view_text_fit(v, area.x + used, area.y, area.w - used, TYPE_BODY, C_TEXT_3, usage);
        }
    }
    draw_unclip(v->d);
    send_button(v, r, c->draft.text.len > 0);
    view_icon_button(v,
                     (struct rect){r.x + r.w - S2 - 2 * ICON_BUTTON, r.y + r.h - S2 - ICON_BUTTON,
                                   ICON_BUTTON, ICON_BUTTON},
                     ICON_SMILE, v->pane->focused && v->app->picker->open, ACT_PICKER);
    if (v->pane->popup.h) {
        completion(v);
    }
}
