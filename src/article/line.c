/* Lines of plain text: their measure, markers and endings. */
#include "article/line.h"

#include <string.h>
#include <unicode/uchar.h>

enum {
    TAB_COLUMNS = 4,
    INDENT_MAX = UINT16_MAX,
    MARKER_DIGITS_MAX = 3,
    ATTRIBUTION_MAX = 160 /* bytes of «– name, function» after a quotation */
};

static bool is_blank(int32_t character) {
    return character < 0x20 || u_isUWhiteSpace(character) ||
           u_charType(character) == U_FORMAT_CHAR || character == 0x7F;
}

static bool takes_room(int32_t character) {
    return !(U_GET_GC_MASK(character) &
             (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK | U_GC_CC_MASK));
}

static int32_t character_at(rawi_slice source, size_t *at, size_t end) {
    int32_t character = rawi_next_character(source.bytes, end, at);
    return character < 0 ? 0xFFFD : character;
}

static bool is_opening_quote(int32_t character) {
    return character == U'«' || character == U'“' || character == U'"' || character == U'”' ||
           character == U'„' || character == U'‹';
}

static bool is_closing_quote(int32_t character) {
    return character == U'»' || character == U'”' || character == U'"' || character == U'“' ||
           character == U'›';
}

static bool is_dash(int32_t character) {
    return character == U'–' || character == U'—' || character == U'―' || character == '-';
}

static bool is_bullet(int32_t character) {
    return character == '-' || character == '*' || character == '+' || character == U'•' ||
           character == U'▪' || character == U'▫' || character == U'●' || character == U'○' ||
           character == U'◦' || character == U'■' || character == U'□' || character == U'‣' ||
           character == U'⁃' || character == U'◆' || character == U'◇' || character == U'►' ||
           character == U'▸' || character == U'✓' || character == U'✔' || character == U'➢' ||
           character == U'·';
}

/* A bullet needs a blank behind it unless it can be nothing else. */
static bool needs_blank(int32_t character) {
    return character < 0x80 || is_dash(character) || character == U'·';
}

static size_t skip_blanks(rawi_slice source, size_t at, size_t end) {
    while (at < end) {
        size_t next = at;
        if (!is_blank(character_at(source, &next, end)))
            break;
        at = next;
    }
    return at;
}

/* Behind «1.», «١-», «(1)», «أ)» where that is how [at, end) starts; `at` where it is not. */
static size_t skip_number(rawi_slice source, size_t at, size_t end) {
    size_t next = at;
    int32_t character = character_at(source, &next, end);
    bool bracket = character == '(' && next < end;
    if (bracket)
        character = character_at(source, &next, end);
    size_t digits = 0;
    while (u_isdigit(character) && next < end) {
        digits++;
        character = character_at(source, &next, end);
    }
    bool letter = digits == 0 && u_isalpha(character) && next < end;
    if (letter)
        character = character_at(source, &next, end);
    if (!(letter || (digits > 0 && digits <= MARKER_DIGITS_MAX)) || next >= end)
        return at;
    bool closed =
        character == ')' || (!bracket && !letter && (character == '.' || is_dash(character)));
    if (character == '.' && !bracket && !letter) {
        size_t after = next; /* «1.-» */
        if (is_dash(character_at(source, &after, end)))
            next = after;
    }
    if (!closed)
        return at;
    size_t text = skip_blanks(source, next, end);
    size_t peek = text;
    int32_t first = text < end ? character_at(source, &peek, end) : 0;
    if (text == end ||
        (text == next && (!u_isalpha(first) || character == '.') && character != ')'))
        return at; /* «1.2», «1-2» */
    return text;
}

static void find_marker(rawi_slice source, article_line *line) {
    line->text_start = line->start;
    size_t at = line->start;
    int32_t first = character_at(source, &at, line->end);
    if (is_bullet(first) || is_dash(first)) {
        size_t text = skip_blanks(source, at, line->end);
        if (text == line->end || (text == at && needs_blank(first)))
            return;
        line->marker = is_bullet(first) ? MARKER_BULLET : MARKER_DASH;
        line->text_start = (uint32_t)text;
        return;
    }
    size_t text = skip_number(source, line->start, line->end);
    if (text > line->start) {
        line->marker = MARKER_NUMBER;
        line->text_start = (uint32_t)text;
    }
}

