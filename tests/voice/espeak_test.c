/* The eSpeak NG voices, measured: each sound of the inventory, lengths, times, rate, pitch, melody.
 * Every test runs with the man's voice and with the woman's. */
#include "measure.h"
#include "speaker.h"
#include "voice/espeak_library.h"
#include "voice/espeak_phones.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
    RATE = 22050,
    BANDS = 24
};

#define P(name)                                                                                    \
    { RAWI_PHONE_##name, 0 }
#define EMPHATIC(name)                                                                             \
    { RAWI_PHONE_##name, RAWI_PHONE_EMPHATIC }
#define GEMINATE(name)                                                                             \
    { RAWI_PHONE_##name, RAWI_PHONE_GEMINATE }
#define ADD(text, stressed, ...)                                                                   \
    speaker_add(text, (const rawi_phone[]){__VA_ARGS__},                                           \
                sizeof(const rawi_phone[]){__VA_ARGS__} / sizeof(rawi_phone), stressed)

static rawi_voice *voice;
static double lowest_f0, highest_f0;

static int open_man(void **state) {
    (void)state;
    lowest_f0 = 40.0, highest_f0 = 300.0;
    return rawi_voice_open("salim", &voice, NULL) != RAWI_OK;
}

static int open_woman(void **state) {
    (void)state;
    lowest_f0 = 80.0, highest_f0 = 600.0;
    return rawi_voice_open("noura", &voice, NULL) != RAWI_OK;
}

static int close_voice(void **state) {
    (void)state;
    rawi_voice_close(voice);
    return 0;
}

static rawi_sound say(speaker_text *text) {
    return speaker_say(voice, text, 0, text->utterance.word_count, NULL, NULL);
}

/* ---- sounds -------------------------------------------------------------------------------- */

static bool is_emphatic(rawi_phone phone) {
    return phone.symbol == RAWI_PHONE_SAD || phone.symbol == RAWI_PHONE_DAD ||
           phone.symbol == RAWI_PHONE_TAH || phone.symbol == RAWI_PHONE_ZAH ||
           (phone.flags & RAWI_PHONE_EMPHATIC);
}

/* The phone in its natural surroundings: a consonant between vowels, a vowel between consonants. */
static rawi_sound say_phone(rawi_phone phone) {
    speaker_text text = {0};
    if (rawi_phone_is_vowel(phone)) {
        ADD(&text, 0, P(S), phone, P(S));
    } else {
        rawi_phone vowel = P(A);
        vowel.flags = is_emphatic(phone) ? RAWI_PHONE_EMPHATIC : 0;
        ADD(&text, 1, vowel, phone, vowel);
    }
    return say(&text);
}

/* Its spectrum over time, and how long it lasts. */
typedef struct portrait {
    double bands[3][BANDS];
    double seconds;
} portrait;

static portrait portray(rawi_phone phone) {
    portrait made;
    rawi_sound sound = say_phone(phone);
    assert_true(sound.count > RATE / 10);
    for (size_t third = 0; third < 3; third++)
        measure_bands(sound.samples + sound.count * third / 3, sound.count / 3, RATE,
                      made.bands[third], BANDS);
    made.seconds = (double)sound.count / RATE;
    rawi_sound_free(&sound);
    return made;
}

/* Root mean square of the spectra's differences in dB; 10 ms of length count as 1 dB. */
static double distance(const portrait *a, const portrait *b) {
    double sum = 0.0, length = (a->seconds - b->seconds) * 100.0;
    for (size_t third = 0; third < 3; third++)
        for (size_t band = 0; band < BANDS; band++)
            sum += pow(fmax(a->bands[third][band], -90.0) - fmax(b->bands[third][band], -90.0), 2);
    return sqrt(sum / (3 * BANDS) + length * length);
}

static void every_phone_sounds_and_is_distinct(void **state) {
    (void)state;
    portrait *portraits = calloc(RAWI_PHONE_COUNT, sizeof *portraits);
    double noise = 0.0;
    for (uint8_t i = 0; i < RAWI_PHONE_COUNT; i++) {
        portraits[i] = portray((rawi_phone){i, 0});
        portrait again = portray((rawi_phone){i, 0});
        noise = fmax(noise, distance(&portraits[i], &again));
    }
    double nearest = INFINITY;
    for (uint8_t i = 0; i < RAWI_PHONE_COUNT; i++)
        for (uint8_t j = 0; j < i; j++) {
            double apart = distance(&portraits[i], &portraits[j]);
            nearest = fmin(nearest, apart);
            if (apart < 2.0)
                fail_msg("%s and %s sound alike: %.1f", rawi_phone_ipa((rawi_phone){i, 0}),
                         rawi_phone_ipa((rawi_phone){j, 0}), apart);
        }
    print_message("nearest pair %.1f apart, the same phone up to %.1f\n", nearest, noise);
    free(portraits);
}

/* The centre of gravity between `low` and `high` of the middle third of a vowel between two s. */
static double vowel_centre(rawi_phone vowel, double low, double high) {
    rawi_sound sound = say_phone(vowel);
    size_t frame = RATE / 100, start = 0, end = sound.count;
    while (start + frame < end && measure_crossings(sound.samples + start, frame, RATE) > 2000.0)
        start += frame / 4;
    while (end > start + frame &&
           measure_crossings(sound.samples + end - frame, frame, RATE) > 2000.0)
        end -= frame / 4;
    size_t third = (end - start) / 3;
    double centre = measure_centroid(sound.samples + start + third, third, RATE, low, high);
    rawi_sound_free(&sound);
    return centre;
}

/* In the region where the second formant is. */
static void emphatic_vowels_are_backed(void **state) {
    (void)state;
    static const struct {
        rawi_phone plain, emphatic;
        double low, high, lower; /* Hz */
    } cases[] = {
        {P(A), EMPHATIC(A), 900.0, 2100.0, 100.0},
        {P(AA), EMPHATIC(AA), 900.0, 2100.0, 100.0},
        {P(I), EMPHATIC(I), 1500.0, 2800.0, 150.0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double plain = vowel_centre(cases[i].plain, cases[i].low, cases[i].high);
        double emphatic = vowel_centre(cases[i].emphatic, cases[i].low, cases[i].high);
        print_message("%s %.0f, backed %.0f Hz\n", rawi_phone_ipa(cases[i].plain), plain, emphatic);
        assert_true(emphatic <= plain - cases[i].lower);
    }
}

static void dark_l_is_darker(void **state) {
    (void)state;
    double centres[2];
    for (uint8_t dark = 0; dark < 2; dark++) {
        const uint8_t flags = RAWI_PHONE_GEMINATE | (dark ? RAWI_PHONE_EMPHATIC : 0);
        speaker_text text = {0};
        ADD(&text, 0, P(B), P(A), {RAWI_PHONE_L, flags}, P(A), P(B));
        rawi_sound sound = say(&text);
        centres[dark] = measure_centroid(sound.samples + sound.count * 2 / 5, sound.count / 5, RATE,
                                         700.0, 2500.0);
        rawi_sound_free(&sound);
    }
    print_message("l %.0f, dark %.0f Hz\n", centres[0], centres[1]);
    assert_true(centres[1] < centres[0] - 150.0);
}

static void pharyngeal_is_voiced_and_softer_than_its_vowels(void **state) {
    (void)state;
    speaker_text text = {0};
    ADD(&text, 0, P(AA), P(AYN), P(AA));
    rawi_sound sound = say(&text);
    size_t frame = RATE / 16;
    double loudest = 0.0, softest = INFINITY;
    for (size_t start = sound.count / 4; start + frame < sound.count * 3 / 4; start += frame / 8) {
        double level = measure_rms(sound.samples + start + frame / 4, frame / 2);
        loudest = fmax(loudest, level);
        softest = fmin(softest, level);
        assert_true(measure_f0(sound.samples + start, frame, RATE, lowest_f0, highest_f0) > 0.0);
    }
    print_message("dip %.1f dB\n", 20.0 * log10(loudest / softest));
    assert_true(softest < loudest * 0.5);
    rawi_sound_free(&sound);
}

/* ---- lengths ------------------------------------------------------------------------------- */

/* The sounds that eSpeak NG reports, with the samples of the whole. */
typedef struct sound_track {
    rawi_sound sound;
    size_t marks[16];
    char names[16][9];
    size_t count;
} sound_track;

static bool follow(void *user, const short *samples, size_t count, const espeak_EVENT *events) {
    sound_track *track = user;
    for (; events->type != espeakEVENT_LIST_TERMINATED; events++)
        if (events->type == espeakEVENT_PHONEME && track->count < 16) {
            memcpy(track->names[track->count], events->id.string, 8);
            track->marks[track->count++] = (size_t)events->sample;
        }
    assert_true(rawi_sound_reserve(&track->sound, count));
    for (size_t i = 0; i < count; i++)
        track->sound.samples[track->sound.count++] = (float)samples[i] / 32768.0f;
    return true;
}

/* Seconds of the consonant between two a, its closure included. */
static double consonant_length(rawi_phone consonant) {
    char mnemonics[RAWI_ESPEAK_PHONE_MAX], text[64];
    rawi_espeak_phone_text(consonant, "", mnemonics);
    snprintf(text, sizeof text, "[[b|'a|%s|u|b]].", mnemonics);
    rawi_espeak_request request = {
        .voice = "language ar\n", .text = text, .rate = 160, .volume = 100};
    sound_track track = {0};
    assert_int_equal(rawi_espeak_synthesize(&request, follow, &track, NULL), RAWI_OK);
    size_t end = 2;
    while (end < track.count && track.names[end][0] != 'u' && track.names[end][1] != 'u')
        end++;
    assert_true(end > 2 && end < track.count);
    size_t start = track.marks[2];
    if (rawi_espeak_has_closure(track.names[2]))
        while (start > 0 && fabsf(track.sound.samples[start - 1]) < 0.002f)
            start--;
    rawi_sound_free(&track.sound);
    return (double)(track.marks[end] - start) / RATE;
}

static void geminates_are_longer(void **state) {
    (void)state;
    double least = INFINITY;
    for (uint8_t symbol = 0; symbol < RAWI_PHONE_A; symbol++) {
        double plain = consonant_length((rawi_phone){symbol, 0});
        double geminate = consonant_length((rawi_phone){symbol, RAWI_PHONE_GEMINATE});
        if (geminate < 1.4 * plain)
            fail_msg("%s lasts %.0f ms, geminate %.0f ms", rawi_phone_ipa((rawi_phone){symbol, 0}),
                     plain * 1e3, geminate * 1e3);
        least = fmin(least, geminate / plain);
    }
    print_message("geminates are at least %.2f times as long\n", least);
}

static void long_vowels_are_longer(void **state) {
    (void)state;
    static const rawi_phone pairs[][2] = {{P(A), P(AA)}, {P(I), P(II)},
                                          {P(U), P(UU)}, {EMPHATIC(A), EMPHATIC(AA)},
                                          {P(E), P(EE)}, {P(O), P(OO)}};
    double least = INFINITY;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        for (size_t stressed = 0; stressed < 2; stressed++) {
            /* The consonants take as long as in a word without the vowel in question. */
            size_t lengths[2];
            for (size_t kind = 0; kind < 2; kind++) {
                speaker_text text = {0};
                ADD(&text, stressed, P(M), pairs[i][kind], P(M), P(A), P(M));
                rawi_sound sound = say(&text);
                lengths[kind] = sound.count;
                rawi_sound_free(&sound);
            }
            double short_vowel = stressed == 0 ? 0.110 * RATE : 0.075 * RATE;
            double ratio = 1.0 + ((double)lengths[1] - (double)lengths[0]) / short_vowel;
            if (ratio < 1.6)
                fail_msg("%s is only %.2f times as long", rawi_phone_ipa(pairs[i][1]), ratio);
            least = fmin(least, ratio);
        }
    print_message("long vowels are at least %.2f times as long\n", least);
}

static void stressed_syllables_stand_out(void **state) {
    (void)state;
    const rawi_phone phones[] = {P(M), P(A), P(M), P(A), P(M)};
    double levels[2];
    for (size_t stressed = 0; stressed < 2; stressed++) {
        speaker_text text = {0};
        speaker_add(&text, phones, 5, stressed);
        rawi_sound sound = say(&text);
        double first = measure_rms(sound.samples, sound.count / 2) * sqrt((double)sound.count);
        double second = measure_rms(sound.samples + sound.count / 2, sound.count / 2) *
                        sqrt((double)sound.count);
        levels[stressed] = first / second;
        rawi_sound_free(&sound);
    }
    print_message("first syllable against second: %.2f stressed, %.2f not\n", levels[0], levels[1]);
    assert_true(levels[0] > 1.15 * levels[1]);
}

/* ---- words --------------------------------------------------------------------------------- */

static void add_sentence(speaker_text *text) {
    ADD(text, 0, P(DHAL), P(A), P(H), P(A), P(B), P(A));
    ADD(text, 1, P(L), P(M), P(U), P(D), P(II), P(R), P(U));
    ADD(text, 0, P(HAMZA), P(I), P(L), P(A));
    ADD(text, 1, P(SH), P(A), P(M), P(AA), P(L), P(I));
    ADD(text, 1, P(S), P(A), P(AYN), P(II), P(D), P(A), P(N));
    ADD(text, 1, P(K), P(A), P(B), P(II), P(R), P(A));
    ADD(text, 1, EMPHATIC(SAD), EMPHATIC(A), P(B), P(AA), P(HAA), P(I));
    ADD(text, 0, P(Y), P(A), P(T), GEMINATE(T), P(A));
}

/* Words that start with a hiss after a vowel can be heard to start. */
static void word_times_are_those_of_the_sound(void **state) {
    (void)state;
    speaker_text text = {0};
    add_sentence(&text);
    rawi_word_time times[SPEAKER_WORDS];
    static const size_t hissing[] = {3, 4, 6};
    for (double rate = 0.5; rate <= 4.0; rate *= 2.0) {
        rawi_prosody prosody = {.rate = rate};
        rawi_sound sound = speaker_say(voice, &text, 0, text.utterance.word_count, &prosody, times);
        assert_int_equal(times[0].start, 0);
        for (size_t i = 1; i < text.utterance.word_count; i++) {
            assert_true(times[i].start > times[i - 1].start);
            assert_int_equal(times[i].start, times[i - 1].end);
        }
        assert_int_equal(times[text.utterance.word_count - 1].end, sound.count);
        for (size_t i = 0; i < 3; i++) {
            size_t step = RATE / 100, at = times[hissing[i]].start;
            size_t onset = at - RATE / 20;
            while (onset < at + RATE / 10 &&
                   (measure_crossings(sound.samples + onset, step, RATE) < 2500.0 ||
                    measure_rms(sound.samples + onset, step) < 0.005))
                onset += step / 4;
            double apart = fabs((double)onset - (double)at) / RATE;
            if (apart > 0.030)
                fail_msg("word %zu at rate %.2f: %.0f ms off", hissing[i], rate, apart * 1e3);
        }
        rawi_sound_free(&sound);
    }
}

/* No hole between the words of a phrase but the closures of stops. */
static void words_are_connected(void **state) {
    (void)state;
    speaker_text text = {0};
    ADD(&text, 0, P(S), P(A), P(L), P(I), P(M), P(A));
    ADD(&text, 0, P(N), P(A), P(Z), P(A), P(L), P(A));
    ADD(&text, 0, P(SAD), EMPHATIC(A), P(F), P(A), P(R), P(A));
    ADD(&text, 0, P(H), P(A), P(W), P(II));
    ADD(&text, 0, P(L), P(AA), P(Z), P(I), P(M));
    rawi_sound sound = say(&text);
    size_t silent = 0, longest = 0;
    for (size_t i = 0; i < sound.count; i++) {
        silent = fabsf(sound.samples[i]) < 0.002f ? silent + 1 : 0;
        longest = silent > longest ? silent : longest;
    }
    print_message("longest silence %.1f ms\n", (double)longest / RATE * 1e3);
    assert_true(longest < RATE / 100);
    rawi_sound_free(&sound);
}

static void no_silence_at_the_edges(void **state) {
    (void)state;
    for (uint8_t symbol = 0; symbol < RAWI_PHONE_A; symbol++) {
        speaker_text text = {0};
        ADD(&text, 0, {symbol, 0}, P(A), {symbol, 0});
        rawi_sound sound = say(&text);
        assert_true(sound.count > RATE / 20);
        assert_true(fabsf(sound.samples[0]) >= 0.002f);
        assert_true(fabsf(sound.samples[sound.count - 1]) >= 0.002f);
        rawi_sound_free(&sound);
    }
}

static void nothing_clips(void **state) {
    (void)state;
    float peak = 0.0f;
    for (int intonation = RAWI_INTONATION_STATEMENT; intonation <= RAWI_INTONATION_CONTINUATION;
         intonation++) {
        speaker_text text = {0};
        add_sentence(&text);
        text.utterance.intonation = (rawi_intonation)intonation;
        rawi_sound sound = say(&text);
        for (size_t i = 0; i < sound.count; i++)
            peak = fmaxf(peak, fabsf(sound.samples[i]));
        rawi_sound_free(&sound);
    }
    print_message("peak %.2f\n", peak);
    assert_true(peak < 0.95f && peak > 0.3f);
}

/* ---- rate, pitch, melody ------------------------------------------------------------------- */

static void rate_scales_the_length(void **state) {
    (void)state;
    static const double rates[] = {0.5, 0.6, 0.75, 0.9, 1.1, 1.25, 1.5,
                                   2.0, 2.5, 2.8,  3.0, 3.5, 4.0};
    speaker_text text = {0};
    add_sentence(&text);
    rawi_sound plain = say(&text);
    size_t before = SIZE_MAX;
    double worst = 0.0;
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        rawi_prosody prosody = {.rate = rates[i]};
        rawi_sound sound = speaker_say(voice, &text, 0, text.utterance.word_count, &prosody, NULL);
        double measured = (double)plain.count / (double)sound.count;
        worst = fmax(worst, fabs(measured / rates[i] - 1.0));
        if (sound.count >= before || fabs(measured / rates[i] - 1.0) > 0.10)
            fail_msg("rate %.2f is %.2f", rates[i], measured);
        before = sound.count;
        rawi_sound_free(&sound);
    }
    print_message("rates are %.1f %% off at most\n", worst * 100.0);
    rawi_sound_free(&plain);
}

static double f0_at(const rawi_prosody *prosody) {
    speaker_text text = {0};
    ADD(&text, 1, P(M), P(AA), P(L), P(AA), P(M), P(AA), P(N), P(UU));
    rawi_sound sound = speaker_say(voice, &text, 0, 1, prosody, NULL);
    double scale = exp2(prosody->pitch / 12.0);
    double f0 = measure_median_f0(sound.samples, sound.count, RATE, lowest_f0 * fmin(scale, 1.0),
                                  highest_f0 * fmax(scale, 1.0));
    rawi_sound_free(&sound);
    return f0;
}

static void pitch_is_in_half_tones(void **state) {
    (void)state;
    static const double pitches[] = {-12, -7, -3, -1, 1, 3, 7, 12};
    double plain = f0_at(&(rawi_prosody){.rate = 1.0});
    double worst = 0.0;
    for (size_t i = 0; i < sizeof pitches / sizeof *pitches; i++) {
        double f0 = f0_at(&(rawi_prosody){.rate = 1.0, .pitch = pitches[i]});
        double measured = 12.0 * log2(f0 / plain);
        worst = fmax(worst, fabs(measured - pitches[i]));
        if (fabs(measured - pitches[i]) > 0.5)
            fail_msg("%+.0f half tones are %+.2f", pitches[i], measured);
    }
    print_message("voice at %.0f Hz, half tones are %.2f off at most\n", plain, worst);
}

/* Median pitch of the first and the last 250 ms of a phrase in half tones above 1 Hz. */
typedef struct contour {
    double start, end;
    size_t length;
} contour;

static contour contour_of(speaker_text *text, size_t first, size_t count) {
    rawi_sound sound = speaker_say(voice, text, first, count, NULL, NULL);
    size_t part = RATE / 4;
    double start = measure_median_f0(sound.samples, part, RATE, lowest_f0, highest_f0);
    double end =
        measure_median_f0(sound.samples + sound.count - part, part, RATE, lowest_f0, highest_f0);
    contour made = {12.0 * log2(start), 12.0 * log2(end), sound.count};
    rawi_sound_free(&sound);
    return made;
}

/* Vowels and sonorants only: the pitch can be measured everywhere. */
static void add_melodious(speaker_text *text) {
    for (int i = 0; i < 4; i++) {
        ADD(text, 1, P(L), P(A), P(M), P(AA), P(N));
        ADD(text, 1, P(M), P(U), P(N), P(II), P(R), P(U));
    }
    ADD(text, 1, P(M), P(A), P(L), P(UU), P(L));
}

static contour contour_with(rawi_intonation intonation) {
    speaker_text text = {0};
    add_melodious(&text);
    text.utterance.intonation = intonation;
    return contour_of(&text, 0, text.utterance.word_count);
}

static void each_kind_of_sentence_has_its_melody(void **state) {
    (void)state;
    contour statement = contour_with(RAWI_INTONATION_STATEMENT);
    contour question = contour_with(RAWI_INTONATION_QUESTION);
    contour wh_question = contour_with(RAWI_INTONATION_WH_QUESTION);
    contour exclamation = contour_with(RAWI_INTONATION_EXCLAMATION);
    contour heading = contour_with(RAWI_INTONATION_HEADING);
    contour continuation = contour_with(RAWI_INTONATION_CONTINUATION);
    print_message("ends against a statement's, half tones: question %+.1f, wh %+.1f, "
                  "exclamation %+.1f, heading %+.1f, continuation %+.1f\n",
                  question.end - statement.end, wh_question.end - statement.end,
                  exclamation.end - statement.end, heading.end - statement.end,
                  continuation.end - statement.end);
    assert_true(statement.end < statement.start - 2.0);
    assert_true(question.end > statement.end + 3.0);
    assert_true(continuation.end > statement.end + 2.0);
    assert_true(wh_question.start > statement.start + 1.0);
    assert_true(wh_question.end < wh_question.start - 3.0);
    assert_true(wh_question.end < question.end - 2.0);
    assert_true(exclamation.start > statement.start);
    assert_true(heading.start > statement.start + 0.5);
    assert_true(heading.end < heading.start - 2.0);
    assert_true((double)heading.length > 1.05 * (double)statement.length);
}

static void a_phrase_inside_a_sentence_does_not_fall(void **state) {
    (void)state;
    speaker_text text = {0};
    add_melodious(&text);
    text.words[4].break_after = RAWI_BREAK_CLAUSE;
    contour inside = contour_of(&text, 0, 5);
    contour last = contour_of(&text, 5, 4);
    print_message("comma %.1f half tones above the full stop\n", inside.end - last.end);
    assert_true(inside.end > last.end + 2.0);
}

static void a_parenthesis_is_lower_and_a_quotation_higher(void **state) {
    (void)state;
    contour contours[3];
    static const unsigned flags[] = {0, RAWI_WORD_QUOTED, RAWI_WORD_PARENTHETICAL};
    for (size_t i = 0; i < 3; i++) {
        speaker_text text = {0};
        add_melodious(&text);
        for (size_t word = 0; word < text.utterance.word_count; word++)
            text.words[word].flags = flags[i];
        contours[i] = contour_of(&text, 0, text.utterance.word_count);
    }
    assert_true(contours[1].start > contours[0].start + 0.3);
    assert_true(contours[2].start < contours[0].start - 0.5);
    assert_true(contours[2].length < contours[0].length);
}

/* ---- limits -------------------------------------------------------------------------------- */

static void words_without_phones_take_no_time(void **state) {
    (void)state;
    speaker_text text = {0};
    rawi_word_time times[SPEAKER_WORDS];
    speaker_add(&text, NULL, 0, 0);
    ADD(&text, 0, P(S), P(A), P(L));
    speaker_add(&text, NULL, 0, 0);
    ADD(&text, 0, P(S), P(A), P(L));
    speaker_add(&text, NULL, 0, 0);
    rawi_sound sound = speaker_say(voice, &text, 0, 5, NULL, times);
    assert_int_equal(times[0].end, 0);
    assert_int_equal(times[1].start, 0);
    assert_int_equal(times[2].start, times[2].end);
    assert_int_equal(times[2].end, times[3].start);
    assert_int_equal(times[4].start, sound.count);
    assert_int_equal(times[4].end, sound.count);
    rawi_sound_free(&sound);
}

static void unknown_phones_and_flags_are_spoken_as_something(void **state) {
    (void)state;
    speaker_text text = {0};
    ADD(&text, 0, {255, 255}, P(A), {200, 3}, {RAWI_PHONE_A, 255});
    text.syllables[0][0].stress = 255;
    rawi_sound sound = say(&text);
    assert_true(sound.count > RATE / 20);
    rawi_sound_free(&sound);
}

/* A phrase of `word_count` words that are all the same. */
static void say_huge(rawi_word word, size_t word_count) {
    rawi_word *words = calloc(word_count, sizeof *words);
    rawi_word_time *times = calloc(word_count, sizeof *times);
    for (size_t i = 0; i < word_count; i++)
        words[i] = word;
    rawi_utterance utterance = {.words = words, .word_count = word_count};
    rawi_phrase phrase = {&utterance, 0, word_count};
    rawi_sound sound = {0};
    rawi_prosody prosody = {.rate = 4.0};
    assert_int_equal(rawi_voice_speak(voice, &phrase, &prosody, &sound, times, NULL), RAWI_OK);
    double phones = (double)(word.phone_count * word_count);
    print_message("%.0f phones: %.1f s\n", phones, (double)sound.count / RATE);
    assert_true((double)sound.count / RATE > phones * 0.01);
    for (size_t i = 1; i < word_count; i++)
        assert_true(times[i].start > times[i - 1].start && times[i].end <= sound.count);
    rawi_sound_free(&sound);
    free(times);
    free(words);
}

static void huge_phrases_are_spoken_whole(void **state) {
    (void)state;
    enum {
        COUNT = 3000
    };
    rawi_phone *phones = calloc(COUNT, sizeof *phones);
    rawi_syllable *syllables = calloc(COUNT / 2, sizeof *syllables);
    for (uint16_t i = 0; i < COUNT / 2; i++) {
        phones[2 * i] = (rawi_phone)EMPHATIC(SAD);
        phones[2 * i].flags = RAWI_PHONE_GEMINATE;
        phones[2 * i + 1] = (rawi_phone)EMPHATIC(AA);
        syllables[i] = (rawi_syllable){(uint16_t)(2 * i), 2, 2};
    }
    rawi_word word = {.phones = phones, .syllables = syllables};
    word.phone_count = COUNT, word.syllable_count = COUNT / 2;
    say_huge(word, 1);
    word.phone_count = 4, word.syllable_count = 2;
    say_huge(word, 700);
    word.phone_count = 1, word.syllable_count = 0;
    say_huge(word, 2000);
    free(syllables);
    free(phones);
}

static bool stop_at_once(void *calls, const short *samples, size_t count,
                         const espeak_EVENT *events) {
    (void)samples;
    (void)count;
    (void)events;
    ++*(int *)calls;
    return false;
}

static void synthesis_can_be_stopped(void **state) {
    (void)state;
    static const rawi_espeak_request request = {.voice = "language ar\n",
                                                .text = "[[s'ala:m s'ala:m s'ala:m]].",
                                                .rate = 100,
                                                .volume = 100};
    int calls = 0;
    assert_int_equal(rawi_espeak_synthesize(&request, stop_at_once, &calls, NULL),
                     RAWI_INTERRUPTED);
    assert_int_equal(calls, 1);
    speaker_text text = {0};
    add_sentence(&text);
    rawi_sound sound = say(&text);
    assert_true(sound.count > RATE);
    rawi_sound_free(&sound);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_phone_sounds_and_is_distinct),
        cmocka_unit_test(emphatic_vowels_are_backed),
        cmocka_unit_test(dark_l_is_darker),
        cmocka_unit_test(pharyngeal_is_voiced_and_softer_than_its_vowels),
        cmocka_unit_test(geminates_are_longer),
        cmocka_unit_test(long_vowels_are_longer),
        cmocka_unit_test(stressed_syllables_stand_out),
        cmocka_unit_test(word_times_are_those_of_the_sound),
        cmocka_unit_test(words_are_connected),
        cmocka_unit_test(no_silence_at_the_edges),
        cmocka_unit_test(nothing_clips),
        cmocka_unit_test(rate_scales_the_length),
        cmocka_unit_test(pitch_is_in_half_tones),
        cmocka_unit_test(each_kind_of_sentence_has_its_melody),
        cmocka_unit_test(a_phrase_inside_a_sentence_does_not_fall),
        cmocka_unit_test(a_parenthesis_is_lower_and_a_quotation_higher),
        cmocka_unit_test(words_without_phones_take_no_time),
        cmocka_unit_test(unknown_phones_and_flags_are_spoken_as_something),
        cmocka_unit_test(huge_phrases_are_spoken_whole),
        cmocka_unit_test(synthesis_can_be_stopped),
    };
    return cmocka_run_group_tests_name("man", tests, open_man, close_voice) +
           cmocka_run_group_tests_name("woman", tests, open_woman, close_voice);
}
