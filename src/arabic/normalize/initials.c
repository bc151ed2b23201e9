/* Single letters said by their names: abbreviations that no table knows (ش.غ), decrees (م/51),
 * plates of vehicles (أ ب ج 1234), blood groups (A−), ratings with their sign first (-BBB). */
#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"
#include "base/table.h"

RAWI_TABLE(abbreviations);

enum {
    MOST_LETTERS = 6
};

/* The name of the letter that is item `at`, or NULL where it is no word of one letter. */
static const char *letter_name(const rawi_reader *reader, size_t at) {
    const rawi_item *item = rawi_item_at(reader, at);
    if (!item || item->kind != RAWI_ITEM_WORD)
        return NULL;
    ptrdiff_t row = rawi_table_find(&rawi_abbreviations_table, item->bare);
    for (; row >= 0 && (size_t)row < rawi_table_rows(&rawi_abbreviations_table); row++) {
        const char *key = rawi_table_cell(&rawi_abbreviations_table, (size_t)row, 0);
        const char *where = rawi_table_cell(&rawi_abbreviations_table, (size_t)row, 1);
        if (!rawi_slice_equal(rawi_slice_of(key), item->bare))
            break;
        if (rawi_slice_equal(rawi_slice_of(where), rawi_slice_of("label")))
            return rawi_table_cell(&rawi_abbreviations_table, (size_t)row, 2);
    }
    return NULL;
}

/* Every letter and number of the candidate. */
static rawi_status say_letters(rawi_reader *reader, const rawi_candidate *candidate,
                               rawi_error *error) {
    (void)error;
    for (size_t at = candidate->first; at < candidate->end; at++) {
        const rawi_item *item = rawi_item_at(reader, at);
        const char *name = letter_name(reader, at);
        if (name)
            rawi_speak(&reader->speaker, rawi_slice_of(name),
                       RAWI_TOKEN_COMPLETE | RAWI_TOKEN_FOREIGN);
        else if (item->kind == RAWI_ITEM_DIGITS)
            rawi_say_digits(reader->tokens, item->text, reader->speaker.span);
    }
    return RAWI_OK;
}

/* «ش.غ»: a full stop stands between every two letters, and may stand after the last. */
bool rawi_recognize_initials(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    size_t end = at + 1;
    if (!letter_name(reader, at))
        return false;
    while (end < at + 2 * MOST_LETTERS && rawi_item_is_symbol(reader, end, U'.') &&
           rawi_item_is_glued(reader, end) && rawi_item_is_glued(reader, end + 1) &&
           letter_name(reader, end + 1))
        end += 2;
    bool stop = rawi_item_is_symbol(reader, end, U'.') && rawi_item_at(reader, end + 1);
    candidate->end = end + stop;
    return end > at + 1 && rawi_propose(candidate, N_("letters of an abbreviation"),
                                        N_("single letters with full stops between them"),
                                        RAWI_SCORE_SHAPE, say_letters);
}

/* «كريم. س»، «سارة.م»: the letters after a name, each after a full stop, that stand for more names.
 */
bool rawi_recognize_name_cut_short(const rawi_reader *reader, size_t at,
                                   rawi_candidate *candidate) {
    const rawi_item *name = at ? rawi_item_at(reader, at - 1) : NULL;
    size_t end = at;
    while (end < at + 2 * MOST_LETTERS && rawi_item_is_symbol(reader, end, U'.') &&
           rawi_item_is_glued(reader, end) && letter_name(reader, end + 1))
        end += 2;
    const rawi_item *next = rawi_item_at(reader, end);
    bool joined = next && next->kind != RAWI_ITEM_SYMBOL && !next->spaced; /* د.2 */
    candidate->end = end;
    return end > at && name && name->kind == RAWI_ITEM_WORD && !rawi_has_article(name->bare) &&
           !letter_name(reader, at - 1) && !joined && !rawi_item_is_word(reader, at + 1, "و") &&
           rawi_propose(candidate, N_("letters of an abbreviation"),
                        N_("after a name and a full stop"), RAWI_SCORE_CONFIRMED, say_letters);
}

/* «المرسوم الملكي م/51» */
bool rawi_recognize_decree(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number number;
    if (!letter_name(reader, at) || !rawi_item_is_symbol(reader, at + 1, U'/') ||
        !rawi_item_is_glued(reader, at + 1) || !rawi_item_is_glued(reader, at + 2) ||
        !rawi_parse_plain(reader, at + 2, &number) || !rawi_clause_has_listed(reader, at, "decree"))
        return false;
    candidate->end = at + 3;
    return rawi_propose(candidate, N_("the letter and number of a document"),
                        N_("a stroke joins them"), RAWI_SCORE_CONFIRMED + 5, say_letters);
}

