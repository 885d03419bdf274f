#include "client/base/prefs.h"

#include <ini.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "irc/names.h"
#include "irc/stamp.h"

static const int sizes[] = {50, 75, 90, 100, 110, 125, 150, 175, 200, 250, 300};

const char *const prefs_accents[ACCENT_COUNT] = {"blue", "green", "violet", "pink"};
static const char *const moves_words[MOVES_WAYS] = {"collapsed", "all", "none"};

/* Settings that have two values. */
static const struct {
    const char *section, *name, *no, *yes;
    size_t at;
    const char *note; /* NULL: self-explanatory */
} switches[] = {
#define AT(field) offsetof(struct prefs, field)
    {"look", "people", "shown", "hidden", AT(hide_people), NULL},
    {"look", "chats", "shown", "hidden", AT(hide_chats), NULL},
    {"look", "clock", "24", "12", AT(clock_12), "24 or 12 hours"},
    {"look", "spacing", "comfortable", "compact", AT(compact), "comfortable or compact"},
    {"look", "names", "coloured", "plain", AT(plain_names), "coloured or plain"},
    {"look", "movement", "shown", "less", AT(still), "shown or less"},
    {"talk", "typing", "hidden", "shown", AT(tell_typing),
     "shown or hidden: whether others see that you are writing"},
    {"talk", "signs", "plain", "styled", AT(signs),
     "styled or plain: whether **bold** and the like mean something"},
    {"talk", "notify", "off", "on", AT(notify),
     "on or off: the system tells when somebody calls you"},
    {"talk", "sound", "off", "on", AT(sound), "on or off: and a sound"},
    {"talk", "disturb", "yes", "no", AT(quiet), "yes or no: no keeps quiet for now"},
    {"talk", "spelling", "off", "on", AT(spell),
     "on or off: words that no dictionary has are underlined"},
    {"talk", "speech", "off", "on", AT(speak), "on or off: what is said is read aloud"},
    {"login", "nearby", "hidden", "shown", AT(nearby),
     "shown or hidden: servers of the local network"},
    {"login", "hosting", "asks", "stays", AT(host_stays),
     "stays: a chat hosted here keeps running when the window is closed; asks: if others are in "
     "it"},
    {"login", "hosting-ends", "asks", "always", AT(host_ends),
     "always: a chat hosted here ends when the window is closed, and nobody is asked"},
    {"talk", "history", "forgotten", "kept", AT(remember),
     "kept or forgotten: what is said, on this computer"},
#undef AT
};

void prefs_init(struct prefs *p)
{
    *p = (struct prefs){.text_size = 100,
                        .tell_typing = true,
                        .notify = true,
                        .signs = true,
                        .remember = true,
                        .sound = true,
                        .nearby = true,
                        .spell = true,
                        .window_w = 1280,
                        .window_h = 800};
    copy_text(p->theme, sizeof p->theme, "dark");
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
        } else if (strcmp(name, "name") == 0) {
            copy_text(r->name, sizeof r->name, value);
        } else if (strcmp(name, "visited") == 0) {
            r->visited = stamp_parse(value, &r->visited) ? stamp_sane(r->visited) : 0;
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

static bool take_login(struct prefs *p, const char *name, const char *value)
{
    if (strcmp(name, "server") == 0) {
        copy_text(p->server, sizeof p->server, value);
    } else if (strcmp(name, "nick") == 0) {
        copy_text(p->nick, sizeof p->nick, value);
    } else if (strcmp(name, "room") == 0) {
        copy_text(p->room, sizeof p->room, value);
    } else if (strcmp(name, "device") == 0) {
        copy_text(p->device, sizeof p->device, value);
    } else if (strcmp(name, "room-key") == 0) {
        prefs_put(&p->room_keys, value, true);
    } else {
        return false;
    }
    return true;
}

/* The index of `word` in `words`; `otherwise` if it is not among them. */
static int among(const char *word, const char *const *words, int count, int otherwise)
{
    int at = count - 1;
    while (at >= 0 && strcmp(words[at], word) != 0) {
        at--;
    }
    return at < 0 ? otherwise : at;
}

static bool take_look(struct prefs *p, const char *name, const char *value)
{
    if (strcmp(name, "theme") == 0) {
        copy_text(p->theme, sizeof p->theme, *value && !strpbrk(value, "/\\") ? value : p->theme);
    } else if (strcmp(name, "accent") == 0) {
        p->accent = (enum accent)among(value, prefs_accents, ACCENT_COUNT, p->accent);
    } else if (strcmp(name, "moves") == 0) {
        p->moves = (enum moves_shown)among(value, moves_words, MOVES_WAYS, p->moves);
    } else if (strcmp(name, "text-size") == 0) {
        int percent = bounded(value, 50, 300, 100);
        p->text_size = prefs_next_size(percent, 0);
    } else if (strcmp(name, "width") == 0) {
        p->window_w = bounded(value, 480, 16000, p->window_w);
    } else if (strcmp(name, "height") == 0) {
        p->window_h = bounded(value, 400, 16000, p->window_h);
    } else if (strcmp(name, "language") == 0) {
        copy_text(p->language, sizeof p->language, value);
    } else {
        return false;
    }
    return true;
}

static bool take_switch(struct prefs *p, const char *section, const char *name, const char *value)
{
    for (size_t i = 0; i < COUNT_OF(switches); i++) {
        if (strcmp(switches[i].section, section) == 0 && strcmp(switches[i].name, name) == 0) {
            bool *at = (bool *)((char *)p + switches[i].at);
            *at =
                strcmp(value, switches[i].yes) == 0 || (*at && strcmp(value, switches[i].no) != 0);
            return true;
        }
    }
    return false;
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
        at = 0; /* drop the oldest */
    }
    if (at >= 0) {
        list->count--;
        memmove(list->at + at, list->at + at + 1, (size_t)(list->count - at) * sizeof list->at[0]);
    }
    if (in && *name && !strpbrk(name, "\r\n")) {
        copy_text(list->at[list->count++], PREFS_TEXT, name);
    }
}

