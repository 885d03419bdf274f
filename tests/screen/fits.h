#pragma once
/* Whether a picture can be read: no text or icon lies on another, none is cut by an edge. */
struct app;

/* Draws the state in windows of several sizes and in both languages, and writes a line to stderr
 * for each fault: texts or icons that overlap, that are cut or stick out of their frame, words of
 * the program that are shortened, cards outside the window. Returns how many are new. */
int fits_check(struct app *app, const char *where);
