#include "client/chat/chat.h"

#include <stdlib.h>
#include <string.h>

#include "client/chat/pins.h"
#include "client/text/text.h"
#include "irc/bytes.h"
#include "irc/check.h"

enum { MOVES_MAX = 500, DRAFT_MAX = 65536 };

static char *fold(enum casemap map, const char *name)
{
    size_t cap = strlen(name) + 1;
    char *folded = xmalloc(cap);
    names_fold(map, folded, cap, name);
    return folded;
}

struct chat *chat_new(enum chat_kind kind, const char *name, enum casemap map)
{
    struct chat *c = xcalloc(1, sizeof *c);
    c->kind = kind;
    c->name = xstrdup(name);
    c->folded = fold(map, name);
    c->marker = UINT64_MAX;
    c->dropped = CHAT_FIRST_SEQ;
    c->at_end = true;
    c->history_at = -1;
    c->draft.multiline = true;
    c->draft.max = DRAFT_MAX;
    return c;
}

void line_free(struct line *line)
{
    if (!line) {
        return;
    }
    for (int i = 0; i < line->move_count; i++) {
        free(line->moves[i].reason);
    }
    free(line->moves);
    while (line->earlier) {
        struct earlier *one = line->earlier;
        line->earlier = one->next;
        free(one->text);
        free(one);
    }
    free(line->nick);
    free(line->text);
    free(line->styles);
    free(line->label);
    free(line->id);
    free(line->reply_to);
    reactions_finish(line);
    free(line);
}

void chat_free(struct chat *c)
{
    for (int i = 0; i < c->count; i++) {
        line_free(c->lines[i]);
    }
    free(c->lines);
    free(c->name);
    free(c->folded);
    free(c->topic);
    free(c->key);
    free(c->pins);
    free(c->reply_to);
    free(c->edits);
    free(c->unsaid);
    free(c->backlog.jump_to);
    early_finish(c);
    for (int i = 0; i < CHAT_DELETED; i++) {
        free(c->deleted[i]);
    }
    people_finish(&c->people);
    room_bans_clear(&c->bans);
    edit_finish(&c->draft);
    free(c->draft_kept);
    free(c);
}

void chat_rename(struct chat *c, const char *name, enum casemap map)
{
    free(c->folded);
    c->folded = fold(map, name);
    if (name != c->name) {
        free(c->name);
        c->name = xstrdup(name);
    }
}

static size_t bytes_of(const struct line *line)
{
    return strlen(line->text) + (line->nick ? strlen(line->nick) : 0);
}

/* Discards the oldest `lines` lines. */
static void trim(struct chat *c, int lines)
{
    for (int i = 0; i < lines; i++) {
        c->bytes -= bytes_of(c->lines[i]);
        line_free(c->lines[i]);
    }
    c->count -= lines;
    c->dropped += (uint64_t)lines;
    c->trimmed = true;
    c->backlog.older = c->backlog.recall_more = false;
    memmove(c->lines, c->lines + lines, (size_t)c->count * sizeof *c->lines);
    if (!c->at_end && c->scroll_seq < c->dropped) {
        c->scroll_seq = c->dropped;
        c->scroll_px = 0;
    }
}

static void set_words(struct line *line, const char *text)
{
    struct bytes clean = {0};
    if (line->kind == LINE_ACTION) {
        bytes_format(&clean, "%s ", line->nick);
    }
    free(line->styles);
    line->styles = NULL;
    line->style_count = formatting_clean(&clean, text, &line->styles);
    free(line->text);
    line->text = xstrndup(bytes_string(&clean), clean.len);
    line->rows = 0;
    bytes_finish(&clean);
}

struct line *line_new(enum line_kind kind, int64_t time, const char *nick, const char *text)
{
    struct line *line = xcalloc(1, sizeof *line);
    line->kind = kind;
    line->time = time;
    line->nick = nick ? xstrdup(nick) : NULL;
    set_words(line, text);
    return line;
}