/* «لوحة السيارة أ ب ج 1234» */
bool rawi_recognize_plate(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const size_t most_letters = 3;
    const size_t most_digits = 4;
    size_t end = at;
    rawi_number number;
    while (end < at + most_letters && letter_name(reader, end))
        end++;
    if (end == at || !rawi_parse_plain(reader, end, &number) ||
        number.digits.length > most_digits || !rawi_clause_has_listed(reader, at, "plate"))
        return false;
    candidate->end = end + 1;
    return rawi_propose(candidate, N_("the number of a vehicle"),
                        N_("single letters before a number, and the word for a plate"),
                        RAWI_SCORE_CERTAIN, say_letters);
}

static void say_latin_letters(rawi_reader *reader, rawi_slice letters) {
    for (size_t i = 0; i < letters.length; i++) {
        char letter = letters.bytes[i];
        rawi_speak(&reader->speaker,
                   rawi_slice_of(letter == 'A'   ? "إِيهْ"
                                 : letter == 'B' ? "بِي"
                                 : letter == 'C' ? "سِي"
                                                 : "أُو"),
                   RAWI_TOKEN_COMPLETE | RAWI_TOKEN_FOREIGN);
    }
}

/* candidate->row is the item of its letters, the other one its sign. */
static rawi_status say_blood_group(rawi_reader *reader, const rawi_candidate *candidate,
                                   rawi_error *error) {
    (void)error;
    const unsigned foreign = RAWI_TOKEN_COMPLETE | RAWI_TOKEN_FOREIGN;
    rawi_slice letters = rawi_item_at(reader, candidate->row)->text;
    size_t sign = candidate->row == candidate->first ? candidate->first + 1 : candidate->first;
    say_latin_letters(reader, letters);
    bool positive = rawi_item_is_symbol(reader, sign, U'+');
    rawi_speak(&reader->speaker, rawi_slice_of(positive ? "مُوجَب" : "سَالِب"), foreign);
    return RAWI_OK;
}

/* Whether nothing is glued behind item `at`. */
static bool ends_word(const rawi_reader *reader, size_t at) {
    const rawi_item *next = rawi_item_at(reader, at + 1);
    return !next || next->spaced || next->kind == RAWI_ITEM_SYMBOL;
}

static bool is_blood_sign(const rawi_reader *reader, size_t at) {
    return rawi_item_is_symbol(reader, at, U'+') || rawi_item_is_dash(reader, at);
}

/* «فصيلة دمه A-»; the sign stands first where the line was typed as it is seen: -A. */
bool rawi_recognize_blood_group(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    candidate->row = at + is_blood_sign(reader, at);
    bool signed_once = is_blood_sign(reader, at) ? rawi_item_at(reader, at)->spaced
                                                 : is_blood_sign(reader, at + 1);
    if (!rawi_item_is_one_of(reader, candidate->row, "A B AB O") || !signed_once ||
        !rawi_item_is_glued(reader, at + 1) || !ends_word(reader, at + 1) ||
        !rawi_clause_has_listed(reader, at, "blood"))
        return false;
    candidate->end = at + 2;
    return rawi_propose(candidate, N_("a blood group"), N_("its letters, and a word for blood"),
                        RAWI_SCORE_CERTAIN, say_blood_group);
}

/* Whether the letters rate a credit: one of the first three up to three times. */
static bool are_rating(rawi_slice letters) {
    const size_t longest = 3;
    for (size_t i = 0; i < letters.length; i++)
        if (letters.bytes[i] != letters.bytes[0])
            return false;
    return letters.bytes[0] >= 'A' && letters.bytes[0] <= 'C' && letters.length <= longest;
}

static rawi_status say_rating(rawi_reader *reader, const rawi_candidate *candidate,
                              rawi_error *error) {
    (void)error;
    bool plus = rawi_item_is_symbol(reader, candidate->first, U'+');
    say_latin_letters(reader, rawi_item_at(reader, candidate->first + 1)->text);
    rawi_speak(&reader->speaker, rawi_slice_of(plus ? "بْلَسْ" : "مَايْنَسْ"),
               RAWI_TOKEN_COMPLETE | RAWI_TOKEN_FOREIGN);
    return RAWI_OK;
}

/* «التصنيف إلى -BBB»: the sign stands first where the line was typed as it is seen. */
bool rawi_recognize_rating_sign(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const rawi_item *letters = rawi_item_at(reader, at + 1);
    candidate->end = at + 2;
    return (rawi_item_is_symbol(reader, at, U'-') || rawi_item_is_symbol(reader, at, U'+')) &&
           rawi_item_at(reader, at)->spaced && letters && letters->kind == RAWI_ITEM_LATIN &&
           !letters->spaced && are_rating(letters->text) && ends_word(reader, at + 1) &&
           rawi_clause_has_listed(reader, at, "rating") &&
           rawi_propose(candidate, N_("a credit rating"), N_("its letters, and a word for ratings"),
                        RAWI_SCORE_CERTAIN, say_rating);
}
