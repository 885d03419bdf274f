#pragma once
/* Files of the client: where they are on each platform, and writing them so that a crash leaves
 * either the old one or the new one. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes;
struct error;

enum { DISK_PATH = 1024 };

/* The settings folder, created if necessary: `given` if not NULL, else $XDG_CONFIG_HOME/tertulia or
 * ~/.config/tertulia, ~/Library/Application Support/tertulia, %APPDATA%\tertulia. */
bool disk_config_folder(const char *given, char *out, struct error *error);

/* The folder for everything else that is kept, which holds what belongs to this computer alone:
 * where `config` (from above) is a folder that follows the user to other computers (Windows),
 * %LOCALAPPDATA%\tertulia, into which what was kept in `config` before is moved; else `config`. */
void disk_data_folder(const char *given, const char *config, char *out);

/* Makes the folder, for its user alone, unless it is there. */
bool disk_make_folder(const char *path);

bool disk_is_there(const char *path);

/* False if the file cannot be read, or is over 1 MiB. */
bool disk_read(const char *path, struct bytes *out);

/* Holds a file for this program alone (it is made if missing), until disk_let_go or the end of the
 * program. Negative: another holds it. */
intptr_t disk_hold(const char *path);
void disk_let_go(intptr_t held);

/* Creates the file, if missing, so that nobody else can read it. */
void disk_make_private(const char *path);

/* Writes a new file beside it, then renames that over it; nobody else can read it. */
bool disk_write(const char *path, const char *data, size_t len, struct error *error);
