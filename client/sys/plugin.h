#pragma once
/* Optional libraries, loaded when they are first used. */
#include <stddef.h>

struct plugin_function {
    const char *name;
    void *at; /* the function pointer to fill */
};

/* Loads the first of these libraries that exists and fills all its functions; unload it with
 * SDL_UnloadObject. NULL: none exists, or it lacks a function. */
void *plugin_load(const char *const *names, size_t name_count,
                  const struct plugin_function *functions, size_t count);
