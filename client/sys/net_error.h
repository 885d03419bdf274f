#pragma once

/* Why a call of SDL_net has just failed, as an errno; 0: not known. */
int net_error(void);
