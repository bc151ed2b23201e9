/* One table for how a phrase ends, one for what it stands in; a phrase's melody is a row of the
 * first and all rows of the second that hold for it. The figures were set by ear and by the
 * contours that tests/hts/melody_test.c measures. */
#include "voice/hts_melody.h"

#include <math.h>

/* How a phrase ends. */
typedef enum ending {
    ENDING_STATEMENT,
    ENDING_QUESTION,
    ENDING_WH_QUESTION,
    ENDING_EXCLAMATION,
    ENDING_HEADING,
    ENDING_CONTINUATION, /* the utterance ends, but more follows: a list goes on */
    ENDING_BREATH,       /* inside the utterance, as all below */
    ENDING_CLAUSE,
    ENDING_STRONG
} ending;

static const rawi_hts_melody endings[] = {
    /*                      level range start  end   own  tempo stretch */
    [ENDING_STATEMENT] = {0.0, 1.0, 0.0, -0.7, 1.0, 1.0, 1.05},
    [ENDING_QUESTION] = {1.0, 1.1, 0.0, 8.0, 0.2, 1.0, 1.15},
    [ENDING_WH_QUESTION] = {0.5, 1.1, 3.0, -1.0, 1.0, 1.0, 1.1},
    [ENDING_EXCLAMATION] = {1.0, 1.3, 1.5, -1.0, 1.0, 1.0, 1.1},
    [ENDING_HEADING] = {0.3, 1.1, 1.7, -2.2, 1.0, 1.06, 1.2},
    [ENDING_CONTINUATION] = {0.0, 1.0, 0.0, 3.5, 0.4, 1.0, 1.1},
    [ENDING_BREATH] = {0.0, 1.0, 0.0, 1.3, 0.5, 1.0, 1.0},
    [ENDING_CLAUSE] = {0.0, 1.0, 0.0, 2.8, 0.4, 1.0, 1.1},
    [ENDING_STRONG] = {0.0, 1.0, 0.0, 0.8, 0.6, 1.0, 1.15},
};

/* What a phrase stands in: level, start and end are added, the rest multiplied. */
static const rawi_hts_melody question_goes_on = {0.7, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0};
static const rawi_hts_melody wh_question_begins = {0.0, 1.0, 3.0, 0.0, 1.0, 1.0, 1.0};
static const rawi_hts_melody utterance_begins = {0.0, 1.0, 0.7, 0.0, 1.0, 1.0, 1.0};
static const rawi_hts_melody quoted = {1.2, 1.1, 0.0, 0.0, 1.0, 1.0, 1.0};
static const rawi_hts_melody parenthetical = {-1.7, 0.85, 0.0, 0.0, 1.0, 0.95, 1.0};
static const rawi_hts_melody caption = {-0.7, 0.95, 0.0, 0.0, 1.0, 1.0, 1.0};

/* Each phrase of an utterance starts a little lower than the one before, down to a bottom. */
static const double declination = -0.25, declination_bottom = -1.0;

/* How long the opening is in which `start` fades. */
static const double opening_seconds = 0.6;

static bool is_last(const rawi_phrase *phrase) {
    return phrase->first + phrase->count == phrase->utterance->word_count;
}

static ending ending_of(const rawi_phrase *phrase) {
    static const ending by_intonation[] = {
        [RAWI_INTONATION_STATEMENT] = ENDING_STATEMENT,
        [RAWI_INTONATION_QUESTION] = ENDING_QUESTION,
        [RAWI_INTONATION_WH_QUESTION] = ENDING_WH_QUESTION,
        [RAWI_INTONATION_EXCLAMATION] = ENDING_EXCLAMATION,
        [RAWI_INTONATION_HEADING] = ENDING_HEADING,
        [RAWI_INTONATION_CONTINUATION] = ENDING_CONTINUATION,
    };
    if (is_last(phrase))
        return by_intonation[phrase->utterance->intonation];
    switch (phrase->utterance->words[phrase->first + phrase->count - 1].break_after) {
    case RAWI_BREAK_CLAUSE:
        return ENDING_CLAUSE;
    case RAWI_BREAK_STRONG:
        return ENDING_STRONG;
    default:
        return ENDING_BREATH;
    }
}

static void add(rawi_hts_melody *melody, const rawi_hts_melody *more) {
    melody->level += more->level;
    melody->range *= more->range;
    melody->start += more->start;
    melody->end += more->end;
    melody->own *= more->own;
    melody->tempo *= more->tempo;
    melody->stretch *= more->stretch;
}

/* How many phrases of the utterance went before. */
static size_t phrases_before(const rawi_phrase *phrase) {
    size_t count = 0;
    for (size_t i = 0; i < phrase->first; i++)
        count += phrase->utterance->words[i].break_after != RAWI_BREAK_NONE;
    return count;
}

rawi_hts_melody rawi_hts_melody_of(const rawi_phrase *phrase) {
    const rawi_utterance *utterance = phrase->utterance;
    unsigned flags = utterance->words[phrase->first].flags;
    bool asks = utterance->intonation == RAWI_INTONATION_QUESTION;
    bool asks_what = utterance->intonation == RAWI_INTONATION_WH_QUESTION;
    rawi_hts_melody melody = endings[ending_of(phrase)];
    if (asks && !is_last(phrase))
        add(&melody, &question_goes_on);
    if (asks_what && phrase->first == 0 && !is_last(phrase))
        add(&melody, &wh_question_begins);
    if (phrase->first == 0)
        add(&melody, &utterance_begins);
    if (flags & RAWI_WORD_QUOTED || utterance->kind == RAWI_BLOCK_QUOTATION)
        add(&melody, &quoted);
    if (flags & RAWI_WORD_PARENTHETICAL)
        add(&melody, &parenthetical);
    if (utterance->kind == RAWI_BLOCK_CAPTION)
        add(&melody, &caption);
    melody.level += fmax(declination * (double)phrases_before(phrase), declination_bottom);
    return melody;
}

/* The last stressed syllable's first phone in a word; false where none is stressed. */
static bool find_stress(const rawi_word *word, size_t *phone) {
    for (size_t i = word->syllable_count; i-- > 0;)
        if (word->syllables[i].stress == 1 && word->syllables[i].first < word->phone_count) {
            *phone = word->syllables[i].first;
            return true;
        }
    return false;
}

void rawi_hts_melody_nucleus(const rawi_phrase *phrase, size_t *word, size_t *phone) {
    const rawi_word *words = phrase->utterance->words + phrase->first;
    *word = phrase->count - 1;
    while (*word > 0 && words[*word].phone_count == 0)
        --*word;
    *phone = 0;
    for (size_t i = phrase->count; i-- > 0;)
        if (find_stress(&words[i], phone)) {
            *word = i;
            return;
        }
}

/* From 0 at `from` to 1 at `to`, without corners. */
static double ease(double at, double from, double to) {
    double x = to > from ? (at - from) / (to - from) : at >= to;
    x = fmin(fmax(x, 0), 1);
    return x * x * (3 - 2 * x);
}

double rawi_hts_melody_bend(const rawi_hts_melody *melody, double own, double time, double nucleus,
                            double length) {
    double opening = fmin(opening_seconds, length / 2), close = ease(time, nucleus, length);
    double kept = melody->range * (1 - (1 - melody->own) * close);
    return own * kept + melody->level + melody->start * (1 - ease(time, 0, opening)) +
           melody->end * close;
}
