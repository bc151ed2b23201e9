/* The nearest governor before a number in its clause, and what it makes of the number. */
#include <string.h>

#include "arabic/normalize/author_noun.h"
#include "arabic/normalize/syntax/syntax.h"
#include "arabic/normalize/word_lists.h"

/* «قتل 3 وجرح 15»: a second verb after the number of the first, unless that is in an idafa (مقتل 3
 * وجرح 15). */
static bool joins_verb(const rawi_reader *reader, size_t at, rawi_slice *word) {
    return reader->last_end && at >= reader->last_end && at - reader->last_end <= 1 &&
           reader->last_case != RAWI_GENITIVE && rawi_strip_prefix(word, "و");
}

/* Whether the author's damma makes a passive of the past: قُدّم، ورُفعت. */
static bool is_marked_passive(const rawi_item *item) {
    const char *letter = item->text.bytes;
    const char *end = letter + item->text.length;
    if (rawi_has_prefix(item->bare, "و") && rawi_has_prefix(item->text, "و"))
        letter += strlen("و");
    return end - letter > (ptrdiff_t)strlen("قُ") && !rawi_has_prefix(item->bare, "ي") &&
           !rawi_has_prefix(item->bare, "ت") && memcmp(letter + strlen("ق"), "ُ", strlen("ُ")) == 0;
}

/* Whether item `at` is «وجرح», a noun of three letters, which could be a verb. */
static bool is_joined_deed(const rawi_reader *reader, size_t at) {
    rawi_slice deed = reader->sentence->items[at].bare;
    return rawi_strip_prefix(&deed, "و") && rawi_word_in_list(deed, "deed");
}

/* The word of the number before item `at`, with which the row of deeds there begins: of «مقتل 4
 * جنود وأسر 5 وجرح 16» the first. SIZE_MAX where none is near. */
static size_t first_of_deeds(const rawi_reader *reader, size_t at) {
    const size_t reach = 6; /* items of a number and of what it counts */
    do {
        size_t end = at;
        do {
            if (at == 0 || end - at >= reach)
                return SIZE_MAX;
            at--;
        } while (reader->sentence->items[at].kind != RAWI_ITEM_DIGITS);
        while (at && reader->sentence->items[at].kind != RAWI_ITEM_WORD)
            at--;
    } while (is_joined_deed(reader, at));
    return at;
}

static bool is_deed(rawi_slice noun) {
    return rawi_word_in_list(noun, "deed") || rawi_word_in_list(noun, "deed_before");
}

/* Whether item `at` is the object of a verb whose definite subject stands between: «أكد الناطق
 * تدمير 3 دبابات». */
static bool is_object_behind_subject(const rawi_reader *reader, size_t at) {
    if (at < 2 || reader->sentence->items[at - 1].kind != RAWI_ITEM_WORD ||
        reader->sentence->items[at - 2].kind != RAWI_ITEM_WORD)
        return false;
    rawi_effect verb = rawi_effect_of(reader->sentence->items[at - 2].bare);
    return (verb == RAWI_EFFECT_OBJECT || verb == RAWI_EFFECT_EITHER) &&
           rawi_has_prefix(reader->sentence->items[at - 1].bare, "ال") &&
           !rawi_is_adverbial(reader, at - 1);
}

/* Whether item `at` is what a verb before it in its clause decides: «قررت المحكمة حبس», but «قررت
 * أن من قتل». */
static bool is_decided(const rawi_reader *reader, size_t at) {
    for (size_t start = rawi_clause_start(reader, at); at-- > start;) {
        if (rawi_item_in_list(reader, at, "before_own_clause"))
            return false;
        if (rawi_item_in_list(reader, at, "deciding"))
            return true;
    }
    return false;
}

/* «قررت المحكمة حبس المتهم، وحبس 4 آخرين»: the noun of the deed that stands before and is repeated
 * at item `at`; `*flag` is its case. Behind a comma what governs the first does not reach («بعد قتل
 * طفل، وقتل 12 جنديا»). */
