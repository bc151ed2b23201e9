/* Full-context labels of HTS voices, format HTS_TTS_ENG, as Festival writes them for the Arabic
 * voices that were trained with it. A voice's decision trees ask about these fields, so each must
 * hold what it held when the voice was trained, odd as some of them are.
 *
 *   p1^p2-p3+p4=p5@p6_p7 /A:a1_a2_a3 /B:b1-b2-b3@b4-b5&b6-b7#b8-b9$b10-b11!b12-b13;b14-b15|b16
 *   /C:c1+c2+c3 /D:d1_d2 /E:e1+e2@e3+e4&e5+e6#e7+e8 /F:f1_f2 /G:g1_g2 /H:h1=h2@h3=h4|h5
 *   /I:i1=i2 /J:j1+j2-j3                                  (one line, without the blanks)
 *
 *   p1..p5   the phone with two neighbours on either side, pauses included; x beyond the ends
 *   p6 p7    its place in the syllable from the front and from the back, from 1
 *   a3 b3 c3 phones in the previous, this and the next syllable of the phrase; 0 where none
 *   a1 a2 b1 b2 c1 c2   stress and accent: always 0, the voices know none
 *   b4 b5    the syllable's place in the word from the front and from the back, from 1
 *   b6 b7    the syllable's place in the phrase likewise
 *   b8..b11  always 1, b12..b15 always 0: places among stressed and accented syllables, of which
 *            there are none
 *   b16      the syllable's vowel, "novowel" for a syllable without one
 *   d2 e2 f2 syllables in the previous, this and the next word; 0 where none
 *   d1 e1 f1 "content" for every word, 0 where there is none
 *   e3 e4    the word's place from the front (from 1), and how many words follow it, plus 1
 *   e5 e6    how many (content) words stand before and behind it
 *   e7 e8    distance to the previous and the next content word: 1, or 0 where there is none
 *   g i      syllables and words of the previous and the next phrase: 0, an utterance has one
 *   h1 h2    syllables and words of the phrase; h3 h4 its place among the phrases: 1, 1
 *   h5       the end tone: NONE
 *   j        syllables, words and phrases of the utterance
 *
 * A pause has x in p6, p7, b, e, h1 and h2, and 0 in h5. At the front a3 is 0, c3 is of the first
 * syllable, f of the first word, i of the phrase that follows; at the end a3 is of the last
 * syllable, d of the last word, g of the phrase that went before.
 *
 * Syllables are those of Festival's sonority rule, word by word, from left to right. Behind a
 * vowel-like sound the syllable ends before a vowel, and before a consonant when sonority does not
 * fall from the sound before the boundary over that consonant to the sound behind it; a word's last
 * sound opens no syllable. Vowel-like for this rule is every phone whose name holds one of the
 * letters aeiouAEIOU, so also hamza (ah) and ayn (E), which come to stand alone before a vowel:
 * ah.a.nn.a, s.E.aa. A single consonant between vowels thus closes the syllable before it:
 * k.i.t.aa.b gives k i t . aa b. A few words (lexicon_words) stood in Festival's lexicon instead
 * and are divided as one hears them: h aa . th aa; their vowels are never lax. Sonority: vowel 5, r
 * 4, m and n 3, voiced 2, voiceless 1.
 *
 * Vowels: a, i and u are backed (A AA I II U UU) before ص ض ط ظ ق of the same word, unless these
 * took in the article's l (الصُّوَر has a plain a: the rule looked at letters, and saw the ل); short
 * i and u before the single last consonant of a word are lax (ia, ua). These are the voice's own
 * habits. The backed vowels also stand beside the dark l of الله, which makes it sound dark.
 *
 * Sounds that the voices lack become the nearest: p b, گ the voiced velar g (غ), چ t and ch,
 * ژ j (ج), e i, o u; the voice has v.
 */
#include "voice/hts_labels.h"

#include "arabic/phonemize/phone.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
    VOICELESS = 1,
    VOICED = 2,
    NASAL = 3,
    LIQUID = 4,
    VOWEL = 5
};

