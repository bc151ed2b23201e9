/* Counts in words: the number, and the author's noun in the form and case that it asks for. */
#include <string.h>

#include "arabic/normalize/author_noun.h"
#include "arabic/normalize/counts.h"
#include "arabic/normalize/syntax/syntax.h"
#include "arabic/normalize/word_lists.h"

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

/* Whether the item has the form of a plural's adjective: مدارس جديدة. */
static bool is_adjective(const rawi_reader *reader, size_t at) {
    rawi_slice word = rawi_item_at(reader, at)->bare;
    return rawi_word_in_list(word, "adjective") ||
           (rawi_has_suffix(word, "ة") && !rawi_is_listed_noun(word));
}

/* Whether the item surely is one: a noun, no adjective (مدارس حكومية). */
static bool is_second_term(const rawi_reader *reader, size_t at) {
    const rawi_item *item = rawi_item_at(reader, at);
    return may_be_second_term(reader, at) && rawi_is_listed_noun(item->bare) &&
           !is_adjective(reader, at) && !rawi_has_suffix(item->bare, "ية") &&
           !rawi_has_suffix(item->bare, "ي") && !rawi_has_suffix(item->bare, "ا");
}

/* Whether nothing stands after item `at` that could be its second term or adjective. */
static bool closes_phrase(const rawi_reader *reader, size_t at) {
    static const char prepositions[] = "في من على إلى عن مع خلال بعد قبل منذ و أو حتى";
    const rawi_item *next = rawi_item_at(reader, at + 1);
    return !next || next->kind == RAWI_ITEM_DIGITS || next->kind == RAWI_ITEM_SYMBOL ||
           rawi_item_is_one_of(reader, at + 1, prepositions);
}

/* «4 وزراء استقالاتهم»، «قدمت 12 شركة عروضها»: the noun at item `at` belongs to those counted
 * before it; «سلم 5 مفاتيح سيارته»، «كلف 3 وزراء حكومته» are idafas. */
static bool is_their_own(const rawi_reader *reader, size_t verb, size_t at) {
    rawi_slice word = rawi_item_at(reader, at)->bare;
    rawi_slice counted = rawi_item_at(reader, at - 1)->bare;
    bool theirs = rawi_has_suffix(counted, "اء") && rawi_has_suffix(word, "هم");
    bool hers = rawi_has_suffix(counted, "ة") && rawi_has_suffix(word, "ها") &&
                rawi_looks_like_past(rawi_item_at(reader, verb)->bare);
    return rawi_is_noun_of_someone(word) && (theirs || hers);
}

/* Whether a definite noun follows what the number at item `first` counts, which is the subject of
 * the verb before it and has that noun for no second term: غادر 200 سائحٍ المدينة، قدم 4 وزراءَ
 * استقالاتهم; but «سلم 5 مفاتيحِ سيارته». */
static bool precedes_object(const rawi_reader *reader, size_t first, size_t at) {
    const rawi_item *item = rawi_item_at(reader, at);
    const rawi_item *verb = first ? rawi_item_at(reader, first - 1) : NULL;
    return item && item->kind == RAWI_ITEM_WORD && verb && verb->kind == RAWI_ITEM_WORD &&
           (rawi_has_article(item->bare) || is_their_own(reader, first - 1, at)) &&
           rawi_is_verb(verb->bare);
}

