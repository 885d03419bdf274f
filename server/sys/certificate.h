#pragma once
/* The server's certificate: the one of the settings, or one of its own, kept in the data folder. */
#include <stdbool.h>

struct config;
struct tls_context;

/* Reads it into *tls (NULL before the first time), if somebody listens with it; whoever is
 * connected keeps what they have. `made`: it was made just now. When it cannot be had the one
 * before stays, which the log says; the first time one sentence is printed: false. */
bool certificate_renew(struct tls_context **tls, const struct config *c, const char *folder,
                       bool *made);
