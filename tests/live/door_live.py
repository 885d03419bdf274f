"""Who comes in, and by which way: proxies that speak for others, crowds that say nothing."""
import os
import pwd
import re
import shlex
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import unittest

from base import BIN, LiveTest, Person, Program, Server, free_port, is_watched, main, wait_for
from tls_live import TlsPerson


def with_program(unit):
    """A unit of systemd that starts the program which was built here."""
    return re.sub(r'ExecStart="[^"]*"', 'ExecStart="' + os.path.join(BIN, "tertuliad") + '"', unit)


SIGNATURE = b"\r\n\r\n\0\r\nQUIT\n"


class ProxyPerson(Person):
    """Somebody whom a proxy speaks for."""

    def __init__(self, port, nick, *pieces):
        self.pieces = pieces
        super().__init__(port, nick)

    def __setattr__(self, name, value):
        super().__setattr__(name, value)
        if name == "socket":
            for piece in self.pieces:
                value.sendall(piece)


class TlsProxyPerson(TlsPerson):
    def __init__(self, port, nick, header):
        self.header = header
        super().__init__(port, nick)

    def __setattr__(self, name, value):
        if name == "socket":
            value.sendall(self.header)
        super().__setattr__(name, value)


class Proxy(LiveTest):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="tertulia-")
        self.tls_port = free_port()
        self.server = self.use(Server("--data", self.folder, "--proxies.near=127.0.0.1",
                                      "--limits.per_address=2", "--limits.connects=1000",
                                      "--listen-tls", f"127.0.0.1:{self.tls_port}"))
        self.port = self.server.port

    def address_of(self, person):
        person.send(f"USERIP {person.nick}")
        return person.expect(r" 340 ").rsplit("@", 1)[1]

    def meet(self, kind, port, nick, *pieces):
        person = self.use(kind(port, nick, *pieces))
        person.nick = nick
        return person

    def test_it_says_for_whom_it_speaks(self):
        first = b"PROXY TCP4 198.51.100.7 127.0.0.1 40000 6667\r\n"
        ana = self.meet(ProxyPerson, self.port, "ana", first[:9], first[9:])
        self.assertEqual(self.address_of(ana), "198.51.100.7")
        six = struct.pack(">BBH16s16sHH", 0x21, 0x21, 36 + 8,
                          socket.inet_pton(socket.AF_INET6, "2001:db8::9"),
                          socket.inet_pton(socket.AF_INET6, "::1"), 40000, 6697)
        bob = self.meet(ProxyPerson, self.port, "bob", SIGNATURE, six + b"\x20\0\5\1\0\0\0\0")
        self.assertEqual(self.address_of(bob), "2001:db8::9")
        bob.send("WHOIS bob")
        bob.expect(" 671 bob bob ")  # the proxy says that it is encrypted up to there
        own = self.meet(ProxyPerson, self.port, "own", SIGNATURE + b"\x20\0\0\0")
        self.assertEqual(self.address_of(own), "127.0.0.1")

    def test_before_tls_too(self):
        eva = self.meet(TlsProxyPerson, self.tls_port, "eva",
                        b"PROXY TCP6 2001:db8::5 ::1 40000 6697\r\n")
        self.assertEqual(self.address_of(eva), "2001:db8::5")
        eva.send("WHOIS eva")
        eva.expect(" 671 eva eva ")

    def test_those_it_speaks_for_are_counted_and_the_proxy_is_not(self):
        line = b"PROXY TCP4 198.51.100.8 127.0.0.1 40000 6667\r\n"
        two = [self.meet(ProxyPerson, self.port, f"n{i}", line) for i in range(2)]
        third = self.use(ProxyPerson(self.port, None, line))
        third.expect("Too many connections from your address")
        third.expect_end()
        others = [self.meet(ProxyPerson, self.port, f"m{i}",
                            b"PROXY TCP4 198.51.100.%d 127.0.0.1 40000 6667\r\n" % (100 + i))
                  for i in range(5)]
        self.assertEqual(len(two) + len(others), 7)

    def test_who_says_nothing_or_something_else_does_not_come_in(self):
        for said in (b"NICK ana\r\nUSER ana 0 * :ana\r\n", b"PROXY TCP4 nonsense\r\n",
                     SIGNATURE + b"\x21\x11\xff\xff"):
            one = self.use(Person(self.port))
            one.raw(said)
            one.expect("The proxy did not say for whom it speaks")
            one.expect_end()


