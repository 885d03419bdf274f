#include "client/sys/dictionary.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/event.h"
#include "client/sys/disk.h"
#include "client/sys/plugin.h"
#include "client/sys/speller_windows.h"
#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/error.h"

enum { BOOKS_MAX = 4, SUGGESTIONS_MAX = 5, WORD_CAP = 256 };

struct job {
    enum dictionary_job what;
    char *text;
    struct job *next;
};

/* One language. */
struct book {
    void *handle;
    char encoding[32]; /* of its words */
};

struct dictionary {
    Uint32 wake;
    char folder[DISK_PATH], languages[64];
    SDL_Thread *thread; /* NULL: nothing was ever asked */
    SDL_mutex *lock;
    SDL_cond *more;
    struct job *jobs,
        *answers; /* under the lock, oldest first; an answer has its job's kind and the words */
    bool ends;
    char *told; /* the text that was last returned */
    /* only used by the thread */
    void *plugin; /* Hunspell */
    struct book books[BOOKS_MAX];
    int book_count;
    void *(*create)(const char *aff, const char *dic);
    void (*destroy)(void *handle);
    int (*spell)(void *handle, const char *word);
    const char *(*encoding)(void *handle);
    int (*suggest)(void *handle, char ***list, const char *word);
    void (*free_list)(void *handle, char ***list, int count);
    int (*add)(void *handle, const char *word);
};

static void push_job(struct job **list, enum dictionary_job what, const char *text)
{
    while (*list) {
        list = &(*list)->next;
    }
    *list = xcalloc(1, sizeof **list);
    (*list)->what = what;
    (*list)->text = xstrdup(text);
}

static void drop(struct job *job)
{
    for (struct job *next; job; job = next) {
        next = job->next;
        free(job->text);
        free(job);
    }
}

/* --- the library and its books --- */

#ifdef _WIN32
/* Windows has spelling of its own. */
static bool open_library(struct dictionary *d)
{
    d->create = speller_create;
    d->destroy = speller_destroy;
    d->spell = speller_spell;
    d->encoding = speller_encoding;
    d->suggest = speller_suggest;
    d->free_list = speller_free_list;
    d->add = speller_add;
    return true;
}
#else
static bool open_library(struct dictionary *d)
{
    static const char *const names[] = {"libhunspell-1.7.so.0", "libhunspell-1.7.so",
                                        "libhunspell-1.6.so.0", "libhunspell-1.7.dylib"};
    const struct plugin_function functions[] = {
        {"Hunspell_create", &d->create},   {"Hunspell_destroy", &d->destroy},
        {"Hunspell_spell", &d->spell},     {"Hunspell_get_dic_encoding", &d->encoding},
        {"Hunspell_suggest", &d->suggest}, {"Hunspell_free_list", &d->free_list},
        {"Hunspell_add", &d->add},
    };
    if (!d->plugin) {
        d->plugin = plugin_load(names, COUNT_OF(names), functions, COUNT_OF(functions));
    }
    return d->plugin;
}
#endif

/* "es-ES" -> "es_ES"; a language alone gets its main country. */
static void full_name(const char *language, char *out, size_t cap)
{
    static const char *const homes[] = {"en_US", "es_ES", "pt_PT", "fr_FR",
                                        "de_DE", "it_IT", "ca_ES", "gl_ES"};
    snprintf(out, cap, "%s", language);
    for (char *at = out; *at; at++) {
        *at = *at == '-' ? '_' : *at;
    }
    for (size_t i = 0; i < COUNT_OF(homes) && strlen(out) == 2; i++) {
        if (strncmp(homes[i], out, 2) == 0) {
            snprintf(out, cap, "%s", homes[i]);
        }
    }
}

#ifdef _WIN32
static void *open_files(const struct dictionary *d, const char *name)
{
    char tag[32]; /* "es_ES" -> "es-ES" */
    copy_text(tag, sizeof tag, name);
    for (char *at = tag; *at; at++) {
        *at = *at == '_' ? '-' : *at;
    }
    return d->create(tag, "");
}
#else
static bool is_there(const char *path)
{
    SDL_RWops *file = SDL_RWFromFile(path, "rb");
    if (file) {
        SDL_RWclose(file);
    }
    return file;
}

