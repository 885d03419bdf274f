#include "server/cmd/services.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/caps.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/names.h"
#include "irc/numerics.h"
#include "irc/own_tags.h"
#include "server/cmd/command.h"
#include "server/core/config.h"
#include "server/core/oper.h"
#include "server/core/precis.h"
#include "server/core/session.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/out/relay.h"
#include "server/out/reply.h"

static const struct {
    const char *name;
    const struct service_command *commands;
    const char *about;
} services[] = {
    {"NickServ", nickserv_commands, "Nicknames that are yours, and only yours"},
    {"ChanServ", chanserv_commands, "Rooms that are yours, and what others are in them"},
};

const char *command_service(const char *nick)
{
    for (size_t i = 0; i < COUNT_OF(services); i++) {
        if (precis_same(services[i].name, nick)) {
            return services[i].name;
        }
    }
    return NULL;
}

/* A NOTICE of a service to one session; `fact` (NULL: none) for those who take tags. */
static void tell(struct reply *r, struct session *to, const char *service, const char *fact,
                 const char *text)
{
    struct bytes line = {0}, tag = {0};
    bytes_format(&line, ":%s!services@%s NOTICE %s :%s", service, r->world->config->name,
                 user_name(to->user), text);
    if (fact && (to->caps & CAP(MESSAGE_TAGS))) {
        bytes_text(&tag, TAG_FACT "=");
        message_escape(&tag, fact);
    }
    reply_tags_to_session(r, to, bytes_string(&tag), line.data);
    bytes_finish(&line);
    bytes_finish(&tag);
}

void service_say(struct reply *r, const char *service, const char *format, ...)
{
    struct bytes text = {0};
    va_list args;
    va_start(args, format);
    bytes_vformat(&text, format, args);
    va_end(args);
    tell(r, r->session, service, NULL, text.data);
    bytes_finish(&text);
}

void service_fact(struct reply *r, const char *service, const char *fact, const char *format, ...)
{
    struct bytes text = {0};
    va_list args;
    va_start(args, format);
    bytes_vformat(&text, format, args);
    va_end(args);
    tell(r, r->session, service, fact, text.data);
    bytes_finish(&text);
}

void service_fact_to(struct reply *r, struct user *to, const char *service, const char *fact,
                     const char *format, ...)
{
    struct bytes text = {0};
    va_list args;
    va_start(args, format);
    bytes_vformat(&text, format, args);
    va_end(args);
    for (struct session *s = to->sessions; s; s = s->next_of_user) {
        tell(r, s, service, fact, text.data);
    }
    bytes_finish(&text);
}

int service_switch(const char *text)
{
    static const char *const words[] = {"off", "on", "no", "yes", "false", "true"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (names_equal(CASEMAP_ASCII, words[i], text)) {
            return (int)i % 2;
        }
    }
    return -1;
}

static unsigned power_for(enum service_need need)
{
    return need == SERVICE_ACCOUNTS_POWER ? POWER_ACCOUNTS
           : need == SERVICE_ROOMS_POWER  ? POWER_ROOMS
                                          : 0;
}

static bool is_for(const struct service_command *command, const struct session *s)
{
    unsigned power = power_for(command->need);
    return !power || (s->powers & power);
}

static void help(const struct call *c, const struct service_command *table, const char *about)
{
    if (c->count > 0) {
        for (const struct service_command *one = table; one->name; one++) {
            if (names_equal(CASEMAP_ASCII, one->name, c->args[0]) &&
                is_for(one, c->reply->session)) {
                service_say(c->reply, c->service, "%s %s", one->name, one->usage);
                service_say(c->reply, c->service, "%s.", one->help);
                return;
            }
        }
    }
    service_say(c->reply, c->service, "%s. The commands:", about);
    for (const struct service_command *one = table; one->name; one++) {
        if (is_for(one, c->reply->session)) {
            service_say(c->reply, c->service, "  %-10s %s", one->name, one->help);
        }
    }
    service_say(c->reply, c->service, "HELP and a command says how it is written.");
}

/* Splits a text into words, in place; the last of `most` has the rest. */
static void split(struct call *c, char *text, int most)
{
    c->count = 0;
    for (text += strspn(text, " "); *text && c->count < most; text += strspn(text, " ")) {
        c->args[c->count++] = text;
        if (c->count < most) {
            text += strcspn(text, " ");
        } else {
            text += strlen(text);
        }
        if (*text) {
            *text++ = '\0';
        }
    }
}

static void run(struct call *c, const struct service_command *command, char *rest)
{
    split(c, rest, command->max_args);
    if (!is_for(command, c->reply->session)) {
        service_say(c->reply, c->service, "That is for operators of this server.");
    } else if (command->need == SERVICE_ACCOUNT && !c->user->account) {
        service_say(c->reply, c->service, "Log in first: /msg NickServ IDENTIFY password");
    } else if (c->count < command->min_args) {
        service_say(c->reply, c->service, "It is written: %s %s", command->name, command->usage);
    } else {
        command->run(c);
    }
}

static void hear(struct reply *r, size_t service, const char *said)
{
    struct call c = {
        .world = r->world, .user = r->user, .reply = r, .service = services[service].name};
    char *text = xstrdup(said), *verb = text + strspn(text, " ");
    char *rest = verb + strcspn(verb, " ");
    if (*rest) {
        *rest++ = '\0';
    }
    const struct service_command *command = services[service].commands;
    while (command->name && !names_equal(CASEMAP_ASCII, command->name, verb)) {
        command++;
    }
    if (command->name) {
        run(&c, command, rest);
    } else if (!*verb || names_equal(CASEMAP_ASCII, verb, "HELP")) {
        split(&c, rest, 1);
        help(&c, services[service].commands, services[service].about);
    } else {
        service_say(r, c.service, "There is no command %s. HELP lists those there are.",
                    reply_word(verb));
    }
    free(text);
}

/* Shows the user's message to a client with echo-message. Without a label: before the answer. */
static void echo(struct reply *r, const char *service, const char *text)
{
    struct relay line;
    if (r->session->caps & CAP(ECHO_MESSAGE)) {
        relay_start(&line, r->world, r->user, r, "PRIVMSG %s :%s", service, text);
        relay_to_session(&line, r->session);
        relay_end(&line);
    }
}

void command_tell_service(struct reply *r, const char *service, const char *text)
{
    bool labelled = r->label[0];
    if (r->session->job || r->count > 0) { /* an answer has begun: a job could not take it over */
        reply_numeric(r, ERR_TOOMANYTARGETS, "%s", service);
        return;
    }
    if (!labelled) {
        echo(r, service, text);
    }
    for (size_t i = 0; i < COUNT_OF(services); i++) {
        if (strcmp(services[i].name, service) == 0) {
            hear(r, i, text);
        }
    }
    if (labelled) {
        echo(r, service, text); /* a job may have taken the label with it */
    }
}

static void hear_params(struct reply *r, size_t service, const struct message *m)
{
    struct bytes text = {0};
    for (int i = 0; i < m->count; i++) {
        bytes_format(&text, "%s%s", i ? " " : "", m->params[i]);
    }
    hear(r, service, bytes_string(&text));
    bytes_finish(&text);
}

void cmd_nickserv(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)w, (void)u;
    hear_params(r, 0, m);
}

void cmd_chanserv(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)w, (void)u;
    hear_params(r, 1, m);
}
