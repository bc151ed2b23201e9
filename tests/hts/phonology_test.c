/* The 63 reference sentences from their text: our phonology and Festival's beside each other, label
 * by label and field by field. Where words sound the same their labels are the same; where they do
 * not, a row of `differences` says why ours is right. Left out where ../shared is not. */
#include "arabic/phonemize/phonemize.h"
#include "hts/reference.h"
#include "voice/hts_labels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
    WORDS_MAX = 40,
    PHONES_MAX = 256
};

/* ---- differences of words ------------------------------------------------------------------ */

typedef enum place {
    AT_START,
    INSIDE,
    AT_END
} place;

/* A way in which a word may differ: these sounds of Festival's are those of ours. */
typedef struct difference {
    const char *reason;
    place place;
    const char *theirs, *ours;
    size_t count; /* how often it was met */
} difference;

static difference differences[] = {
    {"hamzat al-wasl of the article falls in connection", AT_START, "ah a ", "", 0},
    {"hamzat al-wasl falls in connection; Festival reads its alif as a long a", AT_START, "aa ", "",
     0},
    {"hamzat al-wasl after a pause is a hamza and i, no long a", AT_START, "aa ", "ah i ", 0},
    {"hamzat al-wasl falls twice in «الا…»", AT_START, "aa l i aa ", "l i ", 0},
    {"likewise, and the i stands before ص", AT_START, "aa l i AA ", "l I ", 0},
    {"hamzat al-wasl falls after و", AT_START, "w aa s ", "w a s ", 0},
    {"the long a of «هذا» is not written", AT_START, "l i h a th ", "l i h aa th ", 0},
    {"a long vowel is short before two consonants", AT_END, "aa ", "a ", 0},
    {"a long vowel is short before two consonants", AT_END, "ii ", "i ", 0},
    {"a long vowel is short before two consonants", AT_END, "uu ", "u ", 0},
    {"tanwin before two consonants takes i", AT_END, "ia n ", "i n i ", 0},
    {"n before b is m", AT_END, "a n ", "a m ", 0},
    {"n before b is m", INSIDE, "n b ", "m b ", 0},
    {"the alif maqsura behind a tanwin is silent", AT_END, "a n aa ", "a n ", 0},
};

enum {
    DIFFERENCES = sizeof differences / sizeof *differences
};

/* Puts ours in the place of theirs; false where theirs is not there. */
static bool apply(const difference *row, char *phones) {
    size_t length = strlen(phones), theirs = strlen(row->theirs);
    size_t ours = strlen(row->ours);
    char *at = row->place == INSIDE                       ? strstr(phones, row->theirs)
               : row->place == AT_END && length >= theirs ? phones + length - theirs
                                                          : phones;
    if (!at || strncmp(at, row->theirs, theirs) != 0)
        return false;
    memmove(at + ours, at + theirs, length - (size_t)(at - phones) - theirs + 1);
    memcpy(at, row->ours, ours);
    return true;
}

/* Explains a word by at most two differences and counts them. */
static bool explain(const char *theirs, const char *ours) {
    for (int first = 0; first < DIFFERENCES; first++) {
        char once[PHONES_MAX];
        strcpy(once, theirs);
        if (!apply(&differences[first], once))
            continue;
        if (strcmp(once, ours) == 0) {
            differences[first].count++;
            return true;
        }
        for (int second = first + 1; second < DIFFERENCES; second++) {
            char twice[PHONES_MAX];
            strcpy(twice, once);
            if (apply(&differences[second], twice) && strcmp(twice, ours) == 0) {
                differences[first].count++;
                differences[second].count++;
                return true;
            }
        }
    }
    return false;
}

/* ---- labels -------------------------------------------------------------------------------- */

/* The two label sequences of one sentence, and where each word's labels begin in them. */
typedef struct pair {
    reference sentence;
    rawi_arena arena;
    rawi_word ours[WORDS_MAX];
    rawi_hts_labels labels;
    size_t their_first[WORDS_MAX + 1], our_first[WORDS_MAX + 1];
    bool same[WORDS_MAX];
    bool counts_differ; /* of the sentence's syllables */
} pair;

static void make_ours(pair *both) {
    size_t count = both->sentence.word_count;
    rawi_error error;
    assert_true(count <= WORDS_MAX);
    for (size_t i = 0; i < count; i++) {
        both->ours[i].text = both->sentence.words[i].text;
        both->ours[i].break_after = i + 1 == count ? RAWI_BREAK_FINAL : RAWI_BREAK_NONE;
    }
    if (rawi_phonemize(both->ours, NULL, count, RAWI_ENDINGS_FULL, &both->arena, &error) != RAWI_OK)
        fail_msg("%s", error.message);
    rawi_utterance utterance = {.words = both->ours, .word_count = count};
    assert_int_equal(rawi_hts_labels_make(&(rawi_phrase){&utterance, 0, count}, &both->arena,
                                          &both->labels, &error),
                     RAWI_OK);
}

