/* WebVTT (W3C), SRT (as players read it), JSON (Podcasting 2.0's, with more) and plain text. */
#include "edition/transcript.h"

#include "base/error.h"
#include "edition/cues.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#define RIGHT_TO_LEFT_MARK      "\u200F"
#define RIGHT_TO_LEFT_EMBEDDING "\u202B"
#define POP_DIRECTION           "\u202C"
#define WORD_JOINER             "\u2060"

/* ---- the lines of a cue -------------------------------------------------------------------- */

/* The words of a line with single spaces between them. */
static void add_words(const rawi_written *written, rawi_cue_line line, rawi_text *text) {
    for (size_t i = 0; i < line.count; i++) {
        rawi_slice word = written->words[line.first + i].text;
        if (i)
            rawi_text_add(text, " ", 1);
        rawi_text_add(text, word.bytes, word.length);
    }
}

/* Whether readers that go by a line's first letter lay this one out from right to left. */
static bool begins_right_to_left(rawi_slice line) {
    for (size_t position = 0; position < line.length;) {
        int32_t character = rawi_next_character(line.bytes, line.length, &position);
        UCharDirection direction = character < 0 ? U_OTHER_NEUTRAL : u_charDirection(character);
        if (direction == U_LEFT_TO_RIGHT)
            return false;
        if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC)
            return true;
    }
    return false;
}

/* Adds hours:minutes:seconds and, behind `point`, thousandths. */
static void add_time(double seconds, char point, rawi_text *text) {
    unsigned long long thousandths = (unsigned long long)llround(fmax(seconds, 0) * 1000);
    char written[48];
    snprintf(written, sizeof written, "%02llu:%02llu:%02llu%c%03llu", thousandths / 3600000,
             thousandths / 60000 % 60, thousandths / 1000 % 60, point, thousandths % 1000);
    rawi_text_add_string(text, written);
}

/* ---- WebVTT -------------------------------------------------------------------------------- */

static void add_escaped(rawi_slice line, rawi_text *text) {
    for (size_t i = 0; i < line.length; i++) {
        char byte = line.bytes[i];
        if (byte == '&')
            rawi_text_add_string(text, "&amp;");
        else if (byte == '<')
            rawi_text_add_string(text, "&lt;");
        else if (byte == '>')
            rawi_text_add_string(text, "&gt;");
        else
            rawi_text_add(text, &byte, 1);
    }
}

static void add_vtt_line(rawi_slice line, rawi_text *text) {
    if (!begins_right_to_left(line))
        rawi_text_add_string(text, RIGHT_TO_LEFT_MARK);
    add_escaped(line, text);
}

/* ---- SRT ----------------------------------------------------------------------------------- */

/* Tags of HTML, overrides of SubStation Alpha («{\an8}») and times begin so. */
static bool begins_markup(rawi_slice line, size_t at) {
    char next = at + 1 < line.length ? line.bytes[at + 1] : ' ';
    switch (line.bytes[at]) {
    case '<':
    case '{':
        return next != ' ';
    case '-':
        return next == '-';
    default:
        return false;
    }
}

static void add_srt_line(rawi_slice line, rawi_text *text) {
    rawi_text_add_string(text, RIGHT_TO_LEFT_EMBEDDING);
    for (size_t i = 0; i < line.length; i++) {
        rawi_text_add(text, line.bytes + i, 1);
        if (begins_markup(line, i))
            rawi_text_add_string(text, WORD_JOINER);
    }
    rawi_text_add_string(text, POP_DIRECTION);
}

/* ---- both ---------------------------------------------------------------------------------- */

