/* The page is its template with every {{name}} replaced: by a part that is made here, or by what
 * page/strings.tsv says for the name. */
#include "edition/page.h"

#include "base/error.h"
#include "base/table.h"
#include "edition/written.h"

#include <errno.h>
#include <math.h>
#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

extern const unsigned char rawi_page_html[], rawi_page_html_end[];
extern const unsigned char rawi_page_css[], rawi_page_css_end[];
extern const unsigned char rawi_page_js[], rawi_page_js_end[];

RAWI_TABLE(page_strings);

enum {
    COLUMN_ARABIC = 1,
    COLUMN_ENGLISH
};

/* What is being made, and where it goes. */
typedef struct page_making {
    const rawi_article *article;
    const rawi_timeline *timeline;
    const rawi_page_options *options;
    const rawi_written *written;
    FILE *file;
    rawi_text text; /* not yet written to the file */
} page_making;

/* ---- text ---------------------------------------------------------------------------------- */

static void add(page_making *page, const char *markup) {
    rawi_text_add_string(&page->text, markup);
}

/* Text as it may stand in elements and in quoted attributes. */
static void add_escaped(page_making *page, const char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) {
        switch (bytes[i]) {
        case '&':
            add(page, "&amp;");
            break;
        case '<':
            add(page, "&lt;");
            break;
        case '>':
            add(page, "&gt;");
            break;
        case '"':
            add(page, "&quot;");
            break;
        case '\'':
            add(page, "&#39;");
            break;
        default:
            rawi_text_add(&page->text, bytes + i, 1);
        }
    }
}

static void add_string(page_making *page, const char *terminated) {
    if (terminated)
        add_escaped(page, terminated, strlen(terminated));
}

/* What the page says for `key`; NULL where the table has no such key. */
static const char *say(const page_making *page, rawi_slice key) {
    ptrdiff_t row = rawi_table_find(&rawi_page_strings_table, key);
    return row < 0 ? NULL
                   : rawi_table_cell(&rawi_page_strings_table, (size_t)row,
                                     page->options->english ? COLUMN_ENGLISH : COLUMN_ARABIC);
}

/* ---- times --------------------------------------------------------------------------------- */

static long long milliseconds(double seconds) {
    return llround(fmax(seconds, 0) * 1000);
}

static void add_seconds(page_making *page, double seconds) {
    char decimal[40];
    long long whole = milliseconds(seconds);
    snprintf(decimal, sizeof decimal, "%lld.%03lld", whole / 1000, whole % 1000);
    add(page, decimal);
}

/* 4:07, 1:04:07. */
static void add_clock(page_making *page, double seconds) {
    char clock[48];
    long long whole = (long long)fmax(seconds, 0);
    if (whole >= 3600)
        snprintf(clock, sizeof clock, "%lld:%02lld:%02lld", whole / 3600, whole / 60 % 60,
                 whole % 60);
    else
        snprintf(clock, sizeof clock, "%lld:%02lld", whole / 60, whole % 60);
    add(page, clock);
}

/* ---- the article's head -------------------------------------------------------------------- */

static bool is_title(const rawi_block *block) {
    return block->kind == RAWI_BLOCK_HEADING && block->level == 1;
}

static bool begins_with_title(const rawi_article *article) {
    return article->block_count > 0 && is_title(&article->blocks[0]);
}

static void add_title(page_making *page) {
    const rawi_article *article = page->article;
    const char *title = page->options->tags->title;
    if (title)
        add_string(page, title);
    else if (begins_with_title(article))
        add_escaped(page, article->text, article->blocks[0].span.end);
    else
        add_string(page, say(page, rawi_slice_of("untitled")));
}

enum {
    DATE_MAX = 128
};

