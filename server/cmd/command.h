#pragma once
/* The command table, and how a line reaches its handler. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ban;
struct session;
struct member;
struct message;
struct reply;
struct room;
struct user;
struct world;

enum command_when {
    WHEN_ANY,
    WHEN_PASSED,     /* once the server password was given, if there is one */
    WHEN_BEFORE,     /* only until registered */
    WHEN_REGISTERED, /* only once registered */
};

typedef void command_handler(struct world *w, struct user *u, const struct message *m,
                             struct reply *r);

enum { SYNC = 1000 };

struct command {
    const char *verb;
    command_handler *run;
    int min_params;
    enum command_when when;
    int cost; /* flood control tokens; SYNC and more: of the bucket for requests that bring a client
                 up to date */
    const char *usage;
};

/* Sorted by verb. */
extern const struct command commands[];
extern const int command_count;

/* The command with this verb, in any case, or NULL. */
const struct command *command_find(const char *verb);

/* Handles one line of `len` bytes from `s` (changed in place); NULL: it was too long. */
void command_line(struct world *w, struct session *s, char *line, size_t len);

/* registration: who a session is, and the welcome once that is complete. */
command_handler cmd_cap, cmd_pass, cmd_nick, cmd_user, cmd_setname, cmd_ping, cmd_pong, cmd_quit,
    cmd_webirc, cmd_isupport;

/* Something that the session waited for has come: welcomes it if nothing else is missing. */
void command_welcome(struct session *s);

/* Tells a session of capabilities that came or went since `before`, and removes those that went. */
void command_announce_caps(struct session *s, uint64_t before);

/* The 005 lines. */
void command_isupport(struct reply *r);

/* rooms */
command_handler cmd_join, cmd_part, cmd_topic, cmd_kick, cmd_invite, cmd_knock, cmd_rename;

/* Removes a member by the user whom `r` answers, who outranks them; this may free the room. */
void command_kick(struct room *room, struct user *target, const char *reason, struct reply *r);

/* Makes a user leave a room they are in, and tells the room. `r` here and below: the answer that
 * this is part of; NULL: none. */
void command_leave(struct world *w, struct user *u, struct room *room, const char *reason,
                   struct reply *r);

/* list */
command_handler cmd_names, cmd_list;

/* mode */
command_handler cmd_mode;

/* The user whom `r` answers changes the modes of a room, as far as they may; this may free it. */
void command_change_room(struct room *room, const char *letters, char *const *params, int count,
                         struct reply *r);

enum { REALNAME_MAX = 128 };

/* The mode letters in 004 and ISUPPORT. */
#define USER_MODES "BgioswR"
#define ROOM_LIST_MODES "beI"
#define ROOM_KEY_MODES "k"
#define ROOM_SET_MODES "jlW" /* joins in a time, people, seconds between messages */
#define ROOM_FLAG_MODES "CiMmnPrRsStU"

/* privmsg */
command_handler cmd_privmsg, cmd_notice, cmd_tagmsg, cmd_away;

/* batch */
command_handler cmd_batch;

/* Whether this line belongs to a batch and was handled. */
bool batch_takes(struct reply *r, const struct message *m);

/* Drops an unfinished batch, or SASL exchange. */
void command_drop_batch(struct session *s);
void command_drop_sasl(struct session *s);

/* oper_cmd */
command_handler cmd_oper, cmd_kill, cmd_wallops, cmd_chghost, cmd_kline, cmd_dline, cmd_xline,
    cmd_lockdown, cmd_unkline, cmd_undline, cmd_unxline, cmd_rehash, cmd_die, cmd_restart,
    cmd_connect, cmd_squit;

/* Gives the session that `r` answers these operator powers (enum power). */
void command_make_operator(struct reply *r, unsigned powers);

/* stats */
command_handler cmd_stats, cmd_trace;

/* auth */
command_handler cmd_register, cmd_verify;

/* Joins a newly registered user to the rooms of server.autojoin. */
void command_autojoin(struct reply *r);

/* The user has set these rooms for newcomers: joins them, and owns those that nobody owns
 * and where they are an operator. */
void command_take_newcomers(struct reply *r, const char *list);

/* Makes the user an operator if their account is an administrator's. */
void command_greet_admin(struct reply *r);

/* Tells the session which rooms are offered to its account. */
void command_tell_offers(struct reply *r);

/* services */
command_handler cmd_nickserv, cmd_chanserv;

/* The service of that name, in its own spelling, or NULL. */
const char *command_service(const char *nick);

/* Handles a message to a service. */
void command_tell_service(struct reply *r, const char *service, const char *text);

/* nickserv */
command_handler cmd_persistence;

/* sasl */
command_handler cmd_authenticate;

/* The available SASL mechanisms, separated by commas. */
const char *command_mechanisms(const struct session *s);

/* chathistory */
command_handler cmd_chathistory, cmd_search, cmd_redact, cmd_markread;

/* Sends how far the user has read there, after a JOIN. */
void command_show_marker(struct reply *r, const char *target);

/* metadata_cmd */
command_handler cmd_metadata;

/* Sends a user who has joined the metadata they subscribed to, and theirs to the others. */
void command_metadata_joined(struct user *u, struct room *room, struct reply *r);

/* Sends the user's own metadata, as part of the welcome; and that of `who`, as part of a WHOIS. */
void command_metadata_own(struct reply *r);
void command_metadata_whois(struct reply *r, const struct user *who);

/* ignore */
command_handler cmd_silence, cmd_accept;

/* monitor_cmd */
command_handler cmd_monitor;

/* who */
command_handler cmd_who;

/* whois */
command_handler cmd_whois, cmd_ison, cmd_userhost, cmd_userip, cmd_whowas;

/* info; set */
command_handler cmd_set, cmd_motd, cmd_lusers, cmd_version, cmd_time, cmd_info, cmd_admin,
    cmd_links, cmd_map, cmd_help;

/* Helpers that several handlers share. */

/* Whether the session that `r` answers has an operator power (enum power); otherwise it is
 * refused. */
bool command_may(struct reply *r, unsigned power);

/* Whether a query is meant for this server, the only one; otherwise it is refused. */
bool command_meant_for_us(struct reply *r, const char *target);

/* Sets a user's modes (enum user_mode) and tells them. */
void command_set_user_modes(struct world *w, struct user *u, unsigned modes, struct reply *r);

/* A ban covers a session: it is told which, and closed. */
void command_banned(struct reply *r, struct session *s, const struct ban *ban);

/* Sets a user away, or with NULL back, and tells those who want to know. */
void command_set_away(struct world *w, struct user *u, const char *text, struct reply *r);

/* Tells a session about a room its user is in: the topic, how far they have read, who is there. */
void command_tell_entered(struct session *s, const struct room *room, struct reply *r);

/* Gives a user another host and tells everybody who should know. */
void command_change_host(struct world *w, struct user *u, const char *host, struct reply *r);

/* For clients without chghost: a user with a new host rejoins the room. */
void command_show_return(struct world *w, const struct member *m, struct reply *r);

/* Takes the next item off a comma-separated list (changed in place), skipping empty ones; NULL at
 * the end. */
char *command_item(char **list);

/* Sends NAMES of a room, after everything else this command answers. */
void command_names(struct reply *r, const char *name);
