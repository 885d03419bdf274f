"""Makes an icon file from a drawing, by rsvg-convert: icon.py DRAWING.svg OUT.ico (Windows) or OUT.icns (macOS)."""
import struct
import subprocess
import sys

ICO = (16, 20, 24, 32, 40, 48, 64, 128, 256)
ICNS = ((b"icp4", 16), (b"icp5", 32), (b"ic07", 128), (b"ic08", 256), (b"ic09", 512), (b"ic10", 1024), (b"ic11", 32),
        (b"ic12", 64), (b"ic13", 256), (b"ic14", 512))  # the last four: for dense screens


def picture(drawing, size):
    return subprocess.run(["rsvg-convert", "-w", str(size), "-h", str(size), drawing], check=True,
                          stdout=subprocess.PIPE).stdout


def ico(drawing):
    pictures = [picture(drawing, size) for size in ICO]
    at = 6 + 16 * len(ICO)
    head, body = struct.pack("<HHH", 0, 1, len(ICO)), b""
    for size, data in zip(ICO, pictures):
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), at + len(body))
        body += data
    return head + body


def icns(drawing):
    body = b""
    for kind, size in ICNS:
        data = picture(drawing, size)
        body += struct.pack(">4sI", kind, 8 + len(data)) + data
    return struct.pack(">4sI", b"icns", 8 + len(body)) + body


source, out = sys.argv[1:]
with open(out, "wb") as f:
    f.write(icns(source) if out.endswith(".icns") else ico(source))
