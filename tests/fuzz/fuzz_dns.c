/* Untrusted multicast DNS: questions to the server, answers to the client. */
#include <stdint.h>
#include <string.h>

#include "client/net/discovery.h"
#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/dns.h"
#include "server/wire/announce.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const unsigned char here[4] = {10, 0, 0, 1};
    struct announce a = {
        .name = "Aula", .host = "tertulia-1.local", .tls_port = 6697, .plain_port = 6667};
    struct discovery n = {.count = 0};
    struct bytes out = {0};
    bool unicast;
    if (announce_answer(&a, here, data, size, size % 2, &unicast, &out)) {
        CHECK(out.len >= DNS_HEADER && out.len < 16 * DNS_PACKET);
    }
    announce_yields(&a, data, size);
    CHECK(strlen(a.name) < sizeof a.name);
    discovery_take(&n, data, size, 1);
    discovery_take(&n, data, size, 2);
    CHECK(n.count <= DISCOVERY_MAX);
    bytes_finish(&out);
    return 0;
}
