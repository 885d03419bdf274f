#pragma once
/* The log goes to standard error, a line each. */
#include "server/log.h"

/* Lines below this level are left out. */
void log_file_level(enum log_level level);
