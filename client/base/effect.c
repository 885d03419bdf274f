#include "client/base/effect.h"

#include <stdlib.h>

#include "irc/check.h"

void effect_add(struct effects *e, enum effect_kind kind, unsigned link, const char *text,
                int number)
{
    if (e->count == e->cap) {
        e->cap = e->cap ? e->cap * 2 : 16;
        e->list = xrealloc(e->list, (size_t)e->cap * sizeof *e->list);
    }
    e->list[e->count++] = (struct effect){
        .kind = kind, .text = text ? xstrdup(text) : NULL, .number = number, .link = link};
}

void effects_clear(struct effects *e)
{
    for (int i = 0; i < e->count; i++) {
        free(e->list[i].text);
    }
    e->count = 0;
}

void effects_finish(struct effects *e)
{
    effects_clear(e);
    free(e->list);
    *e = (struct effects){0};
}
