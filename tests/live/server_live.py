"""The real server on real sockets."""
import os
import random
import re
import shlex
import signal
import socket
import subprocess
import tempfile
import time
import unittest

from base import (BIN, LiveTest, Person, Server, WebPerson, free_port, is_thread_watched, main,
                  wait_for)


class Talk(LiveTest):
    poller = "auto"

    def setUp(self):
        # not announced: what others ask the network wakes it
        self.server = self.use(Server("--set", "limits.flood=off", f"--server.poller={self.poller}",
                                      "--server.announce=off", "--log.level=debug"))
        self.port = self.server.port

    def person(self, nick, room="#cafe", **more):
        return self.use(Person(self.port, nick, room, **more))

    def test_split_and_merged_lines(self):
        ana, bob = self.person("ana"), self.person("bob")
        for byte in "PRIVMSG #cafe :letra a letra ñ\r\n".encode():
            ana.raw(bytes([byte]))
        bob.expect(r"^:ana!\S+ PRIVMSG #cafe :letra a letra ñ$")
        ana.raw(b"".join(b"PRIVMSG #cafe :%d\r\n" % i for i in range(500)))
        for i in range(500):
            self.assertTrue(bob.expect("PRIVMSG").endswith(f":{i}"))

    def see(self, person, text):
        """Waits for a line that ends so, and leaves the others."""
        wait_for(lambda: person.read(0.05) or any(line.endswith(text) for line in person.lines),
                 text)

    def test_a_slow_reader_does_not_delay_others_and_is_put_out(self):
        slow, ana, bob = self.person("slow"), self.person("ana"), self.person("bob")
        slow.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        text = "x" * 400
        worst = 0
        for i in range(120):
            for _ in range(100):
                ana.send(f"PRIVMSG #cafe :{text}")
            ana.send(f"PRIVMSG #cafe :mark{i}")
            start = time.monotonic()
            self.see(bob, f"mark{i}")
            worst = max(worst, time.monotonic() - start)
            ana.send("ISON slow")
            if ana.expect(" 303 ").endswith(":"):
                break
        self.assertLess(worst, 2.0)
        bob.expect(r"^:slow!\S+ QUIT :SendQ exceeded")

    def test_many_people(self):
        people = [self.use(Person(self.port)) for _ in range(500)]
        for i, p in enumerate(people):
            p.send(f"NICK n{i}\r\nUSER u 0 * :u\r\nJOIN #sala")
        for p in people:
            p.expect(" 366 ", 60)
        people[0].send("PRIVMSG #sala :a todos")
        for p in people[1:]:
            p.expect("PRIVMSG #sala :a todos", 30)
        for p in people[250:]:
            p.kill()
        gone = set()
        while len(gone) < 250:
            gone.add(people[0].expect(" QUIT ").split("!")[0])

    def test_a_killed_client_is_noticed(self):
        ana, bob = self.person("ana"), self.person("bob")
        bob.kill()
        ana.expect(r"^:bob!\S+ QUIT :Connection (closed|reset)$")

    def test_a_reader_who_keeps_up_is_not_put_out(self):
        ana, bob = self.person("ana"), self.person("bob")
        line = b"PRIVMSG #cafe :line %d of a burst with some words in it\r\n"
        data = b"".join(line % i for i in range(40000))
        ana.socket.setblocking(False)
        seen = 0
        while seen < 40000:
            if data:
                try:
                    data = data[ana.socket.send(data):]
                except BlockingIOError:
                    pass
            bob.read(0 if data else 5)
            seen += sum(" PRIVMSG " in text for text in bob.lines)
            self.assertFalse(any(" QUIT " in text for text in bob.lines))
            self.assertFalse(bob.ended, f"ended after {seen} lines")
            bob.lines.clear()

    def test_a_reset_while_nobody_reads_is_noticed(self):
        server = self.use(Server())
        ana = self.use(Person(server.port))
        ana.raw(b"PONG x\r\n" * 6000)  # more than the server wants to read for now
        ana.kill()
        wait_for(lambda: "\nready\n" in server.output(), "the server")
        before = server.cpu_s()
        time.sleep(1)  # what is measured is that nothing happens in this time
        self.assertLess(server.cpu_s() - before, 0.2)

    def test_a_held_back_client_is_read_again(self):
        server = self.use(Server("--set", "limits.flood_rate=1000"))
        ana = self.use(Person(server.port, "ana", "#cafe"))
        ana.raw(b"PRIVMSG #cafe :hi\r\n" * 4000 + b"PING done\r\n")
        ana.expect("PONG .*done$")

    def test_a_long_answer_comes_whole_before_the_goodbye(self):
        for i in range(300):
            self.use(Person(self.port, f"n{i}"))
        ana = self.person("ana")
        ana.raw(b"WHO *\r\nQUIT :done\r\n")
        ana.expect(" 315 ana ")
        ana.expect(r"^ERROR :.*\[Quit: done\]")

    def test_half_a_goodbye(self):
        ana, bob = self.person("ana"), self.person("bob")
        bob.raw(b"PRIVMSG #cafe :last\r\nPRIVMSG #cafe :no end")
        bob.socket.shutdown(socket.SHUT_WR)
        ana.expect("PRIVMSG #cafe :last")
        ana.expect(r"^:bob!\S+ QUIT ")
        bob.expect("^ERROR ")
        bob.expect_end()

    def test_noise(self):
        ana = self.person("ana")
        noise = random.Random(7)
        for k in range(20):
            bob = self.use(Person(self.port))
            try:
                for _ in range(500):
                    bob.raw(bytes(noise.choices(range(256), k=noise.randint(1, 60))) + b"\n")
            except OSError:
                pass
            bob.close()
            ana.round_trip(f"t{k}")
        self.assertTrue(self.server.running())
        for line in ana.lines:
            self.assertRegex(line, r"^:\S+ (JOIN|QUIT|NICK|PONG|353|366)\b")

    @unittest.skipIf(is_thread_watched("tertuliad"), "the sanitizer wakes it")
    def test_idle_costs_nothing(self):
        for i in range(50):
            self.person(f"n{i}")

        def calm(): # what they did has been stored
            before = self.server.switches()
            time.sleep(0.5)
            return self.server.switches() == before
        wait_for(calm, "the end of the work")
        before = self.server.cpu_s(), self.server.switches()
        time.sleep(2)  # what is measured is that nothing happens in this time
        self.assertLessEqual(self.server.cpu_s() - before[0], 0.02)
        self.assertLessEqual(self.server.switches() - before[1], 4)


