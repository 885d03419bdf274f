#include "server/sys/websocket.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <wslay/wslay.h>

#include "irc/base64.h"
#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/names.h"
#include "server/wire/outbox.h"

enum {
    HANDSHAKE_MAX = 8 * 1024,
    MESSAGE_MAX = 8 * 1024,  /* one line with its tags */
    OUT_MAX = 64 * 1024,     /* framed and not yet written */
    PONGS_MAX = 2 * OUT_MAX, /* including pongs that the client does not read */
    SHA1_BYTES = 20,
};

struct websocket {
    const char *origins;
    struct bytes handshake; /* until it is open */
    struct bytes in, out;
    size_t taken;                   /* bytes of `in` already handled */
    wslay_event_context_ptr frames; /* NULL until it is open */
    bool binary;
    bool over;
    struct bytes *lines; /* where messages go, while taking */
};

/* --- frames --- */

static ssize_t give(wslay_event_context_ptr ctx, uint8_t *buf, size_t len, int flags, void *user)
{
    struct websocket *ws = user;
    size_t left = ws->in.len - ws->taken;
    (void)flags;
    if (left == 0) {
        wslay_event_set_error(ctx, WSLAY_ERR_WOULDBLOCK);
        return -1;
    }
    len = len < left ? len : left;
    memcpy(buf, ws->in.data + ws->taken, len);
    ws->taken += len;
    return (ssize_t)len;
}

static ssize_t take_out(wslay_event_context_ptr ctx, const uint8_t *data, size_t len, int flags,
                        void *user)
{
    struct websocket *ws = user;
    (void)ctx, (void)flags;
    bytes_add(&ws->out, data, len);
    return (ssize_t)len;
}

static void on_message(wslay_event_context_ptr ctx, const struct wslay_event_on_msg_recv_arg *arg,
                       void *user)
{
    struct websocket *ws = user;
    (void)ctx;
    if (arg->opcode == WSLAY_TEXT_FRAME || arg->opcode == WSLAY_BINARY_FRAME) {
        bytes_add(ws->lines, arg->msg, arg->msg_length);
        bytes_char(ws->lines, '\n');
    } else if (arg->opcode == WSLAY_CONNECTION_CLOSE) {
        ws->over = true;
    }
}

static void open_frames(struct websocket *ws)
{
    static const struct wslay_event_callbacks callbacks = {
        .recv_callback = give, .send_callback = take_out, .on_msg_recv_callback = on_message};
    CHECK(wslay_event_context_server_init(&ws->frames, &callbacks, ws) == 0);
    wslay_event_config_set_max_recv_msg_length(ws->frames, MESSAGE_MAX);
}

/* --- the handshake --- */

/* The value of a header, its length in *len; NULL: it is not there. */
static const char *header(const char *request, const char *name, size_t *len)
{
    size_t name_len = strlen(name);
    for (const char *at = strstr(request, "\r\n"); at; at = strstr(at, "\r\n")) {
        at += 2;
        char key[64];
        size_t end = strcspn(at, ":\r");
        if (end != name_len || end >= sizeof key || at[end] != ':') {
            continue;
        }
        memcpy(key, at, end);
        key[end] = '\0';
        if (names_equal(CASEMAP_ASCII, key, name)) {
            at += end + 1;
            at += strspn(at, " \t");
            *len = strcspn(at, "\r");
            return at;
        }
    }
    return NULL;
}

static bool holds_word(const char *value, size_t len, const char *word)
{
    char item[64];
    for (size_t at = 0; at < len;) {
        at += strspn(value + at, " \t,");
        size_t n = strcspn(value + at, " \t,\r");
        if (n < sizeof item) {
            memcpy(item, value + at, n);
            item[n] = '\0';
            if (names_equal(CASEMAP_ASCII, item, word)) {
                return true;
            }
        }
        at += n ? n : 1;
    }
    return false;
}

static bool origin_ok(const struct websocket *ws, const char *request)
{
    char origin[256], mask[256];
    size_t len = 0;
    const char *value = header(request, "Origin", &len);
    if (!*ws->origins || !value) { /* programs other than browsers send none */
        return true;
    }
    if (len >= sizeof origin) {
        return false;
    }
    memcpy(origin, value, len);
    origin[len] = '\0';
    for (const char *at = ws->origins; *at; at += strspn(at, " ")) {
        size_t n = strcspn(at, " ");
        if (n < sizeof mask) {
            memcpy(mask, at, n);
            mask[n] = '\0';
            if (names_match(mask, origin)) {
                return true;
            }
        }
        at += n;
    }
    return false;
}

/* The first of the client's subprotocols that we know; NULL: none. */
static const char *choose(const char *request, bool *binary)
{
    static const char *const known[] = {"text.ircv3.net", "binary.ircv3.net"};
    size_t len = 0;
    const char *value = header(request, "Sec-WebSocket-Protocol", &len);
    const char *first[2] = {NULL, NULL};
    for (int i = 0; value && i < 2; i++) {
        first[i] = holds_word(value, len, known[i]) ? strstr(value, known[i]) : NULL;
    }
    if (!first[0] && !first[1]) {
        return NULL;
    }
    *binary = !first[0] || (first[1] && first[1] < first[0]);
    return known[*binary];
}