/* The day of an ISO 8601 date as one writes it («3 يونيو 2026»); false where it is no such date. */
static bool write_day(const page_making *page, const char *date, char written[DATE_MAX]) {
    int year;
    int month;
    int day;
    if (sscanf(date, "%4d-%2d-%2d", &year, &month, &day) != 3)
        return false;
    const char *locale =
        page->options->english ? "en@calendar=gregorian" : "ar@calendar=gregorian;numbers=latn";
    static const UChar utc[] = u"UTC";
    UErrorCode status = U_ZERO_ERROR;
    UChar text[DATE_MAX / 2];
    UCalendar *calendar = ucal_open(utc, -1, locale, UCAL_GREGORIAN, &status);
    ucal_setDate(calendar, year, month - 1, day, &status);
    UDateFormat *format = udat_open(UDAT_NONE, UDAT_LONG, locale, utc, -1, NULL, 0, &status);
    udat_format(format, ucal_getMillis(calendar, &status), text, DATE_MAX / 2, NULL, &status);
    u_strToUTF8(written, DATE_MAX, NULL, text, -1, &status);
    udat_close(format);
    ucal_close(calendar);
    return U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING;
}

static void add_about(page_making *page) {
    const rawi_tags *tags = page->options->tags;
    char day[DATE_MAX];
    add(page, "<ul class=\"about\">\n");
    if (tags->author) {
        add(page, "<li class=\"author\">");
        add_string(page, tags->author);
        add(page, "</li>\n");
    }
    if (tags->date) {
        add(page, "<li><time datetime=\"");
        add_string(page, tags->date);
        add(page, "\">");
        add_string(page, write_day(page, tags->date, day) ? day : tags->date);
        add(page, "</time></li>\n");
    }
    if (tags->album) {
        add(page, "<li>");
        add_string(page, tags->album);
        add(page, "</li>\n");
    }
    add(page, "<li>");
    add_string(page, say(page, rawi_slice_of("listening")));
    add(page, ": <bdi>");
    add_clock(page, page->timeline->duration);
    add(page, "</bdi></li>\n</ul>\n");
}

/* ---- the article's blocks ------------------------------------------------------------------ */

static void add_utterance(page_making *page, const rawi_written_utterance *utterance) {
    const rawi_written_word *words = page->written->words + utterance->first;
    size_t at = utterance->timed->span.start;
    add(page, "<span class=\"s\">");
    for (size_t i = 0; i < utterance->count; i++) {
        const rawi_written_word *word = &words[i];
        add_escaped(page, page->article->text + at, word->span.start - at);
        add(page, word->word_count ? "<span class=\"w\">" : "");
        add_escaped(page, word->text.bytes, word->text.length);
        add(page, word->word_count ? "</span>" : "");
        at = word->span.end;
    }
    add(page, "</span>");
}

/* The text of a block, its utterances marked; *next is the first that was not written yet. */
static void add_block_text(page_making *page, size_t block, size_t *next) {
    const rawi_written *written = page->written;
    rawi_span span = page->article->blocks[block].span;
    size_t at = span.start;
    for (; *next < written->utterance_count; ++*next) {
        const rawi_written_utterance *utterance = &written->utterances[*next];
        if (utterance->timed->block == SIZE_MAX)
            continue;
        if (utterance->timed->block != block)
            break;
        add_escaped(page, page->article->text + at, utterance->timed->span.start - at);
        add_utterance(page, utterance);
        at = utterance->timed->span.end;
    }
    add_escaped(page, page->article->text + at, span.end - at);
}

enum {
    LIST_DEPTH_MAX = 6
};

/* What is open around the blocks: so many lists, or a quotation. */
typedef struct surroundings {
    unsigned lists;
    bool numbered[LIST_DEPTH_MAX]; /* which of them */
    bool quotation;
} surroundings;

/* Closes the open item of the innermost list, and the list. */
static void close_list(page_making *page, surroundings *around) {
    around->lists--;
    add(page, around->numbered[around->lists] ? "</li>\n</ol>\n" : "</li>\n</ul>\n");
}

/* Opens an item; a numbered one says its number, wherever its list begins and however it counts. */
static void add_item_tag(page_making *page, const rawi_block *item) {
    char tag[sizeof "<li value=\"-2147483648\">"] = "<li>";
    if (item->numbered)
        snprintf(tag, sizeof tag, "<li value=\"%d\">", item->ordinal);
    add(page, tag);
}

/* Opens and closes lists so that the item stands in one of its own level and kind, its <li> open.
 * What goes on with an item that is open stays in it. */
