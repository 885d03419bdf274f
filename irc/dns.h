#pragma once
/* Multicast DNS messages (RFC 1035, RFC 6762): writes and reads names, questions and records. Input
 * is hostile. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes;

enum { DNS_NAME = 256, DNS_HEADER = 12, DNS_PACKET = 1400 };

enum dns_type { DNS_A = 1, DNS_PTR = 12, DNS_TXT = 16, DNS_SRV = 33, DNS_ANY = 255 };

/* The Internet class, and the meaning of its top bit in a question (a unicast reply will do) and in
 * a record (there are no others). */
enum { DNS_IN = 1, DNS_UNICAST = 0x8000, DNS_FLUSH = 0x8000 };

enum { DNS_PORT = 5353, DNS_RESPONSE = 0x8400 };
#define DNS_GROUP "224.0.0.251"

/* --- writing; a name has dots between its labels, and "\." and "\\" inside one --- */

void dns_header(struct bytes *out, unsigned id, unsigned flags, int questions, int answers,
                int more);
void dns_name(struct bytes *out, const char *name);
void dns_question(struct bytes *out, const char *name, enum dns_type type, unsigned class);
void dns_record(struct bytes *out, const char *name, enum dns_type type, unsigned class,
                uint32_t ttl, const void *data, size_t len);
void dns_number(struct bytes *out, unsigned value); /* of 16 bits */

/* A label, escaped for a name. */
void dns_escape(struct bytes *out, const char *label);

/* --- reading --- */

struct dns_reader {
    const unsigned char *data;
    size_t len, at;
    unsigned id, flags;
    int questions, records; /* left; records: answers and everything after them */
};

struct dns_entry {
    char name[DNS_NAME];
    unsigned type, class;
    uint32_t ttl;   /* records only, as are the next two */
    size_t at, len; /* its data, in the message */
};

/* False: not a DNS message. */
bool dns_read(struct dns_reader *r, const void *data, size_t len);

/* The next question, then the next record; false: no more, or the rest is broken. */
bool dns_next_question(struct dns_reader *r, struct dns_entry *e);
bool dns_next_record(struct dns_reader *r, struct dns_entry *e);

/* Reads the name at *at of the message into `out` of DNS_NAME; moves *at past it. */
bool dns_read_name(const struct dns_reader *r, size_t *at, char *out);

/* Whether two names are the same, ignoring case. */
bool dns_same(const char *a, const char *b);
