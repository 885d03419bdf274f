#pragma once
/* What tells people behind one address apart, so that a ban of one does not bar the others and does
 * not end with another nickname: a name of this computer, another for each server. It is made of a
 * secret in the settings file, from which neither the secret nor the name elsewhere follows.
 * Everybody on that server sees it, and it stays with another nickname. */
#include <stdbool.h>

struct prefs;

enum { DEVICE_NAME = 10 }; /* bytes, with its NUL: what every server takes as a user name */

/* Makes up the secret if there is none yet; true: it has, and the settings are to be saved. */
bool device_prepare(struct prefs *p);

/* The name for the server that was reached under `host`. */
void device_name(const struct prefs *p, const char *host, char out[DEVICE_NAME]);
