/* How fast words become sounds: bench_phonemize [WORDS]. Prints words a second for an utterance of
 * WORDS words and for one ten times as long: the two should be the same. */
#include "arabic/phonemize/phonemize.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const char *const sentence[] = {
    "أَعْلَنَتِ",    "الشَّرِكَةُ", "الْيَوْمَ",     "أَنَّهَا",    "سَتَبْدَأُ", "قَبْلَ",     "نِهَايَةِ",    "الْعَامِ",
    "إِنْتَاجَ",    "جِيلٍ",    "جَدِيدٍ",      "مِنْ",      "رَقَائِقِ", "الذَّاكِرَةِ", "وَقَالَ",     "الْوَزِيرُ",
    "فِي",       "مُؤْتَمَرٍ",  "صَحَفِيٍّ",      "إِنَّ",      "هَذِهِ",   "الْخُطْوَةَ",  "وَاسْتِخْدَامَ", "الطَّاقَةِ",
    "سَيُسَاعِدَانِ", "عَلَى",    "الِاسْتِقْرَارِ", "بِالْبِلَادِ", "وَلَكِنَّهُ", "حَذَّرَ",     "لِلْمَرَّةِ",    "الثَّانِيَةِ",
};

enum {
    SENTENCE = sizeof sentence / sizeof *sentence
};

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static double words_a_second(size_t count) {
    rawi_word *words = calloc(count, sizeof *words);
    if (!words)
        return 0;
    for (size_t i = 0; i < count; i++)
        words[i] = (rawi_word){.text = sentence[i % SENTENCE],
                               .break_after = i % 8 == 7 ? RAWI_BREAK_CLAUSE : RAWI_BREAK_NONE};
    words[count - 1].break_after = RAWI_BREAK_FINAL;
    double fastest = 1e9;
    for (int round = 0; round < 9; round++) {
        rawi_arena arena = {0};
        double start = seconds();
        rawi_status status = rawi_phonemize(words, NULL, count, RAWI_ENDINGS_PAUSE, &arena, NULL);
        double taken = seconds() - start;
        rawi_arena_free(&arena);
        if (status)
            break;
        fastest = taken < fastest ? taken : fastest;
    }
    free(words);
    return (double)count / fastest;
}

int main(int argc, char **argv) {
    size_t count = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000;
    if (count == 0)
        return 2;
    for (size_t words = count; words <= 10 * count; words *= 10) {
        double speed = words_a_second(words);
        printf("%zu words: %.3f ms, %.0f words a second\n", words, 1e3 * (double)words / speed,
               speed);
    }
    return 0;
}