static bool repeats_noun_of_deed(const rawi_reader *reader, size_t at, unsigned *flag) {
    const size_t reach = 20;
    rawi_slice deed = reader->sentence->items[at].bare;
    if (!is_joined_deed(reader, at) || !rawi_strip_prefix(&deed, "و"))
        return false;
    for (size_t back = 2; back <= at && back <= reach; back++) {
        size_t before = at - back;
        rawi_slice word = rawi_item_at(reader, before)->bare;
        bool joined = rawi_strip_prefix(&word, "ب") || rawi_strip_prefix(&word, "ل");
        if (!rawi_slice_equal(word, deed))
            continue;
        bool decided = is_decided(reader, before);
        bool governed = joined || rawi_is_governed(reader, before);
        *flag = governed ? RAWI_TOKEN_GENITIVE : RAWI_TOKEN_ACCUSATIVE;
        return decided || (governed && rawi_clause_start(reader, at) <= before);
    }
    return false;
}

/* «مقتل 4 وجرح 6»: a noun goes on with the noun that has the number before in an idafa, in whose
 * case it is; `*flag` is 0 where that is open. */
static bool joins_noun_of_deed(const rawi_reader *reader, size_t at, unsigned *flag) {
    if (repeats_noun_of_deed(reader, at, flag))
        return true;
    if (!reader->last_end || at < reader->last_end || at - reader->last_end > 1 ||
        reader->last_case != RAWI_GENITIVE || !is_joined_deed(reader, at))
        return false;
    size_t first = first_of_deeds(reader, at);
    if (first == SIZE_MAX)
        return false;
    rawi_slice stem = reader->sentence->items[first].bare;
    bool joined = rawi_strip_prefix(&stem, "ب") || rawi_strip_prefix(&stem, "ل");
    bool governed = rawi_is_governed(reader, first) || (joined && is_deed(stem));
    bool object = is_object_behind_subject(reader, first);
    if (!rawi_item_in_list(reader, first, "deed_before") &&
        !((governed || object) && rawi_item_in_list(reader, first, "deed")))
        return false;
    const rawi_item *before = first ? rawi_item_at(reader, first - 1) : NULL;
    bool subject = !before || before->character == U':' ||
                   rawi_item_in_list(reader, first - 1, "taking_place");
    *flag = governed  ? RAWI_TOKEN_GENITIVE
            : object  ? RAWI_TOKEN_ACCUSATIVE
            : subject ? RAWI_TOKEN_NOMINATIVE
                      : 0;
    return true;
}

/* Of a word that is noun and verb (دفع) the verb where it opens its clause or what stands before it
 * has a verb behind it (إذا تجاوز), the noun after a preposition. */
static rawi_effect near_effect_of(const rawi_reader *reader, size_t at) {
    rawi_slice word = reader->sentence->items[at].bare;
    rawi_effect found = rawi_effect_of(word);
    bool opens = at == 0 || reader->sentence->items[at - 1].kind == RAWI_ITEM_SYMBOL ||
                 rawi_item_in_list(reader, at - 1, "before_verb") || joins_verb(reader, at, &word);
    rawi_effect verb =
        found == RAWI_EFFECT_CONSTRUCT && opens ? rawi_verb_effect_of(word) : RAWI_EFFECT_NONE;
    if (at && rawi_item_is_one_of(reader, at - 1, "لم ولم فلم") &&
        rawi_item_in_list(reader, at, "jussive_without_object"))
        return RAWI_EFFECT_SUBJECT;
    bool governed = !opens && reader->sentence->items[at - 1].kind == RAWI_ITEM_WORD &&
                    rawi_is_preposition(reader->sentence->items[at - 1].bare);
    if (governed && (found == RAWI_EFFECT_OBJECT || found == RAWI_EFFECT_EITHER ||
                     found == RAWI_EFFECT_SUBJECT))
        return RAWI_EFFECT_CONSTRUCT;
    return verb == RAWI_EFFECT_NONE ? found : verb;
}

