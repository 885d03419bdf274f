#include "irc/error.h"

#include <stdarg.h>
#include <stdio.h>

void error_say(struct error *e, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(e->text, sizeof e->text, format, args);
    va_end(args);
}
