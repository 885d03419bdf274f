#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/client.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/input/select.h"
#include "client/layout/action.h"
#include "client/layout/layout.h"
#include "client/net/network.h"
#include "client/panel/search.h"
#include "client/panel/toolbar.h"
#include "client/text/text.h"
#include "client/text/visual_row.h"
#include "client/view/view.h"
#include "irc/check.h"
#include "irc/stamp.h"

/* One line of the talk being drawn. */
struct place {
    const struct chat *chat;
    const struct line *line;
    int index;
    struct block block;
    int x, y, w; /* of the text column; y: top of the block */
    int text_w;
};

static void date_words(const struct view *v, int64_t wall, struct bytes *out)
{
    const struct app *app = v->app;
    struct civil c = stamp_civil(client_local(&app->client, wall));
    struct civil today = stamp_civil(client_local(&app->client, app->client.wall));
    int64_t ago = client_day(&app->client, app->client.wall) - client_day(&app->client, wall);
    char day[16], year[16];
    struct bytes date = {0};
    snprintf(day, sizeof day, "%d", c.day);
    snprintf(year, sizeof year, "%d", c.year);
    words_fill(&date, app->client.lang, c.year == today.year ? W_DATE : W_DATE_YEAR, "weekday",
               words_weekday(app->client.lang, c.weekday), "day", day, "month",
               words_month(app->client.lang, c.month), "year", year, NULL);
    if (ago == 0 || ago == 1) {
        words_fill(out, app->client.lang, ago ? W_YESTERDAY : W_TODAY, "date", date.data, NULL);
    } else {
        bytes_text(out, date.data);
    }
    bytes_finish(&date);
}

static int day_line(struct view *v, const struct place *p, int y)
{
    struct bytes text = {0};
    date_words(v, p->line->time, &text);
    int left = v->pane->talk.x + v->f.edge, right = v->pane->talk.x + v->pane->talk.w - v->f.edge;
    int w = ruler_width(v->r, TYPE_SMALL, text.data);
    int x = (left + right - w) / 2, middle = y + DAY_H / 2;
    draw_rect(v->d, (struct rect){left, middle, x - S3 - left, 1}, C_LINE);
    draw_rect(v->d, (struct rect){x + w + S3, middle, right - x - w - S3, 1}, C_LINE);
    view_text(v, x, y + 6, TYPE_SMALL, C_TEXT_3, text.data);
    bytes_finish(&text);
    return y + DAY_H + S1;
}

/* Lines are missing here: they are being loaded, or the server cannot be asked. */
static int gap_line(struct view *v, int y)
{
    struct rect talk = v->pane->talk;
    bool ready = v->pane->network->state == NETWORK_READY;
    view_text_center(v, (struct rect){talk.x, y, talk.w, DAY_H}, TYPE_SMALL, C_TEXT_3,
                     view_word(v, ready ? W_GAP_LOADING : W_GAP));
    return y + DAY_H + S1;
}

static void count_words(const struct view *v, int n, struct bytes *out)
{
    char number[16];
    snprintf(number, sizeof number, "%d", n);
    words_fill(out, v->app->client.lang, n == 1 ? W_NEW_1 : W_NEW_N, "n", number, NULL);
}

static int marker_line(struct view *v, const struct place *p, int y)
{
    struct bytes text = {0};
    count_words(v, p->chat->marker_new, &text);
    int left = v->pane->talk.x + v->f.edge, right = v->pane->talk.x + v->pane->talk.w - v->f.edge;
    int w = ruler_width(v->r, TYPE_LABEL, text.data) + 2 * S3;
    struct rect pill = {right - w, y + S1, w, PILL_H};
    draw_rect(v->d, (struct rect){left, y + MARKER_H / 2, right - w - left, 1}, C_ACCENT);
    draw_box(v->d, pill, R_FULL, C_ACCENT_TINT);
    view_text_center(v, pill, TYPE_LABEL, C_ACCENT, text.data);
    bytes_finish(&text);
    return y + MARKER_H + S1;
}

