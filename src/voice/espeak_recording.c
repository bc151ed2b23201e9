/* A recording of what eSpeak NG says, made better: no silence but that of closures, pharyngeals
 * softer than vowels. */
#include "voice/espeak_recording.h"

#include "voice/espeak_phones.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Samples of a smaller amplitude are silence. */
static const float silence = 0.002f;

/* A shorter silence is part of a sound: a zero crossing, the closed part of a glottal period. */
static const size_t shortest_gap = 110; /* 5 ms */

/* A word that starts with a closure starts so much before its release at most. */
static const size_t longest_lead = 441; /* 20 ms */

/* The middle of a pharyngeal against the vowel whose formants it has: -10 dB. */
static const float pharyngeal_dip = 0.32f;

void rawi_espeak_recording_begin(rawi_espeak_recording *recording, rawi_espeak_word *words,
                                 size_t count) {
    recording->sound.count = 0;
    recording->mark_count = 0;
    recording->words = words;
    recording->word_count = count;
    recording->next_word = 0;
    recording->word_pending = false;
    recording->failed = false;
}

/* A word event names the place after the word's first character; it may pass over words of which
 * nothing was reported. */
static void start_word(rawi_espeak_recording *recording, const espeak_EVENT *event) {
    while (recording->next_word < recording->word_count &&
           recording->words[recording->next_word].text_offset < (size_t)event->text_position) {
        recording->words[recording->next_word++].start = (size_t)event->sample;
        recording->word_pending = true;
    }
}

/* A word starts with its first sound: what lies between its event and that one is a closure, or a
 * gap that will be cut. */
static void lead_word(rawi_espeak_recording *recording, size_t sample) {
    recording->word_pending = false;
    rawi_espeak_word *word = &recording->words[recording->next_word - 1];
    if (sample > word->start + longest_lead)
        word->start = sample - longest_lead;
}

/* From version 1.52 on a vowel's mnemonic comes with its stress marks. */
static void copy_mnemonic(char to[9], const char from[8]) {
    size_t start = 0, length = 0;
    while (start < 8 && from[start] && strchr("',%=", from[start]))
        start++;
    while (start + length < 8 && from[start + length])
        length++;
    memcpy(to, from + start, length);
    to[length] = '\0';
}

static void add_mark(rawi_espeak_recording *recording, const espeak_EVENT *event) {
    if (recording->mark_count == recording->mark_capacity) {
        size_t capacity = recording->mark_capacity ? recording->mark_capacity * 2 : 64;
        rawi_espeak_mark *marks = realloc(recording->marks, capacity * sizeof *marks);
        if (!marks) {
            recording->failed = true;
            return;
        }
        recording->marks = marks;
        recording->mark_capacity = capacity;
    }
    rawi_espeak_mark *mark = &recording->marks[recording->mark_count++];
    mark->sample = (size_t)event->sample;
    copy_mnemonic(mark->mnemonic, event->id.string);
    if (recording->word_pending)
        lead_word(recording, mark->sample);
}

bool rawi_espeak_record(void *user, const short *samples, size_t count,
                        const espeak_EVENT *events) {
    rawi_espeak_recording *recording = user;
    for (; events->type != espeakEVENT_LIST_TERMINATED; events++) {
        if (events->type == espeakEVENT_WORD)
            start_word(recording, events);
        else if (events->type == espeakEVENT_PHONEME && events->id.string[0] != '_')
            add_mark(recording, events);
    }
    if (recording->failed || !rawi_sound_reserve(&recording->sound, count)) {
        recording->failed = true;
        return false;
    }
    float *out = recording->sound.samples + recording->sound.count;
    for (size_t i = 0; i < count; i++)
        out[i] = (float)samples[i] / 32768.0f;
    recording->sound.count += count;
    return true;
}

/* Lowers samples [start, end) in the shape of a cosine. */
static void soften(float *samples, size_t start, size_t end) {
    const double turn = 6.283185307179586;
    for (size_t i = start; i < end; i++) {
        double depth = 0.5 - 0.5 * cos(turn * (double)(i - start) / (double)(end - start));
        samples[i] *= 1.0f - (1.0f - pharyngeal_dip) * (float)depth;
    }
}

static void soften_pharyngeals(rawi_espeak_recording *recording, const bool *is_consonant,
                               size_t count) {
    size_t met = 0;
    for (size_t i = 0; i < recording->mark_count && met < count; i++) {
        if (strcmp(recording->marks[i].mnemonic, rawi_espeak_pharyngeal) != 0)
            continue;
        size_t start = recording->marks[i].sample;
        size_t end =
            i + 1 < recording->mark_count ? recording->marks[i + 1].sample : recording->sound.count;
        if (is_consonant[met++] && start < end && end <= recording->sound.count)
            soften(recording->sound.samples, start, end);
    }
}

static size_t silent_run_before(const rawi_sound *sound, size_t end, size_t limit) {
    size_t start = end;
    while (start > limit && fabsf(sound->samples[start - 1]) < silence)
        start--;
    return start;
}

/* The sound is moved together in one pass: what is kept goes to `end`, words go with it. */
typedef struct compaction {
    rawi_espeak_recording *recording;
    size_t end;
    size_t word; /* the first one that has not been moved */
} compaction;

/* Keeps samples [start, end), which lie behind all that were kept before. */
static void keep(compaction *to, size_t start, size_t end) {
    rawi_espeak_recording *recording = to->recording;
    float *samples = recording->sound.samples;
    for (; to->word < recording->word_count && recording->words[to->word].start < end; to->word++) {
        size_t *place = &recording->words[to->word].start;
        *place = to->end + (*place > start ? *place - start : 0);
    }
    if (start < end) {
        memmove(samples + to->end, samples + start, (end - start) * sizeof *samples);
        to->end += end - start;
    }
}

static void cut_silence(rawi_espeak_recording *recording) {
    rawi_sound *sound = &recording->sound;
    compaction to = {.recording = recording};
    size_t last = silent_run_before(sound, sound->count, 0);
    size_t start = 0;
    while (start < last && fabsf(sound->samples[start]) < silence)
        start++;
    for (size_t i = 1; i < recording->mark_count; i++) {
        const rawi_espeak_mark *mark = &recording->marks[i];
        if (rawi_espeak_has_closure(mark->mnemonic) || rawi_espeak_has_closure(mark[-1].mnemonic) ||
            mark->sample <= start || mark->sample > last)
            continue;
        size_t gap = silent_run_before(sound, mark->sample, start);
        if (mark->sample - gap < shortest_gap)
            continue;
        keep(&to, start, gap);
        start = mark->sample;
    }
    keep(&to, start, last);
    for (; to.word < recording->word_count; to.word++)
        recording->words[to.word].start = to.end;
    sound->count = to.end;
}

void rawi_espeak_recording_finish(rawi_espeak_recording *recording, const bool *is_consonant,
                                  size_t count) {
    while (recording->next_word < recording->word_count)
        recording->words[recording->next_word++].start = recording->sound.count;
    soften_pharyngeals(recording, is_consonant, count);
    cut_silence(recording);
}

void rawi_espeak_recording_free(rawi_espeak_recording *recording) {
    rawi_sound_free(&recording->sound);
    free(recording->marks);
    *recording = (rawi_espeak_recording){0};
}
