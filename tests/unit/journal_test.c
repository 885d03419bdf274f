#define _DEFAULT_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "irc/error.h"
#include "server/core/history.h"
#include "server/log.h"
#include "server/store.h"
#include "server/store/journal.h"
#include "server/store/sql.h"
#include "tests/unit/check_unit.h"

static char path[64], folder[32];

void log_line(enum log_level level, const char *format, ...)
{
    (void)level, (void)format;
}

static int new_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/tertulia-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/j", folder);
    return 0;
}

static int old_folder(void **state)
{
    static const char *const files[] = {
        "j",          "s.db",       "s.db-wal",       "s.db-shm",
        "s.db-turns", "s.db-words", "s.db-words-wal", "s.db-words-shm"};
    char file[80];
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(file, sizeof file, "%s/%s", folder, files[i]);
        remove(file);
    }
    return rmdir(folder);
}

static struct record said(int64_t seq, const char *body)
{
    return (struct record){.seq = seq,
                           .time = 1000 + seq,
                           .kind = RECORD_MESSAGE,
                           .place = "#cafe",
                           .msgid = "m",
                           .sender = "ana",
                           .tags = "",
                           .body = body};
}

static int count(struct journal *j, enum journal_half half)
{
    struct record r;
    int n = 0;
    for (uint32_t at = 0; journal_next(j, half, &at, &r); n++) {
    }
    return n;
}

static void what_was_added_is_there_again(void **state)
{
    (void)state;
    struct record r = said(7, ":ana!a@b PRIVMSG #cafe :hola"), got;
    uint32_t at = 0;
    struct journal *j = journal_open(path);
    assert_true(journal_is_empty(j));
    r.lines = " uno\n+dos";
    assert_true(journal_add(j, &r));
    journal_close(j); /* as when the process ends: nothing is cleared */
    j = journal_open(path);
    assert_true(journal_next(j, JOURNAL_WRITTEN, &at, &got));
    assert_int_equal(got.seq, 7);
    assert_int_equal(got.time, 1007);
    assert_int_equal(got.kind, RECORD_MESSAGE);
    assert_string_equal(got.body, r.body);
    assert_string_equal(got.lines, r.lines);
    assert_null(got.account);
    assert_false(journal_next(j, JOURNAL_WRITTEN, &at, &got));
    journal_close(j);
}

static void one_half_is_moved_while_the_other_grows(void **state)
{
    (void)state;
    struct record r = said(1, "uno");
    struct journal *j = journal_open(path);
    assert_false(journal_turn(j));
    assert_true(journal_add(j, &r));
    assert_true(journal_turn(j));
    assert_true(journal_add(j, &r));
    assert_true(journal_turn(j)); /* the first is not moved yet */
    assert_int_equal(count(j, JOURNAL_MOVED), 1);
    assert_int_equal(count(j, JOURNAL_WRITTEN), 1);
    journal_clear(j, JOURNAL_MOVED);
    assert_false(journal_is_empty(j));
    assert_true(journal_turn(j));
    journal_clear(j, JOURNAL_MOVED);
    assert_true(journal_is_empty(j));
    journal_close(j);
}

/* Corrupts every byte of the second entry in turn: the first stays, and nothing is made up. */
static void what_is_broken_is_not_there(void **state)
{
    (void)state;
    struct record r = said(1, "la primera"), second = said(2, "la segunda");
    struct journal *j = journal_open(path);
    assert_true(journal_add(j, &r));
    assert_true(journal_add(j, &second));
    journal_close(j);
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    char all[400], broken;
    assert_int_equal(fread(all, 1, sizeof all, file), sizeof all);
    uint32_t len;
    memcpy(&len, all + 16,
           sizeof len); /* the second begins after the half's top and the first entry */
    for (size_t at = 16 + 8 + len; at < 16 + 8 + len + 8 + len; at++) {
        broken = (char)(all[at] ^ 0x55);
        fseek(file, (long)at, SEEK_SET);
        fwrite(&broken, 1, 1, file);
        fflush(file);
        j = journal_open(path);
        assert_int_equal(count(j, JOURNAL_WRITTEN), 1);
        journal_close(j);
        fseek(file, (long)at, SEEK_SET);
        fwrite(all + at, 1, 1, file);
        fflush(file);
    }
    fclose(file);
    j = journal_open(path);
    assert_int_equal(count(j, JOURNAL_WRITTEN), 2);
    journal_close(j);
}

static void a_full_one_says_so(void **state)
{
    (void)state;
    struct record r = said(1, "una de muchas, con algunas palabras más para que llene");
    struct journal *j = journal_open(path);
    int added = 0;
    while (journal_add(j, &r)) {
        added++;
    }
    assert_true(added > 10000);
    assert_true(journal_is_filling(j));
    assert_int_equal(count(j, JOURNAL_WRITTEN), added);
    journal_turn(j);
    assert_true(journal_add(j, &r));
    journal_close(j);
}

