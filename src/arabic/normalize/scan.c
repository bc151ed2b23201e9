/* The scanner: folds the sentence character by character, then cuts it into items where the class
 * of the characters changes. */
#include "arabic/normalize/spelling.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#include "base/table.h"

RAWI_TABLE(letters);

enum {
    TATWEEL = 0x0640,
    VARIATION_SELECTOR_16 = 0xFE0F,
    ZERO_WIDTH_JOINER = 0x200D,
    KEYCAP = 0x20E3,
    MOST_MARKS = 8,      /* on one letter that a further mark may compose with */
    MOST_DECOMPOSED = 24 /* no compatibility decomposition in Unicode is longer (U+FDFA: 18) */
};

typedef enum character_class {
    CLASS_SPACE,
    CLASS_IGNORED,
    CLASS_ARABIC,
    CLASS_ARABIC_MARK,
    CLASS_DIGIT,
    CLASS_LATIN,
    CLASS_LETTER,
    CLASS_MARK, /* a combining mark of another script: belongs to what stands before it */
    CLASS_EMOJI,
    CLASS_SYMBOL
} character_class;

typedef struct folded_character {
    char32_t character;
    character_class class;
    rawi_span span;
} folded_character;

typedef struct scanner {
    const uint8_t *text;
    rawi_arena *arena;
    folded_character *characters;
    size_t count;
    size_t capacity;
    const UNormalizer2 *compatibility;
    const UNormalizer2 *composition;
    bool failed;
} scanner;

static bool is_arabic_letter(char32_t c) {
    return (c >= 0x0621 && c <= 0x063A) || (c >= 0x0641 && c <= 0x064A) || c == U'پ' || c == U'چ' ||
           c == U'ڤ' || c == U'گ' || c == U'ژ';
}

static bool is_arabic_mark(char32_t c) {
    return (c >= 0x064B && c <= 0x0652) || c == 0x0670;
}

static bool is_space(char32_t c) {
    return u_isUWhiteSpace((UChar32)c) || c == 0x200B;
}

static bool is_emoji(char32_t c) {
    return c > 0xFF && (u_hasBinaryProperty((UChar32)c, UCHAR_EXTENDED_PICTOGRAPHIC) ||
                        u_hasBinaryProperty((UChar32)c, UCHAR_REGIONAL_INDICATOR));
}

static character_class classify_letter(char32_t c) {
    UErrorCode code = U_ZERO_ERROR;
    return uscript_getScript((UChar32)c, &code) == USCRIPT_LATIN ? CLASS_LATIN : CLASS_LETTER;
}

static character_class classify(char32_t c) {
    if (is_arabic_letter(c))
        return CLASS_ARABIC;
    if (is_arabic_mark(c))
        return CLASS_ARABIC_MARK;
    if (c < 0x80 && c != 0x7F && c > 0x20)
        return u_isdigit((UChar32)c)   ? CLASS_DIGIT
               : u_isalpha((UChar32)c) ? CLASS_LATIN
                                       : CLASS_SYMBOL;
    if (is_space(c))
        return CLASS_SPACE;
    int8_t type = u_charType((UChar32)c);
    if (c == TATWEEL || type == U_CONTROL_CHAR ||
        u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
        u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI_MODIFIER))
        return CLASS_IGNORED;
    if (u_getIntPropertyValue((UChar32)c, UCHAR_NUMERIC_TYPE) == U_NT_DECIMAL)
        return CLASS_DIGIT;
    if (U_MASK(type) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_MC_MASK))
        return CLASS_MARK;
    if (is_emoji(c))
        return CLASS_EMOJI;
    return u_isalpha((UChar32)c) ? classify_letter(c) : CLASS_SYMBOL;
}

static void add_character(scanner *scan, char32_t c, character_class class, rawi_span span) {
    if (scan->failed)
        return;
    if (scan->count == scan->capacity) {
        size_t capacity = scan->capacity ? 2 * scan->capacity : 256;
        folded_character *grown = rawi_arena_array(scan->arena, capacity, sizeof *grown);
        if (!grown) {
            scan->failed = true;
            return;
        }
        if (scan->count)
            memcpy(grown, scan->characters, scan->count * sizeof *grown);
        scan->characters = grown;
        scan->capacity = capacity;
    }
    scan->characters[scan->count++] = (folded_character){c, class, span};
}

/* Composes a mark with the letter before it (ا and a hamza above are أ, e and an acute é); marks
 * that stand between keep their place. False where the two have no composed form. */
