#include "client/prefs.h"

#include <ini.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "irc/names.h"
#include "irc/stamp.h"

static const int sizes[] = {90, 100, 110, 125, 150};

void prefs_init(struct prefs *p)
{
    *p = (struct prefs){.text_size = 100, .tell_typing = true, .notify = true, .signs = true,
                        .remember = true, .window_w = 1280, .window_h = 800};
    copy_text(p->server, sizeof p->server, "127.0.0.1");
}

static int bounded(const char *value, int low, int high, int otherwise)
{
    long n = strtol(value, NULL, 10);
    return n >= low && n <= high ? (int)n : otherwise;
}

static void take_recent(struct prefs *p, const char *name, const char *value)
{
    if (strcmp(name, "server") == 0 && p->recent_count < PREFS_RECENT) {
        struct recent *r = &p->recent[p->recent_count++];
        *r = (struct recent){0};
        copy_text(r->server, sizeof r->server, value);
    } else if (p->recent_count > 0) {
        struct recent *r = &p->recent[p->recent_count - 1];
        if (strcmp(name, "nick") == 0) {
            copy_text(r->nick, sizeof r->nick, value);
        } else if (strcmp(name, "room") == 0) {
            copy_text(r->room, sizeof r->room, value);
        } else if (strcmp(name, "log-in") == 0) {
            r->certificate = strcmp(value, "certificate") == 0;
        }
    }
}

static void take_known(struct prefs *p, const char *name, const char *value)
{
    p->known_full |= strcmp(name, "server") == 0 && p->known_count == PREFS_KNOWN;
    if (p->known_full) {
        return;
    }
    if (strcmp(name, "server") == 0) {
        p->known[p->known_count] = (struct known){{0}, {0}};
        copy_text(p->known[p->known_count++].server, PREFS_TEXT, value);
    } else if (strcmp(name, "fingerprint") == 0 && p->known_count > 0) {
        copy_text(p->known[p->known_count - 1].fingerprint, PREFS_TEXT, value);
    }
}

static void take_strict(struct prefs *p, const char *name, const char *value)
{
    if (strcmp(name, "host") == 0) {
        p->strict_full = p->strict_count == PREFS_KNOWN;
        if (!p->strict_full) {
            p->strict[p->strict_count++] = (struct strict){.port = 6697};
            copy_text(p->strict[p->strict_count - 1].host, PREFS_TEXT, value);
        }
    } else if (p->strict_count > 0 && !p->strict_full) {
        struct strict *s = &p->strict[p->strict_count - 1];
        if (strcmp(name, "port") == 0) {
            s->port = bounded(value, 1, 65535, s->port);
        } else if (strcmp(name, "until") == 0) {
            stamp_parse(value, &s->until);
        }
    }
}

static void take_login(struct prefs *p, const char *name, const char *value)
{
    if (strcmp(name, "server") == 0) {
        copy_text(p->server, sizeof p->server, value);
    } else if (strcmp(name, "nick") == 0) {
        copy_text(p->nick, sizeof p->nick, value);
    } else if (strcmp(name, "room") == 0) {
        copy_text(p->room, sizeof p->room, value);
    }
}

static void take_look(struct prefs *p, const char *name, const char *value)
{
    if (strcmp(name, "theme") == 0) {
        p->light = strcmp(value, "light") == 0;
    } else if (strcmp(name, "text-size") == 0) {
        int percent = bounded(value, 50, 300, 100);
        p->text_size = prefs_next_size(percent, 0);
    } else if (strcmp(name, "people") == 0) {
        p->hide_people = strcmp(value, "hidden") == 0;
    } else if (strcmp(name, "chats") == 0) {
        p->hide_chats = strcmp(value, "hidden") == 0;
    } else if (strcmp(name, "width") == 0) {
        p->window_w = bounded(value, 480, 16000, p->window_w);
    } else if (strcmp(name, "height") == 0) {
        p->window_h = bounded(value, 400, 16000, p->window_h);
    } else if (strcmp(name, "clock") == 0) {
        p->clock_12 = strcmp(value, "12") == 0;
    } else if (strcmp(name, "language") == 0) {
        copy_text(p->language, sizeof p->language, value);
    }
}

static int find_name(const struct named_list *list, const char *name)
{
    int at = list->count - 1;
    while (at >= 0 && !names_equal(CASEMAP_RFC1459, list->at[at], name)) {
        at--;
    }
    return at;
}

