#pragma once
/* How much room words and controls take. */
#include "client/draw/draw.h"

enum { CHOICES_MOST = 10 }; /* side by side */

/* A setting in a line: its name and a note at the left, at the right what it is set with; which
 * stands below them where the words would be squeezed. All measures are from its top left. */
struct setting_line {
    int words_w;         /* of name and note */
    int name_y, note_y;  /* note_y: where the name ends, if there is no note */
    struct rect control; /* what it is set with */
    int h;
};

/* `least`: the height of one with a row for each; note: "" for none; control: w and h of what it is
 * set with. */
struct setting_line measure_setting(const struct ruler *ruler, const char *name, const char *note,
                                    int w, int least, struct rect control);

/* The height of a text in rows of at most `w`. */
int measure_paragraph(const struct ruler *ruler, enum type type, const char *text, int w);

/* How many characters of a fingerprint, in groups of four, stand in a row: it is read aloud, so no
 * group is cut. */
int measure_group_row(const struct ruler *ruler, enum type type, int w);

/* Choices side by side in a frame, in as many rows as `w` needs: where each is, from the frame's
 * top left, into `places` (NULL: not wanted); returns the frame, at 0, 0. */
struct rect measure_choices(const struct ruler *ruler, const char *const *labels, int count, int w,
                            struct rect *places);
