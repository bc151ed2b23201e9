/* The sounds of a word among themselves, its syllables and its stress.
 *
 * Emphasis: after ص ض ط ظ ق غ خ a is backed, before ص ض ط ظ ق too, and r lets it pass on; i and u
 * are retracted beside ص ض ط ظ alone. That is the extent on which descriptions of the standard
 * language agree (J. Watson, The Phonology and Morphology of Arabic, 2002, ch. 10, and the seven
 * letters of istiʿlāʾ in tajwid), and that of N. Halabi's Arabic Speech Corpus for a.
 *
 * Stress: the last syllable when it is superheavy (CVVC, CVCC), else the one before it when heavy,
 * else the third from the end; never on a clitic (Ryding, ch. 2 § 6; Watson, ch. 5).
 */
#include "arabic/phonemize/sounds.h"

#include <string.h>

static bool is_vowel_at(const rawi_sounds *sounds, size_t at) {
    return at < sounds->count && rawi_phone_is_vowel(sounds->phones[at]);
}

static bool is_geminate(rawi_phone phone) {
    return phone.flags & RAWI_PHONE_GEMINATE;
}

/* ---- rebuilding a word's sounds, its marked places moving with them ------------------------- */

typedef struct sounds_builder {
    rawi_sounds built;
    const rawi_sounds *from;
} sounds_builder;

static void push(sounds_builder *builder, uint8_t symbol, uint8_t flags) {
    if (builder->built.count < RAWI_MOST_SOUNDS)
        builder->built.phones[builder->built.count++] = (rawi_phone){symbol, flags};
}

static void start(sounds_builder *builder, const rawi_sounds *from) {
    builder->from = from;
    builder->built.count = 0;
    builder->built.clitics = 0;
    builder->built.primary = builder->built.secondary = -1;
}

/* The phone `at` of the old sounds comes next. */
static void reach(sounds_builder *builder, size_t at) {
    rawi_sounds *built = &builder->built;
    if (at == builder->from->clitics)
        built->clitics = built->count;
    if ((ptrdiff_t)at == builder->from->primary)
        built->primary = (ptrdiff_t)built->count;
    if ((ptrdiff_t)at == builder->from->secondary)
        built->secondary = (ptrdiff_t)built->count;
}

static void finish(sounds_builder *builder, rawi_sounds *to) {
    reach(builder, builder->from->count);
    to->clitics = builder->built.clitics;
    to->primary = builder->built.primary;
    to->secondary = builder->built.secondary;
    to->count = builder->built.count;
    memcpy(to->phones, builder->built.phones, to->count * sizeof *to->phones);
}

/* ---- consonants ------------------------------------------------------------------------------ */

static void assimilate(rawi_sounds *sounds) {
    for (size_t i = 0; i + 1 < sounds->count; i++) {
        rawi_phone *phone = &sounds->phones[i];
        uint8_t next = sounds->phones[i + 1].symbol;
        if (phone->symbol == RAWI_PHONE_N && next == RAWI_PHONE_B && !is_geminate(*phone))
            phone->symbol = RAWI_PHONE_M; /* منبر */
        if (phone->symbol == RAWI_PHONE_D && next == RAWI_PHONE_T && !is_geminate(*phone) && i)
            phone->symbol = RAWI_PHONE_T; /* عُدْتُ */
    }
}

/* Whether some equal consonants meet, or two vowels. */
static bool needs_joining(const rawi_sounds *sounds) {
    for (size_t i = 0; i + 1 < sounds->count; i++) {
        bool vowels = is_vowel_at(sounds, i) && is_vowel_at(sounds, i + 1);
        if (vowels || sounds->phones[i].symbol == sounds->phones[i + 1].symbol)
            return true;
    }
    return false;
}

static uint8_t glide_between(uint8_t vowel) {
    switch (vowel) {
    case RAWI_PHONE_I:
    case RAWI_PHONE_II:
    case RAWI_PHONE_E:
    case RAWI_PHONE_EE:
        return RAWI_PHONE_Y;
    case RAWI_PHONE_U:
    case RAWI_PHONE_UU:
    case RAWI_PHONE_O:
    case RAWI_PHONE_OO:
        return RAWI_PHONE_W;
    default:
        return RAWI_PHONE_HAMZA;
    }
}

/* Equal consonants become one geminate; between two vowels a glide or hamza opens the second
 * syllable. */
static void join(rawi_sounds *sounds) {
    sounds_builder builder;
    start(&builder, sounds);
    for (size_t i = 0; i < sounds->count; i++) {
        rawi_phone phone = sounds->phones[i];
        rawi_phone *last =
            builder.built.count ? &builder.built.phones[builder.built.count - 1] : NULL;
        bool vowel = rawi_phone_is_vowel(phone);
        if (last && !vowel && last->symbol == phone.symbol) {
            last->flags |= phone.flags | RAWI_PHONE_GEMINATE;
            reach(&builder, i);
            continue;
        }
        if (last && vowel && rawi_phone_is_vowel(*last))
            push(&builder, glide_between(last->symbol), 0);
        reach(&builder, i);
        push(&builder, phone.symbol, phone.flags);
    }
    finish(&builder, sounds);
}

