#pragma once
/* Base64 as SASL sends it (RFC 4648, with padding). */
#include <stddef.h>

struct bytes;

void base64_encode(struct bytes *out, const void *data, size_t len);
