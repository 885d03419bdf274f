"""Two libraries of the npm registry at our server: they join, talk, change modes, monitor, react and
take words back; a witness on a plain socket sees it on the wire."""
import json
import os
import re
import shutil
import unittest

from base import LiveTest, Person, Program, Server, main, wait_for

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "npm")
MODULES = os.environ.get("TERTULIA_NPM", os.path.abspath("build/npm"))
WITNESS_CAPS = "message-tags draft/message-redaction echo-message"


class Library(Program):
    def __init__(self, name, port):
        super().__init__(shutil.which("node") or "node", os.path.join(HERE, "talk.js"), name, str(port),
                         env={"NODE_PATH": os.path.join(MODULES, "node_modules")})

    def saw(self, what, **wanted):
        """The first thing it printed that is so, once it did."""
        def look():
            for line in self.output().splitlines():
                if line.startswith("{"):
                    data = json.loads(line)
                    if data["what"] == what and all(data.get(k) == v for k, v in wanted.items()):
                        return data
            return None
        return wait_for(look, f"{what} {wanted} of the library; it said: {self.output()[-500:]}")


@unittest.skipUnless(shutil.which("node") and os.path.isdir(os.path.join(MODULES, "node_modules")),
                     "npm could not install the libraries")
class Libraries(LiveTest):
    def test_irc_framework(self):
        server = self.use(Server())
        marco = self.use(Library("irc-framework", server.port))
        marco.saw("registered", nick="marco")
        said = marco.saw("message", nick="marco", text="hola from irc-framework")
        self.assertTrue(said["id"])
        witness = self.use(Person(server.port, "testigo", "#cafe", caps=WITNESS_CAPS))
        marco.saw("join", nick="testigo")
        marco.saw("online", nicks=["testigo"])
        marco.saw("mode", target="#cafe", raw="+m")
        marco.saw("redact")
        witness.send("PRIVMSG #cafe :nobody gave me a voice")
        witness.expect(r" 404 testigo #cafe ")
        marco_modes = self.use(Person(server.port, "otra", "#cafe"))
        marco_modes.send("MODE #cafe")
        marco_modes.expect(r" 324 otra #cafe \+mnt")
        witness.send("MONITOR + marco")
        witness.expect(r" 730 testigo :marco!")
        # a room where everybody may speak
        witness.send("PRIVMSG marco :react")
        marco.saw("message", nick="testigo", text="react")
        line = witness.expect(r"TAGMSG #cafe$")
        self.assertIn("+draft/react=👍", line)
        witness.send("PRIVMSG marco :bye")
        witness.expect(r"^(@\S+ )?:marco!\S+ QUIT :Quit: see you$")
        witness.expect(r" 731 testigo :marco$")
        wait_for(lambda: not marco.running(), "the end of the library")

    def test_ircv3(self):
        server = self.use(Server())
        ursula = self.use(Library("ircv3", server.port))
        self.assertTrue(ursula.saw("message", nick="ursula", text="hola from ircv3")["id"])
        witness = self.use(Person(server.port, "testigo", "#cafe", caps=WITNESS_CAPS))
        ursula.saw("join", nick="testigo")
        ursula.saw("730")
        witness.expect(r":ursula!\S+ MODE #cafe \+v testigo$")
        witness.send("PRIVMSG #cafe :react")
        mine = witness.expect(r":testigo!\S+ PRIVMSG #cafe :react$")
        mine = re.search(r"msgid=([^; ]+)", mine).group(1)
        ursula.saw("message", nick="testigo", text="react", id=mine)
        line = witness.expect(r":ursula!\S+ TAGMSG #cafe$")
        self.assertIn("+draft/react=ok", line)
        self.assertIn(f"+reply={mine}", line)
        # the operator of the room takes the witness' words back
        witness.send("PRIVMSG #cafe :redact")
        mine = witness.expect(r":testigo!\S+ PRIVMSG #cafe :redact$")
        mine = re.search(r"msgid=([^; ]+)", mine).group(1)
        witness.expect(rf":ursula!\S+ REDACT #cafe {mine} :not here$")
        ursula.saw("REDACT")
        witness.send("@+draft/react=thanks TAGMSG #cafe")
        self.assertEqual(wait_for(lambda: [
            json.loads(line)["tags"].get("+draft/react") for line in ursula.output().splitlines()
            if '"what":"TAGMSG"' in line and "thanks" in line], "the reaction")[0], "thanks")
        witness.send("PRIVMSG #cafe :bye")
        witness.expect(r":ursula!\S+ QUIT :Quit: see you$")


if __name__ == "__main__":
    main()
