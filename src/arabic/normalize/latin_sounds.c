/* Writes IPA in Arabic letters: each sound by the table, hamzas and glides between them by rule. */
#include "arabic/normalize/latin_sounds.h"

#include <stdio.h>
#include <string.h>

#include "arabic/normalize/latin_spelling.h"
#include "base/table.h"

RAWI_TABLE(latin_sounds);

enum {
    LONGEST_SOUND = 12, /* bytes of the longest sound of the table */
    LONGEST_ARABIC = 23,
    MOST_SOUNDS = 128 /* of a word */
};

#define FATHA  "\u064e"
#define DAMMA  "\u064f"
#define KASRA  "\u0650"
#define SHADDA "\u0651"
#define SUKUN  "\u0652"
#define STRESS "ˈ"

/* What the word written so far ends in. */
typedef enum ending {
    AT_START,
    CONSONANT, /* open: it takes the next vowel or sukun */
    SHORT_A,
    SHORT_I,
    SHORT_U,
    LONG_A,
    LONG_I, /* ي and و can turn into consonants before another vowel */
    LONG_U
} ending;

typedef struct writer {
    rawi_text *spoken;
    ending end;
    size_t start; /* of the word in `spoken` */
} writer;

static bool starts_with(const char *text, const char *start) {
    return strncmp(text, start, strlen(start)) == 0;
}

static bool is_vowel(const char *arabic) {
    return starts_with(arabic, FATHA) || starts_with(arabic, DAMMA) || starts_with(arabic, KASRA);
}

static bool ends_with(const char *text, const char *end) {
    size_t length = strlen(text);
    size_t wanted = strlen(end);
    return length >= wanted && strcmp(text + length - wanted, end) == 0;
}

static ending ending_of(const char *arabic) {
    static const struct {
        const char *letters;
        ending end;
    } vowels[] = {
        {FATHA "ا", LONG_A}, {KASRA "ي", LONG_I}, {DAMMA "و", LONG_U}, {FATHA, SHORT_A},
        {KASRA, SHORT_I},    {DAMMA, SHORT_U},    {"آ", LONG_A},
    };
    for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++)
        if (ends_with(arabic, vowels[i].letters))
            return vowels[i].end;
    return CONSONANT;
}

/* The seat of a hamza that opens the word; the vowel's own letters follow. */
static void open_word(writer *word, const char **vowel) {
    if (starts_with(*vowel, FATHA "ا")) {
        rawi_text_add_string(word->spoken, "آ");
        *vowel += strlen(FATHA "ا");
    } else {
        rawi_text_add_string(word->spoken, starts_with(*vowel, KASRA) ? "إ" : "أ");
    }
}

/* What keeps two vowels apart. */
static const char *hiatus(ending before, const char *vowel) {
    switch (before) {
    case SHORT_I:
        return "ي";
    case SHORT_U:
        return "و";
    case SHORT_A:
    case LONG_A:
        if (starts_with(vowel, KASRA))
            return "ئ";
        if (starts_with(vowel, DAMMA))
            return "ؤ";
        return before == LONG_A ? "ء" : "أ";
    default:
        return "";
    }
}

/* Whether a single letter is the one that the word ends in. */
static bool repeats(const rawi_text *spoken, const char *letter) {
    size_t length = strlen(letter);
    return length == strlen("ر") && spoken->length >= length &&
           memcmp(spoken->bytes + spoken->length - length, letter, length) == 0;
}

static bool ends_in(const writer *word, const char *mark) {
    size_t length = strlen(mark);
    return word->spoken->length >= word->start + length &&
           memcmp(word->spoken->bytes + word->spoken->length - length, mark, length) == 0;
}

/* Closes a syllable: a doubled consonant without a vowel after it is a single one. */
static void add_sukun(writer *word) {
    if (ends_in(word, SHADDA))
        word->spoken->length -= strlen(SHADDA);
    rawi_text_add_string(word->spoken, SUKUN);
}

/* A consonant twice becomes one with shadda, which no word begins with; the r of a vowel and one
 * after it are one. */
static void write_sound(writer *word, const char *arabic) {
    const char *rest = arabic;
    if (!is_vowel(arabic)) {
        if (word->end == CONSONANT && repeats(word->spoken, arabic)) {
            bool is_first = word->spoken->length == word->start + strlen(arabic);
            if (strcmp(arabic, "ر") != 0 && !is_first)
                rawi_text_add_string(word->spoken, SHADDA);
            return;
        }
        if (word->end == CONSONANT)
            add_sukun(word);
    } else if (word->end == AT_START) {
        open_word(word, &rest);
    } else {
        rawi_text_add_string(word->spoken, hiatus(word->end, arabic));
    }
    rawi_text_add_string(word->spoken, rest);
    word->end = *rest ? ending_of(rest) : LONG_A;
}

