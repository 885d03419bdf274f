#include "client/view/view.h"

static void chat_screen(struct view *v)
{
    const struct app *app = v->app;
    draw_rect(v->d, (struct rect){0, 0, app->width, app->height}, C_PANEL);
    view_talk(v);
    view_topic(v);
    view_prompt(v);
    view_status(v);
    if (!v->f.chats_drawer && v->f.chats.w) {
        view_chats(v);
    }
    if (!v->f.people_drawer && v->f.people.w) {
        view_people(v);
    }
    view_search(v);
    if (app->drawer != DRAWER_NONE) {
        struct rect all = {0, 0, app->width, app->height};
        draw_rect(v->d, all, C_SCRIM);
        draw_hit(v->d, all, ACT_SCRIM, 0, NULL);
        if (app->drawer == DRAWER_CHATS) {
            view_chats(v);
        } else {
            view_people(v);
        }
    }
    if (app->switcher.open) {
        view_switcher(v);
    }
    if (app->directory.open) {
        view_directory(v);
    }
    if (app->picker.open) {
        view_picker(v);
    }
    if (app->menu.open) {
        view_menu(v);
    }
}

void view_screen(const struct app *app, struct draw *d)
{
    struct view v = {app, d, app->ruler, layout_frame(app)};
    draw_start(d);
    if (app->settings.open) {
        view_settings(&v);
    } else if (app->screen == SCREEN_LOGIN) {
        view_login(&v);
    } else {
        chat_screen(&v);
    }
}
