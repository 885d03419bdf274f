#pragma once
/* Formatting of messages: IRC's codes (bold, colours and the like) taken out of a text and kept
 * beside it, put back, and written from what people type (**bold**).
 * https://modern.ircdocs.horse/formatting */
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

/* Appends `text` fit to be shown (text_clean; line ends stay, and end what was set), and gives what
 * stands in it otherwise than plain: a list to be freed in *styles (NULL when there is none), of
 * places in *out. */
int formatting_clean(struct bytes *out, const char *text, struct style **styles);

/* Appends the text with codes again. */
void formatting_write(struct bytes *out, const char *text, const struct style *styles, int count);

/* Appends what somebody typed with codes in place of **bold**, *italic*, _italic_, ~~struck~~,
 * `code`, lines between ```, [u]underlined[/u], [red]coloured[/red] and [#ff8800]coloured[/]. */
void formatting_typed(struct bytes *out, const char *text);

/* Appends the text as one would type it. */
void formatting_signs(struct bytes *out, const char *text, const struct style *styles, int count);