static void head_line(struct view *v, const struct place *p, int y)
{
    const struct line *line = p->line;
    char time[16];
    client_time(&v->app->client, line->time, time);
    view_avatar(v, v->pane->talk.x + v->f.edge, y, AVATAR_TALK, line->nick, PRESENCE_NONE, C_PANEL);
    int left = v->pane->talk.x + v->f.edge;
    int x =
        view_text_fit(v, p->x, y, p->w / 2, TYPE_NAME, view_nick_color(v, line->nick), line->nick);
    draw_hit(v->d, (struct rect){left, y, AVATAR_TALK, AVATAR_TALK}, ACT_NICK, p->index,
             line->nick);
    draw_hit(v->d, (struct rect){p->x, y, x - p->x, NAME_H}, ACT_NICK, p->index, line->nick);
    const struct person *who =
        people_find(&p->chat->people, p->chat->network->isupport.casemap, line->nick);
    if (who && who->display && line->state != LINE_WAITING) {
        x = view_text_fit(v, x + S2, y, p->w / 4, TYPE_SMALL, C_TEXT_3, who->display);
    }
    if (line->state == LINE_WAITING) {
        draw_icon(v->d, x + S2, y + 2, ICON_SMALL, ICON_CLOCK, C_TEXT_3);
        view_text(v, x + S2 + ICON_SMALL + S1, y, TYPE_SMALL, C_TEXT_3, view_word(v, W_WAITING));
    } else {
        view_text(v, x + S2, y, TYPE_SMALL, C_TEXT_3, time);
    }
}

/* In compact mode: the time and the name before the text, on its first row. */
static void side_head(struct view *v, const struct place *p, int y)
{
    const struct line *line = p->line;
    int left = v->pane->talk.x + v->f.edge, x = left + v->f.name;
    int drop = type_styles[TYPE_BODY].baseline - type_styles[TYPE_NAME].baseline;
    char time[16];
    client_time(&v->app->client, line->time, time);
    if (line->state == LINE_WAITING) {
        draw_icon(v->d, left, y + S1, ICON_SMALL, ICON_CLOCK, C_TEXT_3);
    } else {
        view_text(v, left, y + 2, TYPE_SMALL, C_TEXT_3, time);
    }
    if (p->block.starts) {
        int end = view_text_fit(v, x, y + drop, p->x - x - S2, TYPE_NAME,
                                view_nick_color(v, line->nick), line->nick);
        draw_hit(v->d, (struct rect){x, y, end - x, NAME_H}, ACT_NICK, p->index, line->nick);
    }
}

/* Draws the background of a piece, if any; returns the colour behind its letters. */
static int piece_ground(struct view *v, const struct style *style, struct rect at, bool block)
{
    if (!style) {
        return C_PANEL;
    }
    int32_t color = style->look & STYLE_REVERSE ? style->ink : style->ground;
    struct rect box = {at.x, at.y + 2, at.w, at.h - 4};
    if ((style->look & STYLE_MONO) && block) {
        return C_CODE_BG;
    }
    if (style->look & STYLE_MONO) {
        draw_box(v->d, (struct rect){box.x - 3, box.y, box.w + 6, box.h}, R1, C_CODE_BG);
        return C_CODE_BG;
    }
    if (color != STYLE_NO_COLOR) {
        draw_rect(v->d, box, (enum color)(COLOR_RGB + color));
        return COLOR_RGB + color;
    }
    if (style->look & STYLE_REVERSE) {
        draw_rect(v->d, box, C_TEXT);
        return C_TEXT;
    }
    return C_PANEL;
}

/* Where the link that starts there ends; text_spans has found it before. */
static size_t link_end(const char *text, size_t start)
{
    struct span one[2];
    int count = text_spans(text + start, strlen(text + start), "", one, COUNT_OF(one));
    return count > 0 && one[0].kind == SPAN_LINK ? start + one[0].end : strlen(text);
}

