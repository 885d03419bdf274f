#pragma once
/* Why something failed, as text for people: what, and why. */

enum { ERROR_TEXT = 1024 };

struct error {
    char text[ERROR_TEXT];
};

void error_say(struct error *e, const char *format, ...) __attribute__((format(printf, 2, 3)));
