/* The user's lexicon: entries sorted by their written form as the scanner folds it. */
#include "arabic/normalize/lexicon.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unicode/utf8.h>

enum {
    LONGEST_LINE = 4096
};

typedef struct entry {
    rawi_slice key; /* items' bare texts, a space where one is spaced */
    const char *spoken;
    bool ipa;
    size_t order; /* of adding */
} entry;

struct rawi_lexicon {
    rawi_arena arena;
    entry *entries;
    size_t count;
    size_t capacity;
};

/* The items' bare texts from `first` on; letter case is kept. */
static bool make_key(const rawi_sentence *sentence, rawi_arena *arena, rawi_slice *key) {
    rawi_text text = {0};
    for (size_t i = 0; i < sentence->count; i++) {
        if (i && sentence->items[i].spaced)
            rawi_text_add(&text, " ", 1);
        rawi_text_add(&text, sentence->items[i].bare.bytes, sentence->items[i].bare.length);
    }
    char *copy = text.failed ? NULL : rawi_arena_copy(arena, text.bytes, text.length);
    *key = (rawi_slice){copy, text.length};
    rawi_text_free(&text);
    return copy != NULL;
}

static bool is_arabic_or_space(char32_t c) {
    return c == ' ' || (c >= 0x0621 && c <= 0x063A) || (c >= 0x0641 && c <= 0x0652) ||
           c == 0x0670 || c == U'پ' || c == U'چ' || c == U'ڤ' || c == U'گ' || c == U'ژ';
}

static bool is_speakable(rawi_slice spoken) {
    bool letter = false;
    for (size_t at = 0; at < spoken.length;) {
        UChar32 c;
        U8_NEXT((const uint8_t *)spoken.bytes, at, spoken.length, c);
        if (c < 0 || !is_arabic_or_space((char32_t)c))
            return false;
        letter = letter || (c >= 0x0621 && c <= 0x064A);
    }
    return letter;
}

static bool is_valid_utf8(rawi_slice text) {
    for (size_t at = 0; at < text.length;) {
        UChar32 c;
        U8_NEXT((const uint8_t *)text.bytes, at, text.length, c);
        if (c < 0)
            return false;
    }
    return true;
}

static rawi_slice trim(rawi_slice text) {
    while (text.length && strchr(" \t\r", text.bytes[0]))
        text = (rawi_slice){text.bytes + 1, text.length - 1};
    while (text.length && strchr(" \t\r", text.bytes[text.length - 1]))
        text.length--;
    return text;
}

static rawi_status append(rawi_lexicon *lexicon, entry added, rawi_error *error) {
    if (lexicon->count == lexicon->capacity) {
        size_t capacity = lexicon->capacity ? 2 * lexicon->capacity : 64;
        entry *grown = realloc(lexicon->entries, capacity * sizeof *grown);
        if (!grown)
            return rawi_fail_memory(error);
        lexicon->entries = grown;
        lexicon->capacity = capacity;
    }
    added.order = lexicon->count;
    lexicon->entries[lexicon->count++] = added;
    return RAWI_OK;
}

static rawi_status add_entry(rawi_lexicon *lexicon, rawi_slice written, rawi_slice spoken,
                             rawi_error *error) {
    bool ipa =
        spoken.length > 2 && spoken.bytes[0] == '/' && spoken.bytes[spoken.length - 1] == '/';
    if (ipa)
        spoken = trim((rawi_slice){spoken.bytes + 1, spoken.length - 2});
    rawi_sentence sentence;
    rawi_arena scratch = {0};
    entry added = {.ipa = ipa};
    rawi_status status =
        rawi_scan(written.bytes, (rawi_span){0, written.length}, &scratch, &sentence, error);
    if (status == RAWI_OK &&
        (!make_key(&sentence, &lexicon->arena, &added.key) ||
         !(added.spoken = rawi_arena_copy(&lexicon->arena, spoken.bytes, spoken.length))))
        status = rawi_fail_memory(error);
    rawi_arena_free(&scratch);
    return status == RAWI_OK ? append(lexicon, added, error) : status;
}

static rawi_status add_line(rawi_lexicon *lexicon, rawi_slice line, const char *path, size_t number,
                            rawi_error *error) {
    if (line.length > LONGEST_LINE)
        return rawi_fail(error, RAWI_ERROR_DATA, _("%s:%zu: the line is longer than %d bytes"),
                         path, number, LONGEST_LINE);
    if (!is_valid_utf8(line))
        return rawi_fail(error, RAWI_ERROR_DATA, _("%s:%zu: not UTF-8; save the lexicon as UTF-8"),
                         path, number);
    if (!trim(line).length || line.bytes[0] == '#')
        return RAWI_OK;
    const char *tab = memchr(line.bytes, '\t', line.length);
    if (!tab)
        return rawi_fail(error, RAWI_ERROR_DATA,
                         _("%s:%zu: a tab must stand between the written and the spoken form"),
                         path, number);
    size_t length = (size_t)(tab - line.bytes);
    rawi_slice written = trim((rawi_slice){line.bytes, length});
    rawi_slice spoken = trim((rawi_slice){tab + 1, line.length - length - 1});
    if (!written.length || !spoken.length)
        return rawi_fail(error, RAWI_ERROR_DATA,
                         _("%s:%zu: the written or the spoken form is empty"), path, number);
    if (spoken.bytes[0] != '/' && !is_speakable(spoken))
        return rawi_fail(
            error, RAWI_ERROR_DATA,
            _("%s:%zu: the spoken form must be Arabic letters and marks, or IPA between "
              "strokes (/…/)"),
            path, number);
    return add_entry(lexicon, written, spoken, error);
}

