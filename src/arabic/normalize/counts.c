/* Numbers that count and measure: with a noun, a unit, a currency, in per cent. */
#include "arabic/normalize/counts.h"

#include <string.h>

#include "arabic/normalize/author_noun.h"
#include "arabic/normalize/calendar.h"
#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"
#include "base/table.h"

RAWI_TABLE(unit_adjectives);

/* A letter that is also a unit counts as one where it cannot be something else. */
static bool letter_is_unit(const rawi_reader *reader, size_t first, size_t at, size_t end) {
    const rawi_item *letter = rawi_item_at(reader, at);
    const rawi_item *before = first ? rawi_item_at(reader, first - 1) : NULL;
    const rawi_item *next = rawi_item_at(reader, end);
    if (reader->equation || (before && before->kind == RAWI_ITEM_LATIN))
        return false;
    if (before && letter->kind == RAWI_ITEM_LATIN &&
        rawi_item_in_list(reader, first - 1, "named_by_letters"))
        return false;
    if (next && !next->spaced && next->kind != RAWI_ITEM_SYMBOL)
        return false;
    if (letter->kind == RAWI_ITEM_LATIN)
        return !next || next->spaced || next->kind == RAWI_ITEM_SYMBOL;
    return true;
}

/* The form of a unit that the author wrote in full, for numbers whose grammar leaves it free (5.99
 * كيلومترات، 6.8 أمتار، 63.2 دولارا). */
static rawi_unit_form unit_form(const rawi_reader *reader, size_t at, const rawi_noun *noun) {
    static const char broken[] =
        "أمتار أطنان أميال أقدام أرطال دنانير دراهم قروش أشهر أيام نقاط ثوان ثواني دقائق "
        "أسابيع أعوام براميل عقد";
    const rawi_item *word = rawi_item_at(reader, at);
    if (word->kind != RAWI_ITEM_WORD)
        return RAWI_UNIT_PLAIN;
    bool plural = rawi_has_suffix(word->bare, "ات") && !rawi_is_singular_in_at(noun->singular);
    if (plural || rawi_item_is_one_of(reader, at, broken))
        return RAWI_UNIT_PLURAL;
    if (rawi_has_suffix(word->bare, "ا") && !rawi_is_invariable(noun->singular))
        return RAWI_UNIT_ACCUSATIVE;
    return RAWI_UNIT_PLAIN;
}

/* «85 متر مربع»، «1 كيلومتر مربع»: a unit and its adjective without the alif of their tanwin, or
 * with واحد between them. */
static bool is_undeclined(const rawi_reader *reader, size_t adjective, const rawi_number *number) {
    rawi_counted_form form = rawi_counted_form_of(number->value);
    rawi_slice unit = rawi_item_at(reader, adjective - 1)->bare;
    rawi_slice word = rawi_item_at(reader, adjective)->bare;
    bool bare = rawi_item_at(reader, adjective - 1)->kind == RAWI_ITEM_WORD &&
                !rawi_has_suffix(unit, "ا") && !rawi_has_suffix(unit, "ة") &&
                !rawi_has_suffix(word, "ا") && !rawi_has_suffix(word, "ة");
    return !number->scale && bare && (form == RAWI_COUNTED_MANY || form == RAWI_COUNTED_ONE);
}

/* The author's adjective of the unit, where more than the unit is said before it: «خمسين جنيها
 * مصريا وخمسة وثلاثين قرشا», «سبع درجات مئوية تحت الصفر». The item after it, or `at`. */
