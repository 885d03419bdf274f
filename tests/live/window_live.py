"""A real window on a virtual display, driven as a person would: by keys and mouse."""
import os
import shutil
import socket
import struct
import subprocess
import tempfile
import threading
import time
import unittest

from base import (LiveTest, Person, Program, Screen, Server, Window, free_port, is_thread_watched, is_watched, main,
                  wait_for)

PANEL, ACCENT_FILL, DANGER_TINT = "#1C1B19", "#3267CE", "#3F2220"
MENTION_TINT, MENTION_FILL = "#312818", "#F8C153"


class Chat(LiveTest):
    def setUp(self):
        self.server = self.use(Server("--set", "limits.flood=off"))
        self.bob = self.use(Person(self.server.port, "bob", "#cafe"))
        self.screen = self.use(Screen())

    def sit(self, *more):
        """A window that is in #cafe."""
        window = self.use(Window(self.screen, "--server", f"127.0.0.1:{self.server.port}",
                                 "--nick", "ana", "--join", "#cafe", *more))
        self.bob.expect(r"^:ana!\S+ JOIN #cafe")
        self.wait_chat()
        return window

    def wait_chat(self):
        """The people column has its line: the chat screen is there."""
        wait_for(lambda: self.screen.picture().pixel(1056, 700) == "#312F2B", "the chat screen")

    def wait_console(self):
        """The primary button beside the address of a hosted chat."""
        wait_for(lambda: self.screen.picture().count(ACCENT_FILL, 590, 120, 70, 36) > 500, "the console")

    def mentioned(self):
        return self.screen.picture().count(MENTION_TINT, 248, 56, 800, 640) > 5000

    def test_login_join_talk_and_answer(self):
        window = self.use(Window(self.screen))
        wait_for(lambda: self.screen.picture().count(ACCENT_FILL, 600, 400, 440, 300) > 5000,
                 "the Connect button: " + window.output())
        # the nickname has the focus; Shift Tab goes back to the server
        self.screen.type("ana")
        self.screen.key("shift+Tab")
        self.screen.type(f"127.0.0.1:{self.server.port}")
        self.screen.key("Tab", "Tab")
        self.screen.type("cafe")
        self.screen.key("Return")
        self.bob.expect(r"^:ana!\S+ JOIN #cafe")
        self.wait_chat()
        self.screen.type("¿Qué tal, bob? 你好 😀")
        self.screen.key("Return")
        self.bob.expect(r"^:ana!\S+ PRIVMSG #cafe :¿Qué tal, bob\? 你好 😀$")
        self.assertFalse(self.mentioned())
        self.bob.send("PRIVMSG #cafe :ana: muy bien")
        wait_for(self.mentioned, "the mention in the picture")
        # remembered for the next time
        with open(os.path.join(window.config, "tertulia.ini")) as f:
            text = f.read()
        self.assertIn("nick = ana", text)
        self.assertIn("room = #cafe", text)
        self.assertNotIn("tertulia.ini.new", os.listdir(window.config))

    def test_nobody_there_is_said_in_the_card_and_can_be_mended(self):
        window = self.use(Window(self.screen, "--server", f"127.0.0.1:{free_port()}", "--nick",
                                 "ana", "--join", "#cafe"))
        wait_for(lambda: self.screen.picture().count(DANGER_TINT, 600, 100, 440, 400) > 5000,
                 "the error in the card: " + window.output())
        self.screen.key("ctrl+a")
        self.screen.type(f"127.0.0.1:{self.server.port}")
        self.screen.key("Return")
        self.bob.expect(r"^:ana!\S+ JOIN #cafe")

    def test_connecting_does_not_freeze_and_can_be_cancelled(self):
        import socket
        with socket.socket() as deaf:  # a full backlog drops what comes: connecting never ends
            deaf.bind(("127.0.0.1", 0))
            deaf.listen(0)
            fill = [socket.socket() for _ in range(4)]
            for s in fill:
                s.setblocking(False)
                s.connect_ex(deaf.getsockname())
            self.use(Window(self.screen, "--server", f"127.0.0.1:{deaf.getsockname()[1]}",
                            "--nick", "ana", "--join", "#cafe"))
            wait_for(lambda: self.screen.picture().count("#2F2D29", 600, 500, 220, 120) > 3000,
                     "the busy button")
            self.screen.key("Escape")
            wait_for(lambda: self.screen.picture().count(ACCENT_FILL, 600, 450, 440, 200) > 5000,
                     "the Connect button again")
            for s in fill:
                s.close()

    def test_rooms_by_keyboard_and_mouse(self):
        self.sit()
        self.screen.key("ctrl+n")
        self.screen.type("otra")
        self.screen.key("Return")
        eva = self.use(Person(self.server.port, "eva", "#otra"))
        self.screen.type("hola otra")
        self.screen.key("Return")
        eva.expect("PRIVMSG #otra :hola otra")
        self.screen.key("alt+1")
        self.screen.type("hola cafe")
        self.screen.key("Return")
        self.bob.expect("PRIVMSG #cafe :hola cafe")
        self.screen.click(100, 180)  # the second row: #otra
        self.screen.type("otra vez")
        self.screen.key("Return")
        eva.expect("PRIVMSG #otra :otra vez")
        self.screen.key("ctrl+w")
        eva.expect(r"^:ana!\S+ PART #otra")
        # a click on a person opens a conversation
        self.screen.click(1130, 112)
        self.screen.type("en privado")
        self.screen.key("Return")
        self.bob.expect(r"^:ana!\S+ PRIVMSG bob :en privado")

    def test_two_servers_at_once(self):
        other = self.use(Server("--set", "limits.flood=off"))
        eva = self.use(Person(other.port, "eva", "#mesa"))
        self.sit()
        self.screen.key("ctrl+shift+n")
        wait_for(lambda: self.screen.picture().count(ACCENT_FILL, 600, 400, 440, 300) > 5000,
                 "the login screen")
        self.screen.type(f"127.0.0.1:{other.port}")
        self.screen.key("Tab", "Tab")
        self.screen.type("mesa")
        self.screen.key("Return")
        eva.expect(r"^:ana!\S+ JOIN #mesa")
        self.wait_chat()
        self.screen.type("aquí")
        self.screen.key("Return")
        eva.expect(r"^:ana!\S+ PRIVMSG #mesa :aquí$")
        self.screen.key("alt+1")
        self.screen.type("y allí")
        self.screen.key("Return")
        self.bob.expect(r"^:ana!\S+ PRIVMSG #cafe :y allí$")
        other.stop()  # one goes, the other stays
        eva.expect_end()
        self.screen.type("sigo")
        self.screen.key("Return")
        self.bob.expect(r"^:ana!\S+ PRIVMSG #cafe :sigo$")

    def test_a_theme_of_ones_own(self):
        config = tempfile.mkdtemp()
        os.mkdir(os.path.join(config, "themes"))
        with open(os.path.join(config, "themes", "mar.theme"), "w") as f:
            f.write("base = light\npanel = #0A2233\n")
        with open(os.path.join(config, "tertulia.ini"), "w") as f:
            f.write("[look]\ntheme = mar\n[keys]\njump = Ctrl J\n")
        self.use(Window(self.screen, "--server", f"127.0.0.1:{self.server.port}", "--nick", "ana",
                        "--join", "#cafe", config=config))
        self.bob.expect(r"^:ana!\S+ JOIN #cafe")
        wait_for(lambda: self.screen.picture().count("#0A2233", 248, 56, 800, 640) > 400000, "its own panel")
        self.screen.key("ctrl+j")
        wait_for(lambda: self.screen.picture().count("#0A2233", 248, 56, 800, 640) < 1000, "the switcher's scrim")
        self.screen.key("Escape")
        self.screen.type("/theme dark")
        self.screen.key("Return")
        wait_for(lambda: self.screen.picture().count(PANEL, 248, 56, 800, 640) > 400000, "the dark panel")

    @unittest.skipUnless(os.path.exists("/usr/share/hunspell/en_US.dic"), "no dictionary is installed")
    def test_words_that_no_dictionary_has(self):
        danger = "#F68882"
        window = self.sit()
        self.screen.type("I hav a tertuliano here")
        wait_for(lambda: self.screen.picture().count(danger, 320, 720, 400, 40) > 30, "what is wrong, underlined")
        both = self.screen.picture().count(danger, 320, 720, 400, 40)
        # the first one has suggestions: the menu stands over the prompt
        self.screen.key("Home", "ctrl+Right", "Right", "Menu")
        wait_for(lambda: self.screen.picture().count("#223557", 320, 400, 300, 320) > 3000, "the menu")
        wait_for(lambda: self.screen.picture().pixel(500, 520) == "#262421", "and what it may mean")
        self.screen.key("Escape")
        wait_for(lambda: self.screen.picture().count("#223557", 320, 400, 300, 320) < 3000, "the end of the menu")
        self.screen.key("End", "ctrl+Left", "ctrl+Left", "Menu")
        wait_for(lambda: self.screen.picture().count("#223557", 320, 400, 300, 320) > 3000, "the menu")
        # up from the first: select all, paste, add to dictionary
        self.screen.key("Up", "Up", "Up", "Return")
        wait_for(lambda: self.screen.picture().count(danger, 320, 720, 400, 40) < both, "it is right now")
        wait_for(lambda: os.path.exists(os.path.join(window.config, "words.txt")), "it is kept")
        with open(os.path.join(window.config, "words.txt")) as f:
            self.assertEqual(f.read(), "tertuliano\n")

    def test_the_rooms_are_kept_when_the_session_ends(self):
        self.bob.send("JOIN #otra")
        window = self.sit()
        self.screen.type("/join #otra")
        self.screen.key("Return")
        self.bob.expect(r"^:ana!\S+ JOIN #otra")
        self.assertEqual(window.stop(), 0)  # as whoever logs out does
        with open(os.path.join(window.config, "tertulia.ini")) as f:
            self.assertIn("\nroom = #cafe,#otra\n", f.read())

    def test_a_transcript(self):
        path = os.path.join(tempfile.mkdtemp(prefix="tertulia-"), "said.txt")
        self.sit("--transcript", path)
        self.bob.send("PRIVMSG #cafe :hola a quien no ve")
        wait_for(lambda: "bob: hola a quien no ve\n" in open(path).read(), "what was said")
        self.screen.key("ctrl+comma")
        wait_for(lambda: "Theme: Dark\n" in open(path).read(), "what the keys are on")

    def test_a_second_start_is_for_the_first_window(self):
        window = self.sit()
        link = f"irc://127.0.0.1:{self.server.port}/%23otra"
        second = self.use(Window(self.screen, link, config=window.config))
        wait_for(lambda: not second.running(), "the second start to end")
        self.assertEqual(second.process.returncode, 0, second.output())
        # the room of the link, at a server where one is already
        wait_for(lambda: self.screen.picture().count(ACCENT_FILL, 600, 400, 440, 300) > 5000, "the login screen")
        self.screen.key("Escape")
        self.wait_chat()
        # a start with --server too
        third = self.use(Window(self.screen, "--server", "chat.example.org", "--join", "#sala", config=window.config))
        wait_for(lambda: not third.running(), "the third start to end")
        wait_for(lambda: self.screen.picture().count(ACCENT_FILL, 600, 400, 440, 300) > 5000, "the login screen")
        # one that ended badly is in nobody's way
        window.stop(9)
        self.use(Window(self.screen, config=window.config)).wait_shown()

    def test_completion_and_clipboard(self):
        self.sit()
        self.screen.type("bo")
        self.screen.key("Tab")
        self.screen.type("hola")
        self.screen.key("Return")
        self.bob.expect("PRIVMSG #cafe :bob: hola$")
        self.screen.type("copia")
        self.screen.key("ctrl+a", "ctrl+c", "ctrl+v", "ctrl+v", "Return")
        self.bob.expect("PRIVMSG #cafe :copiacopia$")

    def size(self):
        """Of the window, as the display has it."""
        words = subprocess.run(["xdotool", "search", "--name", "tertulia", "getwindowgeometry", "--shell"], text=True,
                               stdout=subprocess.PIPE, env=dict(os.environ, DISPLAY=self.screen.display)).stdout
        return tuple(int(line.split("=")[1]) for line in words.split() if line.startswith(("WIDTH", "HEIGHT")))

    def test_what_is_marked_is_pasted_by_the_middle_button(self):
        self.sit()
        self.bob.send("PRIVMSG #cafe :palabras para marcar")
        wait_for(lambda: self.screen.picture().count("#EBE9E5", 320, 660, 200, 24) > 10, "the message")
        self.screen.xdotool("mousemove", "318", "672", "mousedown", "1", "mousemove", "420", "672", "mousemove", "700",
                            "674", "mouseup", "1")
        self.screen.click(640, 736, 2)
        self.screen.key("Return")
        self.bob.expect("PRIVMSG #cafe :palabras para marcar$")

    def test_zoom_and_the_size_of_the_window_stay(self):
        window = self.sit()
        self.assertEqual(self.size(), (1280, 800))
        self.screen.key(*["ctrl+plus"] * 8)  # there is room for 200 %; what is wished is kept
        path = os.path.join(window.config, "tertulia.ini")

        def zoomed():
            with open(path) as f:
                return "text-size = 300" in f.read()
        wait_for(zoomed, "300 %")
        window.stop()
        again = self.use(Window(self.screen, config=window.config))
        wait_for(lambda: self.size() == (1280, 800), "the window: " + again.output())
        self.screen.key("ctrl+0")
        again.wait_shown()

    def test_a_storm_of_sizes_while_people_talk(self):
        window = self.sit()
        name = subprocess.run(["xdotool", "search", "--name", "tertulia"], text=True, stdout=subprocess.PIPE,
                              env=dict(os.environ, DISPLAY=self.screen.display)).stdout.split()[0]
        for i in range(60):
            self.bob.send(f"PRIVMSG #cafe :{'una línea bastante larga ' * (i % 9)}{i}")
            self.screen.xdotool("windowsize", name, str(481 + i * 137 % 800), str(401 + i * 89 % 400))
        self.screen.xdotool("windowsize", name, "1280", "800")
        self.wait_chat()
        self.screen.type("sigo")
        self.screen.key("Return")
        self.bob.expect("PRIVMSG #cafe :sigo$")
        self.assertTrue(window.running())

    @unittest.skipUnless(shutil.which("setxkbmap"), "there is no setxkbmap")
    def test_commands_in_a_layout_without_latin_letters(self):
        self.sit()
        before = self.screen.picture().pixel(400, 400)
        subprocess.run(["setxkbmap", "-display", self.screen.display, "ru"], check=True)
        self.screen.key("ctrl+Cyrillic_el")  # where K is
        wait_for(lambda: self.screen.picture().pixel(400, 400) != before, "the switcher's dark ground")

    def test_what_was_said_is_found_answered_and_remembered(self):
        for i in range(150):
            self.bob.send(f"PRIVMSG #cafe :number {i}{' con el corazón' if i == 5 else ''}")
        self.bob.round_trip("said")
        eva = self.use(Person(self.server.port, "eva", "#cafe", caps="message-tags"))
        window = self.sit()
        # a hit far above is gone to, and its words are marked in the pane and in the talk
        self.screen.key("ctrl+f")
        self.screen.type("corazon")
        marked = lambda x, w: self.screen.picture().count(MENTION_FILL, x, 152, w, 520) > 500
        wait_for(lambda: marked(880, 400), "the hit in the pane")
        self.assertFalse(marked(248, 630))
        self.screen.key("Return")
        wait_for(lambda: marked(248, 630), "the hit in the talk")
        self.screen.key("Escape", "Escape")
        # the tools over the message under the pointer
        eva.send("PRIVMSG #cafe :hola")
        eva.round_trip("said")
        wait_for(lambda: self.screen.picture().pixel(286, 660) != "#1C1B19", "her avatar")
        self.screen.xdotool("mousemove", "500", "668")
        wait_for(lambda: self.screen.picture().count("#22201D", 300, 650, 400, 30) > 2000,
                 "the row under the pointer")
        self.screen.click(950, 642)  # the smile
        wait_for(lambda: self.screen.picture().count("#262421", 744, 626, 288, 30) > 3000,
                 "the emoji")
        self.screen.click(762, 642)
        eva.expect(r"\+draft/react=👍.* :ana!\S+ TAGMSG #cafe$")
        # without the server, what this computer keeps
        self.server.process.kill()
        self.server.process.wait()
        window.process.terminate()
        window.process.wait(10)
        window = self.use(Window(self.screen, "--server", f"127.0.0.1:{self.server.port}",
                                 "--nick", "ana", "--join", "#cafe", config=window.config))
        wait_for(lambda: self.screen.picture().count(DANGER_TINT, 600, 100, 440, 400) > 5000,
                 "the error in the card: " + window.output())
        self.screen.key("Tab", "Tab", "Tab", "Tab", "Tab", "Return")
        wait_for(lambda: self.screen.picture().count("#223557", 320, 620, 100, 80) > 300,
                 "the reaction in what is remembered")

    def test_a_certificate_is_compared_once_and_a_changed_one_refused(self):
        port, folder = free_port(), tempfile.mkdtemp(prefix="tertulia-")
        options = ("--data", folder, "--listen-tls", f"127.0.0.1:{port}")
        server = self.use(Server(*options))
        bob = self.use(Person(server.port, "bob", "#cafe"))
        client = ("--server", f"ircs://127.0.0.1:{port}", "--nick", "ana", "--join", "#cafe")
        window = self.use(Window(self.screen, *client))
        dialog = lambda: self.screen.picture().count(ACCENT_FILL, 690, 580, 200, 60) > 4000
        wait_for(dialog, "the question: " + window.output())
        self.screen.key("Tab", "Return")  # they match
        bob.expect(r"^:ana!\S+ JOIN #cafe")
        bob.send("WHOIS ana")
        bob.expect(" 671 bob ana ")
        self.wait_chat()
        self.screen.type("cifrado")
        self.screen.key("Return")
        bob.expect(" PRIVMSG #cafe :cifrado$")
        window.process.terminate()
        window.process.wait(10)
        # the next time nobody asks
        window = self.use(Window(self.screen, *client, config=window.config))
        bob.expect(r"^:ana!\S+ JOIN #cafe")
        window.process.terminate()
        window.process.wait(10)
        # somebody else with that address is not let near
        server.stop()
        for kind in ("crt", "key"):
            os.remove(os.path.join(folder, "tertulia." + kind))
        server = self.use(Server(*options))
        window = self.use(Window(self.screen, *client, config=window.config))
        wait_for(lambda: self.screen.picture().count(DANGER_TINT, 600, 100, 440, 400) > 5000,
                 "the refusal: " + window.output())
        self.assertNotRegex(server.output(), r"\bana\b(?!-)")

    def test_with_a_password_typed_once_it_logs_in_by_itself(self):
        folder, port = tempfile.mkdtemp(prefix="tertulia-"), free_port()
        server = self.use(Server("--data", folder, "--listen-tls", f"127.0.0.1:{port}"))
        bob = self.use(Person(server.port, "bob", "#cafe"))
        ana = self.use(Person(server.port, "ana"))
        ana.send("NS REGISTER queso-de-cabra")
        ana.expect("yours now")
        ana.send("QUIT")
        ana.expect_end()
        config = tempfile.mkdtemp(prefix="tertulia-")
        with open(os.path.join(config, "tertulia.ini"), "w") as f:
            f.write(f"[login]\nserver = ircs://127.0.0.1:{port}\nnick = ana\nroom = #cafe\n")
        window = self.use(Window(self.screen, config=config))
        window.wait_shown()
        self.screen.key("shift+Tab")
        self.screen.type("queso-de-cabra")
        self.screen.key("Tab", "space", "Tab", "Return")
        dialog = lambda: self.screen.picture().count(ACCENT_FILL, 690, 580, 200, 60) > 4000
        wait_for(dialog, "the question: " + window.output())
        self.screen.key("Tab", "Return")  # they match
        bob.expect(r"^:ana!\S+ JOIN #cafe")
        identity = os.path.join(config, "identity.pem")
        self.assertEqual(os.stat(identity).st_mode & 0o777, 0o600)

        def settings():
            with open(os.path.join(config, "tertulia.ini")) as f:
                return f.read()
        wait_for(lambda: "log-in = certificate" in settings(), "the settings")
        self.assertNotIn("queso", settings())
        self.wait_chat()
        window.process.terminate()
        window.process.wait(10)
        # from now on without a word
        window = self.use(Window(self.screen, config=config))
        window.wait_shown()
        self.screen.key("Return")
        self.wait_chat()
        bob.send("WHOIS ana")
        bob.expect(" 330 bob ana ana ")
        bob.expect(" 671 bob ana ")

    def host(self, settings="", password=""):
        """A window that hosts a chat, and bob in it."""
        config, port, tls = tempfile.mkdtemp(prefix="tertulia-"), free_port(), free_port()
        os.mkdir(os.path.join(config, "server"))
        with open(os.path.join(config, "server", "tertulia.ini"), "w") as f:
            f.write(f"[server]\nlisten = 127.0.0.1:{port}\nlisten_tls = 127.0.0.1:{tls}\n")
        with open(os.path.join(config, "tertulia.ini"), "w") as f:
            f.write("[login]\nnick = ana\nroom = #cafe\n" + settings)
        window = self.use(Window(self.screen, config=config))
        window.wait_shown()
        if password:
            self.screen.key("shift+Tab")
            self.screen.type(password)
            self.screen.key("Tab")
        self.screen.key("Tab", "Return")  # from "Connect" to "Host a chat"
        self.wait_console()
        self.hosted = port
        return window, self.use(Person(port, "bob", "#cafe"))

    def wait_bob_in_table(self):
        wait_for(lambda: self.screen.picture().count("#672B1D", 310, 290, 40, 40) +
                 self.screen.picture().count("#673E1C", 310, 290, 40, 40) > 100, "bob in the table")

    def test_what_an_input_method_composes_is_written(self):
        self.sit()
        self.screen.key("dead_acute", "a", "dead_diaeresis", "u", "Return")
        self.bob.expect(" PRIVMSG #cafe :áü$")

    def test_a_chat_is_hosted_from_the_login_screen(self):
        window, bob = self.host()
        self.screen.key("alt+Down")
        self.wait_chat()
        self.screen.type("bienvenido")
        self.screen.key("Return")
        bob.expect(r"^:ana!\S+ PRIVMSG #cafe :bienvenido$")
        # its console: who is there, a line to everybody, and bob is taken out
        self.screen.key("alt+Up")
        self.wait_console()
        self.screen.type("atención")
        self.screen.key("Return")
        bob.expect(r"^:ana!\S+ NOTICE \$\* :atención$")
        self.wait_bob_in_table()
        self.screen.click(872, 309)
        self.screen.key("Down", "Down", "Down", "Return")
        bob.expect(r"^:ana!\S+ MODE #cafe \+o bob$")
        self.screen.click(872, 309)
        self.screen.key("Down", "Down", "Down", "Down", "Down", "Return")
        bob.expect(r"^ERROR :.*removed by the host")
        bob.expect_end()
        # what greets people, and where they find themselves
        self.screen.click(1086, 28)
        wait_for(lambda: self.screen.picture().count(ACCENT_FILL, 760, 640, 140, 60) > 2000, "the server's settings")
        self.screen.key("Tab")
        self.screen.type("sed amables")
        self.screen.key("Tab")
        self.screen.type(" #aula")
        self.screen.key("Return")
        # while they are being taken, the button is grey; then the card is gone
        wait_for(lambda: self.screen.picture().count("#262421", 370, 690, 200, 20) == 0, "the settings taken")
        tom = self.use(Person(self.hosted))
        tom.send("NICK tom\r\nUSER tom 0 * :tom")
        tom.expect(" 372 tom :- sed amables$")
        tom.expect(r"^:tom!\S+ JOIN #cafe$")
        tom.expect(r"^:tom!\S+ JOIN #aula$")
        # with the window it ends, and says so to those who are there
        eva = self.use(Person(self.hosted, "eva", "#cafe"))
        window.process.terminate()
        window.process.wait(10)
        eva.expect("^ERROR :.*The server is stopping")
        eva.expect_end()

    def test_who_hosts_with_a_password_owns_the_chat(self):
        window, bob = self.host(password="quesodecabra")
        eva = self.use(Person(self.hosted, "eva"))
        eva.expect(r"^:eva!\S+ JOIN #cafe$")
        eva.expect(" 353 eva = #cafe :.*~ana")
        eva.send("WHOIS ana")
        eva.expect(" 330 eva ana ana ")
        # the account is the administrator: from elsewhere too
        ana = self.use(Person(self.hosted, "ana2"))
        ana.send("PRIVMSG NickServ :IDENTIFY ana quesodecabra")
        ana.expect(r" MODE ana2 :?\+\S*o")

    def test_who_registers_while_hosting_owns_the_chat(self):
        window, bob = self.host()
        self.screen.key("alt+Down")
        self.wait_chat()
        self.screen.type("/register quesodecabra")
        self.screen.key("Return")

        def administers():
            ana = self.use(Person(self.hosted, "ana2"))
            ana.send("PRIVMSG NickServ :IDENTIFY ana quesodecabra")
            ana.read(0.5)
            ana.close()
            return any(" MODE ana2 " in line and "o" in line.split(" MODE ana2 ")[1] for line in ana.lines)
        wait_for(administers, "its powers, from elsewhere too", 20)

    def test_closing_the_window_of_a_host_asks(self):
        window, bob = self.host()
        self.wait_bob_in_table()  # before, nobody would be asked about
        name = subprocess.run(["xdotool", "search", "--name", "tertulia"], text=True, stdout=subprocess.PIPE,
                              env=dict(os.environ, DISPLAY=self.screen.display)).stdout.split()[0]
        self.screen.close(int(name))
        wait_for(lambda: self.screen.picture().count(ACCENT_FILL, 400, 300, 480, 220) > 2000, "the question")
        self.screen.key("Return")  # "Keep it running"
        window.process.wait(10)
        bob.round_trip("still-there")
        again = self.use(Window(self.screen, config=window.config))
        again.wait_shown()
        self.screen.key("Return")
        self.wait_console()
        self.screen.key("alt+Down")
        self.wait_chat()
        self.screen.type("/raw DIE")
        self.screen.key("Return")
        bob.expect("^ERROR :.*The server is stopping")

    def test_a_hosted_chat_that_stays(self):
        window, bob = self.host("hosting = stays\n")
        window.stop(9)
        bob.round_trip("still-there")
        # another window finds it, and its operator is who hosts
        again = self.use(Window(self.screen, config=window.config))
        again.wait_shown()
        self.screen.key("Return")  # "Back to your chat"
        bob.expect(r"^:ana!\S+ JOIN #cafe")
        self.wait_console()
        self.screen.key("alt+Down")
        self.wait_chat()
        self.screen.type("/raw DIE")
        self.screen.key("Return")
        bob.expect("^ERROR :.*The server is stopping")
        bob.expect_end()

    @unittest.skipUnless(shutil.which("dbus-monitor"), "there is no dbus-monitor")
    def test_the_desktop_tells_when_somebody_calls(self):
        server = self.use(Server())
        bob = self.use(Person(server.port, "bob", "#cafe"))
        bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address=1"],
                               stdout=subprocess.PIPE, text=True)
        self.addCleanup(lambda: (bus.kill(), bus.communicate()))
        env = {"DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip()}
        monitor = self.use(Program("dbus-monitor", "--session",
                                   "interface='org.freedesktop.Notifications'", env=env))
        wait_for(lambda: "NameAcquired" in monitor.output() or "signal" in monitor.output(), "the monitor")
        os.environ.update(env)
        self.addCleanup(os.environ.pop, "DBUS_SESSION_BUS_ADDRESS")
        self.use(Window(self.screen, "--server", f"127.0.0.1:{server.port}", "--plain", "--nick", "ana",
                        "--join", "#cafe"))
        bob.expect("JOIN")
        self.wait_chat()
        # without a window manager nothing has the focus until it is given
        other = self.use(Program("xeyes", env={"DISPLAY": self.screen.display})) if shutil.which("xeyes") else None
        self.screen.xdotool("search", "--name", "tertulia", "windowfocus")
        self.screen.xdotool("mousemove", "5", "5")
        if other:
            wait_for(lambda: subprocess.run(["xdotool", "search", "--name", "xeyes"], stdout=subprocess.DEVNULL,
                                            env=dict(os.environ, DISPLAY=self.screen.display)).returncode == 0,
                     "another window")
            self.screen.xdotool("search", "--name", "xeyes", "windowfocus")

        def called():
            bob.send("PRIVMSG #cafe :ana, <b>ven</b>")
            time.sleep(0.7)
            return "Notify" in monitor.output()
        wait_for(called, "the call: " + monitor.output(), 12)
        wait_for(lambda: "ana, &lt;b&gt;ven&lt;/b&gt;" in monitor.output(), "its words")
        self.assertIn("bob · #cafe", monitor.output())

    @unittest.skipUnless(shutil.which("dunst"), "there is no dunst")
    def test_a_click_on_what_the_desktop_shows_leads_there(self):
        bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address=1"],
                               stdout=subprocess.PIPE, text=True)
        self.addCleanup(lambda: (bus.kill(), bus.communicate()))
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        self.addCleanup(os.environ.pop, "DBUS_SESSION_BUS_ADDRESS")
        with open(os.path.join(self.server.folder, "dunstrc"), "w") as f:
            f.write("[global]\nmouse_left_click = do_action, close_current\norigin = top-left\noffset = 0x0\n"
                    "width = 300\nheight = 80\nframe_color = \"#FF00FF\"\nframe_width = 8\n"
                    "[urgency_normal]\nframe_color = \"#FF00FF\"\ntimeout = 30\n")
        dunst = self.use(Program("dunst", "-conf", os.path.join(self.server.folder, "dunstrc"),
                                 env={"DISPLAY": self.screen.display}))
        bob = self.bob
        bob.send("JOIN #otra")
        window = self.use(Window(self.screen, "--server", f"127.0.0.1:{self.server.port}", "--nick", "ana",
                                 "--join", "#cafe", "--join", "#otra"))
        bob.expect(r"^:ana!\S+ JOIN #otra")
        self.wait_chat()
        wait_for(lambda: "true" in subprocess.run(
            ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/",
             "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.Notifications"],
            stdout=subprocess.PIPE, text=True).stdout, "dunst: " + dunst.output())
        bob.send("PRIVMSG #otra :ana, ven aquí")
        wait_for(lambda: self.screen.picture().count("#FF00FF", 0, 0, 400, 200) > 500,
                 "what the desktop shows: " + dunst.output())
        self.assertFalse(self.mentioned(), "another room is shown")
        self.screen.click(150, 40)
        wait_for(self.mentioned, "the room: " + window.output())

    def test_a_lost_server_comes_back(self):
        self.sit()
        self.server.stop()
        wait_for(lambda: self.screen.picture().count(MENTION_TINT, 248, 57, 800, 54) > 20000,
                 "the banner")
        self.screen.type("escrito mientras")
        self.screen.key("Return")
        self.screen.type("a medias")
        server = self.use(Server("--set", "limits.flood=off", port=self.server.port))
        eva = self.use(Person(server.port, "eva", "#cafe", caps="batch draft/chathistory"))

        def said():  # ana may have been faster than eva
            eva.send("CHATHISTORY LATEST #cafe * 10")
            end = eva.expect("BATCH [-]|:escrito mientras$")
            return "escrito" in end
        wait_for(said, "what waited", 40)
        self.screen.key("Return")
        eva.expect("PRIVMSG #cafe :a medias$")

    def test_a_flood_of_lines_keeps_it_answering(self):
        window = self.sit()
        self.bob.raw(b"".join(b"PRIVMSG #cafe :linea %d de una avalancha\r\n" % i
                              for i in range(5000)))
        self.screen.type("sigo")
        self.screen.key("Return")
        self.bob.expect(r"^:ana!\S+ PRIVMSG #cafe :sigo")
        self.screen.key("Prior", "Prior", "End")
        self.assertTrue(window.running())
        self.assertLess(window.memory_kb(), (400 if is_watched("tertulia") else 80) * 1024)

    def test_a_picture_can_be_asked_for(self):
        path = os.path.join(self.server.folder, "picture.png")
        window = self.use(Window(self.screen, "--server", f"127.0.0.1:{self.server.port}",
                                 "--nick", "ana", "--join", "#cafe", "--screenshot", path))
        wait_for(lambda: not window.running(), "its end")
        self.assertEqual(window.process.returncode, 0, window.output())
        with open(path, "rb") as f:
            self.assertEqual(f.read(8), b"\x89PNG\r\n\x1a\n")

    @unittest.skipIf(is_thread_watched("tertulia"), "the sanitizer wakes it")
    def test_idle_it_sleeps(self):
        window = self.sit()
        other = self.use(Program("xdotool", "search", "--name", "tertulia",
                                 env={"DISPLAY": self.screen.display}))
        wait_for(lambda: not other.running(), "xdotool")
        time.sleep(11)  # the caret has come to rest
        before = window.switches()
        time.sleep(3)  # what is measured is that nothing happens in this time
        self.assertLessEqual(window.switches() - before, 2)


