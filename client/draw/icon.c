#include "client/draw/icon.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {
#define ICON_NAME(id, name) name,
    ICON_LIST(ICON_NAME)
#undef ICON_NAME
};

enum { NUMBERS_MAX = 40 };

static const double grid = 20.0, stroke = 1.5;
static const double turn = 6.283185307179586;

struct shape {
    char kind;
    double n[NUMBERS_MAX];
    int count;
};

const char *icon_name(enum icon icon)
{
    return names[icon];
}

/* Reads one shape and returns where the next begins; NULL at the end of the line. */
static const char *read_shape(const char *at, struct shape *s)
{
    at += strspn(at, " ;");
    if (!*at || *at == '\n') {
        return NULL;
    }
    *s = (struct shape){.kind = *at++};
    while (*at && *at != ';' && *at != '\n' && s->count < NUMBERS_MAX) {
        char *end;
        s->n[s->count] = strtod(at, &end);
        if (end == at) {
            break;
        }
        s->count++;
        at = end + strspn(end, " ");
    }
    return at;
}

static double to_segment(double x, double y, const double *a, const double *b)
{
    double dx = b[0] - a[0], dy = b[1] - a[1];
    double length = dx * dx + dy * dy;
    double t = length > 0 ? ((x - a[0]) * dx + (y - a[1]) * dy) / length : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    return hypot(x - a[0] - t * dx, y - a[1] - t * dy);
}

static double to_lines(double x, double y, const struct shape *s, bool closed)
{
    double best = grid;
    int points = s->count / 2;
    for (int i = 0; i + 1 < points + (closed ? 1 : 0); i++) {
        best = fmin(best, to_segment(x, y, s->n + 2 * i, s->n + 2 * ((i + 1) % points)));
    }
    return best;
}

static double to_arc(double x, double y, const double *n)
{
    double from = n[3] / 360 * turn, to = n[4] / 360 * turn;
    double span = to - from;
    while (span < 0) {
        span += turn;
    }
    double angle = atan2(y - n[1], x - n[0]) - from;
    while (angle < 0) {
        angle += turn;
    }
    while (angle >= turn) {
        angle -= turn;
    }
    if (angle <= span) {
        return fabs(hypot(x - n[0], y - n[1]) - n[2]);
    }
    double a = hypot(x - n[0] - n[2] * cos(from), y - n[1] - n[2] * sin(from));
    double b = hypot(x - n[0] - n[2] * cos(to), y - n[1] - n[2] * sin(to));
    return fmin(a, b);
}

static double to_box(double x, double y, const double *n)
{
    double r = n[4];
    double qx = fabs(x - n[0] - n[2] / 2) - n[2] / 2 + r;
    double qy = fabs(y - n[1] - n[3] / 2) - n[3] / 2 + r;
    double outside = hypot(fmax(qx, 0), fmax(qy, 0));
    return fabs(outside + fmin(fmax(qx, qy), 0) - r);
}

/* The signed distance: negative inside. */
static double to_polygon(double x, double y, const struct shape *s)
{
    bool inside = false;
    int points = s->count / 2;
    for (int i = 0, j = points - 1; i < points; j = i++) {
        const double *a = s->n + 2 * i, *b = s->n + 2 * j;
        if ((a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]) {
            inside = !inside;
        }
    }
    double d = to_lines(x, y, s, true);
    return inside ? -d : d;
}

/* The signed distance of (x, y) from the ink of this shape: negative inside. */
static double distance(double x, double y, const struct shape *s, double half)
{
    switch (s->kind) {
    case 'L': return to_lines(x, y, s, false) - half;
    case 'P': return to_lines(x, y, s, true) - half;
    case 'C': return fabs(hypot(x - s->n[0], y - s->n[1]) - s->n[2]) - half;
    case 'A': return to_arc(x, y, s->n) - half;
    case 'R': return to_box(x, y, s->n) - half;
    case 'D': return hypot(x - s->n[0], y - s->n[1]) - s->n[2];
    case 'F': return to_polygon(x, y, s);
    default: return grid;
    }
}

static uint8_t coverage(double outside_px)
{
    double c = 0.5 - outside_px;
    return (uint8_t)(c <= 0 ? 0 : c >= 1 ? 255 : c * 255 + 0.5);
}

static const char *find_shapes(const char *shapes, const char *name)
{
    size_t len = strlen(name);
    for (const char *at = shapes; at && *at; at = strchr(at, '\n'), at = at ? at + 1 : NULL) {
        if (strncmp(at, name, len) == 0 && strncmp(at + len, " = ", 3) == 0) {
            return at + len + 3;
        }
    }
    return NULL;
}

bool icon_draw(const char *shapes, enum icon icon, int size, uint8_t *out)
{
    const char *at = find_shapes(shapes, names[icon]);
    double scale = size / grid;
    double half = stroke / 2 * (size < grid ? grid / size : 1);
    struct shape s;
    memset(out, 0, (size_t)size * (size_t)size);
    if (!at) {
        return false;
    }
    while ((at = read_shape(at, &s))) {
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                double d = distance((x + 0.5) / scale, (y + 0.5) / scale, &s, half) * scale;
                uint8_t c = coverage(d);
                uint8_t *to = &out[y * size + x];
                *to = c > *to ? c : *to;
            }
        }
    }
    return true;
}

void icon_corner(int radius, int inner, uint8_t *out)
{
    for (int y = 0; y < radius; y++) {
        for (int x = 0; x < radius; x++) {
            double d = hypot(radius - x - 0.5, radius - y - 0.5);
            uint8_t outer = coverage(d - radius);
            uint8_t hole = inner > 0 ? coverage(d - inner) : 0;
            out[y * radius + x] = (uint8_t)(outer > hole ? outer - hole : 0);
        }
    }
}