static rawi_status add_text(rawi_lexicon *lexicon, rawi_slice text, const char *path,
                            rawi_error *error) {
    static const char mark[] = "\xEF\xBB\xBF";
    if (text.length >= 3 && memcmp(text.bytes, mark, 3) == 0)
        text = (rawi_slice){text.bytes + 3, text.length - 3};
    rawi_status status = RAWI_OK;
    for (size_t number = 1; status == RAWI_OK && text.length; number++) {
        const char *newline = memchr(text.bytes, '\n', text.length);
        size_t length = newline ? (size_t)(newline - text.bytes) : text.length;
        status = add_line(lexicon, (rawi_slice){text.bytes, length}, path, number, error);
        size_t step = newline ? length + 1 : length;
        text = (rawi_slice){text.bytes + step, text.length - step};
    }
    return status;
}

static int by_key_newest_first(const void *a, const void *b) {
    const entry *x = a;
    const entry *y = b;
    size_t shorter = x->key.length < y->key.length ? x->key.length : y->key.length;
    int order = memcmp(x->key.bytes, y->key.bytes, shorter);
    if (order)
        return order;
    if (x->key.length != y->key.length)
        return x->key.length < y->key.length ? -1 : 1;
    return (x->order < y->order) - (x->order > y->order);
}

/* Of the entries of one key only the newest, the first, stays. */
static void drop_overridden(rawi_lexicon *lexicon) {
    size_t kept = 0;
    for (size_t i = 0; i < lexicon->count; i++)
        if (kept == 0 || !rawi_slice_equal(lexicon->entries[kept - 1].key, lexicon->entries[i].key))
            lexicon->entries[kept++] = lexicon->entries[i];
    lexicon->count = kept;
    for (size_t i = 0; i < kept; i++)
        lexicon->entries[i].order = i;
}

static rawi_status read_file(FILE *file, const char *path, rawi_text *text, rawi_error *error) {
    char block[1 << 14];
    size_t got;
    while ((got = fread(block, 1, sizeof block, file)) > 0) {
        if (text->length + got > RAWI_LEXICON_MAX)
            return rawi_fail(error, RAWI_ERROR_DATA, _("%s: larger than %zu bytes"), path,
                             RAWI_LEXICON_MAX);
        if (!rawi_text_add(text, block, got))
            return rawi_fail_memory(error);
    }
    if (ferror(file))
        return rawi_fail(error, RAWI_ERROR_IO, _("the lexicon %s cannot be read: %s"), path,
                         rawi_reason(errno));
    return RAWI_OK;
}

rawi_status rawi_lexicon_add_file(rawi_lexicon **lexicon, const char *path, rawi_error *error) {
    struct stat info;
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        return rawi_fail(error, RAWI_ERROR_IO, _("%s: is a directory, not a lexicon"), path);
    FILE *file = fopen(path, "rb");
    if (!file)
        return rawi_fail(error, RAWI_ERROR_IO, _("the lexicon %s cannot be read: %s"), path,
                         rawi_reason(errno));
    if (!*lexicon)
        *lexicon = calloc(1, sizeof **lexicon);
    rawi_text text = {0};
    rawi_status status = *lexicon ? read_file(file, path, &text, error) : rawi_fail_memory(error);
    fclose(file);
    if (status == RAWI_OK)
        status = add_text(*lexicon, (rawi_slice){text.bytes, text.length}, path, error);
    rawi_text_free(&text);
    if (status == RAWI_OK && (*lexicon)->count)
        qsort((*lexicon)->entries, (*lexicon)->count, sizeof(entry), by_key_newest_first);
    if (status == RAWI_OK)
        drop_overridden(*lexicon);
    return status;
}

/* The first entry whose key is not less than `key`. */
static size_t lower_bound(const rawi_lexicon *lexicon, rawi_slice key) {
    size_t low = 0;
    size_t high = lexicon->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const rawi_slice *other = &lexicon->entries[middle].key;
        size_t shorter = other->length < key.length ? other->length : key.length;
        int order = memcmp(other->bytes, key.bytes, shorter);
        if (order < 0 || (order == 0 && other->length < key.length))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const char *rawi_lexicon_find(const rawi_lexicon *lexicon, const rawi_sentence *sentence, size_t at,
                              size_t *end, bool *ipa) {
    if (!lexicon)
        return NULL;
    const char *spoken = NULL;
    rawi_text key = {0};
    for (size_t i = at; i < sentence->count; i++) {
        const rawi_item *item = &sentence->items[i];
        if (i > at && item->spaced)
            rawi_text_add(&key, " ", 1);
        rawi_text_add(&key, item->bare.bytes, item->bare.length);
        if (key.failed)
            break;
        size_t found = lower_bound(lexicon, (rawi_slice){key.bytes, key.length});
        if (found == lexicon->count || lexicon->entries[found].key.length < key.length ||
            memcmp(lexicon->entries[found].key.bytes, key.bytes, key.length) != 0)
            break;
        if (lexicon->entries[found].key.length == key.length) {
            spoken = lexicon->entries[found].spoken;
            *ipa = lexicon->entries[found].ipa;
            *end = i + 1;
        }
    }
    rawi_text_free(&key);
    return spoken;
}

void rawi_lexicon_free(rawi_lexicon *lexicon) {
    if (!lexicon)
        return;
    rawi_arena_free(&lexicon->arena);
    free(lexicon->entries);
    free(lexicon);
}
