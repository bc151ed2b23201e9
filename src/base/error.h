/* How the rooms report failure: a status returned and a message left in the caller's rawi_error. */
#ifndef RAWI_BASE_ERROR_H
#define RAWI_BASE_ERROR_H

#include "rawi.h"

#include <libintl.h>

/* A message of the library in the user's language. */
#define _(message) dgettext("rawi", message)

/* Marks a message for translation where it stands in a table; `_` is applied where it is used. */
#define N_(message) message

/* Writes the message (printf-style) into `error` unless that is NULL, and returns `status`, so that
 * a failing function can `return rawi_fail(error, RAWI_ERROR_IO, _("…"), …)`. A message too long is
 * cut at a character's end. */
rawi_status rawi_fail(rawi_error *error, rawi_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Why the system refused, by its error number, in the user's language; for the next call. */
const char *rawi_reason(int number);

/* The failure of an allocation. */
rawi_status rawi_fail_memory(rawi_error *error);

#endif
