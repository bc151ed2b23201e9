/* Digital object identifiers (doi:10.1038/s41586-020-2649-2): said character by character, as a
 * code is dictated. */
#include <string.h>

#include "arabic/normalize/latin_letters.h"
#include "arabic/normalize/recognize.h"

/* «10.1038/»: the directory's code and the registrant's. The item after the stroke, or `at`. */
static size_t prefix_end(const rawi_reader *reader, size_t at) {
    const size_t least_digits = 4;
    const size_t most_digits = 9;
    const size_t stroke = at + 3;
    const rawi_item *directory = rawi_item_at(reader, at);
    const rawi_item *registrant = rawi_item_at(reader, at + 2);
    if (!directory || directory->kind != RAWI_ITEM_DIGITS ||
        !rawi_slice_equal(directory->text, rawi_slice_of("10")) || !registrant ||
        registrant->kind != RAWI_ITEM_DIGITS || registrant->text.length < least_digits ||
        registrant->text.length > most_digits || !rawi_item_is_symbol(reader, at + 1, U'.') ||
        !rawi_item_is_symbol(reader, stroke, U'/'))
        return at;
    for (size_t i = at + 1; i <= stroke + 1; i++)
        if (!rawi_item_is_glued(reader, i))
            return at;
    return stroke + 1;
}

static bool is_ascii(rawi_slice text) {
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.bytes[i] > 0x7F)
            return false;
    return true;
}

/* The item after the identifier whose prefix starts at item `at`, or `at` where there is none; a
 * full stop at its end belongs to the sentence. */
static size_t doi_end(const rawi_reader *reader, size_t at) {
    static const char signs[] = "./-_:;";
    size_t end = at;
    size_t i = prefix_end(reader, at);
    for (const rawi_item *item;
         i > at && (item = rawi_item_at(reader, i)) && !item->spaced && is_ascii(item->text); i++) {
        if (item->kind == RAWI_ITEM_LATIN || item->kind == RAWI_ITEM_DIGITS)
            end = i + 1;
        else if (item->kind != RAWI_ITEM_SYMBOL || !strchr(signs, (int)item->character))
            break;
    }
    return end;
}

static const char *sign_name(char sign) {
    switch (sign) {
    case '.':
        return "نُقْطَة";
    case '/':
        return "سْلَاشْ";
    case '_':
        return "شَرْطَة سُفْلِيَّة";
    case '-':
        return "شَرْطَة";
    default:
        return "";
    }
}

/* A sign, after which the voice rests. */
static void say_sign(rawi_reader *reader, char sign) {
    rawi_speak_phrase(&reader->speaker, sign_name(sign));
    if (reader->tokens->count)
        reader->tokens->items[reader->tokens->count - 1].flags |= RAWI_TOKEN_BREATH_AFTER;
}

static rawi_status say_doi(rawi_reader *reader, const rawi_candidate *candidate,
                           rawi_error *error) {
    (void)error;
    rawi_speaker *speaker = &reader->speaker;
    rawi_slice code = rawi_items_text(reader, candidate->first, candidate->end);
    speaker->endings = RAWI_CASE_NONE;
    for (const char *at = code.bytes; at < code.bytes + code.length; at++) {
        const char *letter = rawi_letter_name((unsigned char)*at);
        if (*at >= '0' && *at <= '9')
            rawi_say_each_digit(speaker, (rawi_slice){at, 1});
        else if (letter)
            rawi_speak(speaker, rawi_slice_of(letter), RAWI_TOKEN_COMPLETE | RAWI_TOKEN_FOREIGN);
        else
            say_sign(reader, *at);
    }
    return RAWI_OK;
}

bool rawi_recognize_doi(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    candidate->end = doi_end(reader, at);
    return candidate->end > at &&
           rawi_propose(candidate, N_("a digital object identifier"),
                        N_("its directory and a stroke open it"), RAWI_SCORE_CERTAIN + 6, say_doi);
}
