#include "client/net/trust.h"

#include <stdio.h>
#include <string.h>

#include "client/base/prefs.h"

enum trust trust_judge(const struct peer *p, const struct prefs *prefs, const char *server)
{
    const char *known = prefs_known(prefs, server);
    if (p->vouched_for || (known && strcmp(known, p->fingerprint) == 0)) {
        return TRUST_FINE;
    }
    return known ? TRUST_CHANGED : TRUST_STRANGER;
}
