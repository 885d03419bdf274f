/* Layout of the lines of the talk. */
#include <stdio.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/prefs.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/layout/layout.h"
#include "client/layout/measure.h"
#include "client/net/network.h"
#include "client/text/formatting.h"
#include "client/text/text.h"
#include "client/text/visual_row.h"
#include "irc/bytes.h"

enum { GROUP_MS = 5 * 60 * 1000 };

/* Adds the part of a span from `start` to `end`, in one style. */
static int add_part(struct span *out, int count, int max, struct span span, size_t start,
                    size_t end, const struct style *style)
{
    if (start < end && count < max) {
        span.start = start;
        span.end = end;
        span.style = style;
        out[count++] = span;
    }
    return count;
}

int layout_spans(const struct chat *c, const struct line *line, struct span *spans, int max)
{
    struct span whole[RUNS_MAX];
    /* the user's own nick is not a mention in their own messages */
    int count = 0, from = 0, most = max < RUNS_MAX ? max : RUNS_MAX;
    int wholes =
        text_spans(line->text, strlen(line->text), line->mine ? "" : c->network->nick, whole, most);
    if (line->style_count == 0) {
        memcpy(spans, whole, (size_t)wholes * sizeof *spans);
        return wholes;
    }
    for (int i = 0; i < wholes; i++) {
        size_t at = whole[i].start, end = whole[i].end;
        while (from < line->style_count && line->styles[from].end <= at) {
            from++;
        }
        for (int s = from; s < line->style_count && line->styles[s].start < end; s++) {
            const struct style *style = &line->styles[s];
            size_t start = style->start > at ? style->start : at;
            count = add_part(spans, count, most - 1, whole[i], at, start, NULL);
            at = style->end < end ? style->end : end;
            count = add_part(spans, count, most - 1, whole[i], start, at, style);
        }
        count = add_part(spans, count, most - 1, whole[i], at, end, NULL);
    }
    if (count == most - 1 &&
        spans[count - 1].end < strlen(line->text)) { /* too many: the rest is plain */
        count = add_part(spans, count, most, (struct span){.whole = spans[count - 1].end},
                         spans[count - 1].end, strlen(line->text), NULL);
    }
    return count;
}

enum type layout_type(const struct span *span)
{
    unsigned look = span->style ? span->style->look : 0;
    bool strong = span->kind == SPAN_ME || span->kind == SPAN_NAME || (look & STYLE_BOLD);
    return look & STYLE_MONO     ? TYPE_CODE
           : look & STYLE_ITALIC ? strong ? TYPE_STRONG_ITALIC : TYPE_ITALIC
           : strong              ? TYPE_STRONG
                                 : TYPE_BODY;
}

/* The type runs that its spans result in. */
static int runs_of(const struct chat *c, const struct line *line, struct wrap_run *runs, int max)
{
    struct span spans[RUNS_MAX];
    int count = layout_spans(c, line, spans, max < RUNS_MAX ? max : RUNS_MAX);
    for (int i = 0; i < count; i++) {
        runs[i] = (struct wrap_run){spans[i].start, spans[i].end, layout_type(&spans[i])};
    }
    return count;
}

static void fill_moves(const struct app *app, struct bytes *out, const struct line *line, bool left)
{
    static const enum word words[2][4] = {{W_JOINED_1, W_JOINED_2, W_JOINED_3, W_JOINED_N},
                                          {W_LEFT_1, W_LEFT_2, W_LEFT_3, W_LEFT_N}};
    const char *names[2] = {"", ""};
    int count = 0;
    for (int i = 0; i < line->move_count; i++) {
        if (line->moves[i].left == left) {
            if (count < 2) {
                names[count] = line->moves[i].nick;
            }
            count++;
        }
    }
    if (count > 0) {
        char number[16];
        snprintf(number, sizeof number, "%d", count - 2);
        words_fill(out, app->client.lang, words[left][count > 4 - 1 ? 3 : count - 1], "a", names[0],
                   "b", names[1], "n", number, NULL);
    }
}

