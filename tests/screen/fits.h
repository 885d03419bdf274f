#pragma once
/* Whether a picture can be read: no text or icon lies on another, none is cut by an edge. */
#include "client/app.h"

/* Draws the state in windows of several sizes and in both languages, and writes one line to stderr
 * for each fault, a fault once in the life of the process. Returns how many it found. */
int fits_check(struct app *app, const char *where);
