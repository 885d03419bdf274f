#define _DEFAULT_SOURCE
#include "client/sys/disk.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/error.h"
#include "irc/sys/windows.h"

#ifdef _WIN32
/* Tried under wine: see README, "What was tried where". */
#define WIN32_LEAN_AND_MEAN
#include <direct.h>
#include <io.h>
#include <windows.h>

/* For those who say why: these calls set no errno. */
static bool say_why(bool fine)
{
    DWORD why = fine ? 0 : GetLastError();
    errno = why == ERROR_ACCESS_DENIED || why == ERROR_SHARING_VIOLATION        ? EACCES
            : why == ERROR_DISK_FULL                                            ? ENOSPC
            : why == ERROR_PATH_NOT_FOUND || why == ERROR_FILE_NOT_FOUND        ? ENOENT
            : why == ERROR_ALREADY_EXISTS || why == ERROR_FILE_EXISTS           ? EEXIST
            : why == ERROR_FILENAME_EXCED_RANGE || why == ERROR_BUFFER_OVERFLOW ? ENAMETOOLONG
            : why                                                               ? EIO
                                                                                : 0;
    return fine;
}

bool disk_make_folder(const char *path)
{
    SECURITY_ATTRIBUTES own = {sizeof own, windows_own(), FALSE};
    if (say_why(CreateDirectoryA(path, &own))) {
        return true;
    }
    DWORD is = GetFileAttributesA(path);
    return is != INVALID_FILE_ATTRIBUTES && (is & FILE_ATTRIBUTE_DIRECTORY);
}

void disk_make_private(const char *path)
{
    SECURITY_ATTRIBUTES own = {sizeof own, windows_own(), FALSE};
    HANDLE file =
        CreateFileA(path, GENERIC_WRITE, 0, &own, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file != INVALID_HANDLE_VALUE) {
        CloseHandle(file);
    }
}

intptr_t disk_hold(const char *path)
{
    SECURITY_ATTRIBUTES own = {sizeof own, windows_own(), FALSE};
    HANDLE file = CreateFileA(path, GENERIC_WRITE, 0, &own, OPEN_ALWAYS, 0, NULL);
    return file == INVALID_HANDLE_VALUE ? -1 : (intptr_t)file;
}

void disk_let_go(intptr_t held)
{
    if (held >= 0) {
        CloseHandle((HANDLE)held);
    }
}

static bool flush_to_disk(FILE *file)
{
    return fflush(file) == 0 && _commit(_fileno(file)) == 0;
}

static void drop(const char *path)
{
    remove(path);
}

static bool replace(const char *from, const char *to)
{
    enum { TRIES = 20, REST_MS = 50 }; /* a virus scanner may have it open for a moment */
    bool done = false, again = true;
    for (int i = 0; i < TRIES && again; i++) {
        done = say_why(MoveFileExA(from, to, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH));
        again = !done && errno == EACCES;
        Sleep(again ? REST_MS : 0);
    }
    return done;
}

static bool usual_folder(char *out)
{
    const char *base = getenv("APPDATA");
    return base && snprintf(out, DISK_PATH, "%s\\tertulia", base) < DISK_PATH;
}

enum { MOVES_MAX = 64, NAME_CAP = 260 };

/* What is to be moved from one folder into another: together, or nothing. */
struct moves {
    const char *from, *to;
    char names[MOVES_MAX][NAME_CAP];
    int count;
};

static bool is_in(const char *folder, const char *name)
{
    char path[2 * DISK_PATH];
    snprintf(path, sizeof path, "%s\\%s", folder, name);
    return GetFileAttributesA(path) != INVALID_FILE_ATTRIBUTES;
}

static bool move_one(const char *from, const char *to, const char *name)
{
    char old[2 * DISK_PATH], new[2 * DISK_PATH];
    snprintf(old, sizeof old, "%s\\%s", from, name);
    snprintf(new, sizeof new, "%s\\%s", to, name);
    return MoveFileExA(old, new, 0);
}

/* All but the settings and what is beside them for people, and but what is there already, which is
 * the newer; a database's files only with it. */
static void find_moves(struct moves *m)
{
    static const char *const stay[] = {".", "..", "tertulia.ini", "themes", "languages"};
    static const char history[] = "history.db";
    bool has_history = is_in(m->to, history);
    char all[DISK_PATH + 8];
    WIN32_FIND_DATAA one;
    snprintf(all, sizeof all, "%s\\*", m->from);
    HANDLE found = FindFirstFileA(all, &one);
    for (bool more = found != INVALID_HANDLE_VALUE; more && m->count < MOVES_MAX;
         more = FindNextFileA(found, &one)) {
        bool stays = is_in(m->to, one.cFileName) ||
                     (has_history && strncmp(one.cFileName, history, sizeof history - 1) == 0);
        for (size_t i = 0; i < COUNT_OF(stay); i++) {
            stays = stays || _stricmp(one.cFileName, stay[i]) == 0;
        }
        if (!stays) {
            copy_text(m->names[m->count++], NAME_CAP, one.cFileName);
        }
    }
    if (found != INVALID_HANDLE_VALUE) {
        FindClose(found);
    }
}