/* What a phone of ours is in the voice. */
typedef struct voice_phone {
    const char *name;
    const char *geminate; /* of a consonant: its doubled form; of a vowel: its backed form */
    uint8_t sonority;
    const char *backing; /* of a consonant that backs the vowel before it: its letter */
    const char *second;  /* a sound that follows: چ is t and ch; its doubled form doubles the t */
} voice_phone;

static const voice_phone voice_phones[RAWI_PHONE_COUNT] = {
    [RAWI_PHONE_HAMZA] = {"ah", "ahh", VOICELESS, NULL, NULL},
    [RAWI_PHONE_B] = {"b", "bb", VOICED, NULL, NULL},
    [RAWI_PHONE_T] = {"t", "tt", VOICELESS, NULL, NULL},
    [RAWI_PHONE_THETA] = {"^", "^^", VOICELESS, NULL, NULL},
    [RAWI_PHONE_J] = {"j", "jj", VOICED, NULL, NULL},
    [RAWI_PHONE_HAA] = {"H", "HH", VOICELESS, NULL, NULL},
    [RAWI_PHONE_X] = {"x", "xx", VOICELESS, NULL, NULL},
    [RAWI_PHONE_D] = {"d", "dd", VOICED, NULL, NULL},
    [RAWI_PHONE_DHAL] = {"th", "thh", VOICED, NULL, NULL},
    [RAWI_PHONE_R] = {"r", "rr", LIQUID, NULL, NULL},
    [RAWI_PHONE_Z] = {"z", "zz", VOICED, NULL, NULL},
    [RAWI_PHONE_S] = {"s", "ss", VOICELESS, NULL, NULL},
    [RAWI_PHONE_SH] = {"ch", "chh", VOICELESS, NULL, NULL},
    [RAWI_PHONE_SAD] = {"S", "SS", VOICELESS, "ص", NULL},
    [RAWI_PHONE_DAD] = {"D", "DD", VOICED, "ض", NULL},
    [RAWI_PHONE_TAH] = {"T", "TT", VOICELESS, "ط", NULL},
    [RAWI_PHONE_ZAH] = {"Z", "ZZ", VOICED, "ظ", NULL},
    [RAWI_PHONE_AYN] = {"E", "EE", VOICED, NULL, NULL},
    [RAWI_PHONE_GHAYN] = {"g", "gg", VOICED, NULL, NULL},
    [RAWI_PHONE_F] = {"f", "ff", VOICELESS, NULL, NULL},
    [RAWI_PHONE_Q] = {"q", "qq", VOICELESS, "ق", NULL},
    [RAWI_PHONE_K] = {"k", "kk", VOICELESS, NULL, NULL},
    [RAWI_PHONE_L] = {"l", "ll", VOICED, NULL, NULL},
    [RAWI_PHONE_M] = {"m", "mm", NASAL, NULL, NULL},
    [RAWI_PHONE_N] = {"n", "nn", NASAL, NULL, NULL},
    [RAWI_PHONE_H] = {"h", "hh", VOICELESS, NULL, NULL},
    [RAWI_PHONE_W] = {"w", "ww", VOICED, NULL, NULL},
    [RAWI_PHONE_Y] = {"y", "yy", VOICED, NULL, NULL},
    [RAWI_PHONE_P] = {"b", "bb", VOICED, NULL, NULL},
    [RAWI_PHONE_V] = {"v", "v", VOICED, NULL, NULL},
    [RAWI_PHONE_G] = {"g", "gg", VOICED, NULL, NULL},
    [RAWI_PHONE_CH] = {"t", "tt", VOICELESS, NULL, "ch"},
    [RAWI_PHONE_ZH] = {"j", "jj", VOICED, NULL, NULL},
    [RAWI_PHONE_A] = {"a", "A", VOWEL, NULL, NULL},
    [RAWI_PHONE_I] = {"i", "I", VOWEL, NULL, NULL},
    [RAWI_PHONE_U] = {"u", "U", VOWEL, NULL, NULL},
    [RAWI_PHONE_AA] = {"aa", "AA", VOWEL, NULL, NULL},
    [RAWI_PHONE_II] = {"ii", "II", VOWEL, NULL, NULL},
    [RAWI_PHONE_UU] = {"uu", "UU", VOWEL, NULL, NULL},
    [RAWI_PHONE_E] = {"i", "I", VOWEL, NULL, NULL},
    [RAWI_PHONE_EE] = {"ii", "II", VOWEL, NULL, NULL},
    [RAWI_PHONE_O] = {"u", "U", VOWEL, NULL, NULL},
    [RAWI_PHONE_OO] = {"uu", "UU", VOWEL, NULL, NULL},
};

