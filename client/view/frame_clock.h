#pragma once
/* When the next frame is drawn: at once after input, at most sixty times a second for server
 * messages, and half as often during a torrent, which nobody can read. */
#include <stdbool.h>
#include <stdint.h>

enum { FRAME_CLOCK_MS = 16 };

/* Valid when zero-initialised. */
struct frame_clock {
    bool asked;  /* by the user, with a key or the mouse */
    bool served; /* a server sent something since the last frame */
    int64_t drawn_at;
    int64_t served_at, torrent_at; /* last frame with server messages; the first without a pause */
};

/* A frame was drawn; not `whole`: only what the user asked for, the rest is still to come. `now` is
 * in ms on a monotonic clock, as below. */
void frame_clock_drawn(struct frame_clock *t, bool whole, int64_t now);

/* The ms until the next is allowed. */
int64_t frame_clock_wait(const struct frame_clock *t, int64_t now);

/* Servers have been sending for a while without a pause. */
bool frame_clock_is_torrent(const struct frame_clock *t, int64_t now);
