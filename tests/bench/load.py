"""Servers side by side under the same crowd (crowd.c): ours with everything switched on but flood control, the
floor (floor.c: the least a relay can do), and every peer that is installed. Medians of several runs, in turns;
compare within one run only, the machines are noisy, and how noisy is said at the end.

    load.py PROGRAM [table | curves] [SERVER...]       RUNS, SECONDS in the environment

The table goes to build/load.json as well; the curves are drawn into tests/bench/curves.svg."""
import json
import os
import statistics
import subprocess
import sys
import threading
import time

BIN = os.path.dirname(os.path.abspath(sys.argv[1]))
os.environ["TERTULIA_BIN"] = BIN
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "live"))
from curves import draw  # noqa: E402
from servers import PEERS, SERVERS, find, is_ergo  # noqa: E402

RUNS = int(os.environ.get("RUNS", "3"))
SECONDS = int(os.environ.get("SECONDS", "4"))
PATIENCE = 150  # seconds for one run; some need long to seat people
# people, rooms, messages a second (0: the next when all have the one before; -N: N of them at once), and how many
# times RUNS: the latency of processors that are nearly full is another in each run
LOADS = [("one room of 500, one message at a time", 500, 1, 0, 1),
         ("one room of 500, 64 messages at once", 500, 1, -64, 1),
         ("2,000 people, 100 rooms, 4,000 messages/s", 2000, 100, 4000, 3),
         ("10,000 people, 500 rooms, 1,000 messages/s", 10000, 500, 1000, 1),
         ("10,000 people, idle", 10000, 500, "idle", 1)]
COLUMNS = [("deliveries/CPU s", 18, 0), ("p50 ms", 9, 2), ("p99 ms", 9, 2), ("CPU %", 8, 2), ("seated s", 10, 2),
           ("KB each", 9, 1)]


def work_ms():
    """A fixed piece of work: the same each time on a machine that is quiet."""
    begin = time.perf_counter()
    sum(i * i for i in range(200_000))
    return (time.perf_counter() - begin) * 1000


def stolen():
    with open("/proc/stat") as f:
        fields = [int(word) for word in f.readline().split()[1:]]
    return fields[7], sum(fields[:8])


class Noise:
    def __init__(self):
        self.works, self.before = [], stolen()

    def listen(self):
        self.works += [work_ms() for _ in range(5)]

    def told(self):
        now = stolen()
        took = sorted(self.works)
        share = (now[0] - self.before[0]) / max(1, now[1] - self.before[1]) * 100
        return (f"{os.cpu_count()} processors; a fixed piece of work took {took[len(took) // 10]:.1f} to "
                f"{took[-1 - len(took) // 10]:.1f} ms between the runs, at worst {took[-1]:.1f}; "
                f"{share:.1f} % of the time was stolen by other machines")


def cpu_when_done(server, most=20):
    """What it has used, once it has done all that it put off."""
    used, end = server.cpu_s(), time.monotonic() + most
    while time.monotonic() < end:
        time.sleep(0.7)
        before, used = used, server.cpu_s()
        if used - before < 0.02:
            break
    return used