typedef struct ruling {
    rawi_case grammatical;
    unsigned odds;
    const char *reason; /* NULL: the governor does not reach the number */
} ruling;

/* What a governor makes of the number that stands directly after it, and of one further on. */
typedef struct rulings {
    ruling adjacent;
    ruling distant;
} rulings;

static const rulings of_numbers[RAWI_EFFECTS] = {
    [RAWI_EFFECT_GENITIVE] = {{RAWI_GENITIVE, RAWI_CERTAIN, N_("after a preposition")}, {0}},
    [RAWI_EFFECT_CONSTRUCT] = {{RAWI_GENITIVE, RAWI_SURE, N_("second term of an idafa")}, {0}},
    [RAWI_EFFECT_OBJECT] = {{RAWI_ACCUSATIVE, RAWI_SURE, N_("object of the verb")},
                            {RAWI_ACCUSATIVE, RAWI_LIKELY, N_("object of the verb")}},
    [RAWI_EFFECT_SUBJECT] = {{RAWI_NOMINATIVE, RAWI_CERTAIN, N_("subject of the verb")},
                             {RAWI_NOMINATIVE, RAWI_PROBABLE, N_("subject of the verb")}},
    [RAWI_EFFECT_REMAIN] = {{RAWI_NOMINATIVE, RAWI_PROBABLE, N_("subject of the verb")},
                            {RAWI_NOMINATIVE, RAWI_PROBABLE, N_("subject of the verb")}},
    [RAWI_EFFECT_EITHER] = {{RAWI_NOMINATIVE, RAWI_SURE, N_("subject of the verb")},
                            {RAWI_ACCUSATIVE, RAWI_LIKELY, N_("object of the verb")}},
    [RAWI_EFFECT_INNA] = {{RAWI_ACCUSATIVE, RAWI_SURE, N_("noun of inna")},
                          {RAWI_NOMINATIVE, RAWI_OPEN, N_("predicate of inna")}},
    [RAWI_EFFECT_KANA] = {{RAWI_NOMINATIVE, RAWI_LIKELY, N_("noun of kana")},
                          {RAWI_ACCUSATIVE, RAWI_LIKELY, N_("predicate of kana")}},
};

/* Of numbers that measure, where that changes anything: صام 30 يوما. */
static const rulings of_measures[RAWI_EFFECTS] = {
    [RAWI_EFFECT_SUBJECT] = {{RAWI_ACCUSATIVE, RAWI_SURE, N_("a measure after the verb")},
                             {RAWI_ACCUSATIVE, RAWI_DOUBTFUL, N_("a measure after the verb")}},
    [RAWI_EFFECT_EITHER] = {{RAWI_ACCUSATIVE, RAWI_LIKELY, N_("a measure after the verb")},
                            {RAWI_ACCUSATIVE, RAWI_LIKELY, N_("object of the verb")}},
};

bool rawi_judge(const rawi_reader *reader, rawi_effect found, bool adjacent, rawi_syntax *syntax) {
    bool measures = reader->measure && of_measures[found].adjacent.reason;
    const rulings *both = measures ? &of_measures[found] : &of_numbers[found];
    const ruling *one = adjacent ? &both->adjacent : &both->distant;
    if (!one->reason)
        return false;
    *syntax = rawi_settled(one->grammatical, one->odds, one->reason);
    syntax->idafa = found == RAWI_EFFECT_CONSTRUCT;
    return true;
}

/* Whether the verb at item `verb` has the number as its second object, what the pronoun gets (كلفها
 * 40 مليونا، منحه 3 نقاط); but people and states are the givers where what they give follows (منحته
 * 12 دولة صوتها). */
