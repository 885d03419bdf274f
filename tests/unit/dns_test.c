#include "tests/unit/check_unit.h"

#include <string.h>

#include "client/net/discovery.h"
#include "irc/bytes.h"
#include "irc/dns.h"
#include "server/wire/announce.h"

static const unsigned char here[4] = {192, 168, 1, 12};

static struct announce aula(void)
{
    return (struct announce){.name = "Aula 1.2 \\ tarde",
                             .host = "tertulia-1.local",
                             .tls_port = 6697,
                             .plain_port = 7000,
                             .people = 14};
}

static void what_is_announced_is_understood(void **state)
{
    (void)state;
    struct announce a = aula();
    struct discovery n = {.count = 0};
    struct bytes packet = {0};
    announce_hello(&a, here, false, &packet);
    assert_true(packet.len < DNS_PACKET);
    assert_true(discovery_take(&n, packet.data, packet.len, 1000));
    assert_int_equal(n.count, 1); /* one server, with two services */
    assert_string_equal(n.list[0].name, "Aula 1.2 \\ tarde");
    assert_string_equal(n.list[0].address, "192.168.1.12");
    assert_true(n.list[0].tls && n.list[0].people == 14);
    assert_false(discovery_take(&n, packet.data, packet.len, 2000)); /* nothing new */
    /* truncated and corrupted packets do no harm */
    for (size_t len = 0; len < packet.len; len++) {
        discovery_take(&n, packet.data, len, 2000);
        packet.data[len] = (char)(packet.data[len] ^ 0xC1);
        discovery_take(&n, packet.data, packet.len, 2000);
        packet.data[len] = (char)(packet.data[len] ^ 0xC1);
    }
    bytes_clear(&packet);
    announce_hello(&a, here, true, &packet);
    n.count = 1;
    assert_true(discovery_take(&n, packet.data, packet.len, 3000));
    assert_int_equal(n.count, 0);
    bytes_finish(&packet);
}

static void questions_are_answered(void **state)
{
    (void)state;
    struct announce a = aula();
    struct discovery n = {.count = 0};
    struct bytes question = {0}, reply = {0};
    bool unicast;
    discovery_ask(&question);
    assert_true(announce_answer(&a, here, question.data, question.len, true, &unicast, &reply));
    assert_true(unicast);
    assert_true(discovery_take(&n, reply.data, reply.len, 0));
    assert_string_equal(n.list[0].address, "192.168.1.12");
    bytes_clear(&reply);
    assert_true(announce_answer(&a, here, question.data, question.len, false, &unicast, &reply));
    assert_false(unicast);
    /* its own answers are not questions; those about other services are not answered */
    assert_false(announce_answer(&a, here, reply.data, reply.len, false, &unicast, &question));
    bytes_clear(&question);
    dns_header(&question, 0, 0, 1, 0, 0);
    dns_question(&question, "_http._tcp.local", DNS_PTR, DNS_IN);
    assert_false(announce_answer(&a, here, question.data, question.len, false, &unicast, &reply));
    /* a peer that knows all the answers gets none */
    struct dns_reader r;
    struct dns_entry e;
    struct bytes known = {0};
    int count = 0;
    assert_true(dns_read(&r, reply.data, reply.len));
    while (dns_next_record(&r, &e)) {
        if (e.type == DNS_PTR) {
            dns_record(&known, e.name, DNS_PTR, DNS_IN, e.ttl, reply.data + e.at, e.len);
            count++;
        }
    }
    assert_int_equal(count, 2);
    for (int answers = 1; answers <= 2; answers++) {
        bytes_clear(&question);
        dns_header(&question, 0, 0, 2, answers, 0);
        dns_question(&question, "_IRCS._tcp.local", DNS_PTR, DNS_IN);
        dns_question(&question, "_irc._tcp.local", DNS_PTR, DNS_IN | DNS_UNICAST);
        bytes_add(&question, known.data, known.len);
        bytes_clear(&reply);
        assert_int_equal(
            announce_answer(&a, here, question.data, question.len, false, &unicast, &reply),
            answers == 1);
        assert_true(unicast); /* one of them asked for that */
    }
    bytes_finish(&known);
    bytes_finish(&question);
    bytes_finish(&reply);
}

static void a_name_that_is_taken_is_left(void **state)
{
    (void)state;
    struct announce first = aula(), second = aula();
    struct bytes packet = {0}, probe = {0};
    bool unicast;
    strcpy(second.host, "tertulia-2.local");
    announce_probe(&second, &probe);
    assert_true(announce_answer(&first, here, probe.data, probe.len, false, &unicast, &packet));
    assert_true(announce_yields(&second, packet.data, packet.len));
    assert_string_equal(second.name, "Aula 1.2 \\ tarde 2");
    assert_false(announce_yields(&second, packet.data, packet.len));
    assert_false(announce_yields(&first, packet.data, packet.len)); /* that was its own */
    strcpy(first.name, second.name);
    bytes_clear(&packet);
    announce_hello(&first, here, false, &packet);
    assert_true(announce_yields(&second, packet.data, packet.len));
    assert_string_equal(second.name, "Aula 1.2 \\ tarde 3");
    bytes_finish(&packet);
    bytes_finish(&probe);
}

static void names_are_bounded(void **state)
{
    (void)state;
    char out[DNS_NAME];
    /* a name that points to itself, one that ends too early, one that is too long */
    static const unsigned char loop[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xC0, 12, 3, 'a', 'b'};
    struct dns_reader r = {.data = loop, .len = sizeof loop};
    size_t at = 12;
    assert_false(dns_read_name(&r, &at, out));
    at = 14;
    assert_false(dns_read_name(&r, &at, out));
    unsigned char deep[400];
    memset(deep, 'x', sizeof deep);
    for (size_t i = 0; i < sizeof deep; i += 64) {
        deep[i] = 63;
    }
    r = (struct dns_reader){.data = deep, .len = sizeof deep};
    at = 0;
    assert_false(dns_read_name(&r, &at, out));
}

RUN(cmocka_unit_test(what_is_announced_is_understood), cmocka_unit_test(questions_are_answered),
    cmocka_unit_test(a_name_that_is_taken_is_left), cmocka_unit_test(names_are_bounded))
