/* Sound files that are put before or behind a narration. */
#ifndef RAWI_EDITION_SOUND_FILE_H
#define RAWI_EDITION_SOUND_FILE_H

#include "edition/relay.h"

enum {
    RAWI_SOUND_FILE_SECONDS_MOST = 600
};

/* Reads a file of any format that libsndfile knows, its channels mixed into one, at `rate` samples
 * a second. RAWI_ERROR_IO where it cannot be read, RAWI_ERROR_ARGUMENT where it is no sound file,
 * lasts longer than RAWI_SOUND_FILE_SECONDS_MOST or has no samples, and what the sink says. */
rawi_status rawi_sound_file_read(const char *path, unsigned rate, rawi_sample_sink *sink,
                                 void *user, rawi_error *error);

#endif