static void selected_ground(struct view *v, const struct place *p, const struct visual_row *row,
                            int x, int y)
{
    size_t start, end;
    int from, w;
    if (!select_range(v->app, p->chat, p->index, &start, &end)) {
        return;
    }
    for (int i = 0; i < row->count; i++) {
        if (visual_row_part(row, &row->pieces[i], start, end, &from, &w)) {
            draw_rect(v->d, (struct rect){x + from, y, w, LINE_H}, C_ACCENT_TINT);
        }
    }
}

/* Draws one piece of a row in the colour of its kind. */
static void span_piece(struct view *v, const struct place *p, const struct span *span,
                       const struct visual_row *row, const struct piece *piece, int x, int y)
{
    struct bytes shown = {0};
    const char *text = p->line->text;
    const struct style *style = span->style;
    bool pale = p->line->state == LINE_WAITING || p->line->state == LINE_FAILED ||
                p->line->kind != LINE_SAID;
    enum color color = span->kind == SPAN_ME      ? C_MENTION
                       : span->kind != SPAN_PLAIN ? C_ACCENT
                       : pale                     ? C_TEXT_2
                                                  : C_TEXT;
    enum type type = layout_type(span);
    int w = piece->w, drop = type_styles[TYPE_BODY].baseline - type_styles[type].baseline;
    int ground =
        piece_ground(v, style, (struct rect){x, y, w, LINE_H},
                     layout_is_code(p->line, (struct wrap_row){piece->start, piece->start}));
    bool turned = style && (style->look & STYLE_REVERSE);
    int32_t ink = !style ? STYLE_NO_COLOR : turned ? style->ground : style->ink;
    if (ink != STYLE_NO_COLOR && span->kind == SPAN_PLAIN) {
        color = (enum color)(COLOR_RGB + ink);
    } else if (turned) {
        color = C_PANEL; /* the text colour is the background */
    }
    visual_row_shown(row, piece, &shown);
    draw_text(v->d, x, y + drop, type, color, shown.data, shown.len);
    bytes_finish(&shown);
    if ((int)color >= COLOR_RGB) {
        draw_on(v->d, ground);
    }
    if (style && (style->look & (STYLE_UNDERLINE | STYLE_STRIKE))) {
        int line = style->look & STYLE_STRIKE ? 12 : type_styles[TYPE_BODY].baseline + 3;
        draw_rect(v->d, (struct rect){x, y + line, w, 1}, pale ? C_TEXT_2 : C_TEXT);
    }
    if (span->kind == SPAN_ROOM) {
        char *room = xstrndup(text + span->start, span->end - span->start);
        draw_hit(v->d, (struct rect){x, y, w, LINE_H}, ACT_ROOM,
                 p->index * LINK_ARGS + (int)(span->start % LINK_ARGS), room);
        free(room);
    }
    if (span->kind == SPAN_NAME) {
        char *nick = xstrndup(text + span->start, span->end - span->start);
        draw_hit(v->d, (struct rect){x, y, w, LINE_H}, ACT_NICK, p->index, nick + (nick[0] == '@'));
        free(nick);
    }
    if (span->kind == SPAN_LINK) {
        struct bytes address = {0};
        struct rect at = {x, y, w, LINE_H};
        size_t whole = link_end(text, span->whole);
        text_link(&address, text + span->whole, whole - span->whole);
        draw_rect(v->d, (struct rect){x, y + type_styles[TYPE_BODY].baseline + 3, w, 1}, C_ACCENT);
        draw_hit(v->d, at, ACT_LINK, p->index * LINK_ARGS + (int)(span->start % LINK_ARGS),
                 address.data);
        bytes_finish(&address);
    }
}