static void *open_files(const struct dictionary *d, const char *name)
{
    static const char *const folders[] = {
        "/usr/share/hunspell",       "/usr/share/myspell",           "/usr/share/myspell/dicts",
        "/usr/local/share/hunspell", "/opt/homebrew/share/hunspell", "/Library/Spelling"};
    void *handle = NULL;
    for (size_t i = 0; i < COUNT_OF(folders) && !handle; i++) {
        char aff[256], dic[256];
        snprintf(aff, sizeof aff, "%s/%s.aff", folders[i], name);
        snprintf(dic, sizeof dic, "%s/%s.dic", folders[i], name);
        handle = is_there(aff) && is_there(dic) ? d->create(aff, dic) : NULL;
    }
    return handle;
}
#endif

static bool open_book(struct dictionary *d, const char *language)
{
    char name[32];
    full_name(language, name, sizeof name);
    void *handle = d->book_count < BOOKS_MAX ? open_files(d, name) : NULL;
    if (handle) {
        struct book *b = &d->books[d->book_count++];
        b->handle = handle;
        copy_text(b->encoding, sizeof b->encoding, d->encoding(handle));
    }
    return handle;
}

/* Converts a word to the encoding of a book, or back; free with SDL_free. NULL: not
 * representable. */
static char *convert(const struct book *b, const char *word, bool into)
{
    if (strcmp(b->encoding, "UTF-8") == 0) {
        return SDL_strdup(word);
    }
    return into ? SDL_iconv_string(b->encoding, "UTF-8", word, strlen(word) + 1)
                : SDL_iconv_string("UTF-8", b->encoding, word, strlen(word) + 1);
}

static void learn(struct dictionary *d, const char *word)
{
    for (int i = 0; i < d->book_count; i++) {
        char *own = convert(&d->books[i], word, true);
        if (own) {
            d->add(d->books[i].handle, own);
        }
        SDL_free(own);
    }
}

static void words_path(const struct dictionary *d, char *out, size_t cap)
{
    snprintf(out, cap, "%s/words.txt", d->folder);
}

static void read_learned(struct dictionary *d, struct bytes *out)
{
    char path[DISK_PATH + 16];
    words_path(d, path, sizeof path);
    if (d->folder[0]) {
        disk_read(path, out);
    }
}

static void open_books(struct dictionary *d)
{
    struct bytes learned = {0};
    for (const char *at = d->languages; open_library(d) && *at;) {
        char language[32];
        size_t len = strcspn(at, " ");
        copy_text(language, len < sizeof language ? len + 1 : sizeof language, at);
        bool home = open_book(d, language);
        if (!home && len > 2) { /* no dictionary for the country: the language's */
            language[2] = '\0';
            open_book(d, language);
        }
        at += len;
        at += strspn(at, " ");
    }
    read_learned(d, &learned);
    for (char *at = learned.len ? learned.data : NULL, *next; at && *at; at = next) {
        next = at + strcspn(at, "\n");
        next += *next ? (*next = '\0', 1) : 0;
        learn(d, at);
    }
    bytes_finish(&learned);
}

/* --- the jobs, on the thread --- */

static bool is_right(struct dictionary *d, const char *word)
{
    bool right = d->book_count == 0;
    for (int i = 0; i < d->book_count && !right; i++) {
        char *own = convert(&d->books[i], word, true);
        right = own && d->spell(d->books[i].handle, own);
        SDL_free(own);
    }
    return right;
}

static void check(struct dictionary *d, const char *words, struct bytes *out)
{
    for (size_t len; *words; words += len + (words[len] == '\n')) {
        char word[WORD_CAP];
        len = strcspn(words, "\n");
        copy_text(word, len < sizeof word ? len + 1 : sizeof word, words);
        if (!is_right(d, word)) {
            bytes_format(out, "%s\n", word);
        }
    }
}