const char *const rawi_hts_phone_names[] = {
    "pau", "ah", "ahh", "b",   "bb", "t",  "tt", "^",  "^^", "j",  "jj", "H",   "HH", "x",  "xx",
    "d",   "dd", "th",  "thh", "r",  "rr", "z",  "zz", "s",  "ss", "ch", "chh", "S",  "SS", "D",
    "DD",  "T",  "TT",  "Z",   "ZZ", "E",  "EE", "g",  "gg", "f",  "ff", "q",   "qq", "k",  "kk",
    "l",   "ll", "m",   "mm",  "n",  "nn", "h",  "hh", "w",  "ww", "y",  "yy",  "v",  "a",  "aa",
    "A",   "AA", "i",   "ii",  "I",  "II", "u",  "uu", "U",  "UU", "ia", "ua",  NULL};

/* Words of Festival's lexicon, without marks. Those of its reference sentences: others there may be
 * are unknown. */
static const char *const lexicon_words[] = {"هذا", "بهذا", "ولكن"};

/* A sound of the voice and where it stands. */
typedef struct sound {
    const char *name;
    uint8_t sonority;
    size_t phone;    /* of the word */
    size_t syllable; /* of the phrase */
} sound;

typedef struct syllable {
    size_t first; /* sound of the phrase */
    size_t count;
    size_t word;       /* of the words that sound */
    size_t place;      /* in the word, from 0 */
    const char *vowel; /* its first, or "novowel" */
} syllable;

typedef struct word {
    size_t index; /* among all words of the phrase */
    size_t syllable_count;
} word;

/* A phrase in the voice's terms. */
typedef struct structure {
    sound *sounds;
    size_t sound_count;
    syllable *syllables;
    size_t syllable_count;
    word *words;
    size_t word_count;
} structure;

/* Whether the letter at `text` (UTF-8) is a vowel mark, U+064B to U+0652 or U+0670. */
static bool is_mark(const char *text) {
    unsigned char first = (unsigned char)text[0], second = (unsigned char)text[1];
    return (first == 0xD9 && second >= 0x8B && second <= 0x92) || (first == 0xD9 && second == 0xB0);
}

static bool is_without_marks(const char *text, const char *bare) {
    while (*text) {
        if (is_mark(text))
            text += 2;
        else if (*text++ != *bare++)
            return false;
    }
    return *bare == 0;
}

static bool is_lexicon_word(const rawi_word *spoken) {
    for (size_t i = 0; i < sizeof lexicon_words / sizeof *lexicon_words; i++)
        if (spoken->text && is_without_marks(spoken->text, lexicon_words[i]))
            return true;
    return false;
}

static bool is_dark_l(rawi_phone phone) {
    return phone.symbol == RAWI_PHONE_L && (phone.flags & RAWI_PHONE_EMPHATIC);
}

/* Whether the word's doubled `letter` is one that took in an l: لطّ. */
static bool took_in_l(const rawi_word *spoken, const char *letter) {
    char assimilated[16];
    snprintf(assimilated, sizeof assimilated, "ل%s\u0651", letter);
    return spoken->text && strstr(spoken->text, assimilated);
}