/* The backgrounds of the code blocks among the rows, with their copy buttons. */
static void code_boxes(struct view *v, const struct place *p, const struct wrap_row *rows,
                       int count, int y, const struct wrap_run *runs, int run_count)
{
    for (int i = 0, end; i < count; i = end + 1) {
        int w = 0;
        for (end = i; end < count && layout_is_code(p->line, rows[end]); end++) {
            int row =
                wrap_width(v->r, p->line->text, runs, run_count, rows[end].start, rows[end].end);
            w = row > w ? row : w;
        }
        if (end == i) {
            continue;
        }
        w += 2 * CODE_PAD + ICON_BUTTON;
        w = w < CODE_MAX_W ? CODE_MAX_W : w;
        w = w > p->text_w ? p->text_w : w;
        struct rect box = {p->x, y + i * LINE_H, w, (end - i) * LINE_H};
        struct rect copy = {box.x + w - ICON_BUTTON, box.y, ICON_BUTTON, LINE_H};
        draw_border(v->d, box, R2, C_CODE_BG, 1, C_LINE);
        bool hot = view_hot(v, ACT_COPY_CODE, p->index);
        draw_icon(v->d, copy.x + S2, copy.y + S1, ICON_SMALL, ICON_COPY, hot ? C_TEXT : C_TEXT_3);
        draw_hit(v->d, copy, ACT_COPY_CODE, p->index, NULL);
    }
}

/* `found`: with the searched words highlighted. */
static void text_rows(struct view *v, const struct place *p, int y, bool found)
{
    struct span spans[RUNS_MAX];
    struct wrap_run runs[RUNS_MAX];
    struct wrap_row rows[TALK_ROWS_MAX];
    const struct line *line = p->line;
    size_t len = strlen(line->text);
    layout_spans(p->chat, line, spans, RUNS_MAX);
    int run_count, count = layout_rows(v->app, p->chat, line, p->text_w, runs, &run_count, rows);
    count = layout_rows_seen(line, count);
    code_boxes(v, p, rows, count, y, runs, run_count);
    for (int i = 0; i < count; i++, y += LINE_H) {
        struct visual_row row;
        if (y + LINE_H < v->pane->talk.y || y > v->pane->talk.y + v->pane->talk.h) {
            continue;
        }
        if (found) {
            view_hit_words(v, line->text, rows[i].start, rows[i].end, p->x, y, true);
        }
        visual_row_take(&row, v->r, line->text, len, runs, run_count, rows[i]);
        int x = p->x + layout_row_shift(&row, rows[i], line, p->text_w);
        selected_ground(v, p, &row, x, y);
        for (int k = 0; k < row.count; k++) {
            span_piece(v, p, &spans[row.pieces[k].run], &row, &row.pieces[k], x + row.pieces[k].x,
                       y);
        }
        if (found) {
            view_hit_words(v, line->text, rows[i].start, rows[i].end, p->x, y, false);
        }
    }
}

static void failed_buttons(struct view *v, const struct place *p, int y)
{
    const char *again = view_word(v, W_TRY_AGAIN), *delete = view_word(v, W_DELETE);
    draw_icon(v->d, p->x, y + S2, ICON_SMALL, ICON_WARNING, C_DANGER);
    int x = view_text(v, p->x + ICON_SMALL + S1, y + 6, TYPE_SMALL, C_DANGER,
                      view_word(v, W_NOT_SENT)) +
            S3;
    int w = ruler_width(v->r, TYPE_LABEL, again) + 2 * S3;
    view_button(v, &(struct button){.at = {x, y, w, BUTTON_SMALL_H},
                                    .label = again,
                                    .action = ACT_RESEND,
                                    .arg = p->index});
    x += w + S2;
    w = ruler_width(v->r, TYPE_LABEL, delete) + 2 * S3;
    view_button(v, &(struct button){.at = {x, y, w, BUTTON_SMALL_H},
                                    .label = delete,
                                    .action = ACT_DELETE_LINE,
                                    .arg = p->index});
}

