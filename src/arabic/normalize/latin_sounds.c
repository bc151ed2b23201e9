/* Writes IPA in Arabic letters: each sound by the table, hamzas and glides between them by rule. */
#include "arabic/normalize/latin_sounds.h"

#include <string.h>

#include "base/table.h"

RAWI_TABLE(latin_sounds);

enum {
    LONGEST_SOUND = 8 /* bytes of the longest key of the table */
};

#define FATHA  "\u064e"
#define DAMMA  "\u064f"
#define KASRA  "\u0650"
#define SHADDA "\u0651"
#define SUKUN  "\u0652"

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

static bool is_vowel_letter(char letter) {
    return letter && strchr("aeiouy", letter);
}

/* The letter that stands for the word's vowel number `index` of `count`: groups of vowel letters
 * correspond to vowels, a final e that is not spoken left out. */
static char letter_of_vowel(rawi_slice spelling, size_t index, size_t count, bool is_last_sound) {
    char groups[32];
    size_t found = 0;
    for (size_t i = 0; i < spelling.length && found < sizeof groups; i++) {
        char letter = spelling.bytes[i];
        bool starts_group = i == 0 || !is_vowel_letter(spelling.bytes[i - 1]);
        bool silent = letter == 'e' && i + 1 == spelling.length && found == count;
        if (is_vowel_letter(letter) && starts_group && !silent)
            groups[found++] = letter;
    }
    if (found == 0)
        return '\0';
    if (is_last_sound && is_vowel_letter(spelling.bytes[spelling.length - 1]))
        return spelling.bytes[spelling.length - 1];
    if (found == count)
        return groups[index];
    size_t nearest = index * found / (count ? count : 1);
    return groups[nearest < found ? nearest : found - 1];
}

/* The Arabic of a sound: by the letter where its row has one for it ("o=ُو e=ِ"), else the usual one.
 * The result is copied to `arabic`. */
static void choose(size_t row, char letter, char arabic[static 24]) {
    const char *usual = rawi_table_cell(&rawi_latin_sounds_table, row, 1);
    const char *option = rawi_table_cell(&rawi_latin_sounds_table, row, 2);
    size_t length = strlen(usual);
    while (letter && *option) {
        size_t size = strcspn(option, " ");
        if (option[0] == letter && size > 2) {
            usual = option + 2;
            length = size - 2;
            break;
        }
        option += size + strspn(option + size, " ");
    }
    if (length > 23)
        length = 23;
    memcpy(arabic, usual, length);
    arabic[length] = '\0';
}

/* The row of the sounds that end a word (written with # in the table), -1 where there is none. */
static ptrdiff_t find_last_sounds(rawi_slice ipa) {
    char key[LONGEST_SOUND + 1];
    if (ipa.length > LONGEST_SOUND)
        return -1;
    memcpy(key, ipa.bytes, ipa.length);
    key[ipa.length] = '#';
    return rawi_table_find(&rawi_latin_sounds_table, (rawi_slice){key, ipa.length + 1});
}

/* The row of the longest sound at the start of `ipa`, -1 where there is none; its bytes. */
static ptrdiff_t find_sound(rawi_slice ipa, size_t *bytes) {
    size_t longest = ipa.length < LONGEST_SOUND ? ipa.length : LONGEST_SOUND;
    ptrdiff_t last = find_last_sounds(ipa);
    if (last >= 0) {
        *bytes = ipa.length;
        return last;
    }
    for (size_t length = longest; length > 0; length--) {
        ptrdiff_t row = rawi_table_find(&rawi_latin_sounds_table, (rawi_slice){ipa.bytes, length});
        if (row >= 0) {
            *bytes = length;
            return row;
        }
    }
    return -1;
}

static bool is_vowel_row(size_t row) {
    return is_vowel(rawi_table_cell(&rawi_latin_sounds_table, row, 1));
}

static bool ends_in_vowel(size_t row) {
    return ending_of(rawi_table_cell(&rawi_latin_sounds_table, row, 1)) != CONSONANT;
}

static size_t skip_character(rawi_slice text) {
    size_t at = 0;
    rawi_next_character(text.bytes, text.length, &at);
    return at;
}

static rawi_slice after(rawi_slice text, size_t bytes) {
    return (rawi_slice){text.bytes + bytes, text.length - bytes};
}

static size_t count_vowels(rawi_slice ipa) {
    size_t count = 0;
    while (ipa.length) {
        size_t bytes = skip_character(ipa);
        ptrdiff_t row = find_sound(ipa, &bytes);
        count += row >= 0 && is_vowel_row((size_t)row);
        ipa = after(ipa, bytes);
    }
    return count;
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

static bool is_stress(rawi_slice ipa) {
    return ipa.length >= strlen("ˈ") && memcmp(ipa.bytes, "ˈ", strlen("ˈ")) == 0;
}

static bool is_consonant_at(rawi_slice ipa, size_t *bytes) {
    *bytes = skip_character(ipa);
    ptrdiff_t row = find_sound(ipa, bytes);
    return row >= 0 && !is_vowel_row((size_t)row);
}

/* Whether two consonants, at least, stand at the start of `ipa`. */
static bool starts_with_cluster(rawi_slice ipa) {
    size_t bytes;
    if (!ipa.length || !is_consonant_at(ipa, &bytes))
        return false;
    ipa = after(ipa, bytes);
    while (is_stress(ipa))
        ipa = after(ipa, strlen("ˈ"));
    return ipa.length && is_consonant_at(ipa, &bytes);
}

/* The stressed i and e are written and said long (Pixel: بيكسل), but not where they open the word.
 */
static void lengthen_stressed(writer *word, bool stressed) {
    if (stressed && word->end == SHORT_I && strcmp(word->spoken->bytes + word->start, "إ" KASRA)) {
        rawi_text_add_string(word->spoken, "ي");
        word->end = LONG_I;
    }
}

static void write_word(rawi_slice ipa, rawi_slice spelling, rawi_text *spoken) {
    writer word = {spoken, AT_START, spoken->length};
    bool stressed = false;
    size_t vowels = count_vowels(ipa);
    size_t vowel = 0;
    for (rawi_slice rest = ipa; rest.length;) {
        size_t bytes = skip_character(rest);
        ptrdiff_t row = find_sound(rest, &bytes);
        stressed = stressed || is_stress(rest);
        if (row >= 0) {
            char arabic[24];
            bool is_vowel_sound = is_vowel_row((size_t)row);
            bool is_last = bytes == rest.length && ends_in_vowel((size_t)row);
            char letter = '\0';
            if (is_vowel_sound)
                letter = letter_of_vowel(spelling, vowel++, vowels, is_last);
            else if (bytes == rest.length && spelling.length)
                letter = spelling.bytes[spelling.length - 1];
            choose((size_t)row, letter, arabic);
            bool opens_long = word.end == AT_START && vowels > 1 && !strcmp(arabic, FATHA "ا");
            if (opens_long && starts_with_cluster(after(rest, bytes)))
                arabic[strlen(FATHA)] = '\0'; /* أنتونيو, not آنتونيو */
            bool tap = bytes == strlen("ɾ") && memcmp(rest.bytes, "ɾ", bytes) == 0;
            write_sound(&word,
                        tap ? tapped_stop(spelling, ipa.length - rest.length, ipa.length) : arabic);
            if (is_vowel_sound) {
                lengthen_stressed(&word, stressed);
                stressed = false;
            }
        }
        rest = after(rest, bytes);
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
