/* Lines and messages: any bytes, in any pieces. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/isupport.h"
#include "irc/line.h"
#include "irc/message.h"
#include "irc/names.h"
#include "irc/stamp.h"
#include "irc/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct line_reader r = {.tags_max = 100};
    struct isupport s;
    char *line;
    size_t len;
    isupport_init(&s);
    for (size_t at = 0; at < size;) {
        size_t piece = 1 + data[at] % 37;
        piece = piece > size - at ? size - at : piece;
        line_feed(&r, (const char *)data + at, piece);
        at += piece;
        enum line_status status;
        while ((status = line_take(&r, &line, &len)) != LINE_NONE) {
            struct message m;
            if (status != LINE_READY) {
                continue;
            }
            CHECK(len > 0 && !memchr(line, '\n', len) && !memchr(line, '\r', len));
            utf8_valid(line, len);
            if (message_parse(&m, line)) {
                char nick[NICK_CAP];
                int64_t ms;
                CHECK(m.verb && m.count <= MESSAGE_PARAMS_MAX);
                message_nick(m.source, nick);
                stamp_parse(message_param(&m, 0), &ms);
                isupport_apply(&s, message_param(&m, 0));
                names_match(message_param(&m, 0), message_param(&m, 1));
            }
        }
    }
    line_finish(&r);
    return 0;
}