static void open_item(page_making *page, const rawi_block *item, surroundings *around) {
    unsigned level = item->level ? item->level : 1;
    unsigned wanted = level < around->lists + 1 ? level : around->lists + 1;
    if (wanted > LIST_DEPTH_MAX)
        wanted = LIST_DEPTH_MAX;
    bool inside = around->lists > wanted;
    while (around->lists > wanted)
        close_list(page, around);
    if (around->lists == wanted && item->continues) {
        add(page, inside ? "" : "<br>\n"); /* a list that ends has ended the line */
        return;
    }
    if (around->lists == wanted && around->numbered[wanted - 1] != item->numbered)
        close_list(page, around);
    if (around->lists == wanted) {
        add(page, "</li>\n");
    } else {
        add(page, item->numbered ? "<ol>\n" : "<ul>\n");
        around->numbered[around->lists++] = item->numbered;
    }
    add_item_tag(page, item);
}

/* Closes what a block of this kind does not stand in. */
static void close_around(page_making *page, rawi_block_kind next, surroundings *around) {
    if (next != RAWI_BLOCK_LIST_ITEM)
        while (around->lists > 0)
            close_list(page, around);
    if (next != RAWI_BLOCK_QUOTATION && around->quotation) {
        add(page, "</blockquote>\n");
        around->quotation = false;
    }
}

static void add_heading(page_making *page, size_t block, size_t *next) {
    unsigned level = page->article->blocks[block].level;
    if (level < 2)
        level = 2; /* the page has one title */
    char tag[] = {'h', (char)('0' + (level > 6 ? 6 : level)), '>', '\0'};
    add(page, "<");
    add(page, tag);
    add_block_text(page, block, next);
    add(page, "</");
    add(page, tag);
    add(page, "\n");
}

static void add_block(page_making *page, size_t block, size_t *next, surroundings *around) {
    const rawi_block *facts = &page->article->blocks[block];
    close_around(page, facts->kind, around);
    switch (facts->kind) {
    case RAWI_BLOCK_HEADING:
        add_heading(page, block, next);
        return;
    case RAWI_BLOCK_LIST_ITEM:
        open_item(page, facts, around);
        add_block_text(page, block, next);
        return;
    case RAWI_BLOCK_QUOTATION:
        add(page, around->quotation ? "<p>" : "<blockquote>\n<p>");
        around->quotation = true;
        break;
    case RAWI_BLOCK_CAPTION:
        add(page, "<p class=\"caption\">");
        break;
    case RAWI_BLOCK_PARAGRAPH:
        add(page, "<p>");
    }
    add_block_text(page, block, next);
    add(page, "</p>\n");
}

static void add_article(page_making *page) {
    size_t block = 0;
    size_t next = 0;
    surroundings around = {0};
    add(page, "<header>\n<h1>");
    if (begins_with_title(page->article))
        add_block_text(page, block++, &next);
    else
        add_title(page);
    add(page, "</h1>\n");
    add_about(page);
    add(page, "</header>\n");
    for (; block < page->article->block_count; block++)
        add_block(page, block, &next, &around);
    close_around(page, RAWI_BLOCK_PARAGRAPH, &around);
}

/* The beginning and the end of each word that is heard, in milliseconds, in the article's order. */
static void add_times(page_making *page) {
    const char *separator = "[";
    for (size_t i = 0; i < page->written->word_count; i++) {
        const rawi_written_word *word = &page->written->words[i];
        if (word->word_count == 0 || word->span.start == word->span.end)
            continue;
        char times[64];
        snprintf(times, sizeof times, "%s%lld,%lld", separator, milliseconds(word->start),
                 milliseconds(word->end));
        add(page, times);
        separator = ",";
    }
    add(page, *separator == '[' ? "[]" : "]");
}

static void add_chapters(page_making *page) {
    for (size_t i = 0; i < page->timeline->chapter_count; i++) {
        const rawi_chapter *chapter = &page->timeline->chapters[i];
        add(page, "<li><button type=\"button\" data-start=\"");
        add_seconds(page, chapter->start);
        add(page, "\"><span>");
        add_string(page, chapter->title);
        add(page, "</span> <span class=\"clock\">");
        add_clock(page, chapter->start);
        add(page, "</span></button></li>\n");
    }
}

