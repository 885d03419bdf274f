#pragma once
/* Colours by purpose. A theme is a file of "name = #RRGGBB" lines, built in (assets/themes) or the
 * user's own; views refer to colours by name only. */
#include <stdbool.h>
#include <stdint.h>

/* clang-format off */
#define COLOR_LIST(X)                                                                            \
    X(BG, "bg") X(PANEL, "panel") X(RAISED, "raised") X(ROW_HOVER, "row-hover")                  \
    X(HOVER, "hover") X(PRESS, "press") X(LINE, "line") X(LINE_STRONG, "line-strong")            \
    X(TEXT, "text") X(TEXT_2, "text-2") X(TEXT_3, "text-3") X(TEXT_OFF, "text-off")              \
    X(ACCENT, "accent") X(ACCENT_FILL, "accent-fill") X(ACCENT_FILL_H, "accent-fill-h")          \
    X(ACCENT_FILL_P, "accent-fill-p") X(ON_ACCENT, "on-accent") X(ACCENT_TINT, "accent-tint")    \
    X(FOCUS, "focus") X(MENTION, "mention") X(MENTION_FILL, "mention-fill")                      \
    X(ON_MENTION, "on-mention") X(MENTION_TINT, "mention-tint") X(OK, "ok") X(OK_TINT, "ok-tint") \
    X(DANGER, "danger") X(DANGER_FILL, "danger-fill") X(DANGER_FILL_H, "danger-fill-h")          \
    X(DANGER_TINT, "danger-tint") X(BADGE, "badge") X(ON_BADGE, "on-badge")                      \
    X(CODE_BG, "code-bg") X(FIELD, "field") X(POP_LINE, "pop-line") X(WALL, "wall")              \
    X(KNOB, "knob") X(SCRIM, "scrim") X(MARK_GROUND, "mark-ground")                              \
    X(MARK_PETAL, "mark-petal") X(MARK_VOICE, "mark-voice")
/* clang-format on */

enum { NICK_COLORS = 16 };

enum color {
    COLOR_NONE,
#define COLOR_ID(id, name) C_##id,
    COLOR_LIST(COLOR_ID)
#undef COLOR_ID
    /* for each nickname colour: the name, the avatar's background, its initials */
    C_NICK,
    C_NICK_GROUND = C_NICK + NICK_COLORS,
    C_NICK_INK = C_NICK_GROUND + NICK_COLORS,
    COLOR_COUNT = C_NICK_INK + NICK_COLORS
};

/* An arbitrary colour from a message: COLOR_RGB + 0xRRGGBB, used in place of an enum color. */
enum { COLOR_RGB = 1 << 24 };

struct theme {
    uint32_t colors[COLOR_COUNT]; /* 0xAARRGGBB */
};

/* How many colours are not set. */
int theme_missing(const struct theme *t);

struct prefs;

/* Builds the chosen theme; `light`: the system's preference. `own`: the text of a user theme file,
 * which may set a few colours and name its `base` theme; NULL: none. */
void theme_build(struct theme *t, const struct prefs *p, bool light, const char *own);

/* Whether the theme is built in. */
bool theme_is_known(const char *name);

/* The name of a colour in theme files and dumps, into `out` of 24 bytes. */
void theme_name(enum color c, char *out);

/* 0xAARRGGBB of a colour; one from a message is adjusted until it is readable on `ground`
 * (COLOR_NONE: it is itself a background). */
uint32_t theme_argb(const struct theme *t, int color, int ground);

/* The colour of a nickname, 0 to 15: always the same, on every computer. */
int theme_nick(const char *folded);
