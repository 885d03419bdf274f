"""Makes seeds of the server's fuzz target out of the .talk files: what people say there, as the
pieces that fuzz_server.c reads. seeds.py FOLDER"""
import os
import re
import sys

TALKS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "talk")


PEOPLE, FEED, MOST = 6, 5, 90


def parts(data, who):
    """What fuzz_server.c reads as one step each: to whom it happens, that something is said, how much."""
    for at in range(0, len(data), MOST):
        part = data[at:at + MOST]
        yield bytes([who + FEED * PEOPLE, len(part) - 1]) + part


def pieces(path):
    people, out = [], b""
    for line in open(path, encoding="utf-8"):
        said = re.match(r"(\w+) > (.*)\n", line)
        wait = re.match(r"wait (\d+)", line)
        if wait:
            out += bytes([0, min(199, int(wait.group(1)) // 10)])
        if not said:
            continue
        name, text = said.groups()
        if name not in people:
            people.append(name)
        for part in parts(text.encode() + b"\n", people.index(name) % PEOPLE):
            out += part
        if "REGISTER" in text or "CHATHISTORY" in text or "OPER " in text or "AUTHENTICATE" in text:
            out += bytes([2 * PEOPLE, 1])  # the work is done
    return out


def main():
    os.makedirs(sys.argv[1], exist_ok=True)
    for name in os.listdir(TALKS):
        if name.endswith(".talk"):
            with open(os.path.join(sys.argv[1], name), "wb") as f:
                f.write(pieces(os.path.join(TALKS, name)))


main()