/* ---- the sound ----------------------------------------------------------------------------- */

static const struct {
    const char *extension;
    const char *type;
} sound_types[] = {
    {".mp3", "audio/mpeg"}, {".opus", "audio/ogg"}, {".ogg", "audio/ogg"}, {".flac", "audio/flac"},
    {".wav", "audio/wav"},  {".m4b", "audio/mp4"},  {".m4a", "audio/mp4"},
};

static void add_sound_type(page_making *page) {
    const char *dot = strrchr(page->options->sound_name, '.');
    for (size_t i = 0; dot && i < sizeof sound_types / sizeof *sound_types; i++)
        if (strcasecmp(dot, sound_types[i].extension) == 0)
            add(page, sound_types[i].type);
}

/* The address of the sound beside the page: its name, percent-encoded (RFC 3986). */
static void add_sound_address(page_making *page) {
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    if (page->options->sound_path)
        return;
    add(page, "./");
    for (const char *byte = page->options->sound_name; *byte; byte++) {
        char encoded[4] = {*byte};
        if (!strchr(plain, *byte))
            snprintf(encoded, sizeof encoded, "%%%02X", (unsigned)(unsigned char)*byte);
        add(page, encoded);
    }
}

/* Without JavaScript a sound beside the page can still be heard. */
static void add_plain_player(page_making *page) {
    if (page->options->sound_path)
        return;
    add(page, "<audio controls src=\"");
    add_sound_address(page);
    add(page, "\"></audio>");
}

static rawi_status flush(page_making *page, rawi_error *error) {
    if (page->text.failed)
        return rawi_fail_memory(error);
    fwrite(page->text.bytes, 1, page->text.length, page->file);
    rawi_text_clear(&page->text);
    return RAWI_OK;
}

enum {
    SOUND_STEP = 48 << 10 /* bytes; a multiple of the three that base64 takes together */
};

/* The sound in base64, streamed into the page. */
static rawi_status write_sound(page_making *page, rawi_error *error) {
    const char *path = page->options->sound_path;
    if (!path)
        return RAWI_OK;
    FILE *file = fopen(path, "rbe");
    rawi_status status = RAWI_OK;
    while (file && status == RAWI_OK) {
        uint8_t bytes[SOUND_STEP];
        char encoded[BASE64_ENCODE_RAW_LENGTH(SOUND_STEP)];
        size_t count = fread(bytes, 1, sizeof bytes, file);
        if (count == 0)
            break;
        base64_encode_raw(encoded, count, bytes);
        rawi_text_add(&page->text, encoded, BASE64_ENCODE_RAW_LENGTH(count));
        status = flush(page, error);
    }
    if (!file || ferror(file))
        status =
            rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be read: %s"), path, rawi_reason(errno));
    if (file)
        fclose(file);
    return status;
}

/* ---- the page's own parts ------------------------------------------------------------------ */

static rawi_slice embedded(const unsigned char *start, const unsigned char *end) {
    return (rawi_slice){(const char *)start, (size_t)(end - start)};
}

static rawi_slice style_sheet(void) {
    return embedded(rawi_page_css, rawi_page_css_end);
}

static rawi_slice program(void) {
    return embedded(rawi_page_js, rawi_page_js_end);
}

static void add_hash(page_making *page, rawi_slice content) {
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    char encoded[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE) + 1] = {0};
    sha256_init(&context);
    sha256_update(&context, content.length, (const uint8_t *)content.bytes);
    sha256_digest(&context, sizeof digest, digest);
    base64_encode_raw(encoded, sizeof digest, digest);
    add(page, " 'sha256-");
    add(page, encoded);
    add(page, "'");
}

/* The Content-Security-Policy: this style, this program, this sound, and nothing else. */
static void add_policy(page_making *page) {
    add(page, "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; media-src ");
    add(page, page->options->sound_path ? "blob:" : "'self'");
    add(page, "; style-src");
    add_hash(page, style_sheet());
    add(page, "; script-src");
    add_hash(page, program());
}

