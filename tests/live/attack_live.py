"""What attacks.py does, one after the other, against one server: those inside go on talking, nothing
they say is lost, and the server is there afterwards, no larger than before."""
import os
import subprocess
import sys
import tempfile
import time

from attacks import ATTACKS
from base import LiveTest, Person, Server, free_port, is_watched, main, wait_for

SECONDS = 1.5


class Attack(LiveTest):
    def setUp(self):
        self.tls_port = free_port()
        self.server = self.use(Server(
            "--data", tempfile.mkdtemp(prefix="tertulia-"), "--limits.exempt_loopback=off",
            "--limits.connects=1000000", "--limits.per_address=1000", "--limits.unregistered=500",
            "--listen-tls", f"127.0.0.1:{self.tls_port}"))

    def attack(self, name):
        here = os.path.dirname(os.path.abspath(__file__))
        return subprocess.Popen([sys.executable, os.path.join(here, "attacks.py"), name,
                                 str(self.server.port), str(self.tls_port), str(SECONDS)],
                                stderr=subprocess.PIPE, text=True)

    def test_those_inside_go_on_talking(self):
        ana = self.use(Person(self.server.port, "ana", "#mesa"))
        bob = self.use(Person(self.server.port, "bob", "#mesa"))
        self.use(Person(self.server.port, "sam", "#cafe"))
        memory = []
        for name in ATTACKS:
            with self.subTest(name):
                attacker = self.attack(name)
                said = 0
                while attacker.poll() is None:
                    ana.send(f"PRIVMSG #mesa :{name} {said}")
                    bob.expect(rf" PRIVMSG #mesa :{name} {said}$", 10)
                    said += 1
                    time.sleep(0.6)  # not faster than people may
                self.assertEqual(attacker.returncode, 0, attacker.stderr.read()[-2000:])
                attacker.stderr.close()
                self.assertGreater(said, 1)
                memory.append(self.server.memory_kb())
        self.assertTrue(self.server.running())
        # who comes now comes in
        def comes_in():
            eva = self.use(Person(self.server.port))
            eva.send("NICK eva\r\nUSER eva 0 * :eva")
            try:
                return eva.expect(" 001 eva |^ERROR").find(" 001 ") > 0
            except (AssertionError, ConnectionError):
                return False
        wait_for(comes_in, "a place for eva", 30)
        if not is_watched("tertuliad"):
            self.assertLess(max(memory), 150 * 1024, memory)


if __name__ == "__main__":
    main()
