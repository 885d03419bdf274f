#pragma once
/* What the Windows halves of both programs share; empty elsewhere. */
#ifdef _WIN32
#include <stddef.h>

/* A descriptor for files and folders of this user, the administrators and the system alone; what is
 * made in such a folder has it too. For SECURITY_ATTRIBUTES; NULL: it could not be made, and the
 * default holds. */
void *windows_own(void);

/* The networks of this computer: a list of IP_ADAPTER_ADDRESSES with their IPv4 addresses, for
 * free(); NULL: there is none. */
void *windows_networks(void);

/* The system's words for an error of GetLastError or WSAGetLastError, without a full stop. */
const char *windows_words(unsigned long code, char *out, size_t cap);
#endif
