/* Arbitrary bytes instead of TLS, or in the middle of it, on either side. The first byte says how
 * far both sides have got by then, and who gets them. */
#define _DEFAULT_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/error.h"
#include "irc/sys/tls.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct tls_context *make_server(void)
{
    char folder[] = "/tmp/tertulia-fuzz-XXXXXX", files[2][64];
    struct error error;
    const char *name = "localhost";
    struct bytes text[2] = {{0}};
    CHECK(mkdtemp(folder) && tls_make_certificate(&name, 1, &text[0], &text[1]));
    for (int i = 0; i < 2; i++) {
        snprintf(files[i], sizeof files[i], "%s/%d", folder, i);
        FILE *file = fopen(files[i], "wb");
        CHECK(file && fwrite(text[i].data, 1, text[i].len, file) == text[i].len && !fclose(file));
        bytes_finish(&text[i]);
    }
    struct tls_context *server = tls_server(files[0], files[1], &error);
    CHECK(server);
    for (int i = 0; i < 2; i++) {
        unlink(files[i]);
    }
    rmdir(folder);
    return server;
}

/* Passes the output of one side to the other. */
static void pass(struct tls *from, struct tls *to)
{
    struct bytes plain = {0};
    tls_take(to, bytes_string(tls_out(from)), tls_out(from)->len, &plain);
    bytes_clear(tls_out(from));
    bytes_finish(&plain);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct tls_context *contexts[2];
    if (!contexts[0]) {
        contexts[0] = make_server();
        contexts[1] = tls_client();
    }
    if (size == 0) {
        return 0;
    }
    struct tls *sides[2] = {tls_new(contexts[0], NULL), tls_new(contexts[1], "localhost")};
    int steps = data[0] / 2 % 5, victim = data[0] % 2;
    for (int i = 0; i < steps; i++) {
        pass(sides[(i + 1) % 2], sides[i % 2]);
    }
    struct bytes plain = {0};
    struct tls *t = sides[victim];
    for (size_t at = 1; at < size;) {
        size_t piece = 1 + data[at] % 97;
        piece = piece > size - at ? size - at : piece;
        if (tls_take(t, (const char *)data + at, piece, &plain) != TLS_GOES_ON) {
            break;
        }
        at += piece;
    }
    tls_put(t, "PING\r\n", 6);
    CHECK(tls_trouble(t) && tls_version(t));
    struct tls_peer peer;
    tls_describe_peer(t, &peer);
    tls_close(t);
    bytes_finish(&plain);
    tls_drop(sides[0]);
    tls_drop(sides[1]);
    return 0;
}