static void add_cue(const rawi_written *written, const rawi_cue *cue, size_t number, bool vtt,
                    rawi_text *line, rawi_text *text) {
    char decimal[32];
    snprintf(decimal, sizeof decimal, "%zu\n", number);
    rawi_text_add_string(text, decimal);
    add_time(cue->start, vtt ? '.' : ',', text);
    rawi_text_add_string(text, " --> ");
    add_time(cue->end, vtt ? '.' : ',', text);
    rawi_text_add(text, "\n", 1);
    for (size_t i = 0; i < cue->line_count; i++) {
        rawi_text_clear(line);
        add_words(written, cue->lines[i], line);
        (vtt ? add_vtt_line : add_srt_line)((rawi_slice){line->bytes, line->length}, text);
        rawi_text_add(text, "\n", 1);
    }
    rawi_text_add(text, "\n", 1);
}

static rawi_status make_cues(const rawi_written *written, const rawi_timeline *timeline, bool vtt,
                             rawi_text *text, rawi_error *error) {
    rawi_arena arena = {0};
    rawi_cue *cues;
    size_t count;
    rawi_status status = rawi_cues_make(written, timeline, &arena, &cues, &count, error);
    if (status == RAWI_OK) {
        rawi_text line = {0};
        if (vtt)
            rawi_text_add_string(text, "WEBVTT\n\n");
        for (size_t i = 0; i < count; i++)
            add_cue(written, &cues[i], i + 1, vtt, &line, text);
        if (line.failed)
            text->failed = true;
        rawi_text_free(&line);
    }
    rawi_arena_free(&arena);
    return status;
}

/* ---- plain text ---------------------------------------------------------------------------- */

static bool is_list_item(const rawi_timed_utterance *timed) {
    return timed->kind == RAWI_BLOCK_LIST_ITEM && timed->block != SIZE_MAX;
}

/* What stands before the text of an item: its number, or a dash; nothing where it goes on. */
static void add_item_mark(const rawi_block *item, rawi_text *text) {
    char mark[sizeof "-2147483648. "] = "- ";
    if (item->continues)
        memcpy(mark, "  ", sizeof "  ");
    else if (item->numbered)
        snprintf(mark, sizeof mark, "%d. ", item->ordinal);
    for (unsigned level = 1; level < item->level; level++)
        rawi_text_add_string(text, "  ");
    rawi_text_add_string(text, mark);
}

/* What stands between an utterance and the one before it, NULL for the first. */
static void add_separator(const rawi_article *article, const rawi_timed_utterance *timed,
                          const rawi_timed_utterance *before, rawi_text *text) {
    if (before && before->block == timed->block) {
        rawi_text_add(text, " ", 1);
        return;
    }
    bool item = is_list_item(timed);
    if (before)
        rawi_text_add_string(text, item && is_list_item(before) ? "\n" : "\n\n");
    if (item)
        add_item_mark(&article->blocks[timed->block], text);
}

static void add_plain(const rawi_article *article, const rawi_written *written, rawi_text *text) {
    const rawi_timed_utterance *before = NULL;
    for (size_t i = 0; i < written->utterance_count; i++) {
        const rawi_written_utterance *utterance = &written->utterances[i];
        add_separator(article, utterance->timed, before, text);
        add_words(written, (rawi_cue_line){utterance->first, utterance->count}, text);
        before = utterance->timed;
    }
    rawi_text_add(text, "\n", 1);
}

/* ---- JSON ---------------------------------------------------------------------------------- */

static const char *const kinds[] = {"heading", "paragraph", "list-item", "quotation", "caption"};

static json_t *span_json(rawi_span span) {
    return json_pack("[I, I]", (json_int_t)span.start, (json_int_t)span.end);
}

static json_t *seconds_json(double seconds) {
    return json_real(round(seconds * 1000) / 1000);
}

static json_t *word_json(const rawi_article *article, const rawi_timed_word *word, bool added) {
    json_t *json = json_pack("{s:o, s:o}", "startTime", seconds_json(word->start), "endTime",
                             seconds_json(word->end));
    if (!added) {
        rawi_span source = rawi_article_source_span(article, word->span);
        json_object_set_new(
            json, "body",
            json_stringn(article->text + word->span.start, word->span.end - word->span.start));
        json_object_set_new(json, "span", span_json(word->span));
        json_object_set_new(json, "source", span_json(source));
    }
    json_object_set_new(json, "spoken", json_string(word->text));
    return json;
}

