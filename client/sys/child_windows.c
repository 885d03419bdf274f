#include "client/sys/child.h"

#ifdef _WIN32 /* tried under wine: see README, "What was tried where" */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/sys/windows.h"

struct child {
    HANDLE process, job;
    DWORD id;
    HANDLE outputs[CHILD_OUTPUTS], threads[CHILD_OUTPUTS];
    CRITICAL_SECTION one; /* one call of the ears at a time */
    int open;             /* outputs that go on; under that */
    bool stays;
    struct child_ears ears;
};

struct reader {
    struct child *child;
    enum child_output where;
};

static DWORD WINAPI listen_to(void *context)
{
    struct reader r = *(struct reader *)context;
    struct child *c = r.child;
    char data[1024];
    DWORD n;
    free(context);
    while (ReadFile(c->outputs[r.where], data, sizeof data, &n, NULL) && n > 0) {
        EnterCriticalSection(&c->one);
        c->ears.heard(c->ears.context, r.where, data, n);
        LeaveCriticalSection(&c->one);
    }
    EnterCriticalSection(&c->one);
    bool last = --c->open == 0;
    LeaveCriticalSection(&c->one);
    if (last) {
        c->ears.ended(c->ears.context);
    }
    return 0;
}

/* One argument of a command line, so that the other side reads the same: quoted, a backslash before
 * a quote doubled. */
static void quote(struct bytes *out, const char *arg)
{
    bytes_text(out, out->len ? " \"" : "\"");
    for (size_t slashes = 0;; arg++) {
        if (*arg == '\\') {
            slashes++;
            continue;
        }
        for (size_t i = 0; i < slashes * (*arg == '"' || !*arg ? 2 : 1); i++) {
            bytes_char(out, '\\');
        }
        slashes = 0;
        if (!*arg) {
            break;
        }
        bytes_text(out, *arg == '"' ? "\\" : "");
        bytes_char(out, *arg);
    }
    bytes_char(out, '"');
}

/* Whether the programs of the job end when its last handle is closed: with us, however we end. */
static void set_kills(HANDLE job, bool kills)
{
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {0};
    limits.BasicLimitInformation.LimitFlags = kills ? JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE : 0;
    SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
}

/* Starts it, with nothing of ours but the ends of the pipes that it writes to. */
static bool create(struct child *c, const char *program, char *line, HANDLE *ends)
{
    SIZE_T size = 0;
    InitializeProcThreadAttributeList(NULL, 1, 0, &size);
    LPPROC_THREAD_ATTRIBUTE_LIST list = xmalloc(size);
    STARTUPINFOEXA start = {.StartupInfo = {.cb = sizeof start,
                                            .dwFlags = STARTF_USESTDHANDLES,
                                            .hStdInput = INVALID_HANDLE_VALUE,
                                            .hStdOutput = ends[CHILD_LINES],
                                            .hStdError = ends[CHILD_WORDS]},
                            .lpAttributeList = list};
    PROCESS_INFORMATION made = {0};
    InitializeProcThreadAttributeList(list, 1, 0, &size);
    UpdateProcThreadAttribute(list, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, ends,
                              CHILD_OUTPUTS * sizeof *ends, NULL, NULL);
    bool fine = CreateProcessA(program, line, NULL, NULL, TRUE,
                               CREATE_NO_WINDOW | CREATE_SUSPENDED | EXTENDED_STARTUPINFO_PRESENT,
                               NULL, NULL, &start.StartupInfo, &made);
    DWORD why = fine ? 0 : GetLastError();
    DeleteProcThreadAttributeList(list);
    free(list);
    SetLastError(why);
    if (fine) {
        c->process = made.hProcess;
        c->id = made.dwProcessId;
        AssignProcessToJobObject(c->job, c->process);
        ResumeThread(made.hThread);
        CloseHandle(made.hThread);
    }
    return fine;
}

struct child *child_start(const char *beside, const char *name, const char *const *args,
                          const struct child_ears *ears)
{
    static const char missing[] = " is not beside this program: install Tertulia again\n";
    SECURITY_ATTRIBUTES inherited = {sizeof inherited, NULL, TRUE};
    HANDLE ends[CHILD_OUTPUTS];
    char program[1100];
    struct bytes line = {0};
    struct child *c = xcalloc(1, sizeof *c);
    c->ears = *ears;
    c->open = CHILD_OUTPUTS;
    c->job = CreateJobObjectA(NULL, NULL);
    set_kills(c->job, true);
    InitializeCriticalSection(&c->one);
    for (int i = 0; i < CHILD_OUTPUTS; i++) {
        CreatePipe(&c->outputs[i], &ends[i], &inherited, 0);
        SetHandleInformation(c->outputs[i], HANDLE_FLAG_INHERIT, 0);
    }
    snprintf(program, sizeof program, "%s.exe", beside);
    quote(&line, program);
    for (int i = 0; args[i]; i++) {
        quote(&line, args[i]);
    }
    if (!create(c, program, line.data, ends)) {
        struct bytes words = {0};
        char why[200];
        DWORD code = GetLastError();
        bool none = code == ERROR_FILE_NOT_FOUND || code == ERROR_PATH_NOT_FOUND;
        bytes_format(&words, none ? "%s%s" : "%s cannot be started: %s\n", name,
                     none ? missing : windows_words(code, why, sizeof why));
        c->ears.heard(c->ears.context, CHILD_WORDS, words.data, words.len);
        bytes_finish(&words);
    }
    bytes_finish(&line);
    for (int i = 0; i < CHILD_OUTPUTS; i++) {
        struct reader *r = xcalloc(1, sizeof *r);
        *r = (struct reader){c, (enum child_output)i};
        CloseHandle(ends[i]);
        c->threads[i] = CreateThread(NULL, 0, listen_to, r, 0, NULL);
    }
    return c;
}

void child_stays(struct child *c, bool stays)
{
    c->stays = stays;
    set_kills(c->job, !stays);
}

bool child_stop(struct child *c)
{
    enum { WAIT_MS = 3000 };
    char name[64];
    if (c->stays) {
        return false;
    }
    snprintf(name, sizeof name, "Local\\tertuliad-stop-%lu", c->id);
    HANDLE stop = c->process ? OpenEventA(EVENT_MODIFY_STATE, FALSE, name) : NULL;
    if (stop) {
        SetEvent(stop);
        CloseHandle(stop);
        WaitForSingleObject(c->process, WAIT_MS);
    }
    TerminateJobObject(c->job, 1);   /* if it has not ended by itself */
    TerminateProcess(c->process, 1); /* should it not be in the job */
    for (int i = 0; i < CHILD_OUTPUTS; i++) {
        WaitForSingleObject(c->threads[i], INFINITE);
        CloseHandle(c->threads[i]);
        CloseHandle(c->outputs[i]);
    }
    CloseHandle(c->process);
    CloseHandle(c->job);
    DeleteCriticalSection(&c->one);
    free(c);
    return true;
}

bool child_holds(const char *path)
{
    HANDLE file = CreateFileA(path, GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    bool held = file == INVALID_HANDLE_VALUE && GetLastError() == ERROR_SHARING_VIOLATION;
    if (file != INVALID_HANDLE_VALUE) {
        CloseHandle(file);
    }
    return held;
}
#endif
