/* Records of editions: what is written is read back, an edition counts as up to date only when it
 * is whole, and records that lie about where files are are refused. */
#include "base/digest.h"
#include "edition/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct place {
    char folder[64];
    char path[128]; /* of the record */
    rawi_arena arena;
} place;

static int set_up(void **state) {
    place *here = calloc(1, sizeof *here);
    strcpy(here->folder, "/tmp/rawi_record_XXXXXX");
    if (!mkdtemp(here->folder))
        return -1;
    snprintf(here->path, sizeof here->path, "%s/a" RAWI_RECORD_SUFFIX, here->folder);
    *state = here;
    return 0;
}

static int tear_down(void **state) {
    place *here = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", here->folder);
    rawi_arena_free(&here->arena);
    int status = system(command);
    free(here);
    return status;
}

static void write_file(const place *here, const char *name, const char *content) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", here->folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
}

static const char *const beside[] = {"a.vtt", "a.jpg"};

static const rawi_origin origin = {
    .content = "c", .voice = "v", .options = "o", .version = "0.1.0"};

static rawi_record example(void) {
    return (rawi_record){.source = "../مقالات/a.html",
                         .title = "«عنوان» & <b>\"",
                         .author = "سلمى",
                         .date = "2025-10-15",
                         .language = "ar",
                         .sound = "a.mp3",
                         .bytes = 5,
                         .duration = 12.5,
                         .beside = beside,
                         .beside_count = 2,
                         .origin = origin};
}

static void finish(place *here, const rawi_record *record) {
    rawi_new_file file;
    assert_int_equal(rawi_record_write(here->path, record, &file, NULL), RAWI_OK);
    assert_int_equal(rawi_new_file_commit(&file, NULL), RAWI_OK);
}

static void writes_and_reads_back(void **state) {
    place *here = *state;
    rawi_record record = example(), again;
    rawi_error error;
    assert_int_equal(rawi_record_begin(here->path, &here->arena, &record, &error), RAWI_OK);
    finish(here, &record);
    assert_int_equal(rawi_record_read(here->path, &here->arena, &again, &error), RAWI_OK);
    assert_string_equal(again.source, record.source);
    assert_string_equal(again.title, record.title);
    assert_string_equal(again.author, record.author);
    assert_string_equal(again.published, "2025-10-15");
    assert_string_equal(again.sound, "a.mp3");
    assert_null(again.site);
    assert_int_equal(again.bytes, 5);
    assert_true(again.duration == 12.5);
    assert_int_equal(again.beside_count, 2);
    assert_string_equal(again.beside[1], "a.jpg");
    assert_string_equal(again.guid, record.guid);
    assert_memory_equal(&again.origin, &origin, sizeof origin);
}

static void keeps_what_the_world_knows(void **state) {
    place *here = *state;
    rawi_record first = example(), second = example();
    first.date = second.date = NULL;
    first.title = "قبل";
    assert_int_equal(rawi_record_begin(here->path, &here->arena, &first, NULL), RAWI_OK);
    assert_string_equal(first.published, first.made);
    first.published = "2020-01-01T00:00:00Z";
    finish(here, &first);
    assert_int_equal(rawi_record_begin(here->path, &here->arena, &second, NULL), RAWI_OK);
    assert_string_equal(second.guid, first.guid);
    assert_string_equal(second.published, "2020-01-01T00:00:00Z");
}

static void is_current_only_when_whole(void **state) {
    place *here = *state;
    rawi_record record = example(), read;
    rawi_origin other = origin;
    write_file(here, "a.mp3", "12345");
    write_file(here, "a.vtt", "WEBVTT");
    write_file(here, "a.jpg", "");
    assert_int_equal(rawi_record_begin(here->path, &here->arena, &record, NULL), RAWI_OK);
    assert_int_equal(rawi_record_read(here->path, &here->arena, &read, NULL), RAWI_OK);
    assert_false(rawi_record_is_current(here->path, &read, &origin)); /* begun, not finished */
    finish(here, &record);
    assert_int_equal(rawi_record_read(here->path, &here->arena, &read, NULL), RAWI_OK);
    assert_true(rawi_record_is_current(here->path, &read, &origin));
    strcpy(other.options, "other");
    assert_false(rawi_record_is_current(here->path, &read, &other));
    write_file(here, "a.mp3", "1234");
    assert_false(rawi_record_is_current(here->path, &read, &origin));
    write_file(here, "a.mp3", "12345");
    assert_true(rawi_record_is_current(here->path, &read, &origin));
    unlink(rawi_record_sibling(here->path, "a.vtt", &here->arena));
    assert_false(rawi_record_is_current(here->path, &read, &origin));
    rawi_origin nothing = {0};
    read.origin = nothing;
    assert_false(rawi_record_is_current(here->path, &read, &nothing));
}

static void tidies_what_was_never_finished(void **state) {
    place *here = *state;
    rawi_record record = example();
    const char *const files[] = {"a.mp3", "a.vtt", "a.jpg", "b.vtt"};
    for (size_t i = 0; i < 4; i++)
        write_file(here, files[i], "12345");
    assert_int_equal(rawi_record_begin(here->path, &here->arena, &record, NULL), RAWI_OK);
    rawi_record_sweep(here->folder); /* there is a sound: an older one, which is still published */
    assert_int_equal(access(here->path, F_OK), 0);
    unlink(rawi_record_sibling(here->path, "a.mp3", &here->arena));
    finish(here, &record);
    rawi_record_sweep(here->folder); /* finished: somebody took the sound away */
    assert_int_equal(access(here->path, F_OK), 0);
    assert_int_equal(rawi_record_begin(here->path, &here->arena, &record, NULL), RAWI_OK);
    rawi_record_sweep(here->folder);
    assert_int_not_equal(access(here->path, F_OK), 0);
    assert_int_not_equal(access(rawi_record_sibling(here->path, "a.vtt", &here->arena), F_OK), 0);
    assert_int_equal(access(rawi_record_sibling(here->path, "b.vtt", &here->arena), F_OK), 0);
}

