/* What the server can no longer do once sandboxed (seccomp): each is tried by a child. */
#define _GNU_SOURCE
#include "tests/unit/check_unit.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "irc/check.h"
#include "server/sys/os.h"

static int listening(struct sockaddr_in *at)
{
    socklen_t len = sizeof *at;
    int s = socket(AF_INET, SOCK_STREAM, 0);
    *at = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    assert_int_equal(bind(s, (struct sockaddr *)at, sizeof *at), 0);
    assert_int_equal(listen(s, 5), 0);
    getsockname(s, (struct sockaddr *)at, &len);
    return s;
}

static struct sockaddr_in place;

static bool connects(void)
{
    return connect(socket(AF_INET, SOCK_STREAM, 0), (struct sockaddr *)&place, sizeof place) == 0;
}

static bool connects_by_sending(void)
{
    return sendto(socket(AF_INET, SOCK_STREAM, 0), "x", 1, MSG_FASTOPEN, (struct sockaddr *)&place,
                  sizeof place) >= 0;
}

static bool connects_by_a_message(void)
{
    struct iovec piece = {(char[]){'x'}, 1};
    struct msghdr message = {
        .msg_name = &place, .msg_namelen = sizeof place, .msg_iov = &piece, .msg_iovlen = 1};
    return sendmsg(socket(AF_INET, SOCK_STREAM, 0), &message, MSG_FASTOPEN) >= 0;
}

static bool signals_another(void)
{
    return syscall(SYS_tgkill, getppid(), getppid(), 0) == 0;
}
static bool kills(void)
{
    return kill(getppid(), 0) == 0;
}
static bool has_other_sockets(void)
{
    return socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
}

static bool limits_another(void)
{
    struct rlimit limit;
    return prlimit(getppid(), RLIMIT_NOFILE, NULL, &limit) == 0;
}

static bool slows_another(void)
{
    return setpriority(PRIO_PROCESS, (id_t)getppid(), 19) == 0;
}
static bool names_who_gets_signals(void)
{
    return fcntl(0, F_SETOWN, getppid()) == 0;
}

/* Its exit status says whether it did. */
static bool starts_programs(void)
{
    return execl("/bin/false", "false", (char *)NULL) == 0;
}

/* Things it needs. */
static bool sends(void)
{
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    return sendto(s, "x", 1, MSG_NOSIGNAL, (struct sockaddr *)&place, sizeof place) == 1;
}

static bool knows_its_own_limits(void)
{
    struct rlimit limit;
    return getrlimit(RLIMIT_NOFILE, &limit) == 0;
}

/* Whether a child can do it, inside or outside the sandbox. */
static bool tries(bool (*what)(void), bool inside)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        _exit(inside && !os_sandbox() ? 9 : what() ? 1 : 0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) != 9);
    return WEXITSTATUS(status) == 1;
}

static void what_it_does_not_need_it_cannot_do(void **state)
{
    (void)state;
    int s = listening(&place);
    static const struct {
        bool (*what)(void);
        const char *name;
        bool everywhere;
    } all[] = {{connects, "connects", true},
               {connects_by_sending, "connects by sending", false},
               {connects_by_a_message, "connects by a message", false},
               {signals_another, "signals another", true},
               {kills, "kills", true},
               {has_other_sockets, "has other sockets", true},
               {limits_another, "limits another", true},
               {slows_another, "slows another", true},
               {names_who_gets_signals, "names who gets signals", true},
               {starts_programs, "starts programs", true}};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        bool outside = tries(all[i].what, false);
        if (!outside && all[i].everywhere) {
            fail_msg("not even outside: %s", all[i].name);
        } else if (!outside) {
            print_message("not tried, for this system does not do it: %s\n", all[i].name);
        } else if (tries(all[i].what, true)) {
            fail_msg("inside too: %s", all[i].name);
        }
    }
    assert_true(tries(sends, true));
    assert_true(tries(knows_its_own_limits, true));
    close(s);
}

RUN(cmocka_unit_test(what_it_does_not_need_it_cannot_do))
