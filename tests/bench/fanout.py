"""What a message in a room costs the server: one room of 200, everybody reads, one at a time
speaks; deliveries per second of the server's CPU, beside ngIRCd when it is installed. Medians of
several runs; the machines are noisy, so compare within one run only."""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

os.environ["TERTULIA_BIN"] = os.path.dirname(os.path.abspath(sys.argv[1]))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "live"))
from base import Person, Program, Server, free_port, wait_for  # noqa: E402

PEOPLE, MESSAGES, RUNS = 200, 10000, 3


def ours():
    return Server("--set", "limits.flood=off")


def ngircd():
    path = shutil.which("ngircd", path="/usr/sbin:/usr/bin")
    if not path:
        return None
    port = free_port()
    config = tempfile.NamedTemporaryFile("w", suffix=".conf", delete=False)
    config.write(f"[Global]\nName = irc.test.example\nInfo = bench\nListen = 127.0.0.1\n"
                 f"Ports = {port}\n[Limits]\nMaxConnectionsIP = 0\nMaxPenaltyTime = 0\n"
                 "[Options]\nDNS = no\nIdent = no\nPAM = no\n")
    config.close()
    server = Program(path, "-n", "-f", config.name)
    wait_for(lambda: "ready" in server.output(), "ngircd")
    server.port = port
    return server


def reader(port, count, messages):
    """A process of its own that reads for everybody; prints when all has come."""
    return subprocess.Popen([sys.executable, __file__, sys.argv[1], "--read", str(port),
                             str(count), str(messages)], stdout=subprocess.PIPE)


def read(port, count, messages):
    people = [Person(port, f"n{i}", "#bench") for i in range(count)]
    print("seated", flush=True)
    want = b"PRIVMSG #bench :last"
    tails = {p: b"" for p in people}
    import select
    left = set(people)
    by_socket = {p.socket: p for p in people}
    while left:
        for s in select.select([p.socket for p in left], [], [], 60)[0]:
            p = by_socket[s]
            data = tails[p] + s.recv(1 << 18)
            if want in data:
                left.discard(p)
            tails[p] = data[-64:]
    print("done", flush=True)


def measure(start):
    server = start()
    if not server:
        return None
    try:
        readers = reader(server.port, PEOPLE, MESSAGES)
        readers.stdout.readline()
        ana = Person(server.port, "ana", "#bench")
        cpu, wall = server.cpu_s(), time.monotonic()
        for i in range(MESSAGES):
            ana.send(f"PRIVMSG #bench :message number {i} with some words in it")
        ana.send("PRIVMSG #bench :last")
        readers.stdout.readline()
        wall = time.monotonic() - wall
        cpu = server.cpu_s() - cpu
        readers.wait(20)
        return PEOPLE * MESSAGES / max(cpu, 0.01), PEOPLE * MESSAGES / wall, server.memory_kb()
    finally:
        server.clean()


def main():
    print(f"one room of {PEOPLE}, {MESSAGES} messages, median of {RUNS}")
    print(f"{'':12} {'deliveries per CPU s':>22} {'deliveries per s':>18} {'memory, MB':>12}")
    results = {"tertuliad": [], "ngircd": []}
    for _ in range(RUNS):
        for name, start in (("tertuliad", ours), ("ngircd", ngircd)):
            got = measure(start)
            if got:
                results[name].append(got)
    for name, runs in results.items():
        if runs:
            cpu, wall, memory = (statistics.median(column) for column in zip(*runs))
            print(f"{name:12} {cpu:22,.0f} {wall:18,.0f} {memory / 1024:12.1f}")


if "--read" in sys.argv:
    read(int(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))
else:
    main()