static void suggest(struct dictionary *d, const char *word, struct bytes *out)
{
    bytes_format(out, "%s\n", word);
    for (int i = 0, left = SUGGESTIONS_MAX; i < d->book_count; i++) {
        struct book *b = &d->books[i];
        char **list = NULL, *own = convert(b, word, true);
        int count = own ? d->suggest(b->handle, &list, own) : 0;
        int most =
            (left + d->book_count - i - 1) / (d->book_count - i); /* each language has its part */
        for (int k = 0; k < count && k < most; k++, left--) {
            char *back = convert(b, list[k], false);
            bytes_format(out, "%s\n", back ? back : "");
            SDL_free(back);
        }
        if (list) {
            d->free_list(b->handle, &list, count);
        }
        SDL_free(own);
    }
}

static void keep(struct dictionary *d, const char *word)
{
    struct bytes all = {0};
    char path[DISK_PATH + 16];
    struct error error;
    learn(d, word);
    read_learned(d, &all);
    bytes_format(&all, "%s\n", word);
    words_path(d, path, sizeof path);
    if (d->folder[0] && !disk_write(path, all.data, all.len, &error)) {
        fprintf(stderr, "tertulia: the word could not be kept: %s\n", error.text);
    }
    bytes_finish(&all);
}

static void answer(struct dictionary *d, enum dictionary_job what, const char *text)
{
    SDL_Event event = {.type = d->wake};
    SDL_LockMutex(d->lock);
    push_job(&d->answers, what, text);
    SDL_UnlockMutex(d->lock);
    SDL_PushEvent(&event);
}

static void work(struct dictionary *d, const struct job *job)
{
    struct bytes out = {0};
    switch (job->what) {
    case DICTIONARY_CHECK: check(d, job->text, &out); break;
    case DICTIONARY_SUGGEST: suggest(d, job->text, &out); break;
    case DICTIONARY_LEARN: keep(d, job->text); break;
    }
    if (job->what != DICTIONARY_LEARN) {
        answer(d, job->what, bytes_string(&out));
    }
    bytes_finish(&out);
}

static int run(void *context)
{
    struct dictionary *d = context;
    open_books(d);
    SDL_LockMutex(d->lock);
    while (!d->ends) {
        struct job *job = d->jobs;
        if (!job) {
            SDL_CondWait(d->more, d->lock);
            continue;
        }
        d->jobs = job->next;
        job->next = NULL;
        SDL_UnlockMutex(d->lock);
        work(d, job);
        drop(job);
        SDL_LockMutex(d->lock);
    }
    SDL_UnlockMutex(d->lock);
    for (int i = 0; i < d->book_count; i++) {
        d->destroy(d->books[i].handle);
    }
    SDL_UnloadObject(d->plugin);
    return 0;
}

/* --- from outside --- */

struct dictionary *dictionary_new(unsigned wake, const char *folder, const char *languages)
{
    struct dictionary *d = xcalloc(1, sizeof *d);
    d->wake = wake;
    copy_text(d->folder, sizeof d->folder, folder);
    copy_text(d->languages, sizeof d->languages, languages);
    d->lock = SDL_CreateMutex();
    d->more = SDL_CreateCond();
    return d;
}

void dictionary_free(struct dictionary *d)
{
    if (!d) {
        return;
    }
    SDL_LockMutex(d->lock);
    d->ends = true;
    SDL_CondSignal(d->more);
    SDL_UnlockMutex(d->lock);
    SDL_WaitThread(d->thread, NULL);
    SDL_DestroyMutex(d->lock);
    SDL_DestroyCond(d->more);
    drop(d->jobs);
    drop(d->answers);
    free(d->told);
    free(d);
}

void dictionary_ask(struct dictionary *d, enum dictionary_job job, const char *text)
{
    if (!d->thread) {
        d->thread = SDL_CreateThread(run, "dictionary", d);
    }
    SDL_LockMutex(d->lock);
    push_job(&d->jobs, job, text);
    SDL_CondSignal(d->more);
    SDL_UnlockMutex(d->lock);
}

bool dictionary_pop(struct dictionary *d, struct event *e)
{
    SDL_LockMutex(d->lock);
    struct job *job = d->answers;
    d->answers = job ? job->next : NULL;
    SDL_UnlockMutex(d->lock);
    if (!job) {
        return false;
    }
    free(d->told);
    d->told = job->text;
    e->kind = job->what == DICTIONARY_CHECK ? EVENT_SPELLED : EVENT_SUGGESTED;
    e->text = d->told;
    free(job);
    return true;
}