@unittest.skipUnless(shutil.which("weston"), "there is no weston")
class Wayland(LiveTest):
    """A desktop of Wayland, in a window of the virtual display where it has a mouse and a keyboard."""

    def desktop(self, backend, *options, display=None):
        folder = tempfile.mkdtemp(prefix="tertulia-")
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        env = {"XDG_RUNTIME_DIR": folder, "DISPLAY": display or ""}
        weston = self.use(Program("weston", f"--backend={backend}-backend.so", "--socket=wayland-test", "--no-config",
                                  "--idle-time=0", "--width=1280", "--height=800", *options, env=env))
        wait_for(lambda: os.path.exists(os.path.join(folder, "wayland-test")) or not weston.running(), "weston")
        if not weston.running():
            self.skipTest("weston does not run here: " + weston.output()[-300:])
        return {"XDG_RUNTIME_DIR": folder, "WAYLAND_DISPLAY": "wayland-test", "LC_ALL": "C.UTF-8", "LANG": "en_GB"}

    def sit(self, env):
        server = self.use(Server("--set", "limits.flood=off"))
        bob = self.use(Person(server.port, "bob", "#cafe"))
        window = self.use(Program(os.path.join(os.environ["TERTULIA_BIN"], "tertulia"), "--config",
                                  tempfile.mkdtemp(prefix="tertulia-"), "--server", f"127.0.0.1:{server.port}",
                                  "--nick", "ana", "--join", "#cafe", env=env))
        bob.expect("^:ana!.* JOIN #cafe")
        return window, bob

    def is_drawn_whole_and_takes_keys(self, scale):
        screen = self.use(Screen(f"{1300 * scale}x{820 * scale}x24"))
        env = self.desktop("x11", f"--scale={scale}", display=screen.display)
        _, bob = self.sit(env)
        # the list of people at the right, far below: a quarter would leave it black
        def right_side():
            return screen.picture().count(PANEL, 1100 * scale, 400 * scale, 150 * scale, 200 * scale)
        wait_for(lambda: right_side() > 25000 * scale * scale, "the right side of the window")
        # and the list of rooms is as wide as it should be, at the left: of twice the size it would be here
        self.assertEqual(screen.picture().count("#151311", 300 * scale, 400 * scale, 150 * scale, 100 * scale), 0)

        def is_heard(): # again, if the desktop was still fading in and took no keys
            screen.type("hola de Wayland")
            screen.key("Return")
            try:
                return bob.expect("PRIVMSG #cafe :.*hola de Wayland$", 2)
            except AssertionError:
                return None
        wait_for(is_heard, "what is typed")

    def test_the_window_is_native(self):
        self.is_drawn_whole_and_takes_keys(1)

    def test_the_window_is_sharp_on_a_dense_screen(self):
        self.is_drawn_whole_and_takes_keys(2)

    def test_without_a_seat_it_is_a_window_of_x11(self):
        screen = self.use(Screen())
        window, _ = self.sit(dict(self.desktop("headless"), DISPLAY=screen.display))
        wait_for(lambda: screen.picture().count("#151311", 0, 0, 200, 200) > 5000, "the window: " + window.output())