bool prefs_has(const struct named_list *list, const char *name)
{
    return find_name(list, name) >= 0;
}

void prefs_put(struct named_list *list, const char *name, bool in)
{
    int at = find_name(list, name);
    if (at < 0 && in && list->count == PREFS_KNOWN) {
        at = 0; /* the oldest goes */
    }
    if (at >= 0) {
        list->count--;
        memmove(list->at + at, list->at + at + 1, (size_t)(list->count - at) * sizeof list->at[0]);
    }
    if (in && *name && !strpbrk(name, "\r\n")) {
        copy_text(list->at[list->count++], PREFS_TEXT, name);
    }
}

static void take_talk(struct prefs *p, const char *name, const char *value)
{
    if (strcmp(name, "typing") == 0) {
        p->tell_typing = strcmp(value, "hidden") != 0;
    } else if (strcmp(name, "notify") == 0) {
        p->notify = strcmp(value, "off") != 0;
    } else if (strcmp(name, "muted") == 0) {
        prefs_put(&p->muted, value, true);
    } else if (strcmp(name, "ignored") == 0) {
        prefs_put(&p->ignored, value, true);
    } else if (strcmp(name, "signs") == 0) {
        p->signs = strcmp(value, "plain") != 0;
    } else if (strcmp(name, "history") == 0) {
        p->remember = strcmp(value, "forgotten") != 0;
    }
}

static int take(void *user, const char *section, const char *name, const char *value)
{
    struct prefs *p = user;
    if (strcmp(section, "login") == 0) {
        take_login(p, name, value);
    } else if (strcmp(section, "look") == 0) {
        take_look(p, name, value);
    } else if (strcmp(section, "talk") == 0) {
        take_talk(p, name, value);
    } else if (strncmp(section, "recent", 6) == 0) {
        take_recent(p, name, value);
    } else if (strncmp(section, "known", 5) == 0) {
        take_known(p, name, value);
    } else if (strncmp(section, "strict", 6) == 0) {
        take_strict(p, name, value);
    }
    return 1;
}

void prefs_parse(struct prefs *p, const char *text)
{
    p->recent_count = p->known_count = p->strict_count = 0;
    p->muted.count = p->ignored.count = 0;
    ini_parse_string(text, take, p);
}

static void write_list(struct bytes *out, const char *name, const struct named_list *list)
{
    for (int i = 0; i < list->count; i++) {
        bytes_format(out, "%s = %s\n", name, list->at[i]);
    }
}

void prefs_write(const struct prefs *p, struct bytes *out)
{
    bytes_text(out, "# tertulia's settings. You may edit this file while tertulia is not running.\n");
    bytes_format(out, "\n[login]\nserver = %s\nnick = %s\nroom = %s\n", p->server, p->nick,
                 p->room);
    bytes_format(out, "\n[look]\n# dark or light\ntheme = %s\n# 90, 100, 110, 125 or 150 percent\n"
                 "text-size = %d\n# shown or hidden\npeople = %s\nchats = %s\nwidth = %d\n"
                 "height = %d\n# 24 or 12 hours\nclock = %s\n# en or es; empty: the system's\n"
                 "language = %s\n",
                 p->light ? "light" : "dark", p->text_size, p->hide_people ? "hidden" : "shown",
                 p->hide_chats ? "hidden" : "shown", p->window_w, p->window_h, p->clock_12 ? "12" : "24",
                 p->language);
    bytes_format(out, "\n[talk]\n# shown or hidden: whether others see that you are writing\n"
                 "typing = %s\n# styled or plain: whether **bold** and the like mean something\n"
                 "signs = %s\n# on or off: the system tells when somebody calls you\nnotify = %s\n"
                 "# kept or forgotten: what is said, on this computer\nhistory = %s\n",
                 p->tell_typing ? "shown" : "hidden", p->signs ? "styled" : "plain",
                 p->notify ? "on" : "off",
                 p->remember ? "kept" : "forgotten");
    write_list(out, "muted", &p->muted);
    write_list(out, "ignored", &p->ignored);
    for (int i = 0; i < p->recent_count; i++) {
        const struct recent *r = &p->recent[i];
        bytes_format(out, "\n[recent %d]\nserver = %s\nnick = %s\nroom = %s\n%s", i + 1, r->server,
                     r->nick, r->room, r->certificate ? "log-in = certificate\n" : "");
    }
    for (int i = 0; i < p->known_count; i++) {
        bytes_format(out, "\n# the certificate of a server, as you compared it; without these lines you "
                     "are asked again\n[known %d]\nserver = %s\nfingerprint = %s\n", i + 1,
                     p->known[i].server, p->known[i].fingerprint);
    }
    for (int i = 0; i < p->strict_count; i++) {
        char until[STAMP_CAP];
        stamp_format(p->strict[i].until, until);
        bytes_format(out, "\n# said that it is only reached encrypted\n[strict %d]\nhost = %s\n"
                     "port = %d\nuntil = %s\n", i + 1, p->strict[i].host, p->strict[i].port, until);
    }
}

