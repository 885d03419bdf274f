#pragma once
/* Rectangles in logical pixels, and every measure of the design, once, by name. */
#include <stdbool.h>

struct rect {
    int x, y, w, h;
};

static inline bool rect_has(struct rect r, int x, int y)
{
    return x >= r.x && x < r.x + r.w && y >= r.y && y < r.y + r.h;
}

/* What both have in common; w or h 0: nothing. */
static inline struct rect rect_common(struct rect a, struct rect b)
{
    int x = a.x > b.x ? a.x : b.x, y = a.y > b.y ? a.y : b.y;
    int right = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w;
    int bottom = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;
    return (struct rect){x, y, right > x ? right - x : 0, bottom > y ? bottom - y : 0};
}

static inline struct rect rect_inset(struct rect r, int dx, int dy)
{
    return (struct rect){r.x + dx, r.y + dy, r.w - 2 * dx, r.h - 2 * dy};
}

enum space { S1 = 4, S2 = 8, S3 = 12, S4 = 16, S5 = 24, S6 = 32, S7 = 40 };
enum corner { R1 = 4, R2 = 6, R3 = 8, R4 = 12, R5 = 16, R_FULL = 1000 };

enum measure {
    CHATS_W = 248,
    PEOPLE_W = 224,
    HEAD_H = 56,
    STATUS_H = 28,
    ROW_H = 32,
    SECTION_H = 32,
    MY_CARD_H = 56,
    BANNER_H = 57,
    JUMP_H = 32,

    PANES_MIN = 760,      /* width of the message area that two panes need */
    NARROW_CHATS = 800,   /* below this width the chats are a drawer */
    NARROW_HEAD = 440,    /* below this width a head has one button for all that is rare */
    NARROW_PEOPLE = 1120, /* below this width the people are a drawer */
    DRAWER_W = 280,
    WINDOW_MIN_W = 360,
    WINDOW_MIN_H = 400,

    TALK_TEXT = 48,    /* avatar and its gap */
    COMPACT_TIME = 48, /* compact view: the time (wider with am and pm), then the name */
    COMPACT_TIME_12 = 72,
    COMPACT_TEXT = 160,
    COMPACT_TEXT_NARROW = 120,
    TALK_MAX_W = 840,
    AVATAR_CHATS = 20,
    AVATAR_PEOPLE = 24,
    AVATAR_TALK = 32,
    NAME_H = 20,
    LINE_H = 24,
    DAY_H = 32,
    MARKER_H = 32,
    INFO_H = 24,
    CODE_PAD = 12,
    CODE_MAX_W = 560,
    FOLD_ROWS = 12, /* rows shown of a multi-line message until it is expanded */
    PILL_H = 24,
    TALK_FOOT = 24, /* between the messages and the prompt */
    MENTION_BAR = 3,
    REPLY_H = 20,
    REACTION_H = 24,
    REACTION_GAP = 6,
    TOOLBAR_H = 36,
    TOOLBAR_UP = 18, /* how far it extends above the row */
    MENU_W = 200,
    MENU_MAX_W = 420,
    SETTING_ROW_H = 64,
    SWITCH_W = 40,
    SWITCH_H = 24,
    SETTING_SECTION_H = 36,
    SETTING_SECTION_W = 152,
    KEY_ROW_H = 40,
    CONSOLE_LOG_W = 344,
    CONSOLE_TARGET_W = 232, /* the recipient, before the text */
    DIRECTORY_W = 720,
    DIRECTORY_ROWS = 12,
    DIRECTORY_NAME_W = 200,
    FIND_W = 208,
    FIND_OPEN_W = 280,
    SEARCH_W = 400,
    HIT_COUNTER_H = 48,
    TYPING_DOT = 6,
    REPLY_TRAY_H = 32,

    PROMPT_H = 48,
    PROMPT_LINES = 8,
    SCROLLBAR_W = 6,
    SCROLLBAR_GRAB = 12,
    SCROLLBAR_MIN = 32,

    ICON = 20,
    ICON_SMALL = 16,
    ICON_BUTTON = 32,
    BUTTON_H = 40,
    BUTTON_SMALL_H = 32,
    FIELD_H = 40,
    LABEL_H = 20,
    BADGE_H = 20,
    DOT = 8,
    RING = 2,

    CARD_W = 880,
    CARD_LEFT_W = 360,
    CARD_ROW_H = 56,
    MARK = 48,
    WALL_TILE = 160,

    DIALOG_W = 560,
    TRUST_H = 524,
    TRUST_HALF = 39, /* characters of a fingerprint in a row */
    TRUST_FACT_H = 28,
    TRUST_VALUES = 160,
    TRUST_NOTE_H = 44,
    INTRO_TEXT_W = 560,
    INTRO_CARDS_W = 600,
    INTRO_CARD_H = 116,

    POPUP_ROW_H = 40,
    POPUP_HEAD_H = 32,
    POPUP_FOOT_H = 40,
    POPUP_ROWS = 8,
    SWITCHER_W = 560,
    SWITCHER_TOP = 120,
    SWITCHER_FIELD_H = 56,
    HOST_SETTINGS_W = 560,
};
