"""Servers side by side under the same crowd (crowd.c): ours with everything switched on but flood control, the
floor (floor.c: the least a relay can do), and every peer that is installed. Medians of several runs,
one after the other; compare within one run only, the machines are noisy."""
import json
import os
import pwd
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

BIN = os.path.dirname(os.path.abspath(sys.argv[1]))
os.environ["TERTULIA_BIN"] = BIN
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "live"))
from base import Program, Server, free_port, wait_for  # noqa: E402

RUNS = int(os.environ.get("RUNS", "3"))
SECONDS = int(os.environ.get("SECONDS", "4"))
# people, rooms, messages a second (0: the next when all have the one before; -N: N of them at once)
LOADS = [("one room of 500, one message at a time", 500, 1, 0),
         ("one room of 500, 64 messages at once", 500, 1, -64),
         ("2,000 people, 100 rooms, 4,000 messages/s", 2000, 100, 4000),
         ("10,000 people, 500 rooms, 1,000 messages/s", 9000, 450, 900)]


def ours(*more):
    return Server("--limits.flood=off", "--limits.sendq_hard=8M", "--limits.unregistered_all=100000", *more)


def floor():
    program = Program(os.path.join(BIN, "floor"))
    wait_for(lambda: "ready" in program.output(), "the floor")
    program.port = int(re.search(r"port (\d+)", program.output()).group(1))
    return program


def ngircd():
    path = shutil.which("ngircd", path="/usr/sbin:/usr/bin")
    if not path:
        return None
    port = free_port()
    folder = tempfile.mkdtemp(prefix="tertulia-")
    config = os.path.join(folder, "ngircd.conf")
    with open(config, "w") as f:
        f.write(f"[Global]\nName = irc.test.example\nInfo = bench\nListen = 127.0.0.1\nPorts = {port}\n"
                "[Limits]\nMaxConnections = 0\nMaxConnectionsIP = 0\nMaxPenaltyTime = 0\nMaxJoins = 0\n"
                "[Options]\nDNS = no\nIdent = no\nPAM = no\n")
    program = Program(path, "-n", "-f", config)
    wait_for(lambda: "ready" in program.output(), "ngircd")
    program.port = port
    return program


def peer(name, command, port, files, user=None):
    """A server that says it listens by listening; its configuration in a folder of its own."""
    folder = tempfile.mkdtemp(prefix="tertulia-")
    for file, text in files.items():
        with open(os.path.join(folder, file), "w") as f:
            f.write(text.replace("FOLDER", folder))
    if user and os.geteuid() == 0:  # it does not want to be root
        number = pwd.getpwnam(user).pw_uid
        for path in (folder, *(os.path.join(folder, file) for file in files)):
            os.chown(path, number, number)
        command = ["setpriv", f"--reuid={number}", f"--regid={number}", "--clear-groups", *command]
    program = Program(*[word.replace("FOLDER", folder) for word in command])
    program.port = port

    def listens():
        with socket.socket() as s:
            return s.connect_ex(("127.0.0.1", port)) == 0
    wait_for(lambda: listens() or not program.running(), name)
    if not program.running():
        raise AssertionError(f"{name} ended: {program.output()[-300:]}")
    return program


def inspircd():
    path = shutil.which("inspircd", path="/usr/sbin:/usr/bin")
    port = free_port()
    return path and peer("inspircd", [path, "--nofork", "--nopid", "--config", "FOLDER/inspircd.conf"], port, {
        "inspircd.conf": f'''<server name="irc.test.example" description="bench" network="bench">
<admin name="a" nick="a" email="a@irc.test.example">
<bind address="127.0.0.1" port="{port}" type="clients">
<connect name="all" allow="*" timeout="60" pingfreq="600" hardsendq="16M" softsendq="16M" recvq="64K"
 threshold="1000000" commandrate="1000000" fakelag="no" localmax="100000" globalmax="100000" maxchans="100"
 limit="100000" resolvehostnames="no" useconnectban="no" useconnflood="no" uniqueusername="no" modes="">
<performance softlimit="100000" somaxconn="1024" netbuffersize="65536" nouserdns="yes">
<path configdir="FOLDER" datadir="FOLDER" logdir="FOLDER">
<log method="file" type="none" level="none" target="none.log">
'''}, "nobody")