static bool is_got(const rawi_reader *reader, size_t first, size_t verb) {
    rawi_number number;
    if (!rawi_item_in_list(reader, verb, "getting") || rawi_counts_people(reader, first))
        return false;
    const rawi_item *given = rawi_item_at(reader, rawi_parse_scaled(reader, first, &number) + 1);
    if (reader->measure || !given || given->kind != RAWI_ITEM_WORD || rawi_is_governor(given->bare))
        return true;
    rawi_slice stem = given->bare;
    return !rawi_has_prefix(given->bare, "ال") && !rawi_strip_pronoun(&stem);
}

/* «يموله 12 بلدا»: the verb has its object, and the number is its subject, unless it says how long
 * (انتظرته 5 أشهر) or is a second object (كلفها 40 مليونا، منحوه 3 سنوات). */
static rawi_syntax after_object_pronoun(const rawi_reader *reader, size_t first, size_t verb) {
    rawi_slice stem = reader->sentence->items[verb].bare;
    bool us = !rawi_strip_pronoun(&stem); /* زارنا 12 وفدا */
    bool plural = rawi_has_suffix(stem, "و") && !rawi_has_prefix(stem, "ي"); /* not يدعوه */
    if (plural || is_got(reader, first, verb))
        return rawi_settled(RAWI_ACCUSATIVE, RAWI_SURE, N_("object of the verb"));
    if (reader->measure && !rawi_item_in_list(reader, verb, "lacking"))
        return rawi_settled(RAWI_ACCUSATIVE, RAWI_LIKELY, N_("a measure after the verb"));
    return rawi_settled(RAWI_NOMINATIVE, us ? RAWI_SURE : RAWI_PROBABLE, N_("subject of the verb"));
}

/* A present that goes on with the subject before it: ليسجل 50 جنيها، وتمنح 200 ألف. */
static bool keeps_subject(rawi_slice verb) {
    if (rawi_has_prefix(verb, "لي") || rawi_has_prefix(verb, "لت"))
        return true;
    return rawi_strip_prefix(&verb, "و") &&
           (rawi_has_prefix(verb, "ي") || rawi_has_prefix(verb, "ت")) &&
           rawi_listed_verb_effect(verb) == RAWI_EFFECT_NONE;
}

/* «فقدنا 6 صواريخ»: we, unless it is «us» after a long vowel (زارنا 12 وفدا). */
static bool is_ours(rawi_slice verb) {
    const size_t letter = strlen("ب");
    if (rawi_has_prefix(verb, "ي") || rawi_has_prefix(verb, "ت") || !rawi_strip_suffix(&verb, "نا"))
        return false;
    for (size_t at = letter; at + letter <= verb.length; at += letter)
        if (memcmp(verb.bytes + at, "ا", letter) == 0)
            return false;
    return true;
}

static bool is_transitive(rawi_effect found) {
    return found == RAWI_EFFECT_EITHER || found == RAWI_EFFECT_OBJECT;
}

/* Whether a past in the feminine with an object stands before item `at` in its sentence. */
static bool follows_feminine_past(const rawi_reader *reader, size_t at) {
    const size_t reach = 12;
    for (size_t back = 1; back <= at && back <= reach; back++) {
        const rawi_item *item = rawi_item_at(reader, at - back);
        if (rawi_ends_clause(item) && item->character != U'،')
            return false;
        if (item->kind == RAWI_ITEM_WORD && rawi_looks_like_past(item->bare) &&
            is_transitive(rawi_effect_of(item->bare)))
            return true;
    }
    return false;
}

/* Whether the past at item `at`, joined to a verb before it, is active by its gender, which is not
 * that of what is counted: قصفت القرية وقتلت 9 أشخاص، صد ركلة وأنقذ 3 كرات. */
static bool goes_on_active(const rawi_reader *reader, size_t first, size_t at) {
    rawi_number number;
    const rawi_item *noun = rawi_item_at(reader, rawi_parse_scaled(reader, first, &number));
    rawi_slice verb = reader->sentence->items[at].bare;
    if (reader->measure || !noun || noun->kind != RAWI_ITEM_WORD ||
        !rawi_is_listed_noun(noun->bare) ||
        !(rawi_strip_prefix(&verb, "و") || rawi_strip_prefix(&verb, "ف")))
        return false;
    bool feminine = rawi_counted_noun_of(noun->bare).gender == RAWI_FEMININE;
    return feminine ? rawi_word_in_list(verb, "doing")
                    : rawi_looks_like_past(verb) && follows_feminine_past(reader, at);
}

