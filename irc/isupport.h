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
    bool unicode_names; /* the casemapping is of ASCII only for those who know no other
                           (UTF8MAPPING=rfc8265) */
    bool safe_rate;     /* who sends fast is read slowly, and not put out for it (SAFERATE) */
    int join_targets;   /* rooms of one JOIN (TARGMAX); 0: any number, -1: not said */
    int monitor;        /* names of one MONITOR list; 0: it is not known there */
    bool no_typing;     /* +typing is not passed on (CLIENTTAGDENY) */
    bool msgid_refs;    /* history can be asked for by msgid (MSGREFTYPES) */
    char network[ISUPPORT_TEXT];
    char chantypes[16];
    char prefix_modes[16]; /* "ov", strongest first */
    char prefix_chars[16]; /* "@+", in the same order */
    char list_modes[ISUPPORT_TEXT];
    char always_modes[ISUPPORT_TEXT];
    char set_modes[ISUPPORT_TEXT];
    char flag_modes[ISUPPORT_TEXT];
};

/* What holds when a server says nothing. */
void isupport_init(struct isupport *s);

/* One token: NAME, NAME=value or -NAME. What we do not know is ignored. */
void isupport_apply(struct isupport *s, const char *token);
