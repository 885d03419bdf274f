#include "server/wire/proxy.h"

#include <stdio.h>
#include <string.h>

#include "irc/check.h"
#include "server/wire/address.h"

enum { LINE_MAX_BYTES = 107, SIGNATURE = 12, HEAD = 16 };

static const unsigned char signature[SIGNATURE] = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D,
                                                   0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};

/* "PROXY TCP4 192.0.2.1 192.0.2.2 51234 6697\r\n" */
static enum proxy_result read_line(const char *data, size_t len, struct proxy *out)
{
    char line[LINE_MAX_BYTES + 1], family[8] = "", address[64] = "";
    unsigned char bytes[ADDRESS_BYTES];
    size_t most = len < LINE_MAX_BYTES ? len : LINE_MAX_BYTES;
    const char *end = memchr(data, '\n', most);
    if (!end) {
        return len < LINE_MAX_BYTES ? PROXY_MORE : PROXY_WRONG;
    }
    out->len = (size_t)(end - data) + 1;
    if (out->len < 2 || end[-1] != '\r' || memchr(data, '\0', out->len)) {
        return PROXY_WRONG;
    }
    snprintf(line, sizeof line, "%.*s", (int)(out->len - 2), data);
    if (sscanf(line, "PROXY %7s %63s", family, address) >= 1 && strcmp(family, "UNKNOWN") == 0) {
        return PROXY_DONE;
    }
    bool v4 = strcmp(family, "TCP4") == 0, v6 = strcmp(family, "TCP6") == 0;
    if ((!v4 && !v6) || !address_parse(address, bytes) || v6 != (strchr(address, ':') != NULL)) {
        return PROXY_WRONG;
    }
    copy_text(out->address, sizeof out->address, address);
    return PROXY_DONE;
}

static size_t two_bytes(const unsigned char *at)
{
    return (size_t)at[0] << 8 | at[1];
}

/* Searches the type-length-value fields after the addresses for the one about TLS. */
static bool says_secure(const unsigned char *at, size_t len)
{
    enum { TYPE_SSL = 0x20, CLIENT_SSL = 1, TLV_HEAD = 3 };
    while (len >= TLV_HEAD) {
        size_t size = two_bytes(at + 1);
        if (size > len - TLV_HEAD) {
            return false;
        }
        if (at[0] == TYPE_SSL && size > 0) {
            return at[TLV_HEAD] & CLIENT_SSL;
        }
        at += TLV_HEAD + size;
        len -= TLV_HEAD + size;
    }
    return false;
}

static enum proxy_result read_binary(const unsigned char *data, size_t len, struct proxy *out)
{
    enum { VERSION_2 = 2, LOCAL = 0, PROXIED = 1, TCP4 = 0x11, TCP6 = 0x21 };
    if (len < HEAD) {
        return PROXY_MORE;
    }
    size_t size = two_bytes(data + 14);
    int version = data[12] >> 4, command = data[12] & 0x0F, family = data[13];
    const unsigned char *a = data + HEAD;
    if (version != VERSION_2 || command > PROXIED || size > PROXY_MAX - HEAD) {
        return PROXY_WRONG;
    }
    out->len = HEAD + size;
    size_t addresses = family == TCP4 ? 12 : family == TCP6 ? 36 : 0;
    if (len < out->len) {
        return PROXY_MORE;
    }
    if (command == LOCAL || addresses == 0) {
        return PROXY_DONE;
    }
    if (size < addresses) {
        return PROXY_WRONG;
    }
    if (family == TCP4) {
        snprintf(out->address, sizeof out->address, "%d.%d.%d.%d", a[0], a[1], a[2], a[3]);
    } else {
        address_write(a, out->address, sizeof out->address);
    }
    out->secure = says_secure(a + addresses, size - addresses);
    return PROXY_DONE;
}

enum proxy_result proxy_read(const char *data, size_t len, struct proxy *out)
{
    *out = (struct proxy){0};
    size_t most = len < SIGNATURE ? len : SIGNATURE;
    if (memcmp(data, signature, most) == 0) {
        return read_binary((const unsigned char *)data, len, out);
    }
    most = len < 6 ? len : 6;
    return memcmp(data, "PROXY ", most) == 0 ? read_line(data, len, out) : PROXY_WRONG;
}
