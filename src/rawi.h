/* The public interface of librawi: open an article, make its script, speak it.
 *
 * Three values carry everything, each made from the one before:
 *
 *     article   what the author wrote: text in blocks            rawi_article_*
 *     script    what the narrator says: utterances of words      rawi_script_*
 *     speech    how it sounds: PCM and the time of each word     rawi_narration_*
 *
 * All text is UTF-8. Functions that can fail return a rawi_status and, where the caller passes a
 * non-NULL `error`, fill in a message in the user's language (gettext domain "rawi") that says what
 * is wrong, where, and what to do. Nothing in the library prints. Objects are not thread-safe;
 * different objects may be used from different threads at once (where a library below has state of
 * the process, as eSpeak NG does, they wait for each other).
 */
#ifndef RAWI_H
#define RAWI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- status and errors --------------------------------------------------------------------- */

typedef enum rawi_status {
    RAWI_OK = 0,
    RAWI_END,            /* nothing more to give: the last utterance has been given */
    RAWI_ERROR_MEMORY,   /* allocation failed */
    RAWI_ERROR_IO,       /* a file or a stream could not be read or written */
    RAWI_ERROR_INPUT,    /* the source is no article: empty, binary, too large, not Arabic */
    RAWI_ERROR_ARGUMENT, /* an option or an argument has no meaning */
    RAWI_ERROR_DATA,     /* data of Rawi's own or of the user (lexicon, voice file) is damaged */
    RAWI_ERROR_VOICE,    /* there is no such voice, or its engine failed */
    RAWI_ERROR_DEVICE,   /* no sound device, or it failed */
    RAWI_INTERRUPTED     /* the caller asked to stop */
} rawi_status;

typedef struct rawi_error {
    rawi_status status;
    char message[512]; /* one line without a final full stop or newline, always terminated */
} rawi_error;

/* ---- article: what the author wrote -------------------------------------------------------- */

/* Bytes [start, end) of an article's text. */
typedef struct rawi_span {
    size_t start;
    size_t end;
} rawi_span;

typedef enum rawi_block_kind {
    RAWI_BLOCK_HEADING,
    RAWI_BLOCK_PARAGRAPH,
    RAWI_BLOCK_LIST_ITEM,
    RAWI_BLOCK_QUOTATION,
    RAWI_BLOCK_CAPTION
} rawi_block_kind;

typedef struct rawi_block {
    rawi_block_kind kind;
    unsigned level; /* heading: 1 (the title) to 6; list item: depth from 1; otherwise 0 */
    bool numbered;  /* list item: it has a number, */
    int ordinal;    /* this one, of either sign; it is said before the text */
    bool continues; /* list item: goes on with the item of its level that a block before began */
    rawi_span span; /* its text */
    size_t line;    /* the line of the source where it starts, from 1 */
} rawi_block;

typedef enum rawi_format {
    RAWI_FORMAT_DETECT, /* by content, the name only as a hint */
    RAWI_FORMAT_TEXT,
    RAWI_FORMAT_MARKDOWN,
    RAWI_FORMAT_HTML
} rawi_format;

/* An article's text is its blocks' texts in reading order, separated by one newline; a block's text
 * has no newline. The fields are the reader's to look at, never to change. */
typedef struct rawi_article {
    const char *text; /* NUL-terminated, valid UTF-8, without NUL inside */
    size_t text_length;
    const rawi_block *blocks;
    size_t block_count;
    const char *title;    /* NULL where the source does not say */
    const char *author;   /* NULL where the source does not say */
    const char *date;     /* ISO 8601 (2025-10-15 or with time), NULL where unknown */
    const char *site;     /* the publication, NULL where unknown */
    const char *language; /* BCP 47, "ar" where the source does not say */
    const char *name;     /* the source's name for messages: a path, a URL, "standard input" */
    rawi_format format;   /* what the source was read as */
} rawi_article;

/* The largest source in bytes; a larger one is RAWI_ERROR_INPUT. */
#define RAWI_SOURCE_MAX ((size_t)256 << 20)

/* The largest block (paragraph) in bytes: a longer one is no prose, and RAWI_ERROR_INPUT. */
#define RAWI_BLOCK_MAX ((size_t)4 << 20)

/* Whether a file's name ends as that of an article does: .txt .text .md .markdown .mkd .html .htm
 * .xhtml. */
bool rawi_article_knows(const char *path);

/* Reads a file, or standard input where `path` is "-". The article is freed with
 * rawi_article_close. */
rawi_status rawi_article_open(const char *path, rawi_format format, rawi_article **article,
                              rawi_error *error);

/* The same from memory; `data` is copied as needed and may go afterwards. `name` serves messages
 * and, by its extension, detection; it may be NULL. */
rawi_status rawi_article_open_memory(const void *data, size_t size, const char *name,
                                     rawi_format format, rawi_article **article, rawi_error *error);

/* The bytes of the source, decoded to UTF-8, that a span of the article's text was made from (for a
 * source in UTF-8: the bytes of the file). */
rawi_span rawi_article_source_span(const rawi_article *article, rawi_span span);

void rawi_article_close(rawi_article *article);

/* ---- script: what the narrator says -------------------------------------------------------- */

/* The case endings that are spoken. */
typedef enum rawi_endings {
    RAWI_ENDINGS_PAUSE, /* in connection yes, before a pause no: as a newsreader does */
    RAWI_ENDINGS_FULL,  /* everywhere, before pauses too */
    RAWI_ENDINGS_NONE   /* nowhere */
} rawi_endings;

/* One sound; see arabic/phonemize/phone.h for the inventory. */
typedef struct rawi_phone {
    uint8_t symbol; /* rawi_phone_symbol */
    uint8_t flags;  /* RAWI_PHONE_GEMINATE, RAWI_PHONE_EMPHATIC */
} rawi_phone;

