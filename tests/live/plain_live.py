"""The plain door: what netcat, telnet and a script of ten lines get."""
import shutil
import socket
import struct
import subprocess
import time
import unittest

from base import LiveTest, Person, Program, Server, free_port, is_watched, main, wait_for


class Plain(LiveTest):
    def setUp(self):
        self.door = free_port()
        self.server = self.use(Server(f"--plain.listen=127.0.0.1:{self.door}", "--plain.room=#aula",
                                      "--server.motd=Be kind."))
        self.ana = self.use(Person(self.server.port, "ana", "#aula"))

    def connect(self, *pieces):
        s = socket.create_connection(("127.0.0.1", self.door), 10)
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        s.settimeout(10)
        for piece in pieces:
            s.sendall(piece)
        self.addCleanup(s.close)
        return s

    def read(self, s, what):
        got = b""
        while what.encode() not in got:
            data = s.recv(4096)
            self.assertTrue(data, f"it ended; {what!r} is not in {got!r}")
            got += data
        return got.decode()

    def test_a_terminal_gets_text_and_nothing_else(self):
        bob = self.connect(b"bob\n")
        self.read(bob, "Here: ")
        self.ana.expect(r"^:bob!\S+ JOIN #aula")
        self.ana.send("PRIVMSG #aula :uno\x1b[1A\x1b[2Kprofe > falso\x9b31m\x07\x02 \u009b1A \u202edos")
        self.ana.send("TOPIC #aula :\x1b]0;title\x07tema")
        self.ana.send("NOTICE bob :\x1b[2Javiso")
        self.ana.send("PART #aula :\x1b[5mfin")
        text = self.read(bob, "fin)\r\n")
        self.assertIn("ana > uno[1A[2Kprofe > falso", text)
        for sign in "\x1b\x07\x02\x9b\u202e":
            self.assertNotIn(sign, text.replace("\r\n", ""))
        self.assertEqual(text.count("\r"), text.count("\r\n"))

    def test_a_web_page_does_not_speak(self):
        body = "maria\nhola, me conecto desde casa\n/msg ana hola\n"
        for request in (f"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\n\r\n{body}",
                        f"patch /x HTTP/1.1\r\nA: b\r\n\r\n{body}", f"Host: a\r\nOrigin: b\r\n\r\n{body}"):
            web = self.connect(request.encode())
            data = b"x"
            while data:
                try:
                    data = web.recv(4096)
                except ConnectionResetError:
                    break
        self.ana.send("PING done")
        self.ana.expect("PONG .*done")
        self.assertFalse([line for line in self.ana.lines if "maria" in line or "PRIVMSG" in line])

    def test_fin_leaves(self):
        bob = self.connect(b"bob\n")
        self.read(bob, "Here: ")
        bob.sendall(b"adios\nFIN\n")
        self.ana.expect(r"^:bob!\S+ PRIVMSG #aula :adios$")
        self.ana.expect(r"^:bob!\S+ QUIT ")
        while bob.recv(4096):
            pass

    def test_a_name_and_then_what_one_says(self):
        bob = self.connect(b"bob\n")
        text = self.read(bob, "You are bob in #aula. Here: ")
        self.assertIn("-- Be kind.\r\n", text)
        self.assertNotIn("nickname?", text, "who begins by themselves is not asked")
        self.assertIn("ana", text)
        self.ana.expect(r"^:bob!\S+ JOIN #aula")
        bob.sendall(b"hola a todos\r\n")
        self.ana.expect(r"^:bob!\S+ PRIVMSG #aula :hola a todos$")
        self.ana.send("PRIVMSG #aula :hola, bob")
        self.ana.send("PRIVMSG bob :solo para ti")
        self.ana.send("PRIVMSG #aula :\x01ACTION saluda\x01")
        text = self.read(bob, "* ana saluda\r\n")
        self.assertIn("ana > hola, bob\r\n", text)
        self.assertIn("ana (to you) > solo para ti\r\n", text)
        bob.sendall("/msg ana en secreto\n/me mira\n//barra\n/nick róber\n/who\n/what\n".encode())
        self.ana.expect(r" PRIVMSG ana :en secreto$")
        self.ana.expect(r" PRIVMSG #aula :\x01ACTION mira\x01$")
        self.ana.expect(r" PRIVMSG #aula :/barra$")
        self.ana.expect(r"^:bob!\S+ NICK :?róber$")
        text = self.read(bob, "/quit\r\n")
        self.assertIn("-- You is róber now", text.replace("are", "is"))
        eva = self.use(Person(self.server.port, "eva", "#aula"))
        self.read(bob, "-- eva came in\r\n")
        eva.send("PART #aula :adiós")
        self.read(bob, "-- eva left (adiós)\r\n")
        bob.sendall(b"/quit\n")
        self.ana.expect(r"^:róber!\S+ QUIT ")
        self.assertEqual(bob.recv(100), b"")

    def test_who_says_nothing_is_asked(self):
        leo = self.connect()
        self.read(leo, "What is your nickname? ")
        leo.sendall(b"leo\r\n")
        self.read(leo, "You are leo")

    def test_scripts_without_line_ends(self):
        """One send() a message, a moment between them, as beginners write."""
        bot = self.connect(b"bot")
        self.ana.expect(r"^:bot!\S+ JOIN #aula")
        for word in (b"uno", b"dos"):
            bot.sendall(word)
            self.ana.expect(r" PRIVMSG #aula :" + word.decode() + "$")
        for letter in b"tres":  # in pieces, which are one message all the same
            bot.sendall(bytes([letter]))
        self.ana.expect(r" PRIVMSG #aula :tres$")

    def test_all_at_once_and_gone(self):
        self.connect("cron\nuna cosa\notra, sin final".encode()).close()
        self.ana.expect(r"^:cron!\S+ JOIN #aula")
        self.ana.expect(r" PRIVMSG #aula :una cosa$")
        self.ana.expect(r" PRIVMSG #aula :otra, sin final$")
        self.ana.expect(r"^:cron!\S+ QUIT ")
        self.connect(b"solo\n").close()
        self.connect(b"\n\n").close()
        self.connect().close()
        self.ana.round_trip("still-here")

    def test_a_name_that_is_taken_gets_a_number(self):
        first, second = self.connect(b"bot\n"), self.connect(b"bot\n")
        self.read(first, "You are bot in")
        self.read(second, "You are bot2 in")
        bad = self.connect(b"a!b\n")
        self.read(bad, "That is no nickname")
        bad.sendall(b"ab\n")
        self.read(bad, "You are ab in")

    def test_it_is_an_ordinary_user(self):
        bob = self.connect(b"bob\n")
        self.read(bob, "You are bob")
        self.ana.expect("JOIN")
        self.ana.send("MODE #aula +m")
        self.ana.expect("MODE")
        bob.sendall(b"nadie me oye\n")
        self.read(bob, "-- #aula: ")
        self.ana.send("KICK #aula bob :basta")
        self.read(bob, "-- You were put out by ana (basta)\r\n")
        self.assertEqual(bob.recv(100), b"")
        self.ana.send("MODE #aula +i")
        self.ana.expect(r"MODE #aula \+i")
        shut = self.connect(b"eva\n")
        self.read(shut, "-- #aula: ")
        self.assertEqual(shut.recv(100), b"")

    def test_what_is_no_text_is_closed_politely(self):
        bob = self.connect(b"bob\n\xff\xfe\xfd\xfe\n\xc3\x28\n")
        self.read(bob, "Only text in UTF-8")
        long = self.connect(b"leo\n" + b"x" * 1000 + b"\n")
        self.ana.expect(r"^:leo!\S+ PRIVMSG #aula :x{400}$")
        self.ana.expect(r"^:leo!\S+ PRIVMSG #aula :x{400}$")
        self.ana.expect(r"^:leo!\S+ PRIVMSG #aula :x{200}$")
        long.close()

    def test_nothing_is_lost_when_a_script_has_said_all(self):
        s = self.connect(b"bot\n" + b"".join(b"linea %d\n" % i for i in range(40)))
        s.shutdown(socket.SHUT_WR)
        for i in range(40):  # more than flood control takes at once
            self.ana.expect(rf" PRIVMSG #aula :linea {i}$", 30)
        self.ana.expect(r"^:bot!\S+ QUIT ")

    def test_who_answers_nothing_costs_nothing(self):
        broken = []
        for _ in range(5):  # a name that is none, the end, and a reset: the poll would not let go of it
            s = self.connect(b":\n")
            s.shutdown(socket.SHUT_WR)
            broken.append(s)
        for s in broken:
            s.settimeout(0.3)
            try:
                s.recv(1000)
            except OSError:
                pass
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            s.close()
        self.ana.round_trip("after")
        cpu, begin = self.server.cpu_s(), time.monotonic()
        time.sleep(1)  # a span that is measured, not a wait for something
        self.assertLess((self.server.cpu_s() - cpu) / (time.monotonic() - begin), 0.3)

    def test_who_does_not_read_takes_no_memory(self):
        s = self.connect(b"bob\n")
        self.read(s, "You are bob")
        before = self.server.memory_kb()
        s.settimeout(0.2)
        end = time.monotonic() + 2
        try:
            while time.monotonic() < end:
                s.sendall(b"/\n" * 8000 + b"\n" * 8000)
        except OSError:
            pass
        self.assertLess(self.ana.round_trip("meanwhile"), 500)
        if not is_watched("tertuliad"):
            self.assertLess(self.server.memory_kb() - before, 20000)

    @unittest.skipUnless(shutil.which("nc"), "there is no netcat")
    def test_netcat(self):
        done = subprocess.run(["sh", "-c", f"(echo pipa; echo desde nc; sleep 1) | nc -w 2 127.0.0.1 {self.door}"],
                              stdout=subprocess.PIPE, text=True, timeout=20)
        self.ana.expect(r"^:pipa!\S+ PRIVMSG #aula :desde nc$")
        self.assertIn("You are pipa in #aula", done.stdout)

    @unittest.skipUnless(shutil.which("telnet"), "there is no telnet")
    def test_telnet(self):
        telnet = subprocess.Popen(["telnet", "127.0.0.1", str(self.door)], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, text=True)
        telnet.stdin.write("tel\nhola desde telnet\n")
        telnet.stdin.flush()
        self.ana.expect(r"^:tel!\S+ PRIVMSG #aula :hola desde telnet$")
        telnet.kill()
        telnet.communicate()
        self.ana.expect(r"^:tel!\S+ QUIT ")

    def test_it_is_off_unless_wished_and_wants_a_room(self):
        self.assertIn("small scripts find #aula", self.server.output())
        refused = self.use(Program(self.server.process.args[0], f"--plain.listen=127.0.0.1:{free_port()}"))
        wait_for(lambda: not refused.running(), "its end")
        self.assertIn("plain.room as #name", refused.output())
        self.assertNotIn("small scripts", self.use(Server()).output())


if __name__ == "__main__":
    main()
