/* Matches vowel sounds with vowel letters by the cheapest alignment. */
#include "arabic/normalize/latin_spelling.h"

#include <string.h>

enum {
    MOST_GROUPS = 24,      /* of a word; later ones have no letters */
    COST_OF_KIND = 10,     /* a sound that its letters do not usually stand for */
    COST_OF_SILENT_E = 10, /* of an e of which nothing else is known */
    COST_OF_MAGIC_E = 9,   /* of one that may lengthen the vowel before it */
    COST_OF_LAST_E = 8,    /* of one that ends the word */
    COST_OF_SILENCE = 30,  /* other letters without a sound, a sound without letters */
    LONGEST_ENDING = 2     /* letters that a final consonant is known by */
};

/* A run of vowel sounds without a consonant between. */
typedef struct vowel_run {
    size_t first; /* sound */
    size_t count;
} vowel_run;

typedef struct vowel_groups {
    rawi_slice letters[MOST_GROUPS];
    size_t count;
} vowel_groups;

typedef struct vowel_runs {
    vowel_run runs[MOST_GROUPS];
    size_t count;
} vowel_runs;

static bool is_vowel_letter(char letter) {
    return letter && strchr("aeiouy", letter);
}

/* Whether the letter at `at` is the consonant of «yes», or the u of «queen» and «guess». */
static bool is_glide(rawi_slice spelling, size_t at) {
    if (at + 1 >= spelling.length || !is_vowel_letter(spelling.bytes[at + 1]))
        return false;
    char letter = spelling.bytes[at];
    char before = at ? spelling.bytes[at - 1] : '\0';
    return (letter == 'y' && !is_vowel_letter(before)) ||
           (letter == 'u' && before && strchr("qg", before));
}

static void find_groups(rawi_slice spelling, vowel_groups *groups) {
    groups->count = 0;
    for (size_t at = 0; at < spelling.length && groups->count < MOST_GROUPS;) {
        size_t start = at;
        while (at < spelling.length && is_vowel_letter(spelling.bytes[at]) &&
               !is_glide(spelling, at))
            at++;
        if (at > start)
            groups->letters[groups->count++] = (rawi_slice){spelling.bytes + start, at - start};
        else
            at++;
    }
}

static void find_runs(const rawi_foreign_sound *sounds, size_t count, vowel_runs *found) {
    found->count = 0;
    for (size_t at = 0; at < count; at++) {
        bool goes_on = sounds[at].vowel && at > 0 && sounds[at - 1].vowel && sounds[at - 1].open;
        if (goes_on && found->count)
            found->runs[found->count - 1].count++;
        else if (sounds[at].vowel && found->count < MOST_GROUPS)
            found->runs[found->count++] = (vowel_run){at, 1};
    }
}

/* Whether the letter usually stands for a vowel that is written so in Arabic; for one that English
 * slurs, written as a short a, any letter may. */
static bool is_of_kind(char letter, const char *arabic) {
    static const struct {
        const char *letters;
        const char *arabic[2];
    } kinds[] = {{"a", {"ا", "\u064e"}}, {"eiy", {"ي", "\u0650"}}, {"ou", {"و", "\u064f"}}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strchr(kinds[i].letters, letter))
            return strstr(arabic, kinds[i].arabic[0]) || strstr(arabic, kinds[i].arabic[1]);
    return false;
}

static unsigned cost_of_match(rawi_slice letters, const rawi_foreign_sound *sound) {
    return is_of_kind(letters.bytes[0], sound->arabic) ? 0 : COST_OF_KIND;
}

/* Detective, engines. */
static bool ends_word(rawi_slice letters, rawi_slice spelling) {
    const char *next = letters.bytes + letters.length;
    size_t left = spelling.length - (size_t)(next - spelling.bytes);
    return left == 0 || (left == 1 && *next == 's');
}

/* Statement, labeled, homeless: between single consonants behind a single vowel; no e before r is
 * known to be silent (ever, generous), nor one behind another e (remembered). */
static bool may_be_magic_e(rawi_slice letters, rawi_slice spelling) {
    const char *e = letters.bytes;
    size_t before = (size_t)(e - spelling.bytes);
    size_t left = spelling.length - before - letters.length;
    if (before < 2 || left == 0 || e[1] == 'r' || is_vowel_letter(e[-1]))
        return false;
    bool is_single = before == 2 || !is_vowel_letter(e[-3]);
    return is_single && strchr("aiou", e[-2]);
}

static unsigned cost_of_silence(rawi_slice letters, rawi_slice spelling) {
    if (letters.length != 1 || letters.bytes[0] != 'e')
        return COST_OF_SILENCE;
    if (ends_word(letters, spelling))
        return COST_OF_LAST_E;
    return may_be_magic_e(letters, spelling) ? COST_OF_MAGIC_E : COST_OF_SILENT_E;
}

