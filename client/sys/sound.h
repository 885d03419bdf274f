#pragma once
/* The notification sound: two soft notes, synthesized here. Silent where nothing can play them. */

void sound_play(void);
void sound_quit(void);
