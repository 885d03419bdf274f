#pragma once
/* Text of clients and servers that do not use UTF-8. */
struct bytes;

/* `line` itself if it is UTF-8; otherwise it was written where there was no other way than Latin-1,
 * as Windows has it (code page 1252): what it says, in `out`. */
const char *latin_to_utf8(const char *line, struct bytes *out);
