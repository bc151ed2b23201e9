/* The vowels of an active past, from its letters: قَدَّمَتْ, أَنْفَقَ, اسْتَهْدَفَ. */
#include <string.h>

#include "arabic/normalize/syntax/syntax.h"
#include "arabic/normalize/word_lists.h"

enum {
    MOST_LETTERS = 10,
    LETTER = sizeof "ب" - 1
};

/* A past that the author left without marks. Letters are counted from 0 at its conjunction. */
typedef struct past_verb {
    rawi_slice stem; /* without a conjunction and without the ت of the feminine */
    size_t joined;   /* letters before the stem */
    size_t letters;  /* of the stem */
    size_t voice;    /* of the stem, which has a damma in the passive */
    bool feminine;
} past_verb;

static const char *letter_of(const past_verb *verb, size_t letter) {
    return verb->stem.bytes + letter * LETTER;
}

/* Whether the letter is long or may be: أعاد، صور، أعطى. */
static bool is_weak(const char *letter) {
    static const char *const weak[] = {"ا", "و", "ي", "ى"};
    for (size_t i = 0; i < sizeof weak / sizeof *weak; i++)
        if (memcmp(letter, weak[i], LETTER) == 0)
            return true;
    return false;
}

/* Whether the word may be a past in the third person: neither a present nor قدمنا, قدموا. */
static bool parse_past(const rawi_reader *reader, size_t at, past_verb *verb) {
    static const char *const presents[] = {"ي", "ت", "ن", "سي", "ست", "سن", "لي", "لت", "آ"};
    const size_t after_wasl = 2;
    const rawi_item *item = rawi_item_at(reader, at);
    *verb = (past_verb){.stem = item->bare};
    if (rawi_verb_effect_of(item->bare) == RAWI_EFFECT_NONE)
        verb->joined = rawi_strip_prefix(&verb->stem, "و") || rawi_strip_prefix(&verb->stem, "ف");
    for (size_t i = 0; i < sizeof presents / sizeof *presents; i++)
        if (rawi_has_prefix(verb->stem, presents[i]))
            return false;
    bool root_in_t = rawi_word_in_list(verb->stem, "root_in_t");
    verb->feminine = !root_in_t && rawi_looks_like_past(verb->stem);
    if (verb->feminine)
        rawi_strip_suffix(&verb->stem, "ت");
    else if (rawi_has_suffix(verb->stem, "ت") && !root_in_t)
        return false; /* زرت، شنت */
    verb->letters = verb->stem.length / LETTER;
    verb->voice = rawi_has_prefix(verb->stem, "ا") ? after_wasl : 0;
    return rawi_slice_equal(item->text, item->bare) && !rawi_has_suffix(verb->stem, "ي") &&
           !rawi_has_suffix(verb->stem, "نا") && !rawi_has_suffix(verb->stem, "وا");
}

/* Whether the letters may be those of أَخَذَ and أَعْطَى, استَلم and استدعَى, of which only lists know. */
static bool is_ambiguous(const past_verb *verb) {
    const size_t of_hamza = 3, of_tenth = 5;
    return (verb->letters == of_hamza && rawi_has_prefix(verb->stem, "أ")) ||
           (verb->letters == of_tenth && rawi_has_prefix(verb->stem, "است"));
}

/* Whether the middle of three letters has a shadda: قدّم، صوّر. */
static bool is_doubled(const past_verb *verb) {
    const size_t of_three = 3;
    return rawi_word_in_list(verb->stem, "doubled_past") ||
           (verb->letters == of_three && is_weak(letter_of(verb, 1)) &&
            memcmp(letter_of(verb, 1), "ا", LETTER) != 0 && !rawi_has_suffix(verb->stem, "ى"));
}

/* The mark of the last letter but one; "" where it is long, NULL where it is in doubt. */
static const char *middle_mark(const past_verb *verb) {
    const size_t of_three = 3, of_four = 4, of_eighth = 5, of_tenth = 6;
    if (verb->voice ? verb->letters < of_eighth || verb->letters > of_tenth
                    : verb->letters < of_three || verb->letters > of_four)
        return NULL;
    if (rawi_word_in_list(verb->stem, "past_in_doubt"))
        return NULL;
    if (is_ambiguous(verb) && !rawi_word_in_list(verb->stem, "whole_past") &&
        !rawi_word_in_list(verb->stem, "geminate_past"))
        return verb->feminine && rawi_word_in_list(verb->stem, "defective_past") ? "ْ" : NULL;
    if (rawi_word_in_list(verb->stem, "past_with_kasra"))
        return "ِ";
    return is_doubled(verb) ? "َّ" : is_weak(letter_of(verb, verb->letters - 2)) ? "" : "َ";
}

/* Whether what follows item `at` begins with a letter that is silent after a word: اثنا عشر. */
static bool precedes_wasl(const rawi_reader *reader, size_t at) {
    const uint64_t ten = 10, hundred = 100, thousand = 1000;
    const rawi_item *next = rawi_item_at(reader, at + 1);
    rawi_number number;
    if (!next || next->kind != RAWI_ITEM_DIGITS)
        return next && rawi_has_prefix(next->bare, "ا");
    rawi_parse_scaled(reader, at + 1, &number);
    uint64_t first = number.value;
    while (first >= thousand)
        first /= thousand;
    return first > ten && first < hundred && first % ten == 2;
}

const char *rawi_with_marks(rawi_reader *reader, rawi_slice word, const char *const *marks) {
    rawi_text marked = {0};
    for (size_t i = 0; i * LETTER < word.length; i++) {
        rawi_text_add(&marked, word.bytes + i * LETTER, LETTER);
        rawi_text_add_string(&marked, marks[i] ? marks[i] : "");
    }
    return rawi_token_keep(reader->tokens, &marked);
}

const char *rawi_active_form(rawi_reader *reader, size_t at, size_t *voice) {
    const char *marks[MOST_LETTERS] = {NULL};
    rawi_slice word = rawi_item_at(reader, at)->text;
    past_verb verb;
    if (word.length > MOST_LETTERS * LETTER || !parse_past(reader, at, &verb))
        return NULL;
    const char *middle = middle_mark(&verb);
    if (!middle)
        return NULL;
    size_t last = verb.joined + verb.letters - 1;
    *voice = verb.joined + verb.voice;
    marks[last - 1] = middle;
    marks[*voice] = "َ";
    if (verb.feminine || !is_weak(letter_of(&verb, verb.letters - 1)))
        marks[last] = rawi_word_in_list(verb.stem, "geminate_past") ? "َّ" : "َ";
    if (verb.feminine)
        marks[last + 1] = precedes_wasl(reader, at) ? "ِ" : "ْ";
    return rawi_with_marks(reader, word, marks);
}
