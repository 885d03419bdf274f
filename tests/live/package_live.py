"""The packages as people install them: each in a folder that has another system in it, made here. TERTULIA_PACKAGES is
the folder of the packages. Needs root (for chroot) and mmdebstrap; else it is skipped."""
import glob
import os
import shlex
import shutil
import subprocess
import tempfile
import unittest

from base import LiveTest, Person, Program, Screen, free_port, main, wait_for

PACKAGES = os.environ.get("TERTULIA_PACKAGES", "build-package/packages")
INSTALL_S = 300

# /dev and /proc as programs expect them, and the display; they are gone with the command
INSIDE = """mount --rbind /dev "$1/dev" && mount -t proc proc "$1/proc" && mkdir -p "$1/tmp/.X11-unix" &&
if [ -d /tmp/.X11-unix ]; then mount --bind /tmp/.X11-unix "$1/tmp/.X11-unix"; fi && exec chroot "$@" """


def find(pattern):
    found = sorted(glob.glob(os.path.join(PACKAGES, pattern)))
    if not found:
        raise unittest.SkipTest(f"there is no {pattern} in {PACKAGES}")
    return os.path.abspath(found[-1])


class System:
    """A folder with a Debian in it, as small as it can be."""

    def __init__(self, suite, packages=""):
        self.folder = tempfile.mkdtemp(prefix=f"tertulia-{suite}-")
        os.chmod(self.folder, 0o755)
        mirror = subprocess.run("apt-get indextargets --format '$(REPO_URI)' | grep -m1 '/debian/*$'", shell=True,
                                stdout=subprocess.PIPE, check=False).stdout.decode().strip()
        made = subprocess.run(["mmdebstrap", "--mode=root", "--variant=minbase", "--skip=cleanup/apt",
                               f"--include=ca-certificates,{packages}", suite, self.folder, mirror],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=INSTALL_S, check=False)
        if made.returncode:
            raise unittest.SkipTest(f"Debian's {suite} cannot be had: {made.stdout.decode()[-300:]}")

    def clean(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name.lstrip("/"))

    def has(self, name):
        return os.path.lexists(self.path(name))

    def command(self, *command, user=None):
        who = [f"--userspec={user}"] if user else []
        script = INSIDE if not who else INSIDE.replace('"$@"', f'{who[0]} "$@"')
        return ["unshare", "--mount", "sh", "-c", script, "sh", self.folder, *command]

    def run(self, *command):
        """What it printed."""
        done = subprocess.run(self.command(*command), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=INSTALL_S, check=False, stdin=subprocess.DEVNULL,
                              env=dict(os.environ, DEBIAN_FRONTEND="noninteractive", LC_ALL="C.UTF-8"))
        text = done.stdout.decode("utf-8", "replace")
        if done.returncode:
            raise AssertionError(f"{' '.join(command)}: {done.returncode}\n{text[-2000:]}")
        return text

    def take(self, file):
        """Copies a file into it; where it is there."""
        shutil.copy(file, self.path("/tmp"))
        return "/tmp/" + os.path.basename(file)


def version():
    return os.path.basename(find("tertuliad_*.deb")).split("_")[1].split("-")[0]


def older(package, folder):
    """The same package as an older version: what an upgrade begins with."""
    now = version()
    inside = os.path.join(folder, "inside")
    shutil.rmtree(inside, ignore_errors=True)
    subprocess.run(["dpkg-deb", "-R", package, inside], check=True)
    control = os.path.join(inside, "DEBIAN", "control")
    with open(control, encoding="utf-8") as f:
        lines = [l if not l.startswith("Version:") else "Version: 0.1.0-1\n" for l in f]
    with open(control, "w", encoding="utf-8") as f:
        f.writelines(l.replace(f"(= {now}-1)", "(= 0.1.0-1)") for l in lines)
    settings = os.path.join(inside, "etc", "tertulia", "tertulia.ini")
    if os.path.exists(settings):
        with open(settings, "a", encoding="utf-8") as f:
            f.write("; of the older version\n") # so that the newer one's is another
    made = os.path.join(folder, os.path.basename(package).replace(now, "0.1.0"))
    subprocess.run(["dpkg-deb", "--root-owner-group", "-b", inside, made], check=True, stdout=subprocess.DEVNULL)
    return made


