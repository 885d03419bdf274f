#include "client/panel/form.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/event.h"
#include "client/input/scroll.h"
#include "client/input/speak.h"
#include "client/layout/layout.h"
#include "client/net/network.h"
#include "client/panel/panel.h"
#include "irc/check.h"

enum {
    FORM_X = 48,
    FORM_W = 720,
    LINE_ROW_H = 56,
    RADIO_H = 36,
    RADIO_TEXT = 20 + 2 * S3, /* the circle, and the space around it */
    FACT_NAME_W = 160,
    FACT_BESIDE = 400,
    ONE_COLUMN = 480,
    ITEM_H = 40,
    ITEM_TALL_H = 56,
    SECTION_TOP = 56, /* of a heading, with the space above it */
    BUTTONS_H = FIELD_H + S4,
    GAP = S4,
    RADIO_FIELD_W = 200,
    LINE_FIELD_W = 104,
    LIST_W = 168,
    SCROLL_ROW = 24,
};

/* --- rows --- */

struct form_row *form_add(struct form *f, enum form_kind kind, int id)
{
    if (f->count == f->cap) {
        f->cap = f->cap ? 2 * f->cap : 32;
        f->rows = xrealloc(f->rows, (size_t)f->cap * sizeof *f->rows);
    }
    struct form_row *row = &f->rows[f->count++];
    *row = (struct form_row){.kind = kind, .id = id};
    return row;
}

void form_free(struct form *f)
{
    free(f->rows);
    *f = (struct form){0};
}

void form_text(char *out, size_t cap, const struct words *lang, enum word word, ...)
{
    struct bytes text = {0};
    va_list args;
    va_start(args, word);
    words_vfill(&text, lang, word, args);
    va_end(args);
    copy_text(out, cap, bytes_string(&text));
    bytes_finish(&text);
}

const char *form_word(const struct app *app, enum word key)
{
    return words_text(app->client.lang, key);
}

void form_label(const struct app *app, struct form_row *row, enum word key)
{
    copy_text(row->label, FORM_LABEL, form_word(app, key));
}

void form_note(const struct app *app, struct form_row *row, enum word key)
{
    copy_text(row->note, FORM_NOTE, form_word(app, key));
}

void form_head(const struct app *app, struct form *f, enum word key, enum icon icon)
{
    struct form_row *row = form_add(f, FORM_HEAD, 0);
    form_label(app, row, key);
    row->icon = icon;
}

void form_put(struct app *app, int edit, int id, const char *text)
{
    struct edit *e = &app->form->edits[edit];
    bool writing = app->form->edited && app->form->focus == id;
    if (!writing && strcmp(edit_text(e), text) != 0) {
        edit_finish(e);
        edit_insert(e, text, strlen(text));
    }
}

void form_moment(const struct app *app, int64_t wall, char *out, size_t cap)
{
    struct bytes text = {0};
    client_moment(&app->client, wall, &text);
    copy_text(out, cap, text.data);
    bytes_finish(&text);
}

struct network *form_network(const struct app *app)
{
    struct network *s = network_with_id(&app->client, app->form->network);
    return s && s->entered ? s : NULL;
}

struct chat *form_chat(const struct app *app)
{
    struct network *s = form_network(app);
    return s ? network_find(s, app->form->room) : NULL;
}

struct rect form_area(const struct app *app)
{
    bool narrow = app->width < NARROW_CHATS;
    int left = narrow ? 0 : CHATS_W;
    int x = narrow ? S4 : left + FORM_X;
    int w = app->width - x - (narrow ? S4 : FORM_X);
    return (struct rect){x, HEAD_H + 1, w > FORM_W ? FORM_W : w, app->height - HEAD_H - 1};
}

/* --- where the parts of a row are --- */

