/* Transcripts: the narration's text with its times, for players, directories and other programs.
 *
 * The text is what the author wrote, not what is spoken. All are UTF-8 with \n line ends.
 *
 * WebVTT and SRT hold the cues of edition/cues.h. A line that would not be laid out from right to
 * left of its own has a right-to-left mark before it in WebVTT, whose readers go by a line's first
 * letter; in SRT, whose readers often go by none, every line is embedded from right to left.
 * In WebVTT what could be markup is escaped; in SRT, which has no escapes, a word joiner (U+2060)
 * behind its first character keeps it from being any.
 *
 * JSON is a transcript as Podcasting 2.0 has it, a segment for each sentence, with more:
 *
 *     {"version": "1.0.0", "language": "ar", "title": …, "author": …, "date": …,
 * "duration": 61.204, "segments": [{"startTime": 0.5, "endTime": 4.281, "body": "بلغ السعر 128
 * دولارًا.", "kind": "paragraph", "block": 3, "span": [310, 352], "words": [{"startTime": 0.5,
 * "endTime": 0.93, "body": "بلغ", "spoken": "بَلَغَ", "span": [310, 316], "source": [324, 330]}, …]}]}
 *
 * Times are seconds. A segment's body is the sentence, a word's what the author wrote for it: words
 * that are spoken for one number have its span and its body. `span` is bytes of the article's text,
 * `source` bytes of the decoded source, as in `rawi text --json`. `kind` is heading (with "level"),
 * paragraph, list-item, quotation or caption; "added" for what Rawi says of its own (the opening,
 * the closing), which has no block or span, its words neither body, span nor source. "title",
 * "author", "date" are absent where they are unknown.
 *
 * Plain text is the blocks that are heard, an empty line between them, list items behind a hyphen.
 */
#ifndef RAWI_EDITION_TRANSCRIPT_H
#define RAWI_EDITION_TRANSCRIPT_H

#include "audio/tags.h"
#include "base/text.h"
#include "edition/timeline.h"

typedef enum rawi_transcript_format {
    RAWI_TRANSCRIPT_VTT,
    RAWI_TRANSCRIPT_SRT,
    RAWI_TRANSCRIPT_JSON,
    RAWI_TRANSCRIPT_TEXT
} rawi_transcript_format;

/* Appends the transcript of a finished timeline to `text`, the caller's to free; title, author,
 * date and language are those of the tags. RAWI_ERROR_MEMORY is the only failure. */
rawi_status rawi_transcript_make(const rawi_article *article, const rawi_timeline *timeline,
                                 const rawi_tags *tags, rawi_transcript_format format,
                                 rawi_text *text, rawi_error *error);

#endif