class Crowd(LiveTest):
    def start(self, *options):
        self.server = self.use(Server("--limits.exempt_loopback=off", "--limits.connects=10000",
                                      "--limits.per_address=10000", *options))

    def test_one_address_has_only_so_many_who_say_nothing(self):
        self.start("--limits.unregistered=3")
        silent = [self.use(Person(self.server.port)) for _ in range(3)]
        fourth = self.use(Person(self.server.port))
        fourth.expect("that have not said who they are")
        fourth.expect_end()
        silent[0].send("NICK ana")
        silent[0].send("USER ana 0 * :ana")
        silent[0].expect(" 001 ana ")
        self.use(Person(self.server.port, "bob"))

    def test_a_crowd_that_says_nothing_keeps_nobody_out(self):
        self.start("--limits.unregistered=1000", "--limits.unregistered_all=40")
        ana = self.use(Person(self.server.port, "ana"))
        silent = [self.use(Person(self.server.port)) for _ in range(40)]

        def comes_in():
            bob = self.use(Person(self.server.port))
            try:
                bob.send("NICK bob")
                bob.send("USER bob 0 * :bob")
                return bob.expect(" 001 bob |^ERROR :Too many are coming in at once").find(" 001 ") > 0
            except (AssertionError, ConnectionError):
                return False
        wait_for(comes_in, "a place for bob", 12)
        silent[0].expect("Others want to come in")
        ended = [(one.read(0.01), one.ended)[1] for one in silent]
        # at most a quarter, the oldest; fewer where the others had not been there for five seconds yet
        self.assertIn(ended.count(True), range(1, 11), "a quarter of them had to go")
        self.assertEqual(ended, sorted(ended, reverse=True), "the oldest had to go")
        self.assertLess(ana.round_trip("still-here"), 1000)


GATE = """
import sys, time
while line := sys.stdin.readline():
    number, address = line.split()
    if address.startswith("203.0.113."):
        print(number, "no", address, "is on a list of mine", flush=True)
    elif address.startswith("203.0.115."):
        sys.exit(3)
    elif address.startswith("203.0.116."):
        time.sleep(0.05)
        print(number, "no", address, "is slow to find", flush=True)
    elif not address.startswith("203.0.114."):
        print("nonsense", flush=True)
        print(number, "ok", flush=True)
"""


