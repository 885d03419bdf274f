#pragma once
/* WebSocket (RFC 6455) between the bytes of a connection and the IRC lines, one line per message.
 * Sans I/O: bytes go in and come out. https://ircv3.net/specs/extensions/websocket */
#include <stdbool.h>
#include <stddef.h>

struct bytes;
struct outbox;
struct websocket;

/* `origins`: masks, separated by spaces, of the pages that may connect; "": any. Borrowed. */
struct websocket *websocket_new(const char *origins);
void websocket_free(struct websocket *ws);

/* Takes input; appends the lines in it to `lines`, each ended by \n. False: the connection is over,
 * once what is in websocket_out has been written. */
bool websocket_take(struct websocket *ws, const char *data, size_t len, struct bytes *lines);

/* Moves whole lines from the outbox into frames, as long as little enough is waiting. */
void websocket_put(struct websocket *ws, struct outbox *out);

/* Appends the closing frame, after everything that was put. */
void websocket_close(struct websocket *ws);

/* What is waiting for the socket; the caller removes what it wrote. */
struct bytes *websocket_out(struct websocket *ws);
