/* The case of a number, from what stands before it in its sentence: the rules in their order. */
#include <string.h>

#include "arabic/normalize/syntax/syntax.h"
#include "arabic/normalize/word_lists.h"

rawi_syntax rawi_settled(rawi_case grammatical, unsigned odds, const char *reason) {
    return (rawi_syntax){.grammatical = grammatical, .odds = odds, .reason = reason};
}

static bool after_preposition(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    (void)first;
    *syntax = rawi_settled(RAWI_GENITIVE, RAWI_CERTAIN, N_("after a preposition"));
    return reader->clitic_governs;
}

/* «القرار رقم (45)» */
static bool in_brackets_after_number(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    *syntax = rawi_settled(RAWI_GENITIVE, RAWI_CERTAIN, N_("second term of an idafa"));
    return first > 1 && rawi_open_bracket(reader, first) == first - 1 &&
           rawi_item_is_one_of(reader, first - 2, "رقم برقم");
}

/* «سنة (10^25)»: a power in brackets is a sentence of its own. */
static bool is_power_in_brackets(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    *syntax = rawi_settled(RAWI_NOMINATIVE, RAWI_CERTAIN, N_("first in its clause"));
    return first && rawi_item_is_symbol(reader, first - 1, U'(') &&
           rawi_is_base_of_power(reader, first + 1);
}

/* A term of arithmetic: زائدُ ثلاثةٍ يساوي ثمانيةً. */
static bool after_operator(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    static const char32_t operators[] = U"+±×*÷^<>№√";
    if (first == 0)
        return false;
    const rawi_item *before = &reader->sentence->items[first - 1];
    if (before->character == U'=' || before->character == U'≥' || before->character == U'≤') {
        *syntax = rawi_settled(RAWI_ACCUSATIVE, RAWI_CERTAIN, N_("after the sign of equality"));
        return true;
    }
    if (before->character == U'-' && reader->equation) {
        *syntax = rawi_settled(RAWI_GENITIVE, RAWI_CERTAIN, N_("after a sign of arithmetic"));
        return true;
    }
    bool found = rawi_item_is_one_of(reader, first - 1, "x X");
    for (const char32_t *sign = operators; *sign; sign++)
        found = found || before->character == *sign;
    *syntax = rawi_settled(RAWI_GENITIVE, RAWI_CERTAIN, N_("after a sign of arithmetic"));
    return found;
}

/* The first rule that holds; the last one always does. */
static rawi_case_rule *const rules[] = {
    after_preposition,
    rawi_after_pronoun,
    rawi_after_amma,
    rawi_is_among_counted,
    rawi_is_age_in_brackets,
    rawi_is_second_term,
    in_brackets_after_number,
    is_power_in_brackets,
    after_operator,
    rawi_coordinates_with_dual,
    rawi_coordinates_with_time,
    rawi_repeats_amount,
    rawi_coordinates,
    rawi_after_energy,
    rawi_tells_price,
    rawi_tells_extreme,
    rawi_after_object,
    rawi_before_object,
    rawi_before_clause,
    rawi_before_need,
    rawi_after_doer,
    rawi_in_apposition,
    rawi_coordinates_with_genitive,
    rawi_lasts,
    rawi_extends,
    rawi_governed,
};

/* Whether the verb at item `verb` goes on with the doer of one before it that has an object, the
 * number before: of the same gender. */
static bool goes_on_with_doer(const rawi_reader *reader, size_t verb) {
    if (!reader->last_end || !reader->last_counts || reader->last_measured ||
        reader->last_case != RAWI_ACCUSATIVE)
        return false;
    for (size_t at = reader->last_end; at-- > 0;) {
        rawi_slice word = reader->sentence->items[at].bare;
        if (rawi_is_verb(word))
            return rawi_looks_like_past(word) ==
                   rawi_looks_like_past(reader->sentence->items[verb].bare);
    }
    return false;
}

/* «وأصيب 12 آخرون»، «قتل الجيش 3 مسلحين وقتل 4 آخرين»: the ending of the word for others shows the
 * number's case; that of an object only behind another, since many write «جرح 12 آخرين». */
