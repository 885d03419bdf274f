#include "client/words.h"

#include <stdarg.h>
#include <string.h>

static const char *const texts[W_COUNT][LANG_COUNT] = {
#define WORD_TEXT(key, en, es) {en, es},
    WORD_LIST(WORD_TEXT)
#undef WORD_TEXT
};

const char *words_text(enum lang lang, enum word key)
{
    return texts[key][lang];
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

void words_fill(struct bytes *out, enum lang lang, enum word key, ...)
{
    const char *at = words_text(lang, key);
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
        va_start(args, key);
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

enum lang words_lang(const char *locale)
{
    return strncmp(locale, "es", 2) == 0 ? LANG_ES : LANG_EN;
}

const char *words_weekday(enum lang lang, int weekday)
{
    static const char *const days[LANG_COUNT][7] = {
        {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
        {"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
    };
    return days[lang][weekday];
}

const char *words_month(enum lang lang, int month)
{
    static const char *const months[LANG_COUNT][12] = {
        {"January", "February", "March", "April", "May", "June", "July", "August", "September",
         "October", "November", "December"},
        {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
         "octubre", "noviembre", "diciembre"},
    };
    return months[lang][month - 1];
}
