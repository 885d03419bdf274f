#pragma once
/* Reads aloud by speech-dispatcher, which is optional and loaded when it is first needed; or
 * writes the same into a file, for another screen reader. */
#include <stdbool.h>

/* `now`: what is being said gives way. */
void speech_say(const char *text, bool now);

/* From now on into this file as well, a line each; "-" is standard output. False: it cannot be
 * written. */
bool speech_transcript(const char *path);
void speech_quit(void);
