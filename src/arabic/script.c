/* The script: takes an article's blocks through segmentation, normalization, diacritization,
 * phrasing and phonemization, one utterance at a time. */
#include "arabic/script.h"
#include "arabic/case_choice.h"
#include "arabic/case_ending.h"
#include "arabic/diacritize/diacritize.h"
#include "arabic/hamza.h"
#include "arabic/list_number.h"
#include "arabic/normalize/normalize.h"
#include "arabic/phonemize/phonemize.h"
#include "arabic/phrase.h"
#include "arabic/segment.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

struct rawi_script {
    const rawi_article *article;
    rawi_endings endings;
    rawi_segmenter *segmenter;
    rawi_normalizer *normalizer;
    rawi_diacritizer *diacritizer;
    size_t block;          /* the block that the segmenter is in */
    bool in_block;         /* false before the first block and between blocks */
    bool has_pending;      /* `pending` was taken from the segmenter and not yet used */
    rawi_span pending;     /* the next sentence */
    rawi_arena arena;      /* the present utterance */
    rawi_text written;     /* its tokens as one text */
    rawi_text diacritized; /* the same with marks */
    rawi_utterance utterance;
};

rawi_status rawi_script_open(const rawi_article *article, const rawi_script_options *options,
                             rawi_script **script, rawi_error *error) {
    rawi_script *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    made->article = article;
    made->endings = options ? options->endings : RAWI_ENDINGS_PAUSE;
    rawi_status status = rawi_segmenter_open(&made->segmenter, error);
    if (!status)
        status = rawi_normalizer_open(options ? options->lexicon : NULL, &made->normalizer, error);
    if (!status)
        status = rawi_diacritizer_open(&made->diacritizer, error);
    if (status) {
        rawi_script_close(made);
        return status;
    }
    *script = made;
    return RAWI_OK;
}

void rawi_script_close(rawi_script *script) {
    if (!script)
        return;
    rawi_segmenter_close(script->segmenter);
    rawi_normalizer_close(script->normalizer);
    rawi_diacritizer_close(script->diacritizer);
    rawi_arena_free(&script->arena);
    rawi_text_free(&script->written);
    rawi_text_free(&script->diacritized);
    free(script);
}

rawi_normalizer *rawi_script_normalizer(rawi_script *script) {
    return script->normalizer;
}

void rawi_script_turn_to(rawi_script *script, const rawi_article *article) {
    script->article = article;
    script->block = 0;
    script->in_block = false;
    script->has_pending = false;
}

/* ---- sentences ----------------------------------------------------------------------------- */

static rawi_status begin_block(rawi_script *script, size_t block, rawi_error *error) {
    script->block = block;
    script->in_block = true;
    return rawi_segmenter_begin(script->segmenter, script->article->text,
                                script->article->blocks[block].span, error);
}

/* Puts the next sentence of the article into script->pending. */
static rawi_status fetch_sentence(rawi_script *script, rawi_error *error) {
    while (!script->has_pending) {
        if (script->in_block && rawi_segmenter_next(script->segmenter, &script->pending)) {
            script->has_pending = true;
            break;
        }
        size_t next = script->in_block ? script->block + 1 : script->block;
        if (next >= script->article->block_count) {
            script->in_block = false;
            script->block = next;
            return RAWI_END;
        }
        rawi_status status = begin_block(script, next, error);
        if (status)
            return status;
    }
    return RAWI_OK;
}