/* ---- clusters ----------------------------------------------------------------------------------
 */

/* Consonants [first, first + count) between vowels or at an end of the word. */
typedef struct consonants {
    size_t first;
    size_t count;
    size_t weight; /* a geminate is two */
} consonants;

static consonants cluster_from(const rawi_sounds *sounds, size_t first) {
    consonants cluster = {.first = first};
    for (size_t i = first; i < sounds->count && !is_vowel_at(sounds, i); i++) {
        cluster.count++;
        cluster.weight += is_geminate(sounds->phones[i]) ? 2 : 1;
    }
    return cluster;
}

static bool is_sibilant(rawi_phone phone) {
    return phone.symbol == RAWI_PHONE_S || phone.symbol == RAWI_PHONE_Z ||
           phone.symbol == RAWI_PHONE_SH;
}

static bool is_liquid(rawi_phone phone) {
    return phone.symbol == RAWI_PHONE_R || phone.symbol == RAWI_PHONE_L;
}

/* A newsreader says two consonants at a word's start (سْبارك) and three like those of ستريت; two at
 * its end, and three like those of ماركس; between vowels two that close a syllable and one that
 * opens the next. */
static bool can_be_said(const rawi_sounds *sounds, const consonants *cluster) {
    const rawi_phone *phones = sounds->phones + cluster->first;
    if (cluster->first == 0) {
        size_t most = sounds->joined ? 3 : 2;
        bool str = cluster->count == 3 && is_sibilant(phones[0]) && is_liquid(phones[2]);
        return cluster->count <= most || str;
    }
    if (cluster->first + cluster->count == sounds->count) {
        bool rks = cluster->count == 3 && cluster->weight == 3 &&
                   (is_sibilant(phones[1]) || is_sibilant(phones[2]));
        return cluster->weight <= 2 || rks;
    }
    return cluster->weight <= 3;
}

static bool has_vowel(const rawi_sounds *sounds) {
    for (size_t i = 0; i < sounds->count; i++)
        if (is_vowel_at(sounds, i))
            return true;
    return false;
}

static void break_cluster(sounds_builder *builder, const consonants *cluster) {
    const rawi_sounds *from = builder->from;
    bool final = cluster->first && cluster->first + cluster->count == from->count;
    bool too_long = !can_be_said(from, cluster);
    for (size_t i = 0; i < cluster->count; i++) {
        size_t left = cluster->count - i;
        if (too_long && i && left % 2 == (final ? 1 : 0))
            push(builder, RAWI_PHONE_I, 0);
        reach(builder, cluster->first + i);
        rawi_phone phone = from->phones[cluster->first + i];
        push(builder, phone.symbol, phone.flags);
    }
}

static void break_clusters(rawi_sounds *sounds) {
    if (!has_vowel(sounds)) {
        size_t rest = sounds->count - 1;
        if (sounds->count == RAWI_MOST_SOUNDS)
            return;
        memmove(sounds->phones + 2, sounds->phones + 1, rest * sizeof *sounds->phones);
        sounds->phones[1] = (rawi_phone){RAWI_PHONE_A, 0};
        sounds->count++;
    }
    bool all_can = true;
    for (size_t i = 0; all_can && i < sounds->count;) {
        consonants cluster = cluster_from(sounds, i);
        all_can = cluster.count == 0 || can_be_said(sounds, &cluster);
        i += cluster.count + 1;
    }
    if (all_can)
        return;
    sounds_builder builder;
    start(&builder, sounds);
    for (size_t i = 0; i < sounds->count;) {
        consonants cluster = cluster_from(sounds, i);
        break_cluster(&builder, &cluster);
        i += cluster.count;
        if (i < sounds->count) {
            reach(&builder, i);
            push(&builder, sounds->phones[i].symbol, sounds->phones[i].flags);
            i++;
        }
    }
    finish(&builder, sounds);
}

/* ---- emphasis ----------------------------------------------------------------------------------
 */

static bool is_emphatic(uint8_t symbol) {
    return symbol >= RAWI_PHONE_SAD && symbol <= RAWI_PHONE_ZAH;
}

static bool backs_what_follows(rawi_phone phone) {
    return is_emphatic(phone.symbol) || phone.symbol == RAWI_PHONE_Q ||
           phone.symbol == RAWI_PHONE_X || phone.symbol == RAWI_PHONE_GHAYN ||
           (phone.symbol == RAWI_PHONE_L && (phone.flags & RAWI_PHONE_EMPHATIC));
}

static void spread_emphasis(rawi_sounds *sounds) {
    rawi_phone *phones = sounds->phones;
    for (size_t i = 0; i < sounds->count; i++) {
        if (phones[i].symbol < RAWI_PHONE_A || phones[i].symbol > RAWI_PHONE_UU)
            continue;
        bool open = phones[i].symbol == RAWI_PHONE_A || phones[i].symbol == RAWI_PHONE_AA;
        uint8_t before = i ? phones[i - 1].symbol : RAWI_PHONE_HAMZA;
        uint8_t after = i + 1 < sounds->count ? phones[i + 1].symbol : RAWI_PHONE_HAMZA;
        bool emphatic = is_emphatic(before) || is_emphatic(after);
        if (open && i)
            emphatic |= backs_what_follows(phones[i - 1]) || after == RAWI_PHONE_Q ||
                        (before == RAWI_PHONE_R && i > 1 && rawi_phone_is_vowel(phones[i - 2]) &&
                         (phones[i - 2].flags & RAWI_PHONE_EMPHATIC));
        if (emphatic)
            phones[i].flags |= RAWI_PHONE_EMPHATIC;
    }
}

