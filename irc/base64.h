#pragma once
/* Base64 as used by SASL (RFC 4648, with padding). */
#include <stdbool.h>
#include <stddef.h>

struct bytes;

void base64_encode(struct bytes *out, const void *data, size_t len);

/* Appends the decoded `text`. False when it is not padded base64; what was appended is then
 * meaningless. */
bool base64_decode(struct bytes *out, const char *text);