/* What sets it, of its own size. */
static struct rect control_size(const struct app *app, const struct form_row *row, int w)
{
    switch (row->kind) {
    case FORM_SWITCH: return (struct rect){0, 0, SWITCH_W, SWITCH_H};
    case FORM_CHOICE: return measure_choices(app->ruler, row->choices, row->choice_count, w, NULL);
    case FORM_LIST:
    case FORM_ITEM: return (struct rect){0, 0, LIST_W, BUTTON_SMALL_H};
    default: return (struct rect){0, 0, LINE_FIELD_W, BUTTON_SMALL_H};
    }
}

/* Label and note above what sets it; the note below the label if it does not fit beside it. */
static struct setting_line stack(const struct app *app, const struct form_row *row, int w)
{
    int label = ruler_width(app->ruler, TYPE_LABEL, row->label);
    bool beside = label + S2 + ruler_width(app->ruler, TYPE_SMALL, row->note) <= w;
    int under =
        row->note[0] && !beside ? measure_paragraph(app->ruler, TYPE_SMALL, row->note, w) : 0;
    struct rect control = {0, 0, w, FIELD_H};
    control = row->kind == FORM_CHOICE ? control_size(app, row, w) : control;
    control.h = control.h < FIELD_H ? FIELD_H : control.h; /* as high as its neighbours */
    control.y = LABEL_H + under + S1;
    int h = control.y + control.h + S4;
    return (struct setting_line){w, 0, under ? LABEL_H : 0, control, h};
}

/* A circle, label, note and perhaps a field in one row, or below each other. */
static struct setting_line radio(const struct app *app, const struct form_row *row, int w)
{
    bool writes = row->edit && row->on;
    int words_w = w - (row->letter ? 32 : 0) - RADIO_TEXT;
    int label = ruler_width(app->ruler, TYPE_STRONG, row->label);
    bool aside = writes && label <= words_w - RADIO_FIELD_W - S3;
    struct rect field = {w - (row->letter ? 32 : 0) - RADIO_FIELD_W, 2, RADIO_FIELD_W,
                         BUTTON_SMALL_H};
    int note_w = words_w - (aside ? RADIO_FIELD_W + S3 : 0);
    int note = ruler_width(app->ruler, TYPE_SMALL, row->note);
    bool under = note && label + S3 + note > note_w;
    int note_h = under ? measure_paragraph(app->ruler, TYPE_SMALL, row->note, note_w) : 0;
    int h = RADIO_H + note_h;
    if (writes && !aside) {
        field = (struct rect){RADIO_TEXT, h - 2, words_w, BUTTON_SMALL_H};
        h += BUTTON_SMALL_H + S1;
    }
    return (struct setting_line){note_w, 6, under ? 6 + LINE_H : 8, field, h};
}

/* A name and what it is; below each other where it is narrow. */
static struct setting_line fact(const struct app *app, const struct form_row *row, int w)
{
    bool below = w < FACT_BESIDE;
    int words_w = below ? w : w - FACT_NAME_W;
    int h = measure_paragraph(app->ruler, row->code ? TYPE_CODE : TYPE_SMALL, row->note, words_w);
    struct rect value = {below ? 0 : FACT_NAME_W, below ? S1 + LABEL_H : S1, words_w, h};
    return (struct setting_line){below ? w : FACT_NAME_W - S2, S1, S1, value, value.y + h + S1};
}

static struct setting_line item(const struct app *app, const struct form_row *row, int w)
{
    int h = row->note[0] || row->facts[1][0] ? ITEM_TALL_H : ITEM_H;
    struct rect control = control_size(app, row, w);
    control.x = w - control.w;
    control.y = (h - control.h) / 2;
    return (struct setting_line){.words_w = w, .control = control, .h = h};
}

