#pragma once
/* One's account on a server: away, nickname, how others see one, password, devices. What it shows
 * NickServ has said as facts (tag tertulia.chat/fact); on other servers only what every server
 * can. */
#include <stdbool.h>
#include <stdint.h>

#include "irc/message.h"

struct app;
struct message;
struct network;

enum { ACCOUNT_NICKS = 16, ACCOUNT_DEVICES = 32, ACCOUNT_TEXT = 96 };

struct device {
    char id[24], address[64];
    int64_t since; /* wall */
    bool here, certificate;
};

struct account_facts {
    bool known;
    bool nicks_old, devices_old, certificate_old; /* from before the last question */
    int asked;             /* answers to come: what NickServ says meanwhile is for this page */
    bool foreign;          /* it says it in no way that is known here */
    int64_t foreign_until; /* now: what it still says of our question */
    char name[NICK_CAP];
    int password_length;
    bool stays;       /* in the rooms while no device is connected */
    bool certificate; /* this computer's logs in */
    char nicks[ACCOUNT_NICKS][NICK_CAP];
    int nick_count;
    struct device devices[ACCOUNT_DEVICES];
    int device_count;
    bool registers; /* what was done was that, not logging in */
    int acting;     /* the row whose answer is to come; 0: none */
    bool profile_asked;
    char profile[3][ACCOUNT_TEXT]; /* as the server has it */
};

void account_page_open(struct app *app, struct network *s);

/* A line that answers what was asked or done here; true: it is shown on the page. */
bool account_page_take(struct app *app, const struct network *s, const struct message *m);
