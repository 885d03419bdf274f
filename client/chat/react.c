#include "client/chat/react.h"

#include <stdlib.h>
#include <string.h>

#include "client/chat/chat.h"
#include "client/text/text.h"
#include "irc/bytes.h"
#include "irc/check.h"

static void free_reaction(struct reaction *r)
{
    for (int i = 0; i < r->count; i++) {
        free(r->nicks[i]);
    }
    free(r->nicks);
}

void reactions_finish(struct line *line)
{
    for (int i = 0; i < line->reaction_count; i++) {
        free_reaction(&line->reactions[i]);
    }
    free(line->reactions);
    line->reactions = NULL;
    line->reaction_count = 0;
}

static bool give(struct line *line, struct reaction *r, enum casemap map, const char *nick,
                 const char *text, bool mine)
{
    for (int i = 0; r && i < r->count; i++) {
        if (names_equal(map, r->nicks[i], nick)) {
            return false;
        }
    }
    if (!r && line->reaction_count == REACTIONS_MAX) {
        return false;
    }
    if (!r) {
        line->reactions =
            xrealloc(line->reactions, (size_t)(line->reaction_count + 1) * sizeof *line->reactions);
        r = &line->reactions[line->reaction_count++];
        *r = (struct reaction){0};
        copy_text(r->text, sizeof r->text, text);
    }
    if (r->count == REACTORS_MAX) {
        return false;
    }
    r->nicks = xrealloc(r->nicks, (size_t)(r->count + 1) * sizeof *r->nicks);
    r->nicks[r->count++] = xstrdup(nick);
    r->mine |= mine;
    return true;
}

static bool take_back(struct line *line, struct reaction *r, enum casemap map, const char *nick,
                      bool mine)
{
    for (int i = 0; r && i < r->count; i++) {
        if (names_equal(map, r->nicks[i], nick)) {
            free(r->nicks[i]);
            r->nicks[i] = r->nicks[--r->count];
            r->mine = r->mine && !mine;
            if (r->count == 0) {
                free_reaction(r);
                size_t at = (size_t)(r - line->reactions);
                line->reaction_count--;
                memmove(r, r + 1, ((size_t)line->reaction_count - at) * sizeof *r);
            }
            return true;
        }
    }
    return false;
}

bool line_react(struct line *line, enum casemap map, const char *nick, const char *text, bool gives,
                bool mine)
{
    struct bytes clean = {0};
    text_clean(&clean, text);
    bool fits = clean.len > 0 && clean.len < REACTION_TEXT;
    struct reaction *r = NULL;
    for (int i = 0; fits && i < line->reaction_count && !r; i++) {
        r = strcmp(line->reactions[i].text, clean.data) == 0 ? &line->reactions[i] : NULL;
    }
    bool changed = fits && (gives ? give(line, r, map, nick, clean.data, mine)
                                  : take_back(line, r, map, nick, mine));
    bytes_finish(&clean);
    return changed;
}

/* --- before their line --- */

static void free_early(struct early_reaction *e)
{
    free(e->id);
    free(e->nick);
}

void early_finish(struct chat *c)
{
    for (int i = 0; i < c->early_count; i++) {
        free_early(&c->early[i]);
    }
    free(c->early);
    c->early = NULL;
    c->early_count = 0;
}

bool chat_react(struct chat *c, enum casemap map, const char *id, int64_t time, const char *nick,
                const char *text, bool gives, bool mine)
{
    int at = chat_find_id(c, id);
    if (at >= 0) {
        return line_react(c->lines[at], map, nick, text, gives, mine);
    }
    if (strlen(text) >= REACTION_TEXT || strlen(id) >= REACTION_ID) {
        return false;
    }
    if (c->early_count == EARLY_MAX) {
        free_early(&c->early[0]);
        memmove(c->early, c->early + 1, (EARLY_MAX - 1) * sizeof *c->early);
        c->early_count--;
    }
    c->early = xrealloc(c->early, (size_t)(c->early_count + 1) * sizeof *c->early);
    struct early_reaction *e =
        &c->early[c->early_count++]; /* sorted by time: pages come newest first */
    for (; e > c->early && e[-1].time > time; e--) {
        *e = e[-1];
    }
    *e = (struct early_reaction){
        .time = time, .id = xstrdup(id), .nick = xstrdup(nick), .gives = gives, .mine = mine};
    copy_text(e->text, sizeof e->text, text);
    return false;
}

void chat_rename_reactors(struct chat *c, enum casemap map, const char *from, const char *to)
{
    for (int i = 0; i < c->count; i++) {
        for (int k = 0; k < c->lines[i]->reaction_count; k++) {
            struct reaction *r = &c->lines[i]->reactions[k];
            for (int n = 0; n < r->count; n++) {
                if (names_equal(map, r->nicks[n], from)) {
                    free(r->nicks[n]);
                    r->nicks[n] = xstrdup(to);
                }
            }
        }
    }
}

void chat_react_early(struct chat *c, enum casemap map, struct line *line)
{
    int kept = 0;
    for (int i = 0; line->id && i < c->early_count; i++) {
        struct early_reaction *e = &c->early[i];
        if (strcmp(e->id, line->id) == 0) {
            line_react(line, map, e->nick, e->text, e->gives, e->mine);
            free_early(e);
        } else {
            c->early[kept++] = *e;
        }
    }
    c->early_count = line->id ? kept : c->early_count;
}