static article_ending ending_of(int32_t character) {
    switch (character) {
    case '.':
    case '!':
    case U'…':
    case U'۔':
        return ENDING_FINAL;
    case U'؟':
    case '?':
        return ENDING_QUESTION;
    case U'،':
    case U'؛':
    case ',':
    case ';':
    case ':':
        return ENDING_OPEN;
    default:
        return ENDING_NONE;
    }
}

static void find_ending(rawi_slice source, article_line *line) {
    size_t at = line->end;
    bool enclosed = false;
    while (at > line->start) {
        int32_t character = rawi_previous_character(source.bytes, 0, &at);
        bool closing = is_closing_quote(character) || character == ')' || character == ']';
        if (!closing && !is_blank(character) && takes_room(character)) {
            article_ending ending = ending_of(character);
            if (enclosed && ending == ENDING_QUESTION)
                ending = ENDING_FINAL;
            line->ending = (uint8_t)ending;
            return;
        }
        enclosed = enclosed || closing;
    }
}

/* Counts the columns and words of the line. */
static void measure(rawi_slice source, article_line *line) {
    bool in_word = false;
    for (size_t at = line->start; at < line->end;) {
        int32_t character = character_at(source, &at, line->end);
        if (!takes_room(character))
            continue;
        line->columns++;
        if (is_blank(character)) {
            in_word = false;
            continue;
        }
        if (!in_word)
            line->words++;
        in_word = true;
        line->first_word_columns += line->words == 1;
    }
}

static size_t line_end(rawi_slice source, size_t at) {
    while (at < source.length && source.bytes[at] != '\n' && source.bytes[at] != '\r')
        at++;
    return at;
}

size_t article_scan_line(rawi_slice source, size_t at, article_line *line) {
    *line = (article_line){0};
    size_t end = line_end(source, at);
    size_t indent = 0;
    while (at < end) {
        size_t next = at;
        int32_t character = character_at(source, &next, end);
        if (!is_blank(character))
            break;
        indent += character == '\t' ? TAB_COLUMNS : takes_room(character);
        at = next;
    }
    size_t text_end = end;
    while (text_end > at) {
        size_t before = text_end;
        int32_t character = rawi_previous_character(source.bytes, 0, &before);
        if (!is_blank(character))
            break;
        text_end = before;
    }
    line->start = (uint32_t)at;
    line->end = (uint32_t)text_end;
    line->indent = indent < INDENT_MAX ? (uint16_t)indent : INDENT_MAX;
    if (at < text_end) {
        size_t first = at;
        line->opening =
            is_opening_quote(character_at(source, &first, end)) ? OPENING_QUOTE : OPENING_OTHER;
        find_marker(source, line);
        find_ending(source, line);
        measure(source, line);
    }
    if (end < source.length && source.bytes[end] == '\r' && end + 1 < source.length &&
        source.bytes[end + 1] == '\n')
        end++;
    return end < source.length ? end + 1 : end;
}

static int32_t closing_of(int32_t opening) {
    switch (opening) {
    case U'«':
        return U'»';
    case U'“':
        return U'”';
    case U'‹':
        return U'›';
    case U'”':
    case U'„':
        return U'“';
    default:
        return opening;
    }
}

/* The offset behind the mark that closes the quotation opened by `opening`, 0 where none does. */
static size_t quotation_end(rawi_slice text, size_t at, int32_t opening) {
    int32_t closing = closing_of(opening);
    size_t depth = 1;
    while (at < text.length) {
        int32_t character = character_at(text, &at, text.length);
        if (character == closing && --depth == 0)
            return at;
        if (character == opening && opening != closing)
            depth++;
    }
    return 0;
}

bool article_is_quotation(rawi_slice text) {
    size_t at = skip_blanks(text, 0, text.length);
    if (at == text.length)
        return false;
    int32_t opening = character_at(text, &at, text.length);
    if (!is_opening_quote(opening))
        return false;
    at = quotation_end(text, at, opening);
    if (at == 0)
        return false;
    size_t rest = skip_blanks(text, at, text.length);
    if (rest == text.length)
        return true;
    int32_t next = character_at(text, &rest, text.length);
    if (next == '.' && rest < text.length)
        next = character_at(text, &rest, text.length);
    if (rest == text.length)
        return next == '.' || next == U'،' || next == '!';
    return is_dash(next) && text.length - rest <= ATTRIBUTION_MAX;
}
