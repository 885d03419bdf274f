"""Makes an icon file for Windows from a drawing: icon.py DRAWING.svg OUT.ico, by rsvg-convert."""
import struct
import subprocess
import sys

SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)

drawing, out = sys.argv[1:]
pictures = [subprocess.run(["rsvg-convert", "-w", str(size), "-h", str(size), drawing], check=True,
                           stdout=subprocess.PIPE).stdout for size in SIZES]
at = 6 + 16 * len(SIZES)
head, body = struct.pack("<HHH", 0, 1, len(SIZES)), b""
for size, picture in zip(SIZES, pictures):
    head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), at + len(body))
    body += picture
with open(out, "wb") as f:
    f.write(head + body)