/* Whether the vowel at `at` has its backed form. */
static bool is_backed(const rawi_word *spoken, size_t at) {
    const rawi_phone *phones = spoken->phones;
    if (at > 0 && is_dark_l(phones[at - 1]))
        return true;
    if (at + 1 == spoken->phone_count)
        return false;
    rawi_phone next = phones[at + 1];
    const char *letter = voice_phones[next.symbol].backing;
    return is_dark_l(next) ||
           (letter && !(next.flags & RAWI_PHONE_GEMINATE && took_in_l(spoken, letter)));
}

/* Whether a short vowel at `at` is lax: it stands before the word's last sound, a single consonant.
 */
static bool is_lax(const rawi_word *spoken, size_t at) {
    return at + 2 == spoken->phone_count && !is_lexicon_word(spoken) &&
           !rawi_phone_is_vowel(spoken->phones[at + 1]) &&
           !(spoken->phones[at + 1].flags & RAWI_PHONE_GEMINATE);
}

static const char *vowel_name(const rawi_word *spoken, size_t at) {
    const voice_phone *voice = &voice_phones[spoken->phones[at].symbol];
    if (is_backed(spoken, at))
        return voice->geminate;
    if (is_lax(spoken, at) && strcmp(voice->name, "i") == 0)
        return "ia";
    if (is_lax(spoken, at) && strcmp(voice->name, "u") == 0)
        return "ua";
    return voice->name;
}

static void add_sounds(structure *phrase, const rawi_word *spoken) {
    for (size_t i = 0; i < spoken->phone_count; i++) {
        rawi_phone phone = spoken->phones[i];
        const voice_phone *voice = &voice_phones[phone.symbol];
        sound *next = &phrase->sounds[phrase->sound_count++];
        next->sonority = voice->sonority;
        next->phone = i;
        if (voice->sonority == VOWEL)
            next->name = vowel_name(spoken, i);
        else
            next->name = phone.flags & RAWI_PHONE_GEMINATE ? voice->geminate : voice->name;
        if (voice->second)
            phrase->sounds[phrase->sound_count++] =
                (sound){.name = voice->second, .sonority = voice->sonority, .phone = i};
    }
}

static bool is_vowel_like(const sound *at) {
    return strpbrk(at->name, "aeiouAEIOU") != NULL;
}

static bool any_vowel_like(const sound *first, const sound *end) {
    for (; first < end; first++)
        if (is_vowel_like(first))
            return true;
    return false;
}

/* Whether a syllable ends between `at` and `at + 1`; it began at `first`, the word ends at `end`.
 */
typedef bool boundary_rule(const sound *first, const sound *at, const sound *end);

static bool is_boundary(const sound *first, const sound *at, const sound *end) {
    const sound *rest = at + 1;
    if (rest == end)
        return true;
    if (!any_vowel_like(rest, end) || !any_vowel_like(first, rest))
        return false;
    if (rest->sonority == VOWEL)
        return true;
    return rest + 1 < end && at->sonority <= rest->sonority && rest->sonority <= rest[1].sonority;
}

/* The same in a word of the lexicon. */
static bool is_heard_boundary(const sound *first, const sound *at, const sound *end) {
    (void)first;
    const sound *rest = at + 1;
    return rest == end || (rest + 1 < end && rest->sonority != VOWEL && rest[1].sonority == VOWEL);
}

static const char *vowel_of(const sound *sounds, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (sounds[i].sonority == VOWEL)
            return sounds[i].name;
    return "novowel";
}

/* Divides the sounds [first, sound_count) into syllables of the newest word. */
static void add_syllables(structure *phrase, size_t first, boundary_rule *is_end) {
    word *newest = &phrase->words[phrase->word_count - 1];
    const sound *end = phrase->sounds + phrase->sound_count;
    for (size_t i = first; i < phrase->sound_count; i++) {
        phrase->sounds[i].syllable = phrase->syllable_count;
        if (!is_end(phrase->sounds + first, phrase->sounds + i, end))
            continue;
        phrase->syllables[phrase->syllable_count++] =
            (syllable){.first = first,
                       .count = i + 1 - first,
                       .word = phrase->word_count - 1,
                       .place = newest->syllable_count++,
                       .vowel = vowel_of(phrase->sounds + first, i + 1 - first)};
        first = i + 1;
    }
}