void chat_change_words(struct chat *c, struct line *line, const char *text)
{
    c->bytes -= bytes_of(line);
    set_words(line, text);
    c->bytes += bytes_of(line);
}

void chat_edit(struct chat *c, struct line *line, const char *text)
{
    char *before = xstrdup(chat_words(line));
    chat_change_words(c, line, text);
    line->edited = true;
    line->rows = 0;
    if (strcmp(before, chat_words(line)) == 0) {
        free(before);
        return;
    }
    struct earlier *one = xmalloc(sizeof *one);
    *one = (struct earlier){before, line->earlier};
    line->earlier = one;
    for (int i = 1; i < CHAT_EARLIER && one; i++) {
        one = one->next;
    }
    if (one && one->next) { /* the oldest makes room */
        free(one->next->text);
        free(one->next);
        one->next = NULL;
    }
}

static void make_room(struct chat *c)
{
    if (c->count == c->cap) {
        c->cap = c->cap ? c->cap * 2 : 32;
        c->lines = xrealloc(c->lines, (size_t)c->cap * sizeof *c->lines);
    }
}

void chat_trim(struct chat *c)
{
    if (c->count >= CHAT_LINES_MAX) {
        trim(c, CHAT_LINES_TRIM);
    }
    if (c->bytes > CHAT_BYTES_MAX && c->count > 1) { /* few lines, but long ones */
        trim(c, (c->count + 1) / 2);
    }
}

struct line *chat_add(struct chat *c, enum line_kind kind, int64_t time, const char *nick,
                      const char *text)
{
    chat_trim(c);
    make_room(c);
    struct line *line = line_new(kind, time, nick, text);
    c->bytes += bytes_of(line);
    return c->lines[c->count++] = line;
}

void chat_make_way(struct chat *c, int more)
{
    while (c->count >= CHAT_LINES_TRIM && c->count + more > CHAT_LINES_MAX) {
        trim(c, CHAT_LINES_TRIM);
    }
}

void chat_note_deleted(struct chat *c, const char *id)
{
    free(c->deleted[0]);
    memmove(c->deleted, c->deleted + 1, (CHAT_DELETED - 1) * sizeof c->deleted[0]);
    c->deleted[CHAT_DELETED - 1] = xstrdup(id);
}

bool chat_was_deleted(const struct chat *c, const char *id)
{
    for (int i = 0; id && i < CHAT_DELETED; i++) {
        if (c->deleted[i] && strcmp(c->deleted[i], id) == 0) {
            return true;
        }
    }
    return false;
}

/* Adjusts marks after a line was inserted at this seq (step 1), or removed there (step -1). */
static void move_marks(struct chat *c, uint64_t seq, int step)
{
    uint64_t *const marks[] = {&c->backlog.asked_seq, &c->scroll_seq, &c->chosen_seq,
                               &c->jumped_seq, &c->marker};
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        if (*marks[i] != UINT64_MAX && (step > 0 ? *marks[i] >= seq : *marks[i] > seq)) {
            *marks[i] += (uint64_t)step;
        }
    }
}

void chat_put(struct chat *c, int index, struct line *line)
{
    uint64_t seq = c->dropped + (uint64_t)index;
    make_room(c);
    memmove(c->lines + index + 1, c->lines + index, (size_t)(c->count - index) * sizeof *c->lines);
    c->lines[index] = line;
    c->bytes += bytes_of(line);
    c->count++;
    if (index == 0) {
        c->dropped--; /* the others keep their numbers */
        return;
    }
    move_marks(c, seq, 1);
}

