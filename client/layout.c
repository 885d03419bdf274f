#include "client/layout.h"

#include <stdio.h>
#include <string.h>

#include "client/app.h"
#include "client/text.h"
#include "irc/bytes.h"
#include "irc/caps.h"

enum { GROUP_MS = 5 * 60 * 1000, BUTTONS_W = 40 };

int layout_popup_rows(const struct app *app)
{
    int room = app->height - STATUS_H - PROMPT_H - S3 - TALK_FOOT - HEAD_H - BANNER_H -
               POPUP_HEAD_H - POPUP_FOOT_H - 3 * S2;
    int most = room / POPUP_ROW_H;
    most = most > POPUP_ROWS ? POPUP_ROWS : most < 1 ? 1 : most;
    return app->complete.count < most ? app->complete.count : most;
}

static int popup_height(const struct app *app)
{
    if (!app->complete.open) {
        return 0;
    }
    return S2 + POPUP_HEAD_H + layout_popup_rows(app) * POPUP_ROW_H + S2 + POPUP_FOOT_H + S2;
}

static bool has_banner(const struct app *app)
{
    enum session_state state = app->session.state;
    return state == SESSION_WAITING || state == SESSION_STOPPED ||
           ((state == SESSION_CONNECTING || state == SESSION_HELLO) &&
            app->screen == SCREEN_CHAT);
}

static struct rect prompt_text_area(const struct frame *f)
{
    int left = f->prompt.x + TALK_TEXT;
    return (struct rect){left, f->prompt.y + S3, f->prompt.x + f->prompt.w - BUTTONS_W - S2 - left,
                         f->prompt.h - 2 * S3};
}

struct frame layout_frame(const struct app *app)
{
    struct frame f = {0};
    int w = app->width, h = app->height;
    bool room = app->current && app->current->kind == CHAT_ROOM;
    f.chats_drawer = w < NARROW_CHATS;
    f.people_drawer = w < NARROW_PEOPLE;
    f.edge = f.chats_drawer ? S4 : S5;
    f.status = (struct rect){0, h - STATUS_H, w, STATUS_H};
    int left = 0, right = w;
    int below = f.status.y;
    if (!f.chats_drawer && !app->prefs.hide_chats) {
        f.chats = (struct rect){0, 0, CHATS_W, below};
        left = CHATS_W;
    } else if (f.chats_drawer && app->drawer == DRAWER_CHATS) {
        f.chats = (struct rect){0, 0, DRAWER_W, below};
    }
    f.topic = (struct rect){left, 0, right - left, HEAD_H};
    int top = HEAD_H;
    if (has_banner(app)) {
        f.banner = (struct rect){left, top, right - left, BANNER_H};
        top += BANNER_H;
    }
    if (room && !f.people_drawer && !app->prefs.hide_people) {
        right -= PEOPLE_W;
        f.people = (struct rect){right, top, PEOPLE_W, below - top};
    } else if (room && f.people_drawer && app->drawer == DRAWER_PEOPLE) {
        f.people = (struct rect){w - DRAWER_W, 0, DRAWER_W, below};
    }
    f.prompt = (struct rect){left + f.edge, 0, right - left - 2 * f.edge, PROMPT_H};
    struct wrap_row rows[PROMPT_ROWS_MAX];
    int count = layout_prompt(app, &f, rows, PROMPT_ROWS_MAX, NULL);
    count = count > PROMPT_LINES ? PROMPT_LINES : count;
    f.prompt.h = PROMPT_H + (count - 1) * LINE_H;
    f.prompt.y = below - S3 - f.prompt.h;
    int popup = popup_height(app);
    f.popup = (struct rect){f.prompt.x, f.prompt.y - popup, f.prompt.w, popup ? popup - S2 : 0};
    f.talk = (struct rect){left, top, right - left, f.prompt.y - popup - TALK_FOOT - top};
    return f;
}