static struct setting_line place_parts(const struct app *app, const struct form_row *row, int w,
                                       bool first)
{
    switch (row->kind) {
    case FORM_HEAD: return (struct setting_line){.h = first ? S5 : SECTION_TOP};
    case FORM_TEXT:
        return (struct setting_line){.h = measure_paragraph(app->ruler, TYPE_SMALL, row->note, w) +
                                          S2};
    case FORM_FACT: return fact(app, row, w);
    case FORM_RADIO: return radio(app, row, w);
    case FORM_ITEM: return item(app, row, w);
    case FORM_BUTTONS: return (struct setting_line){.h = BUTTONS_H};
    default:
        return row->share ? stack(app, row, w)
                          : measure_setting(app->ruler, row->label, row->note, w, LINE_ROW_H,
                                            control_size(app, row, w));
    }
}

/* Sets their places from the top of the page; returns its height. */
static int place_rows(const struct app *app, struct form *f, int x, int w)
{
    int y = 0, column = 0, high = 0;
    bool boxed = false, narrow = w < ONE_COLUMN;
    for (int i = 0; i < f->count; i++) {
        struct form_row *row = &f->rows[i];
        int inner_x = row->boxed ? x + S4 : x, inner_w = row->boxed ? w - 2 * S4 : w;
        bool stacked = i && !column && row->share && !f->rows[i - 1].share &&
                       f->rows[i - 1].kind != FORM_HEAD && f->rows[i - 1].kind != FORM_TEXT;
        bool radios_end = i && f->rows[i - 1].kind == FORM_RADIO && row->kind != FORM_RADIO;
        if (row->boxed != boxed || radios_end || stacked) {
            y += row->boxed != boxed || stacked ? S4 : S2;
            boxed = row->boxed;
        }
        if (narrow && row->share) { /* each in a line of its own */
            row->share = row->kind == FORM_BUTTONS ? 0 : FORM_COLUMNS;
        }
        int share = row->share ? row->share : FORM_COLUMNS;
        int from = inner_x + (inner_w + GAP) * column / FORM_COLUMNS;
        int to = inner_x + (inner_w + GAP) * (column + share) / FORM_COLUMNS - GAP;
        row->line = place_parts(app, row, to - from, i == 0);
        row->at = (struct rect){from, y, to - from, row->line.h};
        high = row->at.h > high ? row->at.h : high;
        column += share;
        bool ends = narrow || i + 1 == f->count || column + f->rows[i + 1].share > FORM_COLUMNS ||
                    !f->rows[i + 1].share;
        if (ends) {
            y += high;
            column = high = 0;
        }
    }
    return y + S6;
}

/* The refusal stands under the row it is about. */
static void put_refusal(const struct app *app, struct form *f)
{
    const struct form_state *s = app->form;
    int at = 0;
    while (at < f->count && f->rows[at].id != s->wrong_id) {
        at++;
    }
    if (!s->wrong_id || at == f->count) {
        return;
    }
    while (at + 1 < f->count && f->rows[at + 1].share) {
        at++;
    }
    form_add(f, FORM_TEXT, 0);
    memmove(f->rows + at + 2, f->rows + at + 1, (size_t)(f->count - at - 2) * sizeof *f->rows);
    f->rows[at + 1] = (struct form_row){
        .kind = FORM_TEXT, .danger = !s->right, .done = s->right, .boxed = f->rows[at].boxed};
    copy_text(f->rows[at + 1].note, FORM_NOTE, s->wrong);
}

void form_take(const struct app *app, struct form *f, int *height)
{
    struct rect area = form_area(app);
    *f = (struct form){0};
    app->form->page->rows(app, f);
    put_refusal(app, f);
    *height = place_rows(app, f, area.x, area.w);
    for (int i = 0; i < f->count; i++) {
        f->rows[i].at.y += area.y - app->form->scroll_px;
    }
}

struct rect form_control(const struct form_row *row)
{
    struct rect at = row->line.control;
    return (struct rect){row->at.x + at.x, row->at.y + at.y, at.w, at.h};
}

struct rect form_text_area(const struct form_row *row)
{
    struct rect box = form_control(row);
    int eye = row->masked ? ICON_BUTTON : 0;
    return (struct rect){box.x + S3, box.y + (box.h - LINE_H) / 2, box.w - 2 * S3 - eye, LINE_H};
}

