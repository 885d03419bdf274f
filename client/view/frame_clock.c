#include "client/view/frame_clock.h"

enum { TORRENT_MS = 500, TORRENT_FRAME_MS = 33, TORRENT_PAUSE_MS = 66 };

bool frame_clock_is_torrent(const struct frame_clock *t, int64_t now)
{
    return now - t->served_at <= TORRENT_PAUSE_MS && t->served_at - t->torrent_at > TORRENT_MS;
}

void frame_clock_drawn(struct frame_clock *t, bool whole, int64_t now)
{
    t->asked = false;
    t->drawn_at = whole ? now : t->drawn_at;
    if (whole && t->served) {
        if (now - t->served_at > TORRENT_PAUSE_MS) {
            t->torrent_at = now;
        }
        t->served_at = now;
        t->served = false;
    }
}

int64_t frame_clock_wait(const struct frame_clock *t, int64_t now)
{
    int64_t left =
        t->drawn_at +
        (t->served && frame_clock_is_torrent(t, now) ? TORRENT_FRAME_MS : FRAME_CLOCK_MS) - now;
    return t->asked || left < 0 ? 0 : left;
}
