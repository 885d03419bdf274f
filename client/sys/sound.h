#pragma once
/* The sound that calls: two soft notes, made here. Where there is nothing to play them, silence. */

void sound_play(void);
void sound_quit(void);
