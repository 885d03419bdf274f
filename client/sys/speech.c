#include "client/sys/speech.h"

#include <stdio.h>
#include <string.h>

#include "client/sys/plugin.h"
#include "irc/check.h"

/* What we use of libspeechd. */
static struct {
    void *connection;
    bool failed;
    FILE *file;
    void *(*open)(const char *client, const char *name, const char *user, int mode);
    int (*say)(void *connection, int priority, const char *text);
    int (*cancel)(void *connection);
    void (*close)(void *connection);
} speech;

static bool open_speech(void)
{
    enum { THREADED = 1 };
    static const char *const name = "libspeechd.so.2";
    static const struct plugin_function functions[] = {{"spd_open", &speech.open},
                                                       {"spd_say", &speech.say},
                                                       {"spd_cancel", &speech.cancel},
                                                       {"spd_close", &speech.close}};
    if (!speech.connection && !speech.failed &&
        plugin_load(&name, 1, functions, COUNT_OF(functions))) {
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
