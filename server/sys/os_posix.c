#define _DEFAULT_SOURCE
#include "server/sys/os.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "irc/bytes.h"
#include "irc/error.h"

static int64_t read_clock(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void os_begin(void)
{
}

int64_t os_now(void)
{
#ifdef CLOCK_BOOTTIME
    return read_clock(CLOCK_BOOTTIME);
#else
    return read_clock(CLOCK_MONOTONIC);
#endif
}

int64_t os_wall(void)
{
    return read_clock(CLOCK_REALTIME);
}

void os_rest(int ms)
{
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000L}, NULL);
}

void os_name(char *out, int cap)
{
    char name[48] = "";
    if (gethostname(name, sizeof name - 1) || !name[0]) {
        snprintf(name, sizeof name, "tertulia");
    }
    for (char *at = name; *at; at++) {
        *at = *at == ' ' || *at == ':' || *at == '!' || *at == '@' ? '-' : *at;
    }
    snprintf(out, (size_t)cap, "%s%s", name, strchr(name, '.') ? "" : ".local");
}

long os_descriptors(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit)) {
        return 256;
    }
    if (limit.rlim_cur < limit.rlim_max) {
        rlim_t before = limit.rlim_cur;
        limit.rlim_cur = limit.rlim_max;
#ifdef __APPLE__ /* says that there is no limit, and takes no more than this */
        limit.rlim_cur = limit.rlim_cur > OPEN_MAX ? OPEN_MAX : limit.rlim_cur;
#endif
        if (setrlimit(RLIMIT_NOFILE, &limit)) {
            limit.rlim_cur = before;
        }
    }
    return limit.rlim_cur > 1000000 ? 1000000 : (long)limit.rlim_cur;
}

/* All that a signal handler may use: each signal is a byte in this pipe. */
static int signal_pipe[2] = {-1, -1};

void os_raise(enum os_signal signal)
{
    char bit = (char)signal;
    ssize_t ignored = write(signal_pipe[1], &bit, 1);
    (void)ignored;
}

static void on_signal(int number)
{
    int error = errno;
    os_raise(number == SIGHUP ? OS_RELOAD : OS_STOP);
    errno = error;
}

void os_restart(char **argv)
{
    execvp(argv[0], argv);
}

static void run_command(int fd, const char *command)
{
    signal(SIGPIPE, SIG_DFL);
    dup2(fd, 0);
    dup2(fd, 1);
    close(fd);
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(127);
}

/* Runs in its own process, which needs nothing of the server's: restarts the command whenever it
 * ends, and says so, until the server is gone. */
static _Noreturn void keep_running(int fd, const char *command)
{
    enum { OTHERS = 256, REST_S = 1 };
    struct pollfd server = {.fd = fd, .events = 0};
    for (int i = 3; i < OTHERS; i++) {
        if (i != fd) {
            close(i);
        }
    }
    signal(SIGPIPE, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    while (poll(&server, 1, 0) == 0) {
        pid_t child = fork();
        if (child == 0) {
            run_command(fd, command);
        }
        while (child > 0 && waitpid(child, NULL, 0) < 0 && errno == EINTR) {
        }
        if (write(fd, "gone\n", 5) != 5) {
            break;
        }
        sleep(REST_S);
    }
    _exit(0);
}

net_socket os_spawn(const char *command, struct error *error)
{
    int pair[2] = {-1, -1};
    pid_t child = socketpair(AF_UNIX, SOCK_STREAM, 0, pair) ? -1 : fork();
    if (child == 0) {
        close(pair[0]);
        keep_running(pair[1], command);
    }
    if (child < 0) {
        error_say(error, "%s", strerror(errno));
        close(pair[0]);
        pair[0] = NET_NONE;
    } else {
        fcntl(pair[0], F_SETFD, FD_CLOEXEC);
        fcntl(pair[0], F_SETFL, O_NONBLOCK);
    }
    close(pair[1]);
    return pair[0];
}

bool os_is_root(void)
{
    return geteuid() == 0;
}

static const struct passwd *find_user(const char *user, struct error *error)
{
    const struct passwd *p = getpwnam(user);
    if (!p) {
        error_say(error, "there is no such user");
    }
    return p;
}

/* Only root's regular files with no further links: another link could be anywhere. */
static bool give_file(int folder, const char *name, const struct passwd *p)
{
    struct stat s;
    int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0 || fstat(file, &s) || !S_ISREG(s.st_mode) || s.st_uid != 0 || s.st_nlink != 1) {
        if (file >= 0) {
            close(file);
        }
        return true;
    }
    bool fine = fchown(file, p->pw_uid, p->pw_gid) == 0;
    close(file);
    return fine;
}

