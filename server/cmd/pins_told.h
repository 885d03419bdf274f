#pragma once
/* Pins for those who do not know METADATA: the first msgid that is new in the value is said to them
 * in a NOTICE, with the start of its message; what is taken off is not. */

struct reply;
struct room;

/* The value of the room's PINS_KEY was `before` and is `now` (NULL: none); the words are msgids. */
void pins_told(struct reply *r, struct room *room, const char *before, const char *now);
