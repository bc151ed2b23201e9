/* Fetching into memory. */
#include "web/fetch.h"
#include "web/transfer.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct fetching {
    const rawi_fetch *wanted;
    rawi_text *bytes;
    bool is_too_large;
} fetching;

static size_t take_bytes(char *bytes, size_t size, size_t count, void *user) {
    fetching *now = user;
    size_t length = size * count;
    now->is_too_large = length > now->wanted->most - now->bytes->length;
    return !now->is_too_large && rawi_text_add(now->bytes, bytes, length) ? length : 0;
}

static int go_on(void *user, curl_off_t down_all, curl_off_t down, curl_off_t up_all,
                 curl_off_t up) {
    (void)down_all, (void)down, (void)up_all, (void)up;
    const fetching *now = user;
    return now->wanted->abandoned && atomic_load(now->wanted->abandoned);
}

static rawi_status explain(const fetching *now, CURL *curl, CURLcode result, const char *flaw,
                           rawi_error *error) {
    const rawi_fetch *wanted = now->wanted;
    double seconds = 0.0;
    curl_easy_getinfo(curl, CURLINFO_TOTAL_TIME, &seconds);
    if (now->is_too_large)
        return rawi_fail(error, RAWI_ERROR_INPUT, _("%s: larger than %zu MiB"), wanted->address,
                         wanted->most >> 20);
    if (now->bytes->failed)
        return rawi_fail_memory(error);
    if (result == CURLE_ABORTED_BY_CALLBACK)
        return rawi_fail(error, RAWI_INTERRUPTED, _("%s: given up"), wanted->address);
    if (result == CURLE_OPERATION_TIMEDOUT && seconds >= wanted->longest)
        return rawi_fail(error, RAWI_ERROR_IO,
                         _("%s: the server is too slow: not all of it came within %g seconds"),
                         wanted->address, wanted->longest);
    return web_explain(curl, result, wanted->address, wanted->patience, flaw, error);
}

/* The charset of a media type, «text/html; Charset="windows-1256"»: the caller's, NULL where there
 * is none. */
static char *charset_of(const char *type) {
    for (const char *at = type ? strchr(type, ';') : NULL; at; at = strchr(at, ';')) {
        at += 1 + strspn(at + 1, " \t");
        if (strncasecmp(at, "charset=", 8) != 0)
            continue;
        at += 8;
        at += *at == '"';
        size_t length = strcspn(at, "\"; \t");
        return length > 0 ? strndup(at, length) : NULL;
    }
    return NULL;
}

rawi_status rawi_web_fetch(const rawi_fetch *wanted, rawi_fetched *fetched, rawi_error *error) {
    char flaw[CURL_ERROR_SIZE] = "";
    fetching now = {.wanted = wanted, .bytes = &fetched->bytes};
    *fetched = (rawi_fetched){0};
    CURL *curl = curl_easy_init();
    if (!curl)
        return rawi_fail_memory(error);
    web_prepare(curl, wanted->address, wanted->patience, flaw);
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)(wanted->longest * 1000.0));
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_bytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &now);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, go_on);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &now);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    CURLcode result = curl_easy_perform(curl);
    rawi_status status = result == CURLE_OK ? RAWI_OK : explain(&now, curl, result, flaw, error);
    const char *address = NULL, *type = NULL;
    curl_easy_getinfo(curl, CURLINFO_EFFECTIVE_URL, &address);
    curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
    if (status == RAWI_OK) {
        fetched->charset = charset_of(type);
        fetched->address = strdup(address ? address : wanted->address);
        status = fetched->address ? RAWI_OK : rawi_fail_memory(error);
    }
    curl_easy_cleanup(curl);
    if (status != RAWI_OK)
        rawi_fetched_free(fetched);
    return status;
}

void rawi_fetched_free(rawi_fetched *fetched) {
    rawi_text_free(&fetched->bytes);
    free(fetched->address);
    free(fetched->charset);
    *fetched = (rawi_fetched){0};
}
