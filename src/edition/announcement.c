/* The announcements, sentence by sentence. */
#include "edition/announcement.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
    SAID_MOST = 400 /* bytes of a title or a name; what is longer is none */
};

/* ---- sentences ----------------------------------------------------------------------------- */

static bool ends_in(const char *text, const char *end) {
    size_t length = strlen(text);
    size_t tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

/* Whether a full stop is to follow. */
static bool is_open(const char *text) {
    static const char *const ends[] = {".", "!", "؟", "?", "…"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ends_in(text, ends[i]))
            return false;
    return true;
}

/* Adds a block: `before`, and behind it `text`, whose white space is single spaces. */
static void add_block(rawi_announcement *announcement, rawi_block_kind kind, const char *before,
                      const char *text) {
    rawi_text *all = &announcement->text;
    if (all->length)
        rawi_text_add(all, "\n", 1);
    size_t start = all->length;
    rawi_text_add_string(all, before);
    for (const char *at = text; *at; at++)
        rawi_text_add(all, (unsigned char)*at > ' ' ? at : " ", 1);
    if (kind != RAWI_BLOCK_HEADING && is_open(text))
        rawi_text_add(all, ".", 1);
    announcement->blocks[announcement->article.block_count++] = (rawi_block){
        .kind = kind, .level = kind == RAWI_BLOCK_HEADING, .span = {start, all->length}, .line = 1};
}

static void add(rawi_announcement *announcement, const char *before, const char *text) {
    add_block(announcement, RAWI_BLOCK_PARAGRAPH, before, text);
}

/* Whether a title or a name can be said: an address in place of a name is none. */
static bool is_known(const char *text) {
    return text && *text && strlen(text) <= SAID_MOST && !strstr(text, "://");
}

static void add_author(rawi_announcement *announcement, const char *author) {
    if (!is_known(author) || strchr(author, '@'))
        return;
    bool said = strncmp(author, "بقلم", strlen("بقلم")) == 0;
    add(announcement, said ? "" : "بقلم ", author);
}

/* ---- the length ---------------------------------------------------------------------------- */

enum {
    LENGTH_SIZE = 128
};

/* «7 دقائق»: a counted noun as it is written behind its digits, the object of a verb. */
static void count_noun(unsigned long long number, const char *one, const char *two, const char *few,
                       const char *many, char text[LENGTH_SIZE]) {
    if (number == 1)
        snprintf(text, LENGTH_SIZE, "%s", one);
    else if (number == 2)
        snprintf(text, LENGTH_SIZE, "%s", two);
    else
        snprintf(text, LENGTH_SIZE, "%llu %s", number,
                 number % 100 >= 3 && number % 100 <= 10 ? few : many);
}

/* Up to two hours in minutes, as one says of a programme. */
static void write_length(double seconds, char text[LENGTH_SIZE]) {
    unsigned long long minutes = (unsigned long long)llround(seconds / 60);
    char hours[LENGTH_SIZE];
    char rest[LENGTH_SIZE];
    count_noun(minutes / 60, "ساعة واحدة", "ساعتين", "ساعات", "ساعة", hours);
    if (minutes == 0)
        snprintf(text, LENGTH_SIZE, "أقل من دقيقة");
    else if (minutes % 60 == 0)
        snprintf(text, LENGTH_SIZE, "%s", hours);
    else if (minutes < 120)
        count_noun(minutes, "دقيقة واحدة", "دقيقتين", "دقائق", "دقيقة", text);
    else {
        count_noun(minutes % 60, "دقيقة واحدة", "دقيقتين", "دقائق", "دقيقة", rest);
        int length = snprintf(text, LENGTH_SIZE, "%.60s و", hours);
        snprintf(text + length, LENGTH_SIZE - (size_t)length, "%.60s", rest);
    }
}

/* ---- the announcements --------------------------------------------------------------------- */

static void begin(rawi_announcement *announcement) {
    *announcement = (rawi_announcement){.article = {.language = "ar", .name = "rawi"}};
}

static rawi_status finish(rawi_announcement *announcement, rawi_error *error) {
    if (announcement->text.failed)
        return rawi_fail_memory(error);
    rawi_article *article = &announcement->article;
    article->text = announcement->text.bytes ? announcement->text.bytes : "";
    article->text_length = announcement->text.length;
    article->blocks = announcement->blocks;
    return RAWI_OK;
}

rawi_status rawi_announcement_open(rawi_announcement *announcement, const rawi_tags *tags,
                                   bool with_title, double seconds, rawi_error *error) {
    enum {
        DAY = sizeof "2025-10-15"
    };
    begin(announcement);
    if (with_title && is_known(tags->title))
        add_block(announcement, RAWI_BLOCK_HEADING, "", tags->title);
    add_author(announcement, tags->author);
    if (tags->date && strlen(tags->date) >= DAY - 1) {
        char day[DAY];
        snprintf(day, sizeof day, "%s", tags->date);
        add(announcement, "نُشر في ", day);
    }
    char length[LENGTH_SIZE];
    write_length(seconds, length);
    add(announcement, "تبلغ مدة الاستماع ", length);
    return finish(announcement, error);
}

rawi_status rawi_announcement_close(rawi_announcement *announcement, const rawi_tags *tags,
                                    rawi_error *error) {
    begin(announcement);
    if (is_known(tags->title)) {
        add(announcement, "استمعتم إلى مقالٍ بعنوانِ: ", tags->title);
        add_author(announcement, tags->author);
    }
    add(announcement, "", "شكرًا لاستماعكم");
    return finish(announcement, error);
}

void rawi_announcement_free(rawi_announcement *announcement) {
    rawi_text_free(&announcement->text);
}
