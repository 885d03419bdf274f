"""The servers that are compared: each starts with its limits lifted, listens on loopback and is gone with its
folder. A function gives a Program with `port`, and `tls` if that is what it speaks; None: not installed."""
import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile

from base import Program, Server, free_port, wait_for

BIN = os.environ["TERTULIA_BIN"]


def find(name):
    return shutil.which(name, path="/usr/sbin:/usr/bin:/usr/local/bin")


def ours(*more, tls=False):
    """Everything switched on but flood control."""
    options = ["--limits.flood=off", "--limits.sendq_hard=8M", "--limits.unregistered_all=100000", *more]
    port = free_port()
    server = Server(*options, *(("--listen-tls", f"127.0.0.1:{port}") if tls else ()))
    server.port, server.tls = (port if tls else server.port), tls
    return server


def floor():
    program = Program(os.path.join(BIN, "floor"))
    wait_for(lambda: "ready" in program.output(), "the floor")
    program.port = int(re.search(r"port (\d+)", program.output()).group(1))
    return program


def listens(port):
    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", port)) == 0


def peer(name, options, port, files):
    """One that listens on `port`; FOLDER in its options and files is a folder of its own. The user is another than
    root, since some refuse that."""
    path = find(name)
    if not path:
        return None
    folder = tempfile.mkdtemp(prefix="tertulia-")
    for file, text in files.items():
        with open(os.path.join(folder, file), "w") as f:
            f.write(text.replace("FOLDER", folder))
    other = []
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody").pw_uid
        for at in (folder, *(os.path.join(folder, file) for file in files)):
            os.chown(at, nobody, nobody)
        other = ["setpriv", f"--reuid={nobody}", f"--regid={nobody}", "--clear-groups"]
    program = Program(*other, path, *[option.replace("FOLDER", folder) for option in options])
    program.port = port
    stop = program.clean

    def clean():
        stop()
        shutil.rmtree(folder, ignore_errors=True)
    program.clean = clean
    try:
        wait_for(lambda: listens(port) or not program.running(), name)
    except AssertionError:
        program.clean()
        raise
    if not program.running():
        raise AssertionError(f"{name} ended: {program.output()[-300:]}")
    return program


def ngircd():
    port = free_port()
    return peer("ngircd", ["-n", "-f", "FOLDER/ngircd.conf"], port, {"ngircd.conf": f"""[Global]
Name = irc.test.example
Info = bench
Listen = 127.0.0.1
Ports = {port}
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxPenaltyTime = 0
MaxJoins = 0
[Options]
DNS = no
Ident = no
PAM = no
"""})


def inspircd(*modules):
    port = free_port()
    load = "\n".join(f'<module name="{module}">' for module in modules)
    return peer("inspircd", ["--nofork", "--nopid", "--config", "FOLDER/inspircd.conf"], port, {"inspircd.conf": f"""
<server name="irc.test.example" description="bench" network="bench">
<admin name="a" nick="a" email="a@irc.test.example">
<bind address="127.0.0.1" port="{port}" type="clients">
<connect name="all" allow="*" timeout="60" pingfreq="600" hardsendq="16M" softsendq="16M" recvq="64K"
 threshold="1000000" commandrate="1000000" fakelag="no" localmax="100000" globalmax="100000" maxchans="100"
 limit="100000" resolvehostnames="no" useconnectban="no" useconnflood="no" uniqueusername="no" modes="">
<performance softlimit="100000" somaxconn="1024" netbuffersize="65536" nouserdns="yes">
<path configdir="FOLDER" datadir="FOLDER" logdir="FOLDER">
<log method="file" type="none" level="none" target="none.log">
{load}
"""})


def hybrid():
    port = free_port()
    files = [word for kind, file in (("log", "log"), ("kline", "k"), ("dline", "d"), ("xline", "x"), ("resv", "r"))
             for word in (f"-{kind}file", f"FOLDER/{file}")]
    return peer("ircd-hybrid", ["-foreground", "-configfile", "FOLDER/ircd.conf", "-pidfile", "FOLDER/pid", *files],
                port, {"ircd.conf": f"""
serverinfo {{ name = "irc.test.example"; sid = "0AA"; description = "bench"; network_name = "bench"; hub = no;
 default_max_clients = 18000; nick_max_length = 20; topic_max_length = 160; }};
admin {{ name = "a"; email = "a@irc.test.example"; }};
class {{ name = "all"; ping_time = 10 minutes; number_per_ip_local = 100000; number_per_ip_global = 100000;
 max_number = 100000; max_sendq = 16 megabytes; max_recvq = 8000 bytes; max_channels = 100; }};
listen {{ host = "127.0.0.1"; port = {port}; }};
auth {{ user = "*@*"; class = "all"; flags = exceed_limit, kline_exempt, no_tilde; }};
operator {{ name = "none"; user = "none@none"; class = "all"; }};
general {{ throttle_count = 0; throttle_time = 0; disable_auth = yes; ident_timeout = 1; no_oper_flood = yes;
 default_floodcount = 0; max_accept = 50; ping_cookie = no; warn_no_connect_block = no; }};
channel {{ max_channels = 100; default_join_flood_count = 0; default_join_flood_time = 0;
 invite_client_count = 100; knock_client_count = 1; }};
"""})


def is_ergo(path):
    """Another program has that name, too."""
    said = subprocess.run([path, "--version"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=10, check=False)
    return b"ergo-" in said.stdout


def ergo():
    """Untried where it is not packaged. It has no option for its database but the file's."""
    path, port = find("ergo"), free_port()
    if not path or not is_ergo(path):
        return None
    folder = tempfile.mkdtemp(prefix="tertulia-")
    config = os.path.join(folder, "ircd.yaml")
    with open(config, "w") as f:
        f.write(f"""network: {{name: bench}}
server:
  name: irc.test.example
  listeners: {{"127.0.0.1:{port}": {{}}}}
  casemapping: ascii
  max-sendq: 16M
  ip-limits: {{count: false, throttle: false}}
datastore: {{path: {folder}/ircd.db, autoupgrade: true}}
accounts: {{registration: {{enabled: false}}, authentication-enabled: false}}
channels: {{default-modes: +n, max-channels-per-client: 100}}
limits: {{nicklen: 32, identlen: 20, channellen: 64, awaylen: 390, kicklen: 390, topiclen: 390,
  monitor-entries: 100, whowas-entries: 100, registration-messages: 1024, multiline: {{max-bytes: 4096, max-lines: 100}}}}
history: {{enabled: true, channel-length: 1024, client-length: 64}}
""")
    subprocess.run([path, "initdb", "--conf", config, "--quiet"], check=True, timeout=30)
    program = Program(path, "run", "--conf", config)
    program.port = port
    wait_for(lambda: listens(port) or not program.running(), "ergo")
    return program if program.running() else None


SERVERS = {"floor": floor, "tertuliad": ours, "tertuliad, TLS": lambda: ours(tls=True),
           "tertuliad, poll": lambda: ours("--server.poller=poll"),
           "ngircd": ngircd, "inspircd": inspircd, "ircd-hybrid": hybrid, "ergo": ergo}
PEERS = ("ngircd", "inspircd", "ircd-hybrid", "ergo")
