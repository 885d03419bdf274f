#include "client/sys/speller_windows.h"

#ifdef _WIN32
#include <windows.h>

#include <spellcheck.h>
#include <stdbool.h>
#include <stdlib.h>

#include "irc/check.h"

enum { WORD_UNITS = 256, LIST_MAX = 16 };

static const GUID class_of_factory = {
    0x7AB36653, 0x1796, 0x484B, {0xBD, 0xFA, 0xE7, 0x4F, 0x1D, 0xB7, 0xC1, 0xDC}};
static const GUID interface_of_factory = {
    0x8E018A9D, 0x2415, 0x4677, {0xBF, 0x08, 0x79, 0x4E, 0xA6, 0x1F, 0x94, 0xBB}};

/* False: it is too long. */
static bool widen(const char *text, WCHAR *out)
{
    return MultiByteToWideChar(CP_UTF8, 0, text, -1, out, WORD_UNITS) > 0;
}

void *speller_create(const char *language, const char *unused)
{
    ISpellCheckerFactory *factory = NULL;
    ISpellChecker *checker = NULL;
    WCHAR tag[WORD_UNITS];
    BOOL knows = FALSE;
    (void)unused;
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    if (!widen(language, tag) ||
        CoCreateInstance(&class_of_factory, NULL, CLSCTX_INPROC_SERVER, &interface_of_factory,
                         (void **)&factory) != S_OK) {
        return NULL;
    }
    if (factory->lpVtbl->IsSupported(factory, tag, &knows) == S_OK && knows) {
        factory->lpVtbl->CreateSpellChecker(factory, tag, &checker);
    }
    factory->lpVtbl->Release(factory);
    return checker;
}

void speller_destroy(void *speller)
{
    ISpellChecker *checker = speller;
    checker->lpVtbl->Release(checker);
}

int speller_spell(void *speller, const char *word)
{
    ISpellChecker *checker = speller;
    IEnumSpellingError *errors = NULL;
    ISpellingError *first = NULL;
    WCHAR wide[WORD_UNITS];
    if (!widen(word, wide) || checker->lpVtbl->Check(checker, wide, &errors) != S_OK) {
        return 1; /* it cannot be said to be wrong */
    }
    bool wrong = errors->lpVtbl->Next(errors, &first) == S_OK;
    if (first) {
        first->lpVtbl->Release(first);
    }
    errors->lpVtbl->Release(errors);
    return !wrong;
}

int speller_suggest(void *speller, char ***list, const char *word)
{
    ISpellChecker *checker = speller;
    IEnumString *found = NULL;
    LPOLESTR one = NULL;
    WCHAR wide[WORD_UNITS];
    int count = 0;
    *list = NULL;
    if (!widen(word, wide) || checker->lpVtbl->Suggest(checker, wide, &found) != S_OK) {
        return 0;
    }
    *list = xcalloc(LIST_MAX, sizeof **list);
    while (count < LIST_MAX && found->lpVtbl->Next(found, 1, &one, NULL) == S_OK) {
        char text[WORD_UNITS * 3];
        if (WideCharToMultiByte(CP_UTF8, 0, one, -1, text, sizeof text, NULL, NULL) > 0) {
            (*list)[count++] = xstrdup(text);
        }
        CoTaskMemFree(one);
    }
    found->lpVtbl->Release(found);
    return count;
}

void speller_free_list(void *speller, char ***list, int count)
{
    (void)speller;
    for (int i = 0; i < count; i++) {
        free((*list)[i]);
    }
    free(*list);
    *list = NULL;
}

int speller_add(void *speller, const char *word)
{
    ISpellChecker *checker = speller;
    WCHAR wide[WORD_UNITS];
    return widen(word, wide) && checker->lpVtbl->Ignore(checker, wide) == S_OK;
}

const char *speller_encoding(void *speller)
{
    (void)speller;
    return "UTF-8";
}
#endif