/* The flag of the case that the number gives to what it counts, 0 where grammar does not say. */
static unsigned counted_flag(const rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_slice noun) {
    const rawi_number *number = &candidate->numbers[0];
    const size_t whole_thousands = 3;
    bool plural = rawi_counted_noun_of(noun).number == RAWI_PLURAL && !rawi_has_suffix(noun, "ة");
    const rawi_item *next = rawi_item_at(reader, candidate->end + 1);
    bool many = rawi_counted_form_of(number->value) == RAWI_COUNTED_MANY && !plural;
    bool described = reader->definite && next && next->kind == RAWI_ITEM_WORD &&
                     rawi_has_article(next->bare); /* الـ48 ساعةً الأخيرة */
    bool tanwin = !rawi_has_suffix(noun, "اء") &&
                  (closes_phrase(reader, candidate->end) || (described && !plural) ||
                   rawi_is_fronted_object(reader, candidate->first, candidate->end + 1) ||
                   (!plural && precedes_object(reader, candidate->first, candidate->end + 1)) ||
                   (many && next && rawi_is_noun_of_someone(next->bare))); /* 12 دولةً قواتها */
    unsigned state = rawi_has_material(reader, candidate->end) ? RAWI_TOKEN_CONSTRUCT
                     : tanwin                                  ? RAWI_TOKEN_INDEFINITE
                                                               : 0;
    if (!is_surely_noun(noun))
        return 0;
    if (number->scale && rawi_slice_equal(noun, rawi_slice_of("ضعف")) &&
        may_be_second_term(reader, candidate->end + 1))
        return RAWI_TOKEN_GENITIVE | RAWI_TOKEN_CONSTRUCT; /* 4 ملايين ضعفِ كتلة الشمس */
    if (number->scale)
        return number->fraction.length <= whole_thousands ? RAWI_TOKEN_GENITIVE | state : 0;
    if (number->fraction.length && candidate->detail != RAWI_COUNT_AND_PART)
        return rawi_form_after_decimals(number) == RAWI_COUNTED_MANY && !plural
                   ? RAWI_TOKEN_ACCUSATIVE
                   : 0;
    switch (rawi_counted_form_of(number->value)) {
    case RAWI_COUNTED_FEW:
        if (!rawi_is_diptote_plural(noun) || (state & RAWI_TOKEN_CONSTRUCT))
            return RAWI_TOKEN_GENITIVE | state;
        /* before a second term it has kasra: مراكزِ شرطةٍ */
        if (is_second_term(reader, candidate->end + 1))
            return RAWI_TOKEN_GENITIVE;
        return may_be_second_term(reader, candidate->end + 1) &&
                       !precedes_object(reader, candidate->first, candidate->end + 1) &&
                       !is_adjective(reader, candidate->end + 1)
                   ? 0
                   : RAWI_TOKEN_GENITIVE | RAWI_TOKEN_DIPTOTE;
    case RAWI_COUNTED_HUNDREDS:
        return RAWI_TOKEN_GENITIVE | state;
    case RAWI_COUNTED_MANY:
        return plural ? 0 : RAWI_TOKEN_ACCUSATIVE | state;
    default: /* 402 مشتبهٍ به */
        return number->value > 100 && !plural ? RAWI_TOKEN_GENITIVE : 0;
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

/* Remembers the case of the material after a noun that the candidate holds itself: كوبا دقيقٍ، طنَّ
 * وقودٍ, but ملعقتان كبيرتان سكرًا. */
static void govern_material(rawi_reader *reader, const rawi_candidate *candidate) {
    const rawi_item *noun = rawi_item_at(reader, candidate->end);
    bool adjective = rawi_item_in_list(reader, candidate->end - 1, "size");
    const char *marked = rawi_dual_stem(noun->bare); /* سُكَّرًا, not سُكْرًا */
    bool unmarked = noun->text.length == noun->bare.length;
    reader->counted = candidate->end;
    reader->counted_flags = adjective ? RAWI_TOKEN_ACCUSATIVE : RAWI_TOKEN_GENITIVE;
    reader->counted_word = unmarked && marked ? rawi_slice_of(marked) : noun->text;
    if (adjective && !rawi_takes_no_alif(noun->bare) && unmarked)
        reader->counted_word = extend(reader, reader->counted_word, "ا");
}

/* The flags of the second term at item `at` of what is counted: غرفِ نومٍ. */
static unsigned material_flags(const rawi_reader *reader, size_t at) {
    if (rawi_is_diptote_plural(rawi_item_at(reader, at)->bare))
        return RAWI_TOKEN_GENITIVE | RAWI_TOKEN_DIPTOTE;
    return RAWI_TOKEN_GENITIVE | (closes_phrase(reader, at) ? RAWI_TOKEN_INDEFINITE : 0);
}

/* «200 جندي ودبابة»: whether the noun at item `at` is counted together with the one before it. */
static bool is_counted_too(const rawi_reader *reader, size_t at) {
    const rawi_item *item = rawi_item_at(reader, at);
    if (!item || item->kind != RAWI_ITEM_WORD || !rawi_has_prefix(item->bare, "و") ||
        rawi_is_listed_noun(item->bare))
        return false;
    rawi_slice noun = {item->bare.bytes + strlen("و"), item->bare.length - strlen("و")};
    return (rawi_is_listed_noun(noun) || rawi_has_suffix(noun, "ة")) &&
           !rawi_is_listed_verb(noun) && rawi_counted_noun_of(noun).number == RAWI_SINGULAR &&
           closes_phrase(reader, at);
}

/* The noun that stands after the number, with what its case adds to its letters. */
static rawi_slice counted_word(rawi_reader *reader, const rawi_candidate *candidate) {
    const rawi_item *noun = rawi_item_at(reader, candidate->end);
    if (noun->text.length != noun->bare.length)
        return noun->text;
    if (rawi_has_suffix(noun->bare, "ين") &&
        rawi_counted_form_of(candidate->numbers[0].value) == RAWI_COUNTED_FEW)
        return extend(reader, noun->text, "َ"); /* no dual: ثلاثة لاعبينَ */
    bool alif = (reader->counted_flags & RAWI_TOKEN_ACCUSATIVE) &&
                !(reader->counted_flags & RAWI_TOKEN_CONSTRUCT) && !rawi_takes_no_alif(noun->bare);
    return alif ? extend(reader, noun->text, "ا") : noun->text; /* 12 كتابا */
}

/* «21,760 نواة CUDA»: the name after what is counted is its second term; «استخدمت 20 دولة ChatGPT»
 * has an object of the verb before the number. */
static bool is_named_in_latin(const rawi_reader *reader, size_t first, size_t noun) {
    const rawi_item *name = rawi_item_at(reader, noun + 1);
    const rawi_item *before = first ? rawi_item_at(reader, first - 1) : NULL;
    bool after_verb = before && before->kind == RAWI_ITEM_WORD && rawi_is_verb(before->bare);
    rawi_slice word = rawi_item_at(reader, noun)->bare;
    return name && name->kind == RAWI_ITEM_LATIN && !rawi_has_suffix(word, "ا") &&
           !(after_verb && rawi_has_suffix(word, "ة"));
}

/* Remembers the case of the author's noun after the number and of what belongs to it. */
static void govern_counted(rawi_reader *reader, const rawi_candidate *candidate) {
    size_t end = candidate->end;
    const rawi_item *noun = rawi_item_at(reader, end);
    bool taken = candidate->detail == RAWI_COUNT_DUAL || candidate->detail == RAWI_COUNT_AND_PART;
    if ((taken || measures_material(candidate)) && rawi_has_material(reader, end - 1)) {
        govern_material(reader, candidate);
        return;
    }
    if (rawi_numbers_item(reader, candidate, end) &&
        (is_surely_noun(noun->bare) || rawi_is_first_term(noun->bare))) { /* 3 روحُ المعاني */
        reader->counted = end;
        reader->counted_flags = RAWI_TOKEN_NOMINATIVE | RAWI_TOKEN_CONSTRUCT;
        reader->counted_word = noun->text;
    }
    if (candidate->detail != RAWI_COUNT_NOUN_FOLLOWS || !noun || noun->kind != RAWI_ITEM_WORD)
        return;
    unsigned flags = counted_flag(reader, candidate, noun->bare);
    bool lack = rawi_item_is_word(reader, end + 1, "عدم"); /* 42 مخالفةَ عدمِ تركيب */
    bool named = is_named_in_latin(reader, candidate->first, end);
    bool material = rawi_has_material(reader, end) || lack;
    bool construct = !rawi_takes_no_alif(noun->bare) &&
                     !rawi_is_fronted_object(reader, candidate->first, end + 1) &&
                     (material || is_second_term(reader, end + 1)); /* 50 دارَ نشر */
    if ((flags & RAWI_TOKEN_ACCUSATIVE) && (construct || lack || named))
        flags |= RAWI_TOKEN_CONSTRUCT;
    reader->counted = end;
    reader->counted_flags = flags;
    reader->counted_word = counted_word(reader, candidate);
    bool singular = rawi_counted_noun_of(noun->bare).number == RAWI_SINGULAR;
    const rawi_item *next = rawi_item_at(reader, end + 1);
    bool subject =
        reader->syntax.odds == RAWI_CERTAIN && reader->syntax.grammatical == RAWI_NOMINATIVE;
    if (subject && next && rawi_has_article(next->bare) &&
        rawi_is_fronted_object(reader, candidate->first, end + 1)) {
        reader->material = end + 1; /* زار 20 مليون سائح المدينةَ */
        reader->material_flags = RAWI_TOKEN_ACCUSATIVE;
    } else if (material) {
        reader->material = end + 1;
        reader->material_flags = material_flags(reader, end + 1);
    } else if (singular && (flags & RAWI_TOKEN_GENITIVE) && is_counted_too(reader, end + 1)) {
        reader->material = end + 1;
        reader->material_flags = RAWI_TOKEN_GENITIVE | RAWI_TOKEN_INDEFINITE;
    }
}

/* The case of the noun before the number that the number has too: المتهمون الـ9، حمل الرقم 7. */
static void settle_noun_before(rawi_reader *reader, size_t noun, rawi_syntax *syntax) {
    bool plural = rawi_has_suffix(rawi_item_at(reader, noun)->bare, "ون");
    bool object = !reader->definite && !reader->imposed && rawi_is_object(reader, noun);
    if (object || syntax->odds == RAWI_CERTAIN)
        reader->agrees_with = reader->definite ? 0 : noun + 1; /* ارتدى الرقمَ عشرةً */
    if (!plural && !object)
        return;
    syntax->grammatical = plural ? RAWI_NOMINATIVE : RAWI_ACCUSATIVE;
    reader->grammar = plural ? reader->grammar : N_("object of the verb");
    reader->syntax = (rawi_syntax){.grammatical = syntax->grammatical, .odds = RAWI_CERTAIN};
}

/* The case of a quantity; the reader remembers it, and what was counted, for the numbers after it.
 */
/* «13000 عداء من 57 جنسية»: where what was counted directly before comes from. */
static bool is_origin(const rawi_reader *reader, size_t first) {
    return first > 1 && rawi_item_is_word(reader, first - 1, "من") &&
           rawi_item_at(reader, first - 2)->kind == RAWI_ITEM_WORD && reader->last_end &&
           reader->last_end + 2 == first;
}

static rawi_case settle_case(rawi_reader *reader, const rawi_candidate *candidate) {
    reader->measure = candidate->measures || candidate->has_noun;
    reader->masculine = candidate->detail == RAWI_COUNT_NOUN_FOLLOWS &&
                        candidate->gender == RAWI_MASCULINE &&
                        rawi_counted_form_of(candidate->numbers[0].value) > RAWI_COUNTED_FEW;
    reader->counts = candidate->detail != RAWI_COUNT_ALONE || candidate->text;
    reader->group = candidate->detail == RAWI_COUNT_GROUP;
    rawi_syntax syntax =
        rawi_case_of(reader, candidate->row ? candidate->row - 1 : candidate->first);
    reader->measure = reader->masculine = reader->counts = reader->group = false;
    if (candidate->row)
        settle_noun_before(reader, candidate->row - 1, &syntax);
    govern_counted(reader, candidate);
    if (syntax.grammatical == RAWI_NOMINATIVE && candidate->first > 0 &&
        rawi_item_is_one_of(reader, candidate->end, "مرة مرات")) {
        syntax.grammatical = RAWI_ACCUSATIVE;
        reader->grammar = N_("how many times: an adverbial accusative");
    }
    reader->last_case = syntax.grammatical;
    if (candidate->has_noun || candidate->detail != RAWI_COUNT_ALONE) {
        reader->last_counts = true;
        reader->last_measured = candidate->measures || candidate->has_noun;
        reader->last_gender = candidate->has_noun ? candidate->noun.gender : candidate->gender;
        if (!is_origin(reader, candidate->first))
            reader->excepted_gender = reader->last_gender;
    } else if (rawi_is_of_people(reader, candidate->first, candidate->end)) {
        reader->last_counts = false; /* منهم 13000 إلا 8 */
    }
    return syntax.grammatical;
}

/* The author's singular before واحد, or his dual, whose form is its case. */
static void say_author_noun(rawi_reader *reader, size_t noun, uint64_t value,
                            rawi_case grammatical) {
    if (value == 1)
        rawi_say_author_singular(reader, noun, grammatical);
    else
        rawi_say_author_word(reader, noun);
}

/* The author's noun, then the number that agrees with it: كتاب واحد، ذرة أكسجين واحدة، ملعقة صغيرة
 * واحدة. */
static void say_noun_first(rawi_reader *reader, const rawi_candidate *candidate, uint64_t value,
                           rawi_case grammatical) {
    size_t noun = candidate->end - 1;
    bool two_words = noun > candidate->first + 1;
    if (two_words && rawi_has_material(reader, noun - 1)) {
        rawi_say_author_construct(reader, noun - 1, grammatical);
        rawi_say_author_singular(reader, noun, RAWI_GENITIVE);
    } else if (two_words && rawi_item_in_list(reader, noun, "size")) {
        rawi_say_author_singular(reader, noun - 1, grammatical);
        rawi_say_author_singular(reader, noun, grammatical);
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
        rawi_say_author_singular(reader, noun, RAWI_GENITIVE);
    reader->speaker.clitic = "وَ";
    if (dual)
        rawi_say_author_dual(reader, noun, grammatical);
    else
        rawi_say_author_singular(reader, noun, grammatical);
    if (adjective)
        rawi_say_author_dual(reader, noun + 1, grammatical);
}

static void say_and_one(rawi_reader *reader, const rawi_candidate *candidate,
                        rawi_case grammatical) {
    say_hundred_and_noun(reader, candidate, false, grammatical);
}

static void say_and_dual(rawi_reader *reader, const rawi_candidate *candidate,
                         rawi_case grammatical) {
    say_hundred_and_noun(reader, candidate, true, grammatical);
}

/* «ثلاثة كتب» for 3 كتاب، «عشرة سبتيليونات سنةٍ» for 10 سبتيليون سنة. */
static void say_mended(rawi_reader *reader, const rawi_candidate *candidate,
                       rawi_case grammatical) {
    rawi_say_cardinal(&reader->speaker, candidate->numbers[0].value, candidate->gender, grammatical,
                      RAWI_CONSTRUCT);
    bool material = rawi_has_material(reader, candidate->end - 1);
    rawi_say_author_plural(reader, candidate->end - 1, material ? RAWI_CONSTRUCT : RAWI_INDEFINITE);
    if (material) {
        reader->material = candidate->end;
        reader->material_flags = material_flags(reader, candidate->end);
    }
}

/* What a number with a part counts: ساعتان ونصف, ثلاث ساعات ونصف, كوبُ سكرٍ ونصف, ملعقتان كبيرتان
 * ونصف; the candidate ends after the noun or after its material or adjective. */
static void say_noun_of_part(rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_case grammatical) {
    size_t noun = candidate->end - 1;
    noun -= rawi_item_at(reader, noun - 1)->kind == RAWI_ITEM_WORD && noun - 1 > candidate->first;
    bool followed = noun + 1 < candidate->end;
    bool material = followed && rawi_has_material(reader, noun);
    rawi_slice written = rawi_item_at(reader, noun)->bare;
    bool singular = rawi_counted_noun_of(written).number == RAWI_SINGULAR;
    rawi_counted_form form = rawi_counted_form_of(candidate->numbers[0].value);
    bool mended = form > RAWI_COUNTED_FEW && rawi_has_singular(reader, noun); /* 12.5 نقاط */
    rawi_case counted = form == RAWI_COUNTED_MANY  ? RAWI_ACCUSATIVE
                        : form <= RAWI_COUNTED_TWO ? grammatical
                                                   : RAWI_GENITIVE;
    if (form == RAWI_COUNTED_TWO)
        rawi_say_author_dual(reader, noun, grammatical);
    else if (form == RAWI_COUNTED_FEW && singular)
        rawi_say_author_plural(reader, noun, material ? RAWI_CONSTRUCT : RAWI_INDEFINITE);
    else if (material)
        rawi_say_author_construct(reader, noun, counted);
    else if (followed || mended ||
             (form == RAWI_COUNTED_MANY && singular && !rawi_takes_no_alif(written)))
        rawi_say_author_singular(reader, noun, counted); /* 12.5 يوم: اثنا عشر يومًا ونصف */
    else
        rawi_say_author_word(reader, noun);
    if (followed && !material && form == RAWI_COUNTED_TWO)
        rawi_say_author_dual(reader, noun + 1, grammatical);
    else if (followed)
        rawi_say_author_singular(reader, noun + 1, material ? RAWI_GENITIVE : counted);
}

/* «سبع وثلاثون درجة ونصف»، «ربع نقطة» */
static void say_and_part(rawi_reader *reader, const rawi_candidate *candidate,
                         rawi_case grammatical) {
    const rawi_number *number = &candidate->numbers[0];
    const char *part = number->fraction.length == 1 ? "نِصْف" : "رُبْع";
    rawi_counted_form form = rawi_counted_form_of(number->value);
    bool construct = form == RAWI_COUNTED_FEW || form == RAWI_COUNTED_HUNDREDS;
    if (number->value == 0) {
        rawi_speak_stem(&reader->speaker, part, grammatical, RAWI_CONSTRUCT);
        if (rawi_has_singular(reader, candidate->end - 1)) /* 0.5 نقاط: نصف نقطة */
            rawi_say_author_singular(reader, candidate->end - 1, RAWI_GENITIVE);
        else
            rawi_say_author_word(reader, candidate->end - 1);
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
                           candidate->detail == RAWI_COUNT_ALONE;
}

/* «النسخة 256GB»: what is written in apposition to a product is said as its capacity. */
static bool is_capacity(const rawi_reader *reader, const rawi_candidate *candidate) {
    return candidate->has_noun && !reader->clitic && candidate->first &&
           strstr(candidate->noun.singular, "بَايْت") &&
           !rawi_clause_has_listed(reader, candidate->first, "capacity") &&
           rawi_item_in_list(reader, candidate->first - 1, "product");
}

static void say_number(rawi_reader *reader, const rawi_candidate *candidate,
                       rawi_case grammatical) {
    rawi_number number = candidate->numbers[0];
    number.as_decimal = reader->as_decimal;
    if (measures_material(candidate) && number.value == 1 && !number.fraction.length &&
        !number.scale) /* كيلو لحم */
        rawi_say_noun(&reader->speaker, &candidate->noun, RAWI_SINGULAR, grammatical,
                      RAWI_INDEFINITE);
    else
        rawi_say_quantity(reader, &number, candidate->has_noun ? &candidate->noun : NULL,
                          candidate->gender, grammatical,
                          candidate->detail == RAWI_COUNT_NOUN_FOLLOWS);
}

/* «كتاب واحد» */
static void say_one(rawi_reader *reader, const rawi_candidate *candidate, rawi_case grammatical) {
    say_noun_first(reader, candidate, 1, grammatical);
}

/* «كتابان اثنان»: in the case of the author's dual. */
static void say_same_dual(rawi_reader *reader, const rawi_candidate *candidate,
                          rawi_case grammatical) {
    rawi_slice noun = rawi_item_at(reader, candidate->end - 1)->bare;
    (void)grammatical;
    say_noun_first(reader, candidate, 2,
                   rawi_has_suffix(noun, "ان") ? RAWI_NOMINATIVE : RAWI_GENITIVE);
}

/* «كتابان», «ملعقتان كبيرتان» */
static void say_dual(rawi_reader *reader, const rawi_candidate *candidate, rawi_case grammatical) {
    bool adjective = candidate->end - 2 > candidate->first;
    rawi_say_author_dual(reader, candidate->end - 1 - adjective, grammatical);
    if (adjective)
        rawi_say_adjective_dual(reader, candidate->end - 1, candidate->gender, grammatical);
}

/* «مجموعةُ العشرين» */
static void say_group(rawi_reader *reader, const rawi_candidate *candidate, rawi_case grammatical) {
    rawi_say_cardinal(&reader->speaker, candidate->numbers[0].value, candidate->gender, grammatical,
                      RAWI_DEFINITE);
}

/* «اثنان من الكتب» */
static void say_pair(rawi_reader *reader, const rawi_candidate *candidate, rawi_case grammatical) {
    rawi_say_cardinal(&reader->speaker, 2, candidate->gender, grammatical, RAWI_INDEFINITE);
    rawi_speak_phrase(&reader->speaker, "مِنَ");
    reader->speaker.clitic = "ال";
    rawi_say_author_word(reader, candidate->end - 1);
}

typedef void say_in_case(rawi_reader *reader, const rawi_candidate *candidate,
                         rawi_case grammatical);

rawi_status rawi_say_count(rawi_reader *reader, const rawi_candidate *candidate,
                           rawi_error *error) {
    static say_in_case *const says[] = {
        [RAWI_COUNT_ALONE] = say_number,      [RAWI_COUNT_NOUN_FOLLOWS] = say_number,
        [RAWI_COUNT_NOUN_FIRST] = say_one,    [RAWI_COUNT_DUAL] = say_dual,
        [RAWI_COUNT_PAIR] = say_pair,         [RAWI_COUNT_SAME_DUAL] = say_same_dual,
        [RAWI_COUNT_AND_ONE] = say_and_one,   [RAWI_COUNT_AND_DUAL] = say_and_dual,
        [RAWI_COUNT_AND_PART] = say_and_part, [RAWI_COUNT_MENDED] = say_mended,
        [RAWI_COUNT_GROUP] = say_group,
    };
    (void)error;
    rawi_case grammatical = settle_case(reader, candidate);
    if (!reader->imposed)
        match_decimals(reader, candidate);
    if (is_capacity(reader, candidate)) {
        rawi_speak_phrase(&reader->speaker, "بِسَعَةِ");
        grammatical = RAWI_GENITIVE;
    }
    says[candidate->detail](reader, candidate, grammatical);
    return RAWI_OK;
}

rawi_status rawi_say_percent(rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_error *error) {
    rawi_candidate percentage = *candidate;
    percentage.measures = !rawi_item_is_one_of(reader, candidate->end, "من منهم منها منهن");
    rawi_status status = rawi_say_count(reader, &percentage, error);
    reader->speaker.endings = RAWI_CASE_SPOKEN;
    reader->last_decimal = false;
    rawi_speak_phrase(&reader->speaker, candidate->text);
    return status;
}
