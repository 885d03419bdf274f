"""Who comes in, and by which way: proxies that speak for others, crowds that say nothing."""
import socket
import struct
import tempfile

from base import LiveTest, Person, Server, free_port, main, wait_for
from tls_live import TlsPerson

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
        ended = [one for one in silent if (one.read(0.01), one.ended)[1]]
        self.assertEqual(len(ended), 10, "a quarter of them had to go")
        ended[0].expect("Others want to come in")
        self.assertLess(ana.round_trip("still-here"), 1000)


if __name__ == "__main__":
    main()
