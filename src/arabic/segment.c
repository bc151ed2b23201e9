/* Sentences from ICU's boundaries, corrected for Arabic abbreviations, ellipses and length. */
#include "arabic/segment.h"

#include "base/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>

/* Two parts around an ellipsis are one sentence up to this length, in bytes. */
enum {
    ELLIPSIS_JOIN_MAX = 400
};

struct rawi_segmenter {
    UBreakIterator *boundaries;
    UText utext;
    const char *text;
    rawi_span block;
    size_t start;    /* where the next sentence begins */
    size_t boundary; /* where ICU and the corrections end it; 0 while not looked for */
};

static const UText empty_utext = UTEXT_INITIALIZER;

rawi_status rawi_segmenter_open(rawi_segmenter **segmenter, rawi_error *error) {
    rawi_segmenter *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    made->utext = empty_utext;
    UErrorCode icu = U_ZERO_ERROR;
    made->boundaries = ubrk_open(UBRK_SENTENCE, "ar", NULL, 0, &icu);
    if (U_FAILURE(icu)) {
        free(made);
        return rawi_fail(error, RAWI_ERROR_DATA, _("ICU cannot find sentences: %s"),
                         u_errorName(icu));
    }
    *segmenter = made;
    return RAWI_OK;
}

rawi_status rawi_segmenter_begin(rawi_segmenter *segmenter, const char *text, rawi_span block,
                                 rawi_error *error) {
    UErrorCode icu = U_ZERO_ERROR;
    utext_openUTF8(&segmenter->utext, text + block.start, (int64_t)(block.end - block.start), &icu);
    ubrk_setUText(segmenter->boundaries, &segmenter->utext, &icu);
    if (U_FAILURE(icu))
        return rawi_fail(error, RAWI_ERROR_DATA, _("ICU cannot find sentences: %s"),
                         u_errorName(icu));
    segmenter->text = text;
    segmenter->block = block;
    segmenter->start = block.start;
    segmenter->boundary = 0;
    return RAWI_OK;
}

static size_t next_boundary(rawi_segmenter *segmenter) {
    int32_t next = ubrk_next(segmenter->boundaries);
    return next == UBRK_DONE ? segmenter->block.end : segmenter->block.start + (size_t)next;
}

/* The span without white space and marks of direction at its ends. */
static rawi_span trim(const char *text, rawi_span span) {
    while (span.start < span.end) {
        size_t position = span.start;
        int32_t character = rawi_next_character(text, span.end, &position);
        if (!u_isUWhiteSpace(character) && u_charType(character) != U_FORMAT_CHAR)
            break;
        span.start = position;
    }
    while (span.start < span.end) {
        size_t position = span.end;
        int32_t character = rawi_previous_character(text, span.start, &position);
        if (!u_isUWhiteSpace(character) && u_charType(character) != U_FORMAT_CHAR)
            break;
        span.end = position;
    }
    return span;
}

static bool is_quote_or_bracket(int32_t character) {
    uint32_t category = U_GET_GC_MASK(character);
    return (category & (U_GC_PS_MASK | U_GC_PE_MASK | U_GC_PI_MASK | U_GC_PF_MASK)) ||
           character == '"';
}

/* The word that ends at `end`, back to white space or an opening quote or bracket. */
static rawi_span word_before(const char *text, size_t start, size_t end) {
    size_t position = end;
    while (position > start) {
        size_t before = position;
        int32_t character = rawi_previous_character(text, start, &before);
        if (u_isUWhiteSpace(character) || is_quote_or_bracket(character))
            break;
        position = before;
    }
    return (rawi_span){position, end};
}

static bool has_digit_before(const char *text, size_t start, size_t end) {
    rawi_span rest = trim(text, (rawi_span){start, end});
    if (rest.start == rest.end)
        return false;
    size_t position = rest.end;
    return u_isdigit(rawi_previous_character(text, rest.start, &position));
}

static bool in_list(const char *bytes, size_t length, const char *const *list) {
    for (; *list; list++)
        if (strlen(*list) == length && memcmp(*list, bytes, length) == 0)
            return true;
    return false;
}