int layout_prompt(const struct app *app, const struct frame *f, struct wrap_row *rows, int max,
                  struct rect *area)
{
    struct rect r = prompt_text_area(f);
    if (area) {
        *area = r;
    }
    if (!app->current) {
        rows[0] = (struct wrap_row){0, 0};
        return 1;
    }
    const struct edit *e = &app->current->draft;
    struct wrap_run run = {0, e->text.len, TYPE_BODY};
    int count = wrap_text(app->ruler, edit_text(e), e->text.len, &run, 1, r.w, rows, max);
    return count > max ? max : count;
}

int layout_row_of(const struct wrap_row *rows, int count, size_t at)
{
    int row = 0;
    while (row + 1 < count && rows[row + 1].start <= at) {
        row++;
    }
    return row;
}

int layout_first_row(int count, int caret_row)
{
    int first = caret_row - PROMPT_LINES + 1;
    return count <= PROMPT_LINES || first < 0 ? 0 : first;
}

size_t layout_byte_at(const struct ruler *ruler, const char *text, struct wrap_row row, int x)
{
    size_t at = row.start;
    while (at < row.end) {
        size_t next = text_next(text, row.end, at);
        int before = ruler->width(ruler, TYPE_BODY, text + row.start, at - row.start);
        int after = ruler->width(ruler, TYPE_BODY, text + row.start, next - row.start);
        if (x < (before + after) / 2) {
            break;
        }
        at = next;
    }
    return at;
}

int layout_field_shift(const struct ruler *ruler, const char *text, size_t caret, int w)
{
    int end = ruler->width(ruler, TYPE_BODY, text, caret) + RING;
    return end > w ? end - w : 0;
}

int layout_text_width(const struct frame *f)
{
    int w = f->talk.w - 2 * f->edge - TALK_TEXT;
    return w > TALK_MAX_W ? TALK_MAX_W : w;
}

/* --- the talk --- */

int layout_spans(const struct app *app, const struct line *line, struct span *spans, int max)
{
    /* in one's own words one's own name is nothing to be called by */
    return text_spans(line->text, strlen(line->text), line->mine ? "" : app->session.nick, spans,
                      max);
}

int layout_runs(const struct app *app, const struct line *line, struct wrap_run *runs, int max)
{
    struct span spans[RUNS_MAX];
    int count = layout_spans(app, line, spans, max < RUNS_MAX ? max : RUNS_MAX);
    for (int i = 0; i < count; i++) {
        bool strong = spans[i].kind == SPAN_ME || spans[i].kind == SPAN_NAME;
        runs[i] = (struct wrap_run){spans[i].start, spans[i].end,
                                    strong ? TYPE_STRONG : TYPE_BODY};
    }
    return count;
}

static void fill_moves(const struct app *app, struct bytes *out, const struct line *line,
                       bool left)
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
        words_fill(out, app->lang, words[left][count > 4 - 1 ? 3 : count - 1], "a", names[0], "b",
                   names[1], "n", number, NULL);
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

static int count_rows(const struct app *app, struct line *line, int width)
{
    if (line->rows && line->rows_width == width) {
        return line->rows;
    }
    struct wrap_run runs[RUNS_MAX];
    struct wrap_row rows[1];
    int count;
    if (line->kind == LINE_INFO) {
        runs[0] = (struct wrap_run){0, strlen(line->text), TYPE_SMALL};
        count = 1;
    } else {
        count = layout_runs(app, line, runs, RUNS_MAX);
    }
    int rows_count = wrap_text(app->ruler, line->text, strlen(line->text), runs, count, width, rows,
                               1);
    line->rows = rows_count > TALK_ROWS_MAX ? TALK_ROWS_MAX : rows_count;
    line->rows_width = width;
    return line->rows;
}

static bool is_talk(const struct line *line)
{
    return line->kind == LINE_SAID || line->kind == LINE_NOTICE;
}

/* Whether the line goes on where the one before it stopped: same person, soon after. */
static bool continues(const struct line *before, const struct line *line)
{
    return is_talk(before) && is_talk(line) && before->kind == line->kind &&
           (before->state == LINE_WAITING) == (line->state == LINE_WAITING) &&
           strcmp(before->nick ? before->nick : "", line->nick ? line->nick : "") == 0 &&
           line->time - before->time < GROUP_MS;
}

