"""Records what servers send to the window, for stream.play: a real window in the middle of a small scene on each
server that is installed, and all bytes that came down to it.

    python3 tests/screen/record.py build/bin        writes tests/screen/SERVER.bytes

Only to be done again when the scene or the servers change; what is kept is what is tested."""
import os
import socket
import sys
import tempfile
import threading

BIN = os.path.abspath(sys.argv[1])
os.environ["TERTULIA_BIN"] = BIN
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "live"), os.path.join(HERE, "..", "bench")]
from base import Person, Program, wait_for  # noqa: E402
from servers import inspircd, ngircd, ours  # noqa: E402


class Between:
    """Carries bytes between the window and a server, and keeps those that come down."""

    def __init__(self, port):
        self.door, self.port, self.kept = socket.create_server(("127.0.0.1", 0)), port, b""
        self.here = self.door.getsockname()[1]
        threading.Thread(target=self.carry, daemon=True).start()

    def carry(self):
        down, _ = self.door.accept()
        up = socket.create_connection(("127.0.0.1", self.port))

        def pump(source, sink, keep):
            try:
                while data := source.recv(65536):
                    self.kept += data if keep else b""
                    sink.sendall(data)
            except OSError:
                pass  # one of them has gone
        threading.Thread(target=pump, args=(down, up, False), daemon=True).start()
        pump(up, down, True)


def scene(server):
    between = Between(server.port)
    bob = Person(server.port, "bob")
    bob.send("JOIN #cafe")
    bob.expect(" 366 ")
    bob.send("TOPIC #cafe :Café con \x02leche\x02")
    window = Program(os.path.join(BIN, "tertulia"), "--config", tempfile.mkdtemp(prefix="tertulia-"), "--server",
                     f"127.0.0.1:{between.here}", "--plain", "--nick", "ana", "--join", "#cafe",
                     env={"SDL_VIDEODRIVER": "dummy", "LC_ALL": "C.UTF-8"})
    bob.expect(r"^\S*:?ana!\S+ JOIN")
    eva = Person(server.port, "eva", "#cafe")
    for line in ("PRIVMSG #cafe :hola \U0001F44B ana, \x0304rojo\x0f y \x1ffin\x1f", "PRIVMSG #cafe :\x01ACTION ríe\x01",
                 "NOTICE #cafe :atención", "PRIVMSG ana :en privado", "MODE #cafe +m", "MODE #cafe +v eva",
                 "MODE #cafe +b *!*@malo.example", "AWAY :comiendo", "NICK roberto", "TOPIC #cafe :otra cosa"):
        bob.send(line)
    eva.send("PRIVMSG #cafe :con voz")
    eva.expect(r" TOPIC #cafe :otra cosa")
    bob.send("KICK #cafe eva :fuera")
    eva.expect(" KICK #cafe eva ")
    eva.send("QUIT :adiós")
    bob.send("PRIVMSG #cafe :el final")
    wait_for(lambda: b"el final" in between.kept, "the end of the scene")
    window.clean()
    return between.kept


def main():
    newest = ("cap", "ircv3", "ircv3_batch", "ircv3_capnotify", "ircv3_ctctags", "ircv3_echomessage",
              "ircv3_labeledresponse", "ircv3_msgid", "ircv3_servertime", "namesx", "services_account")
    for name, start in (("tertuliad", ours), ("ngircd", ngircd), ("inspircd", inspircd)):
        options = {"inspircd": newest, "tertuliad": ("--server.name=irc.test.example",)}.get(name, ())
        server = start(*options)
        if server:
            with open(os.path.join(HERE, f"{name}.bytes"), "wb") as f:
                f.write(scene(server))
            server.clean()
            print(f"{name}: recorded")


if __name__ == "__main__":
    main()