void disk_data_folder(const char *given, const char *config, char *out)
{
    const char *base = given ? NULL : getenv("LOCALAPPDATA");
    bool fine =
        base && snprintf(out, DISK_PATH, "%s\\tertulia", base) < DISK_PATH && disk_make_folder(out);
    if (fine) {
        struct moves *m = xcalloc(1, sizeof *m);
        int done = 0;
        m->from = config;
        m->to = out;
        find_moves(m);
        while (done < m->count && move_one(config, out, m->names[done])) {
            done++;
        }
        fine = done == m->count;
        while (!fine && done-- > 0) { /* one is in use: another time */
            move_one(out, config, m->names[done]);
        }
        free(m);
    }
    if (!fine) {
        snprintf(out, DISK_PATH, "%s", config);
    }
}
#else
#include <fcntl.h>
#include <unistd.h>

bool disk_make_folder(const char *path)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST;
}

void disk_make_private(const char *path)
{
    int file = open(path, O_CREAT | O_RDWR, 0600);
    if (file >= 0) {
        close(file);
    }
}

intptr_t disk_hold(const char *path)
{
    int file = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (file >= 0 && fcntl(file, F_SETLK, &whole) != 0) {
        close(file);
        file = -1;
    }
    return file;
}

void disk_let_go(intptr_t held)
{
    if (held >= 0) {
        close((int)held);
    }
}

static bool flush_to_disk(FILE *file)
{
    return fflush(file) == 0 && fsync(fileno(file)) == 0;
}

static void drop(const char *path)
{
    unlink(path); /* never a folder */
}

static bool replace(const char *from, const char *to)
{
    return rename(from, to) == 0;
}

void disk_data_folder(const char *given, const char *config, char *out)
{
    (void)given;
    snprintf(out, DISK_PATH, "%s", config);
}

static bool usual_folder(char *out)
{
    const char *home = getenv("HOME");
#ifdef __APPLE__
    return home &&
           snprintf(out, DISK_PATH, "%s/Library/Application Support/tertulia", home) < DISK_PATH;
#else
    const char *base = getenv("XDG_CONFIG_HOME");
    if (base && *base) {
        return snprintf(out, DISK_PATH, "%s/tertulia", base) < DISK_PATH;
    }
    return home && snprintf(out, DISK_PATH, "%s/.config/tertulia", home) < DISK_PATH;
#endif
}
#endif

bool disk_is_there(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

static bool say(struct error *error, const char *path)
{
    error_say(error, "%.150s: %.90s", path, strerror(errno));
    return false;
}

bool disk_config_folder(const char *given, char *out, struct error *error)
{
    if (given ? snprintf(out, DISK_PATH, "%s", given) >= DISK_PATH : !usual_folder(out)) {
        error_say(error, "there is no folder for settings: set HOME, or use --config");
        return false;
    }
    /* its parent folders too: a new account has none */
    for (char *at = out + 1; *at; at++) {
        if (*at == '/' || *at == '\\') {
            char separator = *at;
            *at = '\0';
            disk_make_folder(out);
            *at = separator;
        }
    }
    return disk_make_folder(out) || say(error, out);
}

bool disk_read(const char *path, struct bytes *out)
{
    enum { FILE_MAX = 1024 * 1024 };
    FILE *file = fopen(path, "rb");
    char part[4096];
    size_t n;
    if (!file) {
        return false;
    }
    while (out->len <= FILE_MAX && (n = fread(part, 1, sizeof part, file)) > 0) {
        bytes_add(out, part, n);
    }
    bool fine = !ferror(file) && out->len <= FILE_MAX;
    fclose(file);
    return fine;
}

bool disk_write(const char *path, const char *data, size_t len, struct error *error)
{
    char beside[DISK_PATH + 8];
    snprintf(beside, sizeof beside, "%s.new", path);
    drop(beside);
    disk_make_private(beside);
    FILE *file = fopen(beside, "wb");
    if (!file) {
        return say(error, beside);
    }
    bool fine = fwrite(data, 1, len, file) == len && flush_to_disk(file);
    if (!fine) {
        say(error, beside);
    }
    if (fclose(file) != 0 && fine) {
        fine = say(error, beside);
    }
    if (fine && !replace(beside, path)) {
        fine = say(error, path);
    }
    if (!fine) {
        remove(beside);
    }
    return fine;
}