static void seen(void *context, const struct record *r)
{
    char *out = context;
    snprintf(out + strlen(out), 200 - strlen(out), "%s|", r->body);
}

/* A store that ends midway, and its copy that starts again; duplicate records become one. */
static void a_store_takes_over_what_an_end_left(void **state)
{
    (void)state;
    char file[80], turns[96], copy[96], all[200] = "", command[300];
    struct error error;
    snprintf(file, sizeof file, "%s/s.db", folder);
    snprintf(turns, sizeof turns, "%s-turns", file);
    snprintf(copy, sizeof copy, "%s/j", folder);
    struct store *s = store_open(file, &error);
    assert_non_null(s);
    struct record one = said(0, "uno"), two = said(0, "dos");
    assert_true(store_add_record(s, &one));
    assert_true(store_add_record(s, &two));
    snprintf(command, sizeof command, "cp %s %s", turns, copy); /* what kill -9 would leave */
    assert_int_equal(system(command), 0);
    store_close(s); /* moves them, and clears */
    assert_true(journal_await(turns, 0));
    assert_int_equal(rename(copy, turns), 0);
    assert_false(journal_await(turns, 0));
    s = store_open(file, &error);
    assert_non_null(s);
    assert_true(journal_await(turns, 0));
    struct record three = said(0, "tres");
    assert_true(store_add_record(s, &three));
    store_each_record(s, "#cafe", seen, all);
    assert_string_equal(all, "uno|dos|tres|");
    store_close(s);
}

static struct store *new_store(struct store **side)
{
    char file[80];
    struct error error;
    snprintf(file, sizeof file, "%s/s.db", folder);
    struct store *s = store_open(file, &error);
    assert_non_null(s);
    *side = store_open_side(s, &error);
    assert_non_null(*side);
    return s;
}

static void only_who_asks_for_records_moves_them(void **state)
{
    (void)state;
    struct store *side, *s = new_store(&side);
    struct record one = said(0, "uno"), found;
    assert_true(store_add_record(s, &one));
    assert_true(store_set_marker(s, "ana", "#cafe", 1));
    assert_true(store_commit(s));
    assert_false(journal_is_empty(s->journal));
    assert_true(store_find_record(s, "#cafe", "m", &found));
    assert_true(store_commit(s));
    assert_true(journal_is_empty(s->journal));
    store_close(s);
}

static struct store *writes;
static pthread_t writer;
static int rests, left_when_written;

static void *write_something(void *context)
{
    (void)context;
    assert_true(store_set_marker(writes, "ana", "#cafe", 5));
    left_when_written = !journal_is_empty(writes->journal);
    assert_true(store_commit(writes));
    return NULL;
}

/* In the first pause a writer arrives that must not wait for all of it. */
static void somebody_comes(void *context)
{
    (void)context;
    if (rests++ == 0) {
        pthread_create(&writer, NULL, write_something, NULL);
        while (!atomic_load(&writes->awaited)) {
            sched_yield();
        }
    }
}

static void who_waits_goes_before_the_side(void **state)
{
    (void)state;
    enum { MANY = 20 * SQL_PIECE };
    struct store *side, *s = writes = new_store(&side);
    struct record one = said(0, "uno");
    int64_t seqs[MANY + 1];
    for (int i = 0; i < MANY; i++) {
        assert_true(store_add_record(s, &one));
    }
    rests = 0;
    store_set_rest(side, somebody_comes, NULL);
    assert_true(store_settle(side));
    pthread_join(writer, NULL);
    assert_true(rests > 1 && rests <= MANY / SQL_PIECE);
    assert_true(left_when_written);
    assert_true(journal_is_empty(s->journal));
    struct history_query all = {.place = "#cafe",
                                .before = {.time = INT64_MAX, .seq = INT64_MAX},
                                .kinds = RECORD_MESSAGE,
                                .limit = MANY + 1};
    assert_int_equal(store_find_records(side, &all, seqs), MANY); /* none lost, none twice */
    assert_int_equal(store_marker(side, "ana", "#cafe"), 5);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_added_is_there_again, new_folder, old_folder),
        cmocka_unit_test_setup_teardown(one_half_is_moved_while_the_other_grows, new_folder,
                                        old_folder),
        cmocka_unit_test_setup_teardown(what_is_broken_is_not_there, new_folder, old_folder),
        cmocka_unit_test_setup_teardown(a_full_one_says_so, new_folder, old_folder),
        cmocka_unit_test_setup_teardown(a_store_takes_over_what_an_end_left, new_folder,
                                        old_folder),
        cmocka_unit_test_setup_teardown(only_who_asks_for_records_moves_them, new_folder,
                                        old_folder),
        cmocka_unit_test_setup_teardown(who_waits_goes_before_the_side, new_folder, old_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
