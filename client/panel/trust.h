#pragma once
/* The question whether a certificate is the right one: where its parts are. */
#include <stdbool.h>

#include "client/draw/geometry.h"

struct app;
struct bytes;

enum { TRUST_NAME, TRUST_ISSUER, TRUST_UNTIL, TRUST_FACTS };

struct trust_places {
    struct rect card, inside; /* the text is cut to `inside` where it is scrolled */
    struct rect title, body, label, box, copy, facts[TRUST_FACTS], note;
    struct rect cancel, match;
    int row;     /* characters of the fingerprint in a row */
    int value_x; /* of the facts */
    int value_y; /* from their top */
    int over;    /* how far it can be scrolled; 0: all is to be seen */
    int scroll;  /* how far it is */
};

void trust_places(const struct app *app, struct trust_places *p);

void trust_title(const struct app *app, struct bytes *out);

/* The value of a fact; true: the certificate is not valid now. */
bool trust_fact(const struct app *app, int fact, struct bytes *out);

void trust_scroll(struct app *app, int px);