static bool compose(scanner *scan, char32_t mark, rawi_span span) {
    size_t base = scan->count;
    size_t most = scan->count > MOST_MARKS ? scan->count - MOST_MARKS : 0;
    while (base > most && (scan->characters[base - 1].class == CLASS_ARABIC_MARK ||
                           scan->characters[base - 1].class == CLASS_MARK))
        base--;
    if (base == 0)
        return false;
    folded_character *letter = &scan->characters[base - 1];
    UChar32 composed =
        unorm2_composePair(scan->composition, (UChar32)letter->character, (UChar32)mark);
    if (composed < 0)
        return false;
    letter->character = (char32_t)composed;
    letter->class = classify((char32_t)composed);
    letter->span.end = span.end;
    return true;
}

/* Shadda stands before the vowel of its letter, in whatever order the author typed the two. */
static void add_arabic_mark(scanner *scan, char32_t mark, rawi_span span) {
    if (mark == U'\u0652' && scan->count &&
        scan->characters[scan->count - 1].class == CLASS_DIGIT) {
        add_character(scan, U'°', CLASS_SYMBOL, span); /* 40ْ م */
        return;
    }
    if (scan->count == 0 || scan->characters[scan->count - 1].class > CLASS_ARABIC_MARK)
        return;
    add_character(scan, mark, CLASS_ARABIC_MARK, span);
    if (mark != U'\u0651' || scan->failed || scan->count < 2)
        return;
    folded_character *before = &scan->characters[scan->count - 2];
    if (before->class != CLASS_ARABIC_MARK)
        return;
    char32_t vowel = before->character;
    before->character = mark;
    scan->characters[scan->count - 1].character = vowel;
}

static void fold(scanner *scan, char32_t c, rawi_span span);

/* The characters of a cell of the table of letters; one that becomes itself is a symbol. */
static void add_replacement(scanner *scan, char32_t replaced, const char *cell, rawi_span span) {
    int32_t at = 0;
    int32_t length = (int32_t)strlen(cell);
    while (at < length) {
        char32_t c;
        U8_NEXT_UNSAFE(cell, at, c);
        if (c == replaced)
            add_character(scan, replaced, CLASS_SYMBOL, span);
        else
            fold(scan, c, span);
    }
}

/* A character that is written otherwise in plain text: by our table (Persian and Urdu letters,
 * Quranic signs), or by Unicode's compatibility decomposition where that is the same character in
 * another shape (not where it changes the meaning: ², ½, ™). */
static bool fold_shape(scanner *scan, char32_t c, rawi_span span) {
    uint8_t key[U8_MAX_LENGTH];
    int32_t length = 0;
    U8_APPEND_UNSAFE(key, length, c);
    ptrdiff_t row =
        rawi_table_find(&rawi_letters_table, (rawi_slice){(const char *)key, (size_t)length});
    if (row >= 0) {
        add_replacement(scan, c, rawi_table_cell(&rawi_letters_table, (size_t)row, 1), span);
        return true;
    }
    switch (u_getIntPropertyValue((UChar32)c, UCHAR_DECOMPOSITION_TYPE)) {
    case U_DT_INITIAL:
    case U_DT_MEDIAL:
    case U_DT_FINAL:
    case U_DT_ISOLATED:
    case U_DT_WIDE:
    case U_DT_NARROW:
    case U_DT_FONT:
    case U_DT_CIRCLE:
    case U_DT_SQUARE:
    case U_DT_SUB:
    case U_DT_COMPAT:
    case U_DT_CANONICAL:
        break;
    default:
        return false;
    }
    UChar units[MOST_DECOMPOSED];
    UErrorCode code = U_ZERO_ERROR;
    int32_t count =
        unorm2_getDecomposition(scan->compatibility, (UChar32)c, units, MOST_DECOMPOSED, &code);
    if (U_FAILURE(code) || count <= 0)
        return false;
    UChar32 pieces[MOST_DECOMPOSED];
    u_strToUTF32(pieces, MOST_DECOMPOSED, &count, units, count, &code);
    if (U_FAILURE(code))
        return false;
    for (int32_t i = 0; i < count; i++)
        fold(scan, (char32_t)pieces[i], span);
    return true;
}

