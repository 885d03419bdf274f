/* Windows. Tried under wine: see README, "What was tried where". Paths are UTF-8: the manifest says
 * so (assets/windows). */
#define WIN32_LEAN_AND_MEAN
#include <winsock2.h>
#include <windows.h>
#include <aclapi.h>
#include <sddl.h>

#include "server/sys/os.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/error.h"
#include "irc/sys/windows.h"

static UINT code_page; /* of the console, before us */

static void restore_console(void)
{
    SetConsoleOutputCP(code_page);
}

void os_begin(void)
{
    code_page = GetConsoleOutputCP();
    if (code_page && SetConsoleOutputCP(CP_UTF8)) {
        atexit(restore_console);
    }
    setvbuf(stderr, NULL, _IONBF, 0);
}

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

/* The control handler, and who waits for the events, run on threads of their own: they set a bit
 * and wake the loop with a datagram to ourselves. */
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
    os_raise(OS_STOP);
    if (kind == CTRL_CLOSE_EVENT || kind == CTRL_LOGOFF_EVENT || kind == CTRL_SHUTDOWN_EVENT) {
        Sleep(INFINITE); /* the process ends when this returns, and within some seconds anyhow */
    }
    return TRUE;
}

/* Who started us, or an administrator, asks by these names: there are no signals. */
static DWORD WINAPI wait_for_events(void *unused)
{
    static const char *const names[] = {"stop", "reload"};
    HANDLE events[2];
    (void)unused;
    for (int i = 0; i < 2; i++) {
        char name[64];
        snprintf(name, sizeof name, "Local\\tertuliad-%s-%lu", names[i], GetCurrentProcessId());
        events[i] = CreateEventA(NULL, FALSE, FALSE, name);
        if (!events[i]) {
            return 1;
        }
    }
    for (;;) {
        DWORD which = WaitForMultipleObjects(2, events, FALSE, INFINITE);
        if (which > WAIT_OBJECT_0 + 1) {
            return 1;
        }
        os_raise(which == WAIT_OBJECT_0 ? OS_STOP : OS_RELOAD);
    }
}

void os_restart(char **argv)
{
    (void)argv; /* another process would find the port and the folder taken by this one */
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
    if (wake != INVALID_SOCKET) { /* again, after a restart */
        return (net_socket)wake;
    }
    wake = WSASocketW(AF_INET, SOCK_DGRAM, 0, NULL, 0, WSA_FLAG_NO_HANDLE_INHERIT);
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
    HANDLE thread = CreateThread(NULL, 65536, wait_for_events, NULL, 0, NULL);
    if (thread) {
        CloseHandle(thread);
    }
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

static void say_last(struct error *error)
{
    char words[200];
    error_say(error, "%s", windows_words(GetLastError(), words, sizeof words));
}

bool os_make_folder(const char *path, struct error *error)
{
    char part[1100];
    SECURITY_ATTRIBUTES own = {sizeof own, windows_own(), FALSE};
    size_t len = strlen(path);
    while (len > 1 && strchr("\\/", path[len - 1])) {
        len--;
    }
    for (size_t at = 1; at <= len; at++) { /* its parents, as the system has them */
        bool end = at == len, between = path[at] == '\\' || path[at] == '/';
        snprintf(part, sizeof part, "%.*s", (int)at, path);
        if ((end || between) && part[at - 1] != ':') {
            CreateDirectoryA(part, end ? &own : NULL);
        }
    }
    DWORD is = GetFileAttributesA(path);
    if (is != INVALID_FILE_ATTRIBUTES && (is & FILE_ATTRIBUTE_DIRECTORY)) {
        return true;
    }
    if (is != INVALID_FILE_ATTRIBUTES) {
        error_say(error, "it is a file");
    } else {
        say_last(error);
    }
    return false;
}

bool os_write_private(const char *path, const char *data, size_t len, struct error *error)
{
    char beside[1200];
    snprintf(beside, sizeof beside, "%s.new", path);
    SECURITY_ATTRIBUTES own = {sizeof own, windows_own(), FALSE};
    DWORD wrote = 0;
    DeleteFileA(beside);
    HANDLE file =
        CreateFileA(beside, GENERIC_WRITE, 0, &own, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, NULL);
    bool fine = file != INVALID_HANDLE_VALUE && WriteFile(file, data, (DWORD)len, &wrote, NULL) &&
                wrote == len && FlushFileBuffers(file);
    if (!fine) {
        say_last(error);
    }
    if (file != INVALID_HANDLE_VALUE) {
        CloseHandle(file);
    }
    enum { TRIES = 20, REST_MS = 50 }; /* a virus scanner may have it open for a moment */
    for (int i = 0; fine; i++) {
        if (MoveFileExA(beside, path, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH)) {
            return true;
        }
        DWORD why = GetLastError();
        say_last(error);
        fine = i < TRIES && (why == ERROR_SHARING_VIOLATION || why == ERROR_ACCESS_DENIED);
        Sleep(fine ? REST_MS : 0);
    }
    DeleteFileA(beside);
    return false;
}

static bool may_read(PACL list, const char *who)
{
    PSID sid = NULL;
    ACCESS_MASK mask = 0;
    if (!ConvertStringSidToSidA(who, &sid)) {
        return false;
    }
    TRUSTEE_A them = {.TrusteeForm = TRUSTEE_IS_SID, .ptstrName = sid};
    bool reads = !list || (GetEffectiveRightsFromAclA(list, &them, &mask) == ERROR_SUCCESS &&
                           (mask & FILE_READ_DATA));
    LocalFree(sid);
    return reads;
}

bool os_is_open(const char *path)
{
    PACL list = NULL;
    PSECURITY_DESCRIPTOR all = NULL;
    bool open = GetNamedSecurityInfoA(path, SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, NULL, NULL,
                                      &list, NULL, &all) == ERROR_SUCCESS &&
                (may_read(list, "S-1-1-0") || may_read(list, "S-1-5-32-545")); /* all; users */
    LocalFree(all);
    return open;
}

bool os_is_there(const char *path)
{
    return GetFileAttributesA(path) != INVALID_FILE_ATTRIBUTES;
}

void os_keep_private(void)
{
    /* they have what their folder says, which os_make_folder makes so */
}