/* Below a long message: the label that unfolds or folds it. */
static void fold(struct view *v, const struct place *p)
{
    struct bytes text = {0};
    char number[16];
    int lines = 1, y = p->y + p->block.fold_y;
    for (const char *at = p->line->text; *at; at++) {
        lines += *at == '\n';
    }
    snprintf(number, sizeof number, "%d", lines);
    words_fill(&text, v->app->client.lang, p->line->open ? W_SHOW_LESS : W_SHOW_ALL, "n", number,
               NULL);
    draw_icon(v->d, p->x, y + S1, ICON_SMALL, p->line->open ? ICON_CHEVRON_UP : ICON_CHEVRON_DOWN,
              C_ACCENT);
    int end =
        view_text(v, p->x + ICON_SMALL + S1, y + 2, TYPE_LABEL, C_ACCENT, bytes_string(&text));
    draw_hit(v->d, (struct rect){p->x, y, end - p->x, INFO_H}, ACT_FOLD, p->index, NULL);
    bytes_finish(&text);
}

static void edited_mark(struct view *v, const struct place *p)
{
    int x = p->x + p->block.edited_x, y = p->y + p->block.edited_y;
    int end = view_text(v, x, y, TYPE_SMALL, C_TEXT_3, view_word(v, W_EDITED));
    draw_hit(v->d, (struct rect){x, y, end - x, LABEL_H}, ACT_EDITED, p->index, NULL);
}

/* Returns the top of its background. */
static int said(struct view *v, const struct place *p)
{
    const struct rect talk = v->pane->talk;
    int text_y = p->y + p->block.text_y;
    int top = text_y -
              (p->block.head                                      ? NAME_H + S1
               : p->block.starts && !v->app->client.prefs.compact ? S1
                                                                  : 0) -
              (p->block.reply_y >= 0 ? REPLY_H + S1 : 0);
    struct rect ground = {talk.x, top, talk.w, p->y + p->block.height - top};
    bool hot = v->pane->focused && p->index == toolbar_line(v->app);
    uint64_t seq = p->chat->dropped + (uint64_t)p->index;
    const struct found *hit = search_current(v->app);
    bool found = hit && hit->line->id && p->line->id && strcmp(hit->line->id, p->line->id) == 0;
    if (found || (v->app->jumped_until && p->chat->jumped_seq == seq)) {
        draw_rect(v->d, ground, C_ACCENT_TINT);
    } else if (p->line->mention) {
        draw_rect(v->d, ground, C_MENTION_TINT);
        draw_rect(v->d, (struct rect){talk.x, top, MENTION_BAR, ground.h}, C_MENTION_FILL);
    } else if (hot) {
        draw_rect(v->d, ground, C_ROW_HOVER);
    }
    if (hot && v->app->toolbar->chosen) {
        draw_border(v->d, rect_inset(ground, RING, 0), R2, COLOR_NONE, RING, C_FOCUS);
    }
    draw_hit(v->d, ground, ACT_TALK, p->index, NULL);
    if (p->block.reply_y >= 0) {
        view_reply(v, p->chat, p->index, p->x, p->y + p->block.reply_y, p->w);
    }
    if (v->app->client.prefs.compact) {
        side_head(v, p, text_y);
    } else if (p->block.head) {
        head_line(v, p, text_y - NAME_H);
    } else if (p->line->kind == LINE_ACTION) {
        view_avatar(v, talk.x + v->f.edge + 6, text_y + 2, AVATAR_CHATS, p->line->nick,
                    PRESENCE_NONE, C_PANEL);
    } else if (hot) {
        char time[16];
        client_time(&v->app->client, p->line->time, time);
        view_text(v, talk.x + v->f.edge - 1, text_y + 2, TYPE_SMALL, C_TEXT_3, time);
    }
    text_rows(v, p, text_y, found);
    if (p->block.edited_y >= 0) {
        edited_mark(v, p);
    }
    if (p->block.fold_y >= 0) {
        fold(v, p);
    }
    if (p->block.reactions_y >= 0) {
        view_reactions(v, p->line, p->index, p->x, p->y + p->block.reactions_y, p->text_w);
    }
    if (p->line->state == LINE_FAILED) {
        failed_buttons(v, p, text_y + p->block.rows * LINE_H);
    }
    return top;
}