void layout_moves(const struct app *app, const struct line *line, struct bytes *out)
{
    fill_moves(app, out, line, false);
    struct bytes left = {0};
    fill_moves(app, &left, line, true);
    if (left.len) {
        bytes_format(out, "%s%s", out->len ? " · " : "", left.data);
    }
    bytes_finish(&left);
}

/* Whether the text line around a byte is monospace throughout. */
static bool is_mono_line(const struct line *line, size_t at)
{
    const char *text = line->text;
    size_t start = at, end = at + strcspn(text + at, "\n");
    while (start > 0 && text[start - 1] != '\n') {
        start--;
    }
    for (int i = 0; i < line->style_count; i++) {
        const struct style *s = &line->styles[i];
        if ((s->look & STYLE_MONO) && s->start <= start && s->end >= end) {
            return end > start;
        }
    }
    return false;
}

/* An empty line between two code lines is code too. */
static bool is_code_line(const struct line *line, size_t at)
{
    const char *text = line->text;
    bool empty = (at == 0 || text[at - 1] == '\n') && (text[at] == '\n' || !text[at]);
    size_t next = at + strspn(text + at, "\n");
    return is_mono_line(line, at) || (empty && at > 0 && text[next] && is_mono_line(line, at - 1) &&
                                      is_mono_line(line, next));
}

bool layout_is_code(const struct line *line, struct wrap_row row)
{
    return line->style_count && line->kind == LINE_SAID && strchr(line->text, '\n') &&
           is_code_line(line, row.start);
}

static bool has_code(const struct line *line)
{
    bool any = false;
    const char *text = line->text;
    for (size_t at = 0; line->style_count && !any && text[at]; at += text[at] == '\n') {
        any = layout_is_code(line, (struct wrap_row){at, at});
        at += strcspn(text + at, "\n");
    }
    return any;
}

int layout_rows(const struct app *app, const struct chat *c, const struct line *line, int width,
                struct wrap_run *runs, int *run_count, struct wrap_row *rows)
{
    size_t len = strlen(line->text);
    width -= has_code(line) ? 2 * CODE_PAD + ICON_BUTTON : 0; /* it can be copied */
    if (line->kind == LINE_INFO) {
        runs[0] = (struct wrap_run){0, len, TYPE_SMALL};
        *run_count = 1;
    } else {
        *run_count = runs_of(c, line, runs, RUNS_MAX);
    }
    int count =
        wrap_text(app->ruler, line->text, len, runs, *run_count, width, rows, TALK_ROWS_MAX);
    return count > TALK_ROWS_MAX ? TALK_ROWS_MAX : count;
}

/* A message only a little longer is shown whole. */
static bool folds(const struct line *line, int rows)
{
    return rows > FOLD_ROWS + 2 && strchr(line->text, '\n');
}

int layout_rows_seen(const struct line *line, int rows)
{
    return folds(line, rows) && !line->open ? FOLD_ROWS : rows;
}

int layout_row_shift(const struct visual_row *row, struct wrap_row at, const struct line *line,
                     int width)
{
    if (layout_is_code(line, at)) {
        return CODE_PAD;
    }
    return visual_row_is_rtl(line->text, strlen(line->text)) && row->w < width ? width - row->w : 0;
}

static int count_rows(const struct app *app, const struct chat *c, struct line *line, int width)
{
    if (line->rows && line->rows_width == width) {
        return line->rows;
    }
    struct wrap_run runs[RUNS_MAX];
    struct wrap_row rows[TALK_ROWS_MAX];
    int count;
    line->rows = layout_rows(app, c, line, width, runs, &count, rows);
    line->rows_width = width;
    return line->rows;
}

static bool is_talk(const struct line *line)
{
    return line->kind == LINE_SAID || line->kind == LINE_NOTICE;
}

/* Whether the line continues the one before it: same sender, soon after. */
static bool continues(const struct line *before, const struct line *line)
{
    return is_talk(before) && is_talk(line) && before->kind == line->kind && !line->reply_to &&
           (before->state == LINE_WAITING) == (line->state == LINE_WAITING) &&
           strcmp(before->nick ? before->nick : "", line->nick ? line->nick : "") == 0 &&
           line->time - before->time < GROUP_MS;
}

