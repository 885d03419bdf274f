#include "client/chat/completions.h"

void completions_clear(struct complete *c)
{
    c->open = c->cycling = false;
    c->count = 0;
}
