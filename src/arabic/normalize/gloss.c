/* Glosses: a name that its author writes a second time in the other script, in brackets behind the
 * first: إنفيديا (Nvidia)، Anora (أنورا). A reader says it once. */
#include <string.h>

#include "arabic/normalize/recognize.h"

enum {
    MOST_GLOSS_ITEMS = 12,
    MOST_GLOSSED_WORDS = 6,
    LONGEST_SOUNDS = 48, /* consonants of a name */
    LEAST_SOUNDS = 2,    /* fewer could be anybody's */
    SOUNDS_PER_SLIP = 4, /* one in so many may differ: أوكلاهوما, Oklahoma */
    LETTER = 2           /* bytes */
};

/* The consonants of words in a row, those that transliterations confuse as one. */
typedef struct sounds {
    char consonants[LONGEST_SOUNDS];
    size_t count;
} sounds;

/* The class of a letter of the Arabic alphabet; 0 for vowels, hamzas, ه and ع, which come and go.
 */
static char class_of(const char *letter) {
    static const struct {
        const char *letters;
        char class;
    } classes[] = {{"بپ", 'b'}, {"تطدضث", 't'}, {"جغقكخحگچ", 'k'}, {"سصزظذش", 's'}, {"ر", 'r'},
                   {"فڤ", 'f'}, {"ل", 'l'},     {"م", 'm'},        {"ن", 'n'}};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        for (const char *one = classes[i].letters; *one; one += LETTER)
            if (memcmp(one, letter, LETTER) == 0)
                return classes[i].class;
    return 0;
}

/* Adds the word's consonants. */
static void add_sounds(sounds *all, rawi_slice word) {
    for (size_t at = 0; at + LETTER <= word.length && all->count < LONGEST_SOUNDS; at += LETTER) {
        char class = class_of(word.bytes + at);
        if (class)
            all->consonants[all->count++] = class;
    }
}

/* How many consonants are to be put in, left out or changed to make one of the other. */
static size_t distance(const sounds *a, const sounds *b) {
    size_t row[LONGEST_SOUNDS + 1];
    for (size_t j = 0; j <= b->count; j++)
        row[j] = j;
    for (size_t i = 1; i <= a->count; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b->count; j++) {
            size_t changed = diagonal + (a->consonants[i - 1] != b->consonants[j - 1]);
            size_t shorter = row[j] < row[j - 1] ? row[j] : row[j - 1];
            diagonal = row[j];
            row[j] = changed < shorter + 1 ? changed : shorter + 1;
        }
    }
    return row[b->count];
}

/* Of several words each is to be heard: «مايكروسوفت (Microsoft Azure)» says more. */
static bool sound_alike(const sounds *a, const sounds *b, bool one_word) {
    size_t longer = a->count > b->count ? a->count : b->count;
    return a->count >= LEAST_SOUNDS && b->count >= LEAST_SOUNDS &&
           distance(a, b) <= (one_word ? longer / SOUNDS_PER_SLIP : 0);
}

/* The same without the first consonant, where that may be of a clitic or of the article. */
static bool drop_clitic(sounds *all) {
    if (!all->count || !strchr("lfbk", all->consonants[0]))
        return false;
    memmove(all->consonants, all->consonants + 1, --all->count);
    return true;
}

/* Whether the last words of `tokens`, the first with its clitics or without (لإنفيديا), sound like
 * the gloss; two consonants are no name behind a clitic (السعر, SR). */
static bool ends_alike(const rawi_token_builder *tokens, const sounds *gloss, bool one_word) {
    const unsigned most_clitics = gloss->count > LEAST_SOUNDS ? 2 : 0;
    size_t words = 0;
    for (size_t start = tokens->count; start-- > 0 && words < MOST_GLOSSED_WORDS;) {
        sounds said = {0};
        if (tokens->items[start].kind != RAWI_TOKEN_WORD)
            continue;
        words++;
        for (size_t i = start; i < tokens->count; i++)
            if (tokens->items[i].kind == RAWI_TOKEN_WORD)
                add_sounds(&said, rawi_slice_of(tokens->items[i].text));
        for (unsigned dropped = 0; dropped <= most_clitics; dropped++)
            if (sound_alike(&said, gloss, one_word))
                return true;
            else if (!drop_clitic(&said))
                break;
    }
    return false;
}

/* The closing bracket of a short piece that has items of the kind alone besides digits glued to
 * them, hyphens and full stops; 0 where it is none. */
static size_t find_end(const rawi_reader *reader, size_t open, rawi_item_kind kind) {
    for (size_t at = open + 1; at <= open + MOST_GLOSS_ITEMS; at++) {
        const rawi_item *item = rawi_item_at(reader, at);
        if (rawi_item_is_symbol(reader, at, U')'))
            return at > open + 1 ? at : 0;
        bool joins = rawi_item_is_dash(reader, at) || rawi_item_is_symbol(reader, at, U'.');
        bool digits = item && item->kind == RAWI_ITEM_DIGITS && !item->spaced && at > open + 1;
        if (!item || (item->kind != kind && !joins && !digits))
            return 0;
    }
    return 0;
}

/* The item after those that are glued to item `at` in a Latin word: S25. */
static size_t glued_end(const rawi_reader *reader, size_t at, size_t end) {
    size_t next = at + 1;
    while (next < end && rawi_item_is_glued(reader, next) &&
           rawi_item_at(reader, next)->kind != RAWI_ITEM_SYMBOL)
        next++;
    return next;
}