static void agree_with_others(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    rawi_number number;
    first += reader->clitic && first == reader->clitic_item;
    size_t end = rawi_parse_scaled(reader, first, &number);
    bool subject = rawi_item_is_word(reader, end, "آخرون");
    bool object = rawi_item_is_word(reader, end, "آخرين") && syntax->verb &&
                  goes_on_with_doer(reader, syntax->verb - 1);
    bool settled = syntax->odds == RAWI_CERTAIN || syntax->grammatical == RAWI_GENITIVE;
    if (end == first || settled || syntax->joined || !(subject || object))
        return;
    syntax->grammatical = subject ? RAWI_NOMINATIVE : RAWI_ACCUSATIVE;
    syntax->odds = RAWI_CERTAIN;
    syntax->reason = N_("agrees with the noun after it");
    if (object)
        syntax->active = syntax->verb;
}

static rawi_syntax find_case(const rawi_reader *reader, size_t first) {
    rawi_syntax syntax;
    if (reader->clitic && first == reader->clitic_item + 1)
        first = reader->clitic_item;
    for (size_t i = 0; !rules[i](reader, first, &syntax); i++)
        continue;
    agree_with_others(reader, first, &syntax);
    const rawi_item *before = first ? &reader->sentence->items[first - 1] : NULL;
    if (before && before->kind == RAWI_ITEM_WORD && rawi_has_article(before->bare) &&
        syntax.grammatical != RAWI_GENITIVE) /* ارتفاع البرج 828 مترا */
        syntax.never_genitive = true;
    return syntax;
}

void rawi_flag_word(rawi_reader *reader, size_t item, unsigned flag) {
    rawi_span span = reader->sentence->items[item].span;
    for (size_t i = reader->tokens->count; i-- > 0;)
        if (reader->tokens->items[i].span.start == span.start)
            reader->tokens->items[i].flags |= flag;
}

size_t rawi_token_of(const rawi_reader *reader, size_t item) {
    rawi_span span = reader->sentence->items[item].span;
    for (size_t i = reader->tokens->count; i-- > 0;)
        if (reader->tokens->items[i].span.start == span.start)
            return i;
    return SIZE_MAX;
}

/* Says that the past at item `at` is active. */
static void say_active(rawi_reader *reader, size_t at) {
    size_t voice;
    const char *active = rawi_active_form(reader, at, &voice);
    size_t token = active ? rawi_token_of(reader, at) : SIZE_MAX;
    if (token != SIZE_MAX)
        reader->tokens->items[token].text = active;
}

/* Says the joined noun at item `at` with the vowels of its form: وجَرْح. */
static void say_deed(rawi_reader *reader, size_t at, unsigned flag) {
    static const char *const marks[] = {"", "َ", "ْ", ""}; /* of و and of its three letters */
    const size_t letter = strlen("ب");
    rawi_slice word = rawi_item_at(reader, at)->text;
    size_t token = rawi_token_of(reader, at);
    if (token == SIZE_MAX || word.length != letter * (sizeof marks / sizeof *marks))
        return;
    const char *copy = rawi_with_marks(reader, word, marks);
    if (copy) {
        reader->tokens->items[token].text = copy;
        reader->tokens->items[token].flags |= RAWI_TOKEN_CONSTRUCT | flag;
    }
}

/* The terms of the idafa after the noun at item `at`, and the adjective that says of which country
 * the last is, are genitive: سعرُ جرامِ الذهبِ، سعرُ الريالِ السعوديِّ. */
