/* Windows. Written with care, not tried: see README, "What was tried where". */
#define WIN32_LEAN_AND_MEAN
#include <winsock2.h>
#include <windows.h>

#include "server/sys/os.h"

#include <process.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/error.h"

int64_t os_now(void)
{
    return (int64_t)GetTickCount64();
}

int64_t os_wall(void)
{
    FILETIME t;
    GetSystemTimeAsFileTime(&t);
    int64_t ticks = (int64_t)((uint64_t)t.dwHighDateTime << 32 | t.dwLowDateTime);
    return ticks / 10000 - INT64_C(11644473600000);
}

void os_rest(int ms)
{
    Sleep((DWORD)ms);
}

void os_name(char *out, int cap)
{
    char name[48] = "";
    if (gethostname(name, sizeof name - 1) || !name[0]) {
        snprintf(name, sizeof name, "tertulia");
    }
    snprintf(out, (size_t)cap, "%s%s", name, strchr(name, '.') ? "" : ".local");
}

long os_descriptors(void)
{
    return 16384;
}

/* The control handler runs on its own thread: it sets a bit and wakes the loop with a datagram to
 * ourselves. */
static atomic_uint signals_seen;
static SOCKET wake = INVALID_SOCKET;
static struct sockaddr_in wake_address;

void os_raise(enum os_signal signal)
{
    atomic_fetch_or(&signals_seen, (unsigned)signal);
    sendto(wake, "", 1, 0, (struct sockaddr *)&wake_address, sizeof wake_address);
}

static BOOL WINAPI on_control(DWORD kind)
{
    (void)kind;
    os_raise(OS_STOP);
    return TRUE;
}

void os_restart(char **argv)
{
    _execvp(argv[0], (const char *const *)argv);
}

void os_step_back(void)
{
    SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_BELOW_NORMAL);
}

bool os_lock_folder(const char *folder)
{
    static HANDLE held = INVALID_HANDLE_VALUE; /* by this process, until it ends */
    char path[1100];
    snprintf(path, sizeof path, "%s\\lock", folder);
    if (held == INVALID_HANDLE_VALUE) {
        held = CreateFileA(path, GENERIC_WRITE, 0, NULL, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    }
    return held != INVALID_HANDLE_VALUE || GetLastError() != ERROR_SHARING_VIOLATION;
}

void os_data_folder(char *out, int cap)
{
    const char *data = getenv("LOCALAPPDATA");
    snprintf(out, (size_t)cap, "%s\\tertuliad", data ? data : ".");
}

net_socket os_catch_signals(void)
{
    wake = socket(AF_INET, SOCK_DGRAM, 0);
    wake_address.sin_family = AF_INET;
    wake_address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int len = sizeof wake_address;
    u_long on = 1;
    if (wake == INVALID_SOCKET ||
        bind(wake, (struct sockaddr *)&wake_address, sizeof wake_address) ||
        getsockname(wake, (struct sockaddr *)&wake_address, &len)) {
        return NET_NONE;
    }
    ioctlsocket(wake, FIONBIO, &on);
    SetConsoleCtrlHandler(on_control, TRUE);
    return (net_socket)wake;
}

unsigned os_signals(void)
{
    char drain[64];
    while (recv(wake, drain, sizeof drain, 0) > 0) {
    }
    return atomic_exchange(&signals_seen, 0);
}

net_socket os_spawn(const char *command, struct error *error)
{
    (void)command;
    error_say(error, "programs cannot be asked on Windows yet");
    return NET_NONE;
}

bool os_is_root(void)
{
    return false;
}

bool os_give(const char *folder, const char *user, struct error *error)
{
    (void)folder, (void)user;
    error_say(error, "a service runs as the user it was set up for on Windows");
    return false;
}

bool os_become(const char *user, struct error *error)
{
    return os_give(NULL, user, error);
}

void os_hide_memory(void)
{
}

const char *os_sandbox(void)
{
    return NULL;
}

bool os_read_file(const char *path, struct bytes *out, struct error *error)
{
    enum { FILE_MAX = 1024 * 1024 };
    FILE *file = fopen(path, "rb");
    char part[4096];
    size_t n;
    if (!file) {
        error_say(error, "cannot be opened");
        return false;
    }
    while (out->len <= FILE_MAX && (n = fread(part, 1, sizeof part, file)) > 0) {
        bytes_add(out, part, n);
    }
    bool fine = !ferror(file) && out->len <= FILE_MAX;
    if (!fine) {
        error_say(error, "cannot be read, or is larger than 1 MiB");
    }
    fclose(file);
    return fine;
}

bool os_make_folder(const char *path, struct error *error)
{
    if (CreateDirectoryA(path, NULL) || GetLastError() == ERROR_ALREADY_EXISTS) {
        return true;
    }
    error_say(error, "Windows error %lu", GetLastError());
    return false;
}

bool os_write_private(const char *path, const char *data, size_t len, struct error *error)
{
    char beside[1200];
    snprintf(beside, sizeof beside, "%s.new", path);
    FILE *file = fopen(beside, "wb"); /* the folder is the user's own */
    bool fine = file && fwrite(data, 1, len, file) == len;
    fine = (!file || fclose(file) == 0) && fine &&
           MoveFileExA(beside, path, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH);
    if (!fine) {
        error_say(error, "it cannot be written");
        remove(beside);
    }
    return fine;
}

bool os_is_open(const char *path)
{
    (void)path;
    return false; /* a user's folders are private by default */
}

bool os_is_there(const char *path)
{
    return GetFileAttributesA(path) != INVALID_FILE_ATTRIBUTES;
}

void os_keep_private(void)
{
    /* the data folder is private by default */
}