/* «فتحت 4 مدارس وأغلقت 3»: the number, of what was counted before, has the case of that. */
static bool ends_like_clause_before(const rawi_reader *reader, size_t first, size_t at) {
    rawi_slice verb = reader->sentence->items[at].bare;
    return !reader->counts && !reader->measure && reader->last_counts &&
           reader->last_case != RAWI_GENITIVE && joins_verb(reader, at, &verb) &&
           rawi_looks_like_past(verb) && rawi_ends_with_number(reader, first);
}

/* The verb at item `at` directly before the number: what its form and what is counted say of its
 * voice and its subject; false where they say nothing. */
static bool judge_voice(const rawi_reader *reader, size_t first, size_t at, rawi_effect found,
                        rawi_syntax *syntax) {
    rawi_slice verb = reader->sentence->items[at].bare;
    bool past = rawi_looks_like_past(verb);
    bool transitive = is_transitive(found);
    *syntax = rawi_settled(RAWI_ACCUSATIVE, RAWI_SURE, N_("object of the verb"));
    if (transitive && (rawi_has_suffix(verb, "وا") || is_ours(verb))) /* قتلوا 12 شخصا */
        return true;
    if (transitive && goes_on_active(reader, first, at)) {
        syntax->odds = RAWI_CERTAIN;
        syntax->active = at + 1;
        return true;
    }
    if (found == RAWI_EFFECT_OBJECT && ends_like_clause_before(reader, first, at)) {
        *syntax =
            rawi_settled(reader->last_case, RAWI_LIKELY, N_("coordinated with the number before"));
        syntax->joined = reader->last_open;
        return true;
    }
    if (past && reader->masculine && !reader->measure) /* أطلقت 12 صاروخا */
        return true;
    syntax->odds = RAWI_PROBABLE;
    if (found == RAWI_EFFECT_EITHER && (rawi_follows_subject(reader, at) || keeps_subject(verb)))
        return true;
    syntax->odds = RAWI_LIKELY;
    if (found == RAWI_EFFECT_OBJECT && rawi_counts_people(reader, first)) {
        *syntax = rawi_settled(RAWI_ACCUSATIVE, RAWI_OPEN, N_("syntax leaves the case open"));
        return true;
    }
    return found == RAWI_EFFECT_OBJECT && past && !reader->measure;
}

/* The item at which «على متنه», «بداخلها» before a number begins, a predicate; `at` is its last.
 * SIZE_MAX for anything else. */
static size_t place_before(const rawi_reader *reader, size_t at) {
    rawi_slice noun = reader->sentence->items[at].bare;
    if (!rawi_item_in_list(reader, at, "aboard") || !rawi_strip_pronoun(&noun))
        return SIZE_MAX;
    bool apart = at && reader->sentence->items[at - 1].kind == RAWI_ITEM_WORD &&
                 rawi_is_preposition(reader->sentence->items[at - 1].bare);
    return apart ? at - 1 : rawi_has_prefix(noun, "ب") ? at : SIZE_MAX;
}

/* What a place at item `at` makes of the number after it: of an indefinite noun it is certain
 * (حافلة بداخلها 12 طالبا). */
static rawi_syntax after_place(const rawi_reader *reader, size_t at) {
    rawi_syntax syntax = rawi_after_predicate(reader, at);
    if (syntax.odds == RAWI_SURE && syntax.grammatical == RAWI_NOMINATIVE)
        syntax.odds = RAWI_CERTAIN;
    return syntax;
}

