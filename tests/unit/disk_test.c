/* Settings on a real disk: written whole or not at all. */
#define _DEFAULT_SOURCE
#include "tests/unit/check_unit.h"

#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client/sys/archive.h"
#include "client/sys/disk.h"
#include "irc/bytes.h"
#include "irc/check.h"

static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/tertulia-disk-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static void content_is(const char *path, const char *expected)
{
    struct bytes text = {0};
    assert_true(disk_read(path, &text));
    assert_string_equal(bytes_string(&text), expected);
    bytes_finish(&text);
}

static void writes_and_replaces(void **state)
{
    (void)state;
    char given[128], path[DISK_PATH], file[DISK_PATH + 16], error[DISK_ERROR];
    snprintf(given, sizeof given, "%s/a/b", folder);
    assert_true(disk_config_folder(given, path, error)); /* the folders above it too */
    snprintf(file, sizeof file, "%s/x.ini", path);
    struct bytes none = {0};
    assert_false(disk_read(file, &none));
    assert_true(disk_write(file, "one", 3, error));
    assert_true(disk_write(file, "three", 5, error));
    content_is(file, "three");
    unlink(file);
    rmdir(path);
    *strrchr(given, '/') = '\0';
    rmdir(given);
}

static void a_refusal_leaves_what_was_there(void **state)
{
    (void)state;
    char file[128], beside[160], error[DISK_ERROR] = "";
    snprintf(file, sizeof file, "%s/y.ini", folder);
    snprintf(beside, sizeof beside, "%s.new", file);
    assert_true(disk_write(file, "good", 4, error));
    mkdir(beside, 0700); /* the new file cannot be made */
    assert_false(disk_write(file, "half", 4, error));
    assert_true(strlen(error) > 0);
    content_is(file, "good");
    rmdir(beside);
    /* as on a full disk: the bytes do not go in */
    struct rlimit before, little = {2, 2};
    getrlimit(RLIMIT_FSIZE, &before);
    little.rlim_max = before.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &little);
    assert_false(disk_write(file, "more than two", 13, error));
    setrlimit(RLIMIT_FSIZE, &before);
    content_is(file, "good");
    assert_int_not_equal(access(beside, F_OK), 0);
    unlink(file);
}

static void the_usual_folder_follows_xdg(void **state)
{
    (void)state;
    char path[DISK_PATH], error[DISK_ERROR], expected[128];
    setenv("XDG_CONFIG_HOME", folder, 1);
    assert_true(disk_config_folder(NULL, path, error));
    snprintf(expected, sizeof expected, "%s/tertulia", folder);
    assert_string_equal(path, expected);
    rmdir(path);
    unsetenv("XDG_CONFIG_HOME");
    setenv("HOME", folder, 1);
    assert_true(disk_config_folder(NULL, path, error));
    snprintf(expected, sizeof expected, "%s/.config/tertulia", folder);
    assert_string_equal(path, expected);
    rmdir(path);
    *strrchr(path, '/') = '\0';
    rmdir(path);
    rmdir(folder);
}

static void remove_archive(const char *path)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    char name[320];
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
}