static size_t take_adjective(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const rawi_item *word = rawi_item_at(reader, at);
    const rawi_number *number = &candidate->numbers[0];
    if (!word || word->kind != RAWI_ITEM_WORD || *candidate->noun.adjective ||
        (!number->fraction.length && number->sign != '-' && !is_undeclined(reader, at, number)))
        return at;
    rawi_slice stem = word->bare;
    if (rawi_has_suffix(stem, "ة") || rawi_has_suffix(stem, "ا"))
        stem.length -= strlen("ا");
    ptrdiff_t row = rawi_table_find(&rawi_unit_adjectives_table, stem);
    if (row < 0)
        return at;
    candidate->noun.adjective = rawi_table_cell(&rawi_unit_adjectives_table, (size_t)row, 1);
    return at + 1;
}

/* A unit from `at` on that the context allows; the item after it, or `at`. */
static size_t allowed_unit(const rawi_reader *reader, size_t first, size_t at,
                           rawi_candidate *candidate) {
    const char *kind = NULL;
    size_t end = rawi_find_unit(reader, at, &candidate->noun, &kind);
    const unsigned million = 6;
    if (end == at || (strcmp(kind, "letter") == 0 && !letter_is_unit(reader, first, at, end)) ||
        (strcmp(kind, "scaled") == 0 && candidate->numbers[0].scale < million))
        return at;
    candidate->has_noun = true;
    candidate->numbers[0].unit_form = unit_form(reader, at, &candidate->noun);
    candidate->taken_for = strcmp(kind, "money") == 0 ? N_("an amount of money") : N_("a measure");
    candidate->reason = N_("a unit follows the number");
    candidate->score = strcmp(kind, "letter") == 0 ? RAWI_SCORE_SHAPE : RAWI_SCORE_CONFIRMED;
    return take_adjective(reader, end, candidate);
}

/* Whether three to ten have a singular after them and nothing that would have to be a plural with
 * it: «قرأت 3 كتاب.», «10 سبتيليون سنة». */
static bool may_be_mended(const rawi_reader *reader, size_t at) {
    rawi_slice noun = rawi_without_tanwin(rawi_item_at(reader, at)->bare);
    const rawi_item *next = rawi_item_at(reader, at + 1);
    bool alone = !next || next->kind == RAWI_ITEM_SYMBOL ||
                 (next->kind == RAWI_ITEM_WORD && rawi_is_governor(next->bare));
    return (alone || rawi_item_in_list(reader, at, "great_number")) && rawi_has_plural(noun);
}

/* Whether the noun has the form that the number before its half asks: a dual or a plural. */
static bool fits_part(const rawi_reader *reader, size_t noun, const rawi_number *number,
                      const rawi_counted_noun *counted) {
    rawi_counted_form form = rawi_counted_form_of(number->value);
    if (form == RAWI_COUNTED_TWO)
        return counted->number == RAWI_SINGULAR || rawi_has_singular(reader, noun);
    if (form != RAWI_COUNTED_FEW || counted->number != RAWI_SINGULAR)
        return true;
    return rawi_has_plural(rawi_without_tanwin(rawi_item_at(reader, noun)->bare));
}

/* Whether the fraction is a half or a quarter. */
static bool is_part(const rawi_number *number) {
    return rawi_slice_equal(number->fraction, rawi_slice_of("5")) ||
           rawi_slice_equal(number->fraction, rawi_slice_of("25"));
}

static rawi_count count_of(const rawi_number *number, const rawi_counted_noun *noun) {
    if (is_part(number) && !number->scale && !number->sign)
        return RAWI_COUNT_AND_PART;
    if (number->fraction.length || number->scale || number->sign)
        return RAWI_COUNT_NOUN_FOLLOWS;
    if (number->value == 1 && noun->number == RAWI_SINGULAR)
        return RAWI_COUNT_NOUN_FIRST;
    if (number->value == 2)
        return noun->number == RAWI_SINGULAR ? RAWI_COUNT_DUAL
               : noun->number == RAWI_DUAL   ? RAWI_COUNT_SAME_DUAL
                                             : RAWI_COUNT_PAIR;
    if (number->value > 100 && noun->number == RAWI_SINGULAR && number->value % 100 == 1)
        return RAWI_COUNT_AND_ONE;
    if (number->value > 100 && noun->number == RAWI_SINGULAR && number->value % 100 == 2)
        return RAWI_COUNT_AND_DUAL;
    return RAWI_COUNT_NOUN_FOLLOWS;
}