/* Phones [first, first + count) of the word. A geminate belongs to the syllable that it opens. */
typedef struct rawi_syllable {
    uint16_t first;
    uint16_t count;
    uint8_t stress; /* 0 none, 1 primary, 2 secondary */
} rawi_syllable;

/* What follows a word, from nothing to the end of the utterance. */
typedef enum rawi_break {
    RAWI_BREAK_NONE,   /* the next word follows in connection */
    RAWI_BREAK_BREATH, /* a short break inside a long clause, where one would breathe */
    RAWI_BREAK_CLAUSE, /* comma, closing quotation mark or parenthesis, before a quotation */
    RAWI_BREAK_STRONG, /* semicolon, colon, dash, ellipsis inside a sentence */
    RAWI_BREAK_FINAL   /* the utterance ends here */
} rawi_break;

enum {
    RAWI_WORD_QUOTED = 1,
    RAWI_WORD_PARENTHETICAL = 2
};

typedef struct rawi_word {
    rawi_span span;     /* what the author wrote; words of one number share one span */
    const char *text;   /* as spoken: Arabic letters, fully diacritized, shadda before the vowel */
    const char *before; /* punctuation that opens before it («, parenthesis), "" where none */
    const char *after;  /* punctuation that follows it, "" where none */
    const rawi_phone *phones;
    size_t phone_count;
    const rawi_syllable *syllables;
    size_t syllable_count;
    rawi_break break_after;
    unsigned flags;
} rawi_word;

typedef enum rawi_intonation {
    RAWI_INTONATION_STATEMENT,
    RAWI_INTONATION_QUESTION,    /* هل، أ: rises to the end */
    RAWI_INTONATION_WH_QUESTION, /* من، ماذا، كيف: high start, falls */
    RAWI_INTONATION_EXCLAMATION,
    RAWI_INTONATION_HEADING,
    RAWI_INTONATION_CONTINUATION /* more follows: a list item that is not the last, before a colon
                                  */
} rawi_intonation;

/* One sentence, heading or list item. */
typedef struct rawi_utterance {
    size_t block; /* the article's block that it belongs to */
    rawi_block_kind kind;
    unsigned level;
    rawi_span span;
    rawi_intonation intonation;
    bool ends_block; /* the last utterance of its block */
    const rawi_word *words;
    size_t word_count; /* at least 1 */
} rawi_utterance;

typedef struct rawi_script_options {
    rawi_endings endings;
    const char *lexicon; /* path of the user's lexicon (written form, tab, spoken form), or NULL */
} rawi_script_options;

typedef struct rawi_script rawi_script;

/* A script of an article, which must outlive it. `options` may be NULL for the defaults. */
rawi_status rawi_script_open(const rawi_article *article, const rawi_script_options *options,
                             rawi_script **script, rawi_error *error);

/* The next utterance, made now; it lives until the next call on the script. RAWI_END after the
 * last. */
rawi_status rawi_script_next(rawi_script *script, const rawi_utterance **utterance,
                             rawi_error *error);

/* Goes to the utterance in which byte `offset` of the article's text stands (the first after it
 * where none does): rawi_script_next gives it next. An offset past the end goes to the end. */
rawi_status rawi_script_seek(rawi_script *script, size_t offset, rawi_error *error);

void rawi_script_close(rawi_script *script);

/* A word's sounds in IPA with stress marks and syllable dots, NUL-terminated; at most `size` bytes
 * with the NUL are written, the length that it needs without the NUL is returned. */
size_t rawi_word_ipa(const rawi_word *word, char *ipa, size_t size);

/* ---- speech: how it sounds ----------------------------------------------------------------- */

typedef struct rawi_narration_options {
    const char *voice; /* NAME or NAME:HALFTONES, or NULL for the default */
    double rate;       /* 1.0 is the voice's own; 0.5 to 4.0; 0 means 1.0 */
    double pitch;      /* half tones up or down, -12 to 12 */
    double clarity;    /* sharper sounds for noisy places, where the voice can: 0 (none) to 1 */

    /* Voices for quotations of three words and more, and for headings; as `voice`, or :HALFTONES
     * for that voice higher or lower. NULL: the same as `voice`. */
    const char *quote_voice;
    const char *heading_voice;
} rawi_narration_options;

/* Samples [start, end) of a speech in which a word sounds. */
typedef struct rawi_word_time {
    size_t start;
    size_t end;
} rawi_word_time;

/* One utterance with the pause after it. */
typedef struct rawi_speech {
    const rawi_utterance *utterance;
    const float *samples; /* mono, -1 to 1 */
    size_t sample_count;
    unsigned rate;               /* samples a second */
    const rawi_word_time *words; /* one for each word of the utterance */
} rawi_speech;

typedef struct rawi_narration rawi_narration;

/* Narrates a script, which must outlive it. `options` may be NULL for the defaults. */
rawi_status rawi_narration_open(rawi_script *script, const rawi_narration_options *options,
                                rawi_narration **narration, rawi_error *error);

/* The samples a second of all speech of this narration. */
unsigned rawi_narration_rate(const rawi_narration *narration);

/* Speaks the script's next utterance; it lives until the next call. RAWI_END after the last. */
rawi_status rawi_narration_next(rawi_narration *narration, const rawi_speech **speech,
                                rawi_error *error);

/* Changes the speed from the next utterance on. */
rawi_status rawi_narration_set_rate(rawi_narration *narration, double rate, rawi_error *error);

void rawi_narration_close(rawi_narration *narration);

#ifdef __cplusplus
}
#endif

#endif