/* The links of an info line, where they are in its rows. */
static void info_links(struct view *v, const struct place *p, int y)
{
    enum { SPANS = 64 };
    const char *text = p->line->text;
    size_t len = strlen(text);
    struct span spans[SPANS];
    struct wrap_row rows[TALK_ROWS_MAX];
    struct wrap_run run = {0, len, TYPE_SMALL};
    int count = text_spans(text, len, "", spans, SPANS);
    int row_count = count > 1 || (count && spans[0].kind == SPAN_LINK)
                        ? wrap_text(v->r, text, len, &run, 1, p->text_w, rows, TALK_ROWS_MAX)
                        : 0;
    row_count = row_count > TALK_ROWS_MAX ? TALK_ROWS_MAX : row_count;
    for (int i = 0; i < count * row_count; i++) {
        const struct span *span = &spans[i / row_count];
        const struct wrap_row *row = &rows[i % row_count];
        size_t start = span->start > row->start ? span->start : row->start,
               end = span->end < row->end ? span->end : row->end;
        if (span->kind != SPAN_LINK || start >= end) {
            continue;
        }
        int x = p->x + v->r->width(v->r, TYPE_SMALL, text + row->start, start - row->start);
        int w = v->r->width(v->r, TYPE_SMALL, text + start, end - start);
        int at = y + (i % row_count) * type_styles[TYPE_SMALL].line;
        struct bytes address = {0};
        text_link(&address, text + span->start, span->end - span->start);
        draw_rect(v->d, (struct rect){x, at + type_styles[TYPE_SMALL].baseline + 3, w, 1},
                  C_ACCENT);
        draw_hit(v->d, (struct rect){x, at, w, type_styles[TYPE_SMALL].line}, ACT_LINK,
                 p->index * LINK_ARGS + (int)(span->start % LINK_ARGS), address.data);
        bytes_finish(&address);
    }
}

static void info(struct view *v, const struct place *p)
{
    int y = p->y + p->block.text_y + 2;
    draw_icon(v->d, v->pane->talk.x + v->f.edge + S2, y + 2, ICON_SMALL, (int)p->line->icon,
              C_TEXT_3);
    view_paragraph(v, p->x, y, p->text_w, TYPE_SMALL, C_TEXT_3, p->line->text);
    info_links(v, p, y);
}

static void moves(struct view *v, const struct place *p)
{
    const struct line *line = p->line;
    struct bytes text = {0};
    int y = p->y + p->block.text_y;
    layout_moves(v->app, line, &text);
    draw_icon(v->d, v->pane->talk.x + v->f.edge + S2, y + S1, ICON_SMALL, ICON_ENTER_LEAVE,
              C_TEXT_3);
    int x =
        view_text_fit(v, p->x, y + 2, p->text_w - ICON, TYPE_SMALL, C_TEXT_3, bytes_string(&text));
    bool open = p->block.rows > 1;
    draw_icon(v->d, x + S1, y + S1, ICON_SMALL, open ? ICON_CHEVRON_DOWN : ICON_CHEVRON_RIGHT,
              C_TEXT_3);
    draw_hit(v->d, (struct rect){p->x, y, x + ICON - p->x, INFO_H}, ACT_MOVES, p->index, NULL);
    for (int i = 0; open && i < line->move_count; i++) {
        const struct move *move = &line->moves[i];
        bytes_clear(&text);
        words_fill(&text, v->app->client.lang,
                   !move->left    ? W_JOINED_1
                   : move->reason ? W_LEFT_WHY
                                  : W_LEFT_1,
                   "a", move->nick, "reason", move->reason ? move->reason : "", NULL);
        view_text_fit(v, p->x + S4, y + 2 + (i + 1) * INFO_H, p->text_w - S4, TYPE_SMALL, C_TEXT_3,
                      text.data);
    }
    bytes_finish(&text);
}