/* Initials: letters each of which stands alone between full stops (د، أ.د، ص.ب، U.S), the first
 * perhaps behind one of the clitics و ف ب ل ك. */
static bool is_initials(const char *text, rawi_span word) {
    unsigned letters_in_row = 0;
    bool first_group = true;
    int32_t opening = 0;
    for (size_t position = word.start; position < word.end;) {
        int32_t character = rawi_next_character(text, word.end, &position);
        if (character == '.') {
            first_group = false;
            letters_in_row = 0;
        } else if (u_isalpha(character) && character != U'ـ') {
            if (letters_in_row == 0)
                opening = character;
            letters_in_row++;
            bool clitic = first_group && letters_in_row == 2 &&
                          (opening == U'و' || opening == U'ف' || opening == U'ب' ||
                           opening == U'ل' || opening == U'ك');
            if (letters_in_row > 1 && !clitic)
                return false;
        } else if (u_charType(character) != U_NON_SPACING_MARK && character != U'ـ') {
            return false;
        }
    }
    return word.end > word.start;
}

/* Nouns after which a letter is a name by itself: فيتامين د. */
static bool names_a_letter(const char *text, size_t start, size_t end) {
    static const char *const nouns[] = {"فيتامين",   "حرف",       "الحرف",  "المجموعة",
                                        "الفئة",     "النوع",     "الملحق", "الخيار",
                                        "السيناريو", "الفيتامين", NULL};
    rawi_span rest = trim(text, (rawi_span){start, end});
    rawi_span noun = word_before(text, rest.start, rest.end);
    return in_list(text + noun.start, noun.end - noun.start, nouns);
}

/* Whether the full stop at the sentence's end is that of an abbreviation. After a number a single
 * letter is one only where the next letter stands right behind the full stop (30 د.إ), which
 * `goes_on_at_once` says; else it is a unit or a mark that may end a sentence (2000 م. ثم). */
static bool ends_in_abbreviation(const char *text, rawi_span sentence, bool goes_on_at_once) {
    static const char *const latin[] = {"Mr",  "Mrs",  "Ms", "Dr", "Prof", "St", "vs",   "Inc",
                                        "Ltd", "Corp", "Co", "No", "Jr",   "Sr", "Bros", NULL};
    size_t dot = sentence.end - 1;
    if (text[dot] != '.' || (dot > sentence.start && text[dot - 1] == '.'))
        return false;
    rawi_span word = word_before(text, sentence.start, dot);
    if (word.start == word.end)
        return false;
    if (in_list(text + word.start, word.end - word.start, latin))
        return true;
    if (word.start == sentence.start && has_digit_before(text, word.start, word.end))
        return true;
    if (!is_initials(text, word))
        return false;
    return goes_on_at_once || (!has_digit_before(text, sentence.start, word.start) &&
                               !names_a_letter(text, sentence.start, word.start));
}

/* The character after white space from `position` on, which moves behind it; 0 at the end. */
static int32_t next_visible(const char *text, size_t end, size_t *position) {
    while (*position < end) {
        int32_t character = rawi_next_character(text, end, position);
        if (!u_isUWhiteSpace(character))
            return character;
    }
    return 0;
}

static bool is_arabic_letter(int32_t character) {
    UErrorCode icu = U_ZERO_ERROR;
    return u_isalpha(character) && uscript_getScript(character, &icu) == USCRIPT_ARABIC;
}

/* Whether a single letter, or several with full stops, stands from `position` on that cuts a name
 * short, and no clitic or title (و، د) before another word. */
static bool is_initial_at(const char *text, size_t end, size_t position) {
    static const char32_t before_words[] = U"وفبلكأادم";
    int32_t letter, next;
    do {
        letter = next_visible(text, end, &position);
        if (!is_arabic_letter(letter))
            return letter == 0;
        if (position == end)
            return true;
        next = rawi_next_character(text, end, &position);
    } while (next == '.');
    if (is_quote_or_bracket(next) || next == ',' || next == U'،')
        return next != ')';
    for (const char32_t *other = before_words; *other; other++)
        if (letter == (int32_t)*other)
            return false;
    return u_isUWhiteSpace(next) && is_arabic_letter(next_visible(text, end, &position)) &&
           position < end && is_arabic_letter(rawi_next_character(text, end, &position));
}

