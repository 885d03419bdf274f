"""What the window costs and how fast it answers: start, memory, idle wake-ups, a key and a message until they
are pixels, a flood of lines; beside HexChat in the same run when it is installed. A real window on a
virtual display, a server of a few lines, keys by XTest, and a watcher of pixels."""
import ctypes
import json
import os
import re
import select
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

os.environ["TERTULIA_BIN"] = os.path.dirname(os.path.abspath(sys.argv[1]))
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "live"))
from base import Program, Screen, free_port, wait_for  # noqa: E402

FLOOD = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000


class Image(ctypes.Structure):
    _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int),
                ("format", ctypes.c_int), ("data", ctypes.POINTER(ctypes.c_char)),
                ("byte_order", ctypes.c_int), ("bitmap_unit", ctypes.c_int),
                ("bitmap_bit_order", ctypes.c_int), ("bitmap_pad", ctypes.c_int),
                ("depth", ctypes.c_int), ("bytes_per_line", ctypes.c_int)]


class Display:
    """Keys in, pixels out, without a process for each."""

    def __init__(self, name):
        self.x = ctypes.CDLL("libX11.so.6")
        self.test = ctypes.CDLL("libXtst.so.6")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XGetImage.restype = ctypes.POINTER(Image)
        self.x.XDefaultRootWindow.restype = ctypes.c_ulong
        self.d = ctypes.c_void_p(self.x.XOpenDisplay(name.encode()))
        self.root = ctypes.c_ulong(self.x.XDefaultRootWindow(self.d))

    def pixels(self, x, y, w, h):
        image = self.x.XGetImage(self.d, self.root, x, y, w, h, ctypes.c_ulong(0xFFFFFFFF), 2)
        data = ctypes.string_at(image.contents.data, image.contents.bytes_per_line * h)
        self.x.XFree(image.contents.data)
        self.x.XFree(image)
        return data

    def key(self, keysym, held=None):
        """With another one held down, such as Alt."""
        code = self.x.XKeysymToKeycode(self.d, ctypes.c_ulong(keysym))
        with_it = self.x.XKeysymToKeycode(self.d, ctypes.c_ulong(held)) if held else None
        if held:
            self.test.XTestFakeKeyEvent(self.d, with_it, 1, ctypes.c_ulong(0))
        for down in (1, 0):
            self.test.XTestFakeKeyEvent(self.d, code, down, ctypes.c_ulong(0))
        if held:
            self.test.XTestFakeKeyEvent(self.d, with_it, 0, ctypes.c_ulong(0))
        self.x.XFlush(self.d)

    def write(self, text):
        """A line, with Enter; / and # as the layout has them."""
        for letter in text:
            shifted = letter in "#"
            self.key(ord(letter), 0xFFE1 if shifted else None)
        self.key(0xFF0D)

    def until_still(self, area, act, limit=10.0, rest=0.4):
        """Milliseconds from `act` until the last change of the area before it stays as it is; None: no change."""
        before = self.pixels(*area)
        begin = last = time.perf_counter()
        changed = False
        act()
        while time.perf_counter() - begin < limit and (not changed or time.perf_counter() - last < rest):
            now = self.pixels(*area)
            if now != before:
                before, last, changed = now, time.perf_counter(), True
        return (last - begin) * 1000 if changed else None

    def focused(self):
        """The window that has the keys; there is no manager of windows to ask."""
        window, revert = ctypes.c_ulong(), ctypes.c_int()
        self.x.XGetInputFocus(self.d, ctypes.byref(window), ctypes.byref(revert))
        return window

    def focus(self, window):
        self.x.XSetInputFocus(self.d, window, 0, ctypes.c_ulong(0))
        self.x.XFlush(self.d)

    def resize(self, w, h):
        self.x.XResizeWindow(self.d, self.focused(), w, h)
        self.x.XFlush(self.d)

    def click(self, x, y):
        self.test.XTestFakeMotionEvent(self.d, -1, x, y, ctypes.c_ulong(0))
        for down in (1, 0):
            self.test.XTestFakeButtonEvent(self.d, 1, down, ctypes.c_ulong(0))
        self.x.XFlush(self.d)

    def until_changed(self, area, act, limit=3.0):
        """Milliseconds from `act` until the area is another picture."""
        before = self.pixels(*area)
        begin = time.perf_counter()
        act()
        while self.pixels(*area) == before:
            if time.perf_counter() - begin > limit:
                return None
        return (time.perf_counter() - begin) * 1000


