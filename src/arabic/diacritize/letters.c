/* From text to windows of letters, and back to text with marks added. */
#include "arabic/diacritize/letters.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

enum {
    FIRST_MARK = 0x64B,
    SHADDA = 0x651,
    SUKUN = 0x652,
    MADDA_ABOVE = 0x653,
    HAMZA_ABOVE = 0x654,
    HAMZA_BELOW = 0x655,
    DAGGER_ALIF = 0x670,
    TATWEEL = 0x640
};

enum {
    WRITTEN_FATHATAN = 1 << 0,
    WRITTEN_FATHA = 1 << (0x64E - FIRST_MARK),
    WRITTEN_SHADDA = 1 << (SHADDA - FIRST_MARK),
    WRITTEN_DAGGER = 1 << 8,
    EVERY_CLASS = (1 << RAWI_CLASSES) - 1,
    EVERY_SHADDA_CLASS = EVERY_CLASS & ~((1 << RAWI_CLASS_SHADDA) - 1)
};

/* Symbols of U+0621 to U+063A, of U+0641 to U+064A, and of alif wasla. */
enum {
    LETTERS_1 = RAWI_SYMBOL_LETTER,
    LETTERS_2 = LETTERS_1 + 26,
    ALIF_WASLA = LETTERS_2 + 10,
    ALIF = LETTERS_1 + 0x627 - 0x621,
    LAM = LETTERS_2 + 0x644 - 0x641,
    WAW = LETTERS_2 + 0x648 - 0x641,
    ALIF_MAQSURA = LETTERS_2 + 0x649 - 0x641,
    YA = LETTERS_2 + 0x64A - 0x641
};

/* Marks of the classes below RAWI_CLASS_SHADDA. */
static const char16_t CLASS_MARKS[RAWI_CLASS_SHADDA] = {0,     0x64E, 0x64F, 0x650,
                                                        0x64B, 0x64C, 0x64D, SUKUN};

typedef struct {
    char32_t character;
    uint8_t symbol;
} character_symbol;

/* Punctuation by kind, then letters of other languages that sound like one of Arabic's. */
static const character_symbol OTHERS[] = {
    {U'.', RAWI_SYMBOL_PUNCTUATION},
    {U'،', RAWI_SYMBOL_PUNCTUATION + 1},
    {U',', RAWI_SYMBOL_PUNCTUATION + 1},
    {U':', RAWI_SYMBOL_PUNCTUATION + 2},
    {U'؛', RAWI_SYMBOL_PUNCTUATION + 3},
    {U';', RAWI_SYMBOL_PUNCTUATION + 3},
    {U'؟', RAWI_SYMBOL_PUNCTUATION + 4},
    {U'?', RAWI_SYMBOL_PUNCTUATION + 4},
    {U'!', RAWI_SYMBOL_PUNCTUATION + 5},
    {U'«', RAWI_SYMBOL_PUNCTUATION + 6},
    {U'“', RAWI_SYMBOL_PUNCTUATION + 6},
    {U'„', RAWI_SYMBOL_PUNCTUATION + 6},
    {U'»', RAWI_SYMBOL_PUNCTUATION + 7},
    {U'”', RAWI_SYMBOL_PUNCTUATION + 7},
    {U'"', RAWI_SYMBOL_PUNCTUATION + 8},
    {U'(', RAWI_SYMBOL_PUNCTUATION + 9},
    {U'[', RAWI_SYMBOL_PUNCTUATION + 9},
    {U'{', RAWI_SYMBOL_PUNCTUATION + 9},
    {U')', RAWI_SYMBOL_PUNCTUATION + 10},
    {U']', RAWI_SYMBOL_PUNCTUATION + 10},
    {U'}', RAWI_SYMBOL_PUNCTUATION + 10},
    {U'-', RAWI_SYMBOL_PUNCTUATION + 11},
    {U'–', RAWI_SYMBOL_PUNCTUATION + 11},
    {U'—', RAWI_SYMBOL_PUNCTUATION + 11},
    {U'…', RAWI_SYMBOL_PUNCTUATION + 12},
    {U'%', RAWI_SYMBOL_PUNCTUATION + 13},
    {U'٪', RAWI_SYMBOL_PUNCTUATION + 13},
    {U'/', RAWI_SYMBOL_PUNCTUATION + 14},
    {U'\\', RAWI_SYMBOL_PUNCTUATION + 14},
    {U'|', RAWI_SYMBOL_PUNCTUATION + 14},
    {U'پ', LETTERS_1 + 0x628 - 0x621},
    {U'چ', LETTERS_1 + 0x62C - 0x621},
    {U'ڤ', LETTERS_2},
    {U'ڨ', LETTERS_2 + 1},
    {U'گ', LETTERS_2 + 2},
    {U'ک', LETTERS_2 + 2},
    {U'ی', YA},
    {U'ژ', LETTERS_1 + 0x632 - 0x621},
    {U'ۀ', LETTERS_2 + 6},
    {U'ە', LETTERS_2 + 6},
};

