/* os_sandbox outside Windows: seccomp on Linux, pledge on OpenBSD. */
#define _DEFAULT_SOURCE
#include "server/sys/os.h"

#include <errno.h>
#include <stddef.h>

#include "irc/check.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define WATCHED 1 /* sanitizers want more of the system than a server does */
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define WATCHED 1
#endif
#endif

#if defined(TERTULIA_SECCOMP) && !defined(WATCHED)
#include <fcntl.h>
#include <seccomp.h>
#include <sys/socket.h>
#include <unistd.h>

/* Files and memory, time, existing threads, and listening: but not connecting anywhere, inspecting
 * other processes, becoming another user, or starting a program. Other calls fail as if this system
 * did not have them, so that the C library does without where it can. */
static const int needed[] = {
    SCMP_SYS(accept),
    SCMP_SYS(accept4),
    SCMP_SYS(access),
    SCMP_SYS(arch_prctl),
    SCMP_SYS(bind),
    SCMP_SYS(brk),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(close),
    SCMP_SYS(dup),
    SCMP_SYS(epoll_create1),
    SCMP_SYS(epoll_ctl),
    SCMP_SYS(epoll_wait),
    SCMP_SYS(epoll_pwait),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(fallocate),
    SCMP_SYS(fchmod),
    SCMP_SYS(fchown),
    SCMP_SYS(fdatasync),
    SCMP_SYS(fstat),
    SCMP_SYS(fstatfs),
    SCMP_SYS(fsync),
    SCMP_SYS(ftruncate),
    SCMP_SYS(futex),
    SCMP_SYS(getcwd),
    SCMP_SYS(getdents64),
    SCMP_SYS(getegid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getpeername),
    SCMP_SYS(getpid),
    SCMP_SYS(getppid),
    SCMP_SYS(getrandom),
    SCMP_SYS(getrlimit),
    SCMP_SYS(getrusage),
    SCMP_SYS(getsockname),
    SCMP_SYS(getsockopt),
    SCMP_SYS(gettid),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(getuid),
    SCMP_SYS(ioctl),
    SCMP_SYS(listen),
    SCMP_SYS(lseek),
    SCMP_SYS(lstat),
    SCMP_SYS(madvise),
    SCMP_SYS(membarrier),
    SCMP_SYS(mkdir),
    SCMP_SYS(mkdirat),
    SCMP_SYS(mmap),
    SCMP_SYS(mprotect),
    SCMP_SYS(mremap),
    SCMP_SYS(munmap),
    SCMP_SYS(nanosleep),
    SCMP_SYS(newfstatat),
    SCMP_SYS(open),
    SCMP_SYS(openat),
    SCMP_SYS(pipe),
    SCMP_SYS(pipe2),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(pread64),
    SCMP_SYS(preadv),
    SCMP_SYS(pwrite64),
    SCMP_SYS(pwritev),
    SCMP_SYS(read),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(readv),
    SCMP_SYS(recvfrom),
    SCMP_SYS(recvmsg),
    SCMP_SYS(rename),
    SCMP_SYS(renameat),
    SCMP_SYS(renameat2),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(rmdir),
    SCMP_SYS(rseq),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(sched_yield),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(set_tid_address),
    SCMP_SYS(setsockopt),
    SCMP_SYS(shutdown),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(stat),
    SCMP_SYS(statx),
    SCMP_SYS(sysinfo),
    SCMP_SYS(umask),
    SCMP_SYS(uname),
    SCMP_SYS(unlink),
    SCMP_SYS(unlinkat),
    SCMP_SYS(write),
    SCMP_SYS(writev),
};

/* Our own threads are created again after a RESTART; a thread is a clone that shares its memory. */
static bool allow_threads(scmp_filter_ctx filter)
{
    enum { VM = 0x100 };
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                            SCMP_A0(SCMP_CMP_MASKED_EQ, VM, VM)) == 0;
}

static bool allow(scmp_filter_ctx filter, const int *calls, size_t count)
{
    bool fine = true;
    for (size_t i = 0; i < count; i++) {
        /* calls that this architecture lacks are skipped */
        fine = fine && (calls[i] < 0 || seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0) == 0);
    }
    return fine;
}

/* These only with the arguments that a server needs: a send must not connect, signals and limits
 * are our own, and sockets are of the Internet, or the kind that lists the addresses of this
 * computer. */
static bool allow_some(scmp_filter_ctx filter)
{
    enum { OFD_GETLK = 36, OFD_SETLK, OFD_SETLKW, GET_SEALS = 1034 };
    static const int families[] = {AF_INET, AF_INET6, AF_NETLINK};
    /* of a file: flags and locks, but not who receives its signals */
    static const int ways[] = {F_DUPFD,    F_GETFD,         F_SETFD,  F_GETFL,   F_SETFL,
                               F_GETLK,    F_SETLK,         F_SETLKW, OFD_GETLK, OFD_SETLK,
                               OFD_SETLKW, F_DUPFD_CLOEXEC, GET_SEALS};
    const struct scmp_arg_cmp flags = SCMP_CMP64(3, SCMP_CMP_MASKED_EQ, MSG_FASTOPEN, 0);
    const struct scmp_arg_cmp message_flags = SCMP_CMP64(2, SCMP_CMP_MASKED_EQ, MSG_FASTOPEN, 0);
    const struct scmp_arg_cmp ourselves = SCMP_CMP64(0, SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0);
    const struct scmp_arg_cmp our_limits = SCMP_CMP64(0, SCMP_CMP_EQ, 0, 0);
    const struct scmp_arg_cmp our_thread = SCMP_CMP64(1, SCMP_CMP_EQ, 0, 0);
    bool fine =
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(sendto), 1, flags) == 0 &&
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(sendmsg), 1, message_flags) == 0 &&
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, ourselves) == 0 &&
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, our_limits) == 0 &&
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(setpriority), 1, our_thread) == 0;
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        const struct scmp_arg_cmp way = SCMP_CMP64(1, SCMP_CMP_EQ, (scmp_datum_t)ways[i], 0);
        fine = fine && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1, way) == 0;
    }
    for (size_t i = 0; i < COUNT_OF(families); i++) {
        const struct scmp_arg_cmp family = SCMP_CMP64(0, SCMP_CMP_EQ, (scmp_datum_t)families[i], 0);
        fine = fine && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 1, family) == 0;
    }
    return fine;
}

const char *os_sandbox(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
    bool fine = filter && seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0 &&
                allow(filter, needed, COUNT_OF(needed)) && allow_threads(filter) &&
                allow_some(filter) && seccomp_load(filter) == 0;
    if (filter) {
        seccomp_release(filter);
    }
    return fine ? "seccomp" : NULL;
}

#elif defined(__OpenBSD__)
#include <unistd.h>

const char *os_sandbox(void)
{
    return pledge("stdio rpath wpath cpath fattr flock inet", NULL) == 0 ? "pledge" : NULL;
}

#else

const char *os_sandbox(void)
{
    return NULL;
}

#endif