/* Whether the full stop at the end stands between a name and the first letter of the next one,
 * which is not told: المتهم "كريم. س"; «المادة الخامسة.» is no name. */
static bool ends_before_initial(const char *text, rawi_span sentence, rawi_span block) {
    size_t dot = sentence.end - 1;
    rawi_span name = word_before(text, sentence.start, dot);
    size_t letters = 0;
    for (size_t position = name.start; position < name.end; letters++)
        if (!is_arabic_letter(rawi_next_character(text, name.end, &position)))
            return false;
    bool article = letters > 1 && memcmp(text + name.start, "ال", strlen("ال")) == 0;
    return text[dot] == '.' && letters > 1 && !article &&
           is_initial_at(text, block.end, sentence.end);
}

/* Whether the full stop at the end begins a name: «مع .NET». */
static bool ends_in_dot_of_name(const char *text, rawi_span sentence, rawi_span block) {
    size_t dot = sentence.end - 1;
    return text[dot] == '.' && sentence.end < block.end &&
           isalpha((unsigned char)text[sentence.end]) &&
           (dot == sentence.start || text[dot - 1] == ' ');
}

/* Whether the mark at the end stands inside an address or a name: «/search?q=rawi», «Yahoo!Japan».
 */
static bool ends_inside_latin(const char *text, rawi_span sentence, rawi_span block) {
    size_t mark = sentence.end - 1;
    return (text[mark] == '?' || text[mark] == '!') && mark > sentence.start &&
           (isalnum((unsigned char)text[mark - 1]) || text[mark - 1] == '/') &&
           sentence.end < block.end && isalnum((unsigned char)text[sentence.end]);
}

/* Whether the full stop at the end joins a unit to another: «375 نيوتن.متر». */
static bool ends_between_units(const char *text, rawi_span sentence, rawi_span block) {
    static const char *const units[] = {"نيوتن",   "واط",     "كيلوواط", "ميغاواط", "غيغاواط",
                                        "تيراواط", "كيلووات", "ميغاوات", "ميجاوات", NULL};
    static const char *const seconds[] = {"متر", "ساعة"};
    rawi_span word = word_before(text, sentence.start, sentence.end - 1);
    if (text[sentence.end - 1] != '.' || !in_list(text + word.start, word.end - word.start, units))
        return false;
    for (size_t i = 0; i < sizeof seconds / sizeof *seconds; i++) {
        size_t length = strlen(seconds[i]);
        if (block.end - sentence.end >= length &&
            memcmp(text + sentence.end, seconds[i], length) == 0)
            return true;
    }
    return false;
}

/* The number of one digit or two directly before position `end`, 0 where there is none. */
static unsigned number_before(const char *text, size_t start, size_t end) {
    const size_t most_digits = 2;
    rawi_span word = word_before(text, start, end);
    unsigned number = 0;
    if (word.end - word.start > most_digits)
        return 0;
    for (size_t i = word.start; i < word.end; i++) {
        if (!isdigit((unsigned char)text[i]))
            return 0;
        number = number * 10 + (unsigned)(text[i] - '0');
    }
    return number;
}

/* Whether the number 1 whose full stop is at `dot` begins a list. */
static bool begins_list(const char *text, size_t start, size_t dot) {
    size_t before = trim(text, (rawi_span){start, dot - 1}).end;
    return before <= start || text[before - 1] == ':';
}

/* Whether the full stop at the end is that of an item of a list in the sentence, whose items are
 * numbered from 1 on after a colon or from its beginning: «الترتيب: 1. فرنسا 2. إسبانيا». */
