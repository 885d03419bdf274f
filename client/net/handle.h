#pragma once
/* Handles lines from servers: a table from verb to handler. */
#include <stddef.h>
#include <stdint.h>

#include "client/base/client.h"
#include "client/net/network.h"

struct message;

typedef void handler(struct client *client, struct network *s, struct message *m);

/* The verb of row `n` of the table, for fuzzing; NULL past the last. */
const char *handle_verb(int n);

/* AUTHENTICATE got no answer; it is time to retry logging in. */
void handle_sasl_silence(struct client *client, struct network *s);
void handle_login_again(struct client *client, struct network *s);

/* The chat for a line of our own: that of the room, the one on the screen, or the server's. */
struct chat *handle_place(struct client *client, struct network *s, const char *room);

/* A line of ours that carries this label, or NULL. */
struct line *handle_labelled(const struct network *s, const char *label, struct chat **chat);

/* handle_login.c: capabilities and logging in */
handler handle_authenticate, handle_cap, handle_sasl_done, handle_register, handle_logged_in,
    handle_logged_out, handle_sasl_failed, handle_bad_password, handle_banned;

/* handle_chat.c: rooms and who is in them */
handler handle_join, handle_part, handle_quit, handle_nick, handle_kick, handle_mode, handle_topic,
    handle_away, handle_invite, handle_names, handle_names_end, handle_topic_is, handle_no_topic,
    handle_who, handle_account, handle_bans_end, handle_rename;

/* The same; false: it does not answer a question of our own. */
bool handle_whox(struct client *client, struct network *s, struct message *m);
bool handle_modes_are(struct client *client, struct network *s, struct message *m);
bool handle_ban_is(struct client *client, struct network *s, struct message *m);

/* handle_talk.c: what people say */
handler handle_privmsg, handle_notice;

/* handle_tags.c: reactions, deletions, typing, and METADATA */
handler handle_tagmsg, handle_redact, handle_metadata, handle_sync_later;

/* One line from the server. */
void handle_line(struct client *client, struct network *s, struct message *m);

/* Asks for METADATA if the server has it, and to be told what is pinned and how people want to be
 * called: once let in, before rooms are joined, since that is when it is told. */
void handle_ask_metadata(struct client *client, struct network *s);
void handle_subscribe(struct client *client, struct network *s);