static void refuses_what_is_no_record(void **state) {
    place *here = *state;
    static const char *const valid_parts =
        "\"guid\": \"g\", \"title\": \"t\", \"published\": \"2025\", \"made\": \"2025\"";
    static const struct {
        const char *version, *sound, *beside;
        bool good;
    } cases[] = {
        {"1", "a.mp3", "a.vtt", true},        {"2", "a.mp3", "a.vtt", false},
        {"1", "../a.mp3", "a.vtt", false},    {"1", "a.mp3", "/etc/passwd", false},
        {"1", ".hidden.mp3", "a.vtt", false}, {"1", "", "a.vtt", false},
        {"1", "a.mp3", "..", false},          {"\"1\"", "a.mp3", "a.vtt", false},
    };
    rawi_record record;
    rawi_error error;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[512];
        snprintf(text, sizeof text,
                 "{\"rawi_edition\": %s, %s, \"sound\": {\"file\": \"%s\", \"bytes\": 1, "
                 "\"seconds\": 1}, \"beside\": [\"%s\"]}",
                 cases[i].version, valid_parts, cases[i].sound, cases[i].beside);
        write_file(here, "a" RAWI_RECORD_SUFFIX, text);
        rawi_status status = rawi_record_read(here->path, &here->arena, &record, &error);
        assert_int_equal(status, cases[i].good ? RAWI_OK : RAWI_ERROR_DATA);
    }
    static const char *const documents[] = {
        "", "{", "[]", "{}", "null", "{\"rawi_edition\": 1}", "\xff\xfe"};
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        write_file(here, "a" RAWI_RECORD_SUFFIX, documents[i]);
        assert_int_equal(rawi_record_read(here->path, &here->arena, &record, &error),
                         RAWI_ERROR_DATA);
        assert_non_null(strstr(error.message, "a" RAWI_RECORD_SUFFIX));
    }
    unlink(here->path);
    assert_int_equal(rawi_record_read(here->path, &here->arena, &record, &error), RAWI_ERROR_IO);
}

static void describes_an_article(void **state) {
    place *here = *state;
    rawi_article *article;
    rawi_record record = {0};
    rawi_text text = {0};
    rawi_text_add_string(&text, "# الماء\n\nالماء أصل الحياة. ");
    for (int i = 0; i < 100; i++)
        rawi_text_add_string(&text, "وهو كثير في الأرض. ");
    assert_int_equal(rawi_article_open_memory(text.bytes, text.length, "\xff.md",
                                              RAWI_FORMAT_MARKDOWN, &article, NULL),
                     RAWI_OK);
    assert_int_equal(rawi_record_describe(article, &here->arena, &record, NULL), RAWI_OK);
    assert_string_equal(record.title, "الماء");
    assert_true(strlen(record.summary) <= 600);
    assert_memory_equal(record.summary, "الماء أصل", strlen("الماء أصل"));
    assert_string_equal(record.summary + strlen(record.summary) - strlen("…"), "…");
    rawi_article_close(article);
    rawi_text_free(&text);
}

static void names_paths(void **state) {
    place *here = *state;
    assert_string_equal(rawi_record_path("x.y/a.b.mp3", &here->arena), "x.y/a.b.edition.json");
    assert_string_equal(rawi_record_path("a", &here->arena), "a.edition.json");
    assert_string_equal(rawi_record_sibling("x/a.edition.json", "b", &here->arena), "x/b");
    assert_string_equal(rawi_record_sibling("a.edition.json", "b", &here->arena), "b");
}

/* The values are those of other programs: sha256sum, and Python's uuid.uuid5. */
static void computes_digests(void **state) {
    place *here = *state;
    char digest[RAWI_DIGEST_SIZE], of_file[RAWI_DIGEST_SIZE], uuid[RAWI_UUID_SIZE];
    uint64_t size;
    static const uint8_t dns[16] = {0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1,
                                    0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};
    rawi_digest_of(rawi_slice_of("abc"), digest);
    assert_string_equal(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    write_file(here, "abc", "abc");
    assert_int_equal(rawi_digest_of_file(rawi_record_sibling(here->path, "abc", &here->arena),
                                         of_file, &size, NULL),
                     RAWI_OK);
    assert_string_equal(of_file, digest);
    assert_int_equal(size, 3);
    assert_int_equal(rawi_digest_of_file(here->folder, of_file, &size, NULL), RAWI_ERROR_IO);
    rawi_uuid_of_name(dns, rawi_slice_of("python.org"), uuid);
    assert_string_equal(uuid, "886313e1-3b8a-5372-9b90-0c9aee199e5d");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(writes_and_reads_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(keeps_what_the_world_knows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(is_current_only_when_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tidies_what_was_never_finished, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_is_no_record, set_up, tear_down),
        cmocka_unit_test_setup_teardown(describes_an_article, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_paths, set_up, tear_down),
        cmocka_unit_test_setup_teardown(computes_digests, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