/* Letters that are written as two characters: a carrier and a combining madda or hamza. */
static const struct {
    uint8_t carrier;
    char16_t combining;
    uint8_t symbol;
} COMPOSED[] = {
    {ALIF, MADDA_ABOVE, LETTERS_1 + 0x622 - 0x621}, {ALIF, HAMZA_ABOVE, LETTERS_1 + 0x623 - 0x621},
    {WAW, HAMZA_ABOVE, LETTERS_1 + 0x624 - 0x621},  {ALIF, HAMZA_BELOW, LETTERS_1 + 0x625 - 0x621},
    {YA, HAMZA_ABOVE, LETTERS_1 + 0x626 - 0x621},
};

static uint8_t symbol_of(char32_t c) {
    if (c >= 0x621 && c <= 0x63A)
        return (uint8_t)(LETTERS_1 + (c - 0x621));
    if (c >= 0x641 && c <= 0x64A)
        return (uint8_t)(LETTERS_2 + (c - 0x641));
    if ((c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'))
        return RAWI_SYMBOL_LATIN;
    if ((c >= U'0' && c <= U'9') || (c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9))
        return RAWI_SYMBOL_DIGIT;
    if (c == 0x671)
        return ALIF_WASLA;
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
        if (OTHERS[i].character == c)
            return OTHERS[i].symbol;
    return RAWI_SYMBOL_OTHER;
}

const char *rawi_symbol_bytes(uint8_t symbol) {
    static const char BYTES[RAWI_SYMBOLS - RAWI_SYMBOL_LETTER][3] = {
        "ء", "آ", "أ", "ؤ", "إ", "ئ", "ا", "ب", "ة", "ت", "ث", "ج", "ح",
        "خ", "د", "ذ", "ر", "ز", "س", "ش", "ص", "ض", "ط", "ظ", "ع", "غ",
        "ف", "ق", "ك", "ل", "م", "ن", "ه", "و", "ى", "ي", "ٱ"};
    return BYTES[symbol - RAWI_SYMBOL_LETTER];
}

uint32_t rawi_fingerprint(uint32_t salt, const uint8_t *symbols, size_t count) {
    uint32_t hash = 2166136261U ^ salt;
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ symbols[i]) * 16777619U;
    hash ^= hash >> 15;
    hash *= 0x2C1B3C6DU;
    hash ^= hash >> 13;
    return hash ? hash : 1;
}

/* The bit of a mark in rawi_letter.written; 0 when the character is none. */
static uint16_t written_bit(char32_t c) {
    if (c >= FIRST_MARK && c <= SUKUN)
        return (uint16_t)(1U << (c - FIRST_MARK));
    return c == DAGGER_ALIF ? WRITTEN_DAGGER : 0;
}

bool rawi_is_mark(char32_t c) {
    return c >= 0x600 && c <= 0x6FF && c != MADDA_ABOVE && c != HAMZA_ABOVE && c != HAMZA_BELOW &&
           u_charType((UChar32)c) == U_NON_SPACING_MARK;
}

/* Characters that stand inside a word without being a letter of it. */
static bool is_transparent(char32_t c) {
    return c == TATWEEL || u_charType((UChar32)c) == U_NON_SPACING_MARK ||
           u_charType((UChar32)c) == U_FORMAT_CHAR;
}

/* The class that marks make: CLASS_NONE for none, RAWI_CLASSES for marks that contradict each
 * other. A dagger alif is a fatha. */
static uint8_t class_of(uint16_t written) {
    uint16_t vowel = (uint16_t)(written & ~WRITTEN_SHADDA);
    uint8_t shadda = written & WRITTEN_SHADDA ? RAWI_CLASS_SHADDA : 0;
    if (vowel == WRITTEN_DAGGER || vowel == (WRITTEN_DAGGER | WRITTEN_FATHA))
        vowel = WRITTEN_FATHA;
    for (uint8_t i = 0; i < RAWI_CLASS_SHADDA; i++)
        if (vowel == (i ? written_bit(CLASS_MARKS[i]) : 0))
            return (uint8_t)(i + shadda);
    return RAWI_CLASSES;
}

/* The classes that agree with what is written; NONE alone where nothing may be added. */
static uint16_t allowed_with(uint16_t written) {
    uint8_t given = class_of(written);
    if (given >= RAWI_CLASSES || written & WRITTEN_DAGGER)
        return 1 << RAWI_CLASS_NONE;
    if (given == RAWI_CLASS_NONE)
        return EVERY_CLASS;
    if (given == RAWI_CLASS_SHADDA)
        return EVERY_SHADDA_CLASS;
    uint16_t allowed = (uint16_t)(1U << given);
    if (given < RAWI_CLASS_SUKUN)
        allowed = (uint16_t)(allowed | 1U << (given + RAWI_CLASS_SHADDA));
    return allowed;
}

/* A fathatan on a final alif, or the fatha of «لاَ», belongs to the letter before. */
static void move_to_letter_before(rawi_letter *before, rawi_letter *alif) {
    uint16_t written = (uint16_t)(before->written | alif->written);
    if (before->written & ~WRITTEN_SHADDA)
        return;
    before->written = written;
    before->given = class_of(written);
    before->allowed = allowed_with(written);
    alif->given = RAWI_CLASS_NONE;
}

/* Whether a letter that bears no mark bears none in a word that is marked wholly: a lengthening
 * letter, hamzat al-wasl, or the lam of the article before a sun letter. */
static bool needs_no_mark(const rawi_letter *letters, size_t count, size_t at) {
    uint8_t before = at > 0 ? letters[at - 1].given % RAWI_CLASS_SHADDA : RAWI_CLASS_NONE;
    switch (letters[at].symbol) {
    case ALIF:
    case ALIF_MAQSURA:
        return true;
    case WAW:
        return before == RAWI_CLASS_DAMMA;
    case YA:
        return before == RAWI_CLASS_KASRA;
    case LAM:
        return at + 1 < count && letters[at + 1].given > RAWI_CLASS_SHADDA;
    default:
        return false;
    }
}

/* Leaves a word alone whose author marked it wholly, or wholly but for the last letter's ending: a
 * shadda that is not written there is not meant. */
static void settle_whole_word(rawi_letter *letters, size_t count) {
    size_t marked = 0;
    for (size_t i = 0; i < count; i++) {
        bool has_vowel = letters[i].given % RAWI_CLASS_SHADDA != RAWI_CLASS_NONE;
        bool ending = i + 1 == count && letters[i].given == RAWI_CLASS_NONE;
        if (!has_vowel && !ending && (letters[i].written || !needs_no_mark(letters, count, i)))
            return;
        marked += has_vowel;
    }
    for (size_t i = 0; marked && i < count; i++)
        if (letters[i].written || needs_no_mark(letters, count, i))
            letters[i].allowed = (uint16_t)(1U << letters[i].given);
}

/* A first waw has a vowel, also before a cluster (وَفْرَنْسِيسْ): it is mostly the conjunction. */
static void keep_first_waw_moving(rawi_letter *first) {
    if (first->symbol == WAW && !first->written)
        first->allowed = (uint16_t)(first->allowed & ~(1U << RAWI_CLASS_SUKUN));
}

static void settle_word(rawi_letter *letters, size_t count) {
    for (size_t i = 0; i < count; i++) {
        rawi_letter *letter = &letters[i];
        uint8_t given = class_of(letter->written);
        letter->given = given < RAWI_CLASSES ? given : RAWI_CLASS_NONE;
        letter->allowed = letter->symbol < RAWI_SYMBOL_LETTER ? 1 << RAWI_CLASS_NONE
                                                              : allowed_with(letter->written);
        bool is_alif = letter->symbol == ALIF || letter->symbol == ALIF_MAQSURA;
        if (!is_alif || !letter->written)
            continue;
        letter->allowed = 1 << RAWI_CLASS_NONE;
        if (i > 0 && ((letter->written == WRITTEN_FATHATAN && i + 1 == count) ||
                      (letter->written == WRITTEN_FATHA && letters[i - 1].symbol == LAM)))
            move_to_letter_before(&letters[i - 1], letter);
    }
    keep_first_waw_moving(letters);
    settle_whole_word(letters, count);
}

bool rawi_batch_has_room(const rawi_batch *batch) {
    return batch->window_count < RAWI_BATCH_WINDOWS &&
           batch->word_count + RAWI_WINDOW_WORDS <= RAWI_BATCH_WORDS &&
           batch->letter_count + RAWI_WINDOW_LETTERS <= RAWI_BATCH_LETTERS;
}

/* Where a reading stands. */
typedef struct window_reader {
    rawi_batch *batch;
    rawi_letter *letter; /* the one that marks here would belong to, or NULL */
    uint8_t kind; /* of the word that a next letter would join: its symbol class, 0 for none */
    uint32_t words;
} window_reader;

/* Letters, digits and Latin letters make words; any other character is one by itself (0). */
static uint8_t word_kind(uint8_t symbol) {
    if (symbol >= RAWI_SYMBOL_LETTER)
        return RAWI_SYMBOL_LETTER;
    return symbol == RAWI_SYMBOL_DIGIT || symbol == RAWI_SYMBOL_LATIN ? symbol : 0;
}

/* Adds a letter; false when it would begin a word too many. */
static bool add_letter(window_reader *reader, uint8_t symbol, size_t start, size_t end) {
    rawi_batch *batch = reader->batch;
    uint8_t kind = word_kind(symbol);
    rawi_letters_word *word = reader->words ? &batch->words[batch->word_count - 1] : NULL;
    if (!kind || kind != reader->kind || word->count == RAWI_WORD_LETTERS) {
        if (reader->words == RAWI_WINDOW_WORDS)
            return false;
        word = &batch->words[batch->word_count++];
        *word = (rawi_letters_word){start, batch->letter_count, 0};
        reader->words++;
    }
    reader->kind = kind;
    reader->letter = &batch->letters[batch->letter_count++];
    *reader->letter = (rawi_letter){.end = end, .marks_end = end, .symbol = symbol};
    word->count++;
    return true;
}

static void add_mark(window_reader *reader, uint16_t bit, size_t end) {
    if (!reader->letter)
        return;
    reader->letter->written |= bit;
    reader->letter->marks_end = end;
}

/* A combining madda or hamza makes another letter of its carrier. */
static void compose(window_reader *reader, char32_t combining, size_t end) {
    rawi_letter *letter = reader->letter;
    if (!letter || letter->written)
        return;
    for (size_t i = 0; i < sizeof COMPOSED / sizeof *COMPOSED; i++)
        if (COMPOSED[i].carrier == letter->symbol && COMPOSED[i].combining == combining) {
            letter->symbol = COMPOSED[i].symbol;
            letter->end = letter->marks_end = end;
            return;
        }
}

/* Reads words from `byte` on; returns whether text is left when the window is full. */
static bool read_words(window_reader *reader, rawi_slice sentence, size_t byte) {
    size_t length = sentence.length;
    const uint8_t *bytes = (const uint8_t *)sentence.bytes;
    while (byte < length) {
        size_t start = byte;
        UChar32 c;
        U8_NEXT(bytes, byte, length, c);
        if (c < 0 || u_isUWhiteSpace(c)) {
            reader->letter = NULL;
            reader->kind = 0;
            continue;
        }
        uint16_t mark = written_bit((char32_t)c);
        if (mark)
            add_mark(reader, mark, byte);
        else if (c >= MADDA_ABOVE && c <= HAMZA_BELOW)
            compose(reader, (char32_t)c, byte);
        else if (!is_transparent((char32_t)c) &&
                 !add_letter(reader, symbol_of((char32_t)c), start, byte))
            return true;
    }
    return false;
}

bool rawi_batch_add(rawi_batch *batch, rawi_slice sentence, size_t number,
                    rawi_window_place *place) {
    window_reader reader = {.batch = batch};
    rawi_window *window = &batch->windows[batch->window_count++];
    *window = (rawi_window){.sentence = number, .first = batch->word_count};
    bool more = read_words(&reader, sentence, place->byte);
    window->count = reader.words;
    window->decide_first = window->first + place->decided;
    window->decide_end = window->first + window->count;
    for (uint32_t i = window->first; i < window->decide_end; i++)
        settle_word(&batch->letters[batch->words[i].first], batch->words[i].count);
    if (more) {
        window->decide_end -= RAWI_WINDOW_OVERLAP;
        place->byte = batch->words[window->decide_end - RAWI_WINDOW_OVERLAP].start;
        place->decided = RAWI_WINDOW_OVERLAP;
    }
    return more;
}

static void write_class(const rawi_letter *letter, uint8_t class, rawi_slice sentence,
                        size_t *cursor, rawi_text *text) {
    rawi_text_add(text, sentence.bytes + *cursor, letter->end - *cursor);
    if (class >= RAWI_CLASS_SHADDA && !(letter->written & WRITTEN_SHADDA))
        rawi_text_add_character(text, SHADDA);
    rawi_text_add(text, sentence.bytes + letter->end, letter->marks_end - letter->end);
    char16_t vowel = CLASS_MARKS[class % RAWI_CLASS_SHADDA];
    if (vowel && !(letter->written & ~WRITTEN_SHADDA))
        rawi_text_add_character(text, vowel);
    *cursor = letter->marks_end;
}

void rawi_batch_write(const rawi_batch *batch, const rawi_window *window, rawi_slice sentence,
                      size_t *cursor, rawi_text *text) {
    for (uint32_t w = window->decide_first; w < window->decide_end; w++) {
        const rawi_letters_word *word = &batch->words[w];
        for (uint32_t i = word->first; i < word->first + word->count; i++)
            write_class(&batch->letters[i], batch->classes[i], sentence, cursor, text);
    }
}

size_t rawi_read_form(const char *form, uint8_t *symbols, uint8_t *classes, size_t most) {
    size_t length = strlen(form);
    size_t count = 0;
    uint16_t written = 0;
    for (size_t byte = 0; byte < length;) {
        UChar32 c;
        U8_NEXT((const uint8_t *)form, byte, length, c);
        uint16_t mark = c < 0 ? 0 : written_bit((char32_t)c);
        if (!mark) {
            if (count == most)
                break;
            symbols[count++] = symbol_of((char32_t)c);
            written = 0;
        }
        written |= mark;
        if (count)
            classes[count - 1] = (uint8_t)(class_of(written) % RAWI_CLASSES);
    }
    return count;
}