bool form_is_hidden(const struct app *app, const struct form_row *row)
{
    return row->masked && !app->form->unmasked;
}

void form_shown(const struct app *app, const struct form_row *row, struct bytes *out)
{
    bool hidden = form_is_hidden(app, row);
    for (size_t i = 0; hidden && i < row->edit->text.len; i++) {
        bytes_char(out, '*');
    }
    if (!hidden) {
        bytes_text(out, edit_text(row->edit));
    }
}

void form_unmask(struct app *app)
{
    app->form->unmasked = !app->form->unmasked;
    app->client.dirty = true;
}

/* --- state --- */

static bool can_focus(const struct form_row *row)
{
    return row->id && !row->disabled && row->kind != FORM_HEAD && row->kind != FORM_TEXT &&
           row->kind != FORM_FACT && (row->kind != FORM_ITEM || row->choice_count);
}

static int find(const struct form *f, int id, const char *key)
{
    int at = 0;
    while (at < f->count && (f->rows[at].id != id || strcmp(f->rows[at].key, key) != 0)) {
        at++;
    }
    return id && at < f->count ? at : -1;
}

/* Whether its field is there to be written in. */
static bool writes(const struct form_row *row)
{
    return row->edit && !row->disabled && (row->kind != FORM_RADIO || row->on);
}

/* The row with focus, copied; false: none. */
static bool take_focused(const struct app *app, struct form_row *out)
{
    struct form f;
    int height;
    form_take(app, &f, &height);
    int at = find(&f, app->form->focus, app->form->key);
    if (at >= 0) {
        *out = f.rows[at];
    }
    form_free(&f);
    return at >= 0;
}

static void forget(struct form_state *s)
{
    for (int i = 0; i < FORM_EDITS; i++) {
        edit_finish(&s->edits[i]);
    }
    *s = (struct form_state){0};
}

void form_open(struct app *app, const struct form_page *page, struct network *s, const char *room)
{
    panel_close_all(app);
    forget(app->form);
    app->form->open = true;
    app->form->page = page;
    app->form->network = s->id;
    copy_text(app->form->room, sizeof app->form->room, room);
    if (page->follow) {
        page->follow(app);
    }
    app->client.dirty = true;
}

static void act(struct app *app, int id, const char *key, int part)
{
    struct form f;
    int height;
    form_take(app, &f, &height);
    int at = find(&f, id, key);
    if (at >= 0 && !f.rows[at].disabled) {
        app->form->wrong_id = 0;
        app->form->page->act(app, id, f.rows[at].key, part);
        app->client.dirty = true;
    }
    form_free(&f);
}

/* What was written is taken over. */
static void leave_field(struct app *app)
{
    struct form_state *s = app->form;
    if (s->edited) {
        s->edited = false;
        act(app, s->focus, s->key, FORM_DONE);
    }
}

void form_close(struct app *app)
{
    if (app->form->open) {
        leave_field(app);
        app->form->open = false;
        app->client.dirty = true;
    }
}

void form_finish(struct form_state *s)
{
    forget(s);
}

void form_refuse(struct app *app, int id, const char *why)
{
    app->form->wrong_id = id;
    app->form->right = false;
    copy_text(app->form->wrong, FORM_NOTE, why);
    app->client.dirty = true;
}

void form_tell(struct app *app, int id, const char *what)
{
    form_refuse(app, id, what);
    app->form->right = true;
}

bool form_is_open(const struct app *app)
{
    return app->form->open;
}

static void scroll_to(struct app *app, int px, int height)
{
    app->form->scroll_px = scroll_px(px, 0, height, form_area(app).h);
    app->form->listing = false;
    app->client.dirty = true;
}

/* What was above may have gone: the page is not scrolled past its end. */
static void stay_within(struct app *app)
{
    struct form f;
    int height;
    if (app->form->scroll_px) {
        form_take(app, &f, &height);
        form_free(&f);
        if (app->form->scroll_px > height - form_area(app).h) {
            scroll_to(app, app->form->scroll_px, height);
        }
    }
}