/* «11 ضريبة أمن، و23 رسم وقود»: in a series of what is counted, a noun with its second term. */
static bool continues_series(const rawi_reader *reader, size_t at) {
    const rawi_item *term = rawi_item_at(reader, at + 1);
    return reader->clitic && strcmp(reader->clitic, "وَ") == 0 && reader->last_counts && term &&
           term->kind == RAWI_ITEM_WORD && rawi_is_listed_noun(term->bare) &&
           !rawi_has_suffix(term->bare, "ا");
}

bool rawi_may_be_counted(const rawi_reader *reader, size_t at, const rawi_number *number) {
    rawi_slice word = rawi_item_at(reader, at)->bare;
    const rawi_item *next = rawi_item_at(reader, at + 1);
    bool numbered = next && next->kind == RAWI_ITEM_DIGITS;
    bool definite = next && next->kind == RAWI_ITEM_WORD && rawi_has_prefix(next->bare, "ال") &&
                    !rawi_item_in_list(reader, at + 1, "today") && !rawi_is_weekday(reader, at + 1);
    if (number->scale || number->fraction.length)
        return true;
    if (numbered && rawi_counted_form_of(number->value) <= RAWI_COUNTED_FEW)
        return rawi_noun_fits(word, number->value) && number->value > 2;
    bool tanwin = rawi_counted_form_of(number->value) != RAWI_COUNTED_MANY ||
                  rawi_takes_no_alif(word) || continues_series(reader, at); /* عيار 21 سجل */
    return !rawi_is_listed_verb(word) ||
           (rawi_noun_fits(word, number->value) && tanwin && !definite);
}

/* The item after «تحت الصفر» at item `at`, which the sign of the number says too, or `at`. */
static size_t after_below_zero(const rawi_reader *reader, size_t at) {
    return rawi_item_is_word(reader, at, "تحت") && rawi_item_is_word(reader, at + 1, "الصفر")
               ? at + 2
               : at;
}

/* «-7 درجات»: seven degrees below zero; «6.8 درجات»: six and eight tenths. */
static bool counts_degrees(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number *number = &candidate->numbers[0];
    const rawi_item *next = rawi_item_at(reader, at);
    bool plural = rawi_item_is_word(reader, at, "درجات");
    bool unsaid = number->sign == '-' && !number->scale && next && next->spaced &&
                  rawi_speaks_of_heat(reader, candidate->first); /* الحرارة إلى -6 في */
    if (!plural && !rawi_item_is_word(reader, at, "درجة") && !unsaid)
        return false;
    bool celsius = is_part(number) && rawi_item_is_word(reader, at + 1, "مئوية");
    if (number->sign != '-' && !((plural || celsius) && number->fraction.length))
        return false;
    number->unit_form = plural ? RAWI_UNIT_PLURAL : RAWI_UNIT_PLAIN;
    candidate->noun = (rawi_noun){RAWI_FEMININE, "دَرَجَة", "دَرَجَات", "", ""};
    candidate->has_noun = true;
    candidate->end = plural || rawi_item_is_word(reader, at, "درجة")
                         ? take_adjective(reader, at + 1, candidate)
                         : after_below_zero(reader, at);
    candidate->taken_for = N_("a measure");
    candidate->reason = N_("a unit follows the number");
    candidate->score = RAWI_SCORE_CONFIRMED;
    return true;
}

