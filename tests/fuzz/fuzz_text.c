/* Cleaning, spans, wrapping and editing of any bytes; and the configuration and theme readers. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/prefs.h"
#include "client/base/words.h"
#include "client/draw/icon.h"
#include "client/draw/theme.h"
#include "client/text/edit.h"
#include "client/text/formatting.h"
#include "client/text/text.h"
#include "client/text/visual_row.h"
#include "client/text/wrap.h"
#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/utf8.h"
#include "server/core/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int measure(const struct ruler *r, enum type type, const char *text, size_t len)
{
    (void)r, (void)type;
    return text_columns(text, len) * 8;
}

static void ignore(void *context, int line, const char *what)
{
    (void)context, (void)line, (void)what;
}

static void readers(const char *text)
{
    struct config c;
    struct theme t;
    struct prefs p;
    uint8_t icon[16 * 16];
    config_init(&c);
    config_parse(&c, text, ignore, NULL);
    config_finish(&c);
    prefs_init(&p);
    theme_build(&t, &p, false, text);
    struct words words;
    char *language = xstrdup(text);
    words_read(&words, "xx", language);
    free(language);
    prefs_init(&p);
    prefs_parse(&p, text);
    icon_draw(text, ICON_HASH, 16, icon);
}

/* Typed and sent text, as a row on the screen. */
static void styling(const char *text, int x)
{
    static const struct ruler ruler = {measure};
    struct bytes typed = {0}, clean = {0}, coded = {0}, again = {0};
    struct style *styles, *more;
    formatting_typed(&typed, text);
    int count = formatting_clean(&clean, bytes_string(&typed), &styles);
    formatting_write(&coded, bytes_string(&clean), styles, count);
    formatting_clean(&again, bytes_string(&coded), &more);
    CHECK(strcmp(bytes_string(&clean), bytes_string(&again)) == 0);
    struct wrap_run run = {0, clean.len, TYPE_BODY};
    struct wrap_row all = {0, clean.len};
    struct visual_row row;
    visual_row_take(&row, &ruler, bytes_string(&clean), clean.len, &run, 1, all);
    CHECK(visual_row_byte_at(&row, all, x) <= clean.len &&
          visual_row_x_of(&row, text_next(bytes_string(&clean), clean.len, 0)) <= row.w);
    for (int i = 0; i < row.count; i++) {
        visual_row_shown(&row, &row.pieces[i], &again);
    }
    free(styles);
    free(more);
    bytes_finish(&typed);
    bytes_finish(&clean);
    bytes_finish(&coded);
    bytes_finish(&again);
}

static void wrapping(const char *text, size_t len, int width)
{
    static const struct ruler ruler = {measure};
    struct wrap_row rows[64];
    struct wrap_run run = {0, len, TYPE_BODY};
    int count = wrap_text(&ruler, text, len, &run, 1, width, rows, 64);
    for (int i = 0; i < count && i < 64; i++) {
        CHECK(rows[i].start <= rows[i].end && rows[i].end <= len);
        CHECK(i == 0 || rows[i - 1].end <= rows[i].start);
    }
    CHECK(wrap_fit(&ruler, TYPE_BODY, text, len, width) <= len);
}

static void editing(const uint8_t *data, size_t size)
{
    struct edit e = {.multiline = size % 2, .max = 200};
    for (size_t at = 0; at < size; at++) {
        size_t piece = data[at] % 9;
        piece = piece > size - at - 1 ? size - at - 1 : piece;
        switch (data[at] % 7) {
        case 0: edit_insert(&e, (const char *)data + at + 1, piece); break;
        case 1: edit_move(&e, (enum edit_move)(data[at] % 8), data[at] & 64); break;
        case 2: edit_delete(&e, (enum edit_move)(data[at] % 8)); break;
        case 3: edit_undo(&e); break;
        case 4: edit_redo(&e); break;
        case 5: edit_select_word(&e, e.caret); break;
        default: edit_insert(&e, (const char *)data + at, 1); break;
        }
        CHECK(e.caret <= e.text.len && e.anchor <= e.text.len && e.text.len <= 200);
        CHECK(utf8_valid(edit_text(&e), e.text.len));
    }
    edit_finish(&e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = xstrndup((const char *)data, size);
    struct bytes clean = {0};
    struct span spans[16];
    text_clean(&clean, text);
    CHECK(utf8_valid(bytes_string(&clean), clean.len));
    int count = text_spans(bytes_string(&clean), clean.len, "ana", spans, 16);
    for (int i = 0; i < count; i++) {
        CHECK(spans[i].start < spans[i].end && spans[i].end <= clean.len);
    }
    wrapping(bytes_string(&clean), clean.len, 8 + (int)(size % 300));
    wrapping(text, strlen(text), 40);
    styling(text, (int)(size % 300));
    readers(text);
    editing(data, size);
    bytes_finish(&clean);
    free(text);
    return 0;
}
