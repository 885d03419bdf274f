"""A long talk: memory stays what it was, and everything is there at the end."""
import os
import tempfile

from base import LiveTest, Person, Server, is_watched, main

MESSAGES = int(os.environ.get("TERTULIA_SOAK", "200000"))
STEP = 500


class Soak(LiveTest):
    def test_memory_is_flat(self):
        with tempfile.TemporaryDirectory() as folder:
            server = self.use(Server("--data", folder, "--limits.flood=off"))
            ana = self.use(Person(server.port, "ana", "#cafe"))
            bob = self.use(Person(server.port, "bob", "#cafe"))
            heard, memory = 0, {}
            for sent in range(0, MESSAGES, STEP):
                ana.raw("".join(f"PRIVMSG #cafe :{sent + i} some words that are said\r\n"
                                for i in range(STEP)).encode())
                while heard < sent + STEP - 5 * STEP:
                    bob.read(1)
                    heard += sum(" PRIVMSG #cafe :" in line for line in bob.lines)
                    bob.lines.clear()
                if sent == MESSAGES // 4 or sent + STEP >= MESSAGES:
                    memory[sent] = server.memory_kb()
            ana.send("PRIVMSG #cafe :the end")
            while not any("the end" in line for line in bob.lines):
                heard += sum(" PRIVMSG #cafe :" in line for line in bob.lines)
                bob.lines.clear()
                bob.read(1)
            heard += sum(" PRIVMSG #cafe :" in line for line in bob.lines)
            self.assertEqual(heard, MESSAGES + 1)
            early, late = memory.values()
            growth = 400 if is_watched("tertuliad") else 8
            self.assertLess(late, early + growth * 1024, f"{memory} KB")
            eva = self.use(Person(server.port, "eva", "#cafe", caps="batch draft/chathistory"))
            eva.send("CHATHISTORY LATEST #cafe * 2")
            eva.expect(f" PRIVMSG #cafe :{MESSAGES - 1} ")
            eva.expect(" PRIVMSG #cafe :the end$")
            if MESSAGES >= 1000000:
                print(f"{MESSAGES:,} messages: {early} KB, then {late} KB")


if __name__ == "__main__":
    main()