static json_t *segment_json(const rawi_article *article, const rawi_timeline *timeline,
                            const rawi_timed_utterance *timed, const rawi_text *body) {
    bool added = timed->block == SIZE_MAX;
    json_t *words = json_array();
    for (size_t i = 0; i < timed->word_count; i++)
        json_array_append_new(words,
                              word_json(article, &timeline->words[timed->first_word + i], added));
    json_t *json = json_pack("{s:o, s:o, s:s#, s:s}", "startTime", seconds_json(timed->start),
                             "endTime", seconds_json(timed->end), "body", body->bytes,
                             (int)body->length, "kind", added ? "added" : kinds[timed->kind]);
    if (!added) {
        if (timed->kind == RAWI_BLOCK_HEADING)
            json_object_set_new(json, "level", json_integer(timed->level));
        json_object_set_new(json, "block", json_integer((json_int_t)timed->block));
        json_object_set_new(json, "span", span_json(timed->span));
    }
    json_object_set_new(json, "words", words);
    return json;
}

/* Appends the JSON, which it takes; without memory there is none. */
static void add_json(json_t *json, rawi_text *text) {
    char *dumped = json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
    if (dumped)
        rawi_text_add_string(text, dumped);
    else
        text->failed = true;
    free(dumped);
    json_decref(json);
}

static void add_member(const char *name, const char *value, rawi_text *text) {
    if (!value)
        return;
    rawi_text_add_string(text, ",\n\"");
    rawi_text_add_string(text, name);
    rawi_text_add_string(text, "\": ");
    add_json(json_string(value), text);
}

static void make_json(const rawi_article *article, const rawi_written *written,
                      const rawi_timeline *timeline, const rawi_tags *tags, rawi_text *text) {
    rawi_text_add_string(text, "{\"version\": \"1.0.0\"");
    add_member("language", tags->language, text);
    add_member("title", tags->title, text);
    add_member("author", tags->author, text);
    add_member("date", tags->date, text);
    rawi_text_add_string(text, ",\n\"duration\": ");
    add_json(seconds_json(timeline->duration), text);
    rawi_text_add_string(text, ",\n\"segments\": [");
    rawi_text body = {0};
    for (size_t i = 0; i < written->utterance_count; i++) {
        const rawi_written_utterance *utterance = &written->utterances[i];
        rawi_text_clear(&body);
        add_words(written, (rawi_cue_line){utterance->first, utterance->count}, &body);
        rawi_text_add_string(text, i ? ",\n" : "\n");
        if (body.failed)
            text->failed = true;
        else
            add_json(segment_json(article, timeline, utterance->timed, &body), text);
    }
    rawi_text_free(&body);
    rawi_text_add_string(text, "\n]}\n");
}

/* ---- all ----------------------------------------------------------------------------------- */

rawi_status rawi_transcript_make(const rawi_article *article, const rawi_timeline *timeline,
                                 const rawi_tags *tags, rawi_transcript_format format,
                                 rawi_text *text, rawi_error *error) {
    rawi_written written;
    rawi_status status = rawi_written_make(article, timeline, &written, error);
    if (status == RAWI_OK) {
        switch (format) {
        case RAWI_TRANSCRIPT_VTT:
        case RAWI_TRANSCRIPT_SRT:
            status = make_cues(&written, timeline, format == RAWI_TRANSCRIPT_VTT, text, error);
            break;
        case RAWI_TRANSCRIPT_JSON:
            make_json(article, &written, timeline, tags, text);
            break;
        case RAWI_TRANSCRIPT_TEXT:
            add_plain(article, &written, text);
            break;
        }
    }
    rawi_written_free(&written);
    if (status == RAWI_OK && text->failed)
        status = rawi_fail_memory(error);
    return status;
}
