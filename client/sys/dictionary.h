#pragma once
/* The machine's dictionaries, by Hunspell, which is optional and loaded for the first word. On a
 * thread of its own, because opening a dictionary takes a while. */
#include <stdbool.h>

struct dictionary;
struct event;

enum dictionary_job { DICTIONARY_CHECK, DICTIONARY_SUGGEST, DICTIONARY_LEARN };

/* `wake` is the SDL event type to push; `folder` that of the settings, where words.txt keeps what
 * was learned ("": nowhere); `languages` those to look for, as "es-ES en", each with its own
 * dictionary. */
struct dictionary *dictionary_new(unsigned wake, const char *folder, const char *languages);
void dictionary_free(struct dictionary *d);

/* CHECK: words, a line each; the answer is EVENT_SPELLED with the wrong ones. SUGGEST: a word;
 * EVENT_SUGGESTED with it and what it may mean, a line each. LEARN: a word that is right from now
 * on. Without dictionaries nothing is wrong. */
void dictionary_ask(struct dictionary *d, enum dictionary_job job, const char *text);

/* The next answer; its text is valid until the next call. False: there is none. */
bool dictionary_take(struct dictionary *d, struct event *e);
