#include "server/sys/log_file.h"

#include "server/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/stamp.h"
#include "irc/terminal.h"
#include "server/sys/os.h"

static enum log_level lowest = LOG_INFO;

void log_file_level(enum log_level level)
{
    lowest = level;
}

void log_line(enum log_level level, const char *format, ...)
{
    static const char *const words[] = {"debug", "info", "warning", "error"};
    if (level < lowest) {
        return;
    }
    char text[1024];
    char time[STAMP_CAP];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    struct bytes clean = {0};
    terminal_text(&clean, text, strlen(text)); /* no forged lines, no escapes */
    stamp_format(os_wall(), time);
    struct bytes line = {0}; /* in one piece: Windows writes each part by itself */
    bytes_format(&line, "%s %s: %s\n", time, words[level], bytes_string(&clean));
    fwrite(line.data, 1, line.len, stderr);
    bytes_finish(&line);
    bytes_finish(&clean);
}
