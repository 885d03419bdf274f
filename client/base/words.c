#include "client/base/words.h"

#include <stdarg.h>
#include <string.h>

#include "irc/check.h"

static const struct words english = {
    "en",
    {
#define WORD_TEXT(key, en, es) (en), // parenthesized: one text, even if written over several lines
        WORD_LIST(WORD_TEXT)
#undef WORD_TEXT
    },
    {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
    {"January", "February", "March", "April", "May", "June", "July", "August", "September",
     "October", "November", "December"}};

static const struct words spanish = {
    "es",
    {
#define WORD_TEXT(key, en, es) (es),
        WORD_LIST(WORD_TEXT)
#undef WORD_TEXT
    },
    {"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
    {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
     "octubre", "noviembre", "diciembre"}};

static const char *const keys[W_COUNT] = {
#define WORD_KEY(key, en, es) #key,
    WORD_LIST(WORD_KEY)
#undef WORD_KEY
};

const struct words *words_english(void)
{
    return &english;
}
const struct words *words_spanish(void)
{
    return &spanish;
}

const char *words_text(const struct words *w, enum word key)
{
    return w->texts[key];
}

static const char *find_value(const char *name, size_t len, va_list args)
{
    const char *key;
    while ((key = va_arg(args, const char *))) {
        const char *value = va_arg(args, const char *);
        if (strlen(key) == len && memcmp(key, name, len) == 0) {
            return value;
        }
    }
    return NULL;
}

void words_fill(struct bytes *out, const struct words *w, enum word key, ...)
{
    va_list args;
    va_start(args, key);
    words_vfill(out, w, key, args);
    va_end(args);
}

void words_vfill(struct bytes *out, const struct words *w, enum word key, va_list all)
{
    const char *at = words_text(w, key);
    while (*at) {
        size_t plain = strcspn(at, "{");
        bytes_add(out, at, plain);
        at += plain;
        const char *close = strchr(at, '}');
        if (!close) {
            bytes_text(out, at);
            return;
        }
        va_list args;
        va_copy(args, all);
        const char *value = find_value(at + 1, (size_t)(close - at - 1), args);
        va_end(args);
        if (value) {
            bytes_text(out, value);
        } else {
            bytes_add(out, at, (size_t)(close - at + 1));
        }
        at = close + 1;
    }
}

const struct words *words_of(const char *locale)
{
    return strncmp(locale, "es", 2) == 0 ? &spanish : &english;
}

const char *words_weekday(const struct words *w, int weekday)
{
    return w->days[weekday];
}

const char *words_month(const struct words *w, int month)
{
    return w->months[month - 1];
}

/* --- language files --- */

static void read_list(const char **out, int count, char *value)
{
    for (int i = 0; i < count && *value; i++) {
        size_t len = strcspn(value, ",");
        out[i] = value;
        value += len;
        if (*value) {
            *value++ = '\0';
        }
        value += strspn(value, " ");
    }
}

static void read_line(struct words *w, char *line)
{
    char *sign = strstr(line, " = ");
    if (!sign || line[0] == '#') {
        return;
    }
    *sign = '\0';
    char *value = sign + 3;
    if (strcmp(line, "DAYS") == 0) {
        read_list(w->days, 7, value);
    } else if (strcmp(line, "MONTHS") == 0) {
        read_list(w->months, 12, value);
    }
    for (int i = 0; i < W_COUNT && *value; i++) {
        w->texts[i] = strcmp(keys[i], line) == 0 ? value : w->texts[i];
    }
}

void words_read(struct words *w, const char *code, char *text)
{
    *w = english;
    copy_text(w->code, sizeof w->code, code);
    for (char *next; *text; text = next) {
        next = text + strcspn(text, "\r\n");
        while (*next == '\r' || *next == '\n') {
            *next++ = '\0';
        }
        read_line(w, text);
    }
}

static void write_list(struct bytes *out, const char *key, const char *const *list, int count)
{
    bytes_format(out, "%s = ", key);
    for (int i = 0; i < count; i++) {
        bytes_format(out, "%s%s", i ? ", " : "", list[i]);
    }
    bytes_char(out, '\n');
}

void words_write(const struct words *w, struct bytes *out)
{
    bytes_text(
        out,
        "# The texts of tertulia. What stands in {braces} is filled in, and stays as it is.\n");
    write_list(out, "DAYS", w->days, 7);
    write_list(out, "MONTHS", w->months, 12);
    for (int i = 0; i < W_COUNT; i++) {
        bytes_format(out, "%s = %s\n", keys[i], w->texts[i]);
    }
}
