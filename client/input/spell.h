#pragma once
/* The misspelled words of the draft. The dictionaries are the system's (sys/dictionary): each word
 * is looked up once, and the answer is cached here. */
#include <stdbool.h>

struct app;
struct span;
struct spelled;

struct spell {
    struct spelled *words; /* a hash table */
    int count;
};

/* Call after the draft has changed: requests the words not known yet. */
void spell_follow(struct app *app);

/* The answer: the misspelled words, one per line; all others requested are right. */
void spell_take(struct app *app, const char *wrong);

/* The misspelled words of the draft, except the one being typed; returns their number. */
int spell_marks(const struct app *app, struct span *out, int max);

/* Accepts the word from now on. */
void spell_learn(struct app *app, const char *word);
void spell_finish(struct spell *s);