class Gate(LiveTest):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="tertulia-")
        self.script = os.path.join(self.folder, "gate.py")
        with open(self.script, "w") as f:
            f.write(GATE)
        self.server = self.start("1s")

    def start(self, wait):
        return self.use(Server("--proxies.near=127.0.0.1", f"--server.gate=exec {sys.executable} {self.script}",
                               f"--server.gate_wait={wait}"))

    def come(self, address, nick):
        line = f"PROXY TCP4 {address} 127.0.0.1 40000 6667\r\n".encode()
        person = self.use(ProxyPerson(self.server.port, None, line))
        person.send(f"NICK {nick}\r\nUSER {nick} 0 * :{nick}")
        return person

    def test_a_program_says_who_may_come_in(self):
        ana = self.come("198.51.100.1", "ana")
        ana.expect(" 001 ana ")
        bad = self.come("203.0.113.5", "bad")
        bad.expect(r"^ERROR :.*\[203.0.113.5 is on a list of mine\]")
        bad.expect_end()
        # no answer keeps nobody out, and nobody else waits for it
        slow = self.come("203.0.114.5", "slow")
        self.come("198.51.100.2", "eva").expect(" 001 eva ")
        slow.read(0.1)
        self.assertEqual(slow.lines, [], "not welcomed before the time is over")
        slow.expect(" 001 slow ")
        wait_for(lambda: "no answer in 1 seconds" in self.server.output(), "a word in the log")
        # nor does a program that ends: it is started again
        self.come("203.0.115.5", "crash").expect(" 001 crash ")
        wait_for(lambda: "it is started again" in self.server.output(), "a word in the log")

        def refused():
            return any("on a list" in line for line in (
                lambda one: (one.read(1.2), one.lines)[1])(self.come("203.0.113.6", "bad")))
        wait_for(refused, "the program again")

    def test_a_crowd_before_one_does_not_open_it(self):
        self.server = self.start("60s") # the answers come, on a slow machine too
        crowd = [self.come(f"203.0.116.{1 + i % 80}", f"crowd{i}") for i in range(160)]
        last = self.come("203.0.116.99", "last")
        last.expect(r"^ERROR :.*\[203.0.116.99 is slow to find\]")
        for one in crowd[:3]:
            one.expect("^ERROR :.*is slow to find")
        self.assertNotIn("no answer in", self.server.output())

    def test_without_an_answer_nobody_comes_in_where_one_is_required(self):
        server = self.use(Server("--proxies.near=127.0.0.1", "--server.gate=sleep 100", "--server.gate_wait=1s",
                                 "--server.gate_required=on"))
        one = self.use(ProxyPerson(server.port, None, b"PROXY TCP4 203.0.113.1 127.0.0.1 40000 6667\r\n"))
        one.send("NICK one\r\nUSER one 0 * :one")
        one.expect("^ERROR :.*Nobody could say whether you may come in")

    def test_a_restart_does_not_end_the_server(self):
        self.come("198.51.100.1", "ana").expect(" 001 ana ")
        self.server.process.send_signal(signal.SIGHUP)
        wait_for(lambda: "configuration read again" in self.server.output(), "the reload")
        secret = subprocess.run([os.path.join(BIN, "tertuliad"), "--hash-password"], input="queso\n",
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.strip()
        other = self.use(Server("--proxies.near=127.0.0.1", f"--opers.ana=admin {secret}",
                                "--server.gate=cat"))
        eva = self.use(ProxyPerson(other.port, None, b"PROXY UNKNOWN\r\n"))
        eva.send("NICK eva\r\nUSER eva 0 * :eva")
        eva.expect(" 001 eva ")
        eva.send("OPER ana queso")
        eva.expect(" 381 ")
        eva.send("RESTART")
        eva.expect("^ERROR :.*restarting")
        wait_for(lambda: other.output().count("\nready\n") == 2, "the second start: " + other.output())
        leo = self.use(ProxyPerson(other.port, None, b"PROXY UNKNOWN\r\n"))
        leo.send("NICK leo\r\nUSER leo 0 * :leo")
        leo.expect(" 001 leo ")

    def test_it_ends_with_the_server(self):
        wait_for(lambda: self.children("gate.py"), "the program")
        children = self.children("gate.py")
        self.server.process.kill()
        self.server.process.wait()
        wait_for(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in children), "its end")

    def children(self, word):
        """Of this server, whose folder is in their command line."""
        found = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/cmdline") as f:
                    line = f.read()
            except OSError:
                continue
            if os.path.join(self.folder, word) in line and "tertuliad" not in line:
                found.append(pid)
        return found


