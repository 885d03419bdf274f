"""What a bystander feels of each attack of tests/live/attacks.py: the time that a PING takes, 100 of them a
second, in a calm and then in the attack; both of the same run, since the machines are noisy. The
attacker gets what the others leave of the processor: a real one is on another computer."""
import os
import statistics
import subprocess
import sys
import tempfile
import time

os.environ["TERTULIA_BIN"] = os.path.dirname(os.path.abspath(sys.argv[1]))
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "live"))
from attacks import ATTACKS  # noqa: E402
from base import Person, Server, free_port  # noqa: E402

SECONDS, ROUNDS = float(sys.argv[2]) if len(sys.argv) > 2 else 2, 5


def pings(person, goes_on):
    """Milliseconds, sorted."""
    times = []
    while goes_on():
        times.append(person.round_trip(f"p{len(times)}"))
        time.sleep(0.01)
    return sorted(times)


def p(times, share):
    return times[min(len(times) - 1, int(len(times) * share))]


def run(name, server, tls_port, ana):
    """Both p50 and p99, calm and attacked, and the server's share of its processor."""
    until = time.monotonic() + SECONDS
    calm = pings(ana, lambda: time.monotonic() < until)
    attacker = subprocess.Popen([sys.executable, os.path.join(HERE, "..", "live", "attacks.py"), name,
                                 str(server.port), str(tls_port), str(SECONDS)])
    cpu, begin = server.cpu_s(), time.monotonic()
    felt = pings(ana, lambda: attacker.poll() is None)
    share = (server.cpu_s() - cpu) / (time.monotonic() - begin) * 100
    assert attacker.returncode == 0 and server.running()
    return p(calm, .5), p(calm, .99), p(felt, .5), p(felt, .99), share


def main():
    tls_port = free_port()
    server = Server("--data", tempfile.mkdtemp(prefix="tertulia-"), "--limits.exempt_loopback=off",
                    "--limits.connects=1000000", "--limits.per_address=1000",
                    "--limits.unregistered=500", "--limits.sync_burst=10000", "--limits.sync_rate=1000",
                    "--listen-tls", f"127.0.0.1:{tls_port}")
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:  # the server has one for itself
        os.sched_setaffinity(server.process.pid, cores[:1])
        os.sched_setaffinity(0, cores[1:2])
    ana = Person(server.port, "ana", "#mesa")
    sam = Person(server.port, "sam", "#cafe")
    print(f"{'attack':<14}{'calm p50':>10}{'p99':>8}{'attack p50':>12}{'p99':>8}{'ratio':>7}"
          f"{'server CPU':>12}{'MB':>6}", flush=True)
    try:
        for name in ATTACKS:
            rounds = []
            for _ in range(ROUNDS):
                rounds.append(run(name, server, tls_port, ana))
                sam.read()
            calm50, calm99, felt50, felt99, share = map(statistics.median, zip(*rounds))
            print(f"{name:<14}{calm50:>10.2f}{calm99:>8.2f}{felt50:>12.2f}{felt99:>8.2f}"
                  f"{felt99 / calm99:>7.1f}{share:>11.0f}%{server.memory_kb() / 1024:>6.0f}", flush=True)
    finally:
        server.clean()


main()
