/* Full-context labels of HTS voices: one phrase derived by hand, and the reference labels that
 * Festival made of 63 sentences with the voice of ../shared (left out where that is not). */
#include "voice/hts_labels.h"

#include "arabic/phonemize/phone.h"
#include "hts/reference.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define P(name)                                                                                    \
    { RAWI_PHONE_##name, 0 }
#define G(name)                                                                                    \
    { RAWI_PHONE_##name, RAWI_PHONE_GEMINATE }
#define E(name)                                                                                    \
    { RAWI_PHONE_##name, RAWI_PHONE_EMPHATIC }

#define WORD(array)                                                                                \
    { .phones = (array), .phone_count = sizeof(array) / sizeof(array)[0] }

static rawi_hts_labels make(rawi_word *words, size_t count, rawi_arena *arena) {
    rawi_utterance utterance = {.words = words, .word_count = count};
    rawi_phrase phrase = {&utterance, 0, count};
    rawi_hts_labels labels;
    rawi_error error;
    assert_int_equal(rawi_hts_labels_make(&phrase, arena, &labels, &error), RAWI_OK);
    return labels;
}

/* The phones of labels between the pauses, separated by spaces. */
static const char *phones_of(const rawi_hts_labels *labels) {
    static char text[1024];
    text[0] = 0;
    for (size_t i = 1; i + 1 < labels->count; i++) {
        const char *start = strchr(labels->lines[i], '-') + 1;
        size_t length = strcspn(start, "+");
        if (i > 1)
            strcat(text, " ");
        strncat(text, start, length);
    }
    return text;
}

/* «قُلْ لَهُ» at a pause: qul lah; syllables by the voice's rule: q u l and l a h. */
static void test_derived_by_hand(void **state) {
    (void)state;
    static const rawi_phone qul[] = {P(Q), P(U), P(L)}, lah[] = {P(L), P(A), P(H)};
    rawi_word words[] = {WORD(qul), WORD(lah)};
    static const char *const expected[] = {
        "x^x-pau+q=ua@x_x/A:0_0_0/B:x-x-x@x-x&x-x#x-x$x-x!x-x;x-x|x/C:0+0+3/D:0_0"
        "/E:x+x@x+x&x+x#x+x/F:content_1/G:0_0/H:x=x@1=1|0/I:2=2/J:2+2-1",
        "x^pau-q+ua=l@1_3/A:0_0_0/B:0-0-3@1-1&1-2#1-1$1-1!0-0;0-0|ua/C:0+0+3/D:0_0"
        "/E:content+1@1+2&0+1#0+1/F:content_1/G:0_0/H:2=2@1=1|NONE/I:0=0/J:2+2-1",
        "pau^q-ua+l=l@2_2/A:0_0_0/B:0-0-3@1-1&1-2#1-1$1-1!0-0;0-0|ua/C:0+0+3/D:0_0"
        "/E:content+1@1+2&0+1#0+1/F:content_1/G:0_0/H:2=2@1=1|NONE/I:0=0/J:2+2-1",
        "q^ua-l+l=a@3_1/A:0_0_0/B:0-0-3@1-1&1-2#1-1$1-1!0-0;0-0|ua/C:0+0+3/D:0_0"
        "/E:content+1@1+2&0+1#0+1/F:content_1/G:0_0/H:2=2@1=1|NONE/I:0=0/J:2+2-1",
        "ua^l-l+a=h@1_3/A:0_0_3/B:0-0-3@1-1&2-1#1-1$1-1!0-0;0-0|a/C:0+0+0/D:content_1"
        "/E:content+1@2+1&1+0#1+0/F:0_0/G:0_0/H:2=2@1=1|NONE/I:0=0/J:2+2-1",
        "l^l-a+h=pau@2_2/A:0_0_3/B:0-0-3@1-1&2-1#1-1$1-1!0-0;0-0|a/C:0+0+0/D:content_1"
        "/E:content+1@2+1&1+0#1+0/F:0_0/G:0_0/H:2=2@1=1|NONE/I:0=0/J:2+2-1",
        "l^a-h+pau=x@3_1/A:0_0_3/B:0-0-3@1-1&2-1#1-1$1-1!0-0;0-0|a/C:0+0+0/D:content_1"
        "/E:content+1@2+1&1+0#1+0/F:0_0/G:0_0/H:2=2@1=1|NONE/I:0=0/J:2+2-1",
        "a^h-pau+x=x@x_x/A:0_0_3/B:x-x-x@x-x&x-x#x-x$x-x!x-x;x-x|x/C:0+0+0/D:content_1"
        "/E:x+x@x+x&x+x#x+x/F:0_0/G:2_2/H:x=x@1=1|0/I:0=0/J:2+2-1"};
    rawi_arena arena = {0};
    rawi_hts_labels labels = make(words, 2, &arena);
    assert_int_equal(labels.count, 8);
    for (size_t i = 0; i < labels.count; i++)
        assert_string_equal(labels.lines[i], expected[i]);
    assert_int_equal(labels.words[0], SIZE_MAX);
    assert_int_equal(labels.words[1], 0);
    assert_int_equal(labels.words[4], 1);
    assert_int_equal(labels.words[7], SIZE_MAX);
    rawi_arena_free(&arena);
}

/* What each sound becomes in the voice, with the reason in the name of the row. */
static void test_sounds(void **state) {
    (void)state;
    static const rawi_phone allah[] = {P(HAMZA), P(A), {RAWI_PHONE_L, 3}, P(AA), P(H)};
    static const rawi_phone billah[] = {P(B), P(I), G(L), P(AA), P(H)};
    static const rawi_phone chad[] = {P(CH), P(AA), P(D)};
    static const rawi_phone pizza[] = {P(P), P(II), P(T), P(Z), P(AA)};
    static const rawi_phone viagra[] = {P(V), P(I), P(Y), P(AA), P(G), P(R), P(AA)};
    static const rawi_phone zhe[] = {G(ZH), P(E), P(OO)};
    static const rawi_phone sabr[] = {P(SAD), P(A), P(B), P(R)};
    static const rawi_phone basal[] = {P(B), E(A), P(SAD), E(A), P(L)};
    static const rawi_phone bint[] = {P(B), P(I), P(N), P(T)};
    static const rawi_phone mudd[] = {P(M), P(U), G(D)};
    static const rawi_phone min[] = {P(M), P(I), P(N)};
    static const rawi_phone hifz[] = {P(HAA), P(I), P(F), P(ZAH)};
    static const struct {
        const char *why;
        rawi_word word;
        const char *phones;
    } rows[] = {
        {"the dark l backs the vowels at its sides", WORD(allah), "ah A ll AA h"},
        {"the light l does not", WORD(billah), "b i ll aa h"},
        {"tsh is two sounds", WORD(chad), "t ch aa d"},
        {"p is b", WORD(pizza), "b ii t z aa"},
        {"v is v, hard g the velar gh", WORD(viagra), "v i y aa g r aa"},
        {"zh is j, e is i, o is u", WORD(zhe), "jj i uu"},
        {"behind an emphatic a vowel is plain", WORD(sabr), "S a b r"},
        {"before one it is backed", WORD(basal), "b A S a l"},
        {"not lax before two consonants", WORD(bint), "b i n t"},
        {"nor before a geminate", WORD(mudd), "m u dd"},
        {"lax before one", WORD(min), "m ia n"},
        {"backing looks at the next sound only", WORD(hifz), "H i f Z"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        rawi_arena arena = {0};
        rawi_word word = rows[i].word;
        rawi_hts_labels labels = make(&word, 1, &arena);
        if (strcmp(phones_of(&labels), rows[i].phones) != 0)
            fail_msg("%s: %s, not %s", rows[i].why, phones_of(&labels), rows[i].phones);
        rawi_arena_free(&arena);
    }
}

static void test_limits(void **state) {
    (void)state;
    rawi_word silent[] = {{.phone_count = 0}};
    rawi_utterance utterance = {.words = silent, .word_count = 1};
    rawi_arena arena = {0};
    rawi_hts_labels labels;
    rawi_error error;
    assert_int_equal(
        rawi_hts_labels_make(&(rawi_phrase){&utterance, 0, 1}, &arena, &labels, &error),
        RAWI_ERROR_ARGUMENT);
    rawi_phone *many = calloc(RAWI_HTS_PHRASE_MAX + 1, sizeof *many);
    silent[0] = (rawi_word){.phones = many, .phone_count = RAWI_HTS_PHRASE_MAX + 1};
    assert_int_equal(
        rawi_hts_labels_make(&(rawi_phrase){&utterance, 0, 1}, &arena, &labels, &error),
        RAWI_ERROR_ARGUMENT);
    silent[0].phone_count--;
    assert_int_equal(
        rawi_hts_labels_make(&(rawi_phrase){&utterance, 0, 1}, &arena, &labels, &error), RAWI_OK);
    free(many);
    rawi_arena_free(&arena);
}

/* The phones of each reference sentence, given to the label maker, give the reference's labels. */
static void test_reference(void **state) {
    (void)state;
    if (!reference_is_here()) {
        print_message("skipped: ../shared/voices/ziad is not here\n");
        skip();
    }
    size_t lines = 0;
    for (unsigned number = 1; number <= REFERENCE_SENTENCES; number++) {
        reference sentence = reference_read(number);
        rawi_arena arena = {0};
        rawi_hts_labels labels = make(sentence.words, sentence.word_count, &arena);
        assert_int_equal(labels.count, sentence.label_count);
        for (size_t i = 0; i < labels.count; i++) {
            lines++;
            for (unsigned f = 0; f < REFERENCE_FIELDS; f++) {
                char ours[16], theirs[16];
                reference_field(labels.lines[i], f, ours);
                reference_field(sentence.labels[i], f, theirs);
                if (strcmp(ours, theirs) != 0)
                    fail_msg("sentence %u, label %zu, field %s: %s, not %s", number, i,
                             reference_field_names[f], ours, theirs);
            }
        }
        rawi_arena_free(&arena);
        reference_free(&sentence);
    }
    print_message("%zu labels of %u fields are identical\n", lines, REFERENCE_FIELDS);
    assert_int_equal(lines, 3756);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_derived_by_hand),
        cmocka_unit_test(test_sounds),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_reference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
