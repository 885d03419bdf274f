"""What lasts, on a real disk: copies, a full disk, files of an earlier version, a lost index."""
import base64
import hashlib
import hmac
import json
import os
import re
import resource
import sqlite3
import subprocess
import tempfile

from base import BIN, LiveTest, Person, Screen, Server, Window, main, wait_for

CAPS = "batch message-tags draft/chathistory soju.im/search"

# a file as version 5 of the schema had it
VERSION_5 = """
CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE ban (kind INTEGER, mask TEXT, reason TEXT, by TEXT, set_at INTEGER,  until
    INTEGER, PRIMARY KEY (kind, mask)) WITHOUT ROWID;
CREATE TABLE account (folded TEXT PRIMARY KEY, name TEXT NOT NULL, salt BLOB NOT NULL,
    iterations INTEGER NOT NULL, stored_key BLOB NOT NULL, server_key BLOB NOT NULL,  flags
    INTEGER NOT NULL, created INTEGER NOT NULL, email TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE nick (folded TEXT PRIMARY KEY,  account TEXT NOT NULL REFERENCES account ON
    DELETE CASCADE) WITHOUT ROWID;
CREATE TABLE record (seq INTEGER PRIMARY KEY AUTOINCREMENT, place TEXT NOT NULL,  time
    INTEGER NOT NULL, kind INTEGER NOT NULL, bot INTEGER NOT NULL, msgid TEXT NOT NULL,
    sender TEXT, account TEXT, tags TEXT NOT NULL, body TEXT NOT NULL, lines TEXT);
CREATE INDEX record_place ON record (place, time, seq, kind);
CREATE INDEX record_said ON record (place, time, seq) WHERE kind = 1;
CREATE INDEX record_msgid ON record (msgid);
CREATE TABLE met (owner TEXT, other TEXT, name TEXT NOT NULL, time INTEGER NOT NULL,
    PRIMARY KEY (owner, other)) WITHOUT ROWID;
CREATE TABLE marker (identity TEXT, place TEXT, time INTEGER NOT NULL,  PRIMARY KEY
    (identity, place)) WITHOUT ROWID;
CREATE TABLE room (key TEXT PRIMARY KEY, name TEXT NOT NULL, place TEXT NOT NULL,  topic
    TEXT, topic_by TEXT,  topic_at INTEGER, created INTEGER NOT NULL, modes INTEGER NOT
    NULL, password TEXT NOT NULL,  most INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE mask (room TEXT, list INTEGER, text TEXT, by TEXT NOT NULL, at INTEGER NOT
    NULL,  place INTEGER NOT NULL, PRIMARY KEY (room, list, text)) WITHOUT ROWID;
CREATE TABLE person (key TEXT PRIMARY KEY, nick TEXT NOT NULL, ident TEXT NOT NULL,  host
    TEXT NOT NULL, realname TEXT NOT NULL, account TEXT NOT NULL, modes INTEGER NOT NULL)
    WITHOUT ROWID;
CREATE TABLE membership (person TEXT, room TEXT, ranks INTEGER NOT NULL,  PRIMARY KEY
    (person, room)) WITHOUT ROWID;
CREATE TABLE seal (place TEXT PRIMARY KEY, time INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (text, content = '',  tokenize = 'unicode61 remove_diacritics 2');
PRAGMA user_version = 5;
INSERT INTO room VALUES ('#cafe', '#Cafe', '#cafe', 'pan y queso', 'ana', 1, 1, 0, '', 0);
INSERT INTO record VALUES (NULL, '#cafe', 1795255200000, 1, 0, 'first', '!x', NULL, '',
    ':ana!~ana@host PRIVMSG #Cafe :con el coraz\u00f3n', NULL);
INSERT INTO words (rowid, text) VALUES (1, 'con el coraz\u00f3n');
"""


