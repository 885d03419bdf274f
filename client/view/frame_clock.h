#pragma once
/* When the next picture is drawn: at once after input, at most sixty times a second for what
 * servers say, and half as often during a torrent, which nobody can read. */
#include <stdbool.h>
#include <stdint.h>

enum { FRAME_CLOCK_MS = 16 };

/* Zero-initialised is a beginning. */
struct frame_clock {
    bool asked;  /* by a person, with a key or the mouse */
    bool served; /* a server said something since the last picture */
    int64_t drawn_at;
    int64_t served_at, torrent_at; /* when the last picture of what servers said was drawn; the
                                      first without a pause */
};

/* A picture was drawn; not the whole: what a person asked for, and the rest is still to come. `now`
 * in ms on a clock that only grows, as below. */
void frame_clock_drawn(struct frame_clock *t, bool whole, int64_t now);

/* The ms until the next may be. */
int64_t frame_clock_wait(const struct frame_clock *t, int64_t now);

/* Servers have talked for a while without a pause. */
bool frame_clock_is_torrent(const struct frame_clock *t, int64_t now);
