#include "server/wire/address.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "irc/secret.h"

static const unsigned char v4_prefix[12] = {[10] = 0xFF, [11] = 0xFF};

/* Parses a number of at most `digits` digits below `limit` into *out. Returns the characters read;
 * 0: there is no such number. */
static size_t number(const char *text, int base, size_t digits, long limit, long *out)
{
    static const char set[] = "0123456789abcdefABCDEF";
    size_t len = strspn(text, base == 16 ? set : "0123456789");
    *out = 0;
    if (len == 0 || len > digits) {
        return 0;
    }
    char part[8];
    snprintf(part, sizeof part, "%.*s", (int)len, text);
    *out = strtol(part, NULL, base);
    return *out < limit ? len : 0;
}

static bool parse_v4(const char *text, unsigned char *out)
{
    for (int i = 0; i < 4; i++) {
        long value;
        size_t len = number(text, 10, 3, 256, &value);
        if (!len || text[len] != (i < 3 ? '.' : '\0')) {
            return false;
        }
        out[i] = (unsigned char)value;
        text += len + (i < 3);
    }
    return true;
}

static bool parse_v6(const char *text, unsigned char *out)
{
    unsigned char bytes[ADDRESS_BYTES] = {0};
    int len = 0, gap = -1;
    if (text[0] == ':' && text[1] == ':') {
        gap = 0;
        text += 2;
    }
    while (*text) {
        long value;
        size_t took = number(text, 16, 4, 65536, &value);
        if (len <= 12 && strchr(text, '.') && !strchr(text, ':') && parse_v4(text, bytes + len)) {
            len += 4;
            break;
        }
        if (!took || len > 14) {
            return false;
        }
        bytes[len++] = (unsigned char)(value >> 8);
        bytes[len++] = (unsigned char)value;
        text += took;
        if (text[0] == ':' && text[1] == ':' && gap < 0) {
            gap = len;
            text += 2;
        } else if (text[0] == ':' && text[1] && text[1] != ':') {
            text++;
        } else if (*text) {
            return false;
        }
    }
    if (gap < 0 ? len != ADDRESS_BYTES : len > 14) {
        return false;
    }
    memset(out, 0, ADDRESS_BYTES);
    int before = gap < 0 ? len : gap;
    memcpy(out, bytes, (size_t)before);
    memcpy(out + ADDRESS_BYTES - (len - before), bytes + before, (size_t)(len - before));
    return true;
}

bool address_parse(const char *text, unsigned char *out)
{
    if (strchr(text, ':')) {
        return parse_v6(text, out);
    }
    memcpy(out, v4_prefix, sizeof v4_prefix);
    return parse_v4(text, out + sizeof v4_prefix);
}

/* The longest run of at least two zero groups: its index, or -1; its length in *len. */
static int find_gap(const unsigned *groups, int *len)
{
    int at = -1;
    *len = 1;
    for (int i = 0; i < 8; i++) {
        int run = 0;
        while (i + run < 8 && groups[i + run] == 0) {
            run++;
        }
        if (run > *len) {
            at = i;
            *len = run;
        }
    }
    return at;
}

void address_write(const unsigned char *bytes, char *out, size_t cap)
{
    unsigned groups[8];
    size_t len = 0;
    int gap_len;
    if (memcmp(bytes, v4_prefix, sizeof v4_prefix) == 0) {
        snprintf(out, cap, "%d.%d.%d.%d", bytes[12], bytes[13], bytes[14], bytes[15]);
        return;
    }
    for (int i = 0; i < 8; i++) {
        groups[i] = (unsigned)bytes[2 * i] << 8 | bytes[2 * i + 1];
    }
    int gap = find_gap(groups, &gap_len);
    for (int i = 0; i < 8 && len < cap; i++) {
        if (i == gap) {
            len += (size_t)snprintf(out + len, cap - len, "::");
            i += gap_len - 1;
        } else {
            bool first = i == 0 || (gap >= 0 && i == gap + gap_len);
            len += (size_t)snprintf(out + len, cap - len, "%s%x", first ? "" : ":", groups[i]);
        }
    }
}

