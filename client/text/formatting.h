#pragma once
/* Formatting of messages: IRC codes (bold, colours etc.) are separated from a text, put back, and
 * generated from typed markup (**bold**). https://modern.ircdocs.horse/formatting */
#include <stdint.h>

struct bytes;

enum style_look {
    STYLE_BOLD = 1,
    STYLE_ITALIC = 2,
    STYLE_UNDERLINE = 4,
    STYLE_STRIKE = 8,
    STYLE_MONO = 16,
    STYLE_REVERSE = 32,
};

enum { STYLE_NO_COLOR = -1, STYLES_MAX = 64 };

struct style {
    uint32_t start, end; /* bytes of the clean text */
    unsigned look;       /* enum style_look */
    int32_t ink, ground; /* 0xRRGGBB, or STYLE_NO_COLOR */
};

/* Appends `text`, cleaned as by text_clean, except that line breaks stay and end all formatting.
 * Returns the number of formatted ranges, and a list of them in *styles (positions in *out; the
 * caller frees it; NULL if there are none). */
int formatting_clean(struct bytes *out, const char *text, struct style **styles);

/* Appends the text with codes again. */
void formatting_write(struct bytes *out, const char *text, const struct style *styles, int count);

/* Appends typed text with codes in place of **bold**, *italic*, _italic_, ~~struck~~, `code`, lines
 * between ```, [u]underlined[/u], [red]coloured[/red] and [#ff8800]coloured[/]. */
void formatting_typed(struct bytes *out, const char *text);

/* Appends the text as the user would type it, with markup. */
void formatting_signs(struct bytes *out, const char *text, const struct style *styles, int count);