static bool ends_in_enumerator(const char *text, rawi_span sentence) {
    unsigned next = 1;
    for (size_t i = sentence.start; i < sentence.end; i++) {
        size_t after = i + 1;
        bool ends_number = text[i] == '.' && number_before(text, sentence.start, i) == next &&
                           (next > 1 || begins_list(text, sentence.start, i));
        if (!ends_number)
            continue;
        if (after == sentence.end)
            return true;
        if (u_isUWhiteSpace(rawi_next_character(text, sentence.end, &after)))
            next++;
    }
    return false;
}

static bool ends_in_ellipsis(const char *text, rawi_span sentence) {
    size_t length = sentence.end - sentence.start;
    const char *end = text + sentence.end;
    return (length >= 2 && memcmp(end - 2, "..", 2) == 0) ||
           (length >= 3 && memcmp(end - 3, "…", 3) == 0);
}

/* Whether what follows an ellipsis is short enough to stay in the sentence. */
static bool short_rest_follows(rawi_segmenter *segmenter) {
    size_t next = next_boundary(segmenter);
    ubrk_previous(segmenter->boundaries);
    return next - segmenter->start <= ELLIPSIS_JOIN_MAX;
}

/* Where the sentence that begins at segmenter->start ends. */
static size_t find_end(rawi_segmenter *segmenter) {
    size_t end = next_boundary(segmenter);
    while (end < segmenter->block.end) {
        rawi_span sentence = trim(segmenter->text, (rawi_span){segmenter->start, end});
        if (sentence.start == sentence.end)
            break;
        bool goes_on =
            ends_in_abbreviation(segmenter->text, sentence, sentence.end == end) ||
            ends_before_initial(segmenter->text, sentence, segmenter->block) ||
            ends_in_dot_of_name(segmenter->text, sentence, segmenter->block) ||
            ends_inside_latin(segmenter->text, sentence, segmenter->block) ||
            ends_between_units(segmenter->text, sentence, segmenter->block) ||
            ends_in_enumerator(segmenter->text, sentence) ||
            (ends_in_ellipsis(segmenter->text, sentence) && short_rest_follows(segmenter));
        if (!goes_on)
            break;
        end = next_boundary(segmenter);
    }
    return end;
}

/* How good a place to cut is after this character: 0 none, more is better. */
static int cut_quality(int32_t character) {
    switch (character) {
    case U'؛':
    case ';':
    case ':':
    case U'–':
    case U'—':
    case U'…':
        return 3;
    case U'،':
    case ',':
        return 2;
    default:
        return u_isUWhiteSpace(character) ? 1 : 0;
    }
}

/* The best place to cut a sentence that is longer than RAWI_SENTENCE_MAX: the last one of the best
 * kind there is in its later half, else where the limit stands. */
static size_t cut(const char *text, rawi_span sentence) {
    size_t limit = sentence.start + RAWI_SENTENCE_MAX;
    while (((unsigned char)text[limit] & 0xC0) == 0x80)
        limit--;
    size_t best = limit;
    int best_quality = 0;
    for (size_t position = sentence.start; position < limit;) {
        int32_t character = rawi_next_character(text, limit, &position);
        int quality = cut_quality(character);
        bool late = position > sentence.start + RAWI_SENTENCE_MAX / 2;
        if (late && quality && quality >= best_quality) {
            best = position;
            best_quality = quality;
        }
    }
    return best;
}

bool rawi_segmenter_next(rawi_segmenter *segmenter, rawi_span *sentence) {
    while (segmenter->start < segmenter->block.end) {
        if (segmenter->boundary <= segmenter->start)
            segmenter->boundary = find_end(segmenter);
        rawi_span whole = trim(segmenter->text, (rawi_span){segmenter->start, segmenter->boundary});
        if (whole.end - whole.start > RAWI_SENTENCE_MAX)
            whole.end = segmenter->start = cut(segmenter->text, whole);
        else
            segmenter->start = segmenter->boundary;
        *sentence = trim(segmenter->text, whole);
        if (sentence->start < sentence->end)
            return true;
    }
    return false;
}

void rawi_segmenter_close(rawi_segmenter *segmenter) {
    if (!segmenter)
        return;
    ubrk_close(segmenter->boundaries);
    utext_close(&segmenter->utext);
    free(segmenter);
}
