#pragma once
/* What ChanServ does about people who disturb a room; run from its table. */

struct call;

void chanserv_ban(struct call *c);   /* #room nick|mask [time] [reason] */
void chanserv_mute(struct call *c);  /* #room nick|mask [time] */
void chanserv_unban(struct call *c); /* #room nick|mask */
void chanserv_bans(struct call *c);  /* #room */
