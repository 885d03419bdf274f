#pragma once
/* The dictionaries on this computer, read by Hunspell, which is optional and loaded for the first
 * word; on Windows its own. Runs on its own thread, because opening a dictionary takes a while. */
#include <stdbool.h>

struct dictionary;
struct event;

enum dictionary_job { DICTIONARY_CHECK, DICTIONARY_SUGGEST, DICTIONARY_LEARN };

/* `wake` is the SDL event type to push; `folder` is the settings folder, where words.txt stores
 * learned words ("": not stored); `languages` are those to look for, as "es-ES en", each with its
 * own dictionary. */
struct dictionary *dictionary_new(unsigned wake, const char *folder, const char *languages);
void dictionary_free(struct dictionary *d);

/* CHECK: words, one per line; the answer is EVENT_SPELLED with the misspelled ones. SUGGEST: a
 * word; EVENT_SUGGESTED with it and the suggestions, one per line. LEARN: a word to accept from now
 * on. Without dictionaries every word is correct. */
void dictionary_ask(struct dictionary *d, enum dictionary_job job, const char *text);

/* The next answer; its text is valid until the next call. False: there is none. */
bool dictionary_pop(struct dictionary *d, struct event *e);