void form_follow(struct app *app)
{
    struct form_state *s = app->form;
    if (!s->open) {
        return;
    }
    if (!form_network(app) || (s->room[0] && !form_chat(app))) {
        s->open = false;
        app->client.dirty = true;
        return;
    }
    if (s->undo[0] && app->client.now >= s->undo_until) {
        s->undo[0] = '\0';
        app->client.dirty = true;
    }
    if (s->page->follow) {
        s->page->follow(app);
    }
    stay_within(app);
}

int64_t form_deadline(const struct app *app)
{
    return app->form->open && app->form->undo[0] ? app->form->undo_until : 0;
}

/* --- scrolling --- */

void form_wheel(struct app *app, int rows)
{
    struct form f;
    int height;
    form_take(app, &f, &height);
    form_free(&f);
    scroll_to(app, app->form->scroll_px + rows * SCROLL_ROW, height);
}

/* That of the focus, if it is to be seen; else the one at the top. */
int form_section(const struct app *app, const struct form *f)
{
    int focused = find(f, app->form->focus, app->form->key), section = -1;
    struct rect area = form_area(app);
    bool seen =
        focused >= 0 && f->rows[focused].at.y >= area.y && f->rows[focused].at.y < area.y + area.h;
    for (int i = 0; i < f->count && (!seen || i <= focused); i++) {
        bool head = f->rows[i].kind == FORM_HEAD;
        section += head && (section < 0 || seen || f->rows[i].at.y <= HEAD_H + S5);
    }
    return section;
}

void form_show_section(struct app *app, int section)
{
    struct form f;
    int height, at = 0;
    leave_field(app);
    form_take(app, &f, &height);
    for (int i = 0; i < f.count; i++) {
        if (f.rows[i].kind == FORM_HEAD && at++ == section) {
            int first = i + 1;
            while (first < f.count && f.rows[first].kind != FORM_HEAD &&
                   !can_focus(&f.rows[first])) {
                first++;
            }
            bool any = first < f.count && f.rows[first].kind != FORM_HEAD;
            app->form->focus = any ? f.rows[first].id : 0;
            copy_text(app->form->key, FORM_KEY, any ? f.rows[first].key : "");
            scroll_to(app, section ? f.rows[i].at.y - HEAD_H - S3 + app->form->scroll_px : 0,
                      height);
        }
    }
    form_free(&f);
}

/* --- focus --- */

static void show(struct app *app, const struct form_row *row, int height)
{
    struct rect area = form_area(app);
    int above = area.y + S2 - row->at.y;
    int below = row->at.y + row->at.h + S4 - area.y - area.h;
    if (above > 0) {
        scroll_to(app, app->form->scroll_px - above, height);
    } else if (below > 0) {
        scroll_to(app, app->form->scroll_px + below, height);
    }
}

void form_go(struct app *app, int id, const char *key)
{
    struct form_state *s = app->form;
    struct form f;
    int height;
    if (id != s->focus || strcmp(key, s->key) != 0) {
        char kept[FORM_KEY];
        copy_text(kept, sizeof kept, key);
        leave_field(app);
        s->focus = id;
        copy_text(s->key, FORM_KEY, kept);
        s->part = 0;
        s->listing = false;
    }
    form_take(app, &f, &height);
    int at = find(&f, s->focus, s->key);
    if (at >= 0) {
        show(app, &f.rows[at], height);
    }
    form_free(&f);
    app->key_at = app->client.now;
    app->client.dirty = true;
    speak_focus(app);
}

static void step(struct app *app, int by)
{
    struct form f;
    int height;
    form_take(app, &f, &height);
    int at = find(&f, app->form->focus, app->form->key);
    at = at < 0 && by < 0 ? 0 : at;
    for (int i = 0; i < f.count; i++) {
        at = (at + by + f.count) % f.count;
        if (can_focus(&f.rows[at])) {
            form_go(app, f.rows[at].id, f.rows[at].key);
            break;
        }
    }
    form_free(&f);
}