class TalkByPoll(Talk):
    """The same with the way to wait that runs everywhere."""
    poller = "poll"

    def test_it_waits_so(self):
        self.assertIn("waits by poll", self.server.output())


class Flood(LiveTest):
    def test_a_shouting_client_is_held_back_and_others_are_not(self):
        server = self.use(Server("--set", "limits.flood_burst=5", "--set", "limits.flood_rate=5"))
        ana = self.use(Person(server.port, "ana", "#cafe"))
        bob = self.use(Person(server.port, "bob", "#cafe"))
        eva = self.use(Person(server.port, "eva"))
        start = time.monotonic()
        for i in range(20):
            ana.send(f"PRIVMSG #cafe :{i}")
        self.assertLess(eva.round_trip("quick"), 1000)
        for i in range(20):
            bob.expect(rf"PRIVMSG #cafe :{i}$")
        self.assertGreater(time.monotonic() - start, 2.0)  # 20 at 5 a second after a burst of 5

    def test_too_much_at_once_is_an_end_with_a_reason(self):
        server = self.use(Server())
        ana = self.use(Person(server.port, "ana", "#cafe"))
        bob = self.use(Person(server.port, "bob", "#cafe"))
        try:
            for _ in range(40):
                ana.raw((b"PRIVMSG #cafe :" + b"x" * 300 + b"\r\n") * 400)
        except OSError:
            pass
        bob.expect(r"^:ana!\S+ QUIT :(Excess flood|Connection reset)")
        self.assertLess(bob.round_trip("quick"), 1000)
        self.assertLess(server.memory_kb(), 100 * 1024)


