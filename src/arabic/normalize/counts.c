/* Numbers that count and measure: with a noun, a unit, a currency, in per cent. */
#include <string.h>

#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"
#include "base/table.h"

RAWI_TABLE(duals);
RAWI_TABLE(materials);
RAWI_TABLE(plurals);
RAWI_TABLE(unit_adjectives);

enum {
    DETAIL_ALONE,
    DETAIL_NOUN_FOLLOWS,
    DETAIL_NOUN_FIRST, /* 1: كتاب واحد */
    DETAIL_DUAL,       /* 2: كتابان */
    DETAIL_PAIR,       /* 2 with a plural: اثنان من الكتب */
    DETAIL_SAME_DUAL,  /* 2 with a dual: كتابان اثنان */
    DETAIL_AND_ONE,    /* 101: مئة كتاب وكتاب */
    DETAIL_AND_DUAL,   /* 102: مئة كتاب وكتابان */
    DETAIL_AND_PART,   /* 37.5: سبع وثلاثون درجة ونصف */
    DETAIL_MENDED      /* three to ten of a singular: 3 كتاب is ثلاثة كتب */
};

/* Adjectives that become dual with their noun: 2 ملعقة كبيرة. */
static const char sizes[] = "كبيرة صغيرة متوسطة كاملة حاسمة كبير صغير متوسط كامل حاسم";

/* ---- speaking ---- */

static void say_author_word(rawi_reader *reader, size_t item) {
    const rawi_item *word = rawi_item_at(reader, item);
    reader->speaker.span = word->span;
    rawi_speak(&reader->speaker, word->text, 0);
}

/* The author's noun without the alif of its tanwin: صوتا becomes صوت. */
static rawi_slice without_tanwin(rawi_slice noun) {
    rawi_slice stem = {noun.bytes, noun.length - strlen("ا")};
    return rawi_has_suffix(noun, "ا") && (rawi_is_listed_noun(stem) || !rawi_is_listed_noun(noun))
               ? stem
               : noun;
}

/* The stem of a noun's dual from the table, or NULL. */
static const char *dual_stem(rawi_slice noun) {
    ptrdiff_t row = rawi_table_find(&rawi_duals_table, noun);
    return row < 0 ? NULL : rawi_table_cell(&rawi_duals_table, (size_t)row, 1);
}

