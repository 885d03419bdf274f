#pragma once
/* Message tags of our own server, which say a thing for a program that the line says for people.
 * They go to those who take tags (message-tags). And a key of METADATA, and a token of 005. */

/* What a service, or the server, has done or knows: words, the first of which is what it is. */
#define TAG_FACT "tertulia.chat/fact"

/* Seconds until one may speak again, with 404. */
#define TAG_WAIT "tertulia.chat/wait"

/* What a notice to operators is about: its word, an address or *, and the words. */
#define TAG_EVENT "tertulia.chat/event"

/* METADATA of a room: the msgids of what is pinned in it, as words, oldest pin first. */
#define PINS_KEY "tertulia.chat/pins"

/* In 005: NickServ and ChanServ say facts. */
#define TOKEN_FACTS "tertulia.chat/FACTS"
