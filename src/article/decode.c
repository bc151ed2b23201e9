/* Encodings: which one a source is in, and its text in UTF-8. */
#include "article/decode.h"

#include "article/binary.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

enum {
    SAMPLE = 1 << 16,          /* bytes that detection looks at */
    DECLARATION_WITHIN = 4096, /* bytes in which a page says its encoding */
    NAME_SIZE = 64
};

/* The offset of the first byte that is not part of a valid character; the length if there is
 * none. */
static size_t valid_utf8(const char *bytes, size_t length) {
    size_t at = 0;
    while (at < length) {
        if ((unsigned char)bytes[at] < 0x80) {
            at++;
            continue;
        }
        size_t next = at;
        int32_t character = rawi_next_character(bytes, length, &next);
        if (character < 0)
            return at;
        at = next;
    }
    return length;
}

static size_t line_at(const char *bytes, size_t offset) {
    size_t line = 1;
    for (size_t i = 0; i < offset; i++)
        line += bytes[i] == '\n';
    return line;
}

/* How much of the bytes is UTF-8: its characters of more than one byte, and bytes that are none. */
typedef struct damage {
    size_t good;
    size_t bad;
} damage;

static damage count_damage(const char *bytes, size_t length) {
    damage found = {0, 0};
    for (size_t at = 0; at < length;) {
        size_t from = at;
        int32_t character = rawi_next_character(bytes, length, &at);
        found.bad += character < 0;
        found.good += character >= 0 && at - from > 1;
    }
    return found;
}

/* Takes out what is no UTF-8: characters that a site cut in half. */
static void repair_utf8(rawi_text *bytes) {
    size_t length = 0;
    for (size_t at = 0; at < bytes->length;) {
        size_t from = at;
        int32_t character = rawi_next_character(bytes->bytes, bytes->length, &at);
        if (character < 0)
            continue;
        memmove(bytes->bytes + length, bytes->bytes + from, at - from);
        length += at - from;
    }
    bytes->length = length;
    bytes->bytes[length] = '\0';
}

static rawi_status invalid_utf8(const rawi_text *bytes, size_t at, const char *name,
                                rawi_error *error) {
    return rawi_fail(error, RAWI_ERROR_INPUT,
                     _("%s: invalid UTF-8 at byte %zu, line %zu (0x%02X); save the file again as "
                       "UTF-8"),
                     name, at, line_at(bytes->bytes, at), (unsigned char)bytes->bytes[at]);
}

/* How many of the 16-bit units in a sample are what an Arabic text is made of. */
static size_t plausible_units(const unsigned char *bytes, size_t units, size_t high) {
    size_t plausible = 0;
    for (size_t i = 0; i < units; i++) {
        unsigned char upper = bytes[2 * i + high];
        unsigned char lower = bytes[2 * i + 1 - high];
        if (upper == 0x06 || (upper == 0x20 && lower >= 0x0C && lower <= 0x3A))
            plausible++;
        else if (upper == 0 && (lower == '\n' || lower == '\r' || lower == '\t' ||
                                (lower >= 0x20 && lower != 0x7F)))
            plausible++;
    }
    return plausible;
}

/* UTF-16 without a byte order mark: the name of its encoding, or NULL. Nearly all units of one
 * byte order are Arabic letters, ASCII or punctuation, hardly any of the other. */
static const char *utf16_without_mark(const char *bytes, size_t length) {
    if (length < 4 || length % 2 != 0)
        return NULL;
    size_t units = (length < SAMPLE ? length : SAMPLE) / 2;
    size_t little = plausible_units((const unsigned char *)bytes, units, 1);
    size_t big = plausible_units((const unsigned char *)bytes, units, 0);
    if (little * 10 >= units * 9 && big * 2 < little)
        return "UTF-16LE";
    if (big * 10 >= units * 9 && little * 2 < big)
        return "UTF-16BE";
    return NULL;
}

/* The offset of `needle`, in any case of its ASCII letters, in the source; `end` where it is not.
 */
