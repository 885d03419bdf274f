"""The server for Windows under wine: folders in any script, what outlives a crash, one sentence where it cannot start."""
import os
import tempfile

from base import BIN, LiveTest, Person, Program, free_port, main, wait_for

START_S = 60  # wine itself starts, too


class Windows(LiveTest):
    def start(self, folder, *options):
        # on the drive of this system's root a path begins as here
        server = self.use(Program("wine", os.path.join(BIN, "tertuliad.exe"), "--data", "Z:" + folder, *options))
        wait_for(lambda: "\nready\n" in server.output() or not server.running(), "the server", START_S)
        return server

    def test_in_a_folder_of_any_script_it_talks_and_remembers_after_a_crash(self):
        with tempfile.TemporaryDirectory(prefix="José 日本 ") as folder:
            port = free_port()
            server = self.start(folder, "--listen", f"127.0.0.1:{port}")
            ana = self.use(Person(port, "ana", "#cafe"))
            bob = self.use(Person(port, "zoé", "#cafe"))
            ana.send("PRIVMSG #cafe :¿qué tal?")
            bob.expect("PRIVMSG #cafe :¿qué tal\\?$")
            self.assertTrue(os.path.exists(os.path.join(folder, "tertulia.db")))
            # another one on the same folder
            second = self.start(folder, "--listen", f"127.0.0.1:{free_port()}")
            self.assertIn("another tertuliad uses the folder", second.output())
            # and on the same port
            with tempfile.TemporaryDirectory() as other:
                third = self.start(other, "--listen", f"127.0.0.1:{port}")
                self.assertIn(f"cannot listen on 127.0.0.1:{port}: Address already in use", third.output())
            server.stop(9)
            bob.expect_end()
            port = free_port()
            self.start(folder, "--listen", f"127.0.0.1:{port}")
            eva = self.use(Person(port, "eva", "#cafe", caps="batch draft/chathistory"))
            eva.send("CHATHISTORY LATEST #cafe * 9")
            eva.expect("PRIVMSG #cafe :¿qué tal\\?$")


if __name__ == "__main__":
    main()