/* The letters of a run's sounds: one each in their order, what is left is the last one's. */
static void share_letters(rawi_slice letters, vowel_run run, rawi_foreign_sound *sounds) {
    for (size_t i = 0; i < run.count && letters.length; i++) {
        bool is_last = i + 1 == run.count || letters.length == 1;
        size_t length = is_last ? letters.length : 1 + (letters.bytes[1] == 'y');
        sounds[run.first + i].letters = (rawi_slice){letters.bytes, length};
        if (length < letters.length || i + 1 == run.count)
            letters = (rawi_slice){letters.bytes + length, letters.length - length};
    }
}

typedef enum move {
    MATCH,
    SILENT_LETTERS,
    NO_LETTERS
} move;

/* Fills the moves of the cheapest alignment of the groups and runs from each pair on. */
static void align(rawi_slice spelling, const vowel_groups *groups, const vowel_runs *runs,
                  const rawi_foreign_sound *sounds, move moves[MOST_GROUPS + 1][MOST_GROUPS + 1]) {
    unsigned costs[MOST_GROUPS + 1][MOST_GROUPS + 1];
    for (size_t group = groups->count + 1; group-- > 0;)
        for (size_t run = runs->count + 1; run-- > 0;) {
            bool has_group = group < groups->count;
            bool has_run = run < runs->count;
            unsigned best = has_group || has_run ? ~0U : 0;
            if (has_group && has_run) {
                best = costs[group + 1][run + 1] +
                       cost_of_match(groups->letters[group], &sounds[runs->runs[run].first]);
                moves[group][run] = MATCH;
            }
            unsigned silent = has_group ? cost_of_silence(groups->letters[group], spelling) : 0;
            if (has_group && costs[group + 1][run] + silent < best) {
                best = costs[group + 1][run] + silent;
                moves[group][run] = SILENT_LETTERS;
            }
            if (has_run && costs[group][run + 1] + COST_OF_SILENCE < best) {
                best = costs[group][run + 1] + COST_OF_SILENCE;
                moves[group][run] = NO_LETTERS;
            }
            costs[group][run] = best;
        }
}

/* Take, takes, Tracy, trading, table, taken no more: behind the vowel and a consonant an English
 * ending. */
static bool has_long_ending(rawi_slice spelling, rawi_slice letters) {
    static const char *const endings[] = {"e",    "ey", "eys", "ie", "ies", "ing",
                                          "ings", "le", "les", "y",  "ys"};
    const char *next = letters.bytes + letters.length;
    size_t left = spelling.length - (size_t)(next - spelling.bytes);
    if (letters.length != 1 || left < 2 || is_vowel_letter(next[0]))
        return false;
    rawi_slice ending = {next + 1, left - 1};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (rawi_slice_equal(ending, rawi_slice_of(endings[i])))
            return true;
    return ending.length > 1 && ending.bytes[0] == 'e' && strchr("rsd", ending.bytes[1]);
}

/* Statement: a silent e behind the consonant, wherever it stands. */
static bool has_silent_e(rawi_slice letters, const vowel_groups *groups, const bool *silent) {
    const char *e = letters.bytes + letters.length + 1;
    for (size_t group = 0; group < groups->count; group++)
        if (silent[group] && groups->letters[group].bytes == e && *e == 'e')
            return letters.length == 1 && groups->letters[group].length == 1;
    return false;
}

static void match_vowels(rawi_slice spelling, rawi_foreign_sound *sounds, size_t count) {
    vowel_groups groups;
    vowel_runs runs;
    move moves[MOST_GROUPS + 1][MOST_GROUPS + 1];
    bool silent[MOST_GROUPS] = {false};
    find_groups(spelling, &groups);
    find_runs(sounds, count, &runs);
    align(spelling, &groups, &runs, sounds, moves);
    for (size_t group = 0, run = 0; group < groups.count && run < runs.count;) {
        move taken = moves[group][run];
        if (taken == MATCH)
            share_letters(groups.letters[group], runs.runs[run], sounds);
        silent[group] = taken == SILENT_LETTERS;
        group += taken != NO_LETTERS;
        run += taken != SILENT_LETTERS;
    }
    for (size_t at = 0; at < count; at++)
        if (sounds[at].letters.length)
            sounds[at].magic_e = has_long_ending(spelling, sounds[at].letters) ||
                                 has_silent_e(sounds[at].letters, &groups, silent);
}

void rawi_match_letters(rawi_slice spelling, rawi_foreign_sound *sounds, size_t count) {
    if (!count || !spelling.length)
        return;
    match_vowels(spelling, sounds, count);
    if (!sounds[0].vowel)
        sounds[0].letters = (rawi_slice){spelling.bytes, 1};
    if (!sounds[count - 1].vowel) {
        size_t length = spelling.length < LONGEST_ENDING ? spelling.length : LONGEST_ENDING;
        sounds[count - 1].letters = (rawi_slice){spelling.bytes + spelling.length - length, length};
    }
}