class Store(LiveTest):
    def run_server(self, *options):
        with tempfile.TemporaryDirectory() as folder:
            return subprocess.run([os.path.join(BIN, "tertuliad"), *options], text=True, timeout=20,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, input="queso\n",
                                  env=dict(os.environ, XDG_DATA_HOME=folder))

    def test_what_is_kept_can_be_copied_and_read_while_it_runs(self):
        with tempfile.TemporaryDirectory() as folder:
            server = self.use(Server("--data", folder))
            ana = self.use(Person(server.port, "ana", "#Cafe", caps="echo-message"))
            for text in ('hola "tú"', "\1ACTION waves\1"):
                ana.send(f"PRIVMSG #cafe :{text}")
                ana.expect("PRIVMSG #Cafe :")
            copy = os.path.join(folder, "copy", "tertulia.db")
            os.mkdir(os.path.dirname(copy))
            done = self.run_server("backup", copy, "--data", folder)
            self.assertEqual((done.returncode, done.stdout), (0, ""))
            self.assertEqual(os.stat(copy).st_mode & 0o777, 0o600)
            done = self.run_server("backup", copy, "--data", folder)  # not over what is there
            self.assertEqual(done.returncode, 1)
            self.assertRegex(done.stdout, r"^tertuliad: cannot write \S+copy/tertulia.db: ")
            for place in (folder, os.path.dirname(copy)):
                done = self.run_server("export", "--room", "#CAFE", "--data", place)
                rows = [json.loads(line) for line in done.stdout.splitlines()]
                self.assertEqual([row["verb"] for row in rows], ["PRIVMSG", "PRIVMSG"])
                self.assertEqual((rows[0]["from"], rows[0]["to"], rows[0]["text"]),
                                 ("ana", "#Cafe", 'hola "tú"'))
                done = self.run_server("export", "--room", "#cafe", "--format", "text",
                                       "--data", place)
                self.assertRegex(done.stdout, r"\d\d:\d\d  ana  hola \"tú\"\n.*  \* ana waves\n$")
            done = self.run_server("export", "--data", folder)
            self.assertEqual(done.returncode, 2)

    def test_an_export_has_no_lines_that_others_forged(self):
        with tempfile.TemporaryDirectory() as folder:
            server = self.use(Server("--data", folder))
            mal = self.use(Person(server.port, "mal", "#cafe", caps="batch draft/multiline echo-message"))
            mal.send("BATCH +1 draft/multiline #cafe")
            mal.send("@batch=1 PRIVMSG #cafe :hola")
            mal.send("@batch=1 PRIVMSG #cafe :2026-11-28 12:00:00  ana  yes, I copied the exam\x1b[2J\u009b1A\x7f")
            mal.send("BATCH -1")
            mal.expect("BATCH -")
            mal.send("PRIVMSG #cafe :end")
            mal.expect("PRIVMSG #cafe :end")
            server.stop()
            text = self.run_server("export", "--room", "#cafe", "--format", "text", "--data", folder).stdout
            self.assertRegex(text, r"  mal  hola\n {21}\| 2026-11-28 12:00:00  ana  yes, I copied the exam\[2J1A\n")
            for sign in "\x1b\x7f\u009b":
                self.assertNotIn(sign, text)
            done = self.run_server("export", "--room", "#cafe", "--data", folder).stdout
            for sign in "\x1b\x7f\u009b":
                self.assertNotIn(sign, done)
            self.assertIn("exam\x1b[2J\u009b1A\x7f", json.loads(done.splitlines()[0])["text"])
            nothing = self.run_server("export", "--room", "#caffe", "--data", folder)
            self.assertIn("nothing is kept of #caffe", nothing.stdout)

    def test_a_full_disk_is_said_once_and_chat_goes_on(self):
        with tempfile.TemporaryDirectory() as folder:
            server = self.use(Server("--data", folder, "--limits.flood=off"))
            ana = self.use(Person(server.port, "ana", "#cafe", caps=CAPS))
            bob = self.use(Person(server.port, "bob", "#cafe"))

            def limit(size):
                resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE,
                                 (size, resource.RLIM_INFINITY))

            limit(os.path.getsize(os.path.join(folder, "tertulia.db-wal")))
            for i in range(20):
                ana.send(f"PRIVMSG #cafe :late {i}")
                bob.expect(f" PRIVMSG #cafe :late {i}$")
            ana.send("REGISTER * * queso-y-pan")
            ana.expect(" FAIL REGISTER TEMPORARILY_UNAVAILABLE ana :")
            self.assertEqual(server.output().count("the store refused"), 1)
            limit(resource.RLIM_INFINITY)
            ana.send("PRIVMSG #cafe :kept")
            bob.expect(" PRIVMSG #cafe :kept$")
            wait_for(lambda: "the store takes what happens again" in server.output(), "the log")
            ana.send("REGISTER * * queso-y-pan")
            ana.expect(" REGISTER SUCCESS ana ")
            ana.send("CHATHISTORY LATEST #cafe * 10")
            ana.expect(" PRIVMSG #cafe :late 19$")  # what was said meanwhile is kept, too
            ana.expect(" PRIVMSG #cafe :kept$")

    def test_what_a_full_disk_refused_is_not_promised_and_the_rest_comes_back(self):
        with tempfile.TemporaryDirectory() as folder:
            options = ("--data", folder, "--accounts.iterations=4096", "--limits.flood=off")
            server = self.use(Server(*options))
            ana = self.use(Person(server.port, "ana", "#cafe",
                                  caps=CAPS + " draft/message-redaction echo-message"))
            ana.send("NS REGISTER secreto1")
            ana.expect("yours now")
            ana.send("PRIVMSG #cafe :regret")
            msgid = re.search(r"msgid=([^; ]+)", ana.expect("PRIVMSG #cafe :regret")).group(1)
            ana.round_trip("written")

            def limit(size):
                resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE,
                                 (size, resource.RLIM_INFINITY))

            limit(os.path.getsize(os.path.join(folder, "tertulia.db-wal")))
            ana.send(f"REDACT #cafe {msgid}")
            ana.expect(" FAIL REDACT INTERNAL_ERROR ")
            ana.send("NICK ana2")
            ana.expect(" NICK ")
            ana.send("NS GROUP")
            ana.expect("It could not be written down")
            ana.send("NICK ana")
            ana.expect(" NICK ")
            ana.send("CS REGISTER #cafe")
            ana.expect("yours now")
            ana.send("MODE #cafe +s")
            ana.expect(r"MODE #cafe \+s")
            limit(resource.RLIM_INFINITY)
            ana.send("PRIVMSG #cafe :kept")
            ana.expect(":kept$")
            ana.send(f"REDACT #cafe {msgid}")
            ana.expect(f" REDACT #cafe {msgid}")
            ana.send("SEARCH text=regret")  # the index has seen it
            ana.expect(r" BATCH -")
            server.stop()
            server = self.use(Server(*options))
            bob = self.use(Person(server.port, "bob"))
            bob.send("JOIN #cafe")
            bob.expect(" 366 ")
            bob.send("MODE #cafe")
            bob.expect(r" 324 bob #cafe \+\w*s")
            bob.send("NICK ana2")
            bob.expect(":bob!.* NICK :?ana2")
            # what was deleted is not to be read in the file either
            server.stop()
            with open(os.path.join(folder, "tertulia.db"), "rb") as file:
                self.assertFalse(b"regret" in file.read())

    def test_an_administrator_is_one_after_a_crash(self):
        with tempfile.TemporaryDirectory() as folder:
            options = ("--data", folder, "--accounts.iterations=4096")
            server = self.use(Server(*options))
            claim = re.search(r"CLAIM (\S+)", server.output()).group(1)
            ana = self.use(Person(server.port, "ana"))
            ana.send("NS REGISTER secreto1")
            ana.expect("yours now")
            ana.send("NS CLAIM " + claim)
            ana.expect(" 381 ")
            ana.send("JOIN #x")
            ana.expect(" 366 ")
            ana.round_trip("written")
            server.process.kill()
            server.process.wait()
            server = self.use(Server(*options))
            ana = self.use(Person(server.port, caps="sasl"))
            ana.send("NICK ana")
            ana.send("USER ana 0 * :ana")
            ana.send("AUTHENTICATE PLAIN")
            ana.expect(r"AUTHENTICATE \+")
            ana.send("AUTHENTICATE " + base64.b64encode(b"\0ana\0secreto1").decode())
            ana.expect(" 903 ")
            ana.send("CAP END")
            ana.expect(" 381 ")
            ana.send("LUSERS")
            ana.expect(" 252 ana 1 ")

    def test_what_an_invented_account_shows_computes_no_cloak(self):
        with tempfile.TemporaryDirectory() as folder:
            server = self.use(Server("--data", folder))
            eve = self.use(Person(server.port, caps="sasl"))
            eve.send("AUTHENTICATE SCRAM-SHA-256")
            eve.expect(r"AUTHENTICATE \+")
            eve.send("AUTHENTICATE " + base64.b64encode(b"n,,n=2001:db8::,r=abcdefgh").decode())
            first = base64.b64decode(eve.expect("AUTHENTICATE ").split()[-1]).decode()
            salt = base64.b64decode(dict(item.split("=", 1) for item in first.split(","))["s"])
            server.stop()
            with sqlite3.connect(os.path.join(folder, "tertulia.db")) as kept:
                keys = dict(kept.execute("SELECT name, value FROM secret"))
            kept.close()
            made_with = [name for name, key in keys.items()
                         if hmac.new(key, b"2001:db8::", "sha256").digest()[:len(salt)] == salt]
            self.assertEqual(made_with, ["salt"])
            self.assertNotEqual(keys["salt"], keys["cloak"])

    def scram_until_final(self, person, account, password):
        """SCRAM-SHA-256 up to the server's last word, without the answer to it."""
        person.send("AUTHENTICATE SCRAM-SHA-256")
        person.expect(r"AUTHENTICATE \+")
        bare = f"n={account},r=abcdefgh"
        person.send("AUTHENTICATE " + base64.b64encode(("n,," + bare).encode()).decode())
        first = base64.b64decode(person.expect("AUTHENTICATE ").split()[-1]).decode()
        said = dict(item.split("=", 1) for item in first.split(","))
        salted = hashlib.pbkdf2_hmac("sha256", password.encode(), base64.b64decode(said["s"]),
                                     int(said["i"]))
        key = hmac.new(salted, b"Client Key", "sha256").digest()
        last = "c=biws,r=" + said["r"]
        signature = hmac.new(hashlib.sha256(key).digest(), f"{bare},{first},{last}".encode(),
                             "sha256").digest()
        proof = base64.b64encode(bytes(a ^ b for a, b in zip(key, signature))).decode()
        person.send("AUTHENTICATE " + base64.b64encode(f"{last},p={proof}".encode()).decode())
        person.expect("AUTHENTICATE ")

    def test_an_exchange_ends_with_the_password_it_began_with(self):
        server = self.use(Server("--accounts.iterations=4096", "--limits.flood=off"))
        ana = self.use(Person(server.port, "ana"))
        ana.send("NS REGISTER secreto1")
        ana.expect("yours now")
        fine, late, gone = (self.use(Person(server.port, nick, caps="sasl"))
                            for nick in ("fine", "late", "gone"))
        self.scram_until_final(fine, "ana", "secreto1")
        fine.send("AUTHENTICATE +")
        fine.expect(" 903 ")
        self.scram_until_final(late, "ana", "secreto1")
        ana.send("NS PASSWD secreto1 another22")
        ana.expect("was changed")
        late.send("AUTHENTICATE +")
        late.expect(" 904 ")
        self.scram_until_final(gone, "ana", "another22")
        ana.send("NS DROP another22")
        ana.expect("deleted")
        gone.send("AUTHENTICATE +")
        gone.expect(" 904 ")

    def test_many_behind_one_address_log_in_at_once(self):
        server = self.use(Server("--accounts.iterations=4096", "--limits.flood=off",
                                 "--accounts.made_per_address=100"))
        people = []
        for i in range(20):
            one = self.use(Person(server.port, f"p{i}", caps="sasl"))
            one.send(f"NS REGISTER secreto{i}")
            one.expect("yours now")
            people.append(one)
        again = [self.use(Person(server.port, f"again{i}", caps="sasl")) for i in range(20)]
        for one in again:
            one.send("AUTHENTICATE PLAIN")
            one.expect(r"AUTHENTICATE \+")
        for i, one in enumerate(again):
            words = f"\0p{i}\0secreto{i}".encode()
            one.send("AUTHENTICATE " + base64.b64encode(words).decode())
        for one in again:
            one.expect(" 903 ")

    def found(self, person, words):
        """The texts that a search finds."""
        person.send(f"SEARCH text={words}")
        person.expect(r" BATCH \+\S+ soju.im/search$")
        texts = []
        while " BATCH -" not in person.expect(r" PRIVMSG \S+ :| BATCH -"):
            texts.append(person.last.split(" PRIVMSG ", 1)[1].split(" :", 1)[1])
        return texts

    def test_a_file_of_an_earlier_version_is_brought_up_to_date(self):
        with tempfile.TemporaryDirectory() as folder:
            with sqlite3.connect(os.path.join(folder, "tertulia.db")) as old:
                old.executescript(VERSION_5)
            old.close()
            server = self.use(Server("--data", folder))
            ana = self.use(Person(server.port, "ana", caps=CAPS))
            ana.send("JOIN #cafe")
            ana.expect(" 366 ")
            ana.send("CHATHISTORY LATEST #cafe * 10")
            ana.expect(r"msgid=first\S* :ana!~ana@host PRIVMSG #Cafe :con el corazón$")
            self.assertEqual(self.found(ana, "corazon"), ["con el corazón"])

    def old(self, name, port=0):
        path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "old", name)
        with open(path, encoding="utf-8") as f:
            return f.read().replace("PORT", str(port))

    def test_what_version_0_1_kept_is_taken_over(self):
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as config:
            with sqlite3.connect(os.path.join(folder, "tertulia.db")) as old:
                old.executescript(self.old("server.sql"))
            old.close()
            server = self.use(Server("--data", folder))
            ana = self.use(Person(server.port, caps=CAPS + " sasl"))
            ana.send("NICK ana")
            ana.send("USER ana 0 * :ana")
            ana.send("AUTHENTICATE PLAIN")
            ana.expect(r"^AUTHENTICATE \+$")
            ana.send("AUTHENTICATE " + base64.b64encode(b"\0ana\0correct-horse").decode())
            ana.expect(" 903 ")
            ana.send("CAP END")
            ana.send("JOIN #cafe")
            ana.expect(" 332 .*what was said in November")
            ana.expect(" 366 ")
            ana.send("CHATHISTORY LATEST #cafe * 10")
            ana.expect("first words$")
            ana.expect("hello ana$")
            ana.send("MODE #cafe b")
            ana.expect(r" 367 ana #cafe troll!\*@\*")
            self.assertEqual(self.found(ana, "japon 日本") + self.found(ana, "mas"), ["¿y qué más? 日本"])

            # and the window's, at a server that has no past and searches nothing
            server = self.use(Server("--server.without_caps=draft/chathistory soju.im/search"))
            history, settings = (os.path.join(config, name) for name in ("history.db", "tertulia.ini"))
            with sqlite3.connect(history) as old:
                old.executescript(self.old("client.sql", server.port))
            old.close()
            with open(settings, "w", encoding="utf-8") as f:
                f.write(self.old("tertulia.ini", server.port))
            screen = self.use(Screen())
            window = self.use(Window(screen, "--server", f"127.0.0.1:{server.port}", "--nick", "eva", "--join", "#cafe",
                                     config=config))
            wait_for(lambda: screen.picture().count("#FFFFFF") > 100000, "a light window: " + window.output())
            screen.key("ctrl+f")
            screen.type("first words")
            screen.key("Return")
            wait_for(lambda: screen.picture().count("#F8C153", 800, 200, 450, 150) > 800, "the old message, found")
            self.assertEqual(window.stop(), 0)
            with open(settings, encoding="utf-8") as f:
                kept = f.read()
            self.assertIn("\ndevice = ", kept) # which that version did not write
            for line in ("theme = light", "clock = 12", "text-size = 125", "typing = hidden"):
                self.assertIn(line + "\n", kept)
            with sqlite3.connect(history) as now:
                self.assertGreater(now.execute("PRAGMA user_version").fetchone()[0], 3)
            now.close()

    def test_rooms_and_ranks_and_settings_outlive_a_restart_and_guests_do_not(self):
        with tempfile.TemporaryDirectory() as folder:
            options = ("--data", folder, "--accounts.iterations=4096", "--limits.flood=off")
            server = self.use(Server(*options))
            ana = self.use(Person(server.port, "ana", "#cafe"))
            bob = self.use(Person(server.port, "bob"))
            for person, name in ((ana, "ana"), (bob, "bob")):
                person.send("REGISTER * * queso-y-pan")
                person.expect(f" 900 {name} ")
            for line in ("CS REGISTER #cafe", "CS ACCESS #cafe ADD bob voice", "NS CLAIM " +
                         server.output().split("CLAIM ")[1].split()[0],
                         "CS SET #cafe KEEP-DAYS 30", "CS FORBID #bad :too loud"):
                ana.send(line)
                ana.expect(r"Serv!\S+ NOTICE ")
            ana.send("PERSISTENCE SET OFF")
            ana.expect(" STATUS OFF OFF")
            eva = self.use(Person(server.port, "eva", caps="echo-message"))
            eva.send("PRIVMSG bob :between a guest and bob")
            eva.expect("PRIVMSG bob")
            server.stop()
            server = self.use(Server(*options))
            self.assertNotIn("CLAIM", server.output())
            eva = self.use(Person(server.port, "eva", "#cafe"))
            eva.send("MODE #cafe")
            eva.expect(r" 324 eva #cafe \+nrt$")
            eva.send("CS INFO #cafe")
            eva.expect("belongs to ana$")
            eva.expect("for 30 days")
            eva.send("JOIN #bad")
            eva.expect(" 437 eva #bad :.*too loud")
            bob = self.use(Person(server.port))
            bob.send("CAP REQ sasl\r\nNICK bob\r\nUSER bob 0 * :bob\r\nAUTHENTICATE PLAIN")
            bob.expect(r"AUTHENTICATE \+")
            bob.send("AUTHENTICATE " + base64.b64encode(b"\0bob\0queso-y-pan").decode())
            bob.send("CAP END\r\nJOIN #cafe")
            bob.expect(r"MODE #cafe \+v bob")
            server.stop()
            with sqlite3.connect(os.path.join(folder, "tertulia.db")) as kept:
                self.assertEqual(kept.execute("SELECT count(*) FROM record WHERE body LIKE "
                                              "'%between a guest%'").fetchone(), (0,))
                self.assertEqual(kept.execute("SELECT count(*) FROM met").fetchone(), (0,))
            kept.close()

    def test_where_a_guest_had_read_to_goes_with_them(self):
        with tempfile.TemporaryDirectory() as folder:
            server = self.use(Server("--data", folder))
            eva = self.use(Person(server.port, "eva"))
            ana = self.use(Person(server.port, "ana", caps="draft/read-marker"))
            ana.send("JOIN #cafe\r\nMARKREAD #cafe timestamp=2026-11-29T10:00:00.000Z\r\nPRIVMSG eva :hola")
            ana.expect(" MARKREAD #cafe timestamp=2026-11-29T10:00:00.000Z")
            eva.expect(" PRIVMSG eva :hola")

            def rows():
                with sqlite3.connect(f"file:{folder}/tertulia.db?mode=ro", uri=True) as kept:
                    return [kept.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("marker", "met")]
            wait_for(lambda: rows() == [1, 2], "what is kept of ana")
            ana.send("QUIT")
            wait_for(lambda: rows() == [0, 1], "nothing but what eva has met")
            eva.send("QUIT")
            wait_for(lambda: rows() == [0, 0], "nothing")

    def test_what_is_deleted_is_in_no_file_any_more(self):
        def files_with(folder, word):
            found = []
            for name in sorted(os.listdir(folder)):
                with open(os.path.join(folder, name), "rb") as f:
                    found += [name] if word in f.read() else []
            return found

        with tempfile.TemporaryDirectory() as folder:
            options = ("--data", folder, "--limits.flood=off")
            server = self.use(Server(*options))
            ana = self.use(Person(server.port, "ana", "#cafe", caps=CAPS + " echo-message draft/message-redaction"))
            for i in range(300):
                ana.send(f"PRIVMSG #cafe :words that stay {i} " + "xylophonequartz" * (i == 100))
            line = ana.expect("PRIVMSG #cafe :words that stay 100 xylophonequartz")
            ana.expect("PRIVMSG #cafe :words that stay 299")
            self.assertEqual(len(self.found(ana, "xylophonequartz")), 1)
            self.assertNotEqual(files_with(folder, b"xylophone"), [])
            ana.send("REDACT #cafe " + re.search(r"msgid=([^ ;]+)", line).group(1))
            ana.expect(" REDACT #cafe ")
            self.assertEqual(self.found(ana, "xylophonequartz"), [])

            wait_for(lambda: files_with(folder, b"xylophone") == [], "the end of the word in every file")
            # and what is deleted at the last moment
            ana.send("PRIVMSG #cafe :quartzxylograph")
            line = ana.expect("PRIVMSG #cafe :quartzxylograph")
            self.assertEqual(len(self.found(ana, "quartzxylograph")), 1)
            ana.send("REDACT #cafe " + re.search(r"msgid=([^ ;]+)", line).group(1))
            ana.expect(" REDACT #cafe ")
            server.stop()
            self.assertEqual(files_with(folder, b"quartzxylo"), [])
            server = self.use(Server(*options))
            ana = self.use(Person(server.port, "ana", "#cafe", caps=CAPS))
            self.assertEqual(len(self.found(ana, "stay")), 100)

    def test_words_are_found_wherever_they_stand(self):
        with tempfile.TemporaryDirectory() as folder:
            server = self.use(Server("--data", folder, "--limits.flood=off"))
            ana = self.use(Person(server.port, "ana", "#cafe", caps=CAPS + " echo-message"))
            said = ("我好今天天气很好搜尋", "今日は天気がいい", "프로그래밍 언어", "ภาษาไทยง่าย", "Volldampfschifffahrt",
                    "Straße mit Café, C++ and don't")
            for text in said:
                ana.send(f"PRIVMSG #cafe :{text}")
                ana.expect(" PRIVMSG #cafe :")
            for word, at in (("天气", 0), ("搜尋", 0), ("天気", 1), ("그래밍", 2), ("ไทย", 3), ("dampf", 4), ("schiff", 4),
                             ("Voll", 4), ("strasse", None), ("straße", 5), ("cafe", 5), ("C++", 5), ("don't", 5)):
                self.assertEqual(self.found(ana, word), [said[at]] if at is not None else [], word)
            self.assertEqual(self.found(ana, "气天"), [])

    def test_what_cannot_be_written_is_one_sentence(self):
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(os.path.join(folder, "tertulia.db"))
            done = self.run_server("--data", folder, "--listen", "127.0.0.1:0")
            self.assertEqual(done.returncode, 1)
            self.assertRegex(done.stdout, r"^tertuliad: cannot open \S+/tertulia.db: unable to open "
                             r"database file\. .*--data FOLDER\.$")

    def test_a_newer_file_is_not_touched(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "tertulia.db")
            with sqlite3.connect(path) as new:
                new.execute("PRAGMA user_version = 9999")
            new.close()
            done = self.run_server("--data", folder, "--listen", "127.0.0.1:0")
            self.assertEqual(done.returncode, 1)
            self.assertRegex(done.stdout, r"^tertuliad: cannot open \S+: .*newer version")

    def test_the_index_of_words_is_made_anew_when_it_is_lost(self):
        with tempfile.TemporaryDirectory() as folder:
            def say(server, text):
                ana = self.use(Person(server.port, text.split()[0], "#cafe",
                                      caps=CAPS + " echo-message"))
                ana.send(f"PRIVMSG #cafe :{text}")
                ana.expect(" PRIVMSG #cafe :")
                return ana

            index = os.path.join(folder, "tertulia.db-words")
            copy = os.path.join(folder, "copy")
            server = self.use(Server("--data", folder))
            ana = say(server, "uno igual")
            self.assertEqual(self.found(ana, "igual"), ["uno igual"])
            self.run_server("backup", copy, "--data", folder)
            self.assertEqual(self.found(say(server, "dos igual"), "igual"), ["uno igual", "dos igual"])
            server.stop()
            os.remove(index)
            server = self.use(Server("--data", folder))
            self.assertEqual(self.found(say(server, "tres igual"), "igual"),
                             ["uno igual", "dos igual", "tres igual"])
            server.stop()
            with open(index, "w") as f:
                f.write("no database, and long enough for that" * 99)
            server = self.use(Server("--data", folder))
            self.assertIn("the index of words is made anew", server.output())
            self.assertEqual(len(self.found(say(server, "cuatro igual"), "igual")), 4)
            server.stop()
            os.remove(index)
            with sqlite3.connect(index) as old:  # as an earlier version made it
                old.executescript("CREATE VIRTUAL TABLE words USING fts5 (text, content = '',"
                                  " tokenize = 'unicode61 remove_diacritics 2');"
                                  "CREATE TABLE progress (record INTEGER NOT NULL, gone INTEGER NOT NULL);"
                                  "INSERT INTO progress VALUES (3, 0);")
            old.close()
            server = self.use(Server("--data", folder))
            self.assertEqual(len(self.found(say(server, "cinco igual"), "igual")), 5)
            server.stop()
            os.replace(copy, os.path.join(folder, "tertulia.db"))  # the backup takes its place
            server = self.use(Server("--data", folder))
            self.assertEqual(self.found(say(server, "otra igual"), "igual"),
                             ["uno igual", "otra igual"])


if __name__ == "__main__":
    main()
