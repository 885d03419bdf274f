#pragma once
/* Optional libraries, loaded when they are first used. */
#include <stddef.h>

struct plugin_function {
    const char *name;
    void *at; /* the pointer to a function that is to be filled */
};

/* The first of these libraries that is there, with all its functions filled; to be given to
 * SDL_UnloadObject. NULL: none is there, or it lacks one. */
void *plugin_load(const char *const *names, size_t name_count,
                  const struct plugin_function *functions, size_t count);