/* Arabic words end in a consonant or a long vowel. */
static void close_word(writer *word) {
    static const char *const closing[] = {[SHORT_A] = "ا", [SHORT_I] = "ي", [SHORT_U] = "و"};
    if (word->end == CONSONANT)
        add_sukun(word);
    else if (word->end >= SHORT_A && word->end <= SHORT_U)
        rawi_text_add_string(word->spoken, closing[word->end]);
    word->end = AT_START;
}

/* ---- sounds -------------------------------------------------------------------------------- */

/* The longest sound of the table at the start of `ipa`, whatever stands around it: its bytes, 0
 * where there is none. */
static size_t sound_length(rawi_slice ipa) {
    size_t length = ipa.length < LONGEST_SOUND ? ipa.length : LONGEST_SOUND;
    while (length > 0 &&
           rawi_table_find(&rawi_latin_sounds_table, (rawi_slice){ipa.bytes, length}) < 0)
        length--;
    return length;
}

static const char *usual_arabic(rawi_slice sound) {
    ptrdiff_t row = rawi_table_find(&rawi_latin_sounds_table, sound);
    return row < 0 ? "" : rawi_table_cell(&rawi_latin_sounds_table, (size_t)row, 1);
}

static size_t skip_character(rawi_slice text) {
    size_t at = 0;
    rawi_next_character(text.bytes, text.length, &at);
    return at;
}

static rawi_slice after(rawi_slice text, size_t bytes) {
    return (rawi_slice){text.bytes + bytes, text.length - bytes};
}

static bool is_stress(rawi_slice ipa) {
    return ipa.length >= strlen(STRESS) && memcmp(ipa.bytes, STRESS, strlen(STRESS)) == 0;
}

/* Whether the sound ends in a vowel or a glide, so that a vowel after it is of the same run. */
static bool ends_open(const char *arabic) {
    return ending_of(arabic) != CONSONANT || ends_with(arabic, "و") || ends_with(arabic, "ي");
}

/* Takes a word's pronunciation apart; sounds that the table lacks are left out. */
static size_t find_sounds(rawi_slice ipa, rawi_foreign_sound *sounds) {
    size_t count = 0;
    bool stressed = false;
    for (rawi_slice rest = ipa; rest.length && count < MOST_SOUNDS;) {
        bool stress = is_stress(rest);
        size_t bytes = stress ? 0 : sound_length(rest);
        stressed = stressed || stress;
        if (bytes) {
            rawi_slice sound = {rest.bytes, bytes};
            const char *arabic = usual_arabic(sound);
            bool vowel = is_vowel(arabic);
            sounds[count++] = (rawi_foreign_sound){.ipa = sound,
                                                   .arabic = arabic,
                                                   .vowel = vowel,
                                                   .open = ends_open(arabic),
                                                   .stressed = vowel && stressed};
            stressed = stressed && !vowel;
        }
        rest = after(rest, bytes ? bytes : skip_character(rest));
    }
    return count;
}

/* Where a sound stands, as its rows in the table say it: # ends the word, - before consonants that
 * end it, ~ before a single consonant and a vowel. */
static char place_of(const rawi_foreign_sound *sounds, size_t count, size_t at) {
    size_t next = at + 1;
    while (next < count && !sounds[next].vowel)
        next++;
    size_t consonants = next - at - 1;
    if (next == count)
        return consonants ? '-' : '#';
    return consonants == 1 ? '~' : '\0';
}

/* The row of the table for the sound where it stands: opening the word or stressed before any,
 * its place after it before anywhere. */
static size_t find_row(const rawi_foreign_sound *sounds, size_t count, size_t at) {
    const rawi_foreign_sound *sound = &sounds[at];
    const char *const starts[] = {"^", STRESS, ""};
    size_t start = at == 0 ? 0 : sound->stressed ? 1 : 2;
    const char ends[] = {place_of(sounds, count, at), '\0'};
    ptrdiff_t row = -1;
    for (; start < sizeof starts / sizeof *starts && row < 0; start++)
        for (size_t end = 0; end < sizeof ends && row < 0; end++) {
            char key[8 + LONGEST_SOUND];
            size_t length = strlen(starts[start]);
            memcpy(key, starts[start], length);
            memcpy(key + length, sound->ipa.bytes, sound->ipa.length);
            length += sound->ipa.length;
            key[length] = ends[end];
            row = rawi_table_find(&rawi_latin_sounds_table,
                                  (rawi_slice){key, length + (ends[end] != '\0')});
        }
    return (size_t)row;
}

