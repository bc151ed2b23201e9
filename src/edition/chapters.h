/* Chapters as a file beside the sound: Podcasting 2.0's JSON. */
#ifndef RAWI_EDITION_CHAPTERS_H
#define RAWI_EDITION_CHAPTERS_H

#include "edition/edition.h"

#include <stdio.h>

/* Writes the chapters of an edition as application/json+chapters, version 1.2.0
 * (github.com/Podcastindex-org/podcast-namespace, chapters/jsonChapters.md), times in seconds. An
 * edition without chapters has an empty list. What the disk refuses is left to the caller to see in
 * the file. */
rawi_status rawi_chapters_write(const rawi_edition *edition, FILE *file, rawi_error *error);

#endif