def hybrid():
    path = shutil.which("ircd-hybrid", path="/usr/sbin:/usr/bin")
    port = free_port()
    return path and peer("ircd-hybrid", [path, "-foreground", "-configfile", "FOLDER/ircd.conf", "-pidfile", "FOLDER/pid",
                                         "-logfile", "FOLDER/log", "-klinefile", "FOLDER/k", "-dlinefile", "FOLDER/d",
                                         "-xlinefile", "FOLDER/x", "-resvfile", "FOLDER/r"], port, {
        "ircd.conf": f'''serverinfo {{ name = "irc.test.example"; sid = "0AA"; description = "bench"; network_name = "bench";
 hub = no; default_max_clients = 18000; nick_max_length = 20; topic_max_length = 160; }};
admin {{ name = "a"; email = "a@irc.test.example"; }};
class {{ name = "all"; ping_time = 10 minutes; number_per_ip_local = 100000; number_per_ip_global = 100000;
 max_number = 100000; max_sendq = 16 megabytes; max_recvq = 8000 bytes; max_channels = 100; }};
listen {{ host = "127.0.0.1"; port = {port}; }};
auth {{ user = "*@*"; class = "all"; flags = exceed_limit, kline_exempt, no_tilde; }};
operator {{ name = "none"; user = "none@none"; class = "all"; }};
general {{ throttle_count = 0; throttle_time = 0; disable_auth = yes; ident_timeout = 1; no_oper_flood = yes;
 default_floodcount = 0; max_accept = 50; ping_cookie = no; warn_no_connect_block = no; }};
channel {{ max_channels = 100; default_join_flood_count = 0; default_join_flood_time = 0; invite_client_count = 100;
 knock_client_count = 1; }};
'''}, "nobody")


SERVERS = {"floor": floor, "tertuliad": ours, "tertuliad by poll": lambda: ours("--server.poller=poll"),
           "ngircd": ngircd, "inspircd": inspircd, "ircd-hybrid": hybrid}


def run(start, people, rooms, rate):
    server = start()
    if not server:
        return None
    try:
        empty = server.memory_kb()
        crowd = subprocess.Popen([os.path.join(BIN, "crowd"), str(server.port), str(people), str(rooms),
                                  str(rate), str(SECONDS)], stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, text=True)
        timer = time.monotonic() + 120
        seated = crowd.stdout.readline()
        if not seated.startswith("seated"):
            return {"error": crowd.stderr.read().strip()[-80:] or "nobody was seated"}
        memory = server.memory_kb()
        crowd.stdout.readline()
        cpu = server.cpu_s()
        last = crowd.stdout.readline().split()
        spent = server.cpu_s() - cpu
        crowd.wait(max(1, timer - time.monotonic()))
        if len(last) != 8 or last[1] != last[3]:
            return {"error": f"{' '.join(last)} {crowd.stderr.read().strip()[-60:]}"}
        return {"deliveries per CPU second": int(last[1]) / spent if spent else 0,
                "p50 ms": int(last[5]) / 1000, "p99 ms": int(last[7]) / 1000,
                "seated s": int(seated.split()[1]) / 1000, "KB a person": (memory - empty) / people}
    finally:
        server.clean()


def main():
    result = {}
    wanted = sys.argv[2:] or list(SERVERS)
    for title, people, rooms, rate in LOADS:
        print(f"\n{title}\n{'':<20}{'deliveries/CPU s':>18}{'p50 ms':>10}{'p99 ms':>10}{'seated s':>10}"
              f"{'KB each':>10}", flush=True)
        for name in wanted:
            rounds, error = [], ""
            for _ in range(RUNS):
                got = run(SERVERS[name], people, rooms, rate)
                if got and "error" in got:
                    error = got["error"]
                elif got:
                    rounds.append(got)
            if not rounds:
                print(f"{name:<20}{error or 'not installed':>18}", flush=True)
                continue
            median = {key: statistics.median(r[key] for r in rounds) for key in rounds[0]}
            result.setdefault(title, {})[name] = median
            print(f"{name:<20}{median['deliveries per CPU second']:>18,.0f}{median['p50 ms']:>10.2f}"
                  f"{median['p99 ms']:>10.2f}{median['seated s']:>10.2f}{median['KB a person']:>10.1f}",
                  flush=True)
    with open(os.path.join(BIN, "..", "load.json"), "w") as f:
        json.dump(result, f, indent=1)


if __name__ == "__main__":
    main()