/* Whether the noun's tanwin of the accusative takes no alif after it, or has it. */
static bool ends_without_alif(rawi_slice noun) {
    static const char *const endings[] = {"ة", "اء", "ى", "ا"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (rawi_has_suffix(noun, endings[i]))
            return true;
    return false;
}

/* The author's singular in the case given, indefinite. */
static void say_author_singular(rawi_reader *reader, size_t item, rawi_case grammatical) {
    const rawi_item *word = rawi_item_at(reader, item);
    rawi_slice stem = without_tanwin(word->bare);
    const char *marked = dual_stem(stem);
    bool alif = grammatical == RAWI_ACCUSATIVE && !ends_without_alif(stem);
    reader->speaker.span = word->span;
    if (marked && !rawi_has_suffix(rawi_slice_of(marked), "و") &&
        !rawi_has_suffix(rawi_slice_of(marked), "ي")) { /* أبوان, مستشفيان show no singular */
        rawi_speak_stem(&reader->speaker, marked, grammatical, RAWI_INDEFINITE);
        return;
    }
    rawi_text noun = {0};
    rawi_text_add(&noun, stem.bytes, stem.length);
    rawi_text_add_string(&noun, alif ? "ا" : "");
    if (noun.failed)
        reader->tokens->failed = true;
    else
        rawi_speak(&reader->speaker,
                   noun.length == word->bare.length ? word->text
                                                    : (rawi_slice){noun.bytes, noun.length},
                   rawi_case_flag(grammatical));
    rawi_text_free(&noun);
}

/* The written noun with the dual's ending: كتاب becomes كتابان. */
static void add_dual_by_form(rawi_text *dual, rawi_slice noun, rawi_case grammatical,
                             bool construct) {
    const size_t letter = strlen("ة");
    bool feminine = rawi_has_suffix(noun, "ة");
    bool defective = rawi_has_suffix(noun, "ى");
    rawi_text_add(dual, noun.bytes, noun.length - (feminine || defective ? letter : 0));
    rawi_text_add_string(dual, feminine ? "ت" : defective ? "ي" : "");
    rawi_text_add_string(dual, grammatical == RAWI_NOMINATIVE ? "َا" : "َيْ");
    rawi_text_add_string(dual, construct ? "" : "نِ");
}

/* The author's noun with its second term after it: ذرةُ أكسجين. */
static void say_author_construct(rawi_reader *reader, size_t item, rawi_case grammatical) {
    const rawi_item *word = rawi_item_at(reader, item);
    const char *marked = dual_stem(word->bare);
    reader->speaker.span = word->span;
    if (marked)
        rawi_speak_stem(&reader->speaker, marked, grammatical, RAWI_CONSTRUCT);
    else
        rawi_speak(&reader->speaker, word->text, rawi_case_flag(grammatical));
}

/* Whether what the noun consists of follows it, its second term: كوبا سكر. */
static bool has_material(const rawi_reader *reader, size_t noun) {
    const rawi_item *next = rawi_item_at(reader, noun + 1);
    ptrdiff_t row = next && next->kind == RAWI_ITEM_WORD
                        ? rawi_table_find(&rawi_materials_table, next->bare)
                        : -1;
    const char *heads = row < 0 ? "" : rawi_table_cell(&rawi_materials_table, (size_t)row, 1);
    return row >= 0 && (!*heads || rawi_item_is_one_of(reader, noun, heads));
}

/* The dual of the author's noun: complete where the table has it, else its inner marks left open.
 */
static void say_author_dual(rawi_reader *reader, size_t item, rawi_case grammatical) {
    rawi_slice noun = rawi_item_at(reader, item)->bare;
    const char *stem = dual_stem(noun);
    bool construct = has_material(reader, item) && !rawi_item_is_one_of(reader, item, sizes);
    rawi_text dual = {0};
    if (!stem && rawi_has_suffix(noun, "ا")) {
        noun.length -= strlen("ا");
        stem = dual_stem(noun);
    }
    if (stem)
        rawi_inflect_dual(&dual, stem, grammatical, construct ? RAWI_CONSTRUCT : RAWI_INDEFINITE);
    else
        add_dual_by_form(&dual, noun, grammatical, construct);
    if (dual.failed)
        reader->tokens->failed = true;
    else
        rawi_speak(&reader->speaker, (rawi_slice){dual.bytes, dual.length},
                   stem ? RAWI_TOKEN_COMPLETE : 0);
    rawi_text_free(&dual);
}

static bool is_surely_noun(rawi_slice word) {
    const size_t short_word = 3 * strlen("م");
    return rawi_is_listed_noun(word) || rawi_has_suffix(word, "ة") || rawi_has_suffix(word, "ات") ||
           (memcmp(word.bytes, "م", strlen("م")) == 0 && word.length > short_word);
}

/* Whether the item can be the second term of an indefinite noun before it. */
static bool may_be_second_term(const rawi_reader *reader, size_t at) {
    const rawi_item *item = rawi_item_at(reader, at);
    return item && item->kind == RAWI_ITEM_WORD && !rawi_has_article(item->bare) &&
           !rawi_is_governor(item->bare);
}

/* Whether the item surely is one: a noun, no adjective (مدارس حكومية). */
static bool is_second_term(const rawi_reader *reader, size_t at) {
    const rawi_item *item = rawi_item_at(reader, at);
    return may_be_second_term(reader, at) && rawi_is_listed_noun(item->bare) &&
           !rawi_has_suffix(item->bare, "ية") && !rawi_has_suffix(item->bare, "ي") &&
           !rawi_has_suffix(item->bare, "ا");
}

/* Whether nothing stands after item `at` that could be its second term or adjective. */
static bool closes_phrase(const rawi_reader *reader, size_t at) {
    static const char prepositions[] = "في من على إلى عن مع خلال بعد قبل منذ و أو حتى";
    const rawi_item *next = rawi_item_at(reader, at + 1);
    return !next || next->kind == RAWI_ITEM_DIGITS || next->kind == RAWI_ITEM_SYMBOL ||
           rawi_item_is_one_of(reader, at + 1, prepositions);
}

/* The flag of the case that the number gives to what it counts, 0 where grammar does not say. */
static unsigned counted_flag(const rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_slice noun) {
    const rawi_number *number = &candidate->numbers[0];
    const size_t whole_thousands = 3;
    bool plural = rawi_counted_noun_of(noun).number == RAWI_PLURAL && !rawi_has_suffix(noun, "ة");
    bool tanwin = closes_phrase(reader, candidate->end) && !rawi_has_suffix(noun, "اء");
    unsigned state = has_material(reader, candidate->end) ? RAWI_TOKEN_CONSTRUCT
                     : tanwin                             ? RAWI_TOKEN_INDEFINITE
                                                          : 0;
    if (!is_surely_noun(noun))
        return 0;
    if (number->scale)
        return number->fraction.length <= whole_thousands ? RAWI_TOKEN_GENITIVE | state : 0;
    if (number->fraction.length && candidate->detail != DETAIL_AND_PART)
        return 0;
    switch (rawi_counted_form_of(number->value)) {
    case RAWI_COUNTED_FEW:
        if (!rawi_is_diptote_plural(noun) || (state & RAWI_TOKEN_CONSTRUCT))
            return RAWI_TOKEN_GENITIVE | state;
        /* before a second term it has kasra: مراكزِ شرطةٍ */
        if (is_second_term(reader, candidate->end + 1))
            return RAWI_TOKEN_GENITIVE;
        return may_be_second_term(reader, candidate->end + 1)
                   ? 0
                   : RAWI_TOKEN_GENITIVE | RAWI_TOKEN_DIPTOTE;
    case RAWI_COUNTED_HUNDREDS:
        return RAWI_TOKEN_GENITIVE | state;
    case RAWI_COUNTED_MANY:
        return plural ? 0 : RAWI_TOKEN_ACCUSATIVE | state;
    default:
        return 0;
    }
}

/* The author's noun with what is added to it. */
static rawi_slice extend(rawi_reader *reader, rawi_slice noun, const char *ending) {
    size_t added = strlen(ending);
    char *written = rawi_arena_alloc(reader->arena, noun.length + added + 1);
    if (!written) {
        reader->tokens->failed = true;
        return noun;
    }
    memcpy(written, noun.bytes, noun.length);
    memcpy(written + noun.length, ending, added + 1);
    return (rawi_slice){written, noun.length + added};
}

/* «90 طن وقود»: the unit is the first term of an idafa. */
static bool measures_material(const rawi_candidate *candidate) {
    return candidate->has_noun && strcmp(candidate->noun.tail, "+") == 0;
}

/* Remembers the case of the author's noun after the number. */
static void govern_counted(rawi_reader *reader, const rawi_candidate *candidate) {
    const rawi_item *noun = rawi_item_at(reader, candidate->end);
    bool taken = candidate->detail == DETAIL_DUAL || candidate->detail == DETAIL_AND_PART;
    if ((taken || measures_material(candidate)) && has_material(reader, candidate->end - 1)) {
        bool adjective = rawi_item_is_one_of(reader, candidate->end - 1, sizes);
        reader->counted = candidate->end;
        reader->counted_flags = adjective ? RAWI_TOKEN_ACCUSATIVE /* ملعقتان كبيرتان سكرًا */
                                          : RAWI_TOKEN_GENITIVE; /* كوبا دقيقٍ، طنَّ وقودٍ */
        const char *marked = dual_stem(noun->bare); /* سُكَّرًا, not سُكْرًا */
        bool unmarked = noun->text.length == noun->bare.length;
        reader->counted_word = unmarked && marked ? rawi_slice_of(marked) : noun->text;
        if (adjective && !ends_without_alif(noun->bare) && unmarked)
            reader->counted_word = extend(reader, reader->counted_word, "ا");
        return;
    }
    if (candidate->detail != DETAIL_NOUN_FOLLOWS || !noun || noun->kind != RAWI_ITEM_WORD)
        return;
    reader->counted = candidate->end;
    reader->counted_flags = counted_flag(reader, candidate, noun->bare);
    if (has_material(reader, candidate->end)) {
        bool tanwin = closes_phrase(reader, candidate->end + 1);
        reader->material = candidate->end + 1;
        bool diptote = rawi_is_diptote_plural(rawi_item_at(reader, candidate->end + 1)->bare);
        reader->material_flags = RAWI_TOKEN_GENITIVE | (diptote  ? RAWI_TOKEN_DIPTOTE
                                                        : tanwin ? RAWI_TOKEN_INDEFINITE
                                                                 : 0);
    }
    reader->counted_word = noun->text;
    bool unmarked = noun->text.length == noun->bare.length;
    if (unmarked && rawi_has_suffix(noun->bare, "ين") &&
        rawi_counted_form_of(candidate->numbers[0].value) == RAWI_COUNTED_FEW)
        reader->counted_word = extend(reader, noun->text, "َ"); /* no dual: ثلاثة لاعبينَ */
    if (!(reader->counted_flags & RAWI_TOKEN_ACCUSATIVE) || ends_without_alif(noun->bare) ||
        !unmarked)
        return;
    if (has_material(reader, candidate->end) || is_second_term(reader, candidate->end + 1))
        reader->counted_flags |= RAWI_TOKEN_CONSTRUCT; /* 50 دارَ نشر */
    else
        reader->counted_word = extend(reader, noun->text, "ا"); /* 12 كتابا */
}

/* The case of a quantity; the reader remembers it, and what was counted, for the numbers after it.
 */
static rawi_case settle_case(rawi_reader *reader, const rawi_candidate *candidate) {
    reader->measure = candidate->measures || candidate->has_noun;
    reader->masculine = candidate->detail == DETAIL_NOUN_FOLLOWS &&
                        candidate->gender == RAWI_MASCULINE &&
                        rawi_counted_form_of(candidate->numbers[0].value) == RAWI_COUNTED_MANY;
    reader->counts = candidate->detail != DETAIL_ALONE || candidate->text;
    rawi_syntax syntax =
        rawi_case_of(reader, candidate->row ? candidate->row - 1 : candidate->first);
    reader->measure = reader->masculine = reader->counts = false;
    if (candidate->row && rawi_has_suffix(rawi_item_at(reader, candidate->row - 1)->bare, "ون")) {
        syntax.grammatical = RAWI_NOMINATIVE; /* المتهمون الـ9 */
        reader->syntax = (rawi_syntax){.grammatical = RAWI_NOMINATIVE, .odds = RAWI_CERTAIN};
    }
    govern_counted(reader, candidate);
    if (syntax.grammatical == RAWI_NOMINATIVE && candidate->first > 0 &&
        rawi_item_is_one_of(reader, candidate->end, "مرة مرات")) {
        syntax.grammatical = RAWI_ACCUSATIVE;
        reader->grammar = N_("how many times: an adverbial accusative");
    }
    reader->last_case = syntax.grammatical;
    if (candidate->has_noun || candidate->detail != DETAIL_ALONE) {
        reader->last_counts = true;
        reader->last_measured = candidate->measures || candidate->has_noun;
        reader->last_gender = candidate->has_noun ? candidate->noun.gender : candidate->gender;
    }
    return syntax.grammatical;
}

/* The author's singular before واحد, or his dual, whose form is its case. */
static void say_author_noun(rawi_reader *reader, size_t noun, uint64_t value,
                            rawi_case grammatical) {
    if (value == 1)
        say_author_singular(reader, noun, grammatical);
    else
        say_author_word(reader, noun);
}

/* The author's noun, then the number that agrees with it: كتاب واحد، ذرة أكسجين واحدة، ملعقة صغيرة
 * واحدة. */
static void say_noun_first(rawi_reader *reader, const rawi_candidate *candidate, uint64_t value,
                           rawi_case grammatical) {
    size_t noun = candidate->end - 1;
    bool two_words = noun > candidate->first + 1;
    if (two_words && has_material(reader, noun - 1)) {
        say_author_construct(reader, noun - 1, grammatical);
        say_author_singular(reader, noun, RAWI_GENITIVE);
    } else if (two_words && rawi_item_is_one_of(reader, noun, sizes)) {
        say_author_singular(reader, noun - 1, grammatical);
        say_author_singular(reader, noun, grammatical);
    } else {
        say_author_noun(reader, noun, value, grammatical);
    }
    reader->speaker.span = rawi_items_span(reader, candidate->first, candidate->first + 1);
    rawi_say_cardinal(&reader->speaker, value, candidate->gender, grammatical, RAWI_INDEFINITE);
}

/* «مئة كتاب وكتاب», with `dual` «مئة كتاب وكتابان»; after a longer number the noun stands only
 * once: «ألف وثلاثمئة وكتابان». */
static void say_hundred_and_noun(rawi_reader *reader, const rawi_candidate *candidate, bool dual,
                                 rawi_case grammatical) {
    uint64_t value = candidate->numbers[0].value;
    bool twice = rawi_counts_twice(value);
    bool adjective = candidate->end - 2 > candidate->first &&
                     rawi_item_at(reader, candidate->end - 2)->kind == RAWI_ITEM_WORD;
    size_t noun = candidate->end - 1 - adjective;
    rawi_say_cardinal(&reader->speaker, value - value % 100, candidate->gender, grammatical,
                      twice ? RAWI_CONSTRUCT : RAWI_INDEFINITE);
    if (twice)
        say_author_singular(reader, noun, RAWI_GENITIVE);
    reader->speaker.clitic = "وَ";
    if (dual)
        say_author_dual(reader, noun, grammatical);
    else
        say_author_singular(reader, noun, grammatical);
    if (adjective)
        say_author_dual(reader, noun + 1, grammatical);
}

/* The plural of the author's singular after three to ten, in the state given: of the table, or the
 * sound one that the table of nouns has; false where neither has it. */
static bool find_plural(rawi_slice singular, rawi_state state, rawi_text *plural, bool *complete) {
    static const char *const endings[] = {"ين", "ات"};
    ptrdiff_t row = rawi_table_find(&rawi_plurals_table, singular);
    *complete = row >= 0;
    if (row >= 0) {
        rawi_inflect(plural, rawi_table_cell(&rawi_plurals_table, (size_t)row, 1), RAWI_GENITIVE,
                     state);
        return !plural->failed;
    }
    bool feminine = rawi_has_suffix(singular, "ة");
    size_t stem = singular.length - (feminine ? strlen("ة") : 0);
    for (size_t i = feminine; i < sizeof endings / sizeof *endings; i++) {
        rawi_text_clear(plural);
        rawi_text_add(plural, singular.bytes, stem);
        rawi_text_add_string(plural, endings[i]);
        if (!plural->failed && rawi_is_listed_noun((rawi_slice){plural->bytes, plural->length}))
            return true;
    }
    return false;
}

/* The plural of the author's singular after three to ten. */
static void say_author_plural(rawi_reader *reader, size_t item, rawi_state state) {
    rawi_text plural = {0};
    bool complete = false;
    unsigned flags = RAWI_TOKEN_GENITIVE | (state == RAWI_CONSTRUCT ? RAWI_TOKEN_CONSTRUCT : 0);
    reader->speaker.span = rawi_item_at(reader, item)->span;
    if (find_plural(without_tanwin(rawi_item_at(reader, item)->bare), state, &plural, &complete))
        rawi_speak(&reader->speaker, (rawi_slice){plural.bytes, plural.length},
                   complete ? RAWI_TOKEN_COMPLETE : flags);
    reader->tokens->failed = reader->tokens->failed || plural.failed;
    rawi_text_free(&plural);
}

/* «ثلاثة كتب» for 3 كتاب. */
static void say_mended(rawi_reader *reader, const rawi_candidate *candidate,
                       rawi_case grammatical) {
    rawi_say_cardinal(&reader->speaker, candidate->numbers[0].value, candidate->gender, grammatical,
                      RAWI_CONSTRUCT);
    say_author_plural(reader, candidate->end - 1, RAWI_INDEFINITE);
}

/* What a number with a part counts: ساعتان ونصف, ثلاث ساعات ونصف, كوبُ سكرٍ ونصف, ملعقتان كبيرتان
 * ونصف; the candidate ends after the noun or after its material or adjective. */
static void say_noun_of_part(rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_case grammatical) {
    size_t noun = candidate->end - 1;
    noun -= rawi_item_at(reader, noun - 1)->kind == RAWI_ITEM_WORD && noun - 1 > candidate->first;
    bool followed = noun + 1 < candidate->end;
    bool material = followed && has_material(reader, noun);
    rawi_slice written = rawi_item_at(reader, noun)->bare;
    bool singular = rawi_counted_noun_of(written).number == RAWI_SINGULAR;
    rawi_counted_form form = rawi_counted_form_of(candidate->numbers[0].value);
    rawi_case counted = form == RAWI_COUNTED_MANY  ? RAWI_ACCUSATIVE
                        : form <= RAWI_COUNTED_TWO ? grammatical
                                                   : RAWI_GENITIVE;
    if (form == RAWI_COUNTED_TWO)
        say_author_dual(reader, noun, grammatical);
    else if (form == RAWI_COUNTED_FEW && singular)
        say_author_plural(reader, noun, material ? RAWI_CONSTRUCT : RAWI_INDEFINITE);
    else if (material)
        say_author_construct(reader, noun, counted);
    else if (followed || (form == RAWI_COUNTED_MANY && singular && !ends_without_alif(written)))
        say_author_singular(reader, noun, counted); /* 12.5 يوم: اثنا عشر يومًا ونصف */
    else
        say_author_word(reader, noun);
    if (followed && !material && form == RAWI_COUNTED_TWO)
        say_author_dual(reader, noun + 1, grammatical);
    else if (followed)
        say_author_singular(reader, noun + 1, material ? RAWI_GENITIVE : counted);
}

/* «سبع وثلاثون درجة ونصف»، «ربع نقطة» */
static void say_noun_and_part(rawi_reader *reader, const rawi_candidate *candidate,
                              rawi_case grammatical) {
    const rawi_number *number = &candidate->numbers[0];
    const char *part = number->fraction.length == 1 ? "نِصْف" : "رُبْع";
    rawi_counted_form form = rawi_counted_form_of(number->value);
    bool construct = form == RAWI_COUNTED_FEW || form == RAWI_COUNTED_HUNDREDS;
    if (number->value == 0) {
        rawi_speak_stem(&reader->speaker, part, grammatical, RAWI_CONSTRUCT);
        say_author_word(reader, candidate->end - 1);
        return;
    }
    if (number->value > 2)
        rawi_say_cardinal(&reader->speaker, number->value, candidate->gender, grammatical,
                          construct ? RAWI_CONSTRUCT : RAWI_INDEFINITE);
    say_noun_of_part(reader, candidate, grammatical);
    reader->speaker.span = rawi_items_span(reader, candidate->first, candidate->first + 1);
    reader->speaker.clitic = "وَ";
    rawi_speak_stem(&reader->speaker, part, grammatical, RAWI_INDEFINITE);
}

/* «بين 30.85 و30.95 جنيها»: the second is said as the first. */
static void match_decimals(rawi_reader *reader, const rawi_candidate *candidate) {
    size_t first = candidate->first;
    bool joined = reader->clitic && strcmp(reader->clitic, "وَ") == 0 &&
                  reader->clitic_item == reader->last_end;
    bool reached = first && rawi_item_is_one_of(reader, first - 1, "إلى حتى و أو") &&
                   first - 1 == reader->last_end;
    reader->as_decimal = reader->last_decimal && (joined || reached);
    reader->last_decimal = candidate->numbers[0].fraction.length && !candidate->has_noun &&
                           candidate->detail == DETAIL_ALONE;
}

/* «النسخة 256GB»: what is written in apposition to a product is said as its capacity. */
static bool is_capacity(const rawi_reader *reader, const rawi_candidate *candidate) {
    return candidate->has_noun && !reader->clitic && candidate->first &&
           strstr(candidate->noun.singular, "بَايْت") &&
           !rawi_clause_has_listed(reader, candidate->first, "capacity") &&
           rawi_item_in_list(reader, candidate->first - 1, "product");
}

static rawi_status say_quantity(rawi_reader *reader, const rawi_candidate *candidate,
                                rawi_error *error) {
    (void)error;
    rawi_number number = candidate->numbers[0];
    rawi_case grammatical = settle_case(reader, candidate);
    if (!reader->imposed)
        match_decimals(reader, candidate);
    number.as_decimal = reader->as_decimal;
    if (is_capacity(reader, candidate)) {
        rawi_speak_phrase(&reader->speaker, "بِسَعَةِ");
        grammatical = RAWI_GENITIVE;
    }
    switch (candidate->detail) {
    case DETAIL_NOUN_FIRST:
        say_noun_first(reader, candidate, 1, grammatical);
        break;
    case DETAIL_SAME_DUAL:
        say_noun_first(reader, candidate, 2,
                       rawi_has_suffix(rawi_item_at(reader, candidate->end - 1)->bare, "ان")
                           ? RAWI_NOMINATIVE
                           : RAWI_GENITIVE);
        break;
    case DETAIL_DUAL:
        if (candidate->end - 2 > candidate->first)
            say_author_dual(reader, candidate->end - 2, grammatical);
        say_author_dual(reader, candidate->end - 1, grammatical);
        break;
    case DETAIL_AND_ONE:
    case DETAIL_AND_DUAL:
        say_hundred_and_noun(reader, candidate, candidate->detail == DETAIL_AND_DUAL, grammatical);
        break;
    case DETAIL_MENDED:
        say_mended(reader, candidate, grammatical);
        break;
    case DETAIL_AND_PART:
        say_noun_and_part(reader, candidate, grammatical);
        break;
    case DETAIL_PAIR:
        rawi_say_cardinal(&reader->speaker, 2, candidate->gender, grammatical, RAWI_INDEFINITE);
        rawi_speak_phrase(&reader->speaker, "مِنَ");
        reader->speaker.clitic = "ال";
        say_author_word(reader, candidate->end - 1);
        break;
    default:
        if (measures_material(candidate) && number.value == 1 && !number.fraction.length &&
            !number.scale) { /* كيلو لحم */
            rawi_say_noun(&reader->speaker, &candidate->noun, RAWI_SINGULAR, grammatical,
                          RAWI_INDEFINITE);
            break;
        }
        rawi_say_quantity(reader, &number, candidate->has_noun ? &candidate->noun : NULL,
                          candidate->gender, grammatical, candidate->detail == DETAIL_NOUN_FOLLOWS);
    }
    return RAWI_OK;
}

static rawi_status say_percent(rawi_reader *reader, const rawi_candidate *candidate,
                               rawi_error *error) {
    rawi_candidate percentage = *candidate;
    percentage.measures = !rawi_item_is_one_of(reader, candidate->end, "من منهم منها منهن");
    rawi_status status = say_quantity(reader, &percentage, error);
    reader->speaker.endings = RAWI_CASE_SPOKEN;
    reader->last_decimal = false;
    rawi_speak_phrase(&reader->speaker, candidate->text);
    return status;
}

/* ---- recognizing ---- */

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
    if (rawi_has_suffix(word->bare, "ات") || rawi_item_is_one_of(reader, at, broken))
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
 * it: «قرأت 3 كتاب.». */
static bool may_be_mended(const rawi_reader *reader, size_t at) {
    rawi_slice noun = without_tanwin(rawi_item_at(reader, at)->bare);
    const rawi_item *next = rawi_item_at(reader, at + 1);
    rawi_text plural = {0};
    bool complete;
    bool alone = !next || next->kind == RAWI_ITEM_SYMBOL ||
                 (next->kind == RAWI_ITEM_WORD && rawi_is_governor(next->bare));
    bool found = alone && find_plural(noun, RAWI_INDEFINITE, &plural, &complete);
    rawi_text_free(&plural);
    return found;
}

/* Whether the noun has the form that the number before its half asks: a dual or a plural. */
static bool fits_part(const rawi_reader *reader, size_t noun, const rawi_number *number,
                      const rawi_counted_noun *counted) {
    rawi_counted_form form = rawi_counted_form_of(number->value);
    rawi_text plural = {0};
    bool complete;
    if (form == RAWI_COUNTED_TWO)
        return counted->number == RAWI_SINGULAR;
    if (form != RAWI_COUNTED_FEW || counted->number != RAWI_SINGULAR)
        return true;
    bool found = find_plural(without_tanwin(rawi_item_at(reader, noun)->bare), RAWI_INDEFINITE,
                             &plural, &complete);
    rawi_text_free(&plural);
    return found;
}

/* Whether the fraction is a half or a quarter. */
static bool is_part(const rawi_number *number) {
    return rawi_slice_equal(number->fraction, rawi_slice_of("5")) ||
           rawi_slice_equal(number->fraction, rawi_slice_of("25"));
}

static unsigned noun_detail(const rawi_number *number, const rawi_counted_noun *noun) {
    if (is_part(number) && !number->scale && !number->sign)
        return DETAIL_AND_PART;
    if (number->fraction.length || number->scale || number->sign)
        return DETAIL_NOUN_FOLLOWS;
    if (number->value == 1 && noun->number == RAWI_SINGULAR)
        return DETAIL_NOUN_FIRST;
    if (number->value == 2)
        return noun->number == RAWI_SINGULAR ? DETAIL_DUAL
               : noun->number == RAWI_DUAL   ? DETAIL_SAME_DUAL
                                             : DETAIL_PAIR;
    if (number->value > 100 && noun->number == RAWI_SINGULAR && number->value % 100 == 1)
        return DETAIL_AND_ONE;
    if (number->value > 100 && noun->number == RAWI_SINGULAR && number->value % 100 == 2)
        return DETAIL_AND_DUAL;
    return DETAIL_NOUN_FOLLOWS;
}

/* «بلغ 100 نهاية العام», «3 ملايين مقارنة بالعام الماضي»: when, why and by what measure. */
static bool is_adverbial_noun(const rawi_reader *reader, size_t at) {
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (!next || next->kind != RAWI_ITEM_WORD)
        return false;
    return rawi_item_in_list(reader, at, "where") ||
           (rawi_item_is_one_of(reader, at, "قابل قابلة") && rawi_has_prefix(next->bare, "لل")) ||
           (rawi_item_in_list(reader, at, "when") && rawi_has_article(next->bare)) ||
           (rawi_item_is_one_of(reader, at, "مقارنة قياسا") &&
            memcmp(next->bare.bytes, "ب", strlen("ب")) == 0) ||
           (rawi_item_is_one_of(reader, at, "إضافة وصولا") &&
            rawi_item_is_word(reader, at + 1, "إلى"));
}

bool rawi_may_be_counted(const rawi_reader *reader, size_t at, const rawi_number *number) {
    rawi_slice word = rawi_item_at(reader, at)->bare;
    const rawi_item *next = rawi_item_at(reader, at + 1);
    bool numbered = next && next->kind == RAWI_ITEM_DIGITS;
    bool definite = next && next->kind == RAWI_ITEM_WORD && rawi_has_prefix(next->bare, "ال") &&
                    !rawi_item_in_list(reader, at + 1, "today");
    if (number->scale || number->fraction.length)
        return true;
    if (numbered && rawi_counted_form_of(number->value) <= RAWI_COUNTED_FEW)
        return rawi_noun_fits(word, number->value) && number->value > 2;
    return !rawi_is_listed_verb(word) || (rawi_noun_fits(word, number->value) && !definite);
}

/* «-7 درجات»: seven degrees below zero; «6.8 درجات»: six and eight tenths. */
static bool counts_degrees(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number *number = &candidate->numbers[0];
    bool plural = rawi_item_is_word(reader, at, "درجات");
    if (!plural && !rawi_item_is_word(reader, at, "درجة"))
        return false;
    bool celsius = is_part(number) && rawi_item_is_word(reader, at + 1, "مئوية");
    if (number->sign != '-' && !((plural || celsius) && number->fraction.length))
        return false;
    number->unit_form = plural ? RAWI_UNIT_PLURAL : RAWI_UNIT_PLAIN;
    candidate->noun = (rawi_noun){RAWI_FEMININE, "دَرَجَة", "دَرَجَات", "", ""};
    candidate->has_noun = true;
    candidate->end = take_adjective(reader, at + 1, candidate);
    candidate->taken_for = N_("a measure");
    candidate->reason = N_("a unit follows the number");
    candidate->score = RAWI_SCORE_CONFIRMED;
    return true;
}

/* «2 ملعقة كبيرة»، «102 تمريرة حاسمة»: an adjective that becomes dual with its noun. */
static bool has_adjective(const rawi_reader *reader, size_t noun) {
    const rawi_item *next = rawi_item_at(reader, noun + 1);
    bool feminine = rawi_has_suffix(rawi_item_at(reader, noun)->bare, "ة");
    if (!next || next->kind != RAWI_ITEM_WORD || feminine != rawi_has_suffix(next->bare, "ة"))
        return false;
    return rawi_item_is_one_of(reader, noun + 1, sizes) ||
           (feminine && !rawi_has_article(next->bare) && !rawi_is_listed_noun(next->bare) &&
            rawi_counted_noun_of(next->bare).is_noun);
}

/* Whether the word after the noun is said together with it. */
static bool takes_next(const rawi_reader *reader, size_t noun, const rawi_candidate *candidate) {
    unsigned detail = candidate->detail;
    bool feminine = rawi_has_suffix(rawi_item_at(reader, noun)->bare, "ة");
    if (detail == DETAIL_AND_PART)
        return candidate->numbers[0].value &&
               (has_material(reader, noun) ||
                (feminine && rawi_item_is_one_of(reader, noun + 1, sizes)));
    return (detail == DETAIL_NOUN_FIRST &&
            (has_material(reader, noun) || rawi_item_is_one_of(reader, noun + 1, sizes))) ||
           ((detail == DETAIL_DUAL || detail == DETAIL_AND_DUAL) && has_adjective(reader, noun));
}

/* «المذاهب الـ4 متفقة»: what is counted stands before the number and its article. */
static bool describes_plural(const rawi_reader *reader) {
    const rawi_item *noun = reader->definite && reader->clitic_item
                                ? rawi_item_at(reader, reader->clitic_item - 1)
                                : NULL;
    return noun && noun->kind == RAWI_ITEM_WORD && rawi_has_prefix(noun->bare, "ال") &&
           rawi_is_plural(noun->bare) && rawi_is_listed_noun(rawi_without_article(noun->bare));
}

static void count_noun(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    static const char years[] = "عام سنة يوم شهر ليلة الساعة";
    const rawi_item *word = rawi_item_at(reader, at);
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (word && word->kind == RAWI_ITEM_LATIN && candidate->numbers[0].scale &&
        !candidate->numbers[0].closed)
        candidate->detail = DETAIL_NOUN_FOLLOWS;
    if (!word || word->kind != RAWI_ITEM_WORD || candidate->numbers[0].closed ||
        describes_plural(reader))
        return;
    if (next && next->kind == RAWI_ITEM_DIGITS && next->text.length == 4 &&
        rawi_item_is_one_of(reader, at, years))
        return;
    rawi_counted_noun noun = rawi_counted_noun_of(word->bare);
    if (!noun.is_noun || is_adverbial_noun(reader, at) ||
        !rawi_may_be_counted(reader, at, &candidate->numbers[0]))
        return;
    unsigned last = (unsigned)(candidate->numbers[0].value % 100);
    if (noun.number == RAWI_PLURAL && rawi_has_suffix(word->bare, "ة") && (last < 3 || last > 10)) {
        noun.gender = RAWI_FEMININE; /* no broken plural, but a singular of its letters: 20 أسرة */
        noun.number = RAWI_SINGULAR;
    }
    candidate->measures = rawi_item_in_list(reader, at, "time");
    candidate->taken_for = N_("a number with its noun");
    candidate->reason = noun.reason;
    candidate->gender = noun.gender;
    candidate->score = RAWI_SCORE_PLAIN + 5;
    candidate->detail = noun_detail(&candidate->numbers[0], &noun);
    if (candidate->detail == DETAIL_AND_PART && rawi_has_prefix(word->bare, "و") &&
        !rawi_is_listed_noun(word->bare))
        candidate->detail = DETAIL_ALONE; /* «33.5 وخط» */
    if (candidate->detail == DETAIL_AND_PART &&
        !fits_part(reader, at, &candidate->numbers[0], &noun))
        candidate->detail = DETAIL_NOUN_FOLLOWS;
    if (candidate->detail == DETAIL_NOUN_FOLLOWS && noun.number == RAWI_SINGULAR &&
        !candidate->numbers[0].scale && candidate->numbers[0].fraction.length == 0 &&
        rawi_counted_form_of(candidate->numbers[0].value) == RAWI_COUNTED_FEW &&
        may_be_mended(reader, at))
        candidate->detail = DETAIL_MENDED;
    if (candidate->detail == DETAIL_ALONE)
        return;
    if (candidate->detail != DETAIL_NOUN_FOLLOWS && !reader->definite)
        candidate->end = at + 1 + takes_next(reader, at, candidate);
    else
        candidate->detail = DETAIL_NOUN_FOLLOWS;
}

/* «الدول الـ5»، «مجموعة الـ7»: what is counted stands before the number. */
static void agree_with_noun_before(const rawi_reader *reader, rawi_candidate *candidate) {
    if (reader->clitic_item == 0)
        return;
    size_t before = reader->clitic_item - 1;
    const rawi_item *word = rawi_item_at(reader, before);
    /* دور is a round of sixteen teams here, not the plural of دار */
    if (word->kind != RAWI_ITEM_WORD || rawi_item_in_list(reader, before, "round_of_teams"))
        return;
    if (rawi_item_in_list(reader, before, "round_of_games")) {
        candidate->row = before + 1;
        return;
    }
    rawi_counted_noun noun = rawi_counted_noun_of(rawi_without_article(word->bare));
    if (noun.is_noun && noun.number == RAWI_PLURAL) {
        candidate->gender = noun.gender;
        if (rawi_has_article(word->bare))
            candidate->row = before + 1; /* an adjective: it has the noun's case */
    } else if (rawi_item_in_list(reader, before, "group_of_states"))
        candidate->gender = RAWI_FEMININE;
    else
        return;
    candidate->reason = N_("agrees with the noun before it");
}

/* «درجات الحرارة: الرياض 44، جدة 38»: all count degrees. */
static void agree_with_degrees(const rawi_reader *reader, rawi_candidate *candidate) {
    const size_t reach = 40;
    const uint64_t hottest = 60;
    size_t at = candidate->first;
    if (candidate->numbers[0].value > hottest || candidate->numbers[0].scale)
        return;
    for (size_t back = 1; back < at && back <= reach; back++) {
        if (!rawi_item_in_list(reader, at - back, "heat") ||
            !rawi_item_in_list(reader, at - back - 1, "degrees"))
            continue;
        candidate->gender = RAWI_FEMININE;
        candidate->reason = N_("agrees with the noun before it");
        return;
    }
}

/* «عند الكيلو 45»: the number names which one and has the noun's case. */
static void agree_with_label(const rawi_reader *reader, rawi_candidate *candidate) {
    if (candidate->first && rawi_item_in_list(reader, candidate->first - 1, "numbered"))
        candidate->row = candidate->first;
}

/* «3 من أصل 4 محطات»: the item of the noun that the number after `at` counts, or `at`. */
static size_t noun_of_whole(const rawi_reader *reader, size_t at) {
    const rawi_item *number = rawi_item_at(reader, at);
    if (number && rawi_item_is_one_of(reader, at, "كل أصل بين"))
        number = rawi_item_at(reader, ++at);
    const rawi_item *noun = number ? rawi_item_at(reader, at + 1) : NULL;
    return number && number->kind == RAWI_ITEM_DIGITS && noun && noun->kind == RAWI_ITEM_WORD &&
                   rawi_is_listed_noun(noun->bare)
               ? at + 1
               : at;
}

/* «بين 4 و70 عاما», «من 2 إلى 3 لترات»: the first number needs its noun, which stands after the
 * second at item `noun`: without it 4 and 70 would be heard as 74, and 2 is a dual. */
static void repeat_noun(const rawi_reader *reader, size_t noun, uint64_t second,
                        rawi_candidate *candidate) {
    rawi_noun unit;
    const char *kind;
    uint64_t first = candidate->numbers[0].value;
    bool like_sum = rawi_item_is_word(reader, candidate->end, "و") && first > 2 && first < 10 &&
                    second >= 20 && second < 100 && second % 10 == 0;
    if (!like_sum && first != 2)
        return;
    ptrdiff_t row =
        rawi_table_find(&rawi_plurals_table, without_tanwin(rawi_item_at(reader, noun)->bare));
    if (rawi_find_unit(reader, noun, &unit, &kind) > noun) {
        candidate->noun = unit;
        candidate->has_noun = true;
    } else if (like_sum && row >= 0) {
        candidate->noun = (rawi_noun){candidate->gender, "",
                                      rawi_table_cell(&rawi_plurals_table, (size_t)row, 1), "", ""};
        candidate->has_noun = true;
    }
}

/* «بين 18 و27 درجة»، «من 3 إلى 5 سنوات»: what the second number counts the first counts too. */
static bool agree_with_second(const rawi_reader *reader, rawi_candidate *candidate) {
    rawi_number second;
    rawi_noun unit;
    const char *kind;
    size_t at = candidate->end + 1;
    bool counted = candidate->first && reader->last_counts &&
                   rawi_item_is_word(reader, candidate->first - 1, "مقابل");
    if (counted || !rawi_item_is_one_of(reader, candidate->end, "و إلى أو حتى") ||
        candidate->numbers[0].fraction.length || rawi_item_is_glued(reader, candidate->end))
        return false;
    size_t end = rawi_parse_number(reader, at, &second);
    const rawi_item *noun = end > at ? rawi_item_at(reader, end) : NULL;
    if (!noun || second.fraction.length || noun->kind != RAWI_ITEM_WORD)
        return false;
    if (rawi_find_unit(reader, end, &unit, &kind) > end)
        candidate->gender = unit.gender;
    else if (rawi_is_listed_noun(noun->bare) && rawi_noun_fits(noun->bare, second.value))
        candidate->gender = rawi_counted_noun_of(noun->bare).gender;
    else
        return false;
    repeat_noun(reader, end, second.value, candidate);
    candidate->reason = N_("agrees with the noun after it");
    return true;
}

/* «5 من الدول», «3 من 4 محطات»: what is counted stands after من. Returns whether it does. */
static bool agree_with_noun_after(const rawi_reader *reader, rawi_candidate *candidate) {
    size_t at = candidate->end + 1;
    size_t noun = noun_of_whole(reader, at);
    const rawi_item *word = rawi_item_at(reader, noun);
    if (!rawi_item_is_word(reader, candidate->end, "من") || !word || word->kind != RAWI_ITEM_WORD ||
        (noun == at && !rawi_is_plural(word->bare)) ||
        !rawi_counted_noun_of(rawi_without_article(word->bare)).is_noun)
        return false;
    candidate->gender = rawi_counted_noun_of(rawi_without_article(word->bare)).gender;
    candidate->reason = N_("agrees with the noun after it");
    return true;
}

/* «17 بئرا جفت منها 15»، «98 نقطة مقابل 96»: what was counted before is counted still; of times,
 * which say when and how long, only where the two are joined (5 ساعات أو 6). */
static void agree_with_noun_counted(const rawi_reader *reader, rawi_candidate *candidate) {
    static const char joining[] = "منها منهن إلى و أو كل أصل مقابل حتى";
    const size_t reach = 12;
    const uint64_t earliest_year = 1000;
    size_t at = candidate->first;
    bool of_whole = at > 1 && rawi_item_is_word(reader, at - 1, "من") &&
                    at - 2 == reader->last_end && candidate->numbers[0].value < earliest_year;
    bool again = rawi_item_is_one_of(reader, candidate->end, "منها منهن") || of_whole ||
                 (at && rawi_item_is_one_of(reader, at - 1, joining));
    bool coordinated = reader->clitic && strcmp(reader->clitic, "وَ") == 0;
    bool of_people = rawi_item_is_one_of(reader, candidate->end, "منهم آخرون آخرين أشخاص") ||
                     (at && rawi_item_is_one_of(reader, at - 1, "منهم عددهم"));
    bool percent = rawi_item_is_word(reader, candidate->end, "في") &&
                   rawi_item_is_one_of(reader, candidate->end + 1, "المئة المائة");
    bool near = !reader->last_measured && at - reader->last_end <= reach;
    if (!reader->last_counts || candidate->numbers[0].scale || of_people || percent ||
        !(again || coordinated || near))
        return;
    candidate->gender = reader->last_gender;
    candidate->reason = N_("agrees with the noun counted before");
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
    bool counts = candidate->has_noun || candidate->detail == DETAIL_NOUN_FOLLOWS;
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

bool rawi_recognize_quantity(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    size_t end = rawi_parse_scaled(reader, at, &candidate->numbers[0]);
    if (end == at)
        return false;
    candidate->number_count = 1;
    rawi_propose(candidate, N_("a number"), N_("nothing around it says otherwise"),
                 RAWI_SCORE_PLAIN, say_quantity);
    candidate->end = end;
    end = take_scale_letters(reader, end, &candidate->numbers[0]);
    if (is_or_more(reader, end)) {
        candidate->numbers[0].or_more = true;
        end++;
    }
    candidate->end = allowed_unit(reader, at, end, candidate);
    if (candidate->has_noun && !*candidate->noun.adjective && !*candidate->noun.tail &&
        candidate->numbers[0].unit_form != RAWI_UNIT_ACCUSATIVE &&
        has_material(reader, candidate->end - 1))
        candidate->noun.tail = "+";
    if (candidate->end == end && !counts_degrees(reader, end, candidate))
        count_noun(reader, end, candidate);
    if (candidate->detail == DETAIL_ALONE && !candidate->has_noun) {
        if (reader->definite)
            agree_with_noun_before(reader, candidate);
        else if (!agree_with_second(reader, candidate) &&
                 !agree_with_noun_after(reader, candidate)) {
            agree_with_degrees(reader, candidate);
            agree_with_noun_counted(reader, candidate);
        }
        if (!reader->clitic)
            agree_with_label(reader, candidate);
    }
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

bool rawi_recognize_money_first(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const char *kind = NULL;
    size_t number = rawi_find_unit(reader, at, &candidate->noun, &kind);
    if (number == at || strcmp(kind, "money") != 0)
        return false;
    candidate->end = rawi_parse_scaled(reader, number, &candidate->numbers[0]);
    if (candidate->end == number)
        return false;
    candidate->end = rawi_parse_scale_letters(reader, candidate->end, &candidate->numbers[0]);
    candidate->has_noun = true;
    rawi_propose(candidate, N_("an amount of money"),
                 N_("the sign of a currency stands before the number"), RAWI_SCORE_CERTAIN,
                 say_quantity);
    set_probe(candidate);
    return true;
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
                 RAWI_SCORE_CERTAIN, say_percent);
    set_probe(candidate);
    return true;
}
