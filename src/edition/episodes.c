/* Episodes: from records, else from the tags of sounds, which libsndfile reads. */
#include "edition/episodes.h"

#include <dirent.h>
#include <errno.h>
#include <search.h>
#include <sndfile.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>

/* What is being listed. */
typedef struct listing {
    const char *folder;
    const rawi_feed_options *options;
    rawi_arena *arena;
    rawi_episode *episodes;
    size_t count;
    size_t capacity;
    size_t complaints;
    void *owned; /* tsearch(3): the sounds that have a record */
} listing;

/* ---- types and dates ----------------------------------------------------------------------- */

const char *rawi_sound_type(const char *name) {
    static const struct {
        const char *extension, *type;
    } types[] = {
        {".mp3", "audio/mpeg"}, {".m4a", "audio/mp4"}, {".m4b", "audio/mp4"},
        {".opus", "audio/ogg"}, {".ogg", "audio/ogg"}, {".flac", "audio/flac"},
        {".wav", "audio/wav"},
    };
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof types / sizeof *types; i++)
        if (strcasecmp(dot, types[i].extension) == 0)
            return types[i].type;
    return NULL;
}

/* The minutes east of Greenwich that a date's end says: "Z", "+03:00", "+0300", "" or a fraction of
 * a second before one of these. False where it says something else. */
static bool parse_zone(const char *text, int *minutes) {
    int hours = 0, rest = 0;
    *minutes = 0;
    if (*text == '.' || *text == ',')
        text += 1 + strspn(text + 1, "0123456789");
    if (!*text || strcmp(text, "Z") == 0)
        return true;
    if ((*text != '+' && *text != '-') ||
        (sscanf(text + 1, "%2d:%2d", &hours, &rest) != 2 &&
         sscanf(text + 1, "%2d%2d", &hours, &rest) < 1) ||
        hours < 0 || hours > 14 || rest < 0 || rest > 59)
        return false;
    *minutes = (hours * 60 + rest) * (*text == '-' ? -1 : 1);
    return true;
}

static bool parse_iso(const char *iso, struct tm *day, int *zone) {
    int year = 0, month = 1, mday = 1, hour = 0, minute = 0, second = 0, end = 0, at = 0;
    if (sscanf(iso, "%4d%n-%2d%n-%2d%n", &year, &end, &month, &end, &mday, &end) < 1)
        return false;
    const char *rest = iso + end;
    if ((*rest == 'T' || *rest == ' ') &&
        sscanf(rest + 1, "%2d:%2d%n:%2d%n", &hour, &minute, &at, &second, &at) < 2)
        return false;
    rest += at ? at + 1 : 0;
    *day = (struct tm){.tm_year = year - 1900,
                       .tm_mon = month - 1,
                       .tm_mday = mday,
                       .tm_hour = hour,
                       .tm_min = minute,
                       .tm_sec = second};
    struct tm given = *day;
    return year >= 1000 && parse_zone(rest, zone) && timegm(day) != (time_t)-1 &&
           day->tm_mon == given.tm_mon && day->tm_mday == given.tm_mday &&
           day->tm_hour == given.tm_hour && day->tm_min == given.tm_min;
}

bool rawi_mail_date(const char *iso, char date[RAWI_MAIL_DATE_SIZE], int64_t *time) {
    /* Not strftime's: its names are the locale's. */
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct tm day;
    int zone;
    if (!parse_iso(iso, &day, &zone))
        return false;
    int distance = abs(zone);
    snprintf(date, RAWI_MAIL_DATE_SIZE, "%s, %02d %s %04d %02d:%02d:%02d %c%02d%02d",
             days[day.tm_wday], day.tm_mday, months[day.tm_mon], (day.tm_year + 1900) % 10000,
             day.tm_hour, day.tm_min, day.tm_sec, zone < 0 ? '-' : '+', distance / 60 % 100,
             distance % 60);
    *time = (int64_t)timegm(&day) - 60 * zone;
    return true;
}

/* ---- adding -------------------------------------------------------------------------------- */

static int compare_text(const void *a, const void *b) {
    return strcmp(a, b);
}

static void complain(listing *list, const char *message) {
    list->complaints++;
    if (list->options->complain)
        list->options->complain(list->options->user, message);
}

static char *path_of(const listing *list, const char *name) {
    size_t size = strlen(list->folder) + strlen(name) + 2;
    char *path = rawi_arena_alloc(list->arena, size);
    if (path)
        snprintf(path, size, "%s/%s", list->folder, name);
    return path;
}

/* Whether a file of the folder is there, and how long it is. */
static bool is_there(const listing *list, const char *name, uint64_t *bytes) {
    struct stat status;
    const char *path = path_of(list, name);
    if (!path || stat(path, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size == 0)
        return false;
    *bytes = (uint64_t)status.st_size;
    return true;
}

static bool add(listing *list, const rawi_record *record) {
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : 64;
        rawi_episode *episodes = realloc(list->episodes, capacity * sizeof *episodes);
        if (!episodes)
            return false;
        list->episodes = episodes;
        list->capacity = capacity;
    }
    rawi_episode *made = &list->episodes[list->count++];
    *made = (rawi_episode){.record = *record};
    if (!rawi_mail_date(record->published, made->date, &made->time) &&
        !rawi_mail_date(record->made, made->date, &made->time))
        rawi_mail_date("1970-01-01", made->date, &made->time);
    return true;
}

/* ---- editions with a record ---------------------------------------------------------------- */

