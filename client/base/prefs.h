#pragma once
/* The settings file: a small INI file that its user may edit and nobody else may read. It holds
 * keys of rooms, and no passwords. */
#include <stdbool.h>
#include <stdint.h>

#include "irc/bytes.h"

enum {
    PREFS_TEXT = 128,
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
    bool certificate; /* logs in with this computer's */
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

/* Names that are remembered, the newest last. */
struct named_list {
    char at[PREFS_KNOWN][PREFS_TEXT];
    int count;
};

/* Comings and goings in the talk. */
enum moves_shown { MOVES_COLLAPSED, MOVES_ALL, MOVES_NONE, MOVES_WAYS };

enum accent { ACCENT_BLUE, ACCENT_GREEN, ACCENT_VIOLET, ACCENT_PINK, ACCENT_COUNT };

/* A key of one's own for what the program does. */
struct key_choice {
    char does[PREFS_NAME]; /* its name in the list of keys.c */
    char keys[PREFS_NAME]; /* "Ctrl Shift N"; "": none */
};

struct prefs {
    char server[PREFS_TEXT]; /* of the login screen */
    char nick[PREFS_TEXT];
    char room[PREFS_TEXT];
    char theme[PREFS_NAME]; /* system, dark, light, contrast, or a file of one's own */
    enum accent accent;
    bool compact;     /* one row for who and what, no avatars */
    bool still;       /* nothing blinks or moves by itself */
    bool plain_names; /* nicknames have no colours */
    enum moves_shown moves;
    int text_size;    /* percent, 50 to 300 */
    bool remember;    /* what is said is kept on this computer */
    bool clock_12;    /* 3:05 pm, not 15:05 */
    bool signs;       /* **bold** and the like mean something in what one writes */
    bool tell_typing; /* others see that we are writing */
    bool hide_people, hide_chats;
    int window_w, window_h;          /* as it would be at 100 % */
    char language[8];                /* "en", "es"; "": the system's */
    struct known known[PREFS_KNOWN]; /* the newest last */
    int known_count;
    bool known_full;             /* what is read is for none of them */
    struct named_list muted;     /* "host #room": nothing said there calls */
    struct named_list ignored;   /* nicknames: nothing they say is shown */
    struct named_list loud;      /* "host #room": everything said there calls */
    struct named_list scram;     /* "host:port": checks passwords without being told them */
    struct named_list room_keys; /* "host:port #room key" */
    struct named_list learned;   /* words that are right */
    bool notify;                 /* by the system, when somebody calls and one is elsewhere */
    bool sound;                  /* the same, to be heard */
    bool quiet;                  /* do not disturb: neither, for now */
    bool spell;                  /* words that no dictionary has are underlined */
    bool nearby;                 /* the local network is asked for servers */
    bool host_stays;             /* a server of our own goes on when the window is closed */
    bool speak;                  /* what is said is read aloud */
    struct key_choice keys[PREFS_KEYS];
    int key_count;
    struct strict strict[PREFS_KNOWN]; /* the newest last */
    int strict_count;
    bool strict_full; /* as above */
    struct recent recent[PREFS_RECENT];
    int recent_count;
    char others[PREFS_OTHERS]; /* lines of the file that are not ours, each after its section and a
                                  tab */
};

void prefs_init(struct prefs *p);

/* Reads a file's text over what is set; what it does not understand stays as it was. */
void prefs_parse(struct prefs *p, const char *text);
void prefs_write(const struct prefs *p, struct bytes *out);

/* Puts a server at the head of the recent ones. */
void prefs_visit(struct prefs *p, const char *server, const char *nick, const char *room);

/* The fingerprint of a server one trusts, or NULL; trusts one. */
const char *prefs_known(const struct prefs *p, const char *server);
void prefs_trust(struct prefs *p, const char *server, const char *fingerprint);

/* Whether a name is in such a list, whatever its capitals; puts it in, or takes it out. */
bool prefs_has(const struct named_list *list, const char *name);
void prefs_put(struct named_list *list, const char *name, bool in);

/* What opens a room of a server ("host:port"), or NULL; sets it. NULL or "" forgets it. */
const char *prefs_room_key(const struct prefs *p, const char *server, const char *room);
void prefs_set_room_key(struct prefs *p, const char *server, const char *room, const char *key);

/* What is known of a host, or NULL; sets it. An end of 0 forgets it. */
const struct strict *prefs_strict(const struct prefs *p, const char *host);
void prefs_set_strict(struct prefs *p, const char *host, int port, int64_t until);

/* Whether that nickname logs in there with this computer's certificate; sets it, where it was
 * visited. */
bool prefs_has_certificate(const struct prefs *p, const char *server, const char *nick);
void prefs_set_certificate(struct prefs *p, const char *server, const char *nick, bool has);

/* The names of the accents, for the file and for assets. */
extern const char *const prefs_accents[ACCENT_COUNT];

/* The keys chosen for this; NULL: those it has by itself. Chooses; NULL takes the choice back. */
const char *prefs_keys(const struct prefs *p, const char *does);
void prefs_set_keys(struct prefs *p, const char *does, const char *keys);

/* The next larger (+1) or smaller (-1) text size. */
int prefs_next_size(int percent, int step);
