#include "client/input/keymap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/event.h"
#include "client/base/prefs.h"
#include "irc/check.h"
#include "irc/names.h"

static const struct key_row rows[KEYMAP_COUNT] = {
#define KEYMAP_ROW(id, name, keys, words) {name, keys, words},
    KEYMAP_PROGRAM(KEYMAP_ROW) KEYMAP_EDITING(KEYMAP_ROW)
#undef KEYMAP_ROW
};

static const struct {
    const char *name; /* in the settings file */
    int key;
    enum word cap; /* W_COUNT: the same as the name */
} names[] = {{"Enter", KEY_ENTER, W_KEYCAP_ENTER},
             {"Tab", KEY_TAB, W_COUNT},
             {"Esc", KEY_ESCAPE, W_COUNT},
             {"Backspace", KEY_BACKSPACE, W_KEYCAP_BACKSPACE},
             {"Del", KEY_DELETE, W_KEYCAP_DEL},
             {"Left", KEY_LEFT, W_KEYCAP_LEFT},
             {"Right", KEY_RIGHT, W_KEYCAP_RIGHT},
             {"Up", KEY_UP, W_KEYCAP_UP},
             {"Down", KEY_DOWN, W_KEYCAP_DOWN},
             {"Home", KEY_HOME, W_KEYCAP_HOME},
             {"End", KEY_END, W_KEYCAP_END},
             {"Page Up", KEY_PAGE_UP, W_KEYCAP_PAGE_UP},
             {"Page Down", KEY_PAGE_DOWN, W_KEYCAP_PAGE_DOWN},
             {"Menu", KEY_MENU, W_KEYCAP_MENU},
             {"Space", ' ', W_KEYCAP_SPACE}};

static const struct {
    const char *name, *apple; /* as macOS calls it */
    unsigned mod;
} mods_of[] = {
    {"Ctrl ", "Cmd ", MOD_CTRL}, {"Alt ", "Option ", MOD_ALT}, {"Shift ", "Shift ", MOD_SHIFT}};

/* "Ctrl Shift N"; false: not a key. */
static bool parse_keys(const char *text, int *key, unsigned *mods)
{
    *mods = 0;
    for (size_t i = 0; i < COUNT_OF(mods_of); i++) {
        size_t len = strlen(mods_of[i].name);
        if (strncmp(text, mods_of[i].name, len) == 0) {
            *mods |= mods_of[i].mod;
            text += len;
        }
    }
    int number = text[0] == 'F' && text[1] ? (int)strtol(text + 1, NULL, 10) : 0;
    *key = number > 0 && number <= 12 ? KEY_F1 + number - 1
           : text[0] && !text[1]      ? names_fold_char(CASEMAP_ASCII, text[0])
                                      : 0;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        *key = strcmp(names[i].name, text) == 0 ? names[i].key : *key;
    }
    return *key != 0;
}

void keymap_write(int key, unsigned mods, char *out)
{
    char name[16] = {0};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (names[i].key == key) {
            copy_text(name, sizeof name, names[i].name);
        }
    }
    if (!name[0] && key >= KEY_F1 && key <= KEY_F12) {
        snprintf(name, sizeof name, "F%d", key - KEY_F1 + 1);
    } else if (!name[0]) {
        name[0] = (char)(key >= 'a' && key <= 'z' ? key - 32 : key);
    }
    snprintf(out, KEYMAP_TEXT, "%s%s%s%s", mods & MOD_CTRL ? "Ctrl " : "",
             mods & MOD_ALT ? "Alt " : "", mods & MOD_SHIFT ? "Shift " : "", name);
}

void keymap_caps(const struct app *app, const char *keys, char *out)
{
    const struct words *lang = app->client.lang;
    *out = '\0';
    for (size_t used = 0, i = 0; i < COUNT_OF(mods_of); i++, used = strlen(out)) {
        size_t len = strlen(mods_of[i].name);
        if (strncmp(keys, mods_of[i].name, len) == 0) {
            bool shift = mods_of[i].mod == MOD_SHIFT;
            const char *name = app->client.apple ? mods_of[i].apple : mods_of[i].name;
            snprintf(out + used, KEYMAP_TEXT - used, shift ? "%s " : "%s",
                     shift ? words_text(lang, W_KEYCAP_SHIFT) : name);
            keys += len;
        }
    }
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (names[i].cap != W_COUNT && strcmp(keys, names[i].name) == 0) {
            keys = words_text(lang, names[i].cap);
        }
    }
    size_t used = strlen(out);
    snprintf(out + used, KEYMAP_TEXT - used, "%s", keys);
}

const struct key_row *keymap_at(int index)
{
    size_t at = 0;
    while (at < KEYMAP_COUNT && (rows[at].words == W_COUNT || index-- > 0)) {
        at++;
    }
    return at < KEYMAP_COUNT ? &rows[at] : NULL;
}

const char *keymap_of(const struct app *app, const struct key_row *row)
{
    const char *chosen = prefs_keys(&app->client.prefs, row->name);
    return chosen ? chosen : row->keys;
}

const char *keymap_keys(const struct app *app, enum keymap id)
{
    return keymap_of(app, &rows[id]);
}

bool keymap_is(const struct app *app, enum keymap id, int key, unsigned mods)
{
    int its;
    unsigned its_mods;
    return parse_keys(keymap_keys(app, id), &its, &its_mods) && its == key && its_mods == mods;
}

void keymap_choose(struct app *app, const struct key_row *row, const char *keys)
{
    const struct key_row *other;
    for (int i = 0; keys && (other = keymap_at(i)); i++) { /* no key has two functions */
        if (other != row && strcmp(keymap_of(app, other), keys) == 0) {
            prefs_set_keys(&app->client.prefs, other->name, "");
        }
    }
    bool own = keys && strcmp(keys, row->keys) == 0;
    prefs_set_keys(&app->client.prefs, row->name, own ? NULL : keys);
    client_save(&app->client);
}
