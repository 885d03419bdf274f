#pragma once
/* What is pinned in a room, with the way to each of them. */

struct app;
struct chat;

void pins_page_open(struct app *app, struct chat *c);