/* --- what is done with a row --- */

static void open_list(struct app *app, const struct form_row *row)
{
    app->form->listing = true;
    app->form->list_at = row->value < 0 ? 0 : row->value;
    app->client.dirty = true;
}

void form_press(struct app *app, int id, const char *key, int part)
{
    struct form_row row;
    form_go(app, id, key);
    if (!take_focused(app, &row) || row.disabled) {
        return;
    }
    app->form->part = row.kind == FORM_BUTTONS ? part : 0;
    if (row.kind == FORM_LIST || (row.kind == FORM_ITEM && row.choice_count > 1)) {
        bool was = app->form->listing;
        app->form->listing = false;
        if (!was) {
            open_list(app, &row);
        }
    } else if (row.kind != FORM_FIELD) {
        act(app, id, key, part);
    }
}

void form_pick(struct app *app, int choice)
{
    app->form->listing = false;
    act(app, app->form->focus, app->form->key, choice);
}

void form_click_field(struct app *app, int id, int x, int clicks, bool select)
{
    struct form_row row;
    bool had = app->form->focus == id; /* the caret, so that it may be scrolled */
    form_go(app, id, "");
    if (!take_focused(app, &row) || !row.edit || row.disabled) {
        return;
    }
    struct bytes shown = {0};
    form_shown(app, &row, &shown);
    const char *text = bytes_string(&shown);
    struct rect in = form_text_area(&row);
    int shift = had ? layout_field_shift(app->ruler, text, row.edit, in.w) : 0;
    row.edit->scroll_px = shift;
    size_t byte =
        layout_byte_at(app->ruler, text, (struct wrap_row){0, strlen(text)}, x - in.x + shift);
    bytes_finish(&shown);
    bool hidden = form_is_hidden(app, &row);
    if (clicks > 2 || (clicks == 2 && hidden)) {
        edit_select_all(row.edit);
    } else if (clicks == 2) {
        edit_select_word(row.edit, byte);
    } else {
        edit_put(row.edit, hidden ? row.edit->text.len : byte, select);
    }
}

/* --- keys --- */

struct edit *form_edit(struct app *app)
{
    struct form_row row;
    return take_focused(app, &row) && writes(&row) && !app->form->listing ? row.edit : NULL;
}

void form_edited(struct app *app)
{
    app->form->edited = true;
    app->form->wrong_id = 0;
    app->client.dirty = true;
}

static bool list_key(struct app *app, const struct form_row *row, int key)
{
    struct form_state *s = app->form;
    app->client.dirty = true;
    switch (key) {
    case KEY_UP: s->list_at = (s->list_at + row->choice_count - 1) % row->choice_count; break;
    case KEY_DOWN: s->list_at = (s->list_at + 1) % row->choice_count; break;
    case KEY_ENTER:
    case ' ': form_pick(app, s->list_at); break;
    case KEY_TAB:
    case KEY_ESCAPE: s->listing = false; break;
    default:
        for (int i = 1; key < KEY_ENTER && i <= row->choice_count; i++) {
            int at = (s->list_at + i) % row->choice_count;
            if (names_fold_char(CASEMAP_ASCII, row->choices[at][0]) ==
                names_fold_char(CASEMAP_ASCII, (char)key)) {
                s->list_at = at;
                break;
            }
        }
    }
    speak_focus(app);
    return true;
}

/* Enter in the last field before buttons: does what the only one of them says, if it is harmless;
 * else goes there. */
