#pragma once
/* Who somebody is, above their menu: name, how they present themselves, away, role, account, rooms
 * one shares with them, since when they are here. What is not known yet is asked by WHOIS, and its
 * place is kept, so that nothing below moves. */
#include <stdbool.h>
#include <stdint.h>

#include "irc/bytes.h"
#include "irc/message.h"

struct app;
struct chat;
struct message;
struct network;

enum { CARD_TEXT = 96, CARD_FACTS = 6, CARD_WAITS = 4 };

struct person_card {
    unsigned network; /* id */
    char nick[NICK_CAP];
    char room[256]; /* the conversation in which it was opened */
    bool away;      /* when it was opened */
    bool asked;     /* the answer to our WHOIS is still to come */
    char name[CARD_TEXT], pronouns[CARD_TEXT], status[CARD_TEXT], account[CARD_TEXT];
    bool operates;                    /* of the server */
    bool timed;                       /* the next two are known */
    int64_t since;                    /* wall; 0: not said */
    int64_t spoke_at;                 /* wall */
    char waits[CARD_WAITS][NICK_CAP]; /* of whom answers are still to come, as of those before */
    int64_t waits_until;              /* now; then they are not waited for any more */
};

/* Begins with what is known here and asks for the rest. */
void person_card_open(struct app *app, const struct chat *c, const char *nick);

/* A line that answers that; true: it did. */
bool person_card_take(struct app *app, const struct network *s, const struct message *m);

/* A name and what it is. */
struct card_fact {
    const char *label;
    char text[CARD_TEXT];
};

/* What the card lists; how many. It does not change while the card is open. */
int person_card_facts(const struct app *app, struct card_fact out[CARD_FACTS]);