/* What the Latin words of items [first, end) sound like; nothing where one of them has no consonant
 * to be known by (Meta AI). `*single` becomes the word where they are spoken as one, else NULL. */
static sounds sounds_of_latin(const rawi_reader *reader, size_t first, size_t end,
                              const char **single) {
    sounds all = {0};
    size_t words = 0;
    const rawi_sentence *sentence = reader->sentence;
    rawi_span whole = {0, sentence->folded.length};
    for (size_t at = first; at < end;) {
        rawi_token_builder spoken = {.arena = reader->arena};
        size_t next = glued_end(reader, at, end);
        rawi_span run = {rawi_item_offset(sentence, at), rawi_item_offset(sentence, next - 1) +
                                                             sentence->items[next - 1].text.length};
        size_t read_to = run.end;
        bool latin = sentence->items[at].kind == RAWI_ITEM_LATIN;
        if (latin && rawi_read_latin(reader->latin, sentence->folded.bytes, run, whole, &spoken,
                                     &read_to, NULL) != RAWI_OK)
            return (sounds){0};
        size_t before = all.count;
        for (size_t i = 0; i < spoken.count; i++)
            add_sounds(&all, rawi_slice_of(spoken.items[i].text));
        if (latin && all.count == before)
            return (sounds){0};
        words += spoken.count;
        if (spoken.count)
            *single = words == 1 ? spoken.items[0].text : NULL;
        do
            at++;
        while (at < end && rawi_item_offset(sentence, at) < read_to);
    }
    return all;
}

static sounds sounds_of_words(const rawi_reader *reader, size_t first, size_t end) {
    sounds all = {0};
    for (size_t at = first; at < end; at++)
        if (rawi_item_at(reader, at)->kind == RAWI_ITEM_WORD)
            add_sounds(&all, rawi_item_at(reader, at)->bare);
    return all;
}

/* Says nothing; the word before that no table knows is said as the gloss sounds, where that is its
 * single word (ميتا, Meta). */
static rawi_status say_gloss(rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_error *error) {
    (void)error;
    rawi_token_builder *tokens = reader->tokens;
    size_t last = tokens->count;
    while (last > 0 && tokens->items[last - 1].kind != RAWI_TOKEN_WORD)
        last--;
    sounds word = {0}, gloss = {0};
    if (!candidate->text || last == 0 ||
        tokens->items[last - 1].flags & (RAWI_TOKEN_COMPLETE | RAWI_TOKEN_STEM_COMPLETE))
        return RAWI_OK;
    add_sounds(&word, rawi_slice_of(tokens->items[last - 1].text));
    add_sounds(&gloss, rawi_slice_of(candidate->text));
    if (!sound_alike(&word, &gloss, false))
        return RAWI_OK;
    tokens->items[last - 1].text = candidate->text;
    tokens->items[last - 1].flags |= RAWI_TOKEN_COMPLETE | RAWI_TOKEN_FOREIGN;
    return RAWI_OK;
}

/* The kind of what stands before the bracket at item `open`, a quotation mark aside. */
static rawi_item_kind kind_before(const rawi_reader *reader, size_t open) {
    size_t at = open - 1;
    at -= at && (rawi_item_is_symbol(reader, at, U'»') || rawi_item_is_symbol(reader, at, U'"') ||
                 rawi_item_is_symbol(reader, at, U'”'));
    return rawi_item_at(reader, at)->kind;
}

/* Whether every number in the bracket that opens at item `open` stands just before it too. */
static bool are_numbers_said(const rawi_reader *reader, size_t open, size_t end) {
    for (size_t at = open + 1; at < end; at++) {
        rawi_slice digits = rawi_item_at(reader, at)->text;
        bool said = rawi_item_at(reader, at)->kind != RAWI_ITEM_DIGITS;
        for (size_t back = 1; back <= open && back <= MOST_GLOSS_ITEMS && !said; back++)
            said = rawi_slice_equal(rawi_item_at(reader, open - back)->text, digits);
        if (!said)
            return false;
    }
    return true;
}

/* Whether the bracket has one word, joined as it may be: OpenAI. */
static bool is_one_word(const rawi_reader *reader, size_t open, size_t end) {
    for (size_t at = open + 2; at < end; at++)
        if (rawi_item_at(reader, at)->spaced || rawi_item_at(reader, at)->kind == RAWI_ITEM_SYMBOL)
            return false;
    return true;
}

bool rawi_recognize_gloss(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    if (at == 0 || !rawi_item_is_symbol(reader, at, U'('))
        return false;
    bool arabic = kind_before(reader, at) == RAWI_ITEM_LATIN;
    size_t end = find_end(reader, at, arabic ? RAWI_ITEM_WORD : RAWI_ITEM_LATIN);
    if (!end || !are_numbers_said(reader, at, end))
        return false;
    sounds gloss = arabic ? sounds_of_words(reader, at + 1, end)
                          : sounds_of_latin(reader, at + 1, end, &candidate->text);
    candidate->end = end + 1;
    return ends_alike(reader->tokens, &gloss, is_one_word(reader, at, end)) &&
           rawi_propose(candidate, N_("a name in the other script"), N_("it was said just before"),
                        RAWI_SCORE_CERTAIN, say_gloss);
}
