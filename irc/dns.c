#include "irc/dns.h"

#include <string.h>

#include "irc/bytes.h"
#include "irc/names.h"

enum { LABEL_MAX_BYTES = 63, JUMPS_MAX = 16 };

void dns_number(struct bytes *out, unsigned value)
{
    bytes_char(out, (char)(value >> 8 & 255));
    bytes_char(out, (char)(value & 255));
}

void dns_header(struct bytes *out, unsigned id, unsigned flags, int questions, int answers,
                int more)
{
    dns_number(out, id);
    dns_number(out, flags);
    dns_number(out, (unsigned)questions);
    dns_number(out, (unsigned)answers);
    dns_number(out, 0);
    dns_number(out, (unsigned)more);
}

void dns_escape(struct bytes *out, const char *label)
{
    for (; *label; label++) {
        if (*label == '.' || *label == '\\') {
            bytes_char(out, '\\');
        }
        bytes_char(out, *label);
    }
}

void dns_name(struct bytes *out, const char *name)
{
    while (*name) {
        char label[LABEL_MAX_BYTES];
        size_t len = 0;
        for (; *name && *name != '.'; name++) {
            name += *name == '\\' && name[1];
            if (len < sizeof label) {
                label[len++] = *name;
            }
        }
        name += *name == '.';
        bytes_char(out, (char)len);
        bytes_add(out, label, len);
    }
    bytes_char(out, '\0');
}

void dns_question(struct bytes *out, const char *name, enum dns_type type, unsigned class)
{
    dns_name(out, name);
    dns_number(out, type);
    dns_number(out, class);
}

void dns_record(struct bytes *out, const char *name, enum dns_type type, unsigned class,
                uint32_t ttl, const void *data, size_t len)
{
    dns_question(out, name, type, class);
    dns_number(out, ttl >> 16);
    dns_number(out, ttl & 0xFFFF);
    dns_number(out, (unsigned)len);
    bytes_add(out, data, len);
}

/* --- reading --- */

static bool number(const struct dns_reader *r, size_t *at, unsigned *out)
{
    if (r->len - *at < 2 || *at > r->len) {
        return false;
    }
    *out = (unsigned)r->data[*at] << 8 | r->data[*at + 1];
    *at += 2;
    return true;
}

bool dns_read(struct dns_reader *r, const void *data, size_t len)
{
    unsigned counts[4];
    *r = (struct dns_reader){.data = data, .len = len};
    if (len < DNS_HEADER || !number(r, &r->at, &r->id) || !number(r, &r->at, &r->flags)) {
        return false;
    }
    for (int i = 0; i < 4; i++) {
        if (!number(r, &r->at, &counts[i])) {
            return false;
        }
    }
    r->questions = (int)counts[0];
    r->records = (int)(counts[1] + counts[2] + counts[3]);
    return true;
}

bool dns_read_name(const struct dns_reader *r, size_t *at, char *out)
{
    size_t from = *at, len = 0;
    bool jumped = false;
    for (int jumps = 0; from < r->len && jumps < JUMPS_MAX;) {
        unsigned size = r->data[from++];
        if (size == 0) {
            out[len] = '\0';
            *at = jumped ? *at : from;
            return true;
        }
        if ((size & 0xC0) == 0xC0 && from < r->len) { /* a pointer: the rest is elsewhere */
            size_t to = (size & 0x3F) << 8 | r->data[from];
            *at = jumped ? *at : from + 1;
            jumped = true;
            from = to;
            jumps++;
            continue;
        }
        if (size > LABEL_MAX_BYTES || r->len - from < size || len + 2 * size + 2 > DNS_NAME) {
            return false;
        }
        if (len) {
            out[len++] = '.';
        }
        for (; size > 0; size--, from++) {
            if (r->data[from] == '.' || r->data[from] == '\\') {
                out[len++] = '\\';
            }
            out[len++] = (char)(r->data[from] ? r->data[from] : '?');
        }
    }
    return false;
}

static bool head(struct dns_reader *r, struct dns_entry *e)
{
    *e = (struct dns_entry){.type = 0};
    return dns_read_name(r, &r->at, e->name) && number(r, &r->at, &e->type) &&
           number(r, &r->at, &e->class);
}

bool dns_next_question(struct dns_reader *r, struct dns_entry *e)
{
    return r->questions-- > 0 && head(r, e);
}

bool dns_next_record(struct dns_reader *r, struct dns_entry *e)
{
    unsigned high, low, len;
    if (r->records-- <= 0 || !head(r, e) || !number(r, &r->at, &high) || !number(r, &r->at, &low) ||
        !number(r, &r->at, &len) || r->len - r->at < len) {
        return false;
    }
    e->ttl = (uint32_t)high << 16 | low;
    e->at = r->at;
    e->len = len;
    r->at += len;
    return true;
}

bool dns_same(const char *a, const char *b)
{
    return names_equal(CASEMAP_ASCII, a, b);
}