static void conversations_outlive_the_program(void **state)
{
    (void)state;
    char path[128], error[ARCHIVE_ERROR];
    struct bytes out = {0};
    struct stat info;
    assert_non_null(mkdtemp(strcpy(folder, "/tmp/tertulia-disk-XXXXXX")));
    snprintf(path, sizeof path, "%s/history.db", folder);
    disk_make_private(path);
    struct archive *a = archive_open(path, error);
    assert_non_null(a);
    static const char *const lines[] = {
        "me\n#a\n@time=2026-11-21T10:00:00.000Z;msgid=one :bob PRIVMSG #A :coraz\xC3\xB3n",
        "me\n#a\n@time=2026-11-21T10:00:00.000Z;msgid=one;gap :bob PRIVMSG #A :coraz\xC3\xB3n",
        "me\n#a\n@mine;+reply=one;+react=\xF0\x9F\x91\x8D :me TAGMSG #A",
        "me\n#a\n@time=2026-11-21T10:00:01.000Z :me PRIVMSG #A :without an id",
        "me\n#a\n@time=2026-11-21T10:00:01.000Z :me PRIVMSG #A :without an id",
        "me\n#a\n@time=nonsense :me PRIVMSG #A :never",
        "me\n#a\n@time=2026-11-21T10:00:02.000Z;msgid=two :bob PRIVMSG #A :deleted",
        "me\n#a\nREDACT #A :two",
        "you\n#a\n@time=2026-11-21T10:00:00.000Z;msgid=one :bob PRIVMSG #A :somebody else's",
        "nothing",
    };
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        assert_true(archive_keep(a, lines[i], error));
    }
    assert_true(archive_commit(a, error));
    archive_close(a);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    a = archive_open(path, error);
    archive_recall(a, "me\n#a\n9223372036854775807\n100", &out);
    assert_string_equal(
        out.data, "#a\n"
                  "@time=2026-11-21T10:00:00.000Z;gap;msgid=one :bob PRIVMSG #A :coraz\xC3\xB3n\n"
                  "@mine;+reply=one;+react=\xF0\x9F\x91\x8D :me TAGMSG #A\n"
                  "@time=2026-11-21T10:00:01.000Z :me PRIVMSG #A :without an id\n");
    bytes_clear(&out);
    archive_find(a, "me\n\nBOB\n0\n10\n\"CORAZ", &out);
    assert_non_null(strstr(bytes_string(&out), "msgid=one"));
    bytes_clear(&out);
    archive_find(a, "me\n\n\n0\n10\n\" \"", &out);
    archive_list(a, "nobody\n", &out);
    assert_string_equal(bytes_string(&out), "");
    archive_close(a);
    /* what is no archive, or a later one, is left alone */
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL);
    sqlite3_close(db);
    assert_null(archive_open(path, error));
    assert_non_null(strstr(error, "newer version"));
    remove_archive(path);
    assert_true(disk_write(path, "this is no such file at all, it is a text", 41, error));
    assert_null(archive_open(path, error));
    assert_non_null(strstr(error, "not a database"));
    remove_archive(path);
    bytes_finish(&out);
}

/* Whether a file has these bytes. */
static bool file_has(const char *path, const char *bytes)
{
    FILE *file = fopen(path, "rb");
    size_t len = strlen(bytes);
    bool found = false;
    if (file) {
        static char data[1 << 22];
        size_t got = fread(data, 1, sizeof data, file);
        for (size_t at = 0; !found && at + len <= got; at++) {
            found = memcmp(data + at, bytes, len) == 0;
        }
        fclose(file);
    }
    return found;
}

static void what_is_deleted_is_gone_and_words_are_found_inside(void **state)
{
    (void)state;
    char path[300], log[320], error[ARCHIVE_ERROR], line[400];
    struct bytes out = {0};
    snprintf(path, sizeof path, "%s/history.db", folder);
    snprintf(log, sizeof log, "%s-wal", path);
    struct archive *a = archive_open(path, error);
    assert_non_null(a);
    for (int i = 0; i < 300; i++) {
        snprintf(line, sizeof line,
                 "me\n#a\n@time=2026-11-18T10:%02d:%02d.000Z;msgid=m%d :bob PRIVMSG #a :%s %d",
                 i / 60, i % 60, i,
                 i == 7 ? "xylophonequartz 今天天气很好 Volldampfschiff" : "stays", i);
        assert_true(archive_keep(a, line, error));
    }
    assert_true(archive_commit(a, error));
    static const char *const found[] = {"天气", "dampf", "quartz", "xylo"};
    for (size_t i = 0; i < COUNT_OF(found); i++) {
        bytes_clear(&out);
        snprintf(line, sizeof line, "me\n\n\n0\n10\n%s", found[i]);
        archive_find(a, line, &out);
        assert_non_null(strstr(bytes_string(&out), "msgid=m7"));
    }
    archive_commit(a, error);
    assert_true(file_has(path, "xylophone") || file_has(log, "xylophone"));
    assert_true(archive_keep(a, "me\n#a\n:bob REDACT #a m7", error));
    for (int i = 0; i < 100 && archive_untended(a); i++) {
        archive_tend(a, false);
        archive_commit(a, error);
    }
    assert_false(file_has(path, "xylophone"));
    assert_false(file_has(log, "xylophone"));
    bytes_clear(&out);
    archive_find(a, "me\n\n\n0\n10\nstays", &out);
    assert_non_null(strstr(bytes_string(&out), "stays 299"));
    archive_close(a);
    remove_archive(path);
    bytes_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_and_replaces),
        cmocka_unit_test(a_refusal_leaves_what_was_there),
        cmocka_unit_test(the_usual_folder_follows_xdg),
        cmocka_unit_test(conversations_outlive_the_program),
        cmocka_unit_test(what_is_deleted_is_gone_and_words_are_found_inside),
    };
    return cmocka_run_group_tests(tests, make_folder, NULL);
}
