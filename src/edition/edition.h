/* An edition: the narration of an article as it is published, mastered, with chapters, tags, cover,
 * transcripts and a page to read along.
 *
 *     script ──narration──▶ speech ──mastering──▶ sound file with chapters and tags
 *                              └──timeline──▶ transcripts, page, chapters
 */
#ifndef RAWI_EDITION_EDITION_H
#define RAWI_EDITION_EDITION_H

#include "edition/timeline.h"

/* Files that stand beside the sound, named as it with another extension. */
enum {
    RAWI_BESIDE_VTT = 1 << 0,      /* .vtt, WebVTT */
    RAWI_BESIDE_SRT = 1 << 1,      /* .srt */
    RAWI_BESIDE_JSON = 1 << 2,     /* .json, words with times and spans */
    RAWI_BESIDE_TEXT = 1 << 3,     /* .txt */
    RAWI_BESIDE_PAGE = 1 << 4,     /* .html, the read-along page */
    RAWI_BESIDE_CHAPTERS = 1 << 5, /* .chapters.json, Podcasting 2.0 */
    RAWI_BESIDE_COVER = 1 << 6,    /* .jpg */
    RAWI_BESIDE_RECORD = 1 << 7    /* .edition.json, what rawi feed and the next batch read */
};

#endif
