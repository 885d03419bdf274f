#pragma once
/* The certificate that the server shows: the one of the settings, or one of its own making, kept in
 * the folder of its data. */
#include <stdbool.h>

struct config;
struct tls_context;

enum { SECURE_ERROR = 3000 };

/* NULL, and one sentence in `error` (SECURE_ERROR bytes), when it cannot be had. `made`: it was made
 * just now. */
struct tls_context *secure_open(const struct config *c, const char *folder, bool *made, char *error);
