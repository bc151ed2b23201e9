/* The common part of all voices: the catalog, opening by name, the buffer of sound. */
#include "voice/voice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void catalog_has_a_man_and_a_woman(void **state) {
    (void)state;
    rawi_arena arena = {0};
    const rawi_voice_info *voices;
    size_t count;
    bool man = false, woman = false;
    assert_int_equal(rawi_voices(&arena, &voices, &count, NULL), RAWI_OK);
    for (size_t i = 0; i < count; i++) {
        assert_true(voices[i].name[0] && voices[i].description[0] && voices[i].engine[0]);
        man = man || voices[i].gender == RAWI_GENDER_MALE;
        woman = woman || voices[i].gender == RAWI_GENDER_FEMALE;
    }
    assert_true(man && woman);
    rawi_arena_free(&arena);
}

static void every_built_in_voice_opens(void **state) {
    (void)state;
    rawi_arena arena = {0};
    const rawi_voice_info *voices;
    size_t count;
    assert_int_equal(rawi_voices(&arena, &voices, &count, NULL), RAWI_OK);
    for (size_t i = 0; i < count; i++) {
        rawi_voice *voice;
        rawi_error error;
        if (voices[i].path)
            continue;
        assert_int_equal(rawi_voice_open(voices[i].name, &voice, &error), RAWI_OK);
        assert_true(rawi_voice_rate(voice) >= 8000);
        rawi_voice_close(voice);
    }
    rawi_arena_free(&arena);
}

static void unknown_voice_is_an_error_that_lists_the_names(void **state) {
    (void)state;
    rawi_voice *voice;
    rawi_error error;
    assert_int_equal(rawi_voice_open("nobody", &voice, &error), RAWI_ERROR_VOICE);
    assert_non_null(strstr(error.message, "nobody"));
    assert_non_null(strstr(error.message, "salim"));
    assert_non_null(strstr(error.message, "noura"));
    assert_int_equal(rawi_voice_open("", &voice, NULL), RAWI_ERROR_VOICE);
}

static void default_voice_opens(void **state) {
    (void)state;
    rawi_voice *voice;
    assert_int_equal(rawi_voice_open(NULL, &voice, NULL), RAWI_OK);
    rawi_voice_close(voice);
    rawi_voice_close(NULL);
}

static void sound_refuses_sizes_that_overflow(void **state) {
    (void)state;
    rawi_sound sound = {0};
    assert_true(rawi_sound_reserve(&sound, 10));
    sound.count = 10;
    assert_false(rawi_sound_reserve(&sound, SIZE_MAX));
    assert_false(rawi_sound_reserve(&sound, SIZE_MAX / sizeof(float)));
    rawi_sound_free(&sound);
    assert_null(sound.samples);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(catalog_has_a_man_and_a_woman),
        cmocka_unit_test(every_built_in_voice_opens),
        cmocka_unit_test(unknown_voice_is_an_error_that_lists_the_names),
        cmocka_unit_test(default_voice_opens),
        cmocka_unit_test(sound_refuses_sizes_that_overflow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
