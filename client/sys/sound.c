#include "client/sys/sound.h"

#include <SDL.h>
#include <math.h>
#include <stdint.h>

enum { RATE = 44100, NOTE = RATE * 9 / 100, SAMPLES = 3 * NOTE, REST_MS = 150 };

static struct {
    SDL_Thread *thread; /* of the sound that was played last */
    SDL_atomic_t busy;
} player; /* one sound at a time */

/* A note that fades, from sample `from` on. */
static void add_note(int16_t *out, int from, double hz)
{
    const double pi = 3.14159265358979, loud = 5000;
    for (int i = 0; from + i < SAMPLES; i++) {
        double t = (double)i / RATE, fade = exp(-t * 18) * (i < 200 ? i / 200.0 : 1);
        double wave = sin(2 * pi * hz * t) + 0.25 * sin(4 * pi * hz * t);
        out[from + i] = (int16_t)(out[from + i] + loud * fade * wave);
    }
}

/* The device is open only during a sound: an open one wakes the CPU many times a second. */
static int play(void *unused)
{
    static const SDL_AudioSpec wish = {
        .freq = RATE, .format = AUDIO_S16SYS, .channels = 1, .samples = 1024};
    int16_t samples[SAMPLES] = {0};
    (void)unused;
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) == 0) {
        SDL_AudioDeviceID device = SDL_OpenAudioDevice(NULL, 0, &wish, NULL, 0);
        if (device) {
            add_note(samples, 0, 659.26);    /* E5 */
            add_note(samples, NOTE, 987.77); /* B5 */
            SDL_QueueAudio(device, samples, sizeof samples);
            SDL_PauseAudioDevice(device, 0);
            SDL_Delay(SAMPLES * 1000 / RATE + REST_MS);
            SDL_CloseAudioDevice(device);
        }
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
    }
    SDL_AtomicSet(&player.busy, 0);
    return 0;
}

void sound_play(void)
{
    if (SDL_AtomicCAS(&player.busy, 0, 1)) {
        SDL_WaitThread(player.thread, NULL); /* it has ended */
        player.thread = SDL_CreateThread(play, "sound", NULL);
        if (!player.thread) {
            SDL_AtomicSet(&player.busy, 0);
        }
    }
}

void sound_quit(void)
{
    SDL_WaitThread(player.thread, NULL);
    player.thread = NULL;
}