static size_t find_word(const char *bytes, size_t start, size_t end, const char *needle) {
    size_t length = strlen(needle);
    for (size_t at = start; at + length <= end; at++)
        if (strncasecmp(bytes + at, needle, length) == 0)
            return at;
    return end;
}

/* The value that follows `name` and "=" before `end`, quoted or not. */
static bool declared_value(const char *bytes, size_t at, size_t end, char value[NAME_SIZE]) {
    while (at < end && strchr(" \t\r\n=", bytes[at]))
        at++;
    if (at < end && (bytes[at] == '"' || bytes[at] == '\''))
        at++;
    size_t length = 0;
    while (at < end && length + 1 < NAME_SIZE && !strchr("\"' \t\r\n;/>?", bytes[at]))
        value[length++] = bytes[at++];
    value[length] = '\0';
    return length > 0;
}

/* The encoding that a page's meta element or an XML declaration names. */
static bool declared_encoding(const char *bytes, size_t length, char value[NAME_SIZE]) {
    size_t end = length < DECLARATION_WITHIN ? length : DECLARATION_WITHIN;
    if (end > 5 && memcmp(bytes, "<?xml", 5) == 0) {
        const char *close = memchr(bytes, '>', end);
        size_t until = close ? (size_t)(close - bytes) : end;
        size_t at = find_word(bytes, 0, until, "encoding");
        if (at < until && declared_value(bytes, at + strlen("encoding"), until, value))
            return true;
    }
    for (size_t meta = 0; (meta = find_word(bytes, meta, end, "<meta")) < end; meta++) {
        const char *close = memchr(bytes + meta, '>', end - meta);
        size_t until = close ? (size_t)(close - bytes) : end;
        size_t at = find_word(bytes, meta, until, "charset");
        if (at < until && declared_value(bytes, at + strlen("charset"), until, value))
            return true;
    }
    return false;
}

/* Arabic in one byte a letter has its words as runs of high bytes; Western text has its high bytes
 * alone among ASCII letters. */
static bool has_words_of_high_bytes(const char *bytes, size_t length) {
    size_t high = 0;
    size_t beside = 0;
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)bytes[i] < 0x80)
            continue;
        high++;
        beside += i > 0 && (unsigned char)bytes[i - 1] >= 0x80;
    }
    return high > 0 && beside * 2 > high;
}

static bool copy_name(char encoding[NAME_SIZE], const char *name) {
    if (strlen(name) >= NAME_SIZE)
        return false;
    strcpy(encoding, name);
    return true;
}

/* Of ICU's matches the best for Arabic, else the best of all; UTF-16 and UTF-32 have been ruled
 * out.
 */
static const char *best_match(const UCharsetMatch **matches, int32_t count, bool arabic) {
    const char *best = NULL;
    for (int32_t i = 0; i < count; i++) {
        UErrorCode code = U_ZERO_ERROR;
        const char *name = ucsdet_getName(matches[i], &code);
        const char *language = ucsdet_getLanguage(matches[i], &code);
        if (U_FAILURE(code) || strncmp(name, "UTF-", strlen("UTF-")) == 0)
            continue;
        if (arabic && language && strcmp(language, "ar") == 0)
            return name;
        if (!best)
            best = name;
    }
    return arabic ? "windows-1256" : best;
}

/* What ICU takes the bytes for; false where it knows nothing. */
static bool detected_encoding(const char *bytes, size_t length, char encoding[NAME_SIZE]) {
    UErrorCode code = U_ZERO_ERROR;
    UCharsetDetector *detector = ucsdet_open(&code);
    size_t sample = length < SAMPLE ? length : SAMPLE;
    ucsdet_setText(detector, bytes, (int32_t)sample, &code);
    ucsdet_enableInputFilter(detector, true);
    int32_t count = 0;
    const UCharsetMatch **matches = ucsdet_detectAll(detector, &count, &code);
    bool arabic = has_words_of_high_bytes(bytes, sample);
    const char *best = best_match(matches, U_SUCCESS(code) ? count : 0, arabic);
    bool found = best && copy_name(encoding, best);
    ucsdet_close(detector);
    return found;
}

