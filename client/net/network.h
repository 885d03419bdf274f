#pragma once
/* One server: the state of the connection, what the server supports, and its conversations.
 * connection.h takes and sends its lines. */
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
    NETWORK_STOPPED, /* lost; does not reconnect */
};

/* Why a connection failed, for display. */
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
    TROUBLE_SERVER_PASSWORD, /* the server has a password of its own, and did not get it */
    TROUBLE_LIAR,            /* the server did not prove that it knows the password */
    TROUBLE_REGISTER,        /* the nickname could not be registered */
    TROUBLE_FULL,
    TROUBLE_BANNED,
    TROUBLE_KILLED,      /* an operator ended the connection */
    TROUBLE_LOGGED_OUT,  /* its account was logged out on another device */
    TROUBLE_NOT_TLS,     /* the server does not speak TLS on that port */
    TROUBLE_NO_TLS,      /* no safe TLS connection is possible */
    TROUBLE_STRANGER,    /* its certificate is unknown, and no authority vouches for it */
    TROUBLE_WANTS_TLS,   /* the server speaks only TLS on that port */
    TROUBLE_STRICT,      /* its policy requires a certificate that an authority vouches for */
    TROUBLE_CERTIFICATE, /* it does not know this computer's certificate */
    TROUBLE_CHANGED,     /* its certificate is not the one we know */
    TROUBLE_REVEALS,     /* it would get the password, which it never did before */
    TROUBLE_READABLE,    /* the password would be sent unencrypted */
    TROUBLE_TOO_MUCH,    /* it sends more than can be kept */
};

/* A user who is ignored under an earlier nickname. */
enum { FOLLOWS_MAX = 32 };
struct follow {
    char nick[NICK_CAP], was[NICK_CAP];
};

enum { NETWORK_ECHO_MS = 5000 }; /* then a PING checks whether it is alive and got what was said */

enum {
    NETWORK_CHATS = 500,
    NETWORK_PEOPLE = 400
}; /* max. conversations on one server; with users, only up to PEOPLE */

enum { NETWORK_TEXT = 128, NETWORK_ROOMS = 512, NETWORK_NICK_MAX = 32 };

/* Whether a conversation was shown since we came. */
enum landing {
    LANDING_DONE,
    LANDING_WAITS,   /* the first room we are in is shown */
    LANDING_OFFERED, /* the same; and the user can choose one meanwhile */
};

struct network {
    unsigned id; /* unique as long as the program runs */
    enum network_state state;
    bool entered;               /* we were let in: its conversations are listed */
    char address[NETWORK_TEXT]; /* as it was typed */
    char host[NETWORK_TEXT];
    int port;
    bool tls;              /* encrypted, with no fallback */
    struct peer peer;      /* who answered */
    char nick[NICK_CAP];   /* our current nickname */
    char wanted[NICK_CAP]; /* the nickname we want */
    struct follow follows[FOLLOWS_MAX];
    int follow_count;
    char asked_nick[NICK_CAP];   /* asked for by the user, not answered yet; "": none */
    int64_t nick_tried_at;       /* now; when we last tried to regain the wanted one */
    int64_t nick_ask_at;         /* now; when to ask if it is free; 0: we are told, or have it */
    char password[NETWORK_TEXT]; /* of the account */
    char server_password[NETWORK_TEXT]; /* of the server itself; "": it has none, or we do not know
                                           it */
    char new_password[NETWORK_TEXT];    /* sent by the user to register the nickname; "": none */
    bool certificate; /* log in with this computer's certificate instead of a password */
    bool stays;       /* register the certificate there once we are logged in */
    bool logged_in;
    bool may_reveal;        /* the user allowed sending the password where it can be read */
    int64_t sasl_at;        /* now; when AUTHENTICATE times out; 0: nothing is pending */
    int64_t login_again_at; /* now; when to retry logging in; 0: not */
    int login_tries;
    bool strict;              /* require a certificate that an authority vouches for */
    int64_t sts_ms;           /* duration, from the end of this connection; 0: not given */
    char sts_says[64];        /* the policy gathered from CAP LS; "": none */
    bool registering;         /* the nickname is to be registered, with that password */
    char room[NETWORK_ROOMS]; /* to join first, separated by commas or spaces */
    unsigned link;            /* of the current attempt; events of older ones are ignored */

