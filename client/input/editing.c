#include "client/input/editing.h"

#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/event.h"
#include "client/input/keymap.h"
#include "client/input/select.h"
#include "client/text/edit.h"
#include "irc/check.h"

enum edit_does { MOVES, DELETES, MARKS_ALL, COPIES, CUTS, PASTES, UNDOES, REDOES };

/* These cannot be rebound. */
static const struct {
    int key;
    enum edit_does does;
    enum edit_move move;
} fixed[] = {
    {KEY_LEFT, MOVES, EDIT_LEFT},        {KEY_RIGHT, MOVES, EDIT_RIGHT},
    {KEY_HOME, MOVES, EDIT_LINE_START},  {KEY_END, MOVES, EDIT_LINE_END},
    {KEY_BACKSPACE, DELETES, EDIT_LEFT}, {KEY_DELETE, DELETES, EDIT_RIGHT},
};

static const struct {
    enum edit_does does;
    enum edit_move move; /* of MOVES, which select with Shift, and DELETES */
} edits[KEYMAP_COUNT] = {
    [KEYMAP_WORD_LEFT] = {MOVES, EDIT_WORD_LEFT},
    [KEYMAP_WORD_RIGHT] = {MOVES, EDIT_WORD_RIGHT},
    [KEYMAP_DELETE_WORD_LEFT] = {DELETES, EDIT_WORD_LEFT},
    [KEYMAP_DELETE_WORD_RIGHT] = {DELETES, EDIT_WORD_RIGHT},
    [KEYMAP_MARK_ALL] = {MARKS_ALL, EDIT_LEFT},
    [KEYMAP_COPY] = {COPIES, EDIT_LEFT},
    [KEYMAP_CUT] = {CUTS, EDIT_LEFT},
    [KEYMAP_PASTE] = {PASTES, EDIT_LEFT},
    [KEYMAP_UNDO] = {UNDOES, EDIT_LEFT},
    [KEYMAP_REDO] = {REDOES, EDIT_LEFT},
    [KEYMAP_REDO_2] = {REDOES, EDIT_LEFT},
};

void editing_copy(struct app *app, struct edit *e, bool cut)
{
    size_t len;
    const char *text = edit_selection(e, &len);
    struct bytes copy = {0};
    if (len == 0 && !cut && select_is_on(app)) {
        select_text(app, &copy);
        effect_say(&app->client.effects, EFFECT_COPY, copy.data);
        bytes_finish(&copy);
    } else if (len > 0) {
        bytes_add(&copy, text, len);
        effect_say(&app->client.effects, EFFECT_COPY, copy.data);
        bytes_finish(&copy);
        if (cut) {
            edit_delete(e, EDIT_LEFT);
        }
    }
}

static void edit_do(struct app *app, struct edit *e, enum edit_does does, enum edit_move move,
                    bool shift)
{
    switch (does) {
    case MOVES: edit_move(e, move, shift); break;
    case DELETES: edit_delete(e, move); break;
    case MARKS_ALL: edit_select_all(e); break;
    case COPIES:
    case CUTS: editing_copy(app, e, does == CUTS); break;
    case PASTES: effect_say(&app->client.effects, EFFECT_PASTE, ""); break;
    case UNDOES: edit_undo(e); break;
    case REDOES: edit_redo(e); break;
    }
}

bool editing_key(struct app *app, struct edit *e, int key, unsigned mods)
{
    unsigned bare = mods & ~(unsigned)MOD_SHIFT;
    for (size_t i = 0; !bare && i < COUNT_OF(fixed); i++) {
        if (fixed[i].key == key) {
            edit_do(app, e, fixed[i].does, fixed[i].move, mods);
            return true;
        }
    }
    for (enum keymap id = KEYMAP_WORD_LEFT; id < KEYMAP_COUNT; id++) {
        bool shift_too = edits[id].does <= DELETES;
        if (keymap_is(app, id, key, shift_too ? bare : mods)) {
            edit_do(app, e, edits[id].does, edits[id].move, mods & MOD_SHIFT);
            return true;
        }
    }
    return false;
}
