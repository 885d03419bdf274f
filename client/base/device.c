#include "client/base/device.h"

#include <stdio.h>
#include <string.h>

#include "client/base/prefs.h"
#include "irc/names.h"
#include "irc/secret.h"

bool device_prepare(struct prefs *p)
{
    unsigned char dice[(PREFS_DEVICE - 1) / 2];
    if (strlen(p->device) == PREFS_DEVICE - 1) {
        return false;
    }
    secret_random(dice, sizeof dice);
    for (size_t i = 0; i < sizeof dice; i++) {
        snprintf(p->device + 2 * i, 3, "%02x", dice[i]);
    }
    return true;
}

void device_name(const struct prefs *p, const char *host, char out[DEVICE_NAME])
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
    char folded[PREFS_TEXT];
    unsigned char key[SECRET_KEY], mac[SECRET_KEY];
    secret_digest(p->device, strlen(p->device), key);
    names_fold(CASEMAP_ASCII, folded, sizeof folded, host);
    secret_mac(key, folded, strlen(folded), mac);
    *out++ = 't'; /* some servers want it to begin with a letter */
    for (int i = 0; i < DEVICE_NAME - 2; i++) {
        *out++ = letters[mac[i] % 32];
    }
    *out = '\0';
}
