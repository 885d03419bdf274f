#pragma once
/* The table of commands, and the way a line takes to its handler. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct session;
struct member;
struct message;
struct reply;
struct room;
struct user;
struct world;

enum command_when {
    WHEN_ANY,
    WHEN_PASSED,     /* once the password of the server was given, if there is one */
    WHEN_BEFORE,     /* only until registered */
    WHEN_REGISTERED, /* only after that */
};

typedef void command_handler(struct world *w, struct user *u, const struct message *m,
                             struct reply *r);

enum { SYNC = 1000 };

struct command {
    const char *verb;
    command_handler *run;
    int min_params;
    enum command_when when;
    int cost; /* tokens of flood control; SYNC and more: of those for what clients ask to be up to
                 date */
    const char *usage;
};

/* In the order of their verbs. */
extern const struct command commands[];
extern const int command_count;

/* The row of a verb in any case, or NULL. */
const struct command *command_find(const char *verb);

/* Handles one line of `len` bytes from `s` (changed in place); NULL: it was too long. */
void command_line(struct world *w, struct session *s, char *line, size_t len);

/* registration: who a session is, and the welcome when all is said. */
command_handler cmd_cap, cmd_pass, cmd_nick, cmd_user, cmd_setname, cmd_ping, cmd_pong, cmd_quit,
    cmd_webirc, cmd_isupport;

/* Something that was waited for has come: welcomes the session if nothing else is missing. */
void command_welcome(struct session *s);

/* Tells a session of capabilities that came or went since `before`, and takes away what went. */
void command_announce_caps(struct session *s, uint64_t before);

/* The 005 lines. */
void command_isupport(struct reply *r);

/* rooms */
command_handler cmd_join, cmd_part, cmd_topic, cmd_kick, cmd_invite, cmd_knock, cmd_rename;

/* Takes a user out of a room they are in, and says so. `r` here and below: the answer that this is
 * part of; NULL: none. */
void command_leave(struct world *w, struct user *u, struct room *room, const char *reason,
                   struct reply *r);

/* list */
command_handler cmd_names, cmd_list;

/* mode */
command_handler cmd_mode;

enum { REALNAME_MAX = 128 };

/* The letters that 004 and ISUPPORT name. */
#define USER_MODES "BgioswR"
#define ROOM_LIST_MODES "beI"
#define ROOM_KEY_MODES "k"
#define ROOM_SET_MODES "l"
#define ROOM_FLAG_MODES "CiMmnPrRsStU"

/* privmsg */
command_handler cmd_privmsg, cmd_notice, cmd_tagmsg, cmd_away;

/* batch */
command_handler cmd_batch;

/* Whether this line belongs to a batch and was taken care of. */
bool batch_takes(struct reply *r, const struct message *m);

/* Forgets a batch, or a SASL exchange, that has not come to its end. */
void command_drop_batch(struct session *s);
void command_drop_sasl(struct session *s);

/* oper_cmd */
command_handler cmd_oper, cmd_kill, cmd_wallops, cmd_chghost, cmd_kline, cmd_dline, cmd_xline,
    cmd_lockdown, cmd_unkline, cmd_undline, cmd_unxline, cmd_rehash, cmd_die, cmd_restart,
    cmd_connect, cmd_squit;

/* Makes the session that `r` answers one of an operator with these powers (enum power). */
void command_make_operator(struct reply *r, unsigned powers);

/* stats */
command_handler cmd_stats, cmd_trace;

/* auth */
command_handler cmd_register, cmd_verify;

/* Puts who came in into the rooms of server.autojoin. */
void command_autojoin(struct reply *r);

/* Who comes in as an administrator is an operator from now on. */
void command_greet_admin(struct reply *r);

/* services */
command_handler cmd_nickserv, cmd_chanserv;

/* The service of that name, as it is written, or NULL. */
const char *command_service(const char *nick);

/* Somebody wrote to it. */
void command_tell_service(struct reply *r, const char *service, const char *text);

/* nickserv */
command_handler cmd_persistence;

/* sasl */
command_handler cmd_authenticate;

/* The SASL mechanisms there are, with commas. */
const char *command_mechanisms(const struct session *s);

/* chathistory */
command_handler cmd_chathistory, cmd_search, cmd_redact, cmd_markread;

/* How far one has read there, for who came into a room. */
void command_show_marker(struct reply *r, const char *target);

/* metadata_cmd */
command_handler cmd_metadata;

/* Tells who came into the room what they subscribed to, and the others of who came. */
void command_metadata_joined(struct user *u, struct room *room, struct reply *r);

/* Somebody's own metadata, as part of the welcome; and somebody's as part of a WHOIS. */
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

/* Small things that several handlers do. */

/* Whether the session that `r` answers has a power of operators (enum power); otherwise the refusal
 * is answered. */
bool command_may(struct reply *r, unsigned power);

/* There is one server: a question to another one is refused. */
bool command_meant_for_us(struct reply *r, const char *target);

/* Gives a user these modes (enum user_mode) and tells them. */
void command_set_user_modes(struct world *w, struct user *u, unsigned modes, struct reply *r);

/* Makes somebody away, or with NULL here again, and tells those who want to know. */
void command_set_away(struct world *w, struct user *u, const char *text, struct reply *r);

/* What a session is told of a room its user is in: the topic, how far one read, who is there. */
void command_tell_entered(struct session *s, const struct room *room, struct reply *r);

/* Gives a user another host and tells everybody who should know. */
void command_change_host(struct world *w, struct user *u, const char *host, struct reply *r);

/* For those without chghost: somebody with a new host comes back into the room. */
void command_show_return(struct world *w, const struct member *m, struct reply *r);

/* Takes the next item off a comma list (changed in place): "" items are skipped, NULL at the end.
 */
char *command_item(char **list);

/* Tells who is in a room, after everything else this command answers. */
void command_names(struct reply *r, const char *name);
