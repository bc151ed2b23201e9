/* Transfers through libcurl. */
#include "web/transfer.h"

#include <string.h>
#include <strings.h>

enum {
    REDIRECTS_MAX = 5
};

void web_prepare(CURL *curl, const char *address, double patience, char *flaw) {
    bool secure = strncasecmp(address, "https:", 6) == 0;
    long seconds = (long)(patience + 0.5);
    curl_easy_setopt(curl, CURLOPT_URL, address);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, secure ? "https" : "http");
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, secure ? "https" : "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)REDIRECTS_MAX);
    curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "rawi/" RAWI_VERSION);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, seconds);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, seconds);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, flaw);
}

rawi_status web_explain(CURL *curl, CURLcode result, const char *address, double patience,
                        const char *flaw, rawi_error *error) {
    long answer = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
    switch (result) {
    case CURLE_HTTP_RETURNED_ERROR:
        return rawi_fail(error, RAWI_ERROR_IO, _("%s: the server answers %ld"), address, answer);
    case CURLE_UNSUPPORTED_PROTOCOL:
        return rawi_fail(error, RAWI_ERROR_DATA,
                         _("%s leads to an address of another kind, which is refused"), address);
    case CURLE_TOO_MANY_REDIRECTS:
        return rawi_fail(error, RAWI_ERROR_DATA, _("%s leads from one address to the next"),
                         address);
    case CURLE_OPERATION_TIMEDOUT:
        return rawi_fail(error, RAWI_ERROR_IO,
                         _("%s: the server was silent for %g seconds; try again later"), address,
                         patience);
    case CURLE_COULDNT_RESOLVE_HOST:
        return rawi_fail(error, RAWI_ERROR_IO,
                         _("%s: there is no such server, or no connection; check the address"),
                         address);
    case CURLE_COULDNT_CONNECT:
        return rawi_fail(error, RAWI_ERROR_IO,
                         _("%s: the server cannot be reached; try again later"), address);
    default:
        return rawi_fail(error, RAWI_ERROR_IO, "%s: %s", address,
                         *flaw ? flaw : curl_easy_strerror(result));
    }
}
