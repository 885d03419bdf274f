"""Curves on logarithmic axes, side by side, as an SVG that reads on light and dark pages."""
import math

COLORS = {"floor": "#8A857C", "tertuliad": "#2F6FEB", "tertuliad, TLS": "#7FA8F5", "ngircd": "#D9822B",
          "inspircd": "#3E9B5C", "ircd-hybrid": "#B8518E", "ergo": "#C0453B"}
WIDTH, HEIGHT, LEFT, TOP, BOTTOM, GAP = 400, 300, 56, 44, 36, 40


def short(value):
    for unit, letter in ((1_000_000, " M"), (1_000, " k")):
        if value >= unit:
            return f"{value / unit:g}{letter}"
    return f"{value:g}"


def ticks(low, high, steps):
    """The round numbers between."""
    found = [digit * 10 ** power for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
             for digit in steps]
    return [value for value in found if low <= value <= high]


def panel(left, title, curves):
    xs = [x for points in curves.values() for x, _ in points]
    ys = [y for points in curves.values() for _, y in points if y > 0]
    low_x, high_x, low_y, high_y = min(xs), max(xs), min(ys) / 1.3, max(ys) * 1.3
    plot_w, plot_h = WIDTH - LEFT - 84, HEIGHT - TOP - BOTTOM

    def at(x, y):
        return (left + LEFT + math.log(x / low_x) / math.log(high_x / low_x) * plot_w,
                TOP + plot_h - math.log(max(y, low_y) / low_y) / math.log(high_y / low_y) * plot_h)
    out = [f'<text x="{left + 8}" y="22" class="title">{title}</text>']
    for value in ticks(low_y, high_y, (1,)):
        y = at(low_x, value)[1]
        out.append(f'<line x1="{left + LEFT}" y1="{y:.1f}" x2="{left + LEFT + plot_w}" y2="{y:.1f}" class="grid"/>'
                   f'<text x="{left + LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{short(value)}</text>')
    for value in sorted(set(xs)):
        x = at(value, low_y)[0]
        out.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{short(value)}</text>')
    ends = []
    for name, points in curves.items():
        color = COLORS.get(name, "#8A857C")
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*point) for point in points))
        out.append(f'<polyline points="{line}" stroke="{color}" '
                   f'stroke-width="{3 if name == "tertuliad" else 1.6}" class="curve"/>')
        ends.append([*at(*points[-1]), name, color])
    ends.sort(key=lambda end: end[1])
    for i, end in enumerate(ends):  # names do not lie on each other
        end[1] = max(end[1], ends[i - 1][1] + 13) if i else end[1]
        out.append(f'<text x="{end[0] + 6:.1f}" y="{end[1] + 4:.1f}" fill="{end[3]}">{end[2]}</text>')
    return out


def draw(panels):
    """Panels of (title, {name: [(x, y), ...]}), as the text of a file."""
    width = len(panels) * WIDTH + (len(panels) - 1) * GAP
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" font-family="sans-serif" '
           'font-size="11" fill="#8A857C"><style>.title{font-size:13px;font-weight:600}'
           '.grid{stroke:#8A857C;stroke-opacity:.25}.curve{fill:none;stroke-linejoin:round}</style>']
    for i, (title, curves) in enumerate(panels):
        out += panel(i * (WIDTH + GAP), title, curves)
    return "\n".join(out + ["</svg>", ""])
