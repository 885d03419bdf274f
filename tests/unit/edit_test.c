#include "tests/unit/check_unit.h"

#include "client/text/edit.h"

static void type(struct edit *e, const char *text)
{
    for (; *text; text++) {
        edit_insert(e, text, 1);
    }
}

static void types_moves_and_deletes(void **state)
{
    (void)state;
    struct edit e = {0};
    type(&e, "hola");
    edit_insert(&e, " señor", strlen(" señor"));
    edit_move(&e, EDIT_WORD_LEFT, false);
    edit_insert(&e, "mi ", 3);
    assert_string_equal(edit_text(&e), "hola mi señor");
    edit_move(&e, EDIT_END, false);
    edit_delete(&e, EDIT_WORD_LEFT);
    assert_string_equal(edit_text(&e), "hola mi ");
    edit_move(&e, EDIT_START, false);
    edit_delete(&e, EDIT_RIGHT);
    edit_delete(&e, EDIT_LEFT); /* nothing before */
    assert_string_equal(edit_text(&e), "ola mi ");
    edit_finish(&e);
}

static void selects(void **state)
{
    (void)state;
    struct edit e = {0};
    size_t len;
    edit_set(&e, "uno dos tres");
    edit_select_word(&e, 5);
    assert_memory_equal(edit_selection(&e, &len), "dos", 3);
    assert_int_equal(len, 3);
    edit_insert(&e, "2", 1);
    assert_string_equal(edit_text(&e), "uno 2 tres");
    edit_move(&e, EDIT_START, true);
    edit_selection(&e, &len);
    assert_int_equal(len, 5);
    edit_move(&e, EDIT_RIGHT, false); /* to the end of what was selected */
    assert_int_equal(e.caret, 5);
    edit_select_all(&e);
    edit_delete(&e, EDIT_LEFT);
    assert_string_equal(edit_text(&e), "");
    edit_finish(&e);
}

static void undoes_by_steps(void **state)
{
    (void)state;
    struct edit e = {0};
    type(&e, "hola");
    edit_insert(&e, " ", 1);
    type(&e, "ana");
    assert_true(edit_undo(&e));
    assert_string_equal(edit_text(&e), "hola ");
    assert_true(edit_undo(&e));
    assert_true(edit_undo(&e));
    assert_string_equal(edit_text(&e), "");
    assert_false(edit_undo(&e));
    assert_true(edit_redo(&e));
    assert_string_equal(edit_text(&e), "hola");
    edit_insert(&e, "!", 1);
    assert_false(edit_redo(&e));
    edit_finish(&e);
}

static void keeps_what_fits(void **state)
{
    (void)state;
    struct edit one = {.max = 5}, many = {.multiline = true};
    edit_insert(&one, "a\nb\tc\x01", 6);
    assert_string_equal(edit_text(&one), "a b c");
    edit_insert(&one, "x", 1);
    assert_string_equal(edit_text(&one), "a b c");
    edit_insert(&many, "a\r\nb\rc", 6);
    assert_string_equal(edit_text(&many), "a\nb\nc");
    edit_move(&many, EDIT_LINE_START, false);
    assert_int_equal(many.caret, 4);
    struct edit narrow = {.max = 4};
    edit_insert(&narrow, "abcñ", strlen("abcñ")); /* the last letter is not cut in two */
    assert_string_equal(edit_text(&narrow), "abc");
    edit_finish(&one);
    edit_finish(&many);
    edit_finish(&narrow);
}

RUN(cmocka_unit_test(types_moves_and_deletes), cmocka_unit_test(selects),
    cmocka_unit_test(undoes_by_steps), cmocka_unit_test(keeps_what_fits))