static size_t count_phones(const rawi_phrase *phrase) {
    size_t count = 0;
    for (size_t i = 0; i < phrase->count; i++)
        count += phrase->utterance->words[phrase->first + i].phone_count;
    return count;
}

static bool analyse(const rawi_phrase *phrase, size_t phones, rawi_arena *arena,
                    structure *result) {
    *result = (structure){.sounds = rawi_arena_array(arena, 2 * phones, sizeof(sound)),
                          .syllables = rawi_arena_array(arena, 2 * phones, sizeof(syllable)),
                          .words = rawi_arena_array(arena, phrase->count, sizeof(word))};
    if (!result->sounds || !result->syllables || !result->words)
        return false;
    for (size_t i = 0; i < phrase->count; i++) {
        const rawi_word *spoken = &phrase->utterance->words[phrase->first + i];
        if (spoken->phone_count == 0)
            continue;
        size_t first = result->sound_count;
        result->words[result->word_count++] = (word){.index = i};
        add_sounds(result, spoken);
        add_syllables(result, first, is_lexicon_word(spoken) ? is_heard_boundary : is_boundary);
    }
    return true;
}

/* The phone at `at`, counted from the pause in front (-1) to the pause behind (sound_count). */
static const char *name_at(const structure *phrase, ptrdiff_t at) {
    ptrdiff_t count = (ptrdiff_t)phrase->sound_count;
    if (at < -1 || at > count)
        return "x";
    return at == -1 || at == count ? "pau" : phrase->sounds[at].name;
}

/* Text that grows to the right in a buffer that is surely large enough. */
typedef struct label {
    char text[512];
    size_t length;
} label;