static void say_terms(rawi_reader *reader, size_t at) {
    const rawi_item *term = rawi_item_at(reader, ++at);
    for (; term && !rawi_has_article(term->bare); term = rawi_item_at(reader, ++at)) {
        if (!rawi_is_first_term(term->bare) && !rawi_item_in_list(reader, at, "priced"))
            return;
        rawi_flag_word(reader, at, RAWI_TOKEN_GENITIVE | RAWI_TOKEN_CONSTRUCT);
    }
    if (!term)
        return;
    rawi_flag_word(reader, at, RAWI_TOKEN_GENITIVE);
    const rawi_item *adjective = rawi_item_at(reader, at + 1);
    if (adjective && adjective->kind == RAWI_ITEM_WORD && rawi_has_prefix(adjective->bare, "ال") &&
        (rawi_has_suffix(adjective->bare, "ي") || rawi_has_suffix(adjective->bare, "ية")))
        rawi_flag_word(reader, at + 1, RAWI_TOKEN_GENITIVE);
}

/* Says the noun of an amount at item `at`, which opens its clause: سِعْرُ الدولارِ. */
static void say_amount(rawi_reader *reader, size_t at) {
    rawi_slice noun = rawi_item_at(reader, at)->bare;
    size_t token = rawi_token_of(reader, at);
    const char *stem = rawi_amount_stem(noun);
    if (token == SIZE_MAX || !stem)
        return;
    rawi_text marked = {0};
    rawi_text_add_string(&marked, rawi_has_prefix(noun, "و") ? "وَ" : "");
    rawi_inflect(&marked, stem, RAWI_NOMINATIVE, RAWI_CONSTRUCT);
    const char *copy = rawi_token_keep(reader->tokens, &marked);
    if (copy) {
        reader->tokens->items[token].text = copy;
        reader->tokens->items[token].flags |= RAWI_TOKEN_COMPLETE;
        say_terms(reader, at);
    }
}

void rawi_settle_day(rawi_reader *reader, size_t first) {
    bool day = first > 1 && rawi_item_is_word(reader, first - 1, "يوم");
    if (day && reader->sentence->items[first - 2].kind == RAWI_ITEM_WORD &&
        (rawi_looks_like_past(reader->sentence->items[first - 2].bare) ||
         rawi_item_in_list(reader, first - 2, "done_by_people")))
        rawi_flag_word(reader, first - 1, RAWI_TOKEN_ACCUSATIVE);
}

/* «ارتفع نحوَ 23 نقطة»، «إلى نحوِ 23»: the word before the number has the number's place in the
 * sentence; that before an hour says when (وصل قُرَابَةَ الساعة 9). */
static void decline_approximation(rawi_reader *reader, size_t first) {
    if (reader->clitic || first == 0 || !rawi_item_is_one_of(reader, first - 1, "نحو قرابة زهاء"))
        return;
    size_t token = rawi_token_of(reader, first - 1);
    if (token == SIZE_MAX)
        return;
    rawi_token *word = &reader->tokens->items[token];
    rawi_syntax syntax = find_case(reader, first - 1);
    if (rawi_item_in_list(reader, first, "hour") && syntax.odds != RAWI_CERTAIN)
        syntax = rawi_settled(RAWI_ACCUSATIVE, RAWI_SURE, N_("an adverb of time"));
    if (rawi_item_is_word(reader, first - 1, "قرابة")) { /* not kinship, قَرَابَة */
        word->text = "قُرَابَة";
        word->flags = RAWI_TOKEN_STEM_COMPLETE;
    }
    if (rawi_item_in_list(reader, first, "hour") && !rawi_is_governed(reader, first - 1))
        word->flags |= RAWI_TOKEN_ACCUSATIVE; /* بدأ قرابةَ الساعة */
    else if (syntax.odds == RAWI_CERTAIN || syntax.odds >= RAWI_DOUBTFUL)
        word->flags |= rawi_case_flag(syntax.grammatical);
    if (syntax.object)
        rawi_flag_word(reader, syntax.object, RAWI_TOKEN_ACCUSATIVE);
}

/* «بقيمةٍ إجماليةٍ 5 ملايين»: neither is the first term of the number. */
static void decline_described_measure(rawi_reader *reader, size_t first) {
    if (reader->clitic || !rawi_follows_described_measure(reader, first))
        return;
    rawi_flag_word(reader, first - 2, RAWI_TOKEN_GENITIVE | RAWI_TOKEN_INDEFINITE);
    if (!rawi_has_suffix(rawi_item_at(reader, first - 1)->bare, "ى"))
        rawi_flag_word(reader, first - 1, RAWI_TOKEN_GENITIVE | RAWI_TOKEN_INDEFINITE);
}