void chat_move(struct chat *c, int64_t time, const char *nick, bool left, const char *reason)
{
    struct line *line = c->count ? c->lines[c->count - 1] : NULL;
    bool marked = c->marker == c->dropped + (uint64_t)c->count;
    if (!line || line->kind != LINE_MOVES || line->move_count >= MOVES_MAX || marked) {
        line = chat_add(c, LINE_MOVES, time, NULL, "");
    }
    line->moves = xrealloc(line->moves, (size_t)(line->move_count + 1) * sizeof *line->moves);
    struct move *move = &line->moves[line->move_count++];
    *move = (struct move){.left = left};
    copy_text(move->nick, sizeof move->nick, nick);
    if (reason && *reason) {
        struct bytes clean = {0};
        text_clean(&clean, reason);
        move->reason = xstrdup(bytes_string(&clean));
        bytes_finish(&clean);
    }
    line->time = time;
    line->rows = 0;
}

void chat_remove(struct chat *c, int index)
{
    if (index + 1 < c->count) {
        c->lines[index + 1]->gap |= c->lines[index]->gap;
    }
    c->bytes -= bytes_of(c->lines[index]);
    line_free(c->lines[index]);
    c->count--;
    move_marks(c, c->dropped + (uint64_t)index, -1);
    memmove(c->lines + index, c->lines + index + 1, (size_t)(c->count - index) * sizeof *c->lines);
}

int chat_find_id(const struct chat *c, const char *id)
{
    for (int i = c->count - 1; id && i >= 0; i--) {
        if (c->lines[i]->id && strcmp(c->lines[i]->id, id) == 0) {
            return i;
        }
    }
    return -1;
}

void chat_set_reply(struct chat *c, const char *id)
{
    char *kept = id ? xstrdup(id) : NULL;
    free(c->reply_to);
    c->reply_to = kept;
}

bool chat_is_out(const struct chat *c)
{
    return c->kind == CHAT_ROOM && !c->joined && !c->rejoin;
}

void chat_set_edits(struct chat *c, const char *id)
{
    if (c->edits && !id) {
        chat_set_reply(c, NULL); /* it was that of the message that was edited */
    }
    if (id && !c->edits) {
        free(c->unsaid);
        c->unsaid = xstrdup(edit_text(&c->draft));
    }
    free(c->edits);
    c->edits = id ? xstrdup(id) : NULL;
}

void chat_set_pins(struct chat *c, const char *pins)
{
    free(c->pins);
    bool fine = pins && *pins && strlen(pins) <= PINS_BYTES; /* more no client has pinned */
    c->pins = fine ? xstrdup(pins) : NULL;
}

void chat_set_topic(struct chat *c, const char *topic)
{
    free(c->topic);
    c->topic = NULL;
    if (topic && *topic) {
        struct bytes clean = {0};
        text_clean(&clean, topic);
        c->topic = xstrdup(bytes_string(&clean));
        bytes_finish(&clean);
    }
}

void chat_set_key(struct chat *c, const char *key)
{
    free(c->key);
    c->key = key && *key ? xstrdup(key) : NULL;
}

void chat_look_away(struct chat *c)
{
    c->marker = c->dropped + (uint64_t)c->count;
    c->marker_new = 0;
}

int chat_count_state(const struct chat *c, enum line_state state)
{
    int count = 0;
    for (int i = 0; i < c->count; i++) {
        count += c->lines[i]->state == state;
    }
    return count;
}

const char *chat_words(const struct line *line)
{
    return line->kind == LINE_ACTION ? line->text + strlen(line->nick) + 1 : line->text;
}

void chat_coded(const struct line *line, struct bytes *out)
{
    size_t before = out->len, name = (size_t)(chat_words(line) - line->text);
    formatting_write(out, line->text, line->styles, line->style_count);
    bytes_cut(out, before, name); /* an action's nickname has no formatting */
}

int chat_index(const struct chat *c, const struct line *line)
{
    int at = c->count - 1;
    while (at > 0 && c->lines[at] != line) {
        at--;
    }
    return at;
}

bool chat_is_said(const struct line *line)
{
    return line->kind <= LINE_NOTICE && line->state == LINE_DONE;
}