static void add(label *line, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(label *line, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length =
        vsnprintf(line->text + line->length, sizeof line->text - line->length, format, arguments);
    va_end(arguments);
    line->length += (size_t)length;
}

static void add_phones(label *line, const structure *phrase, ptrdiff_t at) {
    add(line, "%s^%s-%s+%s=%s", name_at(phrase, at - 2), name_at(phrase, at - 1),
        name_at(phrase, at), name_at(phrase, at + 1), name_at(phrase, at + 2));
}

/* Syllables in the word at `at`, 0 where there is none; its kind goes before it. */
static void add_neighbour_word(label *line, const char *field, const structure *phrase,
                               ptrdiff_t at) {
    if (at < 0 || at >= (ptrdiff_t)phrase->word_count)
        add(line, "/%s:0_0", field);
    else
        add(line, "/%s:content_%zu", field, phrase->words[at].syllable_count);
}

/* Phones in the syllable at `at`, 0 where there is none. */
static size_t syllable_size(const structure *phrase, ptrdiff_t at) {
    return at < 0 || at >= (ptrdiff_t)phrase->syllable_count ? 0 : phrase->syllables[at].count;
}

static void add_totals(label *line, const structure *phrase) {
    add(line, "/J:%zu+%zu-1", phrase->syllable_count, phrase->word_count);
}

static void write_sound(label *line, const structure *phrase, size_t at) {
    size_t syllables = phrase->syllable_count, words = phrase->word_count;
    size_t s = phrase->sounds[at].syllable;
    const syllable *in = &phrase->syllables[s];
    size_t place = at - in->first, w = in->word;
    size_t in_word = phrase->words[w].syllable_count;

    add_phones(line, phrase, (ptrdiff_t)at);
    add(line, "@%zu_%zu", place + 1, in->count - place);
    add(line, "/A:0_0_%zu", syllable_size(phrase, (ptrdiff_t)s - 1));
    add(line, "/B:0-0-%zu@%zu-%zu&%zu-%zu#1-1$1-1!0-0;0-0|%s", in->count, in->place + 1,
        in_word - in->place, s + 1, syllables - s, in->vowel);
    add(line, "/C:0+0+%zu", syllable_size(phrase, (ptrdiff_t)s + 1));
    add_neighbour_word(line, "D", phrase, (ptrdiff_t)w - 1);
    add(line, "/E:content+%zu@%zu+%zu&%zu+%zu#%d+%d", in_word, w + 1, words - w, w, words - w - 1,
        w > 0, w + 1 < words);
    add_neighbour_word(line, "F", phrase, (ptrdiff_t)w + 1);
    add(line, "/G:0_0/H:%zu=%zu@1=1|NONE/I:0=0", syllables, words);
    add_totals(line, phrase);
}

static void write_pause(label *line, const structure *phrase, bool front) {
    size_t syllables = phrase->syllable_count, words = phrase->word_count;
    add_phones(line, phrase, front ? -1 : (ptrdiff_t)phrase->sound_count);
    add(line, "@x_x/A:0_0_%zu", front ? 0 : syllable_size(phrase, (ptrdiff_t)syllables - 1));
    add(line, "/B:x-x-x@x-x&x-x#x-x$x-x!x-x;x-x|x");
    add(line, "/C:0+0+%zu", front ? syllable_size(phrase, 0) : 0);
    add_neighbour_word(line, "D", phrase, front ? -1 : (ptrdiff_t)words - 1);
    add(line, "/E:x+x@x+x&x+x#x+x");
    add_neighbour_word(line, "F", phrase, front ? 0 : (ptrdiff_t)words);
    add(line, "/G:%zu_%zu/H:x=x@1=1|0/I:%zu=%zu", front ? 0 : syllables, front ? 0 : words,
        front ? syllables : 0, front ? words : 0);
    add_totals(line, phrase);
}

static bool reserve(rawi_hts_labels *labels, size_t count, rawi_arena *arena) {
    labels->count = count;
    labels->lines = rawi_arena_array(arena, count, sizeof *labels->lines);
    labels->words = rawi_arena_array(arena, count, sizeof *labels->words);
    labels->phones = rawi_arena_array(arena, count, sizeof *labels->phones);
    labels->vowels = rawi_arena_array(arena, count, sizeof *labels->vowels);
    return labels->lines && labels->words && labels->phones && labels->vowels;
}

static bool set_pause(rawi_hts_labels *labels, size_t at, const structure *phrase,
                      rawi_arena *arena) {
    label text = {.length = 0};
    write_pause(&text, phrase, at == 0);
    labels->words[at] = labels->phones[at] = SIZE_MAX;
    labels->lines[at] = rawi_arena_copy(arena, text.text, text.length);
    return labels->lines[at];
}

static bool set_sound(rawi_hts_labels *labels, size_t at, const structure *phrase,
                      rawi_arena *arena) {
    const sound *from = &phrase->sounds[at - 1];
    label text = {.length = 0};
    write_sound(&text, phrase, at - 1);
    labels->words[at] = phrase->words[phrase->syllables[from->syllable].word].index;
    labels->phones[at] = from->phone;
    labels->vowels[at] = from->sonority == VOWEL;
    labels->lines[at] = rawi_arena_copy(arena, text.text, text.length);
    return labels->lines[at];
}

rawi_status rawi_hts_labels_make(const rawi_phrase *phrase, rawi_arena *arena,
                                 rawi_hts_labels *labels, rawi_error *error) {
    size_t phones = count_phones(phrase);
    if (phones == 0 || phones > RAWI_HTS_PHRASE_MAX)
        return rawi_fail(error, RAWI_ERROR_ARGUMENT,
                         _("a phrase of %zu sounds cannot be spoken; 1 to %d can"), phones,
                         RAWI_HTS_PHRASE_MAX);
    structure analysed;
    if (!analyse(phrase, phones, arena, &analysed) ||
        !reserve(labels, analysed.sound_count + 2, arena))
        return rawi_fail_memory(error);
    for (size_t i = 0; i < labels->count; i++) {
        bool pause = i == 0 || i + 1 == labels->count;
        if (!(pause ? set_pause : set_sound)(labels, i, &analysed, arena))
            return rawi_fail_memory(error);
    }
    return RAWI_OK;
}
