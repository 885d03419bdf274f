#pragma once
/* WebSocket (RFC 6455) between the bytes of a connection and the lines of IRC, one line a message.
 * Sans I/O: bytes go in and come out. https://ircv3.net/specs/extensions/websocket */
#include <stdbool.h>
#include <stddef.h>

struct bytes;
struct outbox;
struct websocket;

/* `origins` are the masks, with spaces between them, of the pages that may connect; "": any.
 * Borrowed. */
struct websocket *websocket_new(const char *origins);
void websocket_free(struct websocket *ws);

/* Takes what came; appends the lines in it to `lines`, each ended by \n. False: it is over, once
 * what is in websocket_out was written. */
bool websocket_take(struct websocket *ws, const char *data, size_t len, struct bytes *lines);

/* Moves whole lines out of the outbox into frames, as far as little enough waits to be written. */
void websocket_put(struct websocket *ws, struct outbox *out);

/* The last frame, after everything that was put. */
void websocket_close(struct websocket *ws);

/* What waits to be written; the caller cuts what it wrote. */
struct bytes *websocket_out(struct websocket *ws);
