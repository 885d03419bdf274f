#pragma once
/* What the lock opens: the connection, the certificate of the server to compare, and what it said
 * while it let us in. */

struct app;
struct network;

void connection_page_open(struct app *app, struct network *s);