@unittest.skipUnless(os.geteuid() == 0, "only root can chroot")
@unittest.skipUnless(shutil.which("mmdebstrap"), "there is no mmdebstrap")
class Packages(LiveTest):
    def serve(self, system, *command, user=None):
        port = free_port()
        server = self.use(Program(*system.command(*command, "--listen", f"127.0.0.1:{port}", user=user)))
        wait_for(lambda: "\nready\n" in server.output() or not server.running(), "the server")
        self.assertTrue(server.running(), server.output())
        return server, port

    def see(self, system, program, port):
        """A picture of the window in a room of that server, among people."""
        screen = self.use(Screen())
        self.use(Person(port, "zoé", "#cafe")).send("PRIVMSG #cafe :¿qué tal? مرحبا 你好 😀")
        picture = "/tmp/window.png"
        window = self.use(Program(*system.command("env", f"DISPLAY={screen.display}", "HOME=/tmp", program, "--server",
                                                  f"127.0.0.1:{port}", "--nick", "ana", "--join", "#cafe",
                                                  "--screenshot", picture)))
        wait_for(lambda: not window.running(), "the picture", 60)
        self.assertTrue(system.has(picture), window.output())
        self.assertGreater(os.path.getsize(system.path(picture)), 20000) # an empty window is a tenth of it
        keep = os.environ.get("TERTULIA_PICTURES")
        if keep:
            os.makedirs(keep, exist_ok=True)
            shutil.copy(system.path(picture), os.path.join(keep, self.id().rsplit(".", 1)[1] + ".png"))

    def test_debian_installs_upgrades_removes_and_purges(self):
        debs = [find("tertuliad_*_amd64.deb"), find("tertulia_*_amd64.deb")]
        with open("/etc/os-release", encoding="utf-8") as f: # they are for the system that made them
            suite = dict(l.strip().split("=", 1) for l in f if "=" in l)["VERSION_CODENAME"]
        system = self.use(System(suite))
        with tempfile.TemporaryDirectory(prefix="tertulia-") as folder:
            before = [system.take(older(deb, folder)) for deb in debs]
        system.run("apt-get", "install", "-y", "--no-install-recommends", *before)
        self.assertIn("0.1.0-1", system.run("dpkg", "-s", "tertulia"))
        self.assertEqual(system.run("stat", "-c", "%a %U %G", "/etc/tertulia/tertulia.ini"), "640 root tertulia\n")
        with open(system.path("/etc/tertulia/tertulia.ini"), "a", encoding="utf-8") as f:
            f.write("[server]\nnetwork = La Clase\n")
        data = "/var/lib/tertuliad" # systemd's StateDirectory makes it
        system.run("install", "-d", "-o", "tertulia", "-m", "700", data)
        command = ("/usr/bin/tertuliad", "--data", data, "--config", "/etc/tertulia/tertulia.ini")
        server, port = self.serve(system, *command, user="tertulia")
        ana = self.use(Person(port, "ana", "#cafe", caps="echo-message"))
        ana.send("PRIVMSG #cafe :before the upgrade")
        ana.expect("before the upgrade")
        server.stop()
        said = system.run("apt-get", "install", "-y", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold",
                          *[system.take(deb) for deb in debs])
        self.assertIn("Using current old file", said) # as whoever has changed it is asked
        self.assertIn(version() + "-1", system.run("dpkg", "-s", "tertuliad"))
        self.assertIn("tertulia " + version(), system.run("tertulia", "--version"))
        server, port = self.serve(system, *command, user="tertulia")
        bob = self.use(Person(port, "bob", caps="batch draft/chathistory"))
        bob.send("JOIN #cafe")
        bob.send("CHATHISTORY LATEST #cafe * 9")
        bob.expect("before the upgrade")
        bob.send("VERSION")
        bob.expect("NETWORK=La\\\\x20Clase")
        self.see(system, "/usr/bin/tertulia", port)
        server.stop()
        system.run("apt-get", "remove", "-y", "tertulia", "tertuliad")
        self.assertFalse(system.has("/usr/bin/tertulia") or system.has("/usr/bin/tertuliad"))
        self.assertFalse(system.has("/usr/share/tertulia"))
        self.assertTrue(system.has(data + "/tertulia.db") and system.has("/etc/tertulia/tertulia.ini"))
        system.run("dpkg", "--purge", "tertulia", "tertuliad")
        self.assertFalse(system.has(data) or system.has("/etc/tertulia"))

    def runs_on(self, suite):
        tar = find("tertulia-*-linux-x86_64.tar.xz")
        # what SDL loads of a desktop's system
        system = self.use(System(suite, "libx11-6,libxext6,libxcursor1,libxi6,libxrandr2,libxss1,libxkbcommon0"))
        subprocess.run(["tar", "xJf", tar, "-C", system.path("/opt")], check=True)
        program = "/opt/" + os.path.basename(tar).replace(".tar.xz", "") + "/bin/"
        self.assertIn("tertulia " + version(), system.run(program + "tertulia", "--version"))
        _, port = self.serve(system, program + "tertuliad", "--data", "/tmp/data")
        self.see(system, program + "tertulia", port)
        return system

    def test_the_archive_runs_on_debian_11(self):
        self.runs_on("bullseye")

    def test_the_archive_and_what_the_rpm_has_run_on_debian_12(self):
        system = self.runs_on("bookworm")
        for rpm in ("tertulia-[0-9]*.rpm", "tertuliad-[0-9]*.rpm"):
            subprocess.run(f"rpm2cpio {shlex.quote(find(rpm))} | cpio -idm --quiet", shell=True, check=True, cwd=system.folder)
        self.assertIn("tertulia " + version(), system.run("/usr/bin/tertulia", "--version"))
        _, port = self.serve(system, "/usr/bin/tertuliad", "--data", "/tmp/data2", "--config", "/etc/tertulia/tertulia.ini")
        self.see(system, "/usr/bin/tertulia", port)

    def test_the_archive_runs_on_debian_13(self):
        self.runs_on("trixie")


