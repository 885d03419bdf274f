#include "client/net/trust.h"

#include <stdio.h>
#include <string.h>

#include "client/base/prefs.h"
#include "irc/check.h"

void trust_read(struct peer *p, const char *text)
{
    char vouched[16];
    const struct {
        char *to;
        size_t cap;
    } fields[] = {{p->version, sizeof p->version}, {p->fingerprint, sizeof p->fingerprint},
                  {vouched, sizeof vouched},       {p->name, sizeof p->name},
                  {p->issuer, sizeof p->issuer},   {p->from, sizeof p->from},
                  {p->until, sizeof p->until}};
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        size_t len = strcspn(text, "\n");
        int most = len < PEER_TEXT ? (int)len : PEER_TEXT;
        snprintf(fields[i].to, fields[i].cap, "%.*s", most, text);
        text += len + (text[len] == '\n');
    }
    p->vouched_for = strcmp(vouched, "vouched") == 0;
}

enum trust trust_judge(const struct peer *p, const struct prefs *prefs, const char *server)
{
    const char *known = prefs_known(prefs, server);
    if (p->vouched_for || (known && strcmp(known, p->fingerprint) == 0)) {
        return TRUST_FINE;
    }
    return known ? TRUST_CHANGED : TRUST_STRANGER;
}