class Operation(LiveTest):
    def run_server(self, *options):
        with tempfile.TemporaryDirectory() as folder:
            return subprocess.run([os.path.join(BIN, "tertuliad"), *options], text=True, timeout=20,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, input="queso\n",
                                  env=dict(os.environ, XDG_DATA_HOME=folder))

    def test_it_says_what_it_is(self):
        self.assertRegex(self.run_server("--version").stdout, r"^tertuliad \d+\.\d+\.\d+ \(commit (unknown|[0-9a-f]{10}.*)\)\nOpenSSL 3")
        self.assertIn("limits.flood_burst", self.run_server("--help").stdout)
        self.assertIn("--SECTION.KEY=VALUE", self.run_server("--help").stdout)
        self.assertEqual(self.run_server("--check-config", "--foo=bar").returncode, 1)
        self.assertEqual(self.run_server("--check-config", "--data", "--set").returncode, 0)
        done = self.run_server("--frobnicate")
        self.assertEqual(done.returncode, 2)
        self.assertIn("unknown option --frobnicate", done.stdout)

    def test_a_wrong_configuration_is_refused_with_its_line(self):
        with tempfile.NamedTemporaryFile("w", suffix=".ini") as f:
            f.write("[server]\nname = irc.test\n[limits]\nflod = on\nping_after = never\n")
            f.flush()
            done = self.run_server("--check-config", "--config", f.name)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"{f.name}:4: limits.flod = on: expected a known key", done.stdout)
        self.assertIn(f"{f.name}:5: limits.ping_after = never: expected a time such as",
                      done.stdout)
        self.assertEqual(self.run_server("--check-config").returncode, 0)
        done = self.run_server("--check-config", "--limits.flood=maybe")
        self.assertIn("limits.flood = maybe: expected on or off", done.stdout)
        done = self.run_server("--check-config", "--set", "limits.flood=maybe")
        self.assertIn("limits.flood = maybe: expected on or off", done.stdout)

    def test_a_taken_port_is_one_sentence(self):
        server = self.use(Server())
        done = self.run_server("--listen", f"127.0.0.1:{server.port}")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, rf"^tertuliad: cannot listen on 127.0.0.1:{server.port}: "
                                      r"Address already in use\. .*--listen")
        self.assertEqual(done.stdout.count("\n"), 1)

    def test_what_cannot_be_opened_is_one_sentence(self):
        with tempfile.TemporaryDirectory() as folder:
            self.use(Server("--data", folder))
            done = self.run_server("--data", folder, "--listen", f"127.0.0.1:{free_port()}")
            self.assertEqual(done.returncode, 1)
            self.assertRegex(done.stdout, r"^tertuliad: another tertuliad uses the folder \S+: stop")
            self.assertEqual(done.stdout.count("\n"), 1)
            path = os.path.join(folder, "broken", "tertulia.db")
            os.mkdir(os.path.dirname(path))
            with open(path, "w") as f:
                f.write("this is no database, but a text that is long enough to be read" * 99)
            done = self.run_server("--data", os.path.dirname(path), "--listen", "127.0.0.1:0")
            self.assertEqual(done.returncode, 1)
            self.assertIn("tertuliad: cannot open", done.stdout)
            done = self.run_server("--data", path, "--listen", "127.0.0.1:0")  # a file where a folder should be
            self.assertEqual(done.returncode, 1)
            self.assertIn("cannot use the folder", done.stdout)

    def test_operators_keep_people_out_and_start_it_again(self):
        secret = self.run_server("--hash-password").stdout.split()[-1]
        with tempfile.TemporaryDirectory() as folder:
            options = ["--data", folder, "--set", f"opers.ana=admin {secret}"]
            server = self.use(Server(*options))
            ana = self.use(Person(server.port, "ana"))
            ana.send("OPER ana wrong")
            ana.expect(" 464 ")
            ana.send("OPER ana queso")
            ana.expect(" 381 ")
            bob = self.use(Person(server.port, "bob"))
            ana.send("KLINE ~bob@* :shouting")
            bob.expect("^ERROR :.*shouting")
            ana.send("RESTART")
            ana.expect("^ERROR :.*restarting")
            ana.expect_end()
            wait_for(lambda: server.output().count("\nready\n") == 2, "the second start")
            bob = self.use(Person(server.port))
            bob.send("NICK bob\r\nUSER bob 0 * :bob")
            bob.expect("^ERROR :.*shouting")
            ana = self.use(Person(server.port, "ana"))
            ana.send("OPER ana queso")
            ana.expect(" 381 ")
            ana.send("UNKLINE ~bob@*\r\nDIE")
            ana.expect("^ERROR :.*stopping")
            self.assertEqual(server.process.wait(10), 0)
            server = self.use(Server(*options))
            self.use(Person(server.port, "bob"))

    def test_hashing_does_not_hold_up_the_others(self):
        secret = self.run_server("--hash-password").stdout.split()[-1]
        server = self.use(Server("--set", f"opers.ana=admin {secret}", "--limits.flood=off"))
        people = [self.use(Person(server.port, f"p{i}")) for i in range(8)]
        bob = self.use(Person(server.port, "bob"))
        for person in people:
            person.send("OPER ana wrong\r\n" * 4)
        self.assertLess(bob.round_trip("quick"), 1000)
        for person in people:
            person.expect(" 464 ")

    def test_it_introduces_itself(self):
        server = self.use(Server())
        self.assertIn(f"server 127.0.0.1, port {server.port}", server.output())

    def test_it_introduces_itself_to_programs(self):
        server = self.use(Server("--machine-readable"))
        lines = [line for line in server.output().splitlines() if not re.match(r"\d{4}-", line)]  # the log's
        self.assertIn(f"listening=plain 127.0.0.1 {server.port}", lines)
        self.assertEqual([line for line in lines if not re.match("[a-z]+=", line)], ["ready"])

    def test_stopping_tells_everybody(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            server = self.use(Server())
            ana = self.use(Person(server.port, "ana", "#cafe"))
            bob = self.use(Person(server.port))  # not registered
            server.process.send_signal(number)
            ana.expect(r"^ERROR :.*The server is stopping")
            bob.expect(r"^ERROR :.*The server is stopping")
            self.assertEqual(server.process.wait(10), 0)

    def test_the_log_has_nothing_that_acts_on_a_terminal(self):
        server = self.use(Server())
        eve = self.use(Person(server.port, "eve"))
        eve.send("PRIVMSG NickServ :IDENTIFY b\u0085\u009b\u202ed\x1b[31mc queso")
        wait_for(lambda: "a wrong password for the account bd[31mc from" in server.output(), "the line")

    def test_the_configuration_is_read_again(self):
        with tempfile.NamedTemporaryFile("w+", suffix=".ini") as f:
            f.write("[server]\nmotd = uno\n")
            f.flush()
            server = self.use(Server("--config", f.name))
            ana = self.use(Person(server.port, "ana", "#cafe", caps="cap-notify echo-message"))
            ana.send("MOTD")
            ana.expect(" 372 ana :- uno$")
            f.write("motd = dos\nwithout_caps = echo-message\n")
            f.flush()
            server.process.send_signal(signal.SIGHUP)
            ana.expect(" CAP ana DEL :echo-message$")
            ana.send("MOTD")
            ana.expect(" 372 ana :- dos$")
            f.write("nonsense = 1\n")  # a mistake leaves everything as it was
            f.flush()
            server.process.send_signal(signal.SIGHUP)
            wait_for(lambda: "has mistakes" in server.output(), "the complaint")
            ana.send("MOTD")
            ana.expect(" 372 ana :- dos$")

    def test_what_an_operator_sets_lasts(self):
        secret = self.run_server("--hash-password").stdout.split()[-1]
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "tertulia.ini")
            with open(path, "w") as f:
                f.write(f"[server]\nmotd = uno\n[opers]\nana = admin {secret}\n")
            options = ("--data", folder, "--config", path)
            server = self.use(Server(*options))
            ana = self.use(Person(server.port, "ana"))
            ana.send("OPER ana queso")
            ana.expect(" 381 ")
            ana.send("SET motd :dos")
            ana.send("SET motd + :tres")
            ana.expect(" NOTE SET SAVED ")
            ana.expect(" NOTE SET SAVED ")
            server.process.send_signal(signal.SIGHUP)
            wait_for(lambda: "configuration read again" in server.output(), "the file")
            ana.send("MOTD")
            ana.expect(" 372 ana :- dos$")
            ana.expect(" 372 ana :- tres$")
            server.stop()
            server = self.use(Server(*options))
            ana = self.use(Person(server.port))
            ana.send("NICK ana\r\nUSER ana 0 * :ana")
            ana.expect(" 372 ana :- dos$")
            ana.send("OPER ana queso")
            ana.expect(" 381 ")
            ana.send("SET motd :")  # the file's holds again
            ana.expect(" NOTE SET SAVED ")
            ana.send("MOTD")
            ana.expect(" 372 ana :- uno$")

    def test_a_full_server_says_so(self):
        server = self.use(Server("--set", "server.max_clients=2"))
        self.use(Person(server.port, "ana"))
        self.use(Person(server.port, "bob"))
        eva = self.use(Person(server.port))
        eva.expect("^ERROR :The server is full")
        eva.expect_end()

    def test_no_descriptors_is_no_end(self):
        port = free_port()
        server = self.use(_Limited(port))
        people = []
        try:
            for i in range(40):
                people.append(self.use(Person(port)))
        except OSError:
            pass
        people[0].send("NICK a\r\nUSER a 0 * :a")
        people[0].expect(" 001 ")
        self.assertLess(server.cpu_s(), 1.0)