/* «2 ملعقة كبيرة»، «102 تمريرة حاسمة»: an adjective that becomes dual with its noun. */
static bool has_adjective(const rawi_reader *reader, size_t noun) {
    const rawi_item *next = rawi_item_at(reader, noun + 1);
    rawi_slice word = rawi_item_at(reader, noun)->bare;
    bool feminine = rawi_has_suffix(word, "ة") || rawi_is_plural(word);
    if (!next || next->kind != RAWI_ITEM_WORD || feminine != rawi_has_suffix(next->bare, "ة"))
        return false;
    if (rawi_has_prefix(next->bare, "و") &&
        rawi_is_listed_noun(
            (rawi_slice){next->bare.bytes + strlen("و"), next->bare.length - strlen("و")}))
        return false; /* متوسطتان وثانوية */
    return rawi_item_in_list(reader, noun + 1, "size") ||
           (rawi_is_plural(word) && rawi_item_in_list(reader, noun + 1, "adjective")) ||
           (feminine && !rawi_has_article(next->bare) && !rawi_is_listed_noun(next->bare) &&
            rawi_counted_noun_of(next->bare).is_noun);
}

/* Whether the word after the noun is said together with it. */
static bool takes_next(const rawi_reader *reader, size_t noun, const rawi_candidate *candidate) {
    unsigned detail = candidate->detail;
    bool feminine = rawi_has_suffix(rawi_item_at(reader, noun)->bare, "ة");
    if (detail == RAWI_COUNT_AND_PART)
        return candidate->numbers[0].value &&
               (rawi_has_material(reader, noun) ||
                (feminine && rawi_item_in_list(reader, noun + 1, "size")));
    return (detail == RAWI_COUNT_NOUN_FIRST &&
            (rawi_has_material(reader, noun) || rawi_item_in_list(reader, noun + 1, "size"))) ||
           ((detail == RAWI_COUNT_DUAL || detail == RAWI_COUNT_AND_DUAL) &&
            has_adjective(reader, noun));
}

/* «المذاهب الـ4 متفقة»: what is counted stands before the number and its article. */
static bool describes_plural(const rawi_reader *reader) {
    const rawi_item *noun = reader->definite && reader->clitic_item
                                ? rawi_item_at(reader, reader->clitic_item - 1)
                                : NULL;
    return noun && noun->kind == RAWI_ITEM_WORD && rawi_has_prefix(noun->bare, "ال") &&
           rawi_is_plural(noun->bare) && rawi_is_listed_noun(rawi_without_article(noun->bare));
}

/* What the word is as a noun that the number counts: also a plural with a pronoun, of three to ten
 * of which things (3 أضعافه); people have theirs (يرفع 6 أيديهم). */
static rawi_counted_noun noun_of(rawi_slice word, const rawi_number *number) {
    rawi_slice plural = word;
    rawi_counted_noun owned = {0};
    if (rawi_counted_form_of(number->value) == RAWI_COUNTED_FEW && !number->scale &&
        !number->fraction.length &&
        (rawi_strip_suffix(&plural, "ه") || rawi_strip_suffix(&plural, "ها")) &&
        rawi_is_listed_noun(plural))
        owned = rawi_counted_noun_of(plural);
    return owned.number == RAWI_PLURAL ? owned : rawi_counted_noun_of(word);
}

/* Whether the number counts the author's noun at item `at`. */
static bool find_counted(const rawi_reader *reader, size_t at, const rawi_number *number,
                         rawi_counted_noun *noun) {
    static const char years[] = "عام سنة يوم شهر ليلة الساعة";
    const rawi_item *word = rawi_item_at(reader, at);
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (!word || word->kind != RAWI_ITEM_WORD || number->closed || describes_plural(reader))
        return false;
    bool dated = next && next->kind == RAWI_ITEM_DIGITS && next->text.length == 4 &&
                 rawi_item_is_one_of(reader, at, years);
    *noun = noun_of(word->bare, number);
    if (dated || !noun->is_noun || rawi_item_in_list(reader, at, "superlative") ||
        rawi_is_uncounted(reader, at, number) || !rawi_may_be_counted(reader, at, number))
        return false;
    unsigned last = (unsigned)(number->value % 100);
    if (noun->number == RAWI_PLURAL && rawi_has_suffix(word->bare, "ة") &&
        (last < 3 || last > 10)) {
        noun->gender = RAWI_FEMININE; /* no broken plural, but a singular of its letters: 20 أسرة */
        noun->number = RAWI_SINGULAR;
    }
    return true;
}