int layout_reactions(const struct app *app, const struct line *line, int width, struct rect *rects)
{
    int x = 0, y = 0;
    for (int i = 0; i < line->reaction_count; i++) {
        const struct reaction *r = &line->reactions[i];
        char number[16];
        snprintf(number, sizeof number, "%d", r->count);
        int w = 2 * S2 + ruler_width(app->ruler, TYPE_BODY, r->text) + REACTION_GAP +
                ruler_width(app->ruler, TYPE_LABEL, number);
        if (x > 0 && x + w > width) {
            x = 0;
            y += REACTION_H + S1;
        }
        rects[i] = (struct rect){x, y, w, REACTION_H};
        x += w + S1;
    }
    return line->reaction_count ? y + REACTION_H : 0;
}

/* The mark stands after the last row, or below if there is no room. */
static void place_edited(const struct app *app, const struct chat *c, const struct line *line,
                         int width, struct block *b)
{
    struct wrap_run runs[RUNS_MAX];
    struct wrap_row rows[TALK_ROWS_MAX];
    struct visual_row visual;
    int run_count, count = layout_rows(app, c, line, width, runs, &run_count, rows);
    count = layout_rows_seen(line, count);
    struct wrap_row last = rows[count - 1];
    visual_row_take(&visual, app->ruler, line->text, strlen(line->text), runs, run_count, last);
    int w = wrap_width(app->ruler, line->text, runs, run_count, last.start, last.end);
    int mark = ruler_width(app->ruler, TYPE_SMALL, words_text(app->client.lang, W_EDITED));
    bool fits = w + S2 + mark <= width && !layout_is_code(line, last) &&
                layout_row_shift(&visual, last, line, width) == 0;
    b->edited_x = fits ? w + S2 : 0;
    b->edited_y = b->text_y + (count - 1) * LINE_H + (fits ? 2 : LINE_H);
    b->height += fits ? 0 : LABEL_H;
}

struct block layout_block(const struct app *app, const struct chat *c, int index, int text_width)
{
    struct line *line = c->lines[index];
    const struct line *before = index > 0 ? c->lines[index - 1] : NULL;
    struct block b = {.reply_y = -1, .reactions_y = -1, .fold_y = -1, .edited_y = -1};
    b.day =
        !before || client_day(&app->client, before->time) != client_day(&app->client, line->time);
    b.marker = c->marker == c->dropped + (uint64_t)index && c->marker_new > 0;
    b.gap = line->gap && before;
    int y = (b.gap ? DAY_H + S1 : 0) + (b.day ? DAY_H + S1 : 0) + (b.marker ? MARKER_H + S1 : 0);
    if (line->kind == LINE_MOVES) {
        bool none = app->client.prefs.moves == MOVES_NONE,
             all = app->client.prefs.moves == MOVES_ALL;
        b.rows = none ? 0 : 1 + (line->open != all ? line->move_count : 0);
        b.text_y = y + (none ? 0 : S2);
        b.height = b.text_y + b.rows * INFO_H;
    } else if (line->kind == LINE_INFO) {
        b.rows = count_rows(app, c, line, text_width);
        b.text_y = y + S2;
        b.height = b.text_y + (b.rows - 1) * LABEL_H + INFO_H;
    } else {
        b.rows = count_rows(app, c, line, text_width);
        b.starts = b.gap || b.day || b.marker || !before || !continues(before, line);
        b.head = b.starts && line->kind != LINE_ACTION && !app->client.prefs.compact;
        y += b.starts && !app->client.prefs.compact ? 2 * S1 : 0;
        b.reply_y = line->reply_to ? y : -1;
        b.text_y = y + (line->reply_to ? REPLY_H + S1 : 0) + (b.head ? NAME_H : 0);
        int all = b.rows;
        b.rows = layout_rows_seen(line, all);
        b.height = b.text_y + b.rows * LINE_H + (app->client.prefs.compact ? 0 : S1);
        if (line->edited && b.rows > 0) {
            place_edited(app, c, line, text_width, &b);
        }
        if (folds(line, all)) {
            b.fold_y = b.height;
            b.height += INFO_H;
        }
        if (line->reaction_count) {
            struct rect rects[REACTIONS_MAX];
            b.reactions_y = b.height;
            b.height += layout_reactions(app, line, text_width, rects) + S1;
        }
    }
    if (line->state == LINE_FAILED) {
        b.height += BUTTON_SMALL_H + S1;
    }
    return b;
}