/* What stands directly before the number at `first`: the rules that reach no further. */
static bool judge_neighbour(const rawi_reader *reader, size_t first, size_t at, rawi_effect found,
                            rawi_syntax *syntax) {
    rawi_slice word = reader->sentence->items[at].bare;
    if (rawi_is_counted(reader, at))
        return false;
    unsigned deed_flag;
    if (joins_noun_of_deed(reader, at, &deed_flag)) {
        *syntax = rawi_second_term_of_idafa(RAWI_CERTAIN);
        syntax->deed_flag = deed_flag;
        syntax->deed = at + 1;
        return true;
    }
    size_t place = place_before(reader, at);
    if (found == RAWI_EFFECT_FRONTED)
        *syntax = rawi_after_predicate(reader, at);
    else if (place != SIZE_MAX)
        *syntax = after_place(reader, place);
    else if (rawi_has_object_pronoun(word))
        *syntax = after_object_pronoun(reader, first, at);
    else if (found == RAWI_EFFECT_NONE && reader->masculine && !reader->measure &&
             rawi_looks_like_past(word) && rawi_opens_clause(reader, at)) /* شردت 38 فردا */
        *syntax = rawi_settled(RAWI_ACCUSATIVE, RAWI_PROBABLE, N_("object of the verb"));
    else if (found == RAWI_EFFECT_NONE && rawi_is_first_term(word))
        *syntax = rawi_second_term_of_idafa(RAWI_LIKELY);
    else if (reader->measure && rawi_item_in_list(reader, at, "stayed"))
        *syntax = rawi_settled(RAWI_ACCUSATIVE, RAWI_SURE, N_("a measure after the verb"));
    else if (found == RAWI_EFFECT_KANA && rawi_ends_with_number(reader, first))
        *syntax = rawi_settled(RAWI_ACCUSATIVE, RAWI_PROBABLE, N_("predicate of kana"));
    else if (!(rawi_is_of_verb(found) && judge_voice(reader, first, at, found, syntax)) &&
             !rawi_judge(reader, found, true, syntax))
        return false;
    syntax->never_genitive = rawi_is_of_verb(found) && rawi_looks_like_past(word);
    bool adverbial = found == RAWI_EFFECT_EITHER && reader->measure; /* سُجن 5 أعوام */
    syntax->verb = is_transitive(found) && !adverbial ? at + 1 : 0;
    return true;
}

/* What a word further back makes of the number. `at` is the item after it. */
static bool judge_distant(const rawi_reader *reader, size_t at, size_t distance, rawi_effect found,
                          rawi_syntax *syntax) {
    const size_t near = 5;
    rawi_slice word = reader->sentence->items[at - 1].bare;
    bool adverbial = rawi_is_adverbial(reader, at);
    bool direct =
        adverbial && (found == RAWI_EFFECT_KANA || found == RAWI_EFFECT_SUBJECT ||
                      (found == RAWI_EFFECT_EITHER && !rawi_follows_subject(reader, at - 1)));
    if (distance <= 3 && rawi_opens_state(word)) {
        bool pronoun = distance == 2 && rawi_is_definite(reader->sentence->items[at].bare) &&
                       !rawi_has_prefix(reader->sentence->items[at].bare, "ال");
        *syntax = rawi_settled(RAWI_NOMINATIVE, pronoun ? RAWI_PROBABLE : RAWI_DOUBTFUL,
                               N_("subject after its predicate"));
        return true;
    }
    if (distance == 2 && rawi_opens_description(reader, at - 1)) {
        *syntax = rawi_settled(RAWI_NOMINATIVE, RAWI_SURE, N_("predicate of a nominal sentence"));
        return true;
    }
    if (found == RAWI_EFFECT_INNA && distance <= 3 && adverbial) { /* إن في المدرسة 12 */
        *syntax = rawi_settled(RAWI_ACCUSATIVE, RAWI_PROBABLE, N_("noun of inna"));
        return true;
    }
    if (found == RAWI_EFFECT_INNA && rawi_is_amount_after_inna(reader, at, at - 1 + distance)) {
        *syntax = rawi_settled(RAWI_NOMINATIVE, RAWI_SURE, N_("predicate of inna"));
        return true;
    }
    if (found == RAWI_EFFECT_KANA && direct) { /* كان هناك 12 شخصا */
        *syntax = rawi_settled(RAWI_NOMINATIVE, RAWI_PROBABLE, N_("noun of kana"));
        return true;
    }
    if (distance <= near && rawi_looks_like_past(word) && reader->masculine && !reader->measure &&
        (found == RAWI_EFFECT_OBJECT || found == RAWI_EFFECT_EITHER)) { /* عالجت فيها 40 مريضا */
        *syntax = rawi_settled(RAWI_ACCUSATIVE, RAWI_SURE, N_("object of the verb"));
        return true;
    }
    return rawi_judge(reader, found, direct, syntax);
}