static bool keep_present(const listing *list, rawi_record *record) {
    const char **present = rawi_arena_array(list->arena, record->beside_count + 1, sizeof *present);
    size_t count = 0;
    uint64_t bytes;
    for (size_t i = 0; present && i < record->beside_count; i++)
        if (is_there(list, record->beside[i], &bytes))
            present[count++] = record->beside[i];
    record->beside = present;
    record->beside_count = count;
    return present != NULL;
}

static rawi_status take_record(listing *list, const char *name, rawi_error *error) {
    rawi_record record;
    rawi_error flaw;
    const char *path = path_of(list, name);
    rawi_status status =
        path ? rawi_record_read(path, list->arena, &record, &flaw) : rawi_fail_memory(error);
    if (status == RAWI_ERROR_MEMORY)
        return rawi_fail_memory(error);
    if (status != RAWI_OK) {
        complain(list, flaw.message);
        return RAWI_OK;
    }
    if (!tsearch(record.sound, &list->owned, compare_text))
        return rawi_fail_memory(error);
    if (!rawi_sound_type(record.sound) || !is_there(list, record.sound, &record.bytes))
        return RAWI_OK;
    return keep_present(list, &record) && add(list, &record) ? RAWI_OK : rawi_fail_memory(error);
}

/* ---- sounds without -------------------------------------------------------------------------- */

static const char *copy_tag(const listing *list, SNDFILE *sound, int tag) {
    const char *text = sf_get_string(sound, tag);
    return text && *text ? rawi_arena_copy(list->arena, text, strlen(text)) : NULL;
}

/* The time when a file was changed, as ISO 8601. */
static const char *change_time(const listing *list, const char *path) {
    struct stat status;
    struct tm utc;
    char text[sizeof "2025-10-15T08:30:00Z"] = "1970-01-01";
    if (stat(path, &status) == 0 && gmtime_r(&status.st_mtime, &utc))
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return rawi_arena_copy(list->arena, text, strlen(text));
}

/* What the tags say, with the name where they are silent. */
static bool describe(const listing *list, SNDFILE *sound, const char *path, rawi_record *record) {
    const char *dot = strrchr(record->sound, '.');
    record->title = copy_tag(list, sound, SF_STR_TITLE);
    record->author = copy_tag(list, sound, SF_STR_ARTIST);
    record->site = copy_tag(list, sound, SF_STR_ALBUM);
    record->date = copy_tag(list, sound, SF_STR_DATE);
    record->made = change_time(list, path);
    record->published = record->date ? record->date : record->made;
    if (!record->title)
        record->title = rawi_arena_copy(list->arena, record->sound, (size_t)(dot - record->sound));
    record->guid = record->title ? rawi_record_guid(record, list->arena) : NULL;
    return record->guid && record->made;
}

static rawi_status take_sound(listing *list, const char *name, rawi_error *error) {
    rawi_record record = {0};
    SF_INFO info = {0};
    if (tfind(name, &list->owned, compare_text) || !rawi_sound_type(name) ||
        !is_there(list, name, &record.bytes))
        return RAWI_OK;
    const char *path = path_of(list, name);
    record.sound = rawi_arena_copy(list->arena, name, strlen(name));
    if (!path || !record.sound)
        return rawi_fail_memory(error);
    SNDFILE *sound = sf_open(path, SFM_READ, &info);
    if (!sound)
        return RAWI_OK; /* no sound, or of a kind that only its record would describe */
    if (info.samplerate > 0)
        record.duration = (double)info.frames / info.samplerate;
    bool done = describe(list, sound, path, &record) && add(list, &record);
    sf_close(sound);
    return done ? RAWI_OK : rawi_fail_memory(error);
}

/* ---- the list ------------------------------------------------------------------------------ */

static bool is_record(const char *name) {
    size_t length = strlen(name), end = sizeof RAWI_RECORD_SUFFIX - 1;
    return length > end && strcmp(name + length - end, RAWI_RECORD_SUFFIX) == 0;
}

/* Takes the records of the folder, or its sounds. */
static rawi_status take_folder(listing *list, bool records, rawi_error *error) {
    DIR *folder = opendir(list->folder);
    const struct dirent *entry;
    rawi_status status = RAWI_OK;
    if (!folder)
        return rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be read: %s"), list->folder,
                         rawi_reason(errno));
    while (status == RAWI_OK && (entry = readdir(folder)))
        if (*entry->d_name != '.' && is_record(entry->d_name) == records)
            status = records ? take_record(list, entry->d_name, error)
                             : take_sound(list, entry->d_name, error);
    closedir(folder);
    return status;
}

/* The newest first; of one time, by name. */
static int compare_episodes(const void *a, const void *b) {
    const rawi_episode *first = a, *second = b;
    if (first->time != second->time)
        return first->time < second->time ? 1 : -1;
    return strcmp(first->record.sound, second->record.sound);
}

rawi_status rawi_episodes_list(const char *folder, const rawi_feed_options *options,
                               rawi_arena *arena, rawi_episode **episodes, size_t *count,
                               size_t *complaints, rawi_error *error) {
    listing list = {.folder = folder, .options = options, .arena = arena};
    rawi_status status = take_folder(&list, true, error);
    if (status == RAWI_OK)
        status = take_folder(&list, false, error);
    while (list.owned)
        tdelete(*(void **)list.owned, &list.owned, compare_text);
    if (status != RAWI_OK) {
        free(list.episodes);
        return status;
    }
    if (list.count)
        qsort(list.episodes, list.count, sizeof *list.episodes, compare_episodes);
    *episodes = list.episodes;
    *count = list.count;
    *complaints = list.complaints;
    return RAWI_OK;
}