/* Bytes of the source before the first that the converter refuses. */
static size_t refused_at(UConverter *converter, const char *bytes, const char *stopped_at) {
    char invalid[32];
    int8_t length = (int8_t)sizeof invalid;
    UErrorCode code = U_ZERO_ERROR;
    ucnv_getInvalidChars(converter, invalid, &length, &code);
    size_t read = (size_t)(stopped_at - bytes);
    return U_SUCCESS(code) && (size_t)length <= read ? read - (size_t)length : read;
}

static rawi_status convert(UConverter *from, UConverter *to, const rawi_text *bytes,
                           rawi_text *decoded, size_t *refused) {
    const char *source = bytes->bytes;
    const char *source_limit = bytes->bytes + bytes->length;
    UChar pivot[1024];
    UChar *pivot_source = pivot;
    UChar *pivot_target = pivot;
    bool first = true;
    for (;;) {
        if (!rawi_text_reserve(decoded, bytes->length / 2 + 64))
            return RAWI_ERROR_MEMORY;
        char *target = decoded->bytes + decoded->length;
        UErrorCode code = U_ZERO_ERROR;
        ucnv_convertEx(to, from, &target, decoded->bytes + decoded->capacity - 1, &source,
                       source_limit, pivot, &pivot_source, &pivot_target, pivot + 1024, first, true,
                       &code);
        first = false;
        decoded->length = (size_t)(target - decoded->bytes);
        decoded->bytes[decoded->length] = '\0';
        if (code == U_BUFFER_OVERFLOW_ERROR)
            continue;
        if (U_SUCCESS(code))
            return RAWI_OK;
        *refused = refused_at(from, bytes->bytes, source);
        return RAWI_ERROR_INPUT;
    }
}