/* The index of a room's entry in room_keys, and where the key begins in it; below 0: none. */
static int find_room_key(const struct prefs *p, const char *server, const char *room, size_t *key)
{
    char head[PREFS_TEXT], one[PREFS_TEXT];
    int at = p->room_keys.count - 1;
    *key = (size_t)snprintf(head, sizeof head, "%s %s ", server, room);
    for (; at >= 0 && *key < sizeof head; at--) {
        snprintf(one, *key + 1, "%s", p->room_keys.at[at]);
        if (names_equal(CASEMAP_RFC1459, one, head)) {
            break;
        }
    }
    return *key < sizeof head ? at : -1;
}

const char *prefs_room_key(const struct prefs *p, const char *server, const char *room)
{
    size_t key;
    int at = find_room_key(p, server, room, &key);
    const char *opens = at < 0 ? "" : p->room_keys.at[at] + key;
    /* a key that cannot be a single JOIN parameter is not one; PASS takes any text */
    bool server_own = strcmp(room, PREFS_SERVER_KEY) == 0;
    bool single = *opens != ':' && !strpbrk(opens, " ,");
    return *opens && (server_own || single) ? opens : NULL;
}

void prefs_set_room_key(struct prefs *p, const char *server, const char *room, const char *key)
{
    char line[PREFS_TEXT];
    size_t begin;
    int at = find_room_key(p, server, room, &begin);
    if (at >= 0) {
        copy_text(line, sizeof line, p->room_keys.at[at]);
        prefs_put(&p->room_keys, line, false);
    }
    if (key && *key &&
        (size_t)snprintf(line, sizeof line, "%s %s %s", server, room, key) < sizeof line) {
        prefs_put(&p->room_keys, line, true); /* a truncated key would be useless */
    }
}

static bool take_talk(struct prefs *p, const char *name, const char *value)
{
    struct named_list *list;
    if (strcmp(name, "muted") == 0) {
        list = &p->muted;
    } else if (strcmp(name, "ignored") == 0) {
        list = &p->ignored;
    } else if (strcmp(name, "loud") == 0) {
        list = &p->loud;
    } else if (strcmp(name, "scram") == 0) {
        list = &p->scram;
    } else if (strcmp(name, "word") == 0) {
        list = &p->learned;
    } else {
        return false;
    }
    prefs_put(list, value, true);
    return true;
}

/* A line we do not understand may be the user's: it stays in the file. */
static void keep_line(struct prefs *p, const char *section, const char *line, size_t len)
{
    size_t used = strlen(p->others);
    if (used + strlen(section) + len + 3 < sizeof p->others) {
        snprintf(p->others + used, sizeof p->others - used, "%s\t%.*s\n", section, (int)len, line);
    }
}