static void leave_for_buttons(struct app *app)
{
    struct form f;
    int height;
    form_take(app, &f, &height);
    int at = find(&f, app->form->focus, app->form->key), next = at + 1;
    while (next < f.count && f.rows[next].kind == FORM_TEXT) {
        next++;
    }
    if (at >= 0 && next < f.count && f.rows[next].kind == FORM_BUTTONS &&
        can_focus(&f.rows[next])) {
        int id = f.rows[next].id;
        if (f.rows[next].choice_count == 1 && !f.rows[next].danger) {
            act(app, id, "", 0);
        } else {
            form_go(app, id, "");
            app->form->part = f.rows[next].choice_count - 1;
        }
    }
    form_free(&f);
}

static void enter(struct app *app, const struct form_row *row)
{
    if (row->kind == FORM_FIELD) {
        app->form->edited = false;
        act(app, row->id, row->key, FORM_DONE);
        leave_for_buttons(app);
    } else if (row->kind == FORM_CHOICE) {
        act(app, row->id, row->key, (row->value + 1) % row->choice_count);
    } else {
        form_press(app, row->id, row->key, app->form->part);
    }
}

static void sideways(struct app *app, const struct form_row *row, int by)
{
    int part = app->form->part + by, value = row->value + by;
    if (row->kind == FORM_BUTTONS && part >= 0 && part < row->choice_count) {
        app->form->part = part;
        app->client.dirty = true;
        speak_focus(app);
    } else if (row->kind == FORM_CHOICE && value >= 0 && value < row->choice_count) {
        act(app, row->id, row->key, value);
    }
}

bool form_key(struct app *app, int key, unsigned mods)
{
    struct form_row row;
    bool any = take_focused(app, &row);
    bool writing = any && writes(&row);
    if (any && app->form->listing) {
        return list_key(app, &row, key);
    }
    if ((mods & MOD_CTRL) && key == 'w') {
        form_close(app);
        return true;
    }
    switch (key) {
    case KEY_ESCAPE: form_close(app); return true;
    case KEY_TAB: step(app, mods & MOD_SHIFT ? -1 : 1); return true;
    case KEY_UP: step(app, -1); return true;
    case KEY_DOWN: step(app, 1); return true;
    case KEY_PAGE_UP: form_wheel(app, -form_area(app).h / SCROLL_ROW + 2); return true;
    case KEY_PAGE_DOWN: form_wheel(app, form_area(app).h / SCROLL_ROW - 2); return true;
    case KEY_ENTER:
        if (any) {
            enter(app, &row);
        }
        return true;
    case KEY_LEFT:
    case KEY_RIGHT:
        if (any && !writing) {
            sideways(app, &row, key == KEY_LEFT ? -1 : 1);
        }
        return !writing;
    case KEY_DELETE:
        if (any && row.deletes) {
            act(app, row.id, row.key, 0);
        }
        return !writing;
    case ' ':
        if (any && !writing) {
            enter(app, &row);
        }
        return !writing && !mods;
    default: return false;
    }
}

void form_words(const struct app *app, struct bytes *out)
{
    const struct words *lang = app->client.lang;
    struct form_row row;
    if (!take_focused(app, &row)) {
        bytes_text(out, words_text(lang, app->form->page->name));
        return;
    }
    const char *label = row.label[0]               ? row.label
                        : row.kind != FORM_BUTTONS ? ""
                                                   : row.choices[app->form->part];
    bytes_text(out, label);
    int value = app->form->listing ? app->form->list_at : row.value;
    bool chooses = row.kind == FORM_CHOICE || row.kind == FORM_LIST ||
                   (row.kind == FORM_ITEM && row.choice_count > 1);
    if (chooses && value >= 0 && value < row.choice_count) {
        bytes_format(out, ": %s", row.choices[value]);
    } else if (row.kind == FORM_ITEM) {
        bytes_format(out, ", %s %s: %s", row.facts[0], row.facts[1], row.choices[0]);
    } else if (row.kind == FORM_SWITCH || row.kind == FORM_RADIO) {
        bytes_format(out, ": %s", words_text(lang, row.on ? W_ON : W_OFF));
    } else if (row.kind == FORM_FIELD && !row.masked) {
        bytes_format(out, ": %s", edit_text(row.edit));
    }
}
