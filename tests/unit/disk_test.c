/* Settings on a real disk: written whole or not at all. */
#define _DEFAULT_SOURCE
#include "tests/unit/check_unit.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client/sys/disk.h"
#include "irc/bytes.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_and_replaces),
        cmocka_unit_test(a_refusal_leaves_what_was_there),
        cmocka_unit_test(the_usual_folder_follows_xdg),
    };
    return cmocka_run_group_tests(tests, make_folder, NULL);
}