class WebSocket(LiveTest):
    def start(self, *options):
        port = free_port()
        return self.use(Server(f"--server.websocket=127.0.0.1:{port}", *options)), port

    def test_both_subprotocols_talk_with_everybody(self):
        server, port = self.start()
        ana = self.use(Person(server.port, "ana", "#cafe"))
        wanted = [("text.ircv3.net", b"text"), ("binary.ircv3.net, text.ircv3.net", b"binary"),
                  ("text.ircv3.net, binary.ircv3.net", b"text")]
        for i, (protocols, chosen) in enumerate(wanted):
            bob = self.use(WebPerson(port, f"bob{i}", protocols, room="#cafe"))
            self.assertIn(b"Sec-WebSocket-Protocol: " + chosen + b".ircv3.net", bob.head)
            bob.send("PRIVMSG #cafe :hola, ¿qué tal?")
            ana.expect(rf"^:bob{i}!\S+ PRIVMSG #cafe :hola, ¿qué tal\?$")
            ana.send("PRIVMSG #cafe :bien 😀")
            bob.expect(r"^:ana!\S+ PRIVMSG #cafe :bien 😀$")
            bob.frame(9, b"are you there")
            bob.expect(r"^\(pong\) are you there$")
            # one line in three pieces
            bob.frame(bob.opcode, b"PRIVMSG #c", final=False)
            bob.frame(0, b"afe :in pie", final=False)
            bob.frame(0, b"ces")
            ana.expect("PRIVMSG #cafe :in pieces$")
            bob.send("QUIT :bye")
            bob.expect("^ERROR :")
            bob.expect_end()
            self.assertEqual(bob.closed_with, 1000)
            ana.expect(rf"^:bob{i}!\S+ QUIT :Quit: bye")

    def test_who_is_no_websocket_is_told(self):
        server, port = self.start("--server.websocket_origins=https://*.example.org")
        with socket.create_connection(("127.0.0.1", port), 10) as s:
            s.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            s.settimeout(10)
            answer = b""
            while part := s.recv(4096):
                answer += part
        self.assertIn(b"HTTP/1.1 400 ", answer)
        self.assertIn(b"chat for WebSocket clients", answer)
        self.assertFalse(self.use(WebPerson(port, origin="https://evil.example.com")).open)
        self.assertTrue(self.use(WebPerson(port, origin="https://chat.example.org")).open)
        big = self.use(WebPerson(port))
        big.frame(1, b"x" * 20000)
        big.expect_end()
        for junk in (os.urandom(3000), b"GET " + b"x" * 9000, b"\r\n\r\n", b"NICK a\r\n"):
            with socket.create_connection(("127.0.0.1", port), 10) as s:
                s.sendall(junk)
        self.use(Person(server.port, "ana"))  # it is still there


class _Limited(Server):
    """A server that may open only 64 descriptors."""

    def __init__(self, port):
        script = f"ulimit -n 64; exec {shlex.quote(BIN)}/tertuliad --listen 127.0.0.1:{port}"
        self.port = port
        super(Server, self).__init__("bash", "-c", script)
        wait_for(lambda: "\nready\n" in self.output(), "the server")


if __name__ == "__main__":
    main()