class Scripted:
    """A server of one room, as fast as a loop of Python is."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(20)
        self.port = self.listener.getsockname()[1]

    def accept(self, people=20):
        self.socket, _ = self.listener.accept()
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        self.wait(b"USER ")
        self.say(b":s 001 ana :Welcome", b":s 005 ana NETWORK=Bench CHANTYPES=# :are supported",
                 b":s 422 ana :No MOTD")
        self.wait(b"JOIN ")
        self.let_in(b"#bench", people)

    def let_in(self, room, people):
        everybody = [b"ana"] + [b"person%d" % i for i in range(people)]
        self.say(b":ana!a@h JOIN " + room, *(b":s 353 ana = %s :%s" % (room, b" ".join(everybody[at:at + 30]))
                                              for at in range(0, len(everybody), 30)),
                 b":s 366 ana " + room + b" :End")

    def say(self, *lines):
        self.socket.sendall(b"".join(line + b"\r\n" for line in lines))

    def answer(self, data):
        for line in data.split(b"\n"):
            if line.startswith(b"PING "):
                self.socket.sendall(b":s PONG s " + line[5:].strip() + b"\r\n")
            elif line.startswith(b"CAP LS"):
                self.socket.sendall(b":s CAP * LS :server-time\r\n")
            elif line.startswith(b"CAP REQ"):
                self.socket.sendall(b":s CAP * ACK :server-time\r\n")

    def read(self, seconds):
        if select.select([self.socket], [], [], seconds)[0]:
            data = self.socket.recv(65536)
            self.answer(data)
            self.buffer += data
            return data
        return b""

    def wait(self, word, limit=30):
        end = time.monotonic() + limit
        while word not in self.buffer:
            if time.monotonic() > end:
                raise AssertionError(f"the client did not say {word!r}")
            self.read(0.2)
        self.buffer = b""


def tertulia(screen, port):
    config = tempfile.mkdtemp(prefix="tertulia-")
    return Program(os.path.join(os.environ["TERTULIA_BIN"], "tertulia"), "--config", config, "--server",
                   f"127.0.0.1:{port}", "--plain", "--nick", "ana", "--join", "#bench",
                   env={"DISPLAY": screen.display, "SDL_VIDEODRIVER": "x11", "LC_ALL": "C.UTF-8"})


def hexchat(screen, port):
    config = tempfile.mkdtemp(prefix="tertulia-")
    with open(os.path.join(config, "hexchat.conf"), "w") as f:
        f.write("irc_nick1 = ana\nirc_nick2 = ana2\nirc_nick3 = ana3\nirc_user_name = ana\n"
                "gui_slist_skip = 1\nirc_auto_rejoin = 0\ngui_win_width = 1280\ngui_win_height = 790\n"
                "gui_win_left = 0\ngui_win_top = 0\nirc_join_delay = 0\n"
                "flood_msg_num = 0\nflood_ctcp_num = 0\nnet_throttle = 0\ninput_balloon_chans = 0\n")
    with open(os.path.join(config, "servlist.conf"), "w") as f:
        f.write(f"v=2.16.1\n\nN=Bench\nL=6\nE=UTF-8\nF=10\nD=0\nS=127.0.0.1/{port}\nJ=#bench\n\n")
    other = []
    if os.geteuid() == 0:  # it does not want to be root, and says so in a dialog
        for path in (config, *(os.path.join(config, name) for name in os.listdir(config))):
            os.chown(path, 65534, 65534)
        other = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    return Program(*other, "hexchat", "-d", config,
                   env={"DISPLAY": screen.display, "LC_ALL": "C.UTF-8", "HOME": config})


def installed_mb(name):
    """The program without what is there for debuggers, and the libraries it needs but those of X and C."""
    with tempfile.NamedTemporaryFile() as bare:
        subprocess.run(["strip", "-o", bare.name, name], check=True)
        size = os.path.getsize(bare.name)
    said = subprocess.run(["ldd", name], stdout=subprocess.PIPE, text=True, check=True).stdout
    libraries = {os.path.realpath(path) for path in re.findall(r"=> (/\S+)", said)}
    return (size + sum(os.path.getsize(path) for path in libraries if not re.match(
        r"lib(X|xcb|c\.so|m\.so|pthread|dl\.so|rt\.so)|ld-", os.path.basename(path)))) / 1e6


def pss_mb(program):
    with open(f"/proc/{program.process.pid}/smaps_rollup") as f:
        return next(int(line.split()[1]) for line in f if line.startswith("Pss:")) / 1024


def p95(values):
    return sorted(values)[int(len(values) * 0.95)]


def prompt_area(d):
    """The rows of pixels that a key changes: found by trying."""
    before = d.pixels(0, 400, 1280, 400)
    d.key(ord("m"))
    time.sleep(0.3)
    after = d.pixels(0, 400, 1280, 400)
    line = 1280 * 4
    rows = [y for y in range(400) if before[y * line:(y + 1) * line] != after[y * line:(y + 1) * line]]
    return (0, 400 + rows[0], 1280, rows[-1] - rows[0] + 1)


def keys(d, area, count, between=lambda: None):
    times = []
    for i in range(count):
        between()
        got = d.until_changed(area, lambda: d.key(ord("m") if i % 2 else ord("n")))
        if got is not None:
            times.append(got)
        time.sleep(0.02)
        if i % 40 == 39:
            for _ in range(42):
                d.key(0xFF08)
            time.sleep(0.2)
    return times


def keys_in_a_torrent(d, area, server, rate=10_000, count=80):
    """Keys while another process says so many lines a second."""
    feeder = os.fork()
    if feeder == 0:
        begin, said = time.monotonic(), 0
        while time.monotonic() - begin < 60:
            for _ in range(max(0, int((time.monotonic() - begin) * rate) - said)):
                said += 1
                server.socket.sendall(b":person%d!p@h PRIVMSG #bench :%d of a torrent of lines\r\n" % (said % 20, said))
            time.sleep(0.005)
        os._exit(0)
    try:
        time.sleep(1)
        return keys(d, area, count)
    finally:
        os.kill(feeder, 9)
        os.waitpid(feeder, 0)


def with_many_lines(d, talk):
    """What lines that are not seen must not cost."""
    alt, page_up, one = 0xFFE9, 0xFF55, ord("1")
    pages = [d.until_changed(talk, lambda: d.key(page_up)) or 3000 for _ in range(20) if not time.sleep(0.1)]
    switches, sizes = [], []
    d.key(0xFF1B)
    for i in range(10):  # to what the server says, and back to the room
        time.sleep(0.1)
        took = d.until_changed(talk, lambda: d.key(one, alt) if i % 2 else d.key(0xFF54, alt))
        switches.append(took or 3000)
    for i in range(10):
        time.sleep(0.1)
        took = d.until_changed((700, 20, 500, 700), lambda: d.resize(1180 if i % 2 == 0 else 1280, 800))
        sizes.append(took or 3000)
    return {"with them, Page Up to pixel, ms": statistics.median(pages),
            "with them, another room shown, ms": statistics.median(switches),
            "with them, another width shown, ms": statistics.median(sizes)}


def measure(start):
    result = {}
    screen = Screen()
    server = Scripted()
    d = Display(screen.display)
    blank = d.pixels(600, 400, 64, 64)
    try:
        begin = time.perf_counter()
        program = start(screen, server.port)
        while d.pixels(600, 400, 64, 64) == blank:
            if time.perf_counter() - begin > 20:
                raise AssertionError("no window: " + program.output())
        result["start to first painted window, ms"] = (time.perf_counter() - begin) * 1000
        server.accept()
        time.sleep(2)
        server.read(0)
        d.click(640, 745)
        time.sleep(0.5)
        result["PSS in a room, MB"] = pss_mb(program)
        window = d.focused()
        for what, seconds in (("focused", 30), ("unfocused", 10)):
            before = program.switches()
            time.sleep(seconds)
            result[f"wake-ups in {seconds} s, {what}"] = program.switches() - before
            d.focus(ctypes.c_ulong(0))  # nobody
            time.sleep(0.5)
        d.focus(window)
        time.sleep(0.5)
        area = prompt_area(d)
        times = keys(d, area, 80)
        result["key to pixel, ms, median"] = statistics.median(times)
        result["key to pixel, ms, p95"] = p95(times)
        said = [0]

        def shower():
            for _ in range(5):  # with 25 ms a key: 200 a second
                said[0] += 1
                server.say(b":person1!p@h PRIVMSG #bench :line %d of some words to read" % said[0])
            server.read(0)
        times = keys(d, area, 80, shower)
        result["the same while lines arrive, median"] = statistics.median(times)
        result["the same while lines arrive, p95"] = p95(times)
        time.sleep(1)
        talk = (330, area[1] - 110, 200, 60)  # a small part: reading pixels takes time too
        times = []
        for i in range(20):
            got = d.until_changed(talk, lambda: server.say(
                b":person2!p@h PRIVMSG #bench :a single message, number %d" % i))
            times.append(got or 3000)
            time.sleep(0.25)
        result["message to pixel, ms"] = statistics.median(times)
        cpu, begin = program.cpu_s(), time.monotonic()
        for i in range(5 * 200):
            server.say(b":person3!p@h PRIVMSG #bench :two hundred a second, this is %d" % i)
            server.read(0)
            left = begin + i / 200 - time.monotonic()
            if left > 0:
                time.sleep(left)
        result["200 lines a second: CPU %"] = (program.cpu_s() - cpu) / (time.monotonic() - begin) * 100
        d.click(640, 400)
        times = []
        for i in range(20):
            got = d.until_changed(talk, lambda: d.key(0xFF55))  # Page Up
            times.append(got or 3000)
            time.sleep(0.1)
        if min(times) < 3000:  # HexChat's talk is elsewhere
            result["Page Up to pixel, ms"] = statistics.median(times)
        d.click(640, 745)
        d.key(0xFF1B)
        begin = time.monotonic()
        text = b"".join(b":person%d!p@h PRIVMSG #bench :%d some words that make a line of the usual "
                        b"length, neither long nor short\r\n" % (i % 20, i) for i in range(FLOOD))
        server.socket.setblocking(False)
        text += b"PING :after\r\n"
        at = 0
        server.buffer = b""
        try:
            while at < len(text) or b"after" not in server.buffer:
                readable, writable, _ = select.select([server.socket], [server.socket] if at < len(text)
                                                      else [], [], 120)
                if readable:
                    data = server.socket.recv(65536)
                    if not data:
                        raise ConnectionError
                    server.buffer += data
                if writable:
                    at += server.socket.send(text[at:at + 262144])
        except ConnectionError:  # so a row of the table says
            print(f"{start.__name__} hung up in the flood, {at // 1000:,} KB of it sent", file=sys.stderr)
            return result
        result[f"flood of {FLOOD} lines, s"] = time.monotonic() - begin
        time.sleep(1.5)
        result["PSS after it, MB"] = pss_mb(program)
        server.socket.setblocking(True)
        if start is tertulia:
            result.update(with_many_lines(d, talk))
        d.click(640, 745)
        times = keys_in_a_torrent(d, area, server)
        result["key to pixel at 10,000 lines a second, median"] = statistics.median(times)
        result["the same, p95"] = p95(times)
        for _ in range(60):
            d.key(0xFF08)
        server.say(b"PING :torrent")
        server.wait(b"torrent")
        d.write("/join #crowd")
        server.wait(b"JOIN #crowd")
        took = d.until_still((1090, 70, 170, 300), lambda: server.let_in(b"#crowd", 5000))
        if took:
            result["room of 5,000 people shown, ms"] = took
        return result
    finally:
        program.clean()
        screen.clean()


def main():
    rows = {"tertulia": measure(tertulia)}
    rows["tertulia"]["program and libraries, MB"] = installed_mb(os.path.join(os.environ["TERTULIA_BIN"], "tertulia"))
    if shutil.which("hexchat"):
        try:
            rows["HexChat"] = measure(hexchat)
            rows["HexChat"]["program and libraries, MB"] = installed_mb(shutil.which("hexchat"))
        except (AssertionError, OSError) as e:
            print(f"HexChat could not be measured: {e}", file=sys.stderr)
    with open(os.path.join(os.environ["TERTULIA_BIN"], "..", "client.json"), "w") as f:
        json.dump(rows, f, indent=1)
    print(f"{'':<44}" + "".join(f"{name:>12}" for name in rows))
    for what in rows["tertulia"]:
        print(f"{what:<44}" + "".join((f"{row[what]:>12.1f}" if what in row else f"{'-':>12}") for row in rows.values()))


if __name__ == "__main__":
    main()