@unittest.skipUnless(shutil.which("wine"), "there is no wine")
class WindowsInstaller(LiveTest):
    """Under wine, which has a Windows of its own for this test."""

    def setUp(self):
        self.setup_exe = os.path.abspath(find("tertulia-*-windows-x86_64-setup.exe"))
        self.screen = self.use(Screen())
        self.prefix = tempfile.mkdtemp(prefix="tertulia-wine-")
        self.addCleanup(shutil.rmtree, self.prefix, ignore_errors=True)
        self.env = {"DISPLAY": self.screen.display, "WINEPREFIX": self.prefix, "WINEDEBUG": "-all",
                    "WINEDLLOVERRIDES": "mscoree,mshtml="}
        self.wine("winecfg", "-v", "win10")
        self.addCleanup(subprocess.run, ["wineserver", "-k"], env=dict(os.environ, **self.env), check=False)
        self.user = glob.glob(self.prefix + "/drive_c/users/*/AppData")[0]
        self.programs = os.path.join(self.user, "Local", "Programs", "Tertulia")

    def start(self, *command):
        return self.use(Program("wine", *command, env=self.env))

    def wine(self, *command):
        """Its output, once it has ended well."""
        program = self.start(*command)
        wait_for(lambda: not program.running(), " ".join(command), 120)
        self.assertEqual(program.process.returncode, 0, program.output())
        return program.output()

    def registry(self, key):
        query = self.start("reg", "query", key)
        wait_for(lambda: not query.running(), "the registry", 30)
        return query.output() if query.process.returncode == 0 else None

    def test_it_leaves_what_others_put_there(self):
        folder = os.path.join(self.prefix, "drive_c", "Work")
        others = ("fonts/mine.ttf", "licences/contract.txt", "thesis.old", "other.dll")
        for name in others:
            os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
            with open(os.path.join(folder, name), "w", encoding="utf-8"):
                pass
        self.wine(self.setup_exe, "/S", "/D=C:\\Work")
        self.assertTrue(os.path.exists(os.path.join(folder, "tertuliad.exe")))
        self.wine(os.path.join(folder, "uninstall.exe"), "/S")
        wait_for(lambda: not os.path.exists(os.path.join(folder, "tertuliad.exe")), "the end of the removal", 60)
        wait_for(lambda: not os.path.exists(os.path.join(folder, "fonts", "faces.txt")), "the end of the removal")
        for name in others:
            self.assertTrue(os.path.exists(os.path.join(folder, name)), name)

    def test_it_installs_hosts_upgrades_and_goes_without_a_trace(self):
        self.wine(self.setup_exe, "/S")
        program = os.path.join(self.programs, "tertulia.exe")
        server = os.path.join(self.programs, "tertuliad.exe")
        self.assertIn(version(), self.wine(program, "--version"))
        self.assertIn(version(), self.wine(server, "--version"))
        self.assertIn("tertulia.exe", self.registry("HKCU\\Software\\Classes\\ircs\\shell\\open\\command"))
        self.assertTrue(os.path.exists(os.path.join(self.programs, "licences", "fribidi.txt")))

        # the data of versions that kept all of it in one folder, and a chat among it
        old, new = (os.path.join(self.user, where, "tertulia") for where in ("Roaming", "Local"))
        tls, plain = free_port(), free_port()
        os.makedirs(os.path.join(old, "server"))
        for name, text in (("tertulia.ini", ""), ("known_hosts", ""), ("server/host.ini", ""), ("server/tertulia.ini",
                f"[server]\nlisten_tls = 127.0.0.1:{tls}\nlisten = 127.0.0.1:{plain}\nannounce = off\n")):
            with open(os.path.join(old, name), "w", encoding="utf-8") as f:
                f.write(text)
        self.wine(program, "--host")
        self.assertEqual(os.listdir(old), ["tertulia.ini"])
        self.assertTrue(os.path.exists(os.path.join(new, "known_hosts")))
        bob = self.use(Person(plain, "bob", "#cafe"))

        picture = os.path.join(self.prefix, "window.png")
        self.wine(program, "--server", f"127.0.0.1:{plain}", "--nick", "ana", "--join", "#cafe", "--screenshot", "Z:" + picture)
        self.assertGreater(os.path.getsize(picture), 20000) # an empty window is a tenth of it
        keep = os.environ.get("TERTULIA_PICTURES")
        if keep:
            os.makedirs(keep, exist_ok=True)
            shutil.copy(picture, os.path.join(keep, "windows.png"))

        window = self.start(program, "--server", f"127.0.0.1:{plain}", "--nick", "eva", "--join", "#cafe")
        bob.expect("^:eva!.* JOIN", 60)
        self.wine(self.setup_exe, "/S") # over the one that is open, and the server that runs
        wait_for(lambda: not window.running(), "the end of the window")
        bob.round_trip("still-there")
        self.assertIn(version(), self.wine(server, "--version"))

        with open(os.path.join(new, "server", "host.key"), encoding="utf-8") as f:
            bob.send("OPER host " + f.read())
        bob.expect(" 381 ")
        bob.send("DIE")
        bob.expect_end()
        self.wine(os.path.join(self.programs, "uninstall.exe"), "/S")
        wait_for(lambda: not os.path.exists(self.programs), "the end of the removal", 60)
        self.assertIsNone(self.registry("HKCU\\Software\\Classes\\ircs"))
        self.assertIsNone(self.registry("HKCU\\Software\\Tertulia"))
        self.assertTrue(os.path.exists(os.path.join(old, "tertulia.ini")))
        self.assertTrue(os.path.exists(os.path.join(new, "server", "tertulia.db")))


if __name__ == "__main__":
    main()