bool address_is_loopback(const char *address)
{
    return address_in("127.0.0.0/8", address) || address_in("::1", address);
}

/* Splits "ADDRESS/BITS"; without BITS it is a single address. */
static bool parse_network(const char *text, unsigned char *out, long *bits)
{
    char address[64];
    size_t len = strcspn(text, "/");
    if (len >= sizeof address) {
        return false;
    }
    snprintf(address, sizeof address, "%.*s", (int)len, text);
    if (!address_parse(address, out)) {
        return false;
    }
    bool v4 = !strchr(address, ':');
    *bits = v4 ? 32 : 128;
    if (text[len]) {
        size_t took = number(text + len + 1, 10, 3, *bits + 1, bits);
        if (!took || text[len + 1 + took]) {
            return false;
        }
    }
    *bits += v4 ? 96 : 0;
    return true;
}

bool address_is_network(const char *text)
{
    unsigned char bytes[ADDRESS_BYTES];
    long bits;
    return parse_network(text, bytes, &bits);
}

bool address_is_part(const char *network)
{
    enum { MAPPED = 96, WIDEST_4 = MAPPED + 8, WIDEST_6 = 16 };
    unsigned char bytes[ADDRESS_BYTES], first[ADDRESS_BYTES];
    long bits;
    if (!parse_network(network, bytes, &bits) || !address_parse("0.0.0.0", first)) {
        return false;
    }
    /* IPv4 lies in IPv6, however it is written: "::/32" has all of it */
    bool has_4 =
        bits <= MAPPED ? address_in(network, "0.0.0.0") : memcmp(bytes, first, MAPPED / 8) == 0;
    return bits >= (has_4 ? WIDEST_4 : WIDEST_6);
}

bool address_in(const char *network, const char *address)
{
    unsigned char a[ADDRESS_BYTES], b[ADDRESS_BYTES];
    long bits;
    if (!parse_network(network, a, &bits) || !address_parse(address, b)) {
        return false;
    }
    size_t whole = (size_t)bits / 8;
    int rest = (int)(bits % 8);
    return memcmp(a, b, whole) == 0 && (!rest || (a[whole] ^ b[whole]) >> (8 - rest) == 0);
}

static void hash_part(const unsigned char *bytes, size_t len, const unsigned char *key, char *out)
{
    enum { PART = 8 };
    static const char digits[] = "abcdefghijkmnpqrstuvwxyz23456789"; /* no look-alikes */
    unsigned char mac[SECRET_KEY];
    secret_mac(key, bytes, len, mac);
    for (int i = 0; i < PART; i++) {
        out[i] = digits[mac[i] % (sizeof digits - 1)];
    }
    out[PART] = '\0';
}

void address_cloak(const char *address, const unsigned char *key, char *out, size_t cap)
{
    static const size_t v4_lengths[] = {16, 15, 14}, v6_lengths[] = {8, 6, 4};
    unsigned char bytes[ADDRESS_BYTES];
    char part[3][16];
    if (!address_parse(address, bytes)) {
        hash_part((const unsigned char *)address, strlen(address), key, part[0]);
        snprintf(out, cap, "%s.ip", part[0]);
        return;
    }
    bool v4 = memcmp(bytes, v4_prefix, sizeof v4_prefix) == 0;
    for (int i = 0; i < 3; i++) {
        hash_part(bytes, v4 ? v4_lengths[i] : v6_lengths[i], key, part[i]);
    }
    snprintf(out, cap, "%s.%s.%s.ip", part[0], part[1], part[2]);
}

void address_network(const char *address, char *out, size_t cap)
{
    enum { HALF = 8 };
    unsigned char bytes[ADDRESS_BYTES];
    static const unsigned char mapped[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    if (!address_parse(address, bytes) || memcmp(bytes, mapped, sizeof mapped) == 0) {
        snprintf(out, cap, "%s", address);
        return;
    }
    size_t len = 0;
    for (int i = 0; i < HALF && len + 3 < cap; i++) {
        len += (size_t)snprintf(out + len, cap - len, "%02x", bytes[i]);
    }
    snprintf(out + len, cap - len, "/64");
}