static int take(void *user, const char *section, const char *name, const char *value)
{
    struct prefs *p = user;
    bool known = true;
    if (take_switch(p, section, name, value)) {
        return 1;
    }
    if (strcmp(section, "login") == 0) {
        known = take_login(p, name, value);
    } else if (strcmp(section, "keys") == 0) {
        prefs_set_keys(p, name, value);
    } else if (strcmp(section, "look") == 0) {
        known = take_look(p, name, value);
    } else if (strcmp(section, "talk") == 0) {
        known = take_talk(p, name, value);
    } else if (strncmp(section, "recent", 6) == 0) {
        take_recent(p, name, value);
    } else if (strncmp(section, "known", 5) == 0) {
        take_known(p, name, value);
    } else if (strncmp(section, "strict", 6) == 0) {
        take_strict(p, name, value);
    } else {
        known = false;
    }
    if (!known) {
        char line[PREFS_OTHERS];
        int len = snprintf(line, sizeof line, "%s = %s", name, value);
        keep_line(p, section, line, (size_t)len < sizeof line ? (size_t)len : sizeof line - 1);
    }
    return 1;
}

/* Keeps comments other than those we write ourselves. */
static void take_comments(struct prefs *p, const char *text)
{
    struct bytes own = {0};
    char section[PREFS_NAME] = "";
    prefs_write(p, &own);
    for (size_t len; *text; text += len + (text[len] == '\n')) {
        char line[PREFS_OTHERS];
        const char *end;
        len = strcspn(text, "\n");
        snprintf(line, sizeof line, "%.*s", (int)(len < sizeof line ? len : sizeof line - 1), text);
        line[strcspn(line, "\r")] = '\0';
        if (line[0] == '[' && (end = strchr(line, ']'))) {
            snprintf(section, sizeof section, "%.*s", (int)(end - line - 1), line + 1);
        } else if ((line[0] == '#' || line[0] == ';') && !strstr(bytes_string(&own), line) &&
                   strncmp(section, "recent", 6) != 0 && strncmp(section, "known", 5) != 0 &&
                   strncmp(section, "strict", 6) != 0) {
            keep_line(p, section, line, strlen(line));
        }
    }
    bytes_finish(&own);
}

void prefs_parse(struct prefs *p, const char *text)
{
    p->recent_count = p->known_count = p->strict_count = 0;
    p->muted.count = p->ignored.count = p->loud.count = p->learned.count = p->scram.count =
        p->key_count = 0;
    p->room_keys.count = 0;
    p->others[0] = '\0';
    ini_parse_string(text, take, p);
    take_comments(p, text);
}

/* Writes the unknown lines of this section; NULL: of all sections that are not ours. */
static void write_others(const struct prefs *p, struct bytes *out, const char *section)
{
    static const char *const ours[] = {"", "login", "look", "talk", "keys"};
    char open[PREFS_NAME] = "";
    for (const char *at = p->others; *at; at += strcspn(at, "\n") + 1) {
        size_t name = strcspn(at, "\t"), len = strcspn(at, "\n");
        bool fits = section && strlen(section) == name && memcmp(section, at, name) == 0;
        bool foreign = !section;
        for (size_t i = 0; foreign && i < COUNT_OF(ours); i++) {
            foreign = strlen(ours[i]) != name || memcmp(ours[i], at, name) != 0;
        }
        if (foreign && (strlen(open) != name || memcmp(open, at, name) != 0)) {
            snprintf(open, sizeof open, "%.*s", (int)name, at);
            bytes_format(out, "\n[%.*s]\n", (int)name, at);
        }
        if (fits || foreign) {
            bytes_add(out, at + name + 1, len - name - 1);
            bytes_char(out, '\n');
        }
    }
}

static void write_list(struct bytes *out, const char *name, const struct named_list *list)
{
    for (int i = 0; i < list->count; i++) {
        bytes_format(out, "%s = %s\n", name, list->at[i]);
    }
}

static void write_switches(const struct prefs *p, struct bytes *out, const char *section)
{
    for (size_t i = 0; i < COUNT_OF(switches); i++) {
        if (strcmp(switches[i].section, section) == 0) {
            const bool *at = (const bool *)((const char *)p + switches[i].at);
            if (switches[i].note) {
                bytes_format(out, "# %s\n", switches[i].note);
            }
            bytes_format(out, "%s = %s\n", switches[i].name,
                         *at ? switches[i].yes : switches[i].no);
        }
    }
}

