/* Reading of dates: ISO 8601 first, then the ways that people write them. */
#include "article/date.h"

#include "article/fold.h"
#include "base/table.h"

#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>

RAWI_TABLE(article_months);

enum {
    TOKENS_MAX = 24,
    TEXT_MAX_BYTES = 200,
    YEAR_MIN = 1900,
    YEAR_MAX = 2200
};

/* Years of the Hijri calendar that stand beside the same day's date. */
enum {
    HIJRI_YEAR_MIN = 1300,
    HIJRI_YEAR_MAX = 1600
};

/* A number, or a word that is folded. */
typedef struct token {
    int number; /* -1 for a word */
    char word[32];
} token;

typedef struct tokens {
    token items[TOKENS_MAX];
    size_t count;
} tokens;

/* Words that may stand beside a date without saying anything else. */
static const char *const companions[] = {
    "الاحد",  "الاثنين", "الثلاثاء", "الاربعاء", "الخميس",  "الجمعة", "السبت", "يوم",
    "في",     "الساعة",  "ص",        "م",        "صباحا",   "مساء",   "ظهرا",  "بتوقيت",
    "غرينتش", "جرينتش",  "القاهرة",  "مكة",      "المكرمة", "الرياض", "دبي",   "ابوظبي",
    "الدوحة", "gmt",     "utc",      "am",       "pm",      "اخر",    "تحديث", "التحديث",
    "تاريخ",  "النشر",   "نشر",      "محدث",     "حدث",
};

/* Words of a date in the Hijri calendar, folded. */
static const char *const hijri_words[] = {
    "محرم",   "صفر", "ربيع",  "الاول", "الاخر",   "الثاني", "جمادي", "الاولي",
    "الاخرة", "رجب", "شعبان", "رمضان", "شوال",    "ذو",     "ذي",    "القعدة",
    "الحجة",  "ه",   "هجري",  "هجرية", "الموافق", "ميلادي",
};

