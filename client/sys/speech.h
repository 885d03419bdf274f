#pragma once
/* Reads aloud: with speech-dispatcher, which is optional and loaded on first use; on Windows with
 * its own voice (SAPI), tried nowhere yet. Or writes the same to a file, for another screen reader.
 */
#include <stdbool.h>

/* `now`: interrupt what is being said. */
void speech_say(const char *text, bool now);

/* From now on writes to this file instead, one line each; "-" is standard output. False: it cannot
 * be written. */
bool speech_transcript(const char *path);
void speech_quit(void);
