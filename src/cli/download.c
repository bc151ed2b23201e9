/* Downloads with libcurl. */
#include "cli/download.h"
#include "cli/progress.h"
#include "cli/stop.h"
#include "web/transfer.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* One attempt to fetch what is missing. */
typedef struct attempt {
    const download *wanted;
    CURL *curl;
    int fd;
    uint64_t had;     /* bytes that were there before */
    uint64_t written; /* bytes since */
    int write_errno;  /* why writing failed, 0 where it did not */
    bool wrong_size;  /* the server has a file of another size */
    uint64_t offered; /* that size */
    progress bar;
} attempt;

static rawi_status fail_writing(const attempt *now, int number, rawi_error *error) {
    return rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be written: %s"), now->wanted->path,
                     rawi_reason(number));
}

/* ---- what libcurl calls -------------------------------------------------------------------- */

/* Whether the answer's length, where the server says it, is that of what is missing. */
static bool check_length(attempt *now) {
    curl_off_t length = -1;
    curl_easy_getinfo(now->curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    now->offered = length < 0 ? now->had + now->written : now->had + (uint64_t)length;
    now->wrong_size =
        length >= 0 ? now->offered != now->wanted->size : now->offered > now->wanted->size;
    return !now->wrong_size;
}

static size_t take_bytes(char *bytes, size_t size, size_t count, void *user) {
    attempt *now = user;
    size_t length = size * count, done = 0;
    now->written += length;
    if (!check_length(now))
        return 0;
    while (done < length) {
        ssize_t written = write(now->fd, bytes + done, length - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            now->write_errno = errno;
            return 0;
        }
        done += (size_t)written;
    }
    return length;
}

static int show_progress(void *user, curl_off_t down_all, curl_off_t down, curl_off_t up_all,
                         curl_off_t up) {
    (void)down_all, (void)up_all, (void)up;
    attempt *now = user;
    double done = (double)(now->had + (uint64_t)(down > 0 ? down : 0));
    progress_update_bytes(&now->bar, done, (double)now->wanted->size, (double)now->had);
    return stop_signal() != 0;
}

/* ---- an attempt ---------------------------------------------------------------------------- */

static void set_options(attempt *now, char *flaw) {
    CURL *curl = now->curl;
    web_prepare(curl, now->wanted->address, now->wanted->patience, flaw);
    curl_easy_setopt(curl, CURLOPT_RESUME_FROM_LARGE, (curl_off_t)now->had);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_bytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, now);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, show_progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, now);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
}

/* What libcurl's result means to the user. */
static rawi_status explain(const attempt *now, CURLcode result, const char *flaw,
                           rawi_error *error) {
    const char *address = now->wanted->address;
    if (now->wrong_size)
        return rawi_fail(error, RAWI_ERROR_DATA,
                         _("%s has %llu bytes instead of %llu; it is not the voice of the catalog"),
                         address, (unsigned long long)now->offered,
                         (unsigned long long)now->wanted->size);
    if (now->write_errno)
        return fail_writing(now, now->write_errno, error);
    switch (result) {
    case CURLE_ABORTED_BY_CALLBACK:
        return rawi_fail(error, RAWI_INTERRUPTED, "%s",
                         _("stopped; the same command goes on from here"));
    case CURLE_OPERATION_TIMEDOUT:
        return rawi_fail(
            error, RAWI_ERROR_IO,
            _("%s: the server was silent for %g seconds; the same command goes on from "
              "here"),
            address, now->wanted->patience);
    case CURLE_OK:
    case CURLE_PARTIAL_FILE:
        return rawi_fail(error, RAWI_ERROR_IO,
                         _("%s broke off at %llu of %llu bytes; the same command goes on from "
                           "there"),
                         address, (unsigned long long)(now->had + now->written),
                         (unsigned long long)now->wanted->size);
    default:
        return web_explain(now->curl, result, address, now->wanted->patience, flaw, error);
    }
}

/* Whether the server cannot send a part: it must be asked for all. */
static bool refuses_parts(const attempt *now, CURLcode result) {
    long answer = 0;
    curl_easy_getinfo(now->curl, CURLINFO_RESPONSE_CODE, &answer);
    return now->had > 0 && now->written == 0 &&
           (result == CURLE_RANGE_ERROR || answer == 416 || now->wrong_size);
}

static rawi_status fetch(attempt *now, rawi_error *error) {
    char flaw[CURL_ERROR_SIZE] = "";
    now->curl = curl_easy_init();
    if (!now->curl)
        return rawi_fail_memory(error);
    set_options(now, flaw);
    progress_begin(&now->bar, now->wanted->shown);
    CURLcode result = curl_easy_perform(now->curl);
    progress_end(&now->bar);
    if (refuses_parts(now, result) && ftruncate(now->fd, 0) == 0) {
        now->had = 0;
        now->wrong_size = false;
        lseek(now->fd, 0, SEEK_SET);
        curl_easy_setopt(now->curl, CURLOPT_RESUME_FROM_LARGE, (curl_off_t)0);
        progress_begin(&now->bar, now->wanted->shown);
        result = curl_easy_perform(now->curl);
        progress_end(&now->bar);
    }
    bool whole = result == CURLE_OK && now->had + now->written == now->wanted->size;
    rawi_status status = whole ? RAWI_OK : explain(now, result, flaw, error);
    curl_easy_cleanup(now->curl);
    return status;
}

/* ---- the file ------------------------------------------------------------------------------ */

/* A disk that is known to be too small is said at once, not after a minute of loading. */
static rawi_status check_room(const attempt *now, rawi_error *error) {
    struct statvfs disk;
    uint64_t needed = now->wanted->size - now->had;
    char text[32];
    if (fstatvfs(now->fd, &disk) != 0 || (uint64_t)disk.f_bavail * disk.f_frsize >= needed)
        return RAWI_OK;
    return rawi_fail(error, RAWI_ERROR_IO, _("there is no room on the disk: %s needs %s more"),
                     now->wanted->path, format_size(needed, text, sizeof text));
}

static rawi_status open_part(attempt *now, rawi_error *error) {
    struct stat file;
    now->fd = open(now->wanted->path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (now->fd < 0)
        return fail_writing(now, errno, error);
    if (flock(now->fd, LOCK_EX | LOCK_NB) != 0)
        return rawi_fail(error, RAWI_ERROR_IO, _("%s is being downloaded by another rawi"),
                         now->wanted->path);
    if (fstat(now->fd, &file) != 0)
        return fail_writing(now, errno, error);
    now->had = (uint64_t)file.st_size;
    if (now->had > now->wanted->size) {
        now->had = 0;
        if (ftruncate(now->fd, 0) != 0)
            return fail_writing(now, errno, error);
    }
    lseek(now->fd, 0, SEEK_END);
    return check_room(now, error);
}

rawi_status download_file(const download *wanted, rawi_error *error) {
    attempt now = {.wanted = wanted};
    rawi_status status = open_part(&now, error);
    if (status == RAWI_OK && now.had < wanted->size)
        status = fetch(&now, error);
    if (status == RAWI_OK && fsync(now.fd) != 0)
        status = fail_writing(&now, errno, error);
    if (now.fd >= 0)
        close(now.fd);
    return status;
}
