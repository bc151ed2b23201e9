/* Checks a voice file in .htsvoice form before libhtsengine sees it, which trusts its input. */
#ifndef RAWI_VOICE_HTS_CHECK_H
#define RAWI_VOICE_HTS_CHECK_H

#include "base/error.h"

/* RAWI_OK for a file that libhtsengine loads and speaks with without harm, and whose labels are
 * those of Arabic Festival voices. RAWI_ERROR_DATA, with the file's name, what is wrong and where,
 * for any other; RAWI_ERROR_IO where it cannot be read. */
rawi_status rawi_hts_check(const char *path, rawi_error *error);

/* The same for the bytes of a file; `name` serves messages. */
rawi_status rawi_hts_check_memory(const void *bytes, size_t size, const char *name,
                                  rawi_error *error);

#endif