void rawi_sounds_settle(rawi_sounds *sounds) {
    if (sounds->count == 0)
        return;
    assimilate(sounds);
    if (needs_joining(sounds))
        join(sounds);
    break_clusters(sounds);
    spread_emphasis(sounds);
}

/* ---- syllables and stress
 * ------------------------------------------------------------------------ */

static size_t count_vowels(const rawi_sounds *sounds) {
    size_t vowels = 0;
    for (size_t i = 0; i < sounds->count; i++)
        vowels += is_vowel_at(sounds, i);
    return vowels;
}

static void divide(const rawi_sounds *sounds, rawi_syllable *syllables) {
    size_t syllable = 0;
    size_t first = 0;
    for (size_t i = 0; i < sounds->count; i++) {
        if (!is_vowel_at(sounds, i))
            continue;
        if (syllable) {
            size_t onset = i - 1;
            syllables[syllable - 1].count = (uint16_t)(onset - first);
            first = onset;
        }
        syllables[syllable++].first = (uint16_t)first;
    }
    if (syllable)
        syllables[syllable - 1].count = (uint16_t)(sounds->count - first);
}

static bool is_long(rawi_phone vowel) {
    switch (vowel.symbol) {
    case RAWI_PHONE_AA:
    case RAWI_PHONE_II:
    case RAWI_PHONE_UU:
    case RAWI_PHONE_EE:
    case RAWI_PHONE_OO:
        return true;
    default:
        return false;
    }
}

static size_t vowel_in(const rawi_sounds *sounds, rawi_syllable syllable) {
    size_t at = syllable.first;
    while (!is_vowel_at(sounds, at))
        at++;
    return at;
}

/* 1 light, 2 heavy, 3 superheavy; the geminate that opens the next syllable closes this one. */
static unsigned weight(const rawi_sounds *sounds, rawi_syllable syllable) {
    size_t vowel = vowel_in(sounds, syllable);
    size_t end = (size_t)syllable.first + syllable.count;
    unsigned weight = is_long(sounds->phones[vowel]) ? 2 : 1;
    for (size_t i = vowel + 1; i < end; i++)
        weight += is_geminate(sounds->phones[i]) ? 2 : 1;
    if (end < sounds->count && is_geminate(sounds->phones[end]))
        weight++;
    return weight < 3 ? weight : 3;
}

static size_t stressed_by_rule(const rawi_sounds *sounds, const rawi_syllable *syllables,
                               size_t count) {
    size_t last = count - 1;
    if (last == 0 || weight(sounds, syllables[last]) == 3)
        return last;
    size_t stem = 0;
    while (stem < last && vowel_in(sounds, syllables[stem]) < sounds->clitics)
        stem++;
    size_t stressed = last - 1;
    if (weight(sounds, syllables[stressed]) == 1 && last >= 2)
        stressed = last - 2;
    return stressed > stem ? stressed : stem;
}

/* The syllable with the first vowel at or after the mark. */
static size_t stressed_by_mark(const rawi_sounds *sounds, const rawi_syllable *syllables,
                               size_t count, size_t mark) {
    for (size_t i = 0; i + 1 < count; i++)
        if (vowel_in(sounds, syllables[i]) >= mark)
            return i;
    return count - 1;
}

static void stress(const rawi_sounds *sounds, rawi_syllable *syllables, size_t count) {
    size_t primary = sounds->primary < 0
                         ? stressed_by_rule(sounds, syllables, count)
                         : stressed_by_mark(sounds, syllables, count, (size_t)sounds->primary);
    if (sounds->secondary >= 0)
        syllables[stressed_by_mark(sounds, syllables, count, (size_t)sounds->secondary)].stress = 2;
    if (!sounds->leans)
        syllables[primary].stress = 1;
    else if (count > 1)
        syllables[primary].stress = 2;
}

rawi_status rawi_sounds_give(const rawi_sounds *sounds, rawi_word *word, rawi_arena *arena,
                             rawi_error *error) {
    size_t count = count_vowels(sounds);
    rawi_phone *phones = rawi_arena_array(arena, sounds->count, sizeof *phones);
    rawi_syllable *syllables = rawi_arena_array(arena, count, sizeof *syllables);
    if (!phones || !syllables)
        return rawi_fail_memory(error);
    memcpy(phones, sounds->phones, sounds->count * sizeof *phones);
    if (count) {
        divide(sounds, syllables);
        stress(sounds, syllables, count);
    }
    word->phones = phones;
    word->phone_count = sounds->count;
    word->syllables = syllables;
    word->syllable_count = count;
    return RAWI_OK;
}
