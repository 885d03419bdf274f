#include "client/sys/speech.h"

#include <SDL.h>
#include <stdio.h>
#include <string.h>

/* What we use of libspeechd. */
static struct {
    void *library, *connection;
    bool failed;
    FILE *file;
    void *(*open)(const char *client, const char *name, const char *user, int mode);
    int (*say)(void *connection, int priority, const char *text);
    int (*cancel)(void *connection);
    void (*close)(void *connection);
} speech;

static bool load(const char *name, void *function)
{
    void *found = SDL_LoadFunction(speech.library, name);
    memcpy(function, &found, sizeof found);
    return found;
}

static bool open_speech(void)
{
    enum { THREADED = 1 };
    if (speech.connection || speech.failed) {
        return speech.connection;
    }
    speech.library = SDL_LoadObject("libspeechd.so.2");
    if (speech.library && load("spd_open", &speech.open) && load("spd_say", &speech.say) &&
        load("spd_cancel", &speech.cancel) && load("spd_close", &speech.close)) {
        speech.connection = speech.open("tertulia", "main", NULL, THREADED);
    }
    speech.failed = !speech.connection;
    return speech.connection;
}

void speech_say(const char *text, bool now)
{
    enum { MESSAGE = 2 };
    if (speech.file) {
        fprintf(speech.file, "%s\n", text);
        fflush(speech.file);
        return;
    }
    if (open_speech()) {
        if (now) {
            speech.cancel(speech.connection);
        }
        speech.say(speech.connection, MESSAGE, text);
    }
}

bool speech_transcript(const char *path)
{
    speech.file = strcmp(path, "-") == 0 ? stdout : fopen(path, "a");
    return speech.file;
}

void speech_quit(void)
{
    if (speech.connection) {
        speech.close(speech.connection);
    }
    if (speech.file && speech.file != stdout) {
        fclose(speech.file);
    }
    speech.connection = speech.file = NULL;
}
