"""What the live tests share: the real programs, people on sockets, windows, pictures.

Every wait has a condition and a limit; nothing sleeps and hopes. Everything listens on loopback.
"""
import base64
import ctypes
import os
import re
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
import unittest

BIN = os.environ.setdefault("TERTULIA_BIN", os.path.abspath("build/bin"))
LIMIT = float(os.environ.get("TERTULIA_LIMIT", "15"))  # seconds a condition may take


def wait_for(condition, what, limit=LIMIT):
    """Calls condition until it gives something true, which is returned."""
    end = time.monotonic() + limit
    while True:
        got = condition()
        if got:
            return got
        if time.monotonic() > end:
            raise AssertionError(f"waited {limit:g} s for {what}")
        time.sleep(0.02)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Program:
    """A started program, its output in files; ended by its own id."""

    def __init__(self, *command, env=None, cwd=None):
        self.folder = tempfile.mkdtemp(prefix="tertulia-")
        self.out_path = os.path.join(self.folder, "out")
        with open(self.out_path, "wb") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT,
                                            stdin=subprocess.DEVNULL, cwd=cwd,
                                            env=dict(os.environ, XDG_DATA_HOME=self.folder,
                                                     **(env or {})))

    def output(self):
        with open(self.out_path, "rb") as f:
            return f.read().decode("utf-8", "replace").replace("\r\n", "\n")

    def running(self):
        return self.process.poll() is None

    def stop(self, number=signal.SIGTERM):
        if self.running():
            self.process.send_signal(number)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return self.process.returncode

    def clean(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def memory_kb(self):
        with open(f"/proc/{self.process.pid}/status") as f:
            return int(re.search(r"VmRSS:\s+(\d+)", f.read()).group(1))

    def cpu_s(self):
        with open(f"/proc/{self.process.pid}/stat") as f:
            fields = f.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def switches(self):
        """Voluntary context switches of all its threads: how often it woke up."""
        total = 0
        for task in os.listdir(f"/proc/{self.process.pid}/task"):
            with open(f"/proc/{self.process.pid}/task/{task}/status") as f:
                total += int(re.search(r"\nvoluntary_ctxt_switches:\s+(\d+)", f.read()).group(1))
        return total


class Server(Program):
    def __init__(self, *options, port=None):
        """Without --data it keeps what lasts in a folder of its own, gone with it."""
        self.port = port or free_port()
        super().__init__(os.path.join(BIN, "tertuliad"), "--listen", f"127.0.0.1:{self.port}",
                         *options)
        wait_for(lambda: "\nready\n" in self.output() or not self.running(), "the server")
        if not self.running():
            raise AssertionError("the server ended: " + self.output())


def is_watched(name):
    """Whether a program was built with a sanitizer, which needs memory of its own."""
    with open(os.path.join(BIN, name), "rb") as program:
        data = program.read()
    return b"__asan_init" in data or b"__tsan_init" in data


def is_thread_watched(name):
    """ThreadSanitizer has a thread of its own, which wakes up all the time."""
    with open(os.path.join(BIN, name), "rb") as program:
        return b"__tsan_init" in program.read()


class Person:
    """Somebody on a plain socket."""

    def __init__(self, port, nick=None, room=None, caps=None):
        self.socket = socket.create_connection(("127.0.0.1", port), 10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        self.lines = []
        self.ended = False
        if caps:
            self.send(f"CAP REQ :{caps}")
        if nick:
            self.send(f"NICK {nick}")
            self.send(f"USER {nick} 0 * :{nick}")
            if caps:
                self.send("CAP END")
            self.expect(r" 422 | 376 ")
        if room:
            self.send(f"JOIN {room}")
            self.expect(r" 366 ")

    def send(self, text):
        self.raw(text.encode() + b"\r\n")

    def raw(self, data):
        self.socket.sendall(data)

    def read(self, wait=0.0):
        """Takes what has come; answers PING."""
        while not self.ended and select.select([self.socket], [], [], wait)[0]:
            try:
                data = self.socket.recv(65536)
            except ConnectionError:
                data = b""
            if not data:
                self.ended = True
                return
            self.take(data)
            wait = 0.0

    def take(self, data):
        """The whole lines in what came; the rest waits for more."""
        self.buffer += data
        *whole, self.buffer = self.buffer.split(b"\n")
        for line in whole:
            text = line.rstrip(b"\r").decode("utf-8", "replace")
            if text.startswith("PING "):
                self.send("PONG " + text[5:])
            else:
                self.lines.append(text)

    def expect(self, pattern, limit=LIMIT):
        """The first line that fits, now or within the limit; it and those before it are dropped."""
        end = time.monotonic() + limit
        while True:
            for i, line in enumerate(self.lines):
                if re.search(pattern, line):
                    del self.lines[:i + 1]
                    self.last = line
                    return line
            left = end - time.monotonic()
            if self.ended or left <= 0:
                raise AssertionError(f"no line fits {pattern!r}; last: {self.lines[-5:]}")
            self.read(min(left, 0.2))

    def round_trip(self, token):
        """Milliseconds for a PING."""
        start = time.monotonic()
        self.send(f"PING {token}")
        self.expect(rf"PONG .*{token}$")
        return (time.monotonic() - start) * 1000

    def expect_end(self, limit=LIMIT):
        end = time.monotonic() + limit
        while not self.ended and time.monotonic() < end:
            self.read(0.2)
        if not self.ended:
            raise AssertionError("the connection is still there")

    def close(self):
        self.socket.close()

    def kill(self):
        """Ends the connection as a crash does: a reset, no goodbye."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


class WebPerson(Person):
    """Somebody who speaks WebSocket, one line a message."""

    def __init__(self, port, nick=None, protocols="text.ircv3.net", origin=None, room=None):
        self.head = b""
        self.frames = b""
        self.opcode = 2 if protocols.startswith("binary") else 1
        self.socket = socket.create_connection(("127.0.0.1", port), 10)
        self.buffer, self.lines, self.ended = b"", [], False
        self.closed_with = None
        key = base64.b64encode(os.urandom(16)).decode()
        lines = ["GET / HTTP/1.1", f"Host: 127.0.0.1:{port}", "Upgrade: websocket",
                 "Connection: keep-alive, Upgrade", f"Sec-WebSocket-Key: {key}",
                 "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Protocol: {protocols}"]
        if origin:
            lines.append(f"Origin: {origin}")
        self.socket.sendall("\r\n".join(lines).encode() + b"\r\n\r\n")
        while b"\r\n\r\n" not in self.frames:
            data = self.socket.recv(4096)
            if not data:
                break
            self.frames += data
        self.head, _, self.frames = self.frames.partition(b"\r\n\r\n")
        self.open = self.head.startswith(b"HTTP/1.1 101 ")
        if nick:
            self.send(f"NICK {nick}")
            self.send(f"USER {nick} 0 * :{nick}")
            self.expect(r" 422 | 376 ")
        if room:
            self.send(f"JOIN {room}")
            self.expect(r" 366 ")

    def send(self, text):
        self.frame(self.opcode, text.encode())

    def frame(self, opcode, payload, final=True):
        mask = os.urandom(4)
        size = len(payload)
        head = bytes([opcode | (0x80 if final else 0)])
        head += bytes([0x80 | size]) if size < 126 else bytes([0x80 | 126]) + struct.pack(">H", size)
        self.raw(head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(payload)))

    def read(self, wait=0.0):
        while not self.ended and select.select([self.socket], [], [], wait)[0]:
            data = self.socket.recv(65536)
            if not data:
                self.ended = True
            self.frames += data
            self._take()
            wait = 0.0

    def _take(self):
        while len(self.frames) >= 2:
            size, start = self.frames[1] & 0x7F, 2
            if size == 126:
                size, start = struct.unpack(">H", self.frames[2:4])[0], 4
            if len(self.frames) < start + size:
                return
            opcode, payload = self.frames[0] & 0x0F, self.frames[start:start + size]
            self.frames = self.frames[start + size:]
            if opcode == 8:
                self.closed_with = struct.unpack(">H", payload[:2])[0] if payload else 0
            elif opcode == 10:
                self.lines.append("(pong) " + payload.decode())
            elif opcode != self.opcode:
                raise AssertionError(f"a message of kind {opcode}, not {self.opcode}")
            else:
                text = payload.decode()
                if text.startswith("PING "):
                    self.send("PONG " + text[5:])
                else:
                    self.lines.append(text)


class Picture:
    """What is on a screen, as XWD gives it."""

    def __init__(self, display):
        data = subprocess.run(["xwd", "-silent", "-root", "-display", display], check=True,
                              stdout=subprocess.PIPE, timeout=20).stdout
        head = struct.unpack(">25I", data[:100])
        self.width, self.height, self.line = head[4], head[5], head[12]
        assert self.line == self.width * 4, "four bytes a pixel are expected"
        self.data = data[head[0] + head[19] * 12:]

    def pixel(self, x, y):
        b, g, r = self.data[y * self.line + x * 4:y * self.line + x * 4 + 3]
        return f"#{r:02X}{g:02X}{b:02X}"

    def count(self, color, x=0, y=0, w=None, h=None):
        """How many pixels of a part of the picture have this colour."""
        b = bytes((int(color[5:7], 16), int(color[3:5], 16), int(color[1:3], 16)))
        n = 0
        for row in range(y, y + (h or self.height - y)):
            part = self.data[row * self.line + x * 4:
                             row * self.line + (x + (w or self.width - x)) * 4]
            for i in range(0, len(part), 4):
                n += part[i:i + 3] == b
        return n


class Screen(Program):
    """A virtual display."""

    def __init__(self, size="1280x800x24"):
        read, write = os.pipe()
        os.set_inheritable(write, True)
        self.folder = tempfile.mkdtemp(prefix="tertulia-")
        self.out_path = os.path.join(self.folder, "out")
        with open(self.out_path, "wb") as out:
            # -noreset: it would start anew when its last program leaves, and end one that is just coming
            self.process = subprocess.Popen(
                ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp", "-noreset"],
                stdout=out, stderr=subprocess.STDOUT, pass_fds=[write])
        os.close(write)
        number = b""
        while not number.endswith(b"\n"):
            part = os.read(read, 16)
            if not part:
                raise AssertionError("Xvfb did not start: " + self.output())
            number += part
        os.close(read)
        self.display = ":" + number.decode().strip()
        wait_for(self.answers, "the display: " + self.output())

    def answers(self):
        """It has said its number before it takes everybody in."""
        return subprocess.run(["xdotool", "getdisplaygeometry"], stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, timeout=20,
                              env=dict(os.environ, DISPLAY=self.display)).returncode == 0

    def close(self, window):
        """Presses the close button that a window manager would draw."""
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        display = ctypes.c_void_p(x11.XOpenDisplay(self.display.encode()))
        x11.XInternAtom.restype = ctypes.c_ulong
        protocols, delete = (x11.XInternAtom(display, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW"))
        client_message = 33
        event = struct.pack("@iLiPLLi5l", client_message, 0, 1, 0, window, protocols, 32, delete, 0, 0, 0, 0)
        event = event.ljust(192, b"\0")
        x11.XSendEvent(display, ctypes.c_ulong(window), 0, ctypes.c_long(0), event)
        x11.XCloseDisplay(display)

    def picture(self):
        return Picture(self.display)

    def xdotool(self, *words):
        subprocess.run(["xdotool", *words], check=True, timeout=30,
                       env=dict(os.environ, DISPLAY=self.display), stdout=subprocess.DEVNULL)

    def type(self, text):
        # letters that are on no key are put on one for the moment, which takes the X server a while
        self.xdotool("type", "--delay", "8" if text.isascii() else "250", text)

    def key(self, *names):
        self.xdotool("key", "--delay", "20", *names)

    def click(self, x, y, button=1):
        self.xdotool("mousemove", str(x), str(y), "click", str(button))


class Window(Program):
    """tertulia on a screen."""

    def __init__(self, screen, *options, config=None):
        self.config = config or tempfile.mkdtemp(prefix="tertulia-")
        super().__init__(os.path.join(BIN, "tertulia"), "--config", self.config, *options,
                         env={"DISPLAY": screen.display, "LC_ALL": "C.UTF-8", "LANG": "en_GB",
                              "TZ": "UTC", "SDL_VIDEODRIVER": "x11"})
        self.screen = screen

    def wait_shown(self):
        wait_for(lambda: self.screen.picture().count("#151311", 0, 0, 200, 200) > 5000,
                 "the window: " + self.output())


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, *command, env=None):
        self.folder = tempfile.mkdtemp(prefix="tertulia-")
        self.socket = os.path.join(self.folder, "tmux")
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", "150", "-y", "45", *command,
                  env=dict(os.environ, TERM="screen-256color", **(env or {})))

    def tmux(self, *words, env=None):
        return subprocess.run(["tmux", "-S", self.socket, *words], check=True, env=env,
                              stdout=subprocess.PIPE, timeout=20).stdout.decode("utf-8", "replace")

    def text(self):
        return self.tmux("capture-pane", "-p")

    def line(self, text):
        self.tmux("send-keys", "-l", text)
        self.tmux("send-keys", "Enter")

    def wait_text(self, text):
        try:
            wait_for(lambda: text in self.text(), f"{text!r} on the terminal")
        except AssertionError as e:
            raise AssertionError(f"{e}\n{self.text()}")

    def clean(self):
        subprocess.run(["tmux", "-S", self.socket, "kill-server"], check=False,
                       stderr=subprocess.DEVNULL)
        shutil.rmtree(self.folder, ignore_errors=True)


class LiveTest(unittest.TestCase):
    def use(self, thing):
        """Cleaned up after the test, whatever happens."""
        self.addCleanup(thing.clean if hasattr(thing, "clean") else thing.close)
        return thing


def main():
    unittest.main(verbosity=2)


sys.dont_write_bytecode = True
