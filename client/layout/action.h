#pragma once
/* What a place in the window does when it is pressed. */
enum action {
    ACT_NONE,
    ACT_FIELD, /* arg: login field */
    ACT_SHOW_PASSWORD,
    ACT_STAY,
    ACT_CONNECT,
    ACT_HOST,
    ACT_CANCEL,
    ACT_REGISTER,
    ACT_READ_OFFLINE,
    ACT_CONNECT_PLAIN,
    ACT_TELL_PASSWORD,
    ACT_TRUST, /* arg: 1 it is right, 0 it is not */
    ACT_COPY_FINGERPRINT,
    ACT_COMPARE,
    ACT_NEARBY, /* arg: index */
    ACT_RECENT, /* the same */
    ACT_THEME,
    ACT_SETTINGS,
    ACT_SETTINGS_CLOSE,
    ACT_SETTINGS_SECTION, /* arg: enum settings_section */
    ACT_KEYS,             /* arg: index in keys */
    ACT_SETTING,          /* arg: index in settings * CHOICES_MAX + choice */
    ACT_CHAT,             /* arg: its place (networks.h) */
    ACT_LEAVE,            /* arg: the same */
    ACT_ANOTHER,          /* another server */
    ACT_BACK,             /* from the login screen */
    ACT_SWITCHER,
    ACT_JOIN,
    ACT_SHOW_CHATS,
    ACT_SHOW_PEOPLE,
    ACT_PERSON, /* text: nick */
    ACT_PROMPT,
    ACT_SEND,
    ACT_LINK,  /* text: address; arg: index of the line * LINK_ARGS and more */
    ACT_MOVES, /* arg: index of the line; so the next two */
    ACT_FOLD,
    ACT_COPY_CODE,
    ACT_TALK,
    ACT_SCROLLBAR,
    ACT_TO_NOW,
    ACT_TRY_NOW,
    ACT_STOP_TRYING,
    ACT_RESEND,      /* arg: index of the line */
    ACT_DELETE_LINE, /* the same */
    ACT_COMPLETE,    /* arg: index */
    ACT_SWITCH,      /* arg: index */
    ACT_SCRIM,
    ACT_START, /* text: a beginning to put into the prompt */
    ACT_SEARCH,
    ACT_SEARCH_CLOSE,
    ACT_SEARCH_CHIP, /* arg: enum search_menu */
    ACT_SEARCH_ROW,  /* arg: of the open menu */
    ACT_SEARCH_HIT,  /* arg: index */
    ACT_SEARCH_STEP, /* arg: 1 or -1 */
    ACT_SEARCH_ALL,
    ACT_QUOTE,      /* arg: index of the line that answers */
    ACT_TOOL_REACT, /* arg: index of the line; so the next ones */
    ACT_TOOL_REPLY,
    ACT_TOOL_MORE,
    ACT_EMOJI,    /* arg: index of the line * TOOL_EMOJI + which */
    ACT_REACTION, /* arg: index of the line * REACTIONS_MAX + which */
    ACT_REPLY_CANCEL,
    ACT_MENU_ROW, /* arg: index */
    ACT_MENU_AWAY,
    ACT_ROOM,          /* text: a room's name in a message; arg: as of LINK */
    ACT_NICK,          /* text: who said it; arg: index of the line */
    ACT_DIRECTORY_ROW, /* arg: index of what is shown */
    ACT_PICKER,
    ACT_PICK,       /* arg: index of what fits */
    ACT_EMOJI_MORE, /* arg: index of the line */
    ACT_PANE,       /* the other one */
    ACT_GUEST,      /* of the console, as those below; arg: index */
    ACT_GUEST_WRITE,
    ACT_GUEST_OUT,
    ACT_CONSOLE_ALL,
    ACT_CONSOLE_TARGET, /* arg: 1: those who are chosen */
    ACT_CONSOLE_COPY,   /* arg: 0 the address, 1 the fingerprint */
    ACT_CONSOLE_STAYS,
    ACT_CONSOLE_STOP,
    ACT_CONSOLE_TABLE,
    ACT_CONSOLE_SETTINGS,
    ACT_CONSOLE_CODE,
    ACT_HOST_SETTINGS, /* arg: enum host_settings_place */
    ACT_HOST_SAVE,
    ACT_HOST_CANCEL,
    ACT_CONSOLE_LOG,
    ACT_TOPIC, /* all of it */
    ACT_COUNT,
};

enum { LINK_ARGS = 64 };
