#pragma once
/* The server's 005, as a client keeps it. https://modern.ircdocs.horse/#rplisupport-parameters */
#include <stdbool.h>

#include "irc/names.h"

enum { ISUPPORT_TEXT = 64 };

struct isupport {
    enum casemap casemap;
    int nick_len; /* 0: not said */
    int room_len;
    int topic_len;
    bool unicode_names;          /* CASEMAPPING=ascii is only a fallback (UTF8MAPPING=rfc8265) */
    bool safe_rate;              /* fast senders are throttled, not disconnected (SAFERATE) */
    int join_targets;            /* rooms per JOIN (TARGMAX); 0: any number, -1: not said */
    int monitor;                 /* size of the MONITOR list; 0: not supported */
    bool whox;                   /* WHO takes fields (WHOX) */
    bool facts;                  /* its services say facts (TAG_FACT) */
    char extbans[ISUPPORT_TEXT]; /* letters of EXTBAN; "": none */
    char extban_sign;            /* what stands in front of one; 0: nothing */
    bool no_typing;              /* +typing is not relayed (CLIENTTAGDENY) */
    bool msgid_refs;             /* history can be requested by msgid (MSGREFTYPES) */
    char network[ISUPPORT_TEXT];
    char chantypes[16];
    char prefix_modes[16]; /* "ov", strongest first */
    char prefix_chars[16]; /* "@+", in the same order */
    char list_modes[ISUPPORT_TEXT];
    char always_modes[ISUPPORT_TEXT];
    char set_modes[ISUPPORT_TEXT];
    char flag_modes[ISUPPORT_TEXT];
};

/* The defaults, for what a server does not say. */
void isupport_init(struct isupport *s);

/* One token: NAME or NAME=value. Unknown ones are ignored, and so is -NAME. */
void isupport_apply(struct isupport *s, const char *token);