class Nonsense(LiveTest):
    """What calls itself a Wayland and is none, or not a whole one: the window is one of X11."""

    def show(self, answer):
        """Something that says that, and nothing more."""
        folder = tempfile.mkdtemp(prefix="tertulia-")
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        listener = self.use(socket.socket(socket.AF_UNIX))
        listener.bind(os.path.join(folder, "wayland-0"))
        listener.listen()

        def serve():
            peer, _ = listener.accept()
            self.addCleanup(peer.close)
            peer.sendall(answer)
        threading.Thread(target=serve, daemon=True).start()
        screen = self.use(Screen())
        window = self.use(Program(os.path.join(os.environ["TERTULIA_BIN"], "tertulia"), "--config",
                                  tempfile.mkdtemp(prefix="tertulia-"),
                                  env={"XDG_RUNTIME_DIR": folder, "WAYLAND_DISPLAY": "wayland-0",
                                       "DISPLAY": screen.display, "LC_ALL": "C.UTF-8"}))
        wait_for(lambda: screen.picture().count("#151311", 0, 0, 200, 200) > 5000 or not window.running(), "the window")
        self.assertTrue(window.running(), window.output())

    @staticmethod
    def offer(name, length=None):
        """wl_registry.global"""
        text = name.encode() + b"\0"
        body = struct.pack("=II", 1, length or len(text)) + text + bytes(-len(text) % 4) + struct.pack("=I", 1)
        return struct.pack("=II", 2, (8 + len(body)) << 16) + body

    DONE = struct.pack("=III", 3, 12 << 16, 1)

    def test_silence(self):
        self.show(b"")

    def test_lengths_that_do_not_fit(self):
        self.show(self.offer("wl_seat", 4000) + self.offer("zxdg_decoration_manager_v1") + self.DONE)

    def test_an_end_without_its_number(self):
        self.show(self.offer("wl_seat") + self.offer("zxdg_decoration_manager_v1") + struct.pack("=II", 3, 8 << 16))

    def test_a_size_that_is_none(self):
        self.show(struct.pack("=II", 2, 3 << 16) + b"x" * 100)


