#pragma once
/* A program that this one starts and reads. It ends with this one, however that ends, unless it is
 * to stay: on POSIX a nurse process stands between them, on Windows both are in one job. */
#include <stdbool.h>
#include <stddef.h>

struct child;

/* What the child writes for programs, and for people. */
enum child_output { CHILD_LINES, CHILD_WORDS, CHILD_OUTPUTS };

/* Both are called on threads of its own, one call at a time; `ended` once, when no more comes. */
struct child_ears {
    void (*heard)(void *context, enum child_output where, const char *data, size_t len);
    void (*ended)(void *context);
    void *context;
};

/* Starts the program at `beside` (on POSIX, or else the one of that `name` on the path) with `args`
 * (ends with NULL; the program's name is not one of them). If there is no such program, a sentence
 * is heard as its words. NULL: the system has no pipes left. */
struct child *child_start(const char *beside, const char *name, const char *const *args,
                          const struct child_ears *ears);

/* Whether it goes on when this program ends. */
void child_stays(struct child *c, bool stays);

/* Asks it to end, and waits a little; if it is to stay, only lets go of it. After that nothing is
 * heard, unless it stays. False: it stays, and what the ears need must stay too. */
bool child_stop(struct child *c);

/* Whether a running program has locked that file (tertuliad does, its data folder's). */
bool child_holds(const char *path);