/* --- the beginning of a room --- */

static void card(struct view *v, struct rect at, enum icon icon, enum word title, enum word body,
                 enum room_start start)
{
    const struct chat *c = v->pane->chat;
    struct bytes text = {0};
    bool hot = view_hot(v, ACT_START, (int)start);
    words_fill(&text, v->app->client.lang, body, "name", c->name, NULL);
    draw_border(v->d, at, R3, hot ? C_HOVER : C_RAISED, 1, C_LINE);
    struct rect tile = {at.x + S4, at.y + S4, ICON_BUTTON, ICON_BUTTON};
    draw_box(v->d, tile, R2, C_ACCENT_TINT);
    draw_icon(v->d, tile.x + 6, tile.y + 6, ICON, icon, C_ACCENT);
    view_text_fit(v, at.x + 60, at.y + S4, at.w - 60 - S3, TYPE_NAME, C_TEXT, view_word(v, title));
    view_paragraph(v, at.x + 60, at.y + S7, at.w - 60 - S3, TYPE_SMALL, C_TEXT_3, text.data);
    draw_hit(v->d, at, ACT_START, (int)start, NULL);
    bytes_finish(&text);
}

static void intro(struct view *v, const struct chat *c, int x, int y, int w)
{
    struct bytes title = {0}, body = {0};
    layout_intro_title(v->app, c, &title);
    layout_intro_words(v->app, c, &body);
    view_mark(v, x, y, MARK);
    y += MARK + S4;
    y += view_paragraph(v, x, y, w, TYPE_TITLE, C_TEXT, title.data);
    if (body.len) {
        y += view_paragraph(v, x, y, w < INTRO_TEXT_W ? w : INTRO_TEXT_W, TYPE_BODY, C_TEXT_2,
                            body.data);
    }
    y += S4;
    static const struct {
        enum icon icon;
        enum word title, body;
        enum room_start start;
    } cards[INTRO_CARDS] = {{ICON_USERS, W_BRING_PEOPLE, W_BRING_PEOPLE_DO, START_PEOPLE},
                            {ICON_EDIT, W_SET_TOPIC, W_SET_TOPIC_DO, START_TOPIC},
                            {ICON_LOCK, W_CLOSE_DOOR, W_CLOSE_DOOR_DO, START_DOOR}};
    struct rect places[INTRO_CARDS];
    bool any = layout_intro_cards(c, w, places) > 0;
    for (int i = 0; any && i < INTRO_CARDS; i++) {
        struct rect at = {x + places[i].x, y + places[i].y, places[i].w, places[i].h};
        card(v, at, cards[i].icon, cards[i].title, cards[i].body, cards[i].start);
    }
    bytes_finish(&title);
    bytes_finish(&body);
}

/* --- the whole talk --- */

/* Returns the top of the row below its day and its new-messages line. */
static int draw_block(struct view *v, const struct place *p)
{
    int y = p->y;
    if (p->block.gap) {
        y = gap_line(v, y);
    }
    if (p->block.day) {
        y = day_line(v, p, y);
    }
    if (p->block.marker) {
        marker_line(v, p, y);
    }
    switch (p->line->kind) {
    case LINE_MOVES:
        if (p->block.rows > 0) {
            moves(v, p);
        }
        return y;
    case LINE_INFO: info(v, p); return y;
    default: return said(v, p);
    }
}