static void fold(scanner *scan, char32_t c, rawi_span span) {
    character_class class = classify(c);
    switch (class) {
    case CLASS_IGNORED:
    case CLASS_EMOJI:
        add_character(scan, c, class, span);
        return;
    case CLASS_DIGIT:
        add_character(scan, (char32_t)('0' + u_charDigitValue((UChar32)c)), class, span);
        return;
    case CLASS_ARABIC_MARK:
        add_arabic_mark(scan, c, span);
        return;
    case CLASS_MARK:
        if (c == KEYCAP || (!compose(scan, c, span) && !fold_shape(scan, c, span)))
            add_character(scan, c, class, span);
        return;
    case CLASS_SPACE:
    case CLASS_ARABIC:
        add_character(scan, c, class, span);
        return;
    default:
        if (c < 0x80 || !fold_shape(scan, c, span))
            add_character(scan, c, class, span);
    }
}

/* Whether nothing but spaces, or digits on both sides, stand around [first, end). */
static bool stands_alone(const scanner *scan, size_t first, size_t end) {
    character_class before = first ? scan->characters[first - 1].class : CLASS_SPACE;
    character_class after = end < scan->count ? scan->characters[end].class : CLASS_SPACE;
    return before == after && (before == CLASS_SPACE || before == CLASS_DIGIT);
}

/* A tatweel that lengthens no letter is a dash: «8 ـ 10»، «ـ كما قال ـ». */
static void fold_lone_tatweels(scanner *scan) {
    for (size_t at = 0, end; at < scan->count; at = end) {
        end = at + 1;
        if (scan->characters[at].character != TATWEEL)
            continue;
        while (end < scan->count && scan->characters[end].character == TATWEEL)
            end++;
        if (!stands_alone(scan, at, end))
            continue;
        scan->characters[at].character = U'–';
        scan->characters[at].class = CLASS_SYMBOL;
    }
}

/* A sukun after a number is a sign of degrees: 40ْ م. */
static void fold_degrees(scanner *scan) {
    const char32_t sukun = U'\u0652';
    for (size_t at = 1; at < scan->count; at++) {
        size_t number = at - 1;
        number -= number && scan->characters[number].class == CLASS_SPACE;
        if (scan->characters[at].character != sukun ||
            scan->characters[number].class != CLASS_DIGIT)
            continue;
        scan->characters[at].character = U'°';
        scan->characters[at].class = CLASS_SYMBOL;
    }
}

static void fold_text(scanner *scan, rawi_span sentence) {
    for (size_t at = sentence.start; at < sentence.end;) {
        size_t start = at;
        UChar32 c;
        U8_NEXT_OR_FFFD(scan->text, at, sentence.end, c);
        fold(scan, (char32_t)c, (rawi_span){start, at});
    }
    fold_lone_tatweels(scan);
    fold_degrees(scan);
}

typedef struct cutter {
    const scanner *scan;
    rawi_item *items;
    size_t count;
    char *folded;
    size_t length;
    char *bare;
    size_t bare_length;
} cutter;

static rawi_item_kind kind_of(character_class class) {
    switch (class) {
    case CLASS_ARABIC:
    case CLASS_ARABIC_MARK:
        return RAWI_ITEM_WORD;
    case CLASS_DIGIT:
        return RAWI_ITEM_DIGITS;
    case CLASS_LATIN:
        return RAWI_ITEM_LATIN;
    case CLASS_LETTER:
        return RAWI_ITEM_LETTERS;
    default:
        return RAWI_ITEM_SYMBOL;
    }
}

static bool is_flag_letter(char32_t c) {
    return c >= 0x1F1E6 && c <= 0x1F1FF;
}

/* Whether character `at` continues the symbol that started at `first`: a mark on it, or the next
 * part of an emoji sequence. */
static bool continues_symbol(const scanner *scan, size_t first, size_t at) {
    const folded_character *before = &scan->characters[at - 1];
    const folded_character *here = &scan->characters[at];
    if (here->class == CLASS_MARK || here->class == CLASS_IGNORED)
        return true;
    if (here->class != CLASS_EMOJI)
        return false;
    if (before->character == ZERO_WIDTH_JOINER)
        return scan->characters[first].class == CLASS_EMOJI;
    return is_flag_letter(here->character) && at == first + 1 && is_flag_letter(before->character);
}

static size_t item_end(const scanner *scan, size_t first) {
    rawi_item_kind kind = kind_of(scan->characters[first].class);
    size_t at = first + 1;
    for (; at < scan->count; at++) {
        character_class class = scan->characters[at].class;
        if (kind == RAWI_ITEM_SYMBOL) {
            if (!continues_symbol(scan, first, at))
                break;
        } else if (class != CLASS_IGNORED && class != CLASS_MARK &&
                   (class == CLASS_SPACE || kind_of(class) != kind)) {
            break;
        }
    }
    return at;
}

