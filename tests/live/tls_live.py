"""Encrypted by default: what a certificate of the server's own making gives, and what happens at the
wrong door."""
import hashlib
import os
import re
import signal
import socket
import ssl
import stat
import subprocess
import tempfile

from base import BIN, LiveTest, Person, Program, Server, free_port, main, wait_for


def context(least=ssl.TLSVersion.TLSv1_2, most=ssl.TLSVersion.TLSv1_3):
    c = ssl.create_default_context()
    c.check_hostname = False
    c.verify_mode = ssl.CERT_NONE
    c.minimum_version, c.maximum_version = least, most
    return c


class TlsPerson(Person):
    """Somebody over TLS; reading is by what the library has decrypted."""

    def __init__(self, port, nick, room=None, caps=None, tls=None):
        self.tls, self.port = tls or context(), port
        super().__init__(port, nick, room, caps)

    def __setattr__(self, name, value):
        if name == "socket" and not isinstance(value, ssl.SSLSocket):
            value = self.tls.wrap_socket(value, server_hostname="localhost")
        super().__setattr__(name, value)

    def read(self, wait=0.0):
        self.socket.settimeout(max(wait, 0.01))
        while not self.ended:
            try:
                data = self.socket.recv(65536)
            except (TimeoutError, ssl.SSLWantReadError):
                return
            except ConnectionError:
                data = b""
            if not data:
                self.ended = True
                return
            self.take(data)
            self.socket.settimeout(0.01)

    def raw(self, data):
        self.socket.settimeout(10)
        self.socket.sendall(data)

    def fingerprint(self):
        digest = hashlib.sha256(self.socket.getpeercert(True)).hexdigest().upper()
        return " ".join(digest[i:i + 4] for i in range(0, 64, 4))