/* Without a governor, the clause being items [start, first) and `distance` words long. */
static rawi_syntax ungoverned(const rawi_reader *reader, size_t start, size_t first,
                              size_t distance, bool whole) {
    rawi_syntax nominal = {0};
    if (distance > 1)
        nominal = rawi_nominal_or_verbal(reader, start, first);
    if (nominal.odds == RAWI_SURE || !whole ||
        (distance > 2 && !rawi_opens_with_preposition(reader, start)))
        return nominal;
    unsigned odds = distance ? RAWI_DOUBTFUL : RAWI_LIKELY;
    if (first == 0)
        odds = RAWI_CERTAIN;
    else if (rawi_is_age(reader, first))
        odds = rawi_follows_name(reader, first - 1) ? RAWI_CERTAIN : RAWI_SURE;
    else if (rawi_is_title(reader, start, first) ||
             (distance == 1 && rawi_item_is_one_of(reader, start, "منهم منها منهن")))
        odds = RAWI_SURE;
    else if (distance && rawi_opens_with_preposition(reader, start) &&
             (start == 0 || rawi_has_prefix(reader->sentence->items[start].bare, "و")) &&
             rawi_only_nouns(reader, start + 1, first)) /* ولوزارة الصحة 12 */
        odds = RAWI_PROBABLE;
    return rawi_settled(RAWI_NOMINATIVE, odds, N_("first in its clause"));
}

/* What the item `distance` words before the number makes of it. */
static bool judge_word(const rawi_reader *reader, size_t first, size_t at, size_t distance,
                       rawi_syntax *syntax) {
    rawi_slice word = reader->sentence->items[at].bare;
    bool adjacent = distance == 1;
    rawi_effect found = adjacent ? near_effect_of(reader, at) : rawi_distant_effect_of(word);
    if ((found == RAWI_EFFECT_OBJECT || found == RAWI_EFFECT_EITHER) &&
        is_marked_passive(&reader->sentence->items[at]))
        found = RAWI_EFFECT_SUBJECT;
    if (!adjacent && rawi_is_inside_idafa(reader, at))
        return false;
    if (adjacent ? judge_neighbour(reader, first, at, found, syntax)
                 : judge_distant(reader, at + 1, distance, found, syntax))
        return true;
    *syntax = rawi_settled(RAWI_ACCUSATIVE, RAWI_DOUBTFUL, N_("object of the verb"));
    return (!adjacent || reader->measure) && found == RAWI_EFFECT_NONE &&
           rawi_looks_like_verb(reader, at);
}

bool rawi_governed(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    const size_t reach = 14;
    size_t distance = 0;
    size_t at = first;
    for (; (at = rawi_before_parenthesis(reader, at)) > 0 && distance < reach; at--) {
        const rawi_item *item = &reader->sentence->items[at - 1];
        if (rawi_ends_clause(item) && !rawi_belongs_to_number(reader, at - 1))
            break;
        if (item->kind == RAWI_ITEM_SYMBOL)
            continue;
        distance++;
        if (item->kind == RAWI_ITEM_WORD && judge_word(reader, first, at - 1, distance, syntax))
            return true;
    }
    *syntax = ungoverned(reader, at, first, distance, distance < reach);
    return true;
}
