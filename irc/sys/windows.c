#include "irc/sys/windows.h"

#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN
#include <winsock2.h>
#include <windows.h>
#include <iphlpapi.h>
#include <sddl.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"

/* The user as the system writes it: whoever owns a file may be another, such as the administrators
 * where a program was started by one of them. */
static bool take_user(char *out, size_t cap)
{
    HANDLE token;
    union {
        TOKEN_USER user;
        char room[256];
    } is;
    DWORD size = sizeof is;
    char *text = NULL;
    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token)) {
        return false;
    }
    bool fine = GetTokenInformation(token, TokenUser, &is, size, &size) &&
                ConvertSidToStringSidA(is.user.User.Sid, &text);
    CloseHandle(token);
    if (fine) {
        copy_text(out, cap, text);
        LocalFree(text);
    }
    return fine;
}

void *windows_own(void)
{
    static PSECURITY_DESCRIPTOR made;
    char user[200], all[400];
    if (!made && take_user(user, sizeof user)) {
        snprintf(all, sizeof all, "D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;%s)", user);
        ConvertStringSecurityDescriptorToSecurityDescriptorA(all, SDDL_REVISION_1, &made, NULL);
    }
    return made;
}

void *windows_networks(void)
{
    ULONG size = 32768, flags = GAA_FLAG_SKIP_ANYCAST | GAA_FLAG_SKIP_MULTICAST |
                                GAA_FLAG_SKIP_DNS_SERVER | GAA_FLAG_SKIP_FRIENDLY_NAME;
    void *all = xmalloc(size);
    ULONG answer = GetAdaptersAddresses(AF_INET, flags, NULL, all, &size);
    if (answer == ERROR_BUFFER_OVERFLOW) {
        all = xrealloc(all, size);
        answer = GetAdaptersAddresses(AF_INET, flags, NULL, all, &size);
    }
    if (answer != NO_ERROR) {
        free(all);
        all = NULL;
    }
    return all;
}

const char *windows_words(unsigned long code, char *out, size_t cap)
{
    DWORD len = FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL,
                               code, 0, out, (DWORD)cap, NULL);
    while (len > 0 && strchr(".\r\n ", out[len - 1])) {
        out[--len] = '\0';
    }
    if (!len) {
        snprintf(out, cap, "Windows error %lu", code);
    }
    return out;
}
#else
typedef int nothing; /* a file may not be empty */
#endif