class Tls(LiveTest):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="tertulia-")
        self.tls_port = free_port()
        self.server = self.start()

    def start(self, *options):
        return self.use(Server("--data", self.folder, "--listen-tls", f"127.0.0.1:{self.tls_port}",
                               "--limits.flood=off", *options))

    def test_the_first_start_makes_a_key_and_shows_its_fingerprint(self):
        ana = self.use(TlsPerson(self.tls_port, "ana", "#cafe"))
        self.assertEqual(ana.socket.version(), "TLSv1.3")
        self.assertIn(ana.fingerprint(), " ".join(self.server.output().split()))
        for name in ("tertulia.key", "tertulia.crt", "tertulia.db"):
            mode = os.stat(os.path.join(self.folder, name)).st_mode
            self.assertEqual(stat.S_IMODE(mode), 0o600, name)
        # those of both doors talk, and one sees who is encrypted
        bob = self.use(Person(self.server.port, "bob", "#cafe"))
        bob.send("PRIVMSG #cafe :hola")
        ana.expect(" PRIVMSG #cafe :hola$")
        ana.send("PRIVMSG #cafe :¿qué tal?")
        bob.expect(" PRIVMSG #cafe :¿qué tal\\?$")
        bob.send("WHOIS ana")
        bob.expect(" 671 bob ana ")
        bob.send("WHOIS bob")
        self.assertNotIn(" 671 ", bob.expect(" 671 | 318 "))
        # the same key at the next start
        before = ana.fingerprint()
        ana.send("QUIT")
        ana.expect("^ERROR ")
        ana.expect_end()
        self.server.stop()
        self.server = self.start()
        self.assertEqual(self.use(TlsPerson(self.tls_port, "ana")).fingerprint(), before)

    def test_both_versions_and_no_older_one(self):
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            one = self.use(TlsPerson(self.tls_port, "ana", tls=context(version, version)))
            one.send("QUIT")
            one.expect("^ERROR ")
        with self.assertRaises(ssl.SSLError):
            old = context(ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1)
            old.set_ciphers("ALL:@SECLEVEL=0")
            TlsPerson(self.tls_port, "ana", tls=old)

    def test_a_certificate_logs_in(self):
        mine, others = (self.make_certificate(name) for name in ("mine", "others"))
        ana = self.use(TlsPerson(self.tls_port, "ana", tls=self.showing(mine)))
        ana.send("NS REGISTER queso-de-cabra")
        ana.expect("yours now")
        ana.send("NS CERT ADD")
        ana.expect("logs you in from now on")
        ana.send("NS CERT LIST")
        ana.expect(r"  [0-9a-f]{64} \(this device\)$")
        other = self.use(TlsPerson(self.tls_port, "other", tls=self.showing(others)))
        other.send("NS REGISTER pan-con-queso")
        other.expect("yours now")
        for certificate, answer in ((mine, " 900 .* ana :"), (others, " 904 "), (None, " 904 ")):
            one = self.use(TlsPerson(self.tls_port, None, tls=self.showing(certificate)))
            one.send("CAP LS 302")
            offered = one.expect(" CAP ").split("sasl=")[1].split(" ")[0].split(",")
            self.assertEqual("EXTERNAL" in offered, certificate is not None)
            one.send("CAP REQ sasl")
            one.send("NICK ana3")
            one.send("USER ana 0 * :ana")
            one.send("AUTHENTICATE EXTERNAL")
            one.expect(r"AUTHENTICATE \+")
            one.send("AUTHENTICATE +")
            one.expect(answer)
        # only that of one's own connection: nobody keeps its owner out by naming it first
        other.send("NS CERT ADD " + hashlib.sha256(b"").hexdigest().upper())
        other.expect("Only the certificate of this connection can be added")
        third = self.use(TlsPerson(self.tls_port, "third", tls=self.showing(mine)))
        third.send("NS REGISTER leche-con-miel")
        third.expect("yours now")
        third.send("NS CERT ADD")  # which shows that it has the key: it is of this account now
        third.expect("logs you in from now on")
        ana.send("NS CERT ADD")
        ana.expect("logs you in from now on")
        # and not once it is taken away
        ana.send("NS CERT DEL")
        ana.expect("not yours any more")
        one = self.use(TlsPerson(self.tls_port, "one", caps="sasl", tls=self.showing(mine)))
        one.send("AUTHENTICATE EXTERNAL")
        one.expect(r"AUTHENTICATE \+")
        one.send("AUTHENTICATE +")
        one.expect(" 904 ")

    def make_certificate(self, name):
        path = os.path.join(self.folder, name + ".pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                        "ec_paramgen_curve:P-256", "-nodes", "-keyout", path + ".key", "-out",
                        path, "-subj", f"/CN={name}", "-days", "9"], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return path

    def showing(self, path):
        tls = context()
        if path:
            tls.load_cert_chain(path, path + ".key")
        return tls

    def test_much_at_once_arrives_whole(self):
        ana = self.use(TlsPerson(self.tls_port, "ana", "#cafe"))
        bob = self.use(TlsPerson(self.tls_port, "bob", "#cafe"))
        ana.expect(" JOIN #cafe$")
        for part in range(20):
            bob.raw("".join(f"PRIVMSG #cafe :{part * 200 + i} {'x' * 300}\r\n"
                            for i in range(200)).encode())
        for i in range(0, 4000):
            ana.expect(f" PRIVMSG #cafe :{i} x+$", limit=20)

    def test_the_wrong_door_says_so(self):
        with socket.create_connection(("127.0.0.1", self.tls_port), 10) as plain:
            plain.sendall(b"NICK ana\r\nUSER ana 0 * :ana\r\n")
            self.assertRegex(plain.recv(1000), rb"^ERROR :This port is encrypted: ")
            self.assertEqual(plain.recv(1000), b"")
        with self.assertRaisesRegex(ssl.SSLError, "(?i)wrong.version.number|record.layer"):
            context().wrap_socket(socket.create_connection(("127.0.0.1", self.server.port), 10))
        with socket.create_connection(("127.0.0.1", self.tls_port), 10) as garbage:
            garbage.sendall(bytes(range(256)) * 4)
            while garbage.recv(1000):
                pass
        self.use(TlsPerson(self.tls_port, "ana")).round_trip("still-here")

    def test_a_session_is_taken_up_again_and_says_what_it_speaks(self):
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            c = context(version, version)
            c.set_alpn_protocols(["irc", "http/1.1"])
            first = self.use(TlsPerson(self.tls_port, f"ana{version}", tls=c))
            self.assertEqual(first.socket.selected_alpn_protocol(), "irc")
            self.assertFalse(first.socket.session_reused)
            session = first.socket.session
            with socket.create_connection(("127.0.0.1", self.tls_port), 10) as wire:
                again = c.wrap_socket(wire, server_hostname="localhost", session=session)
                again.sendall(b"NICK *\r\n")
                self.assertRegex(again.recv(4000), b" 432 ")
                self.assertTrue(again.session_reused)
                again.close()

    def test_nothing_is_agreed_upon_a_second_time(self):
        client = self.use(Program("sh", "-c", "(sleep 0.5; echo R; sleep 5) | openssl s_client -tls1_2 "
                                  f"-connect 127.0.0.1:{self.tls_port}"))
        wait_for(lambda: "no renegotiation" in client.output(), "the refusal", 10)
        self.use(TlsPerson(self.tls_port, "ana")).round_trip("still-here")

    def test_a_real_certificate_is_taken_and_read_again(self):
        ana = self.use(TlsPerson(self.tls_port, "ana", "#cafe"))
        first = ana.fingerprint()
        # what takes its place is read at SIGHUP, and who is here stays
        names = [os.path.join(self.folder, "tertulia." + kind) for kind in ("key", "crt")]
        done = subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                               "ec_paramgen_curve:P-256", "-nodes", "-keyout", names[0], "-out",
                               names[1], "-subj", "/CN=chat.example", "-days", "9"],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.server.process.send_signal(signal.SIGHUP)
        wait_for(lambda: "configuration read again" in self.server.output(), "the reload")
        second = self.use(TlsPerson(self.tls_port, "bob")).fingerprint()
        self.assertNotEqual(second, first)
        ana.round_trip("still-here")
        # one that is broken leaves the one before
        with open(names[1], "w") as file:
            file.write("nonsense")
        self.server.process.send_signal(signal.SIGHUP)
        wait_for(lambda: "The one before goes on" in self.server.output(), "the complaint")
        self.assertEqual(self.use(TlsPerson(self.tls_port, "eva")).fingerprint(), second)
        self.server.stop()
        broken = Program(os.path.join(BIN, "tertuliad"), "--data", self.folder, "--listen-tls",
                         f"127.0.0.1:{self.tls_port}")
        self.use(broken)
        wait_for(lambda: not broken.running(), "its end")
        self.assertRegex(broken.output(), r"tertuliad: cannot use the certificate \S+ with the key "
                         r"\S+: .*Move both away, and new ones are made\.")


if __name__ == "__main__":
    main()
