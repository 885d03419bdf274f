#pragma once
/* Base64 as SASL sends it (RFC 4648, with padding). */
#include <stdbool.h>
#include <stddef.h>

struct bytes;

void base64_encode(struct bytes *out, const void *data, size_t len);

/* Appends what `text` stands for. False when it is not base64 with its padding; then what was
 * appended is of no use. */
bool base64_decode(struct bytes *out, const char *text);
