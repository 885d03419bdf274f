/* Both sides of SCRAM, passwords, base64: untrusted texts that are parsed before anyone is
 * authenticated. Lines of the input are the messages, in turn. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "client/net/scram.h"
#include "irc/base64.h"
#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/password.h"
#include "irc/query.h"
#include "server/core/account.h"
#include "server/core/scram.h"
#include "server/log.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

void log_line(enum log_level level, const char *format, ...)
{
    (void)level, (void)format;
}

static void server_side(const char *first, const char *last)
{
    static const struct verifier v = {.iterations = 4096};
    struct scram s = {0};
    struct bytes challenge = {0}, out = {0};
    char name[64];
    if (scram_first(&s, first, name, sizeof name)) {
        CHECK(strlen(name) < sizeof name);
        scram_challenge(&s, &v, &challenge);
        CHECK(!scram_final(&s, &v, last, &out)); /* that password is not known */
    }
    scram_finish(&s);
    bytes_finish(&challenge);
    bytes_finish(&out);
}

static void client_side(const char *challenge, const char *last)
{
    struct scram_proof p = {0};
    struct bytes first = {0}, out = {0};
    scram_prove(&p, "ana", &first);
    if (strstr(challenge, "i=4") &&
        scram_prove_answer(&p, challenge, "queso", &out)) { /* otherwise slow */
        CHECK(!scram_prove_check(&p, last));
    }
    scram_prove_finish(&p);
    bytes_finish(&first);
    bytes_finish(&out);
}

static void texts(const char *text)
{
    char password[PASSWORD_MAX + 1];
    struct bytes decoded = {0}, encoded = {0}, query = {0};
    if (password_prepare(text, password)) {
        CHECK(strlen(password) > 0 && password_equal(password, password));
    }
    if (base64_decode(&decoded, text)) {
        struct bytes again = {0};
        base64_encode(&encoded, decoded.data, decoded.len);
        CHECK(base64_decode(&again, bytes_string(&encoded)) && again.len == decoded.len);
        bytes_finish(&again);
    }
    query_write(&query, text);
    bytes_finish(&decoded);
    bytes_finish(&encoded);
    bytes_finish(&query);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *first = xstrndup((const char *)data, size);
    size_t len = strcspn(first, "\n");
    char *last = first + len + (first[len] == '\n');
    first[len] = '\0';
    server_side(first, last);
    client_side(first, last);
    texts(first);
    texts(last);
    free(first);
    return 0;
}
