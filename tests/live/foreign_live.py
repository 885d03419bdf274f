"""Other people's programs: weechat and irssi at our server, our window at ngircd."""
import os
import re
import shutil
import unittest

from base import (LiveTest, Person, Program, Screen, Server, Terminal, Window, free_port, main,
                  wait_for)

PATH = os.environ["PATH"] + ":/usr/sbin:/sbin"


def needs(*programs):
    missing = [p for p in programs if not shutil.which(p, path=PATH)]
    return unittest.skipIf(missing, f"there is no {', '.join(missing)}")


MENTION_TINT = "#312818"


def weechat(test, port, nick):
    terminal = test.use(Terminal(
        "weechat", "-t", "-r",
        f"/server add t 127.0.0.1/{port} -notls;/set irc.server.t.nicks {nick};"
        "/set irc.server.t.ssl off;/connect t"))
    return terminal


def irssi(test, port, nick):
    folder = os.path.join(test.use(Terminal("cat")).folder, "irssi")
    os.mkdir(folder)
    return test.use(Terminal("irssi", f"--home={folder}", "-c", "127.0.0.1", "-p", str(port), "-n",
                             nick))


class Foreign(LiveTest):
    def window(self, port, nick="ana"):
        self.screen = self.use(Screen())
        return self.use(Window(self.screen, "--server", f"127.0.0.1:{port}", "--nick", nick,
                               "--join", "#cafe"))

    def mentioned(self):
        return self.screen.picture().count(MENTION_TINT, 248, 56, 800, 640) > 5000

    def converse(self, port, terminal, nick, room_word):
        """Our window and the other program say something to each other, a witness listens."""
        witness = self.use(Person(port, "testigo", "#cafe"))
        self.window(port)
        witness.expect(r"^:ana!\S+ JOIN :?#cafe")
        terminal.wait_text(room_word)
        terminal.line("/join #cafe")
        witness.expect(rf"^:{nick}!\S+ JOIN :?#cafe")
        wait_for(lambda: self.screen.picture().pixel(1056, 700) == "#312F2B", "the chat screen")
        self.screen.type(f"{nick}: hola desde la ventana")
        self.screen.key("Return")
        witness.expect(rf"^:ana!\S+ PRIVMSG #cafe :{nick}: hola desde la ventana")
        terminal.wait_text("hola desde la ventana")
        self.assertFalse(self.mentioned())
        terminal.line("ana: hola desde fuera")
        witness.expect(rf"^:{nick}!\S+ PRIVMSG #cafe :ana: hola desde fuera")
        wait_for(self.mentioned, "the mention in the picture")
        # a private answer, both ways
        terminal.line("/msg ana en privado")
        wait_for(lambda: self.screen.picture().count("#F8C153", 180, 208, 60, 32) > 100,
                 "the badge of the conversation")
        terminal.line("/query ana")
        self.screen.key("alt+Down")
        wait_for(lambda: self.screen.picture().count("#223557", 8, 200, 230, 60) > 2000,
                 "the conversation in the list")
        self.screen.type("respuesta privada")
        self.screen.key("Return")
        terminal.wait_text("respuesta privada")

    def deeds(self, port, terminal, nick):
        """What our server knows beyond talk: modes, MONITOR, a reaction, words taken back."""
        caps = "message-tags draft/message-redaction echo-message"
        terminal.line("/join #suyo")
        witness = self.use(Person(port, "otro", caps=caps))

        def is_in_room():
            witness.send(f"WHOIS {nick}\r\nPING asked")
            witness.expect("PONG .*asked$|#suyo")
            return "#suyo" in witness.last
        wait_for(is_in_room, "the other program in its room")
        witness.send("JOIN #suyo")
        terminal.wait_text("otro")
        terminal.line("/mode #suyo +v otro")
        witness.expect(rf"^(@\S+ )?:{nick}!\S+ MODE #suyo \+v otro$")
        terminal.line("/topic #suyo lo que sea")
        witness.expect(rf":{nick}!\S+ TOPIC #suyo :lo que sea$")
        terminal.line("/quote MONITOR + otro")
        terminal.line(f"/quote CAP REQ :{caps}")
        terminal.line("dicho por error")
        said = witness.expect(rf":{nick}!\S+ PRIVMSG #suyo :dicho por error$")
        msgid = re.search(r"msgid=([^; ]+)", said).group(1)
        terminal.line(f"/quote @+draft/react=ok;+reply={msgid} TAGMSG #suyo")
        self.assertIn(f"+reply={msgid}", witness.expect(rf":{nick}!\S+ TAGMSG #suyo$"))
        terminal.line(f"/quote REDACT #suyo {msgid} :perdón")
        witness.expect(rf":{nick}!\S+ REDACT #suyo {msgid} :perdón$")
        witness.send("PRIVMSG #suyo :y sigue en pie")
        terminal.wait_text("y sigue en pie")

    @needs("weechat", "tmux")
    def test_weechat_through_our_server(self):
        server = self.use(Server())
        terminal = weechat(self, server.port, "wendy")
        self.converse(server.port, terminal, "wendy", "Tertulia")
        self.deeds(server.port, terminal, "wendy")

    @needs("irssi", "tmux")
    def test_irssi_through_our_server(self):
        server = self.use(Server())
        terminal = irssi(self, server.port, "iris")
        self.converse(server.port, terminal, "iris", "Tertulia")
        self.deeds(server.port, terminal, "iris")

    @needs("weechat", "tmux", "ngircd")
    def test_weechat_through_ngircd(self):
        port = free_port()
        terminal = self.use(Terminal("cat"))
        config = os.path.join(terminal.folder, "ngircd.conf")
        with open(config, "w") as f:
            f.write(f"[Global]\nName = irc.test.example\nInfo = test\nListen = 127.0.0.1\n"
                    f"Ports = {port}\n[Limits]\nMaxConnectionsIP = 0\nMaxNickLength = 20\n"
                    "[Options]\nDNS = no\nIdent = no\nPAM = no\n")
        ngircd = self.use(Program(shutil.which("ngircd", path="/usr/sbin:/usr/bin"), "-n", "-f",
                                  config))
        wait_for(lambda: "ready" in ngircd.output() or not ngircd.running(), "ngircd")
        self.assertTrue(ngircd.running(), ngircd.output())
        self.converse(port, weechat(self, port, "wendy"), "wendy", "irc.test.example")


if __name__ == "__main__":
    main()