/* What the options of a row ("o=ُو e=ِ") have for the letters, empty where they have nothing. */
static rawi_slice option_of(const char *options, rawi_slice letters) {
    while (*options) {
        size_t size = strcspn(options, " ");
        size_t key = strcspn(options, "=");
        if (rawi_slice_equal((rawi_slice){options, key}, letters))
            return (rawi_slice){options + key + 1, size - key - 1};
        options += size + strspn(options + size, " ");
    }
    return (rawi_slice){"", 0};
}

/* The Arabic of a sound by the letters that it is written with: with the e that makes a vowel long
 * (a_e), all of them, the first of a vowel's or the last of a consonant's; else the usual one. */
static rawi_slice choose(size_t row, const rawi_foreign_sound *sound) {
    const char *options = rawi_table_cell(&rawi_latin_sounds_table, row, 2);
    rawi_slice letters = sound->letters;
    rawi_slice arabic = {"", 0};
    if (sound->magic_e && letters.length == 1)
        arabic = option_of(options, (rawi_slice){(char[]){letters.bytes[0], '_', 'e'}, 3});
    for (; letters.length && !arabic.length; letters.length--) {
        arabic = option_of(options, letters);
        letters.bytes += !sound->vowel;
    }
    return arabic.length ? arabic
                         : rawi_slice_of(rawi_table_cell(&rawi_latin_sounds_table, row, 1));
}

/* The stops that English makes a tap: the t or d that stands nearest to the sound's place. */
static const char *tapped_stop(rawi_slice spelling, size_t at, size_t length) {
    size_t place = length ? at * spelling.length / length : 0;
    for (size_t away = 0; away < spelling.length; away++)
        for (int side = 0; side < 2; side++) {
            size_t i = side ? place + away : place - away;
            if (i < spelling.length && strchr("td", spelling.bytes[i]) && spelling.bytes[i])
                return spelling.bytes[i] == 'd' ? "د" : "ت";
        }
    return "ر";
}

/* The stressed i and e are written and said long (Pixel: بيكسل), but not where they open the word.
 */
static void lengthen_stressed(writer *word, bool stressed) {
    if (stressed && word->end == SHORT_I && strcmp(word->spoken->bytes + word->start, "إ" KASRA)) {
        rawi_text_add_string(word->spoken, "ي");
        word->end = LONG_I;
    }
}

static bool is_tap(const rawi_foreign_sound *sound) {
    return rawi_slice_equal(sound->ipa, rawi_slice_of("ɾ"));
}

static void write_word(rawi_slice ipa, rawi_slice spelling, rawi_text *spoken) {
    rawi_foreign_sound sounds[MOST_SOUNDS];
    size_t count = find_sounds(ipa, sounds);
    rawi_match_letters(spelling, sounds, count);
    writer word = {spoken, AT_START, spoken->length};
    for (size_t at = 0; at < count; at++) {
        const rawi_foreign_sound *sound = &sounds[at];
        rawi_slice chosen = choose(find_row(sounds, count, at), sound);
        char arabic[LONGEST_ARABIC + 1];
        snprintf(arabic, sizeof arabic, "%.*s", (int)chosen.length, chosen.bytes);
        size_t place = (size_t)(sound->ipa.bytes - ipa.bytes);
        write_sound(&word, is_tap(sound) ? tapped_stop(spelling, place, ipa.length) : arabic);
        lengthen_stressed(&word, sound->stressed);
    }
    close_word(&word);
}

void rawi_write_sounds(rawi_slice ipa, rawi_slice spelling, rawi_text *spoken) {
    while (ipa.length) {
        const char *space = memchr(ipa.bytes, ' ', ipa.length);
        size_t length = space ? (size_t)(space - ipa.bytes) : ipa.length;
        if (length && spoken->length)
            rawi_text_add(spoken, " ", 1);
        write_word((rawi_slice){ipa.bytes, length}, spelling, spoken);
        ipa = after(ipa, space ? length + 1 : length);
    }
}
