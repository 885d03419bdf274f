/* Settings on a real disk: written whole or not at all. */
#define _DEFAULT_SOURCE
#include "tests/unit/check_unit.h"

#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client/base/archive_row.h"
#include "client/sys/archive.h"
#include "client/sys/disk.h"
#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/error.h"

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
    char given[128], path[DISK_PATH], file[DISK_PATH + 16];
    struct error error;
    snprintf(given, sizeof given, "%s/a/b", folder);
    assert_true(disk_config_folder(given, path, &error)); /* with its parent folders */
    snprintf(file, sizeof file, "%s/x.ini", path);
    struct bytes none = {0};
    assert_false(disk_read(file, &none));
    assert_true(disk_write(file, "one", 3, &error));
    assert_true(disk_write(file, "three", 5, &error));
    content_is(file, "three");
    unlink(file);
    rmdir(path);
    *strrchr(given, '/') = '\0';
    rmdir(given);
}

static void a_refusal_leaves_what_was_there(void **state)
{
    (void)state;
    char file[128], beside[160];
    struct error error;
    snprintf(file, sizeof file, "%s/y.ini", folder);
    snprintf(beside, sizeof beside, "%s.new", file);
    assert_true(disk_write(file, "good", 4, &error));
    mkdir(beside, 0700); /* the new file cannot be created */
    assert_false(disk_write(file, "half", 4, &error));
    assert_true(strlen(error.text) > 0);
    content_is(file, "good");
    rmdir(beside);
    /* as on a full disk: the bytes cannot be written */
    struct rlimit before, little = {2, 2};
    getrlimit(RLIMIT_FSIZE, &before);
    little.rlim_max = before.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &little);
    assert_false(disk_write(file, "more than two", 13, &error));
    setrlimit(RLIMIT_FSIZE, &before);
    content_is(file, "good");
    assert_int_not_equal(access(beside, F_OK), 0);
    unlink(file);
}