struct block layout_block(const struct app *app, const struct chat *c, int index, int text_width)
{
    struct line *line = c->lines[index];
    const struct line *before = index > 0 ? c->lines[index - 1] : NULL;
    struct block b = {0};
    b.day = !before || app_day(app, before->time) != app_day(app, line->time);
    b.marker = c->marker == c->dropped + (uint64_t)index && c->marker_new > 0;
    int y = (b.day ? DAY_H + S1 : 0) + (b.marker ? MARKER_H + S1 : 0);
    if (line->kind == LINE_MOVES) {
        b.rows = 1 + (line->open ? line->move_count : 0);
        b.text_y = y + S2;
        b.height = b.text_y + b.rows * INFO_H;
    } else if (line->kind == LINE_INFO) {
        b.rows = count_rows(app, line, text_width);
        b.text_y = y + S2;
        b.height = b.text_y + (b.rows - 1) * LABEL_H + INFO_H;
    } else {
        b.rows = count_rows(app, line, text_width);
        b.starts = b.day || b.marker || !before || !continues(before, line);
        b.head = b.starts && line->kind != LINE_ACTION;
        b.text_y = y + (b.starts ? 2 * S1 : 0) + (b.head ? NAME_H : 0);
        b.height = b.text_y + b.rows * LINE_H + S1;
    }
    if (line->state == LINE_FAILED) {
        b.height += BUTTON_SMALL_H + S1;
    }
    return b;
}

bool layout_intro_cards(const struct chat *c, int width)
{
    return c->kind == CHAT_ROOM && c->made && width >= INTRO_CARDS_W;
}

int layout_intro(const struct app *app, const struct chat *c, int width)
{
    struct bytes body = {0};
    struct wrap_row rows[1];
    layout_intro_words(app, c, &body);
    struct wrap_run run = {0, body.len, TYPE_BODY};
    int count = body.len ? wrap_text(app->ruler, body.data, body.len, &run, 1,
                                     width < INTRO_TEXT_W ? width : INTRO_TEXT_W, rows, 1) : 0;
    bytes_finish(&body);
    return MARK + S4 + type_styles[TYPE_TITLE].line + count * LINE_H + S5 +
           (layout_intro_cards(c, width) ? S4 + INTRO_CARD_H : 0);
}

void layout_intro_words(const struct app *app, const struct chat *c, struct bytes *out)
{
    if (c->kind == CHAT_SERVER) {
        return;
    }
    if (c->kind == CHAT_ROOM && c->made) {
        bytes_format(out, "%s ", words_text(app->lang, W_ROOM_MADE));
    }
    if (!(app->session.caps & CAP(CHATHISTORY))) {
        bytes_text(out, words_text(app->lang, W_ROOM_NO_PAST));
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

/* --- the columns --- */

int layout_chats_height(const struct app *app)
{
    int sections = 2;
    return (app->session.chat_count - 1) * ROW_H + sections * (S3 + SECTION_H) + S3;
}

enum role layout_role(const struct app *app, const struct person *p)
{
    const char *order = app->session.isupport.prefix_chars;
    const char *op = strchr(order, '@');
    const char *best = p->prefixes[0] ? strchr(order, p->prefixes[0]) : NULL;
    if (op && best && best <= op) {
        return ROLE_OPERATOR;
    }
    return p->away ? ROLE_AWAY : ROLE_ONLINE;
}

void layout_count_roles(const struct app *app, const struct chat *c, int counts[ROLE_COUNT])
{
    memset(counts, 0, ROLE_COUNT * sizeof *counts);
    for (int i = 0; i < c->people.count; i++) {
        counts[layout_role(app, c->people.list[i])]++;
    }
}

int layout_people_height(const struct app *app)
{
    int counts[ROLE_COUNT], height = S3;
    if (!app->current) {
        return 0;
    }
    layout_count_roles(app, app->current, counts);
    for (int i = 0; i < ROLE_COUNT; i++) {
        height += counts[i] ? SECTION_H + S3 + counts[i] * ROW_H : 0;
    }
    return height + ROW_H + S2;
}
