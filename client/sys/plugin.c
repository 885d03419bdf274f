#include "client/sys/plugin.h"

#include <SDL.h>
#include <stdbool.h>
#include <string.h>

void *plugin_load(const char *const *names, size_t name_count,
                  const struct plugin_function *functions, size_t count)
{
    void *plugin = NULL;
    for (size_t i = 0; i < name_count && !plugin; i++) {
        plugin = SDL_LoadObject(names[i]);
    }
    bool whole = plugin;
    for (size_t i = 0; i < count && whole; i++) {
        void *found = SDL_LoadFunction(plugin, functions[i].name);
        memcpy(functions[i].at, &found, sizeof found);
        whole = found;
    }
    if (!whole) {
        SDL_UnloadObject(plugin);
    }
    return whole ? plugin : NULL;
}
