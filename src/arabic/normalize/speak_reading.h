/* Says readings: the last step of a reading's way, after it was chosen. */
#ifndef RAWI_ARABIC_NORMALIZE_SPEAK_READING_H
#define RAWI_ARABIC_NORMALIZE_SPEAK_READING_H

#include "arabic/normalize/reading.h"

/* Adds the candidate's words to the reader's tokens, from item `first` on with its clitic;
 * remembers them in every case where syntax leaves the case open. RAWI_ERROR_MEMORY, or what its
 * say function fails with. */
rawi_status rawi_speak_reading(rawi_reader *reader, const rawi_candidate *candidate, size_t first,
                               rawi_error *error);

/* Remembers that items [first, end) became the tokens from `first_token` on; what they were taken
 * for and why are N_(). */
void rawi_remember_reading(rawi_reader *reader, size_t first, size_t end, size_t first_token,
                           const char *taken_for, const char *reason);

#endif
