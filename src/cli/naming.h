/* Names of the editions of a batch: unique in their folder, also where upper and lower case are the
 * same, and stable: an article keeps the name that its edition has. */
#ifndef RAWI_CLI_NAMING_H
#define RAWI_CLI_NAMING_H

#include "cli/sources.h"

/* Gives each source a name without extension, which lives in `arena`: that of the edition that was
 * made from it before, else the article's own, with a number where another article or another file
 * in `folder` has it. `endings` are what the files of an edition end in (".mp3", ".chapters.json"…,
 * NULL at the end). */
rawi_status batch_name_sources(const batch_sources *sources, const char *folder,
                               const char *const *endings, rawi_arena *arena, const char **names,
                               rawi_error *error);

#endif
