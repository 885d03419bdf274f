#pragma once
/* What REGISTER, AUTHENTICATE and NickServ share. Each passes a `front`: the service that answers
 * in words, or NULL for standard replies and SASL numerics. */
#include <stdbool.h>

struct reply;
struct verifier;
struct world;

/* Registers an account named after the nickname of the user; `email` "*": none. */
void auth_register(struct reply *r, const char *email, const char *password, const char *front);

/* Logs the user in to an account if the password is right, which the worker checks. */
void auth_identify(struct reply *r, const char *name, const char *password, const char *front);

/* The password was right: logs in if `checked` is still the account's verifier. Or it was wrong. */
void auth_succeed(struct reply *r, const char *front, const char *name,
                  const struct verifier *checked);
void auth_wrong(struct reply *r, const char *front, const char *name);

/* The verifier of an account. False: there is none; an invented one hides that. */
bool auth_verifier(struct world *w, const char *name, struct verifier *out);

/* Ends a SASL exchange with a numeric. */
void sasl_refuse(struct reply *r, int numeric);
