#pragma once
/* Icons as shapes on a grid of 20 (assets/icons.txt), rendered at any size. */
#include <stdbool.h>
#include <stdint.h>

/* clang-format off */
#define ICON_LIST(X)                                                                              \
    X(HASH, "hash") X(LOCK, "lock") X(LOCK_OPEN, "lock-open") X(SEARCH, "search")                 \
    X(USERS, "users") X(USER, "user") X(AT, "at") X(BELL, "bell") X(BELL_OFF, "bell-off")         \
    X(GEAR, "gear") X(PLUS, "plus") X(CLOSE, "close") X(CHECK, "check")                           \
    X(CHEVRON_DOWN, "chevron-down") X(CHEVRON_RIGHT, "chevron-right")                             \
    X(CHEVRON_UP, "chevron-up") X(ARROW_LEFT, "arrow-left") X(ARROW_RIGHT, "arrow-right")         \
    X(ARROW_DOWN, "arrow-down") X(ENTER_LEAVE, "enter-leave") X(REPLY, "reply")                   \
    X(SMILE, "smile") X(ATTACH, "attach") X(SEND, "send") X(FILE, "file") X(IMAGE, "image")       \
    X(DOWNLOAD, "download") X(COPY, "copy") X(PIN, "pin") X(CLOCK, "clock")                       \
    X(WARNING, "warning") X(INFO, "info") X(MOON, "moon") X(SUN, "sun")                           \
    X(CONTRAST, "contrast") X(REFRESH, "refresh") X(SERVER, "server")                             \
    X(BROADCAST, "broadcast") X(MENU, "menu") X(MORE, "more") X(EDIT, "edit")                     \
    X(TRASH, "trash") X(KICK, "kick") X(MESSAGE, "message") X(CODE, "code") X(EYE, "eye")         \
    X(SHIELD, "shield") X(LINK, "link") X(CALENDAR, "calendar") X(STOP, "stop")                   \
    X(KEYBOARD, "keyboard") X(EXPAND, "expand") X(POWER, "power") X(PLUG, "plug")                 \
    X(FOLDER, "folder") X(MEGAPHONE, "megaphone") X(BAN, "ban") X(KEY, "key")                      \
    X(MESSAGE_OFF, "message-off") X(USER_PLUS, "user-plus") X(EXIT, "exit")                       \
    X(LAPTOP, "laptop")
/* clang-format on */

enum icon {
#define ICON_ID(id, name) ICON_##id,
    ICON_LIST(ICON_ID)
#undef ICON_ID
        ICON_COUNT
};

const char *icon_name(enum icon icon);

/* Draws the icon as coverage (0 to 255) into size x size bytes. `shapes` is assets/icons.txt. False
 * when it has no such icon. */
bool icon_draw(const char *shapes, enum icon icon, int size, uint8_t *out);

/* The top left quarter of a disc of `radius` px, as coverage into radius x radius bytes; with
 * `inner` > 0 only the ring outside that radius around the same centre. */
void icon_corner(int radius, int inner, uint8_t *out);
