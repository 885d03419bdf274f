#pragma once
/* The settings file: a small INI file that the user may edit and nobody else may read. It holds
 * room keys, but no passwords. */
#include <stdbool.h>
#include <stdint.h>

#include "irc/bytes.h"

enum {
    PREFS_TEXT = 128,
    PREFS_DEVICE = 33,
    PREFS_OTHERS = 4096,
    PREFS_RECENT = 6,
    PREFS_KNOWN = 64,
    PREFS_KEYS = 64,
    PREFS_NAME = 32
};

struct recent {
    char server[PREFS_TEXT]; /* host[:port] */
    char nick[PREFS_TEXT];
    char room[PREFS_TEXT];
    char name[PREFS_TEXT]; /* of its network; "": not known */
    int64_t visited;       /* wall; 0: not known */
    bool certificate;      /* logs in with this computer's certificate */
};

/* A server whose certificate was compared by hand. */
struct known {
    char server[PREFS_TEXT]; /* host:port */
    char fingerprint[PREFS_TEXT];
};

/* A server that is only reached encrypted (sts.h). */
struct strict {
    char host[PREFS_TEXT];
    int port;
    int64_t until; /* wall */
};

/* Remembered names, newest last. */
struct named_list {
    char at[PREFS_KNOWN][PREFS_TEXT];
    int count;
};

/* How joins and parts are shown. */
enum moves_shown { MOVES_COLLAPSED, MOVES_ALL, MOVES_NONE, MOVES_WAYS };

enum accent { ACCENT_BLUE, ACCENT_GREEN, ACCENT_VIOLET, ACCENT_PINK, ACCENT_COUNT };

/* A key binding chosen by the user. */
struct key_choice {
    char does[PREFS_NAME]; /* the action's name in keymap.h */
    char keys[PREFS_NAME]; /* "Ctrl Shift N"; "": none */
};

struct prefs {
    char server[PREFS_TEXT]; /* of the login screen */
    char nick[PREFS_TEXT];
    char room[PREFS_TEXT];
    char device[PREFS_DEVICE]; /* a secret (device.h); "": not made up yet */
    char theme[PREFS_NAME];    /* system, dark, light, contrast, or a user theme file */
    enum accent accent;
    bool compact;     /* name and text on one row, no avatars */
    bool still;       /* no blinking or other animation */
    bool plain_names; /* nicknames have no colours */
    enum moves_shown moves;
    int text_size;    /* percent, 50 to 300 */
    bool remember;    /* messages are stored on this computer */
    bool clock_12;    /* 3:05 pm, not 15:05 */
    bool signs;       /* **bold** and similar markup is recognized in typed text */
    bool tell_typing; /* others see when we are typing */
    bool hide_people, hide_chats;
    int window_w, window_h;          /* as they would be at 100 % text size */
    char language[8];                /* "en", "es"; "": the system's */
    struct known known[PREFS_KNOWN]; /* newest last */
    int known_count;
    bool known_full;             /* while reading: the entry does not fit in `known` */
    struct named_list muted;     /* "host #room": messages there never notify */
    struct named_list ignored;   /* nicknames or masks: their messages are hidden */
    struct named_list loud;      /* "host #room": every message there notifies */
    struct named_list scram;     /* "host:port": supports SCRAM, so it never gets the password */
    struct named_list room_keys; /* "host:port #room key" */
    struct named_list learned;   /* words accepted as correct */
    bool notify;                 /* desktop notifications for mentions while unfocused */
    bool sound;                  /* the same, as a sound */
    bool quiet;                  /* do not disturb: neither of these, for now */
    bool spell;                  /* underline words found in no dictionary */
    bool nearby;                 /* look for servers on the local network */
    bool host_ends;              /* it ends then, and nobody is asked */
    bool host_stays;             /* our own server keeps running when the window is closed */
    bool speak;                  /* what is said is read aloud */
    struct key_choice keys[PREFS_KEYS];
    int key_count;
    struct strict strict[PREFS_KNOWN]; /* newest last */
    int strict_count;
    bool strict_full; /* as known_full */
    struct recent recent[PREFS_RECENT];
    int recent_count;
    char others[PREFS_OTHERS]; /* unknown lines of the file, each after its section and a tab */
};

void prefs_init(struct prefs *p);

/* Applies the text of a settings file; what it does not understand keeps its value. */
void prefs_parse(struct prefs *p, const char *text);
void prefs_write(const struct prefs *p, struct bytes *out);

/* The rooms of the last visit there, comma-separated; NULL: there was none. */
const char *prefs_rooms(const struct prefs *p, const char *server, const char *nick);

/* Puts a visit at the head of the recent ones, in the place of an earlier one to its server;
 * whether it logs in with a certificate stays. */
void prefs_visit(struct prefs *p, const struct recent *visit);

/* The fingerprint of a trusted server, or NULL; prefs_trust adds or replaces it. */
const char *prefs_known(const struct prefs *p, const char *server);
void prefs_trust(struct prefs *p, const char *server, const char *fingerprint);

/* Whether a name is in the list, ignoring case; prefs_put adds or removes it. */
bool prefs_has(const struct named_list *list, const char *name);
void prefs_put(struct named_list *list, const char *name, bool in);

/* The key of a room on a server ("host:port"), or NULL; sets it. NULL or "" removes it. */
/* In place of a room: the password of the server itself. */
#define PREFS_SERVER_KEY "*"

const char *prefs_room_key(const struct prefs *p, const char *server, const char *room);
void prefs_set_room_key(struct prefs *p, const char *server, const char *room, const char *key);

/* The policy of a host, or NULL; sets it. An `until` of 0 removes it. */
const struct strict *prefs_strict(const struct prefs *p, const char *host);
void prefs_set_strict(struct prefs *p, const char *host, int port, int64_t until);

/* Whether that nickname logs in there with this computer's certificate; sets it, if that login is
 * among the recent ones. */
bool prefs_has_certificate(const struct prefs *p, const char *server, const char *nick);
void prefs_set_certificate(struct prefs *p, const char *server, const char *nick, bool has);

/* The names of the accents, for the file and for assets. */
extern const char *const prefs_accents[ACCENT_COUNT];

/* The keys chosen for an action; NULL: its defaults. Sets them; NULL restores the defaults. */
const char *prefs_keys(const struct prefs *p, const char *does);
void prefs_set_keys(struct prefs *p, const char *does, const char *keys);

/* The next larger (+1) or smaller (-1) text size. */
int prefs_next_size(int percent, int step);

/* The largest text size up to `percent` (but not less than 100 for that) at which a window of that
 * size, at 100 %, still has room for every screen. */
int prefs_fit_size(int percent, int width, int height);
