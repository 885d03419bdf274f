#pragma once
/* One server: the state of the connection, what the server can do, and the conversations there.
 * Takes lines and gives lines; reconnects by itself. */
#include <stdbool.h>
#include <stdint.h>

#include "client/base/event.h"
#include "client/chat/chat.h"
#include "client/net/scram.h"
#include "client/net/trust.h"
#include "irc/isupport.h"
#include "irc/line.h"

struct client;
struct errand;
struct message;
struct backlog;

enum network_state {
    NETWORK_IDLE,       /* never connected, or left on purpose */
    NETWORK_CONNECTING, /* the link is being made */
    NETWORK_HELLO,      /* the link is there, not registered yet */
    NETWORK_READY,
    NETWORK_WAITING, /* lost; will try again at retry_at */
    NETWORK_STOPPED, /* lost, and told not to try */
};

/* Why a connection did not come about, for words. */
enum network_trouble {
    TROUBLE_NONE,
    TROUBLE_REFUSED,
    TROUBLE_TIMEOUT,
    TROUBLE_NO_HOST,
    TROUBLE_NO_NETWORK,
    TROUBLE_NOT_CHAT,
    TROUBLE_CUT,
    TROUBLE_NICK_TAKEN,
    TROUBLE_NICK_BAD,
    TROUBLE_PASSWORD,
    TROUBLE_LIAR,     /* the server does not know the password it asks for */
    TROUBLE_REGISTER, /* the nickname could not be made ours */
    TROUBLE_FULL,
    TROUBLE_BANNED,
    TROUBLE_NOT_TLS,   /* it does not speak TLS there */
    TROUBLE_NO_TLS,    /* no safe way to speak it */
    TROUBLE_STRANGER,  /* nobody vouches for its certificate, and we do not know it */
    TROUBLE_WANTS_TLS, /* it speaks only TLS there */
    TROUBLE_STRICT,    /* it said that only a certificate an authority vouches for is to be taken */
    TROUBLE_CERTIFICATE, /* it does not know the one of this computer */
    TROUBLE_CHANGED,     /* it is another one than the one we know */
    TROUBLE_REVEALS,     /* the password would be told to it, which it never was */
    TROUBLE_READABLE,    /* the password would be told where others read it */
    TROUBLE_TOO_MUCH,    /* it sends more than can be kept */
};

/* Somebody who is ignored by another nickname. */
enum { FOLLOWS_MAX = 32 };
struct follow {
    char nick[NICK_CAP], was[NICK_CAP];
};

enum {
    NETWORK_ECHO_MS = 5000
}; /* then the server is asked whether it is there, and what was said arrived */

enum {
    NETWORK_CHATS = 500,
    NETWORK_PEOPLE = 400
}; /* conversations at one server; with strangers, at most, until so many */

enum { NETWORK_TEXT = 128, NETWORK_ROOMS = 512, NETWORK_NICK_MAX = 32 };

struct network {
    unsigned id; /* among those of the program, for ever */
    enum network_state state;
    bool entered;               /* its conversations are among those one goes through */
    char address[NETWORK_TEXT]; /* as it was typed */
    char host[NETWORK_TEXT];
    int port;
    bool tls;              /* encrypted, or not at all */
    struct peer peer;      /* who answered */
    char nick[NICK_CAP];   /* what we are called now */
    char wanted[NICK_CAP]; /* what we want to be called */
    struct follow follows[FOLLOWS_MAX];
    int follow_count;
    char asked_nick[NICK_CAP]; /* by hand, and not answered yet; "": none */
    int64_t nick_tried_at;     /* now; when we last asked for the wanted one by ourselves */
    int64_t
        nick_ask_at; /* now; when it is asked whether it is free; 0: that is told, or we have it */
    char password[NETWORK_TEXT];
    char new_password[NETWORK_TEXT]; /* that the nickname is to be made ours with, by hand; "": none
                                      */
    bool certificate; /* we show the one of this computer, and log in with it without a password */
    bool stays;       /* it is to be made known there, once we are logged in */
    bool logged_in;
    bool may_reveal;        /* the password may be told, where it would be read: one said so */
    int64_t sasl_at;        /* now; then nobody answers AUTHENTICATE; 0: nothing was asked */
    int64_t login_again_at; /* now; then we try to log in once more; 0: not */
    int login_tries;
    bool strict;              /* only with a certificate that an authority vouches for */
    int64_t sts_ms;           /* for how long from the end of this connection; 0: it did not say */
    char sts_says[64];        /* gathered from CAP LS; "": nothing */
    bool registering;         /* the nickname is to become ours, with that password */
    char room[NETWORK_ROOMS]; /* to join first, with commas or spaces between them */
    unsigned link;            /* of the present attempt; older ones are not listened to */

