/* The diacritizer: sentences to windows, windows to classes, classes to text. */
#include "arabic/diacritize/diacritize.h"

#include "arabic/diacritize/diacritizer.h"
#include "arabic/diacritize/frequency.h"
#include "arabic/diacritize/network.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <unicode/utf8.h>

struct rawi_diacritizer {
    rawi_network *network;
    rawi_batch batch;
};

rawi_status rawi_diacritizer_open(rawi_diacritizer **diacritizer, rawi_error *error) {
    size_t size = (size_t)(rawi_diacritizer_weights_end - rawi_diacritizer_weights);
    return rawi_diacritizer_open_with(rawi_diacritizer_weights, size, rawi_best_kernel(),
                                      diacritizer, error);
}

rawi_status rawi_diacritizer_open_with(const unsigned char *bytes, size_t size,
                                       const rawi_kernel *kernel, rawi_diacritizer **diacritizer,
                                       rawi_error *error) {
    *diacritizer = NULL;
    rawi_weights weights;
    rawi_status status = rawi_weights_open(&weights, bytes, size, error);
    if (status != RAWI_OK)
        return status;
    rawi_diacritizer *opened = calloc(1, sizeof *opened);
    if (!opened)
        return rawi_fail_memory(error);
    status = rawi_network_open(&weights, kernel, &opened->network, error);
    if (status != RAWI_OK) {
        free(opened);
        return status;
    }
    *diacritizer = opened;
    return RAWI_OK;
}

void rawi_diacritizer_close(rawi_diacritizer *diacritizer) {
    if (diacritizer)
        rawi_network_close(diacritizer->network);
    free(diacritizer);
}

/* Keeps of a word's classes those in which it differs from its commonest reading. */
static void keep_difference(const rawi_letter *letters, size_t count, uint8_t *classes) {
    uint8_t common[RAWI_WORD_LETTERS];
    rawi_letter bare[RAWI_WORD_LETTERS];
    for (size_t i = 0; i < count; i++) {
        bare[i] = letters[i];
        if (letters[i].symbol >= RAWI_SYMBOL_LETTER)
            bare[i].allowed = (1U << RAWI_CLASSES) - 1;
    }
    bool known = rawi_frequent_form(bare, count, common);
    for (size_t i = 0; i < count; i++) {
        uint8_t shadda = classes[i] >= RAWI_CLASS_SHADDA;
        bool same =
            i + 1 == count ? shadda == (common[i] >= RAWI_CLASS_SHADDA) : classes[i] == common[i];
        if (!known || same)
            classes[i] = RAWI_CLASS_NONE;
        else if (i + 1 == count)
            classes[i] = shadda ? RAWI_CLASS_SHADDA : RAWI_CLASS_NONE;
    }
}

static void keep_differences(rawi_batch *batch) {
    for (uint32_t w = 0; w < batch->word_count; w++) {
        const rawi_letters_word *word = &batch->words[w];
        keep_difference(&batch->letters[word->first], word->count, &batch->classes[word->first]);
    }
}

/* Sentences on their way: which is read next and which is being written. */
typedef struct sentence_progress {
    const rawi_slice *sentences;
    size_t count;
    rawi_text *texts;
    size_t next;
    rawi_window_place place; /* in the sentence `next` */
    size_t written;          /* sentences before it are complete */
    size_t cursor;           /* of the sentence `written` */
} sentence_progress;

static void fill(rawi_batch *batch, sentence_progress *progress) {
    batch->letter_count = batch->word_count = batch->window_count = 0;
    while (progress->next < progress->count && rawi_batch_has_room(batch)) {
        rawi_slice sentence = progress->sentences[progress->next];
        if (!rawi_batch_add(batch, sentence, progress->next, &progress->place)) {
            progress->next++;
            progress->place = (rawi_window_place){0};
        }
    }
}

/* Writes what follows the last letter of the sentences before `end`. */
static void complete_until(sentence_progress *progress, size_t end) {
    for (; progress->written < end; progress->written++) {
        rawi_slice sentence = progress->sentences[progress->written];
        rawi_text_add(&progress->texts[progress->written], sentence.bytes + progress->cursor,
                      sentence.length - progress->cursor);
        progress->cursor = 0;
    }
}

static void write_windows(const rawi_batch *batch, sentence_progress *progress) {
    for (uint32_t i = 0; i < batch->window_count; i++) {
        const rawi_window *window = &batch->windows[i];
        complete_until(progress, window->sentence);
        rawi_batch_write(batch, window, progress->sentences[window->sentence], &progress->cursor,
                         &progress->texts[window->sentence]);
    }
    complete_until(progress, progress->next);
}

