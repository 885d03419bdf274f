/* Registration with a server is complete, for the first time or again. */
#include "client/net/arrive.h"

#include "client/base/client.h"
#include "client/chat/info.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/prefs.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/net/errand.h"
#include "client/net/memory.h"
#include "client/net/handle.h"
#include "client/net/network.h"
#include "irc/caps.h"
#include "irc/check.h"

/* The next of the rooms separated by commas or spaces, with its prefix; moves `*list` behind it.
 * False: there is none left. */
static bool next_room(const char **list, char *room, size_t cap)
{
    const char *at = *list + strspn(*list, ", ");
    size_t len = strcspn(at, ", ");
    snprintf(room, cap, "%s%.*s", len && !strchr("#&+!", *at) ? "#" : "", (int)len, at);
    *list = at + len;
    return len > 0;
}

/* `shows`: shows the first of them. */
static void join_rooms(const struct client *client, struct network *s, const char *rooms,
                       bool shows)
{
    char server[NETWORK_TEXT + 8], room[NETWORK_TEXT];
    network_server(s, server);
    while (next_room(&rooms, room, sizeof room)) {
        errand_join(s, room, prefs_room_key(&client->prefs, server, room));
        if (shows && !s->opening[0] && !s->ours) {
            names_fold(s->isupport.casemap, s->opening, sizeof s->opening, room);
        }
    }
}

/* Shows what others need to join us here, and how to become the server's administrator. */
static void show_hosted(struct client *client, struct chat *c)
{
    const struct hosted *h = &client->hosted;
    info_add(client, c, ICON_BROADCAST, W_HOSTING, NULL);
    info_add_text(client, c, ICON_BROADCAST, h->address);
    if (h->fingerprint[0]) {
        info_add_text(client, c, ICON_SHIELD, h->fingerprint);
    }
    if (h->claim[0]) {
        struct bytes text = {0};
        bytes_format(&text, "/msg NickServ CLAIM %s", h->claim);
        info_add_text(client, c, ICON_USER, text.data);
        bytes_finish(&text);
    }
}

void arrive_home(struct client *client, struct network *s)
{
    struct hosted *h = &client->hosted;
    if (!s->ours || !s->operates || s->registering || h->taken || !h->claim[0]) {
        return;
    }
    if (s->logged_in) {
        network_send(client, s, "PRIVMSG NickServ :CLAIM %s", h->claim);
        h->claim[0] = '\0';
    }
    if (!h->autojoin[0] && s->room[0]) {
        struct bytes rooms = {0};
        char room[NETWORK_TEXT];
        for (const char *at = s->room; next_room(&at, room, sizeof room);) {
            bytes_format(&rooms, "%s%s", rooms.len ? " " : "", room);
        }
        network_send(client, s, "SET server.autojoin :%s", bytes_string(&rooms));
        copy_text(h->autojoin, sizeof h->autojoin, bytes_string(&rooms));
        bytes_finish(&rooms);
    }
}

void arrive_ready(struct client *client, struct network *s, bool again)
{
    struct chat *server = network_open(client, s, CHAT_SERVER, network_name(s));
    chat_rename(server, network_name(s), s->isupport.casemap);
    handle_ask_metadata(client, s);
    s->closed = false;
    if (again) {
        int64_t seconds = (network_wall(client, s) - s->lost_at) / 1000;
        struct bytes time = {0};
        client_lasted(client, seconds, &time);
        for (int i = 0; i < s->chat_count; i++) {
            if (s->chats[i]->rejoin) {
                info_add(client, s->chats[i], ICON_PLUG, W_BACK_AT, "time", time.data, NULL);
            }
        }
        bytes_finish(&time);
        return;
    }
    client->screen = SCREEN_CHAT;
    s->entered = true;
    client->port->show(client, server);
    if (!s->password[0] && (s->caps & CAP(ACCOUNT_REGISTRATION))) {
        info_add(client, server, ICON_USER, W_NOT_YOURS_YET, "nick", s->nick, NULL);
    }
    const char *last = prefs_rooms(&client->prefs, s->address, s->wanted);
    copy_text(s->last, sizeof s->last, last ? last : "");
    network_visit(client, s, s->room[0] ? s->room : s->last);
    client_save(client);
    if (s->ours && !client->host_key[0]) { /* otherwise the console does */
        show_hosted(client, server);
    }
    join_rooms(client, s, s->ours && !s->room[0] ? s->last : s->room, true);
    s->landing = s->opening[0] || s->ours
                     ? LANDING_DONE
                     : LANDING_WAITS; /* the user who hosts is at the console */
    memory_list(client, s);
}

void arrive_land(struct client *client, struct network *s)
{
    if (s->landing != LANDING_WAITS || s->state != NETWORK_READY) {
        return;
    }
    if (s->last[0]) {
        s->landing = LANDING_DONE;
        join_rooms(client, s, s->last, true);
    } else {
        s->landing = LANDING_OFFERED;
        client->port->nowhere(client, s);
    }
}
