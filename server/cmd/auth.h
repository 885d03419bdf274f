#pragma once
/* What REGISTER, AUTHENTICATE and NickServ share. Each passes a `front`: the service that answers
 * in words, or NULL for standard replies and SASL numerics. */
#include <stdbool.h>

struct reply;
struct verifier;
struct world;

/* Makes an account of the nickname the user wears; `email` "*": none. */
void auth_register(struct reply *r, const char *email, const char *password, const char *front);

/* Logs the user in to an account if this is its password, which the worker finds out. */
void auth_identify(struct reply *r, const char *name, const char *password, const char *front);

/* The password was right, as `checked` says: it must still be the account's. Or wrong. */
void auth_succeed(struct reply *r, const char *front, const char *name,
                  const struct verifier *checked);
void auth_wrong(struct reply *r, const char *front, const char *name);

/* The verifier of an account. False: there is none, and it is invented so that nothing tells. */
bool auth_verifier(struct world *w, const char *name, struct verifier *out);

/* Ends an exchange of SASL with a numeric. */
void sasl_refuse(struct reply *r, int numeric);
