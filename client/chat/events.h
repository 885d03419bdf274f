#pragma once
/* What our own server tells its operators (the tag TAG_EVENT), as sentences of the program. */
#include <stdbool.h>

struct chat;
struct client;

/* Appends the sentence for "word where words..." to a chat. False: it is not one we know, or it is
 * incomplete; the server's own words say it then. */
bool events_add(struct client *client, struct chat *c, const char *event);
