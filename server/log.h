#pragma once
/* PORT: the server's log. Implemented in sys/, or by a test. */

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR };

/* One line, without a line end. Names in it come from the network: the implementation makes
 * control characters harmless. */
void log_line(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));
