/* What all transfers from the web have in common: which addresses, how many redirects, how long to
 * wait. */
#ifndef RAWI_WEB_TRANSFER_H
#define RAWI_WEB_TRANSFER_H

#include "base/error.h"

#include <curl/curl.h>

/* Sets it all on a fresh handle. `flaw`, of CURL_ERROR_SIZE bytes, takes libcurl's own words. A
 * redirect must keep to the scheme, or go from http to https. `patience` is in seconds. */
void web_prepare(CURL *curl, const char *address, double patience, char *flaw);

/* What a result other than CURLE_OK means to the user. */
rawi_status web_explain(CURL *curl, CURLcode result, const char *address, double patience,
                        const char *flaw, rawi_error *error);

#endif
