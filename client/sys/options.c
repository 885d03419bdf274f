#include "client/sys/options.h"

#include <SDL.h>
#include <SDL_net.h>
#include <SDL_ttf.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "client/base/words.h"
#include "client/sys/disk.h"
#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/sys/tls.h"
#include "irc/version.h"

static void help(void)
{
    puts("tertulia: a chat client that speaks IRC\n"
         "\n"
         "  tertulia [options] [irc://HOST[:PORT]/ROOM]\n"
         "\n"
         "  --server HOST[:PORT]   the server\n"
         "  --nick NAME            your nickname\n"
         "  --join '#room'         a room; repeat it for several\n"
         "                         with these three it connects at once\n"
         "  --plain                connect without encryption\n"
         "  --host                 run the chat that was hosted here, without a window\n"
         "  --config DIR           the folder for settings\n"
         "  --screenshot FILE      save a picture (PNG) once the window has settled, and end\n"
         "  --transcript FILE      write what would be read aloud into a file; - is standard "
         "output\n"
         "  --words                print all texts, to put them into another language\n"
         "  --version, --help");
}

static void say_version(void)
{
    SDL_version sdl;
    SDL_GetVersion(&sdl);
    const SDL_version *ttf = TTF_Linked_Version(), *net = SDLNet_Linked_Version();
    int type[3] = {0}, shapes[3] = {0};
    if (TTF_Init() == 0) { /* FreeType is asked through what it has begun */
        TTF_GetFreeTypeVersion(&type[0], &type[1], &type[2]);
        TTF_Quit();
    }
    TTF_GetHarfBuzzVersion(&shapes[0], &shapes[1], &shapes[2]);
    printf("tertulia " TERTULIA_VERSION " (commit %s)\n", version_commit());
    printf(
        "SDL %d.%d.%d, SDL_ttf %d.%d.%d, SDL_net %d.%d.%d, FreeType %d.%d.%d, HarfBuzz %d.%d.%d\n",
        sdl.major, sdl.minor, sdl.patch, ttf->major, ttf->minor, ttf->patch, net->major, net->minor,
        net->patch, type[0], type[1], type[2], shapes[0], shapes[1], shapes[2]);
    printf("OpenSSL %s, SQLite %s, utf8proc %s\n", tls_library(), sqlite3_libversion(),
           utf8proc_version());
}

int options_read(struct options *o, int argc, char **argv)
{
    *o = (struct options){0};
    for (int i = 1; i < argc; i++) {
        const char *name = argv[i];
        const char **field = strcmp(name, "--server") == 0       ? &o->server
                             : strcmp(name, "--nick") == 0       ? &o->nick
                             : strcmp(name, "--config") == 0     ? &o->config
                             : strcmp(name, "--screenshot") == 0 ? &o->picture
                             : strcmp(name, "--transcript") == 0 ? &o->transcript
                                                                 : NULL;
        bool join = strcmp(name, "--join") == 0;
        if ((field || join) && i + 1 == argc) {
            fprintf(stderr, "tertulia: %s needs a value; --help says which\n", name);
            return -1;
        }
        if (field) {
            *field = argv[++i];
        } else if (join) {
            size_t len = strlen(o->rooms);
            int more =
                snprintf(o->rooms + len, sizeof o->rooms - len, "%s%s", len ? "," : "", argv[++i]);
            if ((size_t)more >= sizeof o->rooms - len) {
                fputs("tertulia: too many rooms with --join; join the others by hand\n", stderr);
                return -1;
            }
        } else if (strcmp(name, "--version") == 0) {
            say_version();
            return 0;
        } else if (strcmp(name, "--words") == 0) {
            struct bytes text = {0};
            words_write(words_english(), &text);
            fputs(text.data, stdout);
            bytes_finish(&text);
            return 0;
        } else if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
            help();
            return 0;
        } else if (strcmp(name, "--plain") == 0) {
            o->plain = true;
        } else if (strcmp(name, "--host") == 0) {
            o->host = true;
        } else if (strncmp(name, "irc://", 6) == 0 || strncmp(name, "ircs://", 7) == 0) {
            if (i + 1 < argc) { /* what another program was given as a link may hold a quote */
                fputs("tertulia: nothing may follow a link\n", stderr);
                return -1;
            }
            o->link = name;
        } else {
            fprintf(stderr, "tertulia: unknown option %s; --help lists them\n", name);
            return -1;
        }
    }
    return 1;
}

void options_address(const struct options *o, char *out)
{
    bool scheme = o->server && strstr(o->server, "://");
    copy_text(out, DISK_PATH, o->link ? o->link : "");
    if (o->server) {
        snprintf(out, DISK_PATH, "%s%s/%s",
                 scheme     ? ""
                 : o->plain ? "irc://"
                            : "ircs://",
                 o->server, o->rooms);
    }
}