static void scrollbar(struct view *v, const struct chat *c, int bottom)
{
    struct rect r = v->pane->talk;
    struct rect grab = {r.x + r.w - SCROLLBAR_GRAB, r.y, SCROLLBAR_GRAB, r.h};
    draw_hit(v->d, grab, ACT_SCROLLBAR, 0, NULL);
    bool dragged = v->pane->focused && v->app->drag == DRAG_SCROLL;
    bool scrolled = v->app->scrolled_at && v->app->scrolled == c;
    bool seen = scrolled || dragged || view_hot(v, ACT_SCROLLBAR, 0);
    if (!seen || c->count < 2 || r.h <= 0) {
        return;
    }
    int per_page = r.h / (LINE_H + S2);
    per_page = per_page > 0 ? per_page : 1;
    int h = (int)((int64_t)r.h * per_page / (c->count + per_page));
    h = h < SCROLLBAR_MIN ? SCROLLBAR_MIN : h > r.h ? r.h : h;
    int y = r.y + (int)((int64_t)(r.h - h) * bottom / (c->count - 1));
    draw_box(v->d, (struct rect){r.x + r.w - SCROLLBAR_W - 2, y, SCROLLBAR_W, h}, R_FULL, C_BADGE);
}

static void to_now(struct view *v, const struct chat *c)
{
    struct bytes text = {0};
    if (c->unread) {
        count_words(v, c->unread, &text);
    } else {
        bytes_text(&text, view_word(v, W_TO_NOW));
    }
    int w = ruler_width(v->r, TYPE_LABEL, text.data) + 2 * S3 + ICON_SMALL + S1;
    struct rect r = v->pane->talk;
    struct rect pill = {r.x + r.w - v->f.edge - w, r.y + r.h - BUTTON_SMALL_H, w, BUTTON_SMALL_H};
    bool hot = view_hot(v, ACT_TO_NOW, 0);
    draw_border(v->d, pill, R_FULL, hot ? C_HOVER : C_RAISED, 1, C_POP_LINE);
    draw_icon(v->d, pill.x + S3, pill.y + S2, ICON_SMALL, ICON_ARROW_DOWN, C_ACCENT);
    view_text(v, pill.x + S3 + ICON_SMALL + S1, pill.y + 6, TYPE_LABEL, C_ACCENT, text.data);
    draw_hit(v->d, pill, ACT_TO_NOW, 0, NULL);
    bytes_finish(&text);
}

void view_talk(struct view *v)
{
    const struct chat *c = v->pane->chat;
    struct rect r = v->pane->talk;
    if (!c) {
        return;
    }
    struct place p = {.chat = c,
                      .x = r.x + v->f.edge + v->f.text,
                      .w = r.w - 2 * v->f.edge - v->f.text,
                      .text_w = v->pane->text_w};
    int px;
    int bottom = layout_bottom(c, &px);
    draw_clip(v->d, r);
    draw_hit(v->d, r, ACT_TALK, -1, NULL);
    int tools = v->pane->focused ? toolbar_line(v->app) : -1, tools_top = 0;
    bool seen = false;
    p.y = r.y + r.h + px;
    for (p.index = bottom; p.index >= 0 && p.y > r.y; p.index--) {
        p.line = c->lines[p.index];
        p.block = layout_block(v->app, c, p.index, p.text_w);
        p.y -= p.block.height;
        int top = draw_block(v, &p);
        if (p.index == tools) {
            tools_top = top;
            seen = true;
        }
    }
    /* the introduction is above the first line */
    if (p.index < 0 && p.y > r.y && layout_is_start(c)) {
        intro(v, c, p.x, p.y - layout_intro(v->app, c, p.text_w), p.text_w);
    }
    if (seen && v->app->drag == DRAG_NONE) {
        view_tools(v, tools, tools_top);
    }
    scrollbar(v, c, bottom);
    draw_unclip(v->d);
    view_typing(v, c);
    if (!c->at_end) {
        to_now(v, c);
    }
}