static void the_usual_folder_follows_xdg(void **state)
{
    (void)state;
    char path[DISK_PATH], expected[128];
    struct error error;
    setenv("XDG_CONFIG_HOME", folder, 1);
    assert_true(disk_config_folder(NULL, path, &error));
    snprintf(expected, sizeof expected, "%s/tertulia", folder);
    assert_string_equal(path, expected);
    rmdir(path);
    unsetenv("XDG_CONFIG_HOME");
    setenv("HOME", folder, 1);
    assert_true(disk_config_folder(NULL, path, &error));
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

static void keep(struct archive *a, struct archive_row r)
{
    struct error error;
    assert_true(archive_keep(a, &r, &error));
}

static void conversations_outlive_the_program(void **state)
{
    (void)state;
    char path[128];
    struct error error;
    struct archive_answer out = {0};
    struct stat info;
    assert_non_null(mkdtemp(strcpy(folder, "/tmp/tertulia-disk-XXXXXX")));
    snprintf(path, sizeof path, "%s/history.db", folder);
    disk_make_private(path);
    struct archive *a = archive_open(path, &error);
    assert_non_null(a);
    const struct archive_row said = {.account = "me",
                                     .chat = "#a",
                                     .name = "#A",
                                     .nick = "bob",
                                     .time = 1000,
                                     .id = "one",
                                     .text = "coraz\xC3\xB3n\nin two lines"},
                             thumb = {.kind = ARCHIVE_REACTION,
                                      .account = "me",
                                      .chat = "#a",
                                      .nick = "me",
                                      .id = "one",
                                      .text = "\xF0\x9F\x91\x8D",
                                      .mine = true};
    struct archive_row row = said;
    keep(a, said);
    row.gap = true; /* the same message: only the gap is new */
    keep(a, row);
    keep(a, thumb);
    for (int i = 0; i < 2; i++) { /* without an id: kept once */
        keep(a, (struct archive_row){.account = "me",
                                     .chat = "#a",
                                     .name = "#A",
                                     .nick = "me",
                                     .time = 2000,
                                     .text = "waves",
                                     .action = true,
                                     .mine = true});
    }
    row = said;
    row.id = "two";
    row.time = 3000;
    keep(a, row);
    keep(a,
         (struct archive_row){.kind = ARCHIVE_REMOVAL, .account = "me", .chat = "#a", .id = "two"});
    row = said;
    row.account = "you";
    keep(a, row);
    keep(a, (struct archive_row){
                .kind = ARCHIVE_DRAFT, .account = "me", .chat = "#a", .text = "half\na word"});
    assert_true(archive_commit(a, &error));
    archive_close(a);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    a = archive_open(path, &error);
    struct archive_question all = {.account = "me", .chat = "#a", .time = INT64_MAX, .limit = 100};
    archive_recall(a, &all, &out);
    assert_int_equal(out.count, 4);
    assert_int_equal(out.rows[0]->kind, ARCHIVE_DRAFT);
    assert_string_equal(out.rows[0]->text, "half\na word");
    assert_string_equal(out.rows[1]->text, said.text);
    assert_string_equal(out.rows[1]->id, "one");
    assert_string_equal(out.rows[1]->name, "#A");
    assert_true(out.rows[1]->gap && !out.rows[1]->mine && !out.rows[1]->action);
    assert_int_equal(out.rows[2]->kind, ARCHIVE_REACTION);
    assert_string_equal(out.rows[2]->text, thumb.text);
    assert_true(out.rows[2]->mine);
    assert_string_equal(out.rows[3]->text, "waves");
    assert_true(out.rows[3]->action && out.rows[3]->mine && !out.rows[3]->id);
    archive_answer_finish(&out);
    struct archive_question words = {
        .account = "me", .chat = "", .from = "BOB", .words = "\"CORAZ", .limit = 10};
    archive_find(a, &words, &out);
    assert_int_equal(out.count, 1);
    assert_string_equal(out.rows[0]->id, "one");
    archive_answer_finish(&out);
    /* a room that gets another name: for us, with all that is its own, and it is still found */
    keep(a, (struct archive_row){
                .kind = ARCHIVE_RENAME, .account = "me", .chat = "#a", .id = "#B", .text = "#b"});
    archive_recall(a, &all, &out);
    assert_int_equal(out.count, 0);
    all.chat = "#b";
    archive_recall(a, &all, &out);
    assert_int_equal(out.count, 4);
    assert_string_equal(out.rows[1]->name, "#B");
    archive_answer_finish(&out);
    all.account = "you";
    archive_recall(a, &all, &out);
    assert_int_equal(out.count, 0);
    archive_find(a, &words, &out);
    assert_int_equal(out.count, 1);
    archive_answer_finish(&out);
    words.words = "\" \"";
    archive_find(a, &words, &out);
    words.account = "nobody";
    archive_list(a, &words, &out);
    assert_int_equal(out.count, 0);
    words.account = "me";
    archive_list(a, &words, &out);
    assert_int_equal(out.count, 1);
    assert_string_equal(out.rows[0]->name, "#B");
    archive_answer_finish(&out);
    archive_close(a);
    /* a file that is no archive, or a newer one, is left alone */
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL);
    sqlite3_close(db);
    assert_null(archive_open(path, &error));
    assert_non_null(strstr(error.text, "newer version"));
    remove_archive(path);
    assert_true(disk_write(path, "this is no such file at all, it is a text", 41, &error));
    assert_null(archive_open(path, &error));
    assert_non_null(strstr(error.text, "not a database"));
    remove_archive(path);
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
    char path[300], log[320], id[16], text[400];
    struct error error;
    struct archive_answer out = {0};
    snprintf(path, sizeof path, "%s/history.db", folder);
    snprintf(log, sizeof log, "%s-wal", path);
    struct archive *a = archive_open(path, &error);
    assert_non_null(a);
    for (int i = 0; i < 300; i++) {
        snprintf(id, sizeof id, "m%d", i);
        snprintf(text, sizeof text, "%s %d",
                 i == 7 ? "xylophonequartz 今天天气很好 Volldampfschiff" : "stays", i);
        keep(a, (struct archive_row){.account = "me",
                                     .chat = "#a",
                                     .name = "#a",
                                     .nick = "bob",
                                     .time = 1000 * i + 1,
                                     .id = id,
                                     .text = text});
    }
    assert_true(archive_commit(a, &error));
    struct archive_question words = {.account = "me", .chat = "", .from = "", .limit = 10};
    static const char *const found[] = {"天气", "dampf", "quartz", "xylo"};
    for (size_t i = 0; i < COUNT_OF(found); i++) {
        words.words = found[i];
        archive_find(a, &words, &out);
        assert_int_equal(out.count, 1);
        assert_string_equal(out.rows[0]->id, "m7");
        archive_answer_finish(&out);
    }
    archive_commit(a, &error);
    assert_true(file_has(path, "xylophone") || file_has(log, "xylophone"));
    keep(a,
         (struct archive_row){.kind = ARCHIVE_REMOVAL, .account = "me", .chat = "#a", .id = "m7"});
    for (int i = 0; i < 100 && archive_untended(a); i++) {
        archive_tend(a, false);
        archive_commit(a, &error);
    }
    assert_false(file_has(path, "xylophone"));
    assert_false(file_has(log, "xylophone"));
    words.words = "stays";
    archive_find(a, &words, &out);
    assert_int_equal(out.count, 10);
    assert_string_equal(out.rows[9]->text, "stays 299");
    archive_answer_finish(&out);
    archive_close(a);
    remove_archive(path);
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
