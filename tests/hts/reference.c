/* Reads the reference labels of ../shared/voices/ziad. */
#include "hts/reference.h"

#include "arabic/phonemize/phone.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <setjmp.h>

#include <cmocka.h>

#define FOLDER SOURCE_DIR "/../shared/voices/ziad/"

const char *const reference_field_names[REFERENCE_FIELDS] = {
    "p1", "p2", "p3", "p4", "p5", "p6",  "p7",  "a1",  "a2",  "a3",  "b1",  "b2",  "b3", "b4",
    "b5", "b6", "b7", "b8", "b9", "b10", "b11", "b12", "b13", "b14", "b15", "b16", "c1", "c2",
    "c3", "d1", "d2", "e1", "e2", "e3",  "e4",  "e5",  "e6",  "e7",  "e8",  "f1",  "f2", "g1",
    "g2", "h1", "h2", "h3", "h4", "h5",  "i1",  "i2",  "j1",  "j2",  "j3"};

/* What ends each field, in order. */
static const char *const field_ends[REFERENCE_FIELDS] = {
    "^",   "-", "+",   "=", "@", "_",   "/A:", "_",   "_", "/B:", "-",   "-",   "@",   "-",
    "&",   "-", "#",   "-", "$", "-",   "!",   "-",   ";", "-",   "|",   "/C:", "+",   "+",
    "/D:", "_", "/E:", "+", "@", "+",   "&",   "+",   "#", "+",   "/F:", "_",   "/G:", "_",
    "/H:", "=", "@",   "=", "|", "/I:", "=",   "/J:", "+", "-",   ""};

void reference_field(const char *label, unsigned field, char *value) {
    const char *start = label, *end = label;
    for (unsigned i = 0; i <= field; i++) {
        start = end + (i > 0 ? strlen(field_ends[i - 1]) : 0);
        /* the phone ^ is also a separator: a field has at least one character */
        end = *field_ends[i] ? strstr(start + 1, field_ends[i]) : start + strlen(start);
        if (!end || end - start > 15)
            fail_msg("field %s is missing in %s", reference_field_names[i], label);
    }
    memcpy(value, start, (size_t)(end - start));
    value[end - start] = 0;
}

bool reference_is_here(void) {
    return access(FOLDER "labels/sentences.txt", R_OK) == 0;
}

const char *reference_voice(void) {
    return FOLDER "ara_norm_ziad.htsvoice";
}

static char *read_line(FILE *file) {
    char *line = NULL;
    size_t room = 0;
    ssize_t length = getline(&line, &room, file);
    if (length < 0) {
        free(line);
        return NULL;
    }
    line[strcspn(line, "\n")] = 0;
    return line;
}

static FILE *open_file(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file)
        fail_msg("%s cannot be read", path);
    return file;
}

/* The voice's names in the order of rawi_phone_symbol; NULL: the voice has no such sound. */
static const char *const names[RAWI_PHONE_COUNT] = {
    "ah", "b", "t",  "^", "j",  "H",  "x",  "d", "th", "r", "z",  "s",  "ch",
    "S",  "D", "T",  "Z", "E",  "g",  "f",  "q", "k",  "l", "m",  "n",  "h",
    "w",  "y", NULL, "v", NULL, NULL, NULL, "a", "i",  "u", "aa", "ii", "uu"};

static rawi_phone find_phone(const char *name) {
    static const char *const colours[][2] = {{"A", "a"},   {"AA", "aa"}, {"I", "i"},
                                             {"II", "ii"}, {"U", "u"},   {"UU", "uu"},
                                             {"ia", "i"},  {"ua", "u"},  {NULL, NULL}};
    for (size_t i = 0; colours[i][0]; i++)
        if (strcmp(name, colours[i][0]) == 0)
            name = colours[i][1];
    for (unsigned symbol = 0; symbol < RAWI_PHONE_COUNT; symbol++) {
        char doubled[8];
        if (!names[symbol])
            continue;
        if (strcmp(name, names[symbol]) == 0)
            return (rawi_phone){(uint8_t)symbol, 0};
        snprintf(doubled, sizeof doubled, "%s%c", names[symbol],
                 names[symbol][strlen(names[symbol]) - 1]);
        if (symbol < RAWI_PHONE_A && strcmp(name, doubled) == 0)
            return (rawi_phone){(uint8_t)symbol, RAWI_PHONE_GEMINATE};
    }
    fail_msg("unknown phone %s", name);
    return (rawi_phone){0, 0};
}

static void find_words(reference *sentence) {
    sentence->words = calloc(sentence->label_count, sizeof *sentence->words);
    sentence->phones = calloc(sentence->label_count, sizeof *sentence->phones);
    for (size_t i = 1; i + 1 < sentence->label_count; i++) {
        char name[16], place[16];
        reference_field(sentence->labels[i], REFERENCE_PHONE, name);
        reference_field(sentence->labels[i], REFERENCE_WORD, place);
        sentence->word_count = strtoul(place, NULL, 10);
        rawi_word *word = &sentence->words[sentence->word_count - 1];
        if (word->phone_count == 0)
            word->phones = sentence->phones + i;
        sentence->phones[i] = find_phone(name);
        word->phone_count++;
    }
}

/* Gives each word its text, the sentence's words as separated by spaces. */
static void find_texts(reference *sentence) {
    size_t count = 0;
    sentence->split = strdup(sentence->text);
    for (char *rest = NULL, *text = strtok_r(sentence->split, " ", &rest); text;
         text = strtok_r(NULL, " ", &rest))
        if (count < sentence->word_count)
            sentence->words[count++].text = text;
    if (count != sentence->word_count)
        fail_msg("%zu words, but labels of %zu: %s", count, sentence->word_count, sentence->text);
}

reference reference_read(unsigned number) {
    reference result = {0};
    FILE *file = open_file(FOLDER "labels/sentences.txt");
    for (unsigned i = 0; i < number; i++) {
        free(result.text);
        result.text = read_line(file);
    }
    fclose(file);
    char path[sizeof FOLDER + 32];
    snprintf(path, sizeof path, FOLDER "labels/%02u.lab", number);
    file = open_file(path);
    result.labels = calloc(1000, sizeof *result.labels);
    char *line;
    while (result.label_count < 1000 && (line = read_line(file)) != NULL && *line)
        result.labels[result.label_count++] = line;
    fclose(file);
    find_words(&result);
    find_texts(&result);
    return result;
}

void reference_free(reference *sentence) {
    for (size_t i = 0; i < sentence->label_count; i++)
        free(sentence->labels[i]);
    free(sentence->labels);
    free(sentence->text);
    free(sentence->split);
    free(sentence->words);
    free(sentence->phones);
}
