#pragma once
/* The spelling that Windows has of its own (ISpellChecker), with the functions by which Hunspell is
 * used; on one thread. Words are UTF-8. Untried: wine has none. */

/* Of a language, as "es-ES"; `unused` is for the second file of Hunspell. NULL: there is none. */
void *speller_create(const char *language, const char *unused);
void speller_destroy(void *speller);

int speller_spell(void *speller, const char *word);

/* A list of `count` words, which speller_free_list takes back. */
int speller_suggest(void *speller, char ***list, const char *word);
void speller_free_list(void *speller, char ***list, int count);

/* Accepts the word until the program ends. */
int speller_add(void *speller, const char *word);

/* "UTF-8". */
const char *speller_encoding(void *speller);
