#include "client/sys/speech.h"

#ifdef _WIN32
#include <windows.h>

#include <sapi.h>
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/sys/plugin.h"
#include "irc/check.h"

static FILE *transcript; /* NULL: it is spoken */

#ifdef _WIN32
/* The interface of the voice, by its numbers: there is no library to link. */
static const GUID class_of_voice = {
    0x96749377, 0x3391, 0x11D2, {0x9E, 0xE3, 0x00, 0xC0, 0x4F, 0x79, 0x73, 0x96}};
static const GUID interface_of_voice = {
    0x6C44DF74, 0x72B9, 0x4992, {0xA1, 0xEC, 0xEF, 0x99, 0x6E, 0x04, 0x22, 0xD4}};

static struct {
    ISpVoice *voice;
    bool failed;
} speech;

static void utter(const char *text, bool now)
{
    if (!speech.voice && !speech.failed) {
        CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
        speech.failed = CoCreateInstance(&class_of_voice, NULL, CLSCTX_ALL, &interface_of_voice,
                                         (void **)&speech.voice) != S_OK;
    }
    int units = MultiByteToWideChar(CP_UTF8, 0, text, -1, NULL, 0);
    if (!speech.failed && units > 0) {
        WCHAR *wide = xcalloc((size_t)units, sizeof *wide);
        MultiByteToWideChar(CP_UTF8, 0, text, -1, wide, units);
        DWORD how = SPF_ASYNC | SPF_IS_NOT_XML | (now ? SPF_PURGEBEFORESPEAK : 0);
        speech.voice->lpVtbl->Speak(speech.voice, wide, how, NULL);
        free(wide);
    }
}

static void fall_silent(void)
{
    if (speech.voice) {
        speech.voice->lpVtbl->Release(speech.voice);
        speech.voice = NULL;
    }
}
#else
/* What we use of libspeechd. */
static struct {
    void *connection;
    bool failed;
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

static void utter(const char *text, bool now)
{
    enum { MESSAGE = 2 };
    if (open_speech()) {
        if (now) {
            speech.cancel(speech.connection);
        }
        speech.say(speech.connection, MESSAGE, text);
    }
}

static void fall_silent(void)
{
    if (speech.connection) {
        speech.close(speech.connection);
        speech.connection = NULL;
    }
}
#endif

void speech_say(const char *text, bool now)
{
    if (transcript) {
        fprintf(transcript, "%s\n", text);
        fflush(transcript);
        return;
    }
    utter(text, now);
}

bool speech_transcript(const char *path)
{
    transcript = strcmp(path, "-") == 0 ? stdout : fopen(path, "a");
    return transcript;
}

void speech_quit(void)
{
    fall_silent();
    if (transcript && transcript != stdout) {
        fclose(transcript);
    }
    transcript = NULL;
}