/* Whether item `at` is a present with a subject of its own: يموت طفل، تمر حافلة; «تساوي دولارا» has
 * the one before it. */
static bool has_own_subject(const rawi_reader *reader, size_t at) {
    const rawi_item *verb = rawi_item_at(reader, at);
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (!verb || verb->kind != RAWI_ITEM_WORD || rawi_item_in_list(reader, at, "amounting") ||
        !(rawi_is_verb(verb->bare) || rawi_looks_like_verb(reader, at)))
        return false;
    return rawi_has_prefix(verb->bare, "ي") ||
           (rawi_has_prefix(verb->bare, "ت") && next && next->kind == RAWI_ITEM_WORD &&
            !rawi_is_adverbial(reader, at + 1) && !rawi_has_suffix(next->bare, "ا"));
}

/* Whether «كل» at item `at` and a time or, after a verb, a length after it say how often: «كلَّ 5
 * دقائق يموت طفل», «صورةً كلَّ 6 أيام», «يقف كلَّ 5 أميال»; «كلُّ 5 دنانير تساوي دولارا» is a subject,
 * «نهايةَ كلِّ 3 أشهر» an idafa. */
static bool says_how_often(const rawi_reader *reader, size_t at) {
    bool length = rawi_item_in_list(reader, at + 2, "recurring_length");
    if (!reader->measure || !(length || rawi_item_in_list(reader, at + 2, "recurring")))
        return false;
    const rawi_item *before = at ? rawi_item_at(reader, at - 1) : NULL;
    if (!before || rawi_ends_clause(before))
        return has_own_subject(reader, at + 3);
    return before->kind == RAWI_ITEM_WORD && !rawi_is_preposition(before->bare) &&
           !rawi_item_in_list(reader, at - 1, "of_every") &&
           !rawi_item_in_list(reader, at - 1, "amounting") &&
           !(length && rawi_is_verbal_noun(before->bare) &&
             !(at > 1 && rawi_follows_construct(reader, at - 1)));
}

static void decline_frequency(rawi_reader *reader, size_t first) {
    if (first && rawi_item_is_word(reader, first - 1, "كل") && says_how_often(reader, first - 1))
        rawi_flag_word(reader, first - 1, RAWI_TOKEN_ACCUSATIVE);
}

/* «استغرق ساعةً و20 دقيقة»: the time that the number is joined to is the first term of nothing, and
 * has the number's case. */
static void decline_time_before(rawi_reader *reader) {
    size_t and_item = reader->clitic_item;
    if (reader->measure && and_item && reader->clitic && strcmp(reader->clitic, "وَ") == 0 &&
        rawi_item_in_list(reader, and_item - 1, "recurring") &&
        (and_item < 2 || rawi_item_at(reader, and_item - 2)->kind != RAWI_ITEM_DIGITS)) {
        rawi_flag_word(reader, and_item - 1, RAWI_TOKEN_INDEFINITE);
        reader->agrees_with = and_item;
    }
}

rawi_syntax rawi_case_of(rawi_reader *reader, size_t first) {
    if (reader->imposed)
        return rawi_settled(*reader->imposed, RAWI_CERTAIN, reader->grammar);
    reader->syntax = find_case(reader, first);
    reader->grammar = reader->syntax.reason;
    decline_approximation(reader, first);
    decline_frequency(reader, first);
    decline_time_before(reader);
    decline_described_measure(reader, first);
    if (reader->syntax.object)
        rawi_flag_word(reader, reader->syntax.object, RAWI_TOKEN_ACCUSATIVE);
    if (reader->syntax.active)
        say_active(reader, reader->syntax.active - 1);
    if (reader->syntax.deed)
        say_deed(reader, reader->syntax.deed - 1, reader->syntax.deed_flag);
    size_t price = rawi_price_before(reader, first);
    if (price)
        say_amount(reader, price - 1);
    return reader->syntax;
}
