#include "client/layout/measure.h"

#include <string.h>

#include "client/text/wrap.h"

enum { WORDS_LEAST = 180, CONTROL_SMALL = 140 };

int measure_paragraph(const struct ruler *ruler, enum type type, const char *text, int w)
{
    struct wrap_row row;
    struct wrap_run run = {0, strlen(text), type};
    return wrap_text(ruler, text, run.end, &run, 1, w, &row, 1) * type_styles[type].line;
}

int measure_group_row(const struct ruler *ruler, enum type type, int w)
{
    enum { GROUP = 5, GROUPS = 8 };
    int groups = GROUPS, group = ruler_width(ruler, type, "0000 "),
        space = group - ruler_width(ruler, type, "0000");
    while (groups > 1 && groups * group - space > w) {
        groups /= 2;
    }
    return groups * GROUP - 1;
}

struct setting_line measure_setting(const struct ruler *ruler, const char *name, const char *note,
                                    int w, int least, struct rect control)
{
    int beside = w - control.w - S4;
    bool below = beside < WORDS_LEAST && control.w > CONTROL_SMALL;
    int words_w = below ? w : beside;
    int name_h = measure_paragraph(ruler, TYPE_BODY, name, words_w);
    int note_h = note[0] ? measure_paragraph(ruler, TYPE_SMALL, note, words_w) : 0;
    int pad = (least - LINE_H - (note[0] ? LABEL_H : 0)) / 2;
    struct setting_line l = {words_w, pad, pad + name_h, control, 2 * pad + name_h + note_h};
    l.h = l.h < least ? least : l.h;
    l.control.x = below ? 0 : w - control.w;
    l.control.y = below ? l.h - pad + S2 : (l.h - control.h) / 2;
    l.h += below ? S2 + control.h + S1 : 0;
    return l;
}

struct rect measure_choices(const struct ruler *ruler, const char *const *labels, int count, int w,
                            struct rect *places)
{
    enum { EACH_H = BUTTON_SMALL_H - 2 };
    int x = 1, y = 1, right = 0;
    for (int i = 0; i < count; i++) {
        int needs = ruler_width(ruler, TYPE_LABEL, labels[i]) + 2 * S3;
        if (x > 1 && x + needs + 1 > w) {
            x = 1;
            y += EACH_H;
        }
        if (places) {
            places[i] = (struct rect){x, y, needs, EACH_H};
        }
        x += needs;
        right = x > right ? x : right;
    }
    return (struct rect){0, 0, right + 1, y + EACH_H + 1};
}
