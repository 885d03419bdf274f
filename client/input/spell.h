#pragma once
/* Which words of the draft no dictionary has. The dictionaries are the machine's
 * (sys/dictionary): each word is asked about once, and the answer is cached here. */
#include <stdbool.h>

struct app;
struct span;
struct spelled;

struct spell {
    struct spelled *words; /* a hash */
    int count;
};

/* After what is written changed: asks for the words that are not known yet. */
void spell_follow(struct app *app);

/* The answer: the words that are wrong, a line each; all others that were asked for are right. */
void spell_take(struct app *app, const char *wrong);

/* What is wrong in what is written; gives how many. The word that is just being typed is not. */
int spell_marks(const struct app *app, struct span *out, int max);

/* The word is right from now on. */
void spell_learn(struct app *app, const char *word);
void spell_finish(struct spell *s);
