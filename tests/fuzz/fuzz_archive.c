/* The client's archive, fed with whatever servers say, and asked whatever people look for: pieces
 * of the input that end in a NUL, by their first byte. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "client/sys/archive.h"
#include "irc/bytes.h"
#include "irc/check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char error[ARCHIVE_ERROR];
    struct archive *a = archive_open(":memory:", error);
    struct bytes out = {0};
    CHECK(a);
    char *all = xstrndup((const char *)data, size), *end = all + size;
    for (char *at = all; at < end; at += strlen(at) + 1) {
        switch (*at % 5) {
        case 0: archive_recall(a, at + 1, &out); break;
        case 1: archive_find(a, at + 1, &out); break;
        case 2: archive_list(a, at + 1, &out); break;
        default: CHECK(*at == '\0' || archive_keep(a, at + 1, error)); break;
        }
    }
    free(all);
    bytes_finish(&out);
    archive_close(a);
    return 0;
}
