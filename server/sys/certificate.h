#pragma once
/* The server's certificate: the configured one, or one of its own, kept in the data folder. */
#include <stdbool.h>

struct config;
struct tls_context;

/* Loads it into *tls (NULL the first time) if there is a TLS port; existing connections keep
 * theirs. *made: it was created just now. On failure the old one stays, which is logged; the first
 * time, one sentence is printed: false. */
bool certificate_renew(struct tls_context **tls, const struct config *c, const char *folder,
                       bool *made);