/* Converts `bytes` from `encoding`, strictly. */
static rawi_status decode_from(rawi_text *bytes, const char *encoding, const char *name,
                               rawi_error *error) {
    UErrorCode code = U_ZERO_ERROR;
    UConverter *from = ucnv_open(encoding, &code);
    UConverter *to = ucnv_open("UTF-8", &code);
    ucnv_setToUCallBack(from, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
    if (U_FAILURE(code)) {
        ucnv_close(from);
        ucnv_close(to);
        return rawi_fail(error, RAWI_ERROR_INPUT,
                         _("%s: unknown encoding \"%s\"; save the file as UTF-8"), name, encoding);
    }
    rawi_text decoded = {0};
    size_t refused = 0;
    rawi_status status = convert(from, to, bytes, &decoded, &refused);
    ucnv_close(from);
    ucnv_close(to);
    if (status != RAWI_OK) {
        rawi_text_free(&decoded);
        if (status == RAWI_ERROR_MEMORY)
            return rawi_fail_memory(error);
        return rawi_fail(error, status,
                         _("%s: byte %zu is not valid %s; save the file again as UTF-8"), name,
                         refused, encoding);
    }
    rawi_text_free(bytes);
    *bytes = decoded;
    return RAWI_OK;
}

static bool starts_with(const rawi_text *bytes, const char *prefix, size_t length) {
    return bytes->length >= length && memcmp(bytes->bytes, prefix, length) == 0;
}

/* The encoding that a byte order mark says, or NULL. */
static const char *marked_encoding(const rawi_text *bytes) {
    if (starts_with(bytes, "\xFF\xFE\0\0", 4))
        return "UTF-32";
    if (starts_with(bytes, "\0\0\xFE\xFF", 4))
        return "UTF-32";
    if (starts_with(bytes, "\xFF\xFE", 2) || starts_with(bytes, "\xFE\xFF", 2))
        return "UTF-16";
    return NULL;
}

static bool is_utf8_name(const char *encoding) {
    return ucnv_compareNames(encoding, "UTF-8") == 0;
}

static bool is_western_name(const char *encoding) {
    static const char *const names[] = {"US-ASCII", "ISO-8859-1", "windows-1252", "ISO-8859-15"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ucnv_compareNames(encoding, names[i]) == 0)
            return true;
    return false;
}

/* UTF-8 with faults. Those of a page, which its reader cannot mend, are passed over where they are
 * few. */
static rawi_status decode_damaged(rawi_text *bytes, damage found, bool page, const char *name,
                                  rawi_error *error) {
    enum {
        GOOD_MIN = 50 /* characters for each fault */
    };
    if (!page || found.bad * GOOD_MIN > found.good)
        return invalid_utf8(bytes, valid_utf8(bytes->bytes, bytes->length), name, error);
    repair_utf8(bytes);
    return RAWI_OK;
}

/* Bytes that are not UTF-8 throughout: damaged UTF-8, what a page declares or, where that is
 * plainly wrong or there is none, what they look like. */
static rawi_status decode_bytes(rawi_text *bytes, const char *name, rawi_error *error) {
    char encoding[NAME_SIZE];
    bool declared = declared_encoding(bytes->bytes, bytes->length, encoding);
    damage found = count_damage(bytes->bytes, bytes->length);
    if (found.good > 2 * found.bad || starts_with(bytes, "\xEF\xBB\xBF", 3))
        return decode_damaged(bytes, found, declared, name, error);
    bool words = has_words_of_high_bytes(bytes->bytes, bytes->length);
    bool western = declared && (is_utf8_name(encoding) || is_western_name(encoding));
    if (declared && !(western && words)) {
        if (is_utf8_name(encoding))
            return invalid_utf8(bytes, valid_utf8(bytes->bytes, bytes->length), name, error);
        rawi_status status = decode_from(bytes, encoding, name, error);
        if (status != RAWI_ERROR_INPUT || !words)
            return status;
    }
    if (!detected_encoding(bytes->bytes, bytes->length, encoding) || is_utf8_name(encoding))
        return invalid_utf8(bytes, valid_utf8(bytes->bytes, bytes->length), name, error);
    return decode_from(bytes, encoding, name, error);
}

rawi_status article_decode(rawi_text *bytes, const char *name, rawi_error *error) {
    if (bytes->length == 0)
        return rawi_fail(error, RAWI_ERROR_INPUT, _("%s: is empty; there is nothing to read"),
                         name);
    const char *marked = marked_encoding(bytes);
    if (marked)
        return decode_from(bytes, marked, name, error);
    const char *kind = article_binary_kind((rawi_slice){bytes->bytes, bytes->length});
    if (kind)
        return rawi_fail(error, RAWI_ERROR_INPUT, "%s: %s", name, _(kind));
    const char *utf16 = utf16_without_mark(bytes->bytes, bytes->length);
    if (utf16)
        return decode_from(bytes, utf16, name, error);
    const char *nul = memchr(bytes->bytes, '\0', bytes->length);
    if (nul)
        return rawi_fail(error, RAWI_ERROR_INPUT,
                         _("%s: is a binary file (a NUL at byte %zu); give a text, Markdown or "
                           "HTML file"),
                         name, (size_t)(nul - bytes->bytes));
    if (valid_utf8(bytes->bytes, bytes->length) == bytes->length)
        return RAWI_OK;
    return decode_bytes(bytes, name, error);
}

void article_decode_as(rawi_text *bytes, const char *encoding) {
    if (!encoding || bytes->length == 0 || is_utf8_name(encoding) || marked_encoding(bytes) ||
        article_binary_kind((rawi_slice){bytes->bytes, bytes->length}) ||
        valid_utf8(bytes->bytes, bytes->length) == bytes->length)
        return;
    if (is_western_name(encoding) && has_words_of_high_bytes(bytes->bytes, bytes->length))
        return;
    rawi_error refused;
    decode_from(bytes, encoding, "", &refused);
}