static size_t put(char *bytes, size_t length, char32_t c) {
    uint8_t *end = (uint8_t *)bytes + length;
    int32_t added = 0;
    U8_APPEND_UNSAFE(end, added, c);
    return length + (size_t)added;
}

static void cut_item(cutter *cut, size_t first, size_t end, bool spaced) {
    const folded_character *characters = cut->scan->characters;
    rawi_item *item = &cut->items[cut->count++];
    item->kind = kind_of(characters[first].class);
    item->spaced = spaced;
    if (item->kind == RAWI_ITEM_SYMBOL)
        item->character = characters[first].character;
    if (spaced && cut->length)
        cut->folded[cut->length++] = ' ';
    item->text.bytes = cut->folded + cut->length;
    item->bare.bytes = cut->bare + cut->bare_length;
    item->span = characters[first].span;
    size_t start = cut->length;
    size_t bare_start = cut->bare_length;
    for (size_t i = first; i < end; i++) {
        const folded_character *c = &characters[i];
        item->span.end = c->span.end;
        if (c->class == CLASS_IGNORED && c->character != ZERO_WIDTH_JOINER)
            continue;
        if (c->character == ZERO_WIDTH_JOINER && characters[first].class != CLASS_EMOJI)
            continue;
        if (c->class == CLASS_MARK && item->kind != RAWI_ITEM_SYMBOL)
            continue; /* a mark that composes with nothing before it */
        cut->length = put(cut->folded, cut->length, c->character);
        if (c->class != CLASS_ARABIC_MARK)
            cut->bare_length = put(cut->bare, cut->bare_length, c->character);
    }
    item->text.length = cut->length - start;
    item->bare.length = cut->bare_length - bare_start;
}

/* An item needs at most its characters and a space before it. */
static bool prepare(cutter *cut, rawi_arena *arena) {
    size_t most = cut->scan->count;
    cut->items = rawi_arena_array(arena, most, sizeof *cut->items);
    cut->folded = rawi_arena_array(arena, most + 1, U8_MAX_LENGTH + 1);
    cut->bare = rawi_arena_array(arena, most + 1, U8_MAX_LENGTH);
    return cut->items && cut->folded && cut->bare;
}

static void cut_items(cutter *cut) {
    bool spaced = true;
    for (size_t at = 0; at < cut->scan->count;) {
        character_class class = cut->scan->characters[at].class;
        if (class == CLASS_SPACE || class == CLASS_IGNORED) {
            spaced = spaced || class == CLASS_SPACE;
            at++;
            continue;
        }
        size_t end = item_end(cut->scan, at);
        cut_item(cut, at, end, spaced);
        spaced = false;
        at = end;
    }
}

rawi_status rawi_scan(const char *text, rawi_span span, rawi_arena *arena, rawi_sentence *sentence,
                      rawi_error *error) {
    UErrorCode code = U_ZERO_ERROR;
    scanner scan = {.text = (const uint8_t *)text,
                    .arena = arena,
                    .compatibility = unorm2_getNFKCInstance(&code),
                    .composition = unorm2_getNFCInstance(&code)};
    if (U_FAILURE(code))
        return rawi_fail(error, RAWI_ERROR_DATA, _("ICU's normalization data cannot be loaded: %s"),
                         u_errorName(code));
    fold_text(&scan, span);
    cutter cut = {.scan = &scan};
    if (scan.failed || !prepare(&cut, arena))
        return rawi_fail_memory(error);
    cut_items(&cut);
    rawi_mend_spellings(cut.items, cut.count, cut.folded, cut.bare);
    for (size_t i = 0; i < cut.count; i++)
        cut.items[i].lists = rawi_lists_of(cut.items[i].bare);
    *sentence = (rawi_sentence){cut.items, cut.count, {cut.folded, cut.length}};
    return RAWI_OK;
}

rawi_span rawi_source_span(const rawi_sentence *sentence, rawi_span folded) {
    rawi_span source = {0, 0};
    bool found = false;
    size_t low = 0;
    size_t high = sentence->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const rawi_slice *text = &sentence->items[middle].text;
        if ((size_t)(text->bytes - sentence->folded.bytes) + text->length <= folded.start)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < sentence->count; low++) {
        const rawi_item *item = &sentence->items[low];
        if ((size_t)(item->text.bytes - sentence->folded.bytes) >= folded.end)
            break;
        if (!found)
            source.start = item->span.start;
        source.end = item->span.end;
        found = true;
    }
    return source;
}