class Start(LiveTest):
    def test_no_display_is_one_sentence(self):
        window = self.use(Program(os.path.join(os.environ["TERTULIA_BIN"], "tertulia"),
                                  env={"DISPLAY": "", "WAYLAND_DISPLAY": "",
                                       "SDL_VIDEODRIVER": "x11",
                                       "XDG_CONFIG_HOME": tempfile.mkdtemp(prefix="tertulia-")}))
        wait_for(lambda: not window.running(), "its end")
        self.assertEqual(window.process.returncode, 1)
        self.assertRegex(window.output(), r"^tertulia: there is no screen to open a window on")

    def test_a_chat_that_was_hosted_here_runs_without_a_window(self):
        config = tempfile.mkdtemp(prefix="tertulia-")
        program = os.path.join(os.environ["TERTULIA_BIN"], "tertulia")
        nothing = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}
        never = self.use(Program(program, "--config", config, "--host", env=nothing))
        wait_for(lambda: not never.running(), "its end")
        self.assertEqual(never.process.returncode, 1)
        self.assertIn("no chat was hosted here yet", never.output())
        folder = os.path.join(config, "server")
        os.makedirs(folder)
        tls, plain = free_port(), free_port()
        with open(os.path.join(folder, "tertulia.ini"), "w", encoding="utf-8") as f:
            f.write(f"[server]\nlisten_tls = 127.0.0.1:{tls}\nlisten = 127.0.0.1:{plain}\nannounce = off\n")
        with open(os.path.join(folder, "host.ini"), "w", encoding="utf-8"):
            pass
        for _ in range(2): # the second time it runs already
            again = self.use(Program(program, "--config", config, "--host", env=nothing))
            wait_for(lambda: not again.running(), "its end")
            self.assertEqual(again.process.returncode, 0, again.output())
            self.assertRegex(again.output(), r"Fingerprint: [0-9A-F]{4} ")
        ana = self.use(Person(plain, "ana"))
        with open(os.path.join(folder, "host.key"), encoding="utf-8") as f: # of the next window
            ana.send("OPER host " + f.read())
        ana.expect(" 381 ")
        ana.send("DIE")
        ana.expect_end()

    def test_nothing_follows_a_link(self):
        # what Windows makes of a link with a quote in it
        path = os.path.join(tempfile.mkdtemp(prefix="tertulia-"), "written")
        window = self.use(Program(os.path.join(os.environ["TERTULIA_BIN"], "tertulia"), "irc://127.0.0.1/#r",
                                  "--transcript", path))
        wait_for(lambda: not window.running(), "its end")
        self.assertEqual(window.process.returncode, 2)
        self.assertIn("nothing may follow a link", window.output())
        self.assertFalse(os.path.exists(path))

    def test_options(self):
        for option, answer in (("--version", "tertulia 0."), ("--help", "--server HOST"),
                               ("--words", "CONNECT = Connect\n")):
            window = self.use(Program(os.path.join(os.environ["TERTULIA_BIN"], "tertulia"),
                                      option))
            wait_for(lambda: not window.running(), "its end")
            self.assertIn(answer, window.output())


if __name__ == "__main__":
    main()