const struct strict *prefs_strict(const struct prefs *p, const char *host)
{
    for (int i = 0; i < p->strict_count; i++) {
        if (names_equal(CASEMAP_ASCII, p->strict[i].host, host)) {
            return &p->strict[i];
        }
    }
    return NULL;
}

void prefs_set_strict(struct prefs *p, const char *host, int port, int64_t until)
{
    const struct strict *known = prefs_strict(p, host);
    int at = known ? (int)(known - p->strict) : 0;
    if (known || p->strict_count == PREFS_KNOWN) { /* the oldest goes */
        p->strict_count--;
        memmove(p->strict + at, p->strict + at + 1,
                (size_t)(p->strict_count - at) * sizeof p->strict[0]);
    }
    if (until) {
        struct strict *s = &p->strict[p->strict_count++];
        *s = (struct strict){.port = port, .until = until};
        copy_text(s->host, sizeof s->host, host);
    }
}

static int find_recent(const struct prefs *p, const char *server, const char *nick)
{
    for (int i = 0; i < p->recent_count; i++) {
        if (strcmp(p->recent[i].server, server) == 0 && strcmp(p->recent[i].nick, nick) == 0) {
            return i;
        }
    }
    return -1;
}

bool prefs_has_certificate(const struct prefs *p, const char *server, const char *nick)
{
    int at = find_recent(p, server, nick);
    return at >= 0 && p->recent[at].certificate;
}

void prefs_set_certificate(struct prefs *p, const char *server, const char *nick, bool has)
{
    int at = find_recent(p, server, nick);
    if (at >= 0) {
        p->recent[at].certificate = has;
    }
}

const char *prefs_known(const struct prefs *p, const char *server)
{
    for (int i = 0; i < p->known_count; i++) {
        if (strcmp(p->known[i].server, server) == 0) {
            return p->known[i].fingerprint;
        }
    }
    return NULL;
}

void prefs_trust(struct prefs *p, const char *server, const char *fingerprint)
{
    int at = 0;
    while (at < p->known_count && strcmp(p->known[at].server, server) != 0) {
        at++;
    }
    if (at == PREFS_KNOWN) {
        memmove(p->known, p->known + 1, (PREFS_KNOWN - 1) * sizeof p->known[0]);
        at = p->known_count = PREFS_KNOWN - 1;
    }
    p->known_count += at == p->known_count;
    copy_text(p->known[at].server, PREFS_TEXT, server);
    copy_text(p->known[at].fingerprint, PREFS_TEXT, fingerprint);
}

void prefs_visit(struct prefs *p, const char *server, const char *nick, const char *room)
{
    int at = 0;
    bool certificate = prefs_has_certificate(p, server, nick);
    while (at < p->recent_count && strcmp(p->recent[at].server, server) != 0) {
        at++;
    }
    if (at == p->recent_count) {
        if (p->recent_count < PREFS_RECENT) {
            p->recent_count++;
        } else {
            at--;
        }
    }
    memmove(p->recent + 1, p->recent, (size_t)at * sizeof *p->recent);
    p->recent[0] = (struct recent){.certificate = certificate};
    copy_text(p->recent[0].server, PREFS_TEXT, server);
    copy_text(p->recent[0].nick, PREFS_TEXT, nick);
    copy_text(p->recent[0].room, PREFS_TEXT, strlen(room) < PREFS_TEXT ? room : "");
}

int prefs_next_size(int percent, int step)
{
    int at = 0;
    int last = (int)COUNT_OF(sizes) - 1;
    while (at < last && sizes[at] < percent) {
        at++;
    }
    at += step;
    return sizes[at < 0 ? 0 : at > last ? last : at];
}