static rawi_status diacritize(rawi_diacritizer *diacritizer, const rawi_slice *sentences,
                              size_t count, bool partly, rawi_text *diacritized,
                              rawi_error *error) {
    sentence_progress progress = {.sentences = sentences, .count = count, .texts = diacritized};
    while (progress.next < count) {
        fill(&diacritizer->batch, &progress);
        rawi_network_classify(diacritizer->network, &diacritizer->batch);
        if (partly)
            keep_differences(&diacritizer->batch);
        write_windows(&diacritizer->batch, &progress);
    }
    for (size_t i = 0; i < count; i++)
        if (diacritized[i].failed)
            return rawi_fail_memory(error);
    return RAWI_OK;
}

rawi_status rawi_diacritize(rawi_diacritizer *diacritizer, const rawi_slice *sentences,
                            size_t count, rawi_text *diacritized, rawi_error *error) {
    return diacritize(diacritizer, sentences, count, false, diacritized, error);
}

rawi_status rawi_diacritize_partly(rawi_diacritizer *diacritizer, const rawi_slice *sentences,
                                   size_t count, rawi_text *diacritized, rawi_error *error) {
    return diacritize(diacritizer, sentences, count, true, diacritized, error);
}

/* The sum of e^score of a vowel's classes, relative to e^most. */
static float weigh_vowel(const float *scores, uint8_t vowel, uint8_t tanwin, float most) {
    return expf(scores[vowel] - most) + expf(scores[tanwin] - most) +
           expf(scores[vowel + RAWI_CLASS_SHADDA] - most) +
           expf(scores[tanwin + RAWI_CLASS_SHADDA] - most);
}

static rawi_vowel_odds weigh_letter(const float *scores) {
    float most = scores[0];
    for (size_t i = 1; i < RAWI_CLASSES; i++)
        most = scores[i] > most ? scores[i] : most;
    float damma = weigh_vowel(scores, RAWI_CLASS_DAMMA, RAWI_CLASS_DAMMATAN, most);
    float fatha = weigh_vowel(scores, RAWI_CLASS_FATHA, RAWI_CLASS_FATHATAN, most);
    float kasra = weigh_vowel(scores, RAWI_CLASS_KASRA, RAWI_CLASS_KASRATAN, most);
    float sum = damma + fatha + kasra + FLT_MIN;
    return (rawi_vowel_odds){damma / sum, fatha / sum, kasra / sum};
}

void rawi_diacritizer_weigh_vowels(rawi_diacritizer *diacritizer, rawi_slice sentence,
                                   const rawi_letter_place *places, size_t count,
                                   rawi_vowel_odds *odds) {
    rawi_batch *batch = &diacritizer->batch;
    sentence_progress progress = {.sentences = &sentence, .count = 1};
    size_t weighed = 0;
    while (progress.next < 1 && weighed < count) {
        fill(batch, &progress);
        rawi_network_classify(diacritizer->network, batch);
        for (uint32_t i = 0; i < batch->window_count; i++)
            for (uint32_t w = batch->windows[i].decide_first;
                 w < batch->windows[i].decide_end && weighed < count; w++) {
                const rawi_letters_word *word = &batch->words[w];
                if (word->start != places[weighed].word)
                    continue;
                size_t last = word->count - 1;
                size_t letter = places[weighed].letter < last ? places[weighed].letter : last;
                odds[weighed++] = weigh_letter(
                    rawi_network_scores(diacritizer->network, word->first + (uint32_t)letter));
            }
    }
    for (; weighed < count; weighed++)
        odds[weighed] = (rawi_vowel_odds){1.0F / 3, 1.0F / 3, 1.0F / 3};
}

rawi_status rawi_strip_marks(rawi_slice text, rawi_text *bare, rawi_error *error) {
    size_t kept = 0;
    for (size_t byte = 0; byte < text.length;) {
        size_t start = byte;
        UChar32 c;
        U8_NEXT((const uint8_t *)text.bytes, byte, text.length, c);
        if (c < 0 || !rawi_is_mark((char32_t)c))
            continue;
        rawi_text_add(bare, text.bytes + kept, start - kept);
        kept = byte;
    }
    rawi_text_add(bare, text.bytes + kept, text.length - kept);
    return bare->failed ? rawi_fail_memory(error) : RAWI_OK;
}
