#pragma once
/* What a clickable area of the window does when pressed. */
enum action {
    ACT_NONE,
    ACT_FIELD, /* arg: login field */
    ACT_SHOW_PASSWORD,
    ACT_STAY,
    ACT_CONNECT,
    ACT_HOST,
    ACT_CANCEL,
    ACT_OFFER, /* the second button of the login screen */
    ACT_TRUST, /* arg: 1 trusted, 0 rejected */
    ACT_COPY_FINGERPRINT,
    ACT_NEARBY, /* arg: index */
    ACT_RECENT, /* arg: index */
    ACT_THEME,
    ACT_SETTINGS,
    ACT_SETTINGS_CLOSE,
    ACT_SETTINGS_SECTION, /* arg: enum settings_section */
    ACT_KEYS,             /* arg: index (keymap_at) */
    ACT_SETTING,          /* arg: index in settings * SETTING_CHOICES + choice */
    ACT_CHAT,             /* arg: index in the chat list (networks.h) */
    ACT_LEAVE,            /* arg: as for ACT_CHAT */
    ACT_ANOTHER,          /* log in to another server */
    ACT_BACK,             /* leave the login screen */
    ACT_SWITCHER,
    ACT_JOIN,
    ACT_SHOW_CHATS,
    ACT_SHOW_PEOPLE,
    ACT_PERSON, /* text: nick */
    ACT_PROMPT,
    ACT_SEND,
    ACT_LINK,  /* text: address; arg: index of the line * LINK_ARGS + offset % LINK_ARGS */
    ACT_MOVES, /* arg: index of the line; also for the next two */
    ACT_FOLD,
    ACT_COPY_CODE,
    ACT_EDITED, /* what it said before */
    ACT_TALK,
    ACT_SCROLLBAR,
    ACT_TO_NOW,
    ACT_TRY_NOW,
    ACT_STOP_TRYING,
    ACT_JOIN_AGAIN,
    ACT_OFFERED,     /* a room: 1: takes it; 0: not */
    ACT_ANNOUNCED,   /* 0: closes the announcement; 1: shows it where it was said */
    ACT_RESEND,      /* arg: index of the line */
    ACT_DELETE_LINE, /* arg: index of the line */
    ACT_COMPLETE,    /* arg: index */
    ACT_SWITCH,      /* arg: index */
    ACT_SCRIM,
    ACT_START, /* arg: enum room_start */
    ACT_SEARCH,
    ACT_SEARCH_CLOSE,
    ACT_SEARCH_CHIP, /* arg: enum search_menu */
    ACT_SEARCH_ROW,  /* arg: row of the open menu */
    ACT_SEARCH_HIT,  /* arg: index */
    ACT_SEARCH_STEP, /* arg: 1 or -1 */
    ACT_SEARCH_ALL,
    ACT_QUOTE,      /* arg: index of the replying line */
    ACT_TOOL_REACT, /* arg: index of the line; also for the next two */
    ACT_TOOL_REPLY,
    ACT_TOOL_MORE,
    ACT_EMOJI,    /* arg: index of the line * TOOL_EMOJI + which */
    ACT_REACTION, /* arg: index of the line * REACTIONS_MAX + which */
    ACT_REPLY_CANCEL,
    ACT_MENU_ROW, /* arg: index */
    ACT_MENU_AWAY,
    ACT_ROOM,          /* text: room name in a message; arg: as for ACT_LINK */
    ACT_NICK,          /* text: sender's nick; arg: index of the line */
    ACT_DIRECTORY_ROW, /* arg: index in the rooms shown */
    ACT_PICKER,
    ACT_PICK,       /* arg: index of the match */
    ACT_EMOJI_MORE, /* arg: index of the line */
    ACT_PANE,       /* focus the other pane */
    ACT_GUEST,      /* console, as are those below; arg: index */
    ACT_GUEST_WRITE,
    ACT_GUEST_OUT,
    ACT_CONSOLE_ALL,
    ACT_CONSOLE_TARGET, /* arg: 1: the selected users */
    ACT_CONSOLE_COPY,   /* arg: 0 the address, 1 the fingerprint */
    ACT_CONSOLE_STAYS,
    ACT_CONSOLE_STOP,
    ACT_CONSOLE_TABLE,
    ACT_CONSOLE_SETTINGS,
    ACT_CONSOLE_BANS,
    ACT_CONSOLE_CODE,
    ACT_HOST_SETTINGS, /* arg: enum host_settings_place */
    ACT_HOST_SAVE,
    ACT_HOST_CANCEL,
    ACT_CONSOLE_LOG,
    ACT_TOPIC,      /* show it in full */
    ACT_CLOSING,    /* arg: enum closing_focus */
    ACT_QUESTION,   /* arg: enum question_place */
    ACT_FORM,       /* text: key of the row; arg: its id * FORM_CHOICES + part */
    ACT_FORM_EYE,   /* shows or hides what is masked */
    ACT_FORM_FIELD, /* arg: id of the row */
    ACT_FORM_PICK,  /* arg: which choice of the open list */
    ACT_FORM_LIST_AWAY,
    ACT_FORM_SECTION, /* arg: which */
    ACT_FORM_CLOSE,
    ACT_ROOM_SETTINGS,
    ACT_PINS,
    ACT_ACCOUNT,
    ACT_CONNECTION, /* what the lock says */
    ACT_HEAD_MORE,  /* what has no room in a narrow head */
    ACT_COUNT,
};

/* What one does first in a room of one's own. */
enum room_start { START_PEOPLE, START_TOPIC, START_DOOR };

enum { LINK_ARGS = 64 };