bool os_give(const char *folder, const char *user, struct error *error)
{
    const struct passwd *p = find_user(user, error);
    int place = p ? open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) : -1;
    DIR *all = place >= 0 ? fdopendir(place) : NULL;
    struct dirent *one;
    bool fine = all && fchown(place, p->pw_uid, p->pw_gid) == 0;
    while (fine && (one = readdir(all))) {
        fine = give_file(place, one->d_name, p);
    }
    if (p && !fine) {
        error_say(error, "%s", strerror(errno));
    }
    if (all) {
        closedir(all);
    }
    return fine;
}

bool os_become(const char *user, struct error *error)
{
    const struct passwd *p = find_user(user, error);
    if (!p) {
        return false;
    }
    if (initgroups(user, p->pw_gid) || setgid(p->pw_gid) || setuid(p->pw_uid) ||
        (p->pw_uid != 0 && setuid(0) == 0)) {
        error_say(error, "%s", strerror(errno));
        return false;
    }
    return true;
}

void os_hide_memory(void)
{
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

void os_step_back(void)
{
#ifdef __linux__
    enum { POLITE = 10 };
    setpriority(PRIO_PROCESS, 0, POLITE); /* per thread on Linux; elsewhere per process */
#endif
}

bool os_lock_folder(const char *folder)
{
    char path[1100];
    snprintf(path, sizeof path, "%s/lock", folder);
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    /* where locks are not supported (some network disks) we go on without; the file stays open */
    return file < 0 || fcntl(file, F_SETLK, &whole) == 0 || (errno != EACCES && errno != EAGAIN);
}

void os_data_folder(char *out, int cap)
{
    const char *data = getenv("XDG_DATA_HOME");
    const char *home = getenv("HOME");
#ifdef __APPLE__
    snprintf(out, (size_t)cap, "%s/Library/Application Support/tertuliad", home ? home : "");
    (void)data;
#else
    if (data && *data == '/') {
        snprintf(out, (size_t)cap, "%s/tertuliad", data);
    } else {
        snprintf(out, (size_t)cap, "%s/.local/share/tertuliad", home ? home : "");
    }
#endif
}

net_socket os_catch_signals(void)
{
    for (int i = 0; i < 2; i++) {
        if (signal_pipe[i] >= 0) {
            close(signal_pipe[i]); /* from before a restart */
        }
    }
    if (pipe(signal_pipe)) {
        return NET_NONE;
    }
    for (int i = 0; i < 2; i++) {
        fcntl(signal_pipe[i], F_SETFL, O_NONBLOCK);
        fcntl(signal_pipe[i], F_SETFD, FD_CLOEXEC);
    }
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* exceeding a file size limit is an error, not the end */
    return signal_pipe[0];
}

unsigned os_signals(void)
{
    char bits[64];
    ssize_t n;
    unsigned seen = 0;
    while ((n = read(signal_pipe[0], bits, sizeof bits)) > 0) {
        for (ssize_t i = 0; i < n; i++) {
            seen |= (unsigned)bits[i];
        }
    }
    return seen;
}

bool os_read_file(const char *path, struct bytes *out, struct error *error)
{
    enum { FILE_MAX = 1024 * 1024 };
    FILE *file = fopen(path, "rb");
    char part[4096];
    size_t n;
    if (!file) {
        error_say(error, "%s", strerror(errno));
        return false;
    }
    while (out->len <= FILE_MAX && (n = fread(part, 1, sizeof part, file)) > 0) {
        bytes_add(out, part, n);
    }
    bool fine = !ferror(file) && out->len <= FILE_MAX;
    if (!fine) {
        error_say(error, "%s", ferror(file) ? strerror(errno) : "larger than 1 MiB");
    }
    fclose(file);
    return fine;
}

void os_keep_private(void)
{
    umask(077);
}

bool os_write_private(const char *path, const char *data, size_t len, struct error *error)
{
    char beside[1200];
    snprintf(beside, sizeof beside, "%s.new", path);
    unlink(beside);
    int file = open(beside, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    bool fine = file >= 0 && write(file, data, len) == (ssize_t)len && fsync(file) == 0;
    fine = (file < 0 || close(file) == 0) && fine && rename(beside, path) == 0;
    if (!fine) {
        error_say(error, "%s", strerror(errno));
        unlink(beside);
    }
    return fine;
}

bool os_is_there(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0;
}

bool os_make_folder(const char *path, struct error *error)
{
    struct stat s;
    char parent[1024];
    snprintf(parent, sizeof parent, "%s", path);
    for (char *at = parent + 1; (at = strchr(at, '/')); at++) {
        *at = '\0';
        mkdir(parent, 0700); /* the last one reports what is wrong */
        *at = '/';
    }
    if (mkdir(path, 0700) == 0 || (errno == EEXIST && !stat(path, &s) && S_ISDIR(s.st_mode))) {
        return true;
    }
    error_say(error, "%s", strerror(errno));
    return false;
}

bool os_is_open(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 && (s.st_mode & (S_IRGRP | S_IROTH));
}