/* How the number is said with the author's noun at item `at`, as far as its form allows. */
static rawi_count fitting_count(const rawi_reader *reader, size_t at, const rawi_number *number,
                                const rawi_counted_noun *noun) {
    rawi_slice word = rawi_item_at(reader, at)->bare;
    rawi_count count = count_of(number, noun);
    bool few = !number->scale && number->fraction.length == 0 &&
               rawi_counted_form_of(number->value) == RAWI_COUNTED_FEW;
    if (count == RAWI_COUNT_PAIR && rawi_has_singular(reader, at))
        return RAWI_COUNT_DUAL; /* 2 تمريرات */
    if ((count == RAWI_COUNT_AND_ONE || count == RAWI_COUNT_AND_DUAL) &&
        rawi_item_in_list(reader, at + 1, "complement"))
        return RAWI_COUNT_NOUN_FOLLOWS; /* 402 مشتبه به */
    if (count == RAWI_COUNT_AND_PART && rawi_has_prefix(word, "و") && !rawi_is_listed_noun(word))
        return RAWI_COUNT_ALONE; /* «33.5 وخط» */
    if (count == RAWI_COUNT_AND_PART && !fits_part(reader, at, number, noun))
        return RAWI_COUNT_NOUN_FOLLOWS;
    if (count == RAWI_COUNT_NOUN_FOLLOWS && noun->number == RAWI_SINGULAR && few &&
        may_be_mended(reader, at))
        return RAWI_COUNT_MENDED;
    return count;
}

bool rawi_numbers_item(const rawi_reader *reader, const rawi_candidate *candidate, size_t at) {
    const rawi_number *number = &candidate->numbers[0];
    const rawi_item *noun = rawi_item_at(reader, at);
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (candidate->first || !next || noun->kind != RAWI_ITEM_WORD || next->kind != RAWI_ITEM_WORD ||
        candidate->has_noun || number->scale || number->fraction.length || number->sign)
        return false;
    rawi_counted_noun counted = rawi_counted_noun_of(noun->bare);
    return counted.is_noun && counted.number == RAWI_SINGULAR &&
           rawi_counted_form_of(number->value) == RAWI_COUNTED_FEW &&
           rawi_has_article(next->bare) && !rawi_has_article(noun->bare);
}

bool rawi_is_label(const rawi_reader *reader, size_t at) {
    return at && !reader->clitic && rawi_item_in_list(reader, at - 1, "label");
}

/* Whether the noun at item `at`, decades or contracts by its letters, is of contracts: أبرمت 3
 * عقود.
 */
static bool are_contracts(const rawi_reader *reader, size_t first, size_t at) {
    return rawi_item_is_one_of(reader, at, "عقد عقدا عقود") &&
           (rawi_item_in_list(reader, at + 1, "contracting") ||
            rawi_clause_has_listed(reader, first, "contracting"));
}

static void count_noun(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const rawi_number *number = &candidate->numbers[0];
    const rawi_item *word = rawi_item_at(reader, at);
    rawi_counted_noun noun;
    if (word && word->kind == RAWI_ITEM_LATIN && number->scale && !number->closed)
        candidate->detail = RAWI_COUNT_NOUN_FOLLOWS;
    if (!find_counted(reader, at, number, &noun) || rawi_numbers_item(reader, candidate, at) ||
        (rawi_is_label(reader, candidate->first) && !rawi_noun_fits(word->bare, number->value)))
        return;
    rawi_propose(candidate, N_("a number with its noun"), noun.reason, RAWI_SCORE_PLAIN + 5,
                 rawi_say_count);
    candidate->measures =
        rawi_item_in_list(reader, at, "time") && !are_contracts(reader, candidate->first, at);
    candidate->gender = noun.gender;
    candidate->detail = fitting_count(reader, at, number, &noun);
    if (candidate->detail == RAWI_COUNT_ALONE || candidate->detail == RAWI_COUNT_NOUN_FOLLOWS)
        return;
    if (reader->definite)
        candidate->detail = RAWI_COUNT_NOUN_FOLLOWS;
    else
        candidate->end = at + 1 + takes_next(reader, at, candidate);
}

