"""Makes seeds of the server's fuzz target out of the .talk files: what people say there, as the
pieces that fuzz_server.c reads. seeds.py FOLDER"""
import os
import re
import sys

TALKS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "talk")


def head(who, length):
    """A byte that says whose piece it is, how long, and that no time passes."""
    return next(h for h in range(200) if h & 1 == who and h % 60 == length - 1)


def parts(data, who):
    """At most 60 bytes each, of a length whose byte can say `who`: the length's own parity does."""
    while data:
        length = min(60, len(data))
        if (length - 1) % 2 != who:
            length -= 1
        if length == 0:
            data += b"\n"
            continue
        yield data[:length]
        data = data[length:]


def pieces(path):
    people, out = [], b""
    for line in open(path, encoding="utf-8"):
        said = re.match(r"(\w+) > (.*)\n", line)
        if not said:
            continue
        name, text = said.groups()
        if name not in people:
            people.append(name)
        data = text.encode() + b"\n"
        who = people.index(name) % 2
        for part in parts(data, who):
            out += bytes([head(who, len(part))]) + part
    return out


def main():
    os.makedirs(sys.argv[1], exist_ok=True)
    for name in os.listdir(TALKS):
        if name.endswith(".talk"):
            with open(os.path.join(sys.argv[1], name), "wb") as f:
                f.write(pieces(os.path.join(TALKS, name)))


main()
