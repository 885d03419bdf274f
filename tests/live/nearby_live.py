"""Servers found on the local network: two network namespaces with a cable between them, a server in one, a window
and Avahi's tools in the other."""
import os
import shutil
import subprocess
import tempfile
import unittest

from base import BIN, LiveTest, Program, Screen, main, wait_for

ONE, OTHER = f"tertulia{os.getpid()}a", f"tertulia{os.getpid()}b"
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={path}</listen><auth>EXTERNAL</auth><policy context="default">
<allow user="*"/><allow own="*"/><allow send_type="method_call"/><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/>
</policy></busconfig>"""


def ip(*words):
    return subprocess.run(["ip", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def namespaces():
    """Whether they could be made."""
    ends = (ONE, "10.77.0.1"), (OTHER, "10.77.0.2")
    if os.geteuid() != 0 or not shutil.which("ip") or not all(ip("netns", "add", name) for name, _ in ends):
        return False
    made = ip("link", "add", "cable", "netns", ONE, "type", "veth", "peer", "name", "cable", "netns", OTHER)
    for name, address in ends:
        made = (made and ip("-n", name, "addr", "add", f"{address}/24", "dev", "cable") and
                ip("-n", name, "link", "set", "cable", "up") and ip("-n", name, "link", "set", "lo", "up"))
    return made


class Nearby(LiveTest):
    @classmethod
    def setUpClass(cls):
        if not namespaces():
            cls.tearDownClass()
            raise unittest.SkipTest("there are no network namespaces here")

    @classmethod
    def tearDownClass(cls):
        ip("netns", "del", ONE)
        ip("netns", "del", OTHER)

    def inside(self, name, *command, **more):
        return self.use(Program("ip", "netns", "exec", name, *command, **more))

    def serve(self, network, *options, port=6697):
        folder = tempfile.mkdtemp(prefix="tertulia-")
        server = self.inside(ONE, os.path.join(BIN, "tertuliad"), "--data", folder,
                             "--listen-tls", f"*:{port}", "--listen", f"127.0.0.1:{port + 1}", "--set", f"server.network={network}", *options)
        wait_for(lambda: "\nready\n" in server.output(), "the server: " + server.output())
        return server

    def test_a_window_lists_it_and_goes_there(self):
        server = self.serve("Aula")
        screen = self.use(Screen())
        config = tempfile.mkdtemp(prefix="tertulia-")
        with open(os.path.join(config, "tertulia.ini"), "w") as f:
            f.write("[login]\nnick = ana\nroom = #cafe\n")
        said = os.path.join(config, "said")
        self.inside(OTHER, os.path.join(BIN, "tertulia"), "--config", config, "--transcript", said,
                    env={"DISPLAY": screen.display, "LC_ALL": "C.UTF-8", "LANG": "en_GB", "SDL_VIDEODRIVER": "x11"})

        def listed():
            """Its row has a tile with an icon; the field's address is 127.0.0.1 before."""
            return screen.picture().count("#2F2D29", 216, 200, 100, 80) > 300
        wait_for(listed, "the server in the list: " + server.output())
        screen.key("Tab", "Tab", "Return")  # the button to host, the first of the network
        # nobody vouches for it: first its fingerprint is shown
        wait_for(lambda: screen.picture().count("#223557", 380, 400, 520, 200) > 5000, "its fingerprint")
        screen.key("Tab", "Return")

        def spoken():
            with open(said) as f:
                return f.read()
        wait_for(lambda: "#cafe" in spoken(), "the room: " + spoken())
        # it says goodbye
        server.stop()

    @unittest.skipUnless(shutil.which("avahi-browse") and shutil.which("dbus-daemon"), "there is no Avahi")
    def test_others_find_it_and_are_found(self):
        folder = tempfile.mkdtemp(prefix="tertulia-")
        bus = os.path.join(folder, "bus")
        with open(os.path.join(folder, "bus.conf"), "w") as f:
            f.write(BUS.format(path=bus))
        with open(os.path.join(folder, "avahi.conf"), "w") as f:
            f.write("[server]\nuse-ipv6=no\nenable-dbus=yes\n")
        self.use(Program("dbus-daemon", "--nofork", "--config-file=" + os.path.join(folder, "bus.conf")))
        wait_for(lambda: os.path.exists(bus), "the bus")
        env = {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=" + bus}
        daemon = self.inside(OTHER, "avahi-daemon", "-f", os.path.join(folder, "avahi.conf"), "--no-drop-root",
                             "--no-chroot", "--no-rlimits", env=env)
        wait_for(lambda: "startup complete" in daemon.output(), "avahi-daemon: " + daemon.output())
        browse = self.inside(OTHER, "avahi-browse", "-rp", "_ircs._tcp", env=env)
        secret = subprocess.run([os.path.join(BIN, "tertuliad"), "--hash-password"], input="queso\n", text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.split()[-1]
        server = self.serve("Aula", "--set", f"opers.ana=admin {secret}")
        wait_for(lambda: "Aula;_ircs._tcp;local;tertulia-" in browse.output() and
                 ";10.77.0.1;6697;" in browse.output(), "avahi-browse: " + browse.output())
        # a second one of the same name takes another
        second = self.serve("Aula", port=7001)
        wait_for(lambda: "Aula\\0322;_ircs" in browse.output(), "the second: " + browse.output())
        second.stop()
        # under another name from now on, when an operator says so
        host = self.inside(ONE, "sh", "-c", "{ echo NICK ana; echo USER ana 0 '*' :ana; echo OPER ana queso; "
                           "echo SET network :Biblioteca; sleep 9; } | nc 127.0.0.1 6698")
        wait_for(lambda: "+;cable;IPv4;Biblioteca;_ircs" in browse.output() and
                 "-;cable;IPv4;Aula;_ircs" in browse.output(), "the new name: " + browse.output() + host.output())
        server.stop()
        wait_for(lambda: "-;cable;IPv4;Biblioteca;_ircs._tcp" in browse.output(), "its goodbye: " + browse.output())

    def test_one_switch_keeps_it_quiet(self):
        self.serve("Aula", "--set", "server.announce=off")
        sockets = subprocess.run(["ip", "netns", "exec", ONE, "cat", "/proc/net/udp"], stdout=subprocess.PIPE,
                                 text=True).stdout
        self.assertNotIn(":14E9 ", sockets)  # 5353


if __name__ == "__main__":
    main()
