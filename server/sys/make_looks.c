/* Writes the tables of server/core/precis.c: what characters look like (UTS #39), their scripts,
 * and which are invisible. Run when Tertulia is built; the data is Unicode's, from ICU. Nothing of
 * ICU is in the server. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

enum { LAST = 0x10FFFF, LOOK_MAX = 32, POOL_MAX = 65536 };

static UChar32 pool[POOL_MAX];
static int pooled;

/* What the data of confusables leaves out: "LATIN LETTER SMALL CAPITAL N" is an N. */
static UChar32 small_capital(UChar32 c)
{
    static const char prefix[] = "LATIN LETTER SMALL CAPITAL ";
    char name[128];
    UErrorCode error = U_ZERO_ERROR;
    u_charName(c, U_UNICODE_CHAR_NAME, name, sizeof name, &error);
    size_t len = sizeof prefix - 1;
    return U_SUCCESS(error) && strncmp(name, prefix, len) == 0 && !name[len + 1] ? name[len] : 0;
}

/* Writes the code points that `c` looks like to `out`; returns how many, 0: it looks like itself,
 * or has parts (in normal form D) that are looked at one by one. */
static int look_of(const USpoofChecker *checker, UChar32 c, UChar32 *out)
{
    UChar from[LOOK_MAX], parts[LOOK_MAX], to[LOOK_MAX];
    UErrorCode error = U_ZERO_ERROR;
    int32_t len = 0, made = 0;
    UBool wrong = false;
    out[0] = small_capital(c);
    if (out[0]) {
        return 1;
    }
    U16_APPEND(from, len, LOOK_MAX, c, wrong);
    int32_t part_len =
        unorm2_normalize(unorm2_getNFDInstance(&error), from, len, parts, LOOK_MAX, &error);
    int32_t to_len = wrong ? 0 : uspoof_getSkeleton(checker, 0, from, len, to, LOOK_MAX, &error);
    bool whole = part_len == len && u_memcmp(from, parts, len) == 0;
    if (U_FAILURE(error) || wrong || !whole || (to_len == len && u_memcmp(from, to, len) == 0)) {
        return 0;
    }
    for (int32_t at = 0; at < to_len;) {
        U16_NEXT(to, at, to_len, out[made]);
        made++;
    }
    return made;
}

/* Adds a run of code points, unless it is there already; returns its index. */
static int put_in_pool(const UChar32 *look, int len)
{
    for (int at = 0; at + len <= pooled; at++) {
        if (memcmp(pool + at, look, (size_t)len * sizeof *look) == 0) {
            return at;
        }
    }
    memcpy(pool + pooled, look, (size_t)len * sizeof *look);
    pooled += len;
    return pooled - len;
}

static void write_looks(void)
{
    UErrorCode error = U_ZERO_ERROR;
    USpoofChecker *checker = uspoof_open(&error);
    UChar32 look[LOOK_MAX];
    int longest = 0;
    puts("static const struct { uint32_t code; uint16_t at; uint8_t len; } looks[] = {");
    for (UChar32 c = 0x80; c <= LAST && pooled + LOOK_MAX < POOL_MAX; c++) {
        int len = u_isdefined(c) && !U_IS_SURROGATE(c) ? look_of(checker, c, look) : 0;
        longest = len > longest ? len : longest;
        if (len) {
            printf("    {0x%X, %d, %d},\n", (unsigned)c, put_in_pool(look, len), len);
        }
    }
    puts("};\n\nstatic const uint32_t look_pool[] = {");
    for (int i = 0; i < pooled; i++) {
        printf("%s0x%X,%s", i % 12 ? " " : "    ", (unsigned)pool[i],
               i % 12 == 11 || i + 1 == pooled ? "\n" : "");
    }
    printf("};\n\nenum { LOOK_LONGEST = %d }; /* code points */\n\n", longest);
    uspoof_close(checker);
}

static int script_of(UChar32 c)
{
    UErrorCode error = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript(c, &error);
    return script == USCRIPT_COMMON || script == USCRIPT_INHERITED || script == USCRIPT_UNKNOWN
               ? 0
               : (int)script;
}

static int is_unseen(UChar32 c)
{
    return u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

/* Writes runs of code points for which `of` returns the same, except 0. */
static void write_runs(const char *name, int (*of)(UChar32 c))
{
    printf("static const struct { uint32_t from, to; uint16_t is; } %s[] = {\n", name);
    int before = 0;
    UChar32 from = 0;
    for (UChar32 c = 0; c <= LAST + 1; c++) {
        int now = c <= LAST ? of(c) : 0;
        if (now != before && before) {
            printf("    {0x%X, 0x%X, %d},\n", (unsigned)from, (unsigned)c - 1, before);
        }
        from = now != before ? c : from;
        before = now;
    }
    puts("};\n");
}

int main(void)
{
    puts("/* Made by server/sys/make_looks.c from the data of Unicode " U_UNICODE_VERSION ". */");
    printf("enum { SCRIPT_LATIN = %d, SCRIPT_GREEK = %d, SCRIPT_CYRILLIC = %d, SCRIPT_HAN = %d, "
           "SCRIPT_HIRAGANA = %d,\n"
           "       SCRIPT_KATAKANA = %d, SCRIPT_HANGUL = %d, SCRIPT_BOPOMOFO = %d };\n\n",
           USCRIPT_LATIN, USCRIPT_GREEK, USCRIPT_CYRILLIC, USCRIPT_HAN, USCRIPT_HIRAGANA,
           USCRIPT_KATAKANA, USCRIPT_HANGUL, USCRIPT_BOPOMOFO);
    write_looks();
    write_runs("scripts", script_of);
    write_runs("unseen_runs", is_unseen);
    return ferror(stdout) || fflush(stdout) != 0;
}