class Power(LiveTest):
    def status(self, server, name):
        with open(f"/proc/{server.process.pid}/status") as f:
            return re.search(rf"\n{name}:\s+(.*)\n", f.read()).group(1).split()

    @unittest.skipIf(is_watched("tertuliad"), "sanitizers want more")
    def test_it_gives_up_what_it_does_not_need(self):
        server = self.use(Server("--set", "log.level=debug"))
        if "confined by seccomp" not in server.output():
            self.skipTest("built without libseccomp")
        self.assertEqual(self.status(server, "Seccomp"), ["2"])
        self.assertEqual(self.status(server, "NoNewPrivs"), ["1"])
        for task in os.listdir(f"/proc/{server.process.pid}/task"):
            with open(f"/proc/{server.process.pid}/task/{task}/status") as f:
                self.assertRegex(f.read(), r"Seccomp:\s+2", "every thread")
        open_one = self.use(Server("--server.sandbox=off"))
        self.assertEqual(self.status(open_one, "Seccomp"), ["0"])

    def test_nothing_of_its_memory_is_left_on_the_disk(self):
        server = self.use(Server())
        with open(f"/proc/{server.process.pid}/limits") as f:
            self.assertRegex(f.read(), r"Max core file size\s+0\s+0 ")

    def test_secrets_in_the_wrong_place_are_told(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "tertulia.ini")
            with open(path, "w") as f:
                f.write("[server]\npassword = sesamo\n")
            os.chmod(path, 0o644)
            server = self.use(Server("--config", path))
            self.assertIn("holds secrets and others on this computer can read it", server.output())
            os.chmod(path, 0o600)
            server = self.use(Server("--config", path, "--set", "server.password=otra"))
            self.assertNotIn("holds secrets", server.output())
            self.assertIn("server.password on the command line", server.output())
            for secret in ("sesamo", "otra"):
                self.assertNotIn(secret, server.output())

    @unittest.skipUnless(shutil.which("systemd-analyze"), "there is no systemd-analyze")
    def test_the_service_is_one_and_has_little_power(self):
        unit = os.path.join(BIN, "..", "tertuliad.service")
        with tempfile.TemporaryDirectory() as folder:
            mine = os.path.join(folder, "tertuliad.service")
            with open(unit) as f, open(mine, "w") as g:
                g.write(with_program(f.read()).replace("%S", folder).replace("%E", folder))
            done = subprocess.run(["systemd-analyze", "verify", mine], stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True, timeout=60)
            self.assertNotIn("tertuliad.service:", done.stdout)
            done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--threshold=25",
                                   mine], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  text=True, timeout=60)
            self.assertEqual(done.returncode, 0, done.stdout[-3000:])

    @unittest.skipUnless(shutil.which("systemd-analyze"), "there is no systemd-analyze")
    def test_the_hosted_chat_can_be_a_service_of_its_user(self):
        with open(os.path.join(BIN, "..", "tertulia-host.service")) as f:
            unit = f.read()
        with tempfile.TemporaryDirectory() as folder:
            host = os.path.join(folder, "tertulia", "server")
            os.makedirs(host)
            with open(os.path.join(host, "host.ini"), "w") as f:
                f.write(f"[server]\nlisten = 127.0.0.1:{free_port()}\nlisten_tls = 127.0.0.1:{free_port()}\n")
            mine = os.path.join(folder, "tertulia-host.service")
            unit = with_program(unit).replace("%E", folder)
            with open(mine, "w") as g:
                g.write(unit)
            done = subprocess.run(["systemd-analyze", "verify", "--user", mine], stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True, timeout=60,
                                  env=dict(os.environ, XDG_RUNTIME_DIR=folder))
            self.assertNotIn("tertulia-host.service:", done.stdout)
            # what it would start is a server, and says so where the window looks
            command = shlex.split(re.search(r"ExecStart=(.*)", unit).group(1))
            server = self.use(Program(*command))
            wait_for(lambda: "\nready\n" in server.output(), "the server: " + server.output())
            self.assertIn("\nlistening=plain 127.0.0.1 ", server.output())

    @unittest.skipIf(os.geteuid() != 0, "only root can become somebody else")
    def test_root_becomes_somebody_else(self):
        nobody = pwd.getpwnam("nobody")
        with tempfile.TemporaryDirectory() as above:
            os.chmod(above, 0o755)
            folder, port = os.path.join(above, "data"), free_port()
            options = ("--data", folder, "--listen-tls", f"127.0.0.1:{port}")
            self.use(Server(*options)).stop()  # what it made as root is given away too
            server = self.use(Server(*options, "--server.user=nobody"))
            self.assertEqual(self.status(server, "Uid"), [str(nobody.pw_uid)] * 4)
            self.assertEqual(self.status(server, "Gid"), [str(nobody.pw_gid)] * 4)
            self.assertNotIn("running as root", server.output())
            ana = self.use(TlsPerson(port, "ana"))
            ana.send("NS REGISTER queso-de-cabra")
            ana.expect("yours now")
            for name in os.listdir(folder):
                self.assertEqual(os.stat(os.path.join(folder, name)).st_uid, nobody.pw_uid, name)
            refused = Program(os.path.join(BIN, "tertuliad"), "--data", folder + "2", "--listen",
                              f"127.0.0.1:{free_port()}", "--server.user=no-such-user")
            self.use(refused)
            refused.process.wait(10)
            self.assertEqual(refused.output(), "tertuliad: cannot become no-such-user (server.user): "
                             "there is no such user\n")


if __name__ == "__main__":
    main()