    uint64_t caps;            /* CAP(): on */
    int lines_max, bytes_max; /* of a message of several lines; 0: it did not say */
    uint64_t cap_offer;       /* gathered from CAP LS */
    char mechanisms[128];     /* of SASL, as offered; "": any */
    bool register_early;      /* accounts are made before one is in */
    bool introduced;          /* NICK and USER are sent */
    int64_t introduce_at;     /* now; then we do so, whatever the server says of capabilities */
    enum { SASL_NONE, SASL_SCRAM, SASL_PLAIN, SASL_EXTERNAL } sasl;
    struct scram_proof scram;
    struct bytes challenge; /* base64 of the server, coming in pieces */
    struct isupport isupport;
    struct line_reader in;
    bool heard; /* a line of chat has come over this link */
    bool away;

    int64_t deadline; /* now; when the present state takes too long, or we must ask for a sign */
    int64_t retry_at; /* now */
    int tries;        /* since the connection was lost */
    int64_t lost_at;  /* wall */
    uint32_t random;  /* for jitter */
    int64_t ping_at;  /* now; of the unanswered PING; 0: none */
    int64_t lag_at;   /* now; when lag was measured last */
    int lag_ms;       /* -1: not known */
    unsigned next_label;
    int in_flight;     /* lines of the protocol that were sent and whose echo has not come */
    int64_t heard_at;  /* now; of the last byte */
    int64_t echo_at;   /* now; when it is asked whether they arrived; 0: not */
    int64_t ping_wall; /* of that clock, as the times of lines; of the unanswered PING */
    int64_t clock_ms;  /* the server's clock minus ours */
    bool clock_known;
    int64_t ready_at;       /* now; when it let us in */
    struct errand *errands; /* see errand.h */
    int64_t errand_at;      /* now; when there is one to do; 0: none */
    int64_t sent_full_at;   /* now; token bucket of the lines we send */
    bool speech_waits;      /* what one says waits for that */
    int slower;             /* how often we were put out for being fast */
    int64_t ctcp_full_at;   /* now; token bucket of answers to CTCP */
    int64_t join_again_at;  /* now; when a room that was closed is tried again; 0: none is */

    enum network_trouble trouble;
    char detail[256]; /* the technical line that goes with it */

    struct backlog *backlog;      /* answers of history coming in */
    struct console *console;      /* of a server of our own, once we are its operator; NULL */
    bool ours;                    /* we started it */
    struct multiline *multilines; /* messages of several lines coming in */
    struct chat **chats;          /* the first is the server's own */
    int chat_count;
    char opening[NETWORK_TEXT]; /* a room asked for by hand: shown when we are in; folded */
    char opening_key[NETWORK_TEXT];
};

void network_init(struct network *s);
void network_finish(struct client *client, struct network *s);

/* Frees all conversations. */
void network_drop_chats(struct network *s);

/* How many lines it takes from us: one a minute for each of these. */
long network_lines_per_minute(const struct network *s);

/* The moment as the server's clock has it, whose times its lines have. */
int64_t network_wall(const struct client *client, const struct network *s);

/* This is the answer to what we said just now: the time it has is the server's clock. */
void network_hear_clock(const struct client *client, struct network *s, const struct message *m);

/* Joins a room with its key (may be ""), and shows it. */
void network_join(struct client *client, struct network *s, const char *room, const char *key);

/* Sends one line, if there is a connection. */
void network_send(struct client *client, struct network *s, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The network of this number; NULL: it is gone. */
struct network *network_with_id(const struct client *client, unsigned id);

/* Whether a conversation (may be NULL) is shown as the console of its server, which we host. */
bool network_is_console(const struct chat *c);

struct chat *network_find(const struct network *s, const char *name);
/* Whether there may be one conversation more: a server, or who is on it, could make any number. */
bool network_has_place(const struct network *s, enum chat_kind kind);
struct chat *network_open(struct client *client, struct network *s, enum chat_kind kind,
                          const char *name);
void network_sort(struct network *s); /* after one was renamed */
void network_close(struct client *client, struct network *s, struct chat *c);
bool network_is_me(const struct network *s, const char *nick);
bool network_is_room(const struct network *s, const char *name);

/* Somebody as some room knows them; NULL: in no room of ours. */
const struct person *network_person(const struct network *s, const char *nick);

/* "host:port", under which a certificate is known; into `out` of NETWORK_TEXT + 8. */
void network_server(const struct network *s, char *out);

/* The name to show: the network's, or the host. */
const char *network_name(const struct network *s);
