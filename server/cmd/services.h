#pragma once
/* NickServ and ChanServ: a text front end for functions that also have commands of their own. They
 * are not users: nobody can take their names, and they are in no room. */
#include <stdbool.h>

struct reply;
struct user;
struct world;

enum { SERVICE_ARGS = 6 };

/* A parsed message to a service. */
struct call {
    struct world *world;
    struct user *user;
    struct reply *reply;
    const char *service;
    char *args[SERVICE_ARGS]; /* the last has the rest of the line */
    int count;
};

enum service_need { SERVICE_ANYBODY, SERVICE_ACCOUNT, SERVICE_ACCOUNTS_POWER, SERVICE_ROOMS_POWER };

struct service_command {
    const char *name;
    void (*run)(struct call *c);
    int min_args, max_args;
    enum service_need need;
    const char *usage, *help;
};

extern const struct service_command nickserv_commands[], chanserv_commands[]; /* end: NULL name */

/* Sends a service's answer to the session that `r` answers. */
void service_say(struct reply *r, const char *service, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same with what it says for a program, in TAG_FACT. */
void service_fact(struct reply *r, const char *service, const char *fact, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same to all sessions of another user. */
void service_fact_to(struct reply *r, struct user *to, const char *service, const char *fact,
                     const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Parses "off" or "on", and the like; -1: it is neither. */
int service_switch(const char *text);
