#include "client/view/tempo.h"

enum { TORRENT_MS = 500, TORRENT_FRAME_MS = 33, TORRENT_PAUSE_MS = 66 };

bool tempo_is_torrent(const struct tempo *t, int64_t now)
{
    return now - t->served_at <= TORRENT_PAUSE_MS && t->served_at - t->torrent_at > TORRENT_MS;
}

void tempo_drawn(struct tempo *t, bool whole, int64_t now)
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

int64_t tempo_wait(const struct tempo *t, int64_t now)
{
    int64_t left = t->drawn_at + (t->served && tempo_is_torrent(t, now) ? TORRENT_FRAME_MS : TEMPO_FRAME_MS) - now;
    return t->asked || left < 0 ? 0 : left;
}