/* Thousands, millions and milliards as networks and counters write them, glued to the number: 12K،
 * 3.5M، 2B. The letters mean something else for temperatures and colours of light (6500K), screens
 * (4K), models (Llama 7B) and what memory holds (64B). */
static bool is_scale_letter(const rawi_reader *reader, size_t at, const rawi_number *number) {
    const uint64_t finest = 16;
    const rawi_item *before = at > 1 ? rawi_item_at(reader, at - 2) : NULL;
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (!rawi_item_is_glued(reader, at) ||
        (before && (before->kind == RAWI_ITEM_LATIN ||
                    rawi_item_in_list(reader, at - 2, "named_by_letters"))) ||
        (next && !next->spaced && next->kind != RAWI_ITEM_SYMBOL))
        return false;
    if (rawi_item_is_one_of(reader, at, "K k"))
        return !rawi_clause_has_listed(reader, at, "kelvins") &&
               !(number->value <= finest && rawi_clause_has_listed(reader, at, "screen"));
    if (rawi_item_is_one_of(reader, at, "B"))
        return !rawi_clause_has_listed(reader, at, "bytes");
    return rawi_item_is_one_of(reader, at, "M");
}

/* The letters of a scale between a number and a currency (1.2 bn$) or glued to the number; the item
 * after them, or `at`. */
static size_t take_scale_letters(const rawi_reader *reader, size_t at, rawi_number *number) {
    rawi_number scaled = *number;
    rawi_noun noun;
    const char *kind = NULL;
    size_t end = rawi_parse_scale_letters(reader, at, &scaled);
    bool money =
        end > at && rawi_find_unit(reader, end, &noun, &kind) > end && strcmp(kind, "money") == 0;
    if (end == at || (!money && !is_scale_letter(reader, at, number)))
        return at;
    *number = scaled;
    return end;
}

/* A number of one word for the place of this one: before a plural خمسة or خمس, before a singular
 * مئة. */
static void set_probe(rawi_candidate *candidate) {
    const rawi_number *number = &candidate->numbers[0];
    rawi_counted_form form = rawi_counted_form_of(number->value);
    bool counts = candidate->has_noun || candidate->detail == RAWI_COUNT_NOUN_FOLLOWS;
    rawi_gender gender = candidate->has_noun ? candidate->noun.gender : candidate->gender;
    candidate->probe = "خمسة";
    if (number->scale) {
        candidate->probe = form == RAWI_COUNTED_FEW ? "خمسة" : "مئة";
    } else if (counts && number->fraction.length == 0) {
        if (form == RAWI_COUNTED_FEW)
            candidate->probe = gender == RAWI_FEMININE ? "خمس" : "خمسة";
        else if (form != RAWI_COUNTED_ONE && form != RAWI_COUNTED_TWO)
            candidate->probe = "مئة";
        candidate->probe_before_singular = form == RAWI_COUNTED_MANY;
    }
}

/* «70+ فيلما»: more than seventy. */
static bool is_or_more(const rawi_reader *reader, size_t at) {
    const rawi_item *next = rawi_item_at(reader, at + 1);
    return !reader->equation && rawi_item_is_symbol(reader, at, U'+') &&
           rawi_item_is_glued(reader, at) &&
           (!next || (next->kind == RAWI_ITEM_WORD && next->spaced));
}