/* What the reader's place is remembered under: the article, wherever its page lies. */
static void add_key(page_making *page) {
    struct sha256_ctx context;
    uint8_t digest[8];
    sha256_init(&context);
    sha256_update(&context, page->article->text_length, (const uint8_t *)page->article->text);
    sha256_digest(&context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        char hexadecimal[3];
        snprintf(hexadecimal, sizeof hexadecimal, "%02x", digest[i]);
        add(page, hexadecimal);
    }
}

static void add_style(page_making *page) {
    rawi_text_add(&page->text, style_sheet().bytes, style_sheet().length);
}

static void add_script(page_making *page) {
    rawi_text_add(&page->text, program().bytes, program().length);
}

static void add_author(page_making *page) {
    add_string(page, page->options->tags->author);
}

static void add_page_language(page_making *page) {
    add(page, page->options->english ? "en" : "ar");
}

static void add_page_direction(page_making *page) {
    add(page, page->options->english ? "ltr" : "rtl");
}

static void add_article_language(page_making *page) {
    add_string(page, page->article->language);
}

static void add_article_direction(page_making *page) {
    add(page, "rtl");
}

static void add_chapters_hidden(page_making *page) {
    add(page, page->timeline->chapter_count ? "" : "hidden");
}

static void add_duration(page_making *page) {
    add_seconds(page, page->timeline->duration);
}

static void add_length(page_making *page) {
    add_clock(page, page->timeline->duration);
}

static const struct {
    const char *name;
    void (*add)(page_making *page);
} parts[] = {
    {"article", add_article},
    {"article_direction", add_article_direction},
    {"article_language", add_article_language},
    {"author", add_author},
    {"chapters", add_chapters},
    {"chapters_hidden", add_chapters_hidden},
    {"duration", add_duration},
    {"key", add_key},
    {"length", add_length},
    {"page_direction", add_page_direction},
    {"page_language", add_page_language},
    {"plain_player", add_plain_player},
    {"policy", add_policy},
    {"script", add_script},
    {"sound_beside", add_sound_address},
    {"sound_type", add_sound_type},
    {"style", add_style},
    {"times", add_times},
    {"title", add_title},
};

static rawi_status add_part(page_making *page, rawi_slice name, rawi_error *error) {
    if (rawi_slice_equal(name, rawi_slice_of("sound")))
        return write_sound(page, error);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (rawi_slice_equal(name, rawi_slice_of(parts[i].name))) {
            parts[i].add(page);
            return RAWI_OK;
        }
    }
    const char *said = say(page, name);
    if (!said)
        return rawi_fail(error, RAWI_ERROR_DATA, "page.html: {{%.*s}}", (int)name.length,
                         name.bytes);
    add_string(page, said);
    return RAWI_OK;
}

/* ---- the whole ----------------------------------------------------------------------------- */

static rawi_status fill_template(page_making *page, rawi_error *error) {
    const char *at = (const char *)rawi_page_html;
    const char *end = (const char *)rawi_page_html_end;
    const char *open;
    while ((open = strstr(at, "{{")) != NULL) {
        const char *close = strstr(open, "}}");
        rawi_text_add(&page->text, at, (size_t)(open - at));
        rawi_slice name = {open + 2, (size_t)(close - open) - 2};
        rawi_status status = add_part(page, name, error);
        if (status != RAWI_OK)
            return status;
        at = close + 2;
    }
    rawi_text_add(&page->text, at, (size_t)(end - at));
    return flush(page, error);
}

rawi_status rawi_page_write(const rawi_article *article, const rawi_timeline *timeline,
                            const rawi_page_options *options, FILE *file, rawi_error *error) {
    rawi_written written;
    page_making page = {
        .article = article,
        .timeline = timeline,
        .options = options,
        .written = &written,
        .file = file,
    };
    rawi_status status = rawi_written_make(article, timeline, &written, error);
    if (status == RAWI_OK)
        status = fill_template(&page, error);
    rawi_text_free(&page.text);
    rawi_written_free(&written);
    return status;
}
