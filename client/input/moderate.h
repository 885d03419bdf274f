#pragma once
/* What somebody who moderates a room does to the people in it. */
#include <stdbool.h>

#include "client/base/words.h"
#include "client/chat/room_bans.h"

struct app;
struct chat;
struct client;
struct network;
struct person;

/* Whether we moderate the room: by our rank in it, or as an operator of the server. */
bool moderate_may(const struct network *s, const struct chat *c);

/* The same for somebody in it: not us, nor anybody above us. */
bool moderate_may_on(const struct network *s, const struct chat *c, const char *nick);

/* Index of the strongest rank in isupport.prefix_modes; their number: no rank. */
int moderate_rank(const struct network *s, const struct person *who);

/* The words of a rank, by its letter; false: we have none for it. */
bool moderate_rank_words(char letter, enum word *out);

/* Our own rank there, the strongest for an operator of the server. */
int moderate_own_rank(const struct network *s, const struct chat *c);

/* Gives somebody this rank (index as above; their number: none) instead of the strongest they have.
 */
void moderate_set_rank(struct app *app, struct chat *c, const char *nick, int rank);

/* Whether the server has bans that end by themselves, and mutes. */
bool moderate_has_times(const struct network *s);
bool moderate_has_mutes(const struct network *s);

/* Bans or mutes for `minutes` (0: until it is lifted). */
void moderate_ban(struct app *app, struct chat *c, const char *nick, enum ban_by by, long minutes,
                  bool mute);
void moderate_lift(struct app *app, struct chat *c, char letter, const char *mask);

/* The masks of such a ban; how many. */
int moderate_ban_masks(const struct chat *c, const char *nick, enum ban_by by,
                       struct bytes out[BAN_MASKS]);
void moderate_kick(struct app *app, struct chat *c, const char *nick, const char *reason);

/* The mute that covers somebody, as far as is known; NULL: none. Lifts all of them. */
const struct ban *moderate_mute_of(const struct network *s, const struct chat *c, const char *nick);
void moderate_unmute(struct app *app, struct chat *c, const char *nick);