/* «أكثر من 100+ صورة»: the words before the number say it already. */
static bool follows_more_than(const rawi_reader *reader, size_t at) {
    return at > 1 && rawi_item_is_word(reader, at - 1, "من") &&
           rawi_item_is_one_of(reader, at - 2, "أكثر وأكثر بأكثر لأكثر أزيد بأزيد");
}

bool rawi_recognize_quantity(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    size_t end = rawi_parse_scaled(reader, at, &candidate->numbers[0]);
    if (end == at)
        return false;
    candidate->number_count = 1;
    rawi_propose(candidate, N_("a number"), N_("nothing around it says otherwise"),
                 RAWI_SCORE_PLAIN, rawi_say_count);
    candidate->end = end;
    end = take_scale_letters(reader, end, &candidate->numbers[0]);
    if (is_or_more(reader, end)) {
        candidate->numbers[0].or_more = !follows_more_than(reader, at);
        end++;
    }
    candidate->end = allowed_unit(reader, at, end, candidate);
    if (candidate->has_noun && !*candidate->noun.adjective && !*candidate->noun.tail &&
        candidate->numbers[0].unit_form != RAWI_UNIT_ACCUSATIVE &&
        rawi_has_material(reader, candidate->end - 1))
        candidate->noun.tail = "+";
    if (candidate->end == end && !counts_degrees(reader, end, candidate))
        count_noun(reader, end, candidate);
    if (candidate->detail == RAWI_COUNT_ALONE && !candidate->has_noun)
        rawi_agree_with_context(reader, candidate);
    set_probe(candidate);
    return true;
}

static rawi_status say_scale_word(rawi_reader *reader, const rawi_candidate *candidate,
                                  rawi_error *error) {
    (void)error;
    reader->last_case = rawi_case_of(reader, candidate->first).grammatical;
    rawi_say_noun(&reader->speaker, rawi_scale_of(candidate->detail), RAWI_SINGULAR,
                  reader->last_case, RAWI_INDEFINITE);
    return RAWI_OK;
}

/* The مليون of «بلغ العدد مليون و833 ألفا», which has the case of the whole number. */
bool rawi_recognize_scale_word(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number rest;
    bool million = rawi_item_is_one_of(reader, at, "مليون مليونا");
    if (!million && !rawi_item_is_one_of(reader, at, "مليار مليارا"))
        return false;
    candidate->detail = million ? 6 : 9;
    candidate->end = at + 1;
    candidate->probe = "خمسة";
    rawi_propose(candidate, N_("a number"), N_("the rest of it follows in digits"),
                 RAWI_SCORE_CONFIRMED, say_scale_word);
    return !(at && rawi_item_at(reader, at - 1)->kind == RAWI_ITEM_DIGITS) &&
           rawi_item_is_word(reader, at + 1, "و") &&
           rawi_parse_scaled(reader, at + 2, &rest) > at + 2 && rest.scale < candidate->detail &&
           (rest.scale || rest.value >= 1000);
}

/* «BTC 97,500$»: what is sold stands before its price. */
static bool is_price_after(const rawi_reader *reader, size_t end) {
    rawi_noun price;
    const char *kind = NULL;
    return rawi_find_unit(reader, end, &price, &kind) > end && strcmp(kind, "money") == 0;
}

bool rawi_recognize_money_first(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const char *kind = NULL;
    rawi_number *amount = &candidate->numbers[0];
    char sign = rawi_sign_at(reader, at); /* -$5m */
    size_t currency = at + (sign != 0);
    size_t number = rawi_find_unit(reader, currency, &candidate->noun, &kind);
    if (number == currency || strcmp(kind, "money") != 0)
        return false;
    number += number > currency + 1 && rawi_item_is_symbol(reader, number, U'.') &&
              rawi_item_is_glued(reader, number); /* د.إ. 300 */
    candidate->end = rawi_parse_scaled(reader, number, amount);
    if (candidate->end == number)
        return false;
    candidate->end = rawi_parse_scale_letters(reader, candidate->end, amount);
    if (sign)
        amount->sign = sign;
    candidate->has_noun = true;
    set_probe(candidate);
    return !is_price_after(reader, candidate->end) &&
           rawi_propose(candidate, N_("an amount of money"),
                        N_("the sign of a currency stands before the number"), RAWI_SCORE_CERTAIN,
                        rawi_say_count);
}

