/* What the server cannot do any more once it is confined (seccomp): each by a child that tries. */
#define _GNU_SOURCE
#include "tests/unit/check_unit.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "server/sys/host.h"

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
    return sendto(socket(AF_INET, SOCK_STREAM, 0), "x", 1, MSG_FASTOPEN, (struct sockaddr *)&place, sizeof place) >= 0;
}

static bool connects_by_a_message(void)
{
    struct iovec piece = {(char[]){'x'}, 1};
    struct msghdr message = {.msg_name = &place, .msg_namelen = sizeof place, .msg_iov = &piece, .msg_iovlen = 1};
    return sendmsg(socket(AF_INET, SOCK_STREAM, 0), &message, MSG_FASTOPEN) >= 0;
}

static bool signals_another(void) { return syscall(SYS_tgkill, getppid(), getppid(), 0) == 0; }
static bool kills(void) { return kill(getppid(), 0) == 0; }
static bool has_other_sockets(void) { return socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }

static bool limits_another(void)
{
    struct rlimit limit;
    return prlimit(getppid(), RLIMIT_NOFILE, NULL, &limit) == 0;
}

static bool starts_programs(void) { return execl("/bin/true", "true", (char *)NULL) == 0; }

/* What it needs. */
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

/* Whether it can be done inside. */
static bool can(bool (*what)(void))
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        _exit(!host_confine() ? 9 : what() ? 1 : 0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) != 9);
    return WEXITSTATUS(status) == 1;
}

static void what_it_does_not_need_it_cannot_do(void **state)
{
    (void)state;
    int s = listening(&place);
    assert_true(connects() && signals_another() &&
                has_other_sockets()); /* outside all of it can be done */
    assert_false(can(connects));
    assert_false(can(connects_by_sending));
    assert_false(can(connects_by_a_message));
    assert_false(can(signals_another));
    assert_false(can(kills));
    assert_false(can(has_other_sockets));
    assert_false(can(limits_another));
    assert_false(can(starts_programs));
    assert_true(can(sends));
    assert_true(can(knows_its_own_limits));
    close(s);
}

RUN(cmocka_unit_test(what_it_does_not_need_it_cannot_do))
