#pragma once
/* Passwords in what is typed: commands that carry one ("/register", "/oper", those of NickServ).
 * They are masked, and neither shown, kept, nor remembered. */
#include <stdbool.h>
#include <stddef.h>

struct bytes;

/* Where the password begins; the length of the text if there is none. `to_service`: it is said to
 * NickServ. */
size_t secrets_start(const char *text, bool to_service);
bool secrets_any(const char *text, bool to_service);

/* Appends the text with a '*' for each byte from there on, so that byte offsets match. */
void secrets_mask(const char *text, bool to_service, struct bytes *out);

/* Whether it takes passwords. */
bool secrets_is_service(const char *nick);