bool layout_is_start(const struct chat *c)
{
    return !c->trimmed && !c->backlog.older && !c->backlog.recall_more;
}

int layout_intro_cards(const struct chat *c, int width, struct rect places[INTRO_CARDS])
{
    enum { LOW_H = 88 }; /* one below the other */
    bool beside = width >= INTRO_CARDS_W;
    int each = beside ? (width - 2 * S3) / INTRO_CARDS : width, h = beside ? INTRO_CARD_H : LOW_H;
    if (c->kind != CHAT_ROOM || !c->made) {
        return 0;
    }
    for (int i = 0; i < INTRO_CARDS; i++) {
        places[i] = (struct rect){beside ? i * (each + S3) : 0, beside ? 0 : i * (h + S2), each, h};
    }
    return places[INTRO_CARDS - 1].y + h;
}

int layout_intro(const struct app *app, const struct chat *c, int width)
{
    struct bytes title = {0}, body = {0};
    struct wrap_row rows[1];
    layout_intro_title(app, c, &title);
    int title_h = measure_paragraph(app->ruler, TYPE_TITLE, bytes_string(&title), width);
    bytes_finish(&title);
    layout_intro_words(app, c, &body);
    struct wrap_run run = {0, body.len, TYPE_BODY};
    int count = body.len ? wrap_text(app->ruler, body.data, body.len, &run, 1,
                                     width < INTRO_TEXT_W ? width : INTRO_TEXT_W, rows, 1)
                         : 0;
    bytes_finish(&body);
    struct rect cards[INTRO_CARDS];
    int cards_h = layout_intro_cards(c, width, cards);
    return MARK + S4 + title_h + count * LINE_H + S5 + (cards_h ? S4 + cards_h : 0);
}

/* How many people are there, and the message of the day. */
static void server_words(const struct app *app, const struct network *s, struct bytes *out)
{
    char number[16];
    snprintf(number, sizeof number, "%d", s->people);
    if (s->people > 0) {
        words_fill(out, app->client.lang, s->people == 1 ? W_ONLINE_1 : W_ONLINE_N, "n", number,
                   NULL);
    }
    if (s->motd.len) {
        bytes_format(out, "%s%.*s", out->len ? "\n" : "", (int)s->motd.len, s->motd.data);
    }
}

void layout_intro_title(const struct app *app, const struct chat *c, struct bytes *out)
{
    static const enum word titles[] = {W_SERVER_START, W_ROOM_START, W_PERSON_START};
    words_fill(out, app->client.lang, titles[c->kind], "name",
               c->kind == CHAT_SERVER ? network_name(c->network) : c->name, NULL);
}

void layout_intro_words(const struct app *app, const struct chat *c, struct bytes *out)
{
    if (c->kind == CHAT_SERVER) {
        server_words(app, c->network, out);
        return;
    }
    if (c->kind == CHAT_ROOM && c->made) {
        bytes_format(out, "%s ", words_text(app->client.lang, W_ROOM_MADE));
    }
    if (c->network->forgetful) {
        bytes_text(out, words_text(app->client.lang, W_ROOM_NO_PAST));
    }
}

int layout_bottom(const struct chat *c, int *px)
{
    if (c->at_end || c->scroll_seq < c->dropped ||
        c->scroll_seq >= c->dropped + (uint64_t)c->count) {
        *px = 0;
        return c->count - 1;
    }
    *px = c->scroll_px;
    return (int)(c->scroll_seq - c->dropped);
}
