"""Makes the picture at the side of the installer's last page: side.py OUT.bmp. The mark of assets/tertulia.svg, larger
than its ground. A BMP of 24 bits, which is all that NSIS takes."""
import struct
import sys

WIDTH, HEIGHT, FINE = 164, 314, 3
GROUND, PETAL, VOICE = (0x28, 0x5F, 0xCD), (0xFF, 0xFF, 0xFF), (0xF8, 0xC1, 0x53)
UNITS = 64 / 140  # of the drawing, a pixel
SIDE, ROUND, POINT = 20, 10, 2  # a petal: a square with one pointed corner, which faces the others


def petal(x, y, corner_x, corner_y):
    """Whether a place inside the square of a petal is on it."""
    r = POINT if (x >= SIDE / 2) == corner_x and (y >= SIDE / 2) == corner_y else ROUND
    dx, dy = max(r - x, x - (SIDE - r), 0), max(r - y, y - (SIDE - r), 0)
    return dx * dx + dy * dy <= r * r


def color(px, py):
    x, y = (px - WIDTH / 2) * UNITS, (py - HEIGHT / 2) * UNITS
    for left in (True, False):
        for top in (True, False):
            at_x, at_y = x - (-22 if left else 2), y - (-22 if top else 2)
            if 0 <= at_x <= SIDE and 0 <= at_y <= SIDE and petal(at_x, at_y, left, top):
                return VOICE if top and not left else PETAL
    return GROUND


rows = []
for py in reversed(range(HEIGHT)):
    row = bytearray()
    for px in range(WIDTH):
        spots = [color(px + (i + 0.5) / FINE, py + (j + 0.5) / FINE) for i in range(FINE) for j in range(FINE)]
        row += bytes(sum(s[c] for s in spots) // len(spots) for c in (2, 1, 0))
    rows.append(bytes(row) + bytes(-len(row) % 4))
body = b"".join(rows)
with open(sys.argv[1], "wb") as f:
    f.write(struct.pack("<2sIHHI", b"BM", 54 + len(body), 0, 0, 54))
    f.write(struct.pack("<IiiHHIIiiII", 40, WIDTH, HEIGHT, 1, 24, 0, len(body), 2835, 2835, 0, 0) + body)
