#pragma once
/* The operating system: clocks, host name, limits, signals, files. */
#include <stdbool.h>
#include <stdint.h>

#include "server/sys/net.h"

struct bytes;
struct error;

enum os_signal { OS_STOP = 1, OS_RELOAD = 2, OS_WORKED = 4 };

int64_t os_now(void);  /* ms that only grow, sleep of the computer included */
int64_t os_wall(void); /* ms since 1970 */

/* Sleeps for so many ms, whatever becomes of the clock on the wall. Not for the loop's thread. */
void os_rest(int ms);

/* A name for this server, with a dot in it, into `out`. */
void os_name(char *out, int cap);

/* Raises the limit of open descriptors as far as it goes and gives it. */
long os_descriptors(void);

/* From now on signals are collected; the socket becomes readable when there is one. */
net_socket os_catch_signals(void);

/* The signals since the last call, as bits of enum os_signal. */
unsigned os_signals(void);

/* Wakes the loop with a signal of our own; from any thread. */
void os_raise(enum os_signal signal);

/* Starts this program anew in place of itself, with these arguments; comes back only if it
 * failed.*/
void os_restart(char **argv);

/* Starts a command of the system's shell; what is written to the socket is its input, and its
 * output can be read there. When it ends, a line "gone" comes and it is started again, until the
 * socket is closed. Before there are threads. NET_NONE: `error` says why not. */
net_socket os_spawn(const char *command, struct error *error);

/* Becomes another user, with their groups and nothing else, for good. False: `error` says why. */
bool os_become(const char *user, struct error *error);

bool os_is_root(void);

/* The folder and what is in it belong to that user from now on. */
bool os_give(const char *folder, const char *user, struct error *error);

/* Keeps the memory of this process out of core dumps and away from debuggers. */
void os_hide_memory(void);

/* Gives up, for good, what a chat server never needs of the system: starting programs, connecting
 * somewhere, looking into others. Gives by what means, for the log; NULL: nothing was given up. */
const char *os_sandbox(void);

/* This thread steps back when another one has something to do. */
void os_step_back(void);

/* Keeps others from using the folder while this process lives. False: another one does. */
bool os_lock_folder(const char *folder);

/* The folder where programs of this user keep their data, with "tertuliad" at its end. */
void os_data_folder(char *out, int cap);

/* The whole of a text file. False, with the system's words in `error`, if it
 * cannot be read or is larger than 1 MiB. */
bool os_read_file(const char *path, struct bytes *out, struct error *error);

/* Files made from now on are for this user only. */
void os_keep_private(void);

/* Writes a file that nobody else may read, whole or not at all; `error` as above. */
bool os_write_private(const char *path, const char *data, size_t len, struct error *error);

bool os_is_there(const char *path);

/* Whether other users may read the file. */
bool os_is_open(const char *path);

/* Makes the folder and those above it, 0700, unless they are there. */
bool os_make_folder(const char *path, struct error *error);