static bool is_among(const char *word, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

static bool is_companion(const char *word) {
    return is_among(word, companions, sizeof companions / sizeof *companions) ||
           is_among(word, hijri_words, sizeof hijri_words / sizeof *hijri_words);
}

static bool is_hijri_year(const token *one, const token *before) {
    return one->number >= HIJRI_YEAR_MIN && one->number <= HIJRI_YEAR_MAX && before->number < 0 &&
           is_among(before->word, hijri_words, sizeof hijri_words / sizeof *hijri_words);
}

static bool add_token(tokens *list, rawi_slice run, bool is_number, rawi_text *folded) {
    if (list->count == TOKENS_MAX)
        return false;
    token *one = &list->items[list->count++];
    *one = (token){.number = -1};
    if (is_number) {
        one->number = 0;
        for (size_t at = 0; at < run.length;) {
            int32_t character = rawi_next_character(run.bytes, run.length, &at);
            one->number = one->number * 10 + u_charDigitValue(character);
            if (one->number > 99999)
                return false;
        }
        return true;
    }
    article_fold(run, folded);
    if (folded->failed || folded->length >= sizeof one->word)
        return false;
    memcpy(one->word, folded->bytes ? folded->bytes : "", folded->length + (folded->bytes != NULL));
    return true;
}

enum token_class {
    BETWEEN,
    DIGIT,
    LETTER
};

static enum token_class class_of(int32_t character) {
    uint32_t category = U_GET_GC_MASK(character);
    if (category & U_GC_ND_MASK)
        return DIGIT;
    return category & (U_GC_L_MASK | U_GC_M_MASK) ? LETTER : BETWEEN;
}

static bool split(rawi_slice text, tokens *list) {
    rawi_text folded = {0};
    bool fits = text.length <= TEXT_MAX_BYTES;
    enum token_class open = BETWEEN;
    size_t start = 0;
    for (size_t at = 0; fits && at < text.length;) {
        size_t from = at;
        int32_t character = rawi_next_character(text.bytes, text.length, &at);
        if (character >= 0 && u_charType(character) == U_FORMAT_CHAR)
            continue;
        enum token_class class = character < 0 ? BETWEEN : class_of(character);
        if (class == open)
            continue;
        if (open != BETWEEN)
            fits = add_token(list, (rawi_slice){text.bytes + start, from - start}, open == DIGIT,
                             &folded);
        open = class;
        start = from;
    }
    if (fits && open != BETWEEN)
        fits = add_token(list, (rawi_slice){text.bytes + start, text.length - start}, open == DIGIT,
                         &folded);
    rawi_text_free(&folded);
    return fits;
}

/* The month that the words at `at` name, in *words of them; 0 where they name none. */
static int month_at(const tokens *list, size_t at, size_t *words) {
    if (at >= list->count || list->items[at].number >= 0)
        return 0;
    char name[80];
    for (*words = 2; *words > 0; --*words) {
        if (*words == 2 && (at + 1 >= list->count || list->items[at + 1].number >= 0))
            continue;
        snprintf(name, sizeof name, *words == 2 ? "%s %s" : "%s", list->items[at].word,
                 *words == 2 ? list->items[at + 1].word : "");
        ptrdiff_t row = rawi_table_find(&rawi_article_months_table, rawi_slice_of(name));
        if (row >= 0) {
            int month = 0;
            for (const char *digit = rawi_table_cell(&rawi_article_months_table, (size_t)row, 1);
                 *digit; digit++)
                month = month * 10 + (*digit - '0');
            return month;
        }
    }
    return 0;
}

static bool is_day(const tokens *list, size_t at) {
    return at < list->count && list->items[at].number >= 1 && list->items[at].number <= 31;
}

static bool is_year(const tokens *list, size_t at) {
    return at < list->count && list->items[at].number >= YEAR_MIN &&
           list->items[at].number <= YEAR_MAX;
}

typedef struct calendar_day {
    int year;
    int month;
    int day;
} calendar_day;

/* «15 أكتوبر 2025», with a second name of the month after the first allowed. Returns the tokens
 * used, 0 where there is no such date. */
static size_t day_month_year(const tokens *list, size_t at, calendar_day *found) {
    size_t words = 0;
    if (!is_day(list, at))
        return 0;
    int month = month_at(list, at + 1, &words);
    if (!month)
        return 0;
    size_t next = at + 1 + words;
    if (month_at(list, next, &words) == month)
        next += words;
    if (!is_year(list, next))
        return 0;
    *found = (calendar_day){list->items[next].number, month, list->items[at].number};
    return next + 1 - at;
}

static size_t month_day_year(const tokens *list, size_t at, calendar_day *found) {
    size_t words = 0;
    int month = month_at(list, at, &words);
    if (!month || !is_day(list, at + words) || !is_year(list, at + words + 1))
        return 0;
    *found =
        (calendar_day){list->items[at + words + 1].number, month, list->items[at + words].number};
    return words + 2;
}

static size_t in_numbers(const tokens *list, size_t at, calendar_day *found) {
    if (at + 2 >= list->count)
        return 0;
    int first = list->items[at].number;
    int month = list->items[at + 1].number;
    int last = list->items[at + 2].number;
    if (month < 1 || month > 12)
        return 0;
    if (is_year(list, at) && is_day(list, at + 2))
        *found = (calendar_day){first, month, last};
    else if (is_day(list, at) && is_year(list, at + 2))
        *found = (calendar_day){last, month, first};
    else
        return 0;
    return 3;
}

static size_t date_at(const tokens *list, size_t at, calendar_day *found) {
    size_t used = day_month_year(list, at, found);
    if (!used)
        used = month_day_year(list, at, found);
    return used ? used : in_numbers(list, at, found);
}

/* Whether the tokens from `at` to `end` could be a weekday, a time of day, a city's clock. */
static bool says_nothing_else(const tokens *list, size_t at, size_t end) {
    for (; at < end; at++) {
        const token *one = &list->items[at];
        bool zone = at > 0 && (strcmp(list->items[at - 1].word, "gmt") == 0 ||
                               strcmp(list->items[at - 1].word, "utc") == 0);
        bool number = one->number < 60 || zone || (at > 0 && is_hijri_year(one, one - 1));
        if (!number || (one->number < 0 && !is_companion(one->word)))
            return false;
    }
    return true;
}

static bool digits(const char *bytes, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (bytes[i] < '0' || bytes[i] > '9')
            return false;
    return true;
}

/* The length of the ISO 8601 date, time and zone that the text is, 0 where it is none. */
static size_t iso_length(rawi_slice text) {
    const char *at = text.bytes;
    size_t left = text.length;
    if (left < 10 || !digits(at, 4) || at[4] != '-' || !digits(at + 5, 2) || at[7] != '-' ||
        !digits(at + 8, 2))
        return 0;
    size_t length = 10;
    if (left < 16 || (at[10] != 'T' && at[10] != ' ') || !digits(at + 11, 2) || at[13] != ':' ||
        !digits(at + 14, 2))
        return length;
    length = 16;
    if (left >= 19 && at[16] == ':' && digits(at + 17, 2))
        length = 19;
    size_t zone = length;
    if (zone < left && at[zone] == '.')
        for (zone++; zone < left && digits(at + zone, 1);)
            zone++;
    if (zone < left && at[zone] == 'Z')
        return zone + 1;
    if (left - zone >= 6 && strchr("+-", at[zone]) && digits(at + zone + 1, 2) &&
        at[zone + 3] == ':' && digits(at + zone + 4, 2))
        return zone + 6;
    if (left - zone >= 5 && strchr("+-", at[zone]) && digits(at + zone + 1, 4))
        return zone + 5;
    return length;
}

static rawi_slice trim(rawi_slice text) {
    while (text.length > 0 && (unsigned char)text.bytes[0] <= ' ') {
        text.bytes++;
        text.length--;
    }
    while (text.length > 0 && (unsigned char)text.bytes[text.length - 1] <= ' ')
        text.length--;
    return text;
}

static bool parse_iso(rawi_slice text, bool within, char date[ARTICLE_DATE_SIZE]) {
    size_t length = iso_length(text);
    if (length == 0 || length >= ARTICLE_DATE_SIZE || (!within && length != text.length))
        return false;
    int month = (text.bytes[5] - '0') * 10 + (text.bytes[6] - '0');
    int day = (text.bytes[8] - '0') * 10 + (text.bytes[9] - '0');
    if (month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    memcpy(date, text.bytes, length);
    date[length] = '\0';
    if (length > 10)
        date[10] = 'T';
    return true;
}

bool article_parse_date(rawi_slice text, bool within, char date[ARTICLE_DATE_SIZE]) {
    text = trim(text);
    if (parse_iso(text, within, date))
        return true;
    tokens list = {.count = 0};
    if (!split(text, &list))
        return false;
    for (size_t at = 0; at < list.count; at++) {
        calendar_day found;
        size_t used = date_at(&list, at, &found);
        if (!used)
            continue;
        if (!within &&
            !(says_nothing_else(&list, 0, at) && says_nothing_else(&list, at + used, list.count)))
            return false;
        snprintf(date, ARTICLE_DATE_SIZE, "%04d-%02d-%02d", found.year, found.month, found.day);
        return true;
    }
    return false;
}
