#include "client/base/effect.h"

#include <stdint.h>
#include <stdlib.h>

#include "client/base/archive_row.h"
#include "irc/check.h"

static bool asks(const struct effect *e)
{
    return e->kind == EFFECT_RECALL || e->kind == EFFECT_FIND || e->kind == EFFECT_LIST;
}

void effect_add(struct effects *e, const struct effect *effect)
{
    struct effect copy = *effect;
    copy.text = effect->text ? xstrdup(effect->text) : NULL;
    if (effect->kind == EFFECT_KEEP) {
        copy.row = archive_row_copy(effect->row);
    } else if (asks(effect)) {
        copy.question = archive_question_copy(effect->question);
    }
    if (e->count == e->cap) {
        e->cap = e->cap ? e->cap * 2 : 16;
        e->list = xrealloc(e->list, (size_t)e->cap * sizeof *e->list);
    }
    e->list[e->count++] = copy;
}

void effect_say(struct effects *e, enum effect_kind kind, const char *text)
{
    effect_add(e, &(struct effect){.kind = kind, .text = text});
}

void effects_clear(struct effects *e)
{
    for (int i = 0; i < e->count; i++) {
        struct effect *one = &e->list[i];
        free((void *)(uintptr_t)one->text);
        if (one->kind == EFFECT_KEEP) {
            free((void *)(uintptr_t)one->row);
        } else if (asks(one)) {
            free((void *)(uintptr_t)one->question);
        }
    }
    e->count = 0;
}

void effects_finish(struct effects *e)
{
    effects_clear(e);
    free(e->list);
    *e = (struct effects){0};
}