void prefs_write(const struct prefs *p, struct bytes *out)
{
    bytes_text(out,
               "# tertulia's settings. You may edit this file while tertulia is not running.\n");
    write_others(p, out, "");
    bytes_format(out, "\n[login]\nserver = %s\nnick = %s\nroom = %s\n", p->server, p->nick,
                 p->room);
    write_switches(p, out, "login");
    write_list(out, "room-key", &p->room_keys);
    if (p->device[0]) {
        bytes_format(
            out,
            "# tells you from others behind the same address, where one of them is banned\n"
            "device = %s\n",
            p->device);
    }
    write_others(p, out, "login");
    bytes_format(
        out,
        "\n[look]\n# system, dark, light, contrast, or the name of a file NAME.theme in the folder "
        "themes beside this one\ntheme = %s\n# blue, green, violet or pink\naccent = %s\n"
        "# 50 to 300 percent\ntext-size = %d\nwidth = %d\nheight = %d\n# en, es, or empty: the "
        "system's\nlanguage = %s\n# comings and goings: collapsed, all or none\nmoves = %s\n",
        p->theme, prefs_accents[p->accent], p->text_size, p->window_w, p->window_h, p->language,
        moves_words[p->moves]);
    write_switches(p, out, "look");
    write_others(p, out, "look");
    bytes_text(out, "\n[talk]\n");
    write_switches(p, out, "talk");
    write_list(out, "muted", &p->muted);
    write_list(out, "loud", &p->loud);
    write_list(out, "ignored", &p->ignored);
    write_list(out, "word", &p->learned);
    write_list(out, "scram", &p->scram);
    write_others(p, out, "talk");
    bytes_text(out, p->key_count || strstr(p->others, "keys\t") ? "\n[keys]\n" : "");
    write_others(p, out, "keys");
    for (int i = 0; i < p->key_count; i++) {
        bytes_format(out, "%s = %s\n", p->keys[i].does, p->keys[i].keys);
    }
    for (int i = 0; i < p->recent_count; i++) {
        const struct recent *r = &p->recent[i];
        char visited[STAMP_CAP] = "";
        if (r->visited) {
            stamp_format(r->visited, visited);
        }
        bytes_format(out, "\n[recent %d]\nserver = %s\nnick = %s\nroom = %s\n%s", i + 1, r->server,
                     r->nick, r->room, r->certificate ? "log-in = certificate\n" : "");
        bytes_format(out, "name = %s\nvisited = %s\n", r->name, visited);
    }
    for (int i = 0; i < p->known_count; i++) {
        bytes_format(out,
                     "\n# the certificate of a server, as you compared it; without these lines you "
                     "are asked again\n[known %d]\nserver = %s\nfingerprint = %s\n",
                     i + 1, p->known[i].server, p->known[i].fingerprint);
    }
    for (int i = 0; i < p->strict_count; i++) {
        char until[STAMP_CAP];
        stamp_format(p->strict[i].until, until);
        bytes_format(out,
                     "\n# said that it is only reached encrypted\n[strict %d]\nhost = %s\n"
                     "port = %d\nuntil = %s\n",
                     i + 1, p->strict[i].host, p->strict[i].port, until);
    }
    write_others(p, out, NULL);
}

const char *prefs_keys(const struct prefs *p, const char *does)
{
    for (int i = 0; i < p->key_count; i++) {
        if (strcmp(p->keys[i].does, does) == 0) {
            return p->keys[i].keys;
        }
    }
    return NULL;
}

void prefs_set_keys(struct prefs *p, const char *does, const char *keys)
{
    int at = 0;
    while (at < p->key_count && strcmp(p->keys[at].does, does) != 0) {
        at++;
    }
    if (!keys && at < p->key_count) {
        p->keys[at] = p->keys[--p->key_count];
    } else if (keys && at < PREFS_KEYS) {
        p->key_count += at == p->key_count;
        copy_text(p->keys[at].does, PREFS_NAME, does);
        copy_text(p->keys[at].keys, PREFS_NAME, keys);
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
    if (known || p->strict_count == PREFS_KNOWN) { /* drop the oldest */
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

const char *prefs_rooms(const struct prefs *p, const char *server, const char *nick)
{
    for (int i = 0; i < p->recent_count; i++) {
        if (strcmp(p->recent[i].server, server) == 0 && strcmp(p->recent[i].nick, nick) == 0) {
            return p->recent[i].room;
        }
    }
    return NULL;
}

void prefs_visit(struct prefs *p, const struct recent *visit)
{
    struct recent now = *visit;
    int at = 0;
    now.certificate = prefs_has_certificate(p, now.server, now.nick);
    while (at < p->recent_count && strcmp(p->recent[at].server, now.server) != 0) {
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
    p->recent[0] = now;
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

int prefs_fit_size(int percent, int width, int height)
{
    enum { WIDTH_LEAST = 360, HEIGHT_LEAST = 360 };
    int fits = percent < 100 ? percent : 100;
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        bool room =
            width * 100 / sizes[i] >= WIDTH_LEAST && height * 100 / sizes[i] >= HEIGHT_LEAST;
        fits = sizes[i] > fits && sizes[i] <= percent && room ? sizes[i] : fits;
    }
    return fits;
}