    uint64_t caps;            /* CAP() bits, enabled */
    int64_t edit_ms;          /* how long a message may be edited; 0: not said */
    int lines_max, bytes_max; /* of a multi-line message; 0: not given */
    uint64_t cap_offer;       /* gathered from CAP LS */
    bool closed;              /* the server said that it is being stopped; until it lets us in */
    int caps_asked;           /* requests for some that are not answered yet */
    char mechanisms[128];     /* of SASL, as offered; "": any */
    bool register_early;      /* accounts can be registered before the welcome */
    bool introduced;          /* NICK and USER are sent */
    int64_t introduce_at;     /* now; when to send them without waiting for CAP any longer */
    enum { SASL_NONE, SASL_SCRAM, SASL_PLAIN, SASL_EXTERNAL } sasl;
    struct scram_proof scram;
    struct bytes challenge; /* base64 from the server, arriving in pieces */
    struct isupport isupport;
    struct line_reader in;
    bool heard; /* a line of IRC has arrived over this link */
    bool away;

    int64_t deadline; /* now; when the current state takes too long, or we must send a PING */
    int64_t retry_at; /* now */
    int tries;        /* since the connection was lost */
    int64_t lost_at;  /* wall */
    uint32_t random;  /* for jitter */
    int64_t ping_at;  /* now; of the unanswered PING; 0: none */
    int64_t lag_at;   /* now; when lag was measured last */
    int lag_ms;       /* -1: not known */
    unsigned next_label;
    int in_flight;     /* lines of the protocol sent but not echoed yet */
    int64_t heard_at;  /* now; of the last byte */
    int64_t echo_at;   /* now; when to check that they arrived; 0: not */
    int64_t ping_wall; /* by the server's clock, as the times of lines; of that PING */
    int64_t clock_ms;  /* the server's clock minus ours */
    bool clock_known;
    int64_t ready_at;       /* now; when it let us in */
    struct errand *errands; /* see errand.h */
    int64_t errand_at;      /* now; when there is one to do; 0: none */
    int64_t sent_full_at;   /* now; token bucket of the lines we send */
    bool speech_waits;      /* messages from the user wait for that */
    int slower;             /* how often we were disconnected for flooding */
    int64_t ctcp_full_at;   /* now; token bucket of answers to CTCP */
    int64_t join_again_at;  /* now; when a closed room is retried; 0: none is */

    enum network_trouble trouble;
    char detail[256]; /* technical details for it */

    struct backlog *backlog;      /* incoming answers with history */
    struct console *console;      /* of our own server, once we are its operator; NULL */
    bool ours;                    /* we started it */
    bool operates;                /* we are its operator */
    bool forgetful;               /* it keeps no history, when we were there last */
    struct multiline *multilines; /* incoming multi-line messages */
    struct chat **chats;          /* the first is the server's own */
    int chat_count;
    enum landing landing;
    char last[NETWORK_ROOMS];  /* the rooms of the previous visit, as `room` */
    struct bytes announcement; /* to everybody here, until the user closes it */
    char announced_by[NICK_CAP];
    char offered[NETWORK_TEXT]; /* a room that somebody gives us; "": none */
    char offered_by[NICK_CAP];
    struct bytes motd;          /* the message of the day, one line each */
    struct bytes welcome;       /* the rest of what it said during registration, one line each */
    int people;                 /* users on it when it let us in; 0: not given */
    char opening[NETWORK_TEXT]; /* a room the user asked for: shown once joined; folded */
    char opening_key[NETWORK_TEXT];
};

void network_init(struct network *s);
void network_finish(struct client *client, struct network *s);

/* Frees all conversations. */
void network_drop_chats(struct network *s);

/* How many lines per minute we may send it. */
long network_lines_per_minute(const struct network *s);

/* The current time by the server's clock, as in the times of its lines. */
int64_t network_wall(const struct client *client, const struct network *s);

/* Sets the server's clock from the time of a line that answers what we sent just now. */
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
/* Whether there may be one more conversation: a server, or its users, could open any number. */
bool network_has_place(const struct network *s, enum chat_kind kind);
struct chat *network_open(struct client *client, struct network *s, enum chat_kind kind,
                          const char *name);
void network_sort(struct network *s); /* after one was renamed */
void network_close(struct client *client, struct network *s, struct chat *c);
bool network_is_me(const struct network *s, const char *nick);
bool network_is_room(const struct network *s, const char *name);

/* A user, as listed in one of our rooms; NULL: in none. */
const struct person *network_person(const struct network *s, const char *nick);

/* "host:port", as the key of known certificates; into `out` of NETWORK_TEXT + 8. */
void network_server(const struct network *s, char *out);

/* Remembers among the recent servers that we are on it, with these rooms ("#a,#b") for the next
 * time. */
void network_visit(struct client *client, const struct network *s, const char *rooms);

/* The name to show: the network's, or the host. */
const char *network_name(const struct network *s);
