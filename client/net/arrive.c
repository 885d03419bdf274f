/* A server has let us in, for the first time or again. */
#include "client/app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/net/errand.h"
#include "client/net/memory.h"
#include "irc/caps.h"
#include "irc/check.h"

/* The rooms of the login screen, with commas or spaces between them. */
static void join_first(const struct app *app, struct network *s)
{
    char server[NETWORK_TEXT + 8];
    network_server(s, server);
    for (const char *at = s->room; *at;) {
        char room[NETWORK_TEXT];
        at += strspn(at, ", ");
        size_t len = strcspn(at, ", ");
        bool plain = len > 0 && !strchr("#&+!", *at);
        snprintf(room, sizeof room, "%s%.*s", plain ? "#" : "", (int)len, at);
        at += len;
        if (len > 0) {
            errand_join(s, room, prefs_room_key(&app->prefs, server, room));
        }
        if (len > 0 && !s->opening[0]) {
            names_fold(s->isupport.casemap, s->opening, sizeof s->opening, room);
        }
    }
}

/* What others need to know to come here too: the server's own words. */
static void show_hosted(struct app *app, struct chat *c)
{
    const char *at = bytes_string(&app->hosted);
    if (*at) {
        app_info(app, c, ICON_BROADCAST, W_HOSTING, NULL);
    }
    for (; *at; at += strcspn(at, "\n"), at += *at == '\n') {
        size_t len = strcspn(at, "\n");
        /* addresses, the fingerprint, how to be its administrator */
        if (len > 2 && at[0] == ' ' && at[1] == ' ') {
            char *line = xstrndup(at + 2, len - 2);
            app_info_text(app, c, ICON_BROADCAST, line);
            free(line);
        }
    }
}

void arrive_ready(struct app *app, struct network *s, bool again)
{
    struct chat *server = network_open(app, s, CHAT_SERVER, network_name(s));
    chat_rename(server, network_name(s), s->isupport.casemap);
    if (again) {
        int64_t seconds = (network_wall(app, s) - s->lost_at) / 1000;
        char number[24];
        struct bytes time = {0};
        snprintf(number, sizeof number, "%d", (int)(seconds < 60 ? seconds : seconds / 60));
        words_fill(&time, app->lang, seconds < 60 ? W_SECONDS : W_MINUTES, "n", number, NULL);
        for (int i = 0; i < s->chat_count; i++) {
            if (s->chats[i]->rejoin) {
                app_info(app, s->chats[i], ICON_PLUG, W_BACK_AT, "time", time.data, NULL);
            }
        }
        bytes_finish(&time);
        return;
    }
    app->screen = SCREEN_CHAT;
    s->entered = true;
    panes_show(app, server);
    if (!s->password[0] && (s->caps & CAP(ACCOUNT_REGISTRATION))) {
        app_info(app, server, ICON_USER, W_NOT_YOURS_YET, "nick", s->nick, NULL);
    }
    prefs_visit(&app->prefs, s->address, s->wanted, s->room);
    app_save(app);
    if (s->ours && !app->host_key[0]) { /* otherwise the console does */
        show_hosted(app, server);
    }
    join_first(app, s);
    memory_list(app, s);
}