static bool accept_key(const char *key, size_t len, struct bytes *out)
{
    unsigned char digest[SHA1_BYTES];
    struct bytes text = {0};
    bytes_add(&text, key, len);
    bytes_text(&text, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"); /* as RFC 6455 says */
    bool fine = len == 24 && EVP_Digest(text.data, text.len, digest, NULL, EVP_sha1(), NULL) == 1;
    if (fine) {
        base64_encode(out, digest, sizeof digest);
    }
    bytes_finish(&text);
    return fine;
}

static void refuse(struct websocket *ws, const char *status)
{
    static const char text[] = "This is a chat for WebSocket clients (text.ircv3.net).\n";
    bytes_format(&ws->out,
                 "HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n"
                 "Connection: close\r\n\r\n%s",
                 status, sizeof text - 1, text);
    ws->over = true;
}

static void shake_hands(struct websocket *ws)
{
    const char *request = ws->handshake.data;
    size_t upgrade_len = 0, key_len = 0;
    const char *upgrade = header(request, "Upgrade", &upgrade_len);
    const char *key = header(request, "Sec-WebSocket-Key", &key_len);
    struct bytes accept = {0};
    if (strncmp(request, "GET ", 4) != 0 || !upgrade || !key ||
        !holds_word(upgrade, upgrade_len, "websocket") || !accept_key(key, key_len, &accept)) {
        refuse(ws, "400 Bad Request");
    } else if (!origin_ok(ws, request)) {
        refuse(ws, "403 Forbidden");
    } else {
        const char *protocol = choose(request, &ws->binary);
        bytes_format(&ws->out,
                     "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                     "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n",
                     accept.data);
        if (protocol) {
            bytes_format(&ws->out, "Sec-WebSocket-Protocol: %s\r\n", protocol);
        }
        bytes_text(&ws->out, "\r\n");
        open_frames(ws);
    }
    bytes_finish(&accept);
}

/* Gathers the request; what follows it is left in `in`. */
static void take_handshake(struct websocket *ws, const char *data, size_t len)
{
    bytes_add(&ws->handshake, data, len);
    const char *end = strstr(bytes_string(&ws->handshake), "\r\n\r\n");
    if (end) {
        size_t head = (size_t)(end - ws->handshake.data) + 4;
        bytes_add(&ws->in, ws->handshake.data + head, ws->handshake.len - head);
        bytes_cut(&ws->handshake, head, ws->handshake.len - head);
        shake_hands(ws);
        bytes_finish(&ws->handshake);
    } else if (ws->handshake.len > HANDSHAKE_MAX || memchr(data, '\0', len)) {
        refuse(ws, "400 Bad Request");
    }
}

/* --- public --- */

struct websocket *websocket_new(const char *origins)
{
    struct websocket *ws = xcalloc(1, sizeof *ws);
    ws->origins = origins;
    return ws;
}

void websocket_free(struct websocket *ws)
{
    if (ws) {
        if (ws->frames) {
            wslay_event_context_free(ws->frames);
        }
        bytes_finish(&ws->handshake);
        bytes_finish(&ws->in);
        bytes_finish(&ws->out);
        free(ws);
    }
}

bool websocket_take(struct websocket *ws, const char *data, size_t len, struct bytes *lines)
{
    if (ws->over) {
        return false;
    }
    if (ws->frames) {
        bytes_add(&ws->in, data, len);
    } else {
        take_handshake(ws, data, len);
    }
    if (ws->frames) {
        ws->lines = lines;
        ws->over |= wslay_event_recv(ws->frames) != 0 || !wslay_event_want_read(ws->frames);
        ws->over |= wslay_event_send(ws->frames) != 0; /* pongs, and the answer to a close */
        ws->over |= ws->out.len > PONGS_MAX;
        bytes_cut(&ws->in, 0, ws->taken);
        ws->taken = 0;
    }
    return !ws->over;
}

void websocket_put(struct websocket *ws, struct outbox *out)
{
    struct piece piece;
    while (ws->frames && ws->out.len < OUT_MAX && outbox_gather(out, &piece, 1)) {
        struct wslay_event_msg message = {.opcode =
                                              ws->binary ? WSLAY_BINARY_FRAME : WSLAY_TEXT_FRAME,
                                          .msg = (const uint8_t *)piece.data,
                                          .msg_length = piece.len - 2}; /* no CR LF */
        if (wslay_event_queue_msg(ws->frames, &message) != 0 || wslay_event_send(ws->frames) != 0) {
            ws->over = true;
        }
        outbox_consume(out, piece.len);
    }
}

void websocket_close(struct websocket *ws)
{
    if (ws->frames && !wslay_event_get_close_sent(ws->frames)) {
        wslay_event_queue_close(ws->frames, WSLAY_CODE_NORMAL_CLOSURE, NULL, 0);
        wslay_event_send(ws->frames);
    }
}

struct bytes *websocket_out(struct websocket *ws)
{
    return &ws->out;
}
