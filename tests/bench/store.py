"""What remembering costs: start-up, pages of the past and searches with a million messages kept, the
others' wait meanwhile; messages stored a second; delivery with the store on against off. Everything
is compared within this run; the machines are noisy."""
import base64
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

BIN = os.path.dirname(os.path.abspath(sys.argv[1]))
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
os.environ["TERTULIA_BIN"] = BIN
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "live"))
from base import Person, Server, wait_for  # noqa: E402

CAPS = "batch message-tags server-time draft/chathistory soju.im/search"
SEARCHES = [("one in 50,000, everywhere", "text=aguja"),
            ("one in 50,000, in one room", "in=#bench3;text=aguja"),
            ("one in 100, everywhere", "text=corazon"),
            ("one in 100, in one room", "in=#bench3;text=corazon"),
            ("one in 100, by one person", "from=p7;text=corazon"),
            ("the beginning of a word", "text=cora"),
            ("two words, never together", "text=aguja corazon"),
            ("no such word", "text=zzzz"),
            ("a frequent word, old", "text=lolo;before=2026-11-12T00:00:00.000Z"),
            ("by somebody who never spoke", "from=nobody;text=corazon")]


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def start_ms(folder):
    """From the start of the process to `ready`, median of some."""
    times = []
    for _ in range(7):
        begin = time.monotonic()
        process = subprocess.Popen([os.path.join(BIN, "tertuliad"), "--data", folder, "--listen",
                                    "127.0.0.1:0"], stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, text=True)
        while "ready" not in process.stdout.readline():
            pass
        times.append((time.monotonic() - begin) * 1000)
        process.terminate()
        process.wait()
    return statistics.median(times)


def answer_ms(person, line, end):
    begin = time.monotonic()
    person.send(line)
    person.expect(end)
    return (time.monotonic() - begin) * 1000


def pages(person, count):
    """Pages of 50 a second, each from another moment."""
    dice = random.Random(1)
    begin = time.monotonic()
    for _ in range(count):
        moment = time.gmtime(time.time() - dice.uniform(0, COUNT))
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", moment)
        person.send(f"CHATHISTORY BEFORE #bench{dice.randrange(20)} timestamp={stamp} 50")
        person.expect(r" BATCH -")
    return count / (time.monotonic() - begin)


def waits(person, other, action):
    """How long another's PING takes when it comes right behind the question."""
    person.send(action)
    wait = other.round_trip("w")
    person.expect(" BATCH -")
    return wait


def kept(folder):
    server = Server("--data", folder, "--limits.flood=off")
    try:
        rooms = ",".join(f"#bench{i}" for i in range(20))
        ana = Person(server.port, "ana", caps=CAPS)
        ana.send(f"JOIN {rooms}")
        ana.expect(r" 366 ana #bench19 ")
        bob = Person(server.port, "bob", "#bench0")
        pages(ana, 200)
        print(f"  pages of 50, each elsewhere          {pages(ana, 2000):10,.0f} a second")
        for name, query in SEARCHES:
            words = query.replace(" ", "\\s")
            times = [answer_ms(ana, f"SEARCH {words}", " BATCH -") for _ in range(7)]
            others = max(waits(ana, bob, f"SEARCH {words}") for _ in range(5))
            print(f"  search: {name:28} {statistics.median(times):10.1f} ms, others wait {others:6.1f} ms")
        print(f"  memory                               {server.memory_kb() / 1024:10.1f} MB")
    finally:
        server.clean()


def speak(store, messages=20000):
    """Among 50 people: messages a CPU second of the server, spoken as fast as it goes; p50 and p99
    of a delivery, spoken one by one."""
    server = Server("--limits.flood=off", f"--history.enabled={store}")
    try:
        people = [Person(server.port, f"n{i}", "#bench", caps="server-time") for i in range(50)]
        ana, bob = people[0], people[-1]
        cpu = server.cpu_s()
        for i in range(0, messages, 50):
            ana.raw("".join(f"PRIVMSG #bench :message {i + k} with some words in it\r\n"
                            for k in range(50)).encode())
            for person in people[1:]:
                person.read()
                person.lines.clear()
        ana.send("PRIVMSG #bench :last")
        for person in people[1:]:
            person.expect("last$")
        cpu = server.cpu_s() - cpu
        waits_ms = []
        for i in range(2000):
            begin = time.monotonic()
            ana.send(f"PRIVMSG #bench :one {i}")
            bob.expect(f"one {i}$")
            waits_ms.append((time.monotonic() - begin) * 1000)
            if i % 100 == 0:
                for person in people[1:-1]:
                    person.read()
                    person.lines.clear()
        return messages / max(cpu, 0.01), percentile(waits_ms, 0.5), percentile(waits_ms, 0.99)
    finally:
        server.clean()


def storm(seconds=4, attackers=20):
    """p50 and p99 of a PING while nobody else, then while many guess at passwords."""
    server = Server("--limits.flood=off", "--accounts.guesses=100000", "--limits.per_address=100")
    words = base64.b64encode(b"\0ana\0not the password").decode()
    try:
        ana = Person(server.port, "ana")
        ana.send("NS REGISTER queso-de-cabra")
        ana.expect("yours now")
        bob = Person(server.port, "bob", "#cafe")
        calm = [bob.round_trip(f"c{i}") for i in range(1000)]
        guessers = [Person(server.port, f"g{i}", caps="sasl") for i in range(attackers)]
        for one in guessers:
            one.send("AUTHENTICATE PLAIN")
        waits_ms, tries, end = [], 0, time.monotonic() + seconds
        while time.monotonic() < end:
            for one in guessers:
                one.read()
                for line in one.lines:
                    if line.startswith("AUTHENTICATE"):
                        one.send("AUTHENTICATE " + words)
                    elif " 904 " in line:
                        tries += 1
                        one.send("AUTHENTICATE PLAIN")
                one.lines.clear()
            waits_ms.append(bob.round_trip(f"s{len(waits_ms)}"))
        for name, values in (("calm", calm), (f"{tries / seconds:,.0f} wrong passwords a second", waits_ms)):
            print(f"  {name:36} p50 {percentile(values, 0.5):.2f} ms, p99 {percentile(values, 0.99):.2f} ms")
    finally:
        server.clean()


def main():
    folder = tempfile.mkdtemp(prefix="tertulia-bench-")
    empty = tempfile.mkdtemp(prefix="tertulia-bench-")
    try:
        begin = time.monotonic()
        subprocess.run([os.path.join(BIN, "fill"), os.path.join(folder, "tertulia.db"), str(COUNT)],
                       check=True)
        print(f"{COUNT:,} messages kept ({time.monotonic() - begin:.0f} s to write them)")
        print(f"  start to ready                       {start_ms(folder):10.1f} ms;"
              f" without any {start_ms(empty):.1f} ms")
        kept(folder)
        print("a room of 50, history on against off")
        runs = {"on": [], "off": []}
        for _ in range(3):
            for store, got in runs.items():
                got.append(speak(store))
        for store, got in runs.items():
            cpu, p50, p99 = (statistics.median(column) for column in zip(*got))
            print(f"  {store:4} {cpu:10,.0f} messages a CPU second; one by one: p50 {p50:.2f} ms,"
                  f" p99 {p99:.2f} ms")
        print("somebody else's PING, with 20 people guessing at a password")
        storm()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(empty, ignore_errors=True)


main()
