#pragma once
/* The operating system: clocks, host name, limits, signals, files. */
#include <stdbool.h>
#include <stdint.h>

#include "server/sys/net.h"

struct bytes;
struct error;

/* First of all: what is printed is UTF-8, and goes out at once. */
void os_begin(void);

enum os_signal { OS_STOP = 1, OS_RELOAD = 2, OS_WORKED = 4 };

int64_t os_now(void);  /* monotonic ms, including time the computer sleeps */
int64_t os_wall(void); /* ms since 1970 */

/* Sleeps for `ms`, whatever happens to the wall clock. Not on the loop's thread. */
void os_rest(int ms);

/* Writes a name for this server, with a dot in it, to `out`. */
void os_name(char *out, int cap);

/* Raises the limit of open descriptors as far as possible and returns it. */
long os_descriptors(void);

/* Starts collecting signals; the socket becomes readable when there is one. */
net_socket os_catch_signals(void);

/* The signals since the last call, as bits of enum os_signal. */
unsigned os_signals(void);

/* Wakes the loop with a signal of our own; from any thread. */
void os_raise(enum os_signal signal);

/* Replaces this process with a new run of the program, with these arguments; returns only if it
 * failed. */
void os_restart(char **argv);

/* Starts a shell command; what is written to the socket is its input, and its output can be read
 * there. When it ends, a line "gone" arrives and it is restarted, until the socket is closed. Call
 * it before there are threads. NET_NONE: `error` says why not. */
net_socket os_spawn(const char *command, struct error *error);

/* Becomes another user, with only that user's groups, for good. False: `error` says why. */
bool os_become(const char *user, struct error *error);

bool os_is_root(void);

/* Makes that user the owner of the folder and the files in it. */
bool os_give(const char *folder, const char *user, struct error *error);

/* Keeps the memory of this process out of core dumps and away from debuggers. */
void os_hide_memory(void);

/* Gives up, for good, what a chat server never needs of the system: starting programs, connecting
 * anywhere, inspecting others. Returns by what means, for the log; NULL: nothing was given up. */
const char *os_sandbox(void);

/* Lowers the priority of this thread. */
void os_step_back(void);

/* Locks the folder while this process lives. False: another one has it. */
bool os_lock_folder(const char *folder);

/* Writes the folder for this user's program data, with "tertuliad" at its end, to `out`. */
void os_data_folder(char *out, int cap);

/* Reads a whole text file. False, with the system's message in `error`, if it cannot be read or is
 * larger than 1 MiB. */
bool os_read_file(const char *path, struct bytes *out, struct error *error);

/* From now on new files are for this user only. */
void os_keep_private(void);

/* Writes a file that nobody else may read, whole or not at all; `error` as above. */
bool os_write_private(const char *path, const char *data, size_t len, struct error *error);

bool os_is_there(const char *path);

/* Whether other users may read the file. */
bool os_is_open(const char *path);

/* Makes the folder and its parents, with mode 0700, unless they exist. */
bool os_make_folder(const char *path, struct error *error);
