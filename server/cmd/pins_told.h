#pragma once
/* Pins for those who do not know METADATA: what is pinned in a room is said to them in a NOTICE. */

struct reply;
struct room;

/* The value of the room's PINS_KEY was `before` and is `now` (NULL: none); the words are msgids. */
void pins_told(struct reply *r, struct room *room, const char *before, const char *now);
