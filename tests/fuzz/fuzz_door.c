/* What an untrusted peer sends before there are lines: the PROXY protocol, WebSocket, addresses,
 * the plain door. The first byte selects which. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/utf8.h"
#include "server/core/user.h"
#include "server/log.h"
#include "server/sys/websocket.h"
#include "server/wire/address.h"
#include "server/wire/outbox.h"
#include "server/wire/proxy.h"
#include "server/wire/telnet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

void log_line(enum log_level level, const char *format, ...)
{
    (void)level, (void)format;
}

/* More bytes never change the result of fewer. */
static void proxy(const char *data, size_t size)
{
    struct proxy whole, part;
    enum proxy_result result = proxy_read(data, size, &whole);
    CHECK(result != PROXY_DONE || (whole.len > 0 && whole.len <= size));
    for (size_t len = 0; len <= size; len++) {
        char *copy = xstrndup(data, len); /* a separate copy, so that overreads are detected */
        enum proxy_result early = proxy_read(copy, len, &part);
        free(copy);
        CHECK(early == PROXY_MORE || early == result);
        CHECK(early != PROXY_DONE ||
              (part.len == whole.len && !strcmp(part.address, whole.address)));
    }
}

static void websocket(const char *data, size_t size)
{
    struct websocket *ws = websocket_new(size % 2 ? "https://*.example.org" : "");
    struct bytes lines = {0};
    struct outbox out = {0};
    bool goes_on = true;
    for (size_t at = 0; at < size && goes_on;) {
        size_t piece = 1 + (unsigned char)data[at] % 61;
        piece = piece > size - at ? size - at : piece;
        goes_on = websocket_take(ws, data + at, piece, &lines);
        at += piece;
        struct outline *line = outline_new("", "PONG :x", 7);
        outbox_push(&out, line);
        outline_drop(line);
        websocket_put(ws, &out);
    }
    websocket_close(ws);
    bytes_finish(&lines);
    outbox_finish(&out);
    websocket_free(ws);
}

/* Whatever arrives at the plain door and whatever the world answers: only whole lines of UTF-8 go
 * on. */
static void plain(const char *data, size_t size)
{
    struct telnet *p = telnet_new("#cafe", 0);
    for (size_t at = 0; at < size;) {
        unsigned char head = (unsigned char)data[at++];
        size_t piece = head % 61 < size - at ? head % 61 : size - at;
        if (head & 0x80) {
            telnet_hear(p, data + at, piece);
        } else {
            telnet_take(p, data + at, piece, (int64_t)at);
        }
        telnet_tick(p, (int64_t)at + (head & 0x40 ? 1000 : 0));
        at += piece;
        CHECK(p->say.len == 0 ||
              (p->say.data[p->say.len - 1] == '\n' && strlen(bytes_string(&p->say)) == p->say.len));
        if (!(head & 0x80)) {
            CHECK(utf8_valid(bytes_string(&p->say), p->say.len));
        }
        bytes_clear(&p->say);
        bytes_clear(&p->out);
    }
    telnet_free(p);
}

static void addresses(const char *data, size_t size)
{
    static const unsigned char key[32] = {1, 2, 3};
    unsigned char bytes[ADDRESS_BYTES], again[ADDRESS_BYTES];
    char text[64], network[HOST_BYTES];
    char *given = xstrndup(data, size);
    size_t len = strcspn(given, " ");
    char *other = given + len + (given[len] == ' ');
    given[len] = '\0';
    if (address_parse(given, bytes)) {
        address_write(bytes, text, sizeof text);
        CHECK(address_parse(text, again) && memcmp(bytes, again, sizeof again) == 0);
        CHECK(address_in(text, given));
    }
    address_in(given, other);
    address_network(given, network, sizeof network);
    address_cloak(given, key, text, sizeof text);
    free(given);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const targets[])(const char *data, size_t size) = {proxy, websocket, addresses,
                                                                     plain};
    if (size > 0 && size < 8192) {
        targets[data[0] % COUNT_OF(targets)]((const char *)data + 1, size - 1);
    }
    return 0;
}