rawi_status rawi_script_seek(rawi_script *script, size_t offset, rawi_error *error) {
    const rawi_article *article = script->article;
    size_t low = 0;
    size_t high = article->block_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (article->blocks[middle].span.end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    script->block = low;
    script->in_block = false;
    script->has_pending = false;
    rawi_status status = fetch_sentence(script, error);
    while (!status && script->pending.end <= offset) {
        script->has_pending = false;
        status = fetch_sentence(script, error);
    }
    return status == RAWI_END ? RAWI_OK : status;
}

/* ---- one utterance ------------------------------------------------------------------------- */

static bool is_mark(int32_t character) {
    return u_charType(character) == U_NON_SPACING_MARK;
}

/* The length of the run of letters and marks at `bytes`. */
static size_t word_length(const char *bytes, size_t length) {
    size_t end = 0;
    while (end < length) {
        size_t position = end;
        int32_t character = rawi_next_character(bytes, length, &position);
        if (character < 0 || (!u_isalpha(character) && !is_mark(character)))
            break;
        end = position;
    }
    return end;
}

/* Where the last letter's marks begin. */
static size_t ending_of(const char *word, size_t length) {
    size_t end = length;
    while (end > 0) {
        size_t position = end;
        if (!is_mark(rawi_previous_character(word, 0, &position)))
            break;
        end = position;
    }
    return end;
}

/* The stem as the normalizer marked it, with the ending that the diacritizer chose. */
static const char *with_ending(rawi_arena *arena, const char *stem, rawi_slice diacritized) {
    size_t stem_length = ending_of(stem, strlen(stem));
    size_t ending = ending_of(diacritized.bytes, diacritized.length);
    size_t ending_length = diacritized.length - ending;
    char *word = rawi_arena_alloc(arena, stem_length + ending_length + 1);
    if (!word)
        return NULL;
    memcpy(word, stem, stem_length);
    memcpy(word + stem_length, diacritized.bytes + ending, ending_length);
    return word;
}

/* The word in the case that grammar asks of its token, with the adjective after it. `*agreement` is
 * the noun before as the diacritizer had it where its case was changed, else NULL. */
static const char *with_case(rawi_arena *arena, const rawi_token *token, const char *word,
                             const rawi_token **noun, const char **agreement) {
    bool agrees = *agreement && rawi_endings_agree(*agreement, word);
    const rawi_token *source = token->flags & RAWI_TOKEN_ENDINGS ? token : agrees ? *noun : NULL;
    *agreement = NULL;
    if (!source || rawi_shows_case(token->text))
        return word;
    const char *declined = rawi_put_case(arena, word, source->flags);
    if (declined && (source->flags & RAWI_TOKEN_CASES) && strcmp(declined, word) != 0) {
        *noun = source;
        *agreement = word;
    }
    return declined;
}

/* Gives each word token its diacritized text; the diacritizer keeps letters, so that its output can
 * be read along the tokens. */
static rawi_status take_marks(rawi_script *script, rawi_tokens *tokens, rawi_error *error) {
    const rawi_text *text = &script->diacritized;
    size_t position = 0;
    const rawi_token *noun = NULL;
    const char *agreement = NULL;
    for (size_t i = 0; i < tokens->count; i++) {
        rawi_token *token = &tokens->items[i];
        if (!rawi_is_written(tokens, i))
            continue;
        while (position < text->length && text->bytes[position] == ' ')
            position++;
        if (token->kind == RAWI_TOKEN_PUNCTUATION) {
            position += strlen(token->text);
            continue;
        }
        rawi_slice word = {text->bytes + position,
                           word_length(text->bytes + position, text->length - position)};
        position += word.length;
        if (token->flags & RAWI_TOKEN_COMPLETE)
            continue;
        const char *marked = token->flags & RAWI_TOKEN_STEM_COMPLETE
                                 ? with_ending(&script->arena, token->text, word)
                                 : rawi_arena_copy(&script->arena, word.bytes, word.length);
        if (marked)
            marked = rawi_restore_hamza(&script->arena, token->text, marked);
        if (marked)
            marked = with_case(&script->arena, token, marked, &noun, &agreement);
        token->text = marked;
        if (!token->text)
            return rawi_fail_memory(error);
    }
    return RAWI_OK;
}

static rawi_status diacritize(rawi_script *script, rawi_tokens *tokens, rawi_error *error) {
    rawi_text_clear(&script->diacritized);
    if (!rawi_write_tokens(tokens, &script->written, NULL))
        return rawi_fail_memory(error);
    rawi_slice sentence = {script->written.bytes, script->written.length};
    rawi_status status =
        rawi_diacritize(script->diacritizer, &sentence, 1, &script->diacritized, error);
    return status ? status : take_marks(script, tokens, error);
}

static size_t count_words(const rawi_tokens *tokens) {
    size_t count = 0;
    for (size_t i = 0; i < tokens->count; i++)
        count += tokens->items[i].kind == RAWI_TOKEN_WORD;
    return count;
}

/* The sounds that the user's lexicon gives, word by word. */
static const char **collect_ipa(const rawi_tokens *tokens, size_t count, rawi_arena *arena) {
    const char **ipa = rawi_arena_array(arena, count, sizeof *ipa);
    size_t word = 0;
    for (size_t i = 0; ipa && i < tokens->count; i++)
        if (tokens->items[i].kind == RAWI_TOKEN_WORD)
            ipa[word++] = tokens->items[i].ipa;
    return ipa;
}

static bool ends_list(const rawi_article *article, size_t block) {
    return block + 1 >= article->block_count ||
           article->blocks[block + 1].kind != RAWI_BLOCK_LIST_ITEM;
}

/* Whether the pending sentence is the first of an item that has a number. */
static bool begins_numbered_item(const rawi_script *script) {
    const rawi_block *block = &script->article->blocks[script->block];
    return block->numbered && script->pending.start == block->span.start;
}

/* Says the number of the item before the words of its first sentence, if it has any. */
static rawi_status say_list_number(rawi_script *script, rawi_tokens *tokens, rawi_error *error) {
    if (!begins_numbered_item(script) || count_words(tokens) == 0)
        return RAWI_OK;
    int number = script->article->blocks[script->block].ordinal;
    return rawi_say_list_number(number, script->pending.start, &script->arena, tokens)
               ? RAWI_OK
               : rawi_fail_memory(error);
}

/* Makes the words of the sentence script->pending; the utterance has none where nothing in the
 * sentence can be said. */
static rawi_status make_words(rawi_script *script, rawi_error *error) {
    rawi_tokens tokens = {0};
    rawi_status status = rawi_normalize(script->normalizer, script->article->text, script->pending,
                                        &script->arena, &tokens, error);
    if (!status)
        status = rawi_choose_cases(script->normalizer, script->diacritizer, &tokens, &script->arena,
                                   &script->written, error);
    if (!status)
        status = diacritize(script, &tokens, error);
    if (!status)
        status = say_list_number(script, &tokens, error);
    if (status)
        return status;
    size_t count = count_words(&tokens);
    rawi_word *words = rawi_arena_array(&script->arena, count, sizeof *words);
    const char **ipa = collect_ipa(&tokens, count, &script->arena);
    if (!words || !ipa)
        return rawi_fail_memory(error);
    rawi_phrase_words(&tokens, script->article->text, &script->arena, words);
    script->utterance.words = words;
    script->utterance.word_count = count;
    return rawi_phonemize(words, ipa, count, script->endings, &script->arena, error);
}

/* The utterance of script->pending, without what depends on the sentence after it. */
static rawi_status make_utterance(rawi_script *script, rawi_error *error) {
    const rawi_block *block = &script->article->blocks[script->block];
    rawi_arena_reset(&script->arena);
    script->utterance = (rawi_utterance){.block = script->block,
                                         .kind = block->kind,
                                         .level = block->level,
                                         .span = script->pending};
    rawi_status status = make_words(script, error);
    if (!status && script->utterance.word_count)
        script->utterance.intonation =
            rawi_phrase_intonation(script->utterance.words, script->utterance.word_count,
                                   block->kind, ends_list(script->article, script->block));
    return status;
}

rawi_status rawi_script_next(rawi_script *script, const rawi_utterance **utterance,
                             rawi_error *error) {
    do {
        rawi_status status = fetch_sentence(script, error);
        if (status)
            return status;
        status = make_utterance(script, error);
        if (status)
            return status;
        script->has_pending = false;
    } while (script->utterance.word_count == 0);
    rawi_status status = fetch_sentence(script, error);
    if (status && status != RAWI_END)
        return status;
    script->utterance.ends_block = status == RAWI_END || script->block != script->utterance.block;
    *utterance = &script->utterance;
    return RAWI_OK;
}
