#include "client/sys/png.h"

#include <png.h>
#include <stdlib.h>

#include "irc/check.h"

static bool write_file(const char *path, const void *data, size_t len)
{
    SDL_RWops *file = SDL_RWFromFile(path, "wb"); /* it takes UTF-8 names everywhere */
    bool written = file && SDL_RWwrite(file, data, 1, len) == len;
    return file && SDL_RWclose(file) == 0 && written;
}

bool png_save(SDL_Surface *s, const SDL_Rect *part, const char *path)
{
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = (png_uint_32)part->w,
                       .height = (png_uint_32)part->h,
                       .format = PNG_FORMAT_RGBA};
    SDL_Surface *plain =
        SDL_CreateRGBSurfaceWithFormat(0, part->w, part->h, 32, SDL_PIXELFORMAT_RGBA32);
    SDL_Rect from = *part;
    if (!plain || SDL_SetSurfaceBlendMode(s, SDL_BLENDMODE_NONE) ||
        SDL_BlitSurface(s, &from, plain, NULL)) {
        SDL_FreeSurface(plain);
        return false;
    }
    png_alloc_size_t len = PNG_IMAGE_PNG_SIZE_MAX(image);
    void *data = xmalloc(len);
    bool written =
        png_image_write_to_memory(&image, data, &len, 0, plain->pixels, plain->pitch, NULL);
    if (!written) {
        SDL_SetError("%s", image.message);
    }
    written = written && write_file(path, data, len);
    free(data);
    SDL_FreeSurface(plain);
    return written;
}
