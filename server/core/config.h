#pragma once
/* Every setting with its default, in one table: the configuration file, --set and --help all use
 * it. */
#include <stdbool.h>
#include <stddef.h>

#include "irc/bytes.h"

struct error;

enum { CONFIG_TEXT = 256, CONFIG_LISTEN_MAX = 16 };

/* Where to listen, each as ADDRESS:PORT. */
struct config_places {
    char at[CONFIG_LISTEN_MAX][CONFIG_TEXT];
    long count;
};

/* A value whose name the file chooses. */
struct config_named {
    char name[64];
    char value[CONFIG_TEXT];
    struct config_named *next;
};

struct config {
    /* [server] */
    char name[CONFIG_TEXT];
    char network[CONFIG_TEXT];
    char password[CONFIG_TEXT];
    struct bytes motd; /* lines, each ended by \n */
    struct config_places listen, listen_tls, websocket;
    struct config_places telnet; /* [plain] */
    char telnet_room[CONFIG_TEXT];
    char certificate[CONFIG_TEXT], certificate_key[CONFIG_TEXT];
    char gate[CONFIG_TEXT]; /* a command; "": none */
    long gate_wait_ms;
    long gate_required;         /* 0 or 1 */
    char autojoin[CONFIG_TEXT]; /* room names, separated by spaces */
    char run_as[CONFIG_TEXT];   /* user; "": whoever started it */
    long sandbox;               /* 0 or 1 */
    long sts_days;              /* 0: none */
    long sts_port;              /* 0: none that others reach */
    char websocket_origins[CONFIG_TEXT];
    long poller;      /* enum poller_kind */
    long max_clients; /* 0: as many as the system allows */
    char without_caps[CONFIG_TEXT];
    char admin[CONFIG_TEXT];
    char icon[CONFIG_TEXT];
    char description[CONFIG_TEXT];
    char deny_client_tags[CONFIG_TEXT];
    long edit_ms;                 /* 0: what was said stays as it is */
    long cloak;                   /* 0 or 1 */
    long announce;                /* 0 or 1 */
    struct config_named *opers;   /* CLASS HASH */
    struct config_named *classes; /* powers */
    struct config_named *webirc;  /* ADDRESS[/BITS] PASSWORD */
    struct config_named *proxies; /* ADDRESS[/BITS] */
    /* [limits] */
    long flood; /* 0 or 1 */
    long flood_burst, flood_rate, sync_burst, sync_rate;
    long rooms, joins_per_address;
    long joins, nick_changes, invites, strangers, repeats; /* per minute */
    long sendq_soft, sendq_hard, recvq_soft, recvq_hard;   /* bytes */
    long per_address, connects, unregistered, unregistered_all;
    long exempt_loopback;
    long registration_ms, ping_after_ms, ping_timeout_ms;
    long rooms_per_user, list_entries, targets, whowas_entries, monitor, ignore_entries;
    long multiline_bytes, multiline_lines, knock_rest_ms;
    long metadata_bytes, metadata_keys, metadata_subs;
    long nick_len, room_len, topic_len, kick_len, away_len;
    /* [store] */
    long power_safe; /* 0 or 1 */
    /* [history] */
    long history, history_events; /* 0 or 1 */
    long history_max, history_days, history_messages;
    long nicks, rooms_owned, access_entries;
    /* [accounts] */
    long registration, before_connect, email_required; /* 0 or 1 */
    long iterations, password_length, guesses, guess_window_ms, made_per_address;
    long made_per_day, accounts_most, young_days, young_rooms, away_days;
    long always_on; /* 0 or 1 */
    char away_text[CONFIG_TEXT];
    /* [log] */
    long log_level;
};

enum config_kind {
    CONFIG_NUMBER,
    CONFIG_BYTES, /* K, M, G understood */
    CONFIG_TIME,  /* s, m, h, d understood; kept in ms */
    CONFIG_SWITCH,
    CONFIG_LINE,
    CONFIG_LINES, /* each setting adds a line */
    CONFIG_ROOMS, /* names, separated by spaces */
    CONFIG_LISTEN,
    CONFIG_LEVEL,
    CONFIG_POLLER,
    CONFIG_NAMED, /* "section.*": any key */
};

struct config_key {
    const char *name; /* section.key */
    enum config_kind kind;
    size_t offset;
    long min, max;
    const char *initial; /* NULL: nothing */
    const char *help;
};

extern const struct config_key config_keys[];
extern const int config_key_count;

/* Sets the defaults. config_finish frees the values. */
void config_init(struct config *c);
void config_finish(struct config *c);

/* Sets "section.key". False: `error` says what was expected. */
bool config_set(struct config *c, const char *name, const char *value, struct error *error);

/* The same, but replaces the old value. For a key that takes several lines `value` holds them all,
 * each ended by \n. */
bool config_replace(struct config *c, const char *name, const char *value, struct error *error);

/* Parses INI text. Calls `wrong` for each invalid line; returns how many there were. */
int config_parse(struct config *c, const char *text,
                 void (*wrong)(void *context, int line, const char *what), void *context);

/* The value of a text key; several lines are each ended by \n. NULL: not a text key. */
const char *config_text(const struct config *c, const char *name);

/* The value of a name, or NULL. */
const char *config_named(const struct config_named *list, const char *name);

/* Whether a proxy at this address speaks for others (and must say for whom first). */
bool config_is_proxy(const struct config *c, const char *address);

/* Fills in where to listen, if unset; checks settings that depend on each other. */
bool config_settle(struct config *c, struct error *error);
