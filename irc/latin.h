#pragma once
/* Text of clients and servers that do not use UTF-8. */
struct bytes;

/* `line` itself if it is UTF-8; otherwise it is taken for Windows-1252 and converted into `out`. */
const char *latin_to_utf8(const char *line, struct bytes *out);
