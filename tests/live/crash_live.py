"""The server is killed at random moments while people talk: whatever anybody received is in the
history afterwards, once and in order; who has an account is back in their rooms."""
import base64
import os
import random
import re
import signal
import tempfile
import time

from base import LiveTest, Person, Server, main

CAPS = "batch message-tags draft/chathistory"
ROUNDS = int(os.environ.get("TERTULIA_CRASHES", "50"))


class Crash(LiveTest):
    def past(self, person):
        """All of the room's messages, by pages."""
        texts, before = [], "*"
        while True:
            person.send(f"CHATHISTORY {'LATEST' if before == '*' else 'BEFORE'} #cafe {before} 500")
            person.expect(r"BATCH \+\S+ chathistory #cafe$")
            page = []
            while True:
                line = person.expect(r" PRIVMSG #cafe :| BATCH -")
                if " BATCH -" in line:
                    break
                page.append((re.search(r"msgid=([^; ]+)", line).group(1), line.split(" PRIVMSG #cafe :", 1)[1]))
            texts = [text for _, text in page] + texts
            if len(page) < 500:
                return texts
            before = "msgid=" + page[0][0]

    def test_what_was_heard_is_kept(self):
        dice = random.Random(7)
        with tempfile.TemporaryDirectory() as folder:
            heard, number = [], 0
            options = ("--data", folder, "--limits.flood=off")
            for round_number in range(ROUNDS):
                server = self.use(Server(*options))
                ana, bob = Person(server.port, "ana", "#cafe"), Person(server.port, "bob", "#cafe")
                ana.expect(" JOIN #cafe$")
                end = time.monotonic() + dice.uniform(0.0, 0.12)
                while time.monotonic() < end:
                    ana.raw("".join(f"PRIVMSG #cafe :{number + i}\r\n" for i in range(40)).encode())
                    number += 40
                    bob.read()
                server.process.send_signal(signal.SIGKILL)
                server.process.wait()
                while not bob.ended:
                    bob.read(0.5)
                heard += [int(m.group(1)) for line in bob.lines
                          if (m := re.search(r"^:ana!\S+ PRIVMSG #cafe :(\d+)$", line))]
                ana.close()
                bob.close()
            server = self.use(Server(*options))
            kept = [int(text) for text in self.past(self.use(
                Person(server.port, "eva", "#cafe", caps=CAPS)))]
            self.assertGreater(len(heard), ROUNDS * 10)
            self.assertEqual(kept, sorted(set(kept)), "twice, or out of order")
            self.assertFalse(set(heard) - set(kept), "heard and not kept")

    def test_people_and_rooms_are_back(self):
        with tempfile.TemporaryDirectory() as folder:
            options = ("--data", folder, "--accounts.iterations=4096")
            server = self.use(Server(*options))
            ana = self.use(Person(server.port, "ana"))
            ana.send("REGISTER * * :queso de cabra")
            ana.expect("^:.* REGISTER SUCCESS ana ")
            ana.send("JOIN #cafe\r\nTOPIC #cafe :bienvenidas\r\nMODE #cafe +sb-t *!*@evil")
            ana.expect(" MODE #cafe ")
            server.process.send_signal(signal.SIGKILL)
            server.process.wait()
            server = self.use(Server(*options))
            bob = self.use(Person(server.port, "bob"))
            bob.send("WHOIS ana")
            bob.expect(" 330 bob ana ana ")
            bob.send("JOIN #cafe")
            bob.expect(" 332 bob #cafe :bienvenidas$")
            bob.expect(" 353 bob @ #cafe :bob @ana$")
            bob.send("MODE #cafe\r\nMODE #cafe +b")
            bob.expect(r" 324 bob #cafe \+ns$")
            bob.expect(r" 367 bob #cafe \*!\*@evil ana!")
            bob.send("PRIVMSG ana :te espero")
            bob.expect(" 301 bob ana :")
            # the way back is the password
            ana = self.use(Person(server.port))
            word = base64.b64encode(b"\0ana\0queso de cabra").decode()
            ana.send(f"CAP REQ :sasl {CAPS}\r\nNICK ana\r\nUSER ana 0 * :ana\r\nAUTHENTICATE PLAIN\r\n"
                     f"AUTHENTICATE {word}\r\nCAP END")
            ana.expect(" 001 ana ")
            ana.expect(" JOIN #cafe$")
            ana.expect(" 366 ana #cafe ")
            ana.send("CHATHISTORY LATEST bob * 5")
            ana.expect(":bob!.* PRIVMSG ana :te espero$")
            ana.send("MODE #cafe +m")
            bob.expect(r":ana!\S+ MODE #cafe \+m$")


if __name__ == "__main__":
    main()