static void find_words(pair *both) {
    size_t theirs = 1, ours = 1;
    for (size_t i = 0; i < both->sentence.word_count; i++) {
        both->their_first[i] = theirs;
        both->our_first[i] = ours;
        theirs += both->sentence.words[i].phone_count;
        while (both->labels.words[ours] == i)
            ours++;
    }
    both->their_first[both->sentence.word_count] = theirs;
    both->our_first[both->sentence.word_count] = ours;
    char a[16], b[16];
    reference_field(both->sentence.labels[1], REFERENCE_SYLLABLES, a);
    reference_field(both->labels.lines[1], REFERENCE_SYLLABLES, b);
    both->counts_differ = strcmp(a, b) != 0;
}

static void join_phones(char *const *lines, size_t first, size_t end, char *phones) {
    phones[0] = 0;
    for (size_t i = first; i < end; i++) {
        char name[16];
        reference_field(lines[i], REFERENCE_PHONE, name);
        strcat(phones, name);
        strcat(phones, " ");
    }
}

static void compare_words(pair *both, size_t *same, size_t *different) {
    for (size_t i = 0; i < both->sentence.word_count; i++) {
        char theirs[PHONES_MAX], ours[PHONES_MAX];
        join_phones(both->sentence.labels, both->their_first[i], both->their_first[i + 1], theirs);
        join_phones(both->labels.lines, both->our_first[i], both->our_first[i + 1], ours);
        both->same[i] = strcmp(theirs, ours) == 0;
        ++*(both->same[i] ? same : different);
        if (!both->same[i] && !explain(theirs, ours))
            fail_msg("%s: %s, not %s", both->ours[i].text, ours, theirs);
    }
}

/* ---- fields -------------------------------------------------------------------------------- */

/* Why a field of a word that sounds the same may differ. */
typedef enum dependence {
    ON_WORD,       /* it may not */
    ON_NEIGHBOURS, /* the words beside it differ */
    ON_PHRASE      /* the phrase's number of syllables differs */
} dependence;

static dependence depends(const char *field) {
    static const char *const on_neighbours[] = {"p1", "p2", "p4", "p5", "a3", "c3", "d2", "f2"};
    static const char *const on_phrase[] = {"b6", "b7", "h1", "j1"};
    for (size_t i = 0; i < sizeof on_neighbours / sizeof *on_neighbours; i++)
        if (strcmp(field, on_neighbours[i]) == 0)
            return ON_NEIGHBOURS;
    for (size_t i = 0; i < sizeof on_phrase / sizeof *on_phrase; i++)
        if (strcmp(field, on_phrase[i]) == 0)
            return ON_PHRASE;
    return ON_WORD;
}

static bool neighbour_differs(const pair *both, size_t word) {
    return (word > 0 && !both->same[word - 1]) ||
           (word + 1 < both->sentence.word_count && !both->same[word + 1]);
}

/* Fields of words that sound the same: how many are equal, how many differ for each reason. */
static void compare_fields(const pair *both, size_t word, size_t *counts, size_t *equal) {
    for (size_t k = both->their_first[word]; k < both->their_first[word + 1]; k++) {
        size_t ours_at = both->our_first[word] + (k - both->their_first[word]);
        for (unsigned f = 0; f < REFERENCE_FIELDS; f++) {
            char theirs[16], ours[16];
            reference_field(both->sentence.labels[k], f, theirs);
            reference_field(both->labels.lines[ours_at], f, ours);
            if (strcmp(theirs, ours) == 0) {
                ++*equal;
                continue;
            }
            dependence why = depends(reference_field_names[f]);
            if (why == ON_WORD || (why == ON_PHRASE && !both->counts_differ) ||
                (why == ON_NEIGHBOURS && !neighbour_differs(both, word)))
                fail_msg("%s: field %s is %s, not %s", both->ours[word].text,
                         reference_field_names[f], ours, theirs);
            counts[why]++;
        }
    }
}

static void test_sentences(void **state) {
    (void)state;
    if (!reference_is_here()) {
        print_message("skipped: ../shared/voices/ziad is not here\n");
        skip();
    }
    size_t same = 0, different = 0, equal = 0, counts[3] = {0};
    for (unsigned number = 1; number <= REFERENCE_SENTENCES; number++) {
        pair both = {.sentence = reference_read(number)};
        make_ours(&both);
        find_words(&both);
        compare_words(&both, &same, &different);
        for (size_t word = 0; word < both.sentence.word_count; word++)
            if (both.same[word])
                compare_fields(&both, word, counts, &equal);
        rawi_arena_free(&both.arena);
        reference_free(&both.sentence);
    }
    print_message("%zu words sound the same, %zu do not:\n", same, different);
    for (size_t i = 0; i < DIFFERENCES; i++)
        print_message("  %4zu  %s (%s> %s)\n", differences[i].count, differences[i].reason,
                      differences[i].theirs, differences[i].ours);
    print_message("fields of words that sound the same: %zu equal, %zu differ by the words beside, "
                  "%zu by the phrase's number of syllables\n",
                  equal, counts[ON_NEIGHBOURS], counts[ON_PHRASE]);
    assert_true(same > 2 * different);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sentences)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