def run(start, people, rooms, rate):
    server = start()
    if not server:
        return {"error": "not installed"}
    crowd = None
    try:
        empty = server.memory_kb()
        crowd = subprocess.Popen([os.path.join(BIN, "crowd"), str(server.port), str(people), str(rooms), str(rate),
                                  str(SECONDS * 3 if rate == "idle" else SECONDS), *(["tls"] if getattr(server, "tls", False) else [])],
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        watch = threading.Timer(PATIENCE, crowd.kill)
        watch.start()
        seated = crowd.stdout.readline()
        if not seated:
            return {"error": crowd.stderr.read().strip()[-60:] or f"not all seated in {PATIENCE} s"}
        crowd.stdout.readline()
        memory, cpu, begin = server.memory_kb(), server.cpu_s(), time.monotonic()
        last = crowd.stdout.readline().split()
        took = time.monotonic() - begin
        watch.cancel()
        spent = (server.cpu_s() if rate == "idle" else cpu_when_done(server)) - cpu
        if len(last) != 8 or last[1] != last[3]:
            return {"error": f"{' '.join(last[:4])} {crowd.stderr.read().strip()[-60:]}"}
        return {"deliveries/CPU s": int(last[1]) / spent if spent else 0, "p50 ms": int(last[5]) / 1000,
                "p99 ms": int(last[7]) / 1000, "CPU %": spent / took * 100, "seated s": int(seated.split()[1]) / 1000,
                "KB each": (memory - empty) / people}
    except AssertionError as e:
        return {"error": str(e)[-60:]}
    finally:
        if crowd:
            watch.cancel()
            crowd.kill()
            crowd.wait()
            crowd.stdin.close()
            crowd.stdout.close()
            crowd.stderr.close()
        server.clean()


def medians(names, people, rooms, rate, noise, errors, runs=RUNS):
    """Each of them in turn, so many times; one that has an error is not asked again."""
    rounds = {name: [] for name in names}
    for turn in range(runs):
        for at, name in enumerate(names):
            if name not in errors:
                print(f"\r{turn * len(names) + at + 1}/{runs * len(names)} {name:<20}", end="", file=sys.stderr,
                      flush=True)
                noise.listen()
                got = run(SERVERS[name], people, rooms, rate)
                if "error" in got:
                    errors[name] = got["error"]
                else:
                    rounds[name].append(got)
    print("\r" + " " * 40 + "\r", end="", file=sys.stderr, flush=True)
    return {name: {key: statistics.median(one[key] for one in got) for key in got[0]}
            for name, got in rounds.items() if got}


def table(names, noise):
    result, errors = {}, {}
    for title, people, rooms, rate, times in LOADS:
        print(f"\n{title}\n{'':<18}" + "".join(f"{name:>{width}}" for name, width, _ in COLUMNS), flush=True)
        could_not = errors.setdefault(people, {})
        row = medians(names, people, rooms, rate, noise, could_not, RUNS * times)
        result[title] = row
        for name in names:
            if name in row:
                print(f"{name:<18}" + "".join(f"{row[name][key]:>{width},.{digits}f}" for key, width, digits in COLUMNS))
            if name in could_not:
                print(f"{name:<18}  {could_not[name]}")
    return result


def ratios(result):
    """Ours beside the floor and the best of the peers, in this run."""
    for title, row in result.items():
        ours, floor = row.get("tertuliad"), row.get("floor")
        peers = [row[name] for name in PEERS if name in row]
        if not ours or not floor or not ours["deliveries/CPU s"]:
            continue
        line = (f"{title}: {ours['deliveries/CPU s'] / floor['deliveries/CPU s']:.2f} of the floor's deliveries, "
                f"{ours['p99 ms'] / floor['p99 ms']:.1f} times its p99")
        if peers:
            line += (f"; {ours['deliveries/CPU s'] / max(p['deliveries/CPU s'] for p in peers):.1f} times the best "
                     f"peer's deliveries")
        if "tertuliad, TLS" in row:
            line += f"; TLS costs {ours['deliveries/CPU s'] / row['tertuliad, TLS']['deliveries/CPU s']:.1f} times as much"
        print(line)


def curves(names, noise):
    """p99 against connections (rooms of 20, two messages a second for five people), and deliveries against the
    size of a room (64 messages at once)."""
    latency, work, errors = {}, {}, {}
    for people in (250, 500, 1000, 2000, 4000, 8000):
        row = medians(names, people, people // 20, people * 2 // 5, noise, errors)
        for name, got in row.items():
            latency.setdefault(name, []).append((people, got["p99 ms"]))
        print(f"{people} people: " + ", ".join(f"{n} {got['p99 ms']:.1f} ms" for n, got in row.items()), flush=True)
    for size in (10, 30, 100, 300, 1000):
        row = medians(names, size, 1, -64, noise, {})
        for name, got in row.items():
            work.setdefault(name, []).append((size, got["deliveries/CPU s"]))
        print(f"a room of {size}: " + ", ".join(f"{n} {got['deliveries/CPU s']:,.0f}" for n, got in row.items()),
              flush=True)
    with open(os.path.join(HERE, "curves.svg"), "w") as f:
        f.write(draw([("p99 latency, ms, by connections", latency), ("deliveries a CPU second, by people in a room", work)]))


def installed(name):
    return name not in PEERS or (find(name) and (name != "ergo" or is_ergo(find(name))))


def main():
    what = sys.argv[2] if len(sys.argv) > 2 else "table"
    names = sys.argv[3:] or [name for name in SERVERS if installed(name)]
    missing = [name for name in PEERS if not installed(name)]
    if missing:
        print(f"not installed: {', '.join(missing)}")
    noise = Noise()
    if what == "curves":
        curves([name for name in names if name != "tertuliad, poll"], noise)
    else:
        result = table(names, noise)
        print()
        ratios(result)
        with open(os.path.join(BIN, "..", "load.json"), "w") as f:
            json.dump({"runs": RUNS, "seconds": SECONDS, "noise": noise.told(), "loads": result}, f, indent=1)
    print(noise.told())


if __name__ == "__main__":
    main()