/* «السعر: درهم 15»، «بسعر ريال 300»: the name of a currency before a number that ends the price. */
bool rawi_recognize_coin_first(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    static const char32_t ends[] = U"،؛.)؟!";
    const char *kind = NULL;
    bool begins = at == 0 || rawi_item_is_symbol(reader, at - 1, U':') ||
                  rawi_item_is_symbol(reader, at - 1, U'(') ||
                  rawi_item_in_list(reader, at - 1, "price");
    if (!begins || !rawi_item_in_list(reader, at, "coin"))
        return false;
    size_t number = rawi_find_unit(reader, at, &candidate->noun, &kind);
    candidate->end = rawi_parse_scaled(reader, number, &candidate->numbers[0]);
    bool ended = !rawi_item_at(reader, candidate->end);
    for (const char32_t *mark = ends; !ended && *mark; mark++)
        ended = rawi_item_is_symbol(reader, candidate->end, *mark);
    candidate->has_noun = true;
    set_probe(candidate);
    return number == at + 1 && candidate->end > number && ended &&
           !(at == 0 && rawi_is_recent_year(candidate->numbers[0].value)) &&
           rawi_propose(candidate, N_("an amount of money"),
                        N_("the name of a currency stands before the number"), RAWI_SCORE_CONFIRMED,
                        rawi_say_count);
}

static rawi_status say_root(rawi_reader *reader, const rawi_candidate *candidate,
                            rawi_error *error) {
    (void)error;
    rawi_speak_phrase(&reader->speaker, candidate->text);
    reader->speaker.clitic = "لِ";
    rawi_say_quantity(reader, &candidate->numbers[0], NULL, RAWI_MASCULINE, RAWI_GENITIVE, false);
    return RAWI_OK;
}

bool rawi_recognize_root(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    bool cubic = rawi_item_is_symbol(reader, at, U'∛');
    if (!cubic && !rawi_item_is_symbol(reader, at, U'√'))
        return false;
    candidate->end = rawi_parse_number(reader, at + 1, &candidate->numbers[0]);
    candidate->text = cubic ? "الْجَذْرُ التَّكْعِيبِيُّ" : "الْجَذْرُ التَّرْبِيعِيُّ";
    rawi_propose(candidate, N_("a root"), N_("a number after the sign of the root"),
                 RAWI_SCORE_CONFIRMED, say_root);
    return candidate->end > at + 1;
}

static const char *per_sign(const rawi_reader *reader, size_t at) {
    if (rawi_item_is_symbol(reader, at, U'%'))
        return "فِي الْمِئَةِ";
    if (rawi_item_is_symbol(reader, at, U'‰') || rawi_item_is_symbol(reader, at, U'؉'))
        return "فِي الْأَلْفِ";
    return NULL;
}

bool rawi_recognize_percent(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const char *before = per_sign(reader, at);
    size_t start = before ? at + 1 : at;
    size_t end = rawi_parse_number(reader, start, &candidate->numbers[0]);
    if (end == start)
        return false;
    candidate->text = before ? before : per_sign(reader, end);
    if (!candidate->text)
        return false;
    candidate->end = before ? end : end + 1;
    rawi_propose(candidate, N_("a percentage"), N_("a per cent sign stands at the number"),
                 RAWI_SCORE_CERTAIN, rawi_say_percent);
    set_probe(candidate);
    return true;
}
