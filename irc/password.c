#include "irc/password.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "irc/check.h"
#include "irc/secret.h"

bool password_prepare(const char *password, char *out)
{
    utf8proc_uint8_t *plain = NULL;
    utf8proc_option_t options =
        UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_IGNORE;
    utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)password, 0, &plain, options);
    bool fine = len > 0 && len <= PASSWORD_MAX;
    for (utf8proc_ssize_t i = 0; fine && i < len; i++) {
        fine = plain[i] >= ' ' && plain[i] != 0x7F;
    }
    if (fine) {
        copy_text(out, PASSWORD_MAX + 1, (char *)plain);
    }
    free(plain);
    return fine;
}

bool password_equal(const char *given, const char *right)
{
    size_t len = strlen(right);
    return strlen(given) == len && secret_equal(given, right, len);
}
