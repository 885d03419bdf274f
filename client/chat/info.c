#include "client/chat/info.h"

#include <stdarg.h>

#include "client/base/client.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "irc/check.h"

/* words_fill for callers with a va_list: at most four placeholders. */
static void fill(struct client *client, struct bytes *out, enum word key, va_list args)
{
    const char *pairs[8] = {0};
    int count = 0;
    const char *name;
    while (count + 1 < (int)COUNT_OF(pairs) && (name = va_arg(args, const char *))) {
        pairs[count++] = name;
        pairs[count++] = va_arg(args, const char *);
    }
    words_fill(out, client->lang, key, pairs[0], pairs[1], pairs[2], pairs[3], pairs[4], pairs[5],
               pairs[6], pairs[7], NULL);
}

void info_add_text(struct client *client, struct chat *c, enum icon icon, const char *text)
{
    struct line *line = chat_add(c, LINE_INFO, client->wall, NULL, text);
    line->icon = icon;
    if (c == client->current) {
        client->port->speak(client, c, line);
    }
    client->dirty = true;
}

void info_add(struct client *client, struct chat *c, enum icon icon, enum word key, ...)
{
    struct bytes text = {0};
    va_list args;
    va_start(args, key);
    fill(client, &text, key, args);
    va_end(args);
    info_add_text(client, c, icon, bytes_string(&text));
    bytes_finish(&text);
}

void info_add_time(struct client *client, struct chat *c, enum icon icon, enum word key, int64_t at)
{
    char time[16];
    client_time(client, at, time);
    info_add(client, c, icon, key, "time", time, NULL);
}
