/* The grammar of .htsvoice files, as narrow as libhtsengine needs it to be safe.
 *
 * A file is a header of lines in three sections ([GLOBAL], [STREAM], [POSITION]) and, behind the
 * line [DATA], binary and textual parts at the places that [POSITION] names: for durations and for
 * each stream (spectrum, pitch, mixing) probability density functions, a decision tree a state that
 * leads to them, and windows for the dynamic features; for some streams global variances.
 *
 * libhtsengine reads lines and tokens into 1024 bytes, takes indices for granted, follows a tree to
 * whatever leaf it names and ends the process where memory is short. So each number, range, index
 * and length is checked here, nothing is accepted twice, and all floats are finite.
 */
#include "voice/hts_check.h"

#include "base/text.h"
#include "voice/hts_labels.h"
#include "voice/hts_vocoder.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FILE_MAX = 128 << 20,
    LINE_MAX_BYTES = 900, /* libhtsengine's buffers have 1024 */
    STREAMS_MAX = 3,
    STATES_MAX = 10,
    WINDOWS_MAX = 5,
    WINDOW_WIDTH_MAX = 9,
    NODES_MAX = 50000, /* in a tree: libhtsengine frees it by recursion */
    QUESTIONS_MAX = 10000,
    LITERALS_MAX = 100, /* in a pattern: less than the shortest label has */
    WILDCARDS_MAX = 2
};

/* Parameters beyond this are no speech. */
static const double parameter_max = 1e5;

typedef enum key_id {
    KEY_VERSION,
    KEY_SAMPLING_FREQUENCY,
    KEY_FRAME_PERIOD,
    KEY_NUM_STATES,
    KEY_NUM_STREAMS,
    KEY_STREAM_TYPE,
    KEY_FORMAT,
    KEY_FORMAT_VERSION,
    KEY_GV_OFF_CONTEXT,
    KEY_COMMENT,
    KEY_VECTOR_LENGTH,
    KEY_IS_MSD,
    KEY_NUM_WINDOWS,
    KEY_USE_GV,
    KEY_OPTION,
    KEY_DURATION_PDF,
    KEY_DURATION_TREE,
    KEY_STREAM_WIN,
    KEY_STREAM_PDF,
    KEY_STREAM_TREE,
    KEY_GV_PDF,
    KEY_GV_TREE,
    KEY_COUNT
} key_id;

typedef enum section_id {
    SECTION_GLOBAL,
    SECTION_STREAM,
    SECTION_POSITION,
    SECTION_DATA
} section_id;

static const char *const section_lines[] = {"[GLOBAL]", "[STREAM]", "[POSITION]", "[DATA]"};

static const struct key_facts {
    const char *name;
    section_id section;
    bool of_stream; /* written NAME[STREAM] */
    bool optional;
} key_facts[KEY_COUNT] = {
    [KEY_VERSION] = {"HTS_VOICE_VERSION", SECTION_GLOBAL, false, false},
    [KEY_SAMPLING_FREQUENCY] = {"SAMPLING_FREQUENCY", SECTION_GLOBAL, false, false},
    [KEY_FRAME_PERIOD] = {"FRAME_PERIOD", SECTION_GLOBAL, false, false},
    [KEY_NUM_STATES] = {"NUM_STATES", SECTION_GLOBAL, false, false},
    [KEY_NUM_STREAMS] = {"NUM_STREAMS", SECTION_GLOBAL, false, false},
    [KEY_STREAM_TYPE] = {"STREAM_TYPE", SECTION_GLOBAL, false, false},
    [KEY_FORMAT] = {"FULLCONTEXT_FORMAT", SECTION_GLOBAL, false, false},
    [KEY_FORMAT_VERSION] = {"FULLCONTEXT_VERSION", SECTION_GLOBAL, false, false},
    [KEY_GV_OFF_CONTEXT] = {"GV_OFF_CONTEXT", SECTION_GLOBAL, false, true},
    [KEY_COMMENT] = {"COMMENT", SECTION_GLOBAL, false, true},
    [KEY_VECTOR_LENGTH] = {"VECTOR_LENGTH", SECTION_STREAM, true, false},
    [KEY_IS_MSD] = {"IS_MSD", SECTION_STREAM, true, false},
    [KEY_NUM_WINDOWS] = {"NUM_WINDOWS", SECTION_STREAM, true, false},
    [KEY_USE_GV] = {"USE_GV", SECTION_STREAM, true, false},
    [KEY_OPTION] = {"OPTION", SECTION_STREAM, true, false},
    [KEY_DURATION_PDF] = {"DURATION_PDF", SECTION_POSITION, false, false},
    [KEY_DURATION_TREE] = {"DURATION_TREE", SECTION_POSITION, false, false},
    [KEY_STREAM_WIN] = {"STREAM_WIN", SECTION_POSITION, true, false},
    [KEY_STREAM_PDF] = {"STREAM_PDF", SECTION_POSITION, true, false},
    [KEY_STREAM_TREE] = {"STREAM_TREE", SECTION_POSITION, true, false},
    [KEY_GV_PDF] = {"GV_PDF", SECTION_POSITION, true, true},
    [KEY_GV_TREE] = {"GV_TREE", SECTION_POSITION, true, true},
};

/* What the header says of one stream. */
typedef struct stream_facts {
    rawi_slice name;
    size_t vector_length;
    size_t windows;
    bool msd;
    bool gv;
} stream_facts;

typedef struct checker {
    const char *name;
    const char *bytes;
    size_t size;
    size_t data; /* where the data start */
    rawi_error *error;
    rawi_slice values[KEY_COUNT][STREAMS_MAX]; /* bytes == NULL: not there */
    size_t states;
    stream_facts streams[STREAMS_MAX];
    size_t stream_count;
    unsigned sounds_known; /* bits of telltale_sounds */
} checker;

/* Sounds that only a voice of this language has; each is asked about somewhere in its trees. */
static const char *const telltale_sounds[] = {"-ah+", "-E+", "-H+", "-S+", "-aa+"};

static rawi_status fail(const checker *check, size_t at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static rawi_status fail(const checker *check, size_t at, const char *format, ...) {
    char what[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    return rawi_fail(check->error, RAWI_ERROR_DATA, _("%s: damaged voice file: %s (byte %zu)"),
                     check->name, what, at);
}

static size_t offset_of(const checker *check, rawi_slice slice) {
    return slice.bytes ? (size_t)(slice.bytes - check->bytes) : 0;
}

/* ---- small parts --------------------------------------------------------------------------- */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* A decimal number of at most nine digits, all of `text`. */
static bool parse_number(rawi_slice text, size_t *number) {
    if (text.length == 0 || text.length > 9)
        return false;
    *number = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (!is_digit(text.bytes[i]))
            return false;
        *number = *number * 10 + (size_t)(text.bytes[i] - '0');
    }
    return true;
}

/* Takes what stands before the first `separator` from the front of `text`, and the separator. */
static rawi_slice take_until(rawi_slice *text, char separator) {
    const char *found = memchr(text->bytes, separator, text->length);
    size_t length = found ? (size_t)(found - text->bytes) : text->length;
    rawi_slice part = {text->bytes, length};
    size_t taken = found ? length + 1 : length;
    *text = (rawi_slice){text->bytes + taken, text->length - taken};
    return part;
}

static bool equals(rawi_slice text, const char *terminated) {
    return rawi_slice_equal(text, rawi_slice_of(terminated));
}

/* ---- header -------------------------------------------------------------------------------- */

/* Where the next line starts; the line is without its end. */
static rawi_status next_line(checker *check, size_t *at, rawi_slice *line) {
    const char *start = check->bytes + *at;
    size_t rest = check->size - *at;
    size_t limit = rest < LINE_MAX_BYTES ? rest : LINE_MAX_BYTES;
    const char *end = memchr(start, '\n', limit);
    if (!end)
        return fail(check, *at,
                    rest < LINE_MAX_BYTES ? _("the header breaks off")
                                          : _("a header line is too long"));
    for (const char *c = start; c < end; c++)
        if (*c < ' ' || *c > '~')
            return fail(check, (size_t)(c - check->bytes), _("the header is not text"));
    *line = (rawi_slice){start, (size_t)(end - start)};
    *at += line->length + 1;
    return RAWI_OK;
}

static key_id find_key(rawi_slice name, section_id section) {
    key_id found = 0;
    while (found < KEY_COUNT &&
           !(key_facts[found].section == section && equals(name, key_facts[found].name)))
        found++;
    return found;
}

static size_t find_stream(const checker *check, rawi_slice name) {
    size_t found = 0;
    while (found < check->stream_count && !rawi_slice_equal(check->streams[found].name, name))
        found++;
    return found;
}

/* KEY:VALUE or KEY[STREAM]:VALUE. */
static rawi_status take_value(checker *check, section_id section, rawi_slice line) {
    size_t at = offset_of(check, line);
    if (!memchr(line.bytes, ':', line.length))
        return fail(check, at, _("a header line has no value"));
    rawi_slice value = line, name = take_until(&value, ':'), of = name;
    rawi_slice bare = take_until(&of, '[');
    key_id found = find_key(bare, section);
    if (found == KEY_COUNT)
        return fail(check, at, _("unknown entry %.*s"), (int)name.length, name.bytes);
    size_t stream = 0;
    bool bracketed = of.length > 1 && of.bytes[of.length - 1] == ']';
    if (key_facts[found].of_stream) {
        stream = bracketed ? find_stream(check, (rawi_slice){of.bytes, of.length - 1})
                           : check->stream_count;
        if (stream == check->stream_count)
            return fail(check, at, _("%.*s is of no stream"), (int)name.length, name.bytes);
    } else if (bare.length != name.length) {
        return fail(check, at, _("unknown entry %.*s"), (int)name.length, name.bytes);
    }
    if (check->values[found][stream].bytes)
        return fail(check, at, _("%.*s stands there twice"), (int)name.length, name.bytes);
    check->values[found][stream] = value;
    return RAWI_OK;
}

static rawi_status number_of(checker *check, key_id key, size_t stream, size_t least, size_t most,
                             size_t *number) {
    rawi_slice value = check->values[key][stream];
    if (!parse_number(value, number) || *number < least || *number > most)
        return fail(check, offset_of(check, value), _("%s is %.*s, not a number from %zu to %zu"),
                    key_facts[key].name, (int)value.length, value.bytes, least, most);
    return RAWI_OK;
}

/* Whether all entries of a section that are needed are there. */
static rawi_status need_all(checker *check, section_id section, size_t at) {
    for (key_id key = 0; key < KEY_COUNT; key++) {
        if (key_facts[key].section != section || key_facts[key].optional)
            continue;
        size_t count = key_facts[key].of_stream ? check->stream_count : 1;
        for (size_t i = 0; i < count; i++)
            if (!check->values[key][i].bytes)
                return fail(check, at, _("%s is missing"), key_facts[key].name);
    }
    return RAWI_OK;
}

static rawi_status take_stream_names(checker *check) {
    rawi_slice list = check->values[KEY_STREAM_TYPE][0];
    size_t at = offset_of(check, list), wanted;
    rawi_status status = number_of(check, KEY_NUM_STREAMS, 0, 2, STREAMS_MAX, &wanted);
    if (status != RAWI_OK)
        return status;
    for (size_t i = 0; i < wanted; i++) {
        rawi_slice name = take_until(&list, ',');
        if (name.length == 0 || find_stream(check, name) < check->stream_count ||
            memchr(name.bytes, ']', name.length) || memchr(name.bytes, '[', name.length))
            return fail(check, at, _("the streams' names are wrong"));
        check->streams[check->stream_count++].name = name;
    }
    return list.length ? fail(check, at, _("there are more streams' names than streams")) : RAWI_OK;
}

static rawi_status check_pattern(const checker *check, rawi_slice pattern) {
    size_t literals = 0, wildcards = 0;
    for (size_t i = 0; i < pattern.length; i++) {
        char c = pattern.bytes[i];
        if (c <= ' ' || c > '~' || c == '"' || c == '\'')
            return fail(check, offset_of(check, pattern), _("a pattern holds what no label holds"));
        wildcards += c == '*';
        literals += c != '*';
    }
    if (pattern.length == 0 || literals > LITERALS_MAX || wildcards > WILDCARDS_MAX)
        return fail(check, offset_of(check, pattern), _("a pattern is empty or too long"));
    return RAWI_OK;
}

/* "pattern","pattern"…: where global variances do not hold. */
static rawi_status check_gv_off(checker *check) {
    rawi_slice list = check->values[KEY_GV_OFF_CONTEXT][0];
    size_t at = offset_of(check, list);
    if (!list.bytes)
        return RAWI_OK;
    do {
        rawi_slice quoted = take_until(&list, ',');
        if (quoted.length < 3 || quoted.bytes[0] != '"' || quoted.bytes[quoted.length - 1] != '"')
            return fail(check, at, _("GV_OFF_CONTEXT is no list of patterns"));
        rawi_status status =
            check_pattern(check, (rawi_slice){quoted.bytes + 1, quoted.length - 2});
        if (status != RAWI_OK)
            return status;
    } while (list.length);
    return RAWI_OK;
}

static rawi_status check_global(checker *check) {
    size_t number;
    rawi_slice format = check->values[KEY_FORMAT][0];
    rawi_status status = number_of(check, KEY_SAMPLING_FREQUENCY, 0, 8000, 192000, &number);
    if (status == RAWI_OK)
        status = number_of(check, KEY_FRAME_PERIOD, 0, 8, RAWI_HTS_FRAME_MAX / 2, &number);
    if (status == RAWI_OK)
        status = number_of(check, KEY_NUM_STATES, 0, 1, STATES_MAX, &check->states);
    if (status == RAWI_OK && !equals(format, "HTS_TTS_ENG"))
        status = fail(check, offset_of(check, format),
                      _("its labels are of the format %.*s, not HTS_TTS_ENG"), (int)format.length,
                      format.bytes);
    if (status == RAWI_OK)
        status = check_gv_off(check);
    return status == RAWI_OK ? take_stream_names(check) : status;
}

/* Digits with a sign and a decimal point. */
static bool is_decimal(rawi_slice word) {
    size_t digits = 0, points = 0;
    for (size_t i = 0; i < word.length; i++) {
        char c = word.bytes[i];
        digits += is_digit(c);
        points += c == '.';
        if (!is_digit(c) && c != '.' && !(i == 0 && c == '-'))
            return false;
    }
    return digits > 0 && digits < 20 && points <= 1;
}

/* Whether a decimal is at least 0 and less than 1: its digits before the point are zeros. */
static bool is_fraction(rawi_slice word) {
    rawi_slice rest = word, whole = take_until(&rest, '.');
    for (size_t i = 0; i < whole.length; i++)
        if (whole.bytes[i] != '0')
            return false;
    return is_decimal(word);
}

/* ALPHA=0.55,GAMMA=0… of the spectrum: the warp, and that it is a cepstrum. */
static rawi_status check_spectrum_options(checker *check) {
    rawi_slice options = check->values[KEY_OPTION][0];
    size_t at = offset_of(check, options);
    while (options.length) {
        rawi_slice option = take_until(&options, ','), value = option;
        rawi_slice name = take_until(&value, '=');
        bool is_known =
            equals(name, "ALPHA")
                ? is_fraction(value)
                : (equals(name, "GAMMA") || equals(name, "LN_GAIN")) && equals(value, "0");
        if (!is_known)
            return fail(check, at, _("spectra with %.*s cannot be spoken"), (int)option.length,
                        option.bytes);
    }
    return RAWI_OK;
}

/* The streams in their order: spectrum; pitch, a number where there is voice; mixing. */
static rawi_status check_streams(checker *check) {
    static const struct {
        size_t least, most, msd;
    } kinds[STREAMS_MAX] = {{3, 256, 0}, {1, 1, 1}, {1, 255, 0}};
    for (size_t i = 0; i < check->stream_count; i++) {
        stream_facts *stream = &check->streams[i];
        size_t msd, gv;
        rawi_status status = number_of(check, KEY_VECTOR_LENGTH, i, kinds[i].least, kinds[i].most,
                                       &stream->vector_length);
        if (status == RAWI_OK)
            status = number_of(check, KEY_IS_MSD, i, kinds[i].msd, kinds[i].msd, &msd);
        if (status == RAWI_OK)
            status = number_of(check, KEY_NUM_WINDOWS, i, 1, WINDOWS_MAX, &stream->windows);
        if (status == RAWI_OK)
            status = number_of(check, KEY_USE_GV, i, 0, 1, &gv);
        if (status != RAWI_OK)
            return status;
        stream->msd = msd;
        stream->gv = gv;
    }
    if (check->stream_count == STREAMS_MAX && check->streams[2].vector_length % 2 == 0)
        return fail(check, offset_of(check, check->values[KEY_VECTOR_LENGTH][2]),
                    _("the mixing filter has an even length"));
    return check_spectrum_options(check);
}

static rawi_status check_header(checker *check) {
    size_t at = 0;
    rawi_slice line;
    const char *first = section_lines[SECTION_GLOBAL];
    if (check->size < strlen(first) || memcmp(check->bytes, first, strlen(first)) != 0)
        return rawi_fail(check->error, RAWI_ERROR_DATA, _("%s is no .htsvoice file"), check->name);
    rawi_status status = next_line(check, &at, &line);
    for (section_id now = SECTION_GLOBAL; status == RAWI_OK && now != SECTION_DATA;) {
        status = next_line(check, &at, &line);
        if (status != RAWI_OK || !equals(line, section_lines[now + 1])) {
            if (status == RAWI_OK)
                status = take_value(check, now, line);
            continue;
        }
        status = need_all(check, now, at);
        if (status == RAWI_OK && now == SECTION_GLOBAL)
            status = check_global(check);
        if (status == RAWI_OK && now == SECTION_STREAM)
            status = check_streams(check);
        now++;
    }
    check->data = at;
    return status;
}

/* ---- data: windows and probability density functions --------------------------------------- */

/* The bytes that FIRST-LAST names, counted from the start of the data. */
static rawi_status resolve(checker *check, rawi_slice range, rawi_slice *part) {
    size_t first, last, room = check->size - check->data;
    rawi_slice end = range, start = take_until(&end, '-');
    if (!parse_number(start, &first) || !parse_number(end, &last) || first > last || last >= room)
        return fail(check, offset_of(check, range), _("%.*s is not inside the file's %zu bytes"),
                    (int)range.length, range.bytes, room);
    *part = (rawi_slice){check->bytes + check->data + first, last - first + 1};
    return RAWI_OK;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t';
}

/* The next number of a window, as text between blanks. */
static rawi_slice take_word(rawi_slice *text) {
    while (text->length && is_blank(*text->bytes))
        *text = (rawi_slice){text->bytes + 1, text->length - 1};
    size_t length = 0;
    while (length < text->length && !is_blank(text->bytes[length]))
        length++;
    rawi_slice word = {text->bytes, length};
    *text = (rawi_slice){text->bytes + length, text->length - length};
    return word;
}

/* A window: how many coefficients, odd, and these; the first window is the single number 1. */
static rawi_status check_window(checker *check, rawi_slice part, bool is_static) {
    rawi_slice rest = part;
    size_t count, at = offset_of(check, part);
    if (!parse_number(take_word(&rest), &count) || count % 2 == 0 || count > WINDOW_WIDTH_MAX ||
        (is_static && count != 1))
        return fail(check, at, _("a window has a wrong size"));
    for (size_t i = 0; i < count; i++)
        if (!is_decimal(take_word(&rest)))
            return fail(check, at, _("a window lacks a coefficient"));
    return take_word(&rest).length ? fail(check, at, _("a window is too long")) : RAWI_OK;
}

static rawi_status check_windows(checker *check, size_t stream) {
    rawi_slice list = check->values[KEY_STREAM_WIN][stream];
    for (size_t i = 0; i < check->streams[stream].windows; i++) {
        rawi_slice part;
        rawi_status status = resolve(check, take_until(&list, ','), &part);
        if (status == RAWI_OK)
            status = check_window(check, part, i == 0);
        if (status != RAWI_OK)
            return status;
    }
    return list.length ? fail(check, offset_of(check, list), _("there are too many windows"))
                       : RAWI_OK;
}

static uint32_t read_u32(const char *bytes) {
    const unsigned char *b = (const unsigned char *)bytes;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static float read_float(const char *bytes) {
    uint32_t bits = read_u32(bytes);
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* What the parts of one model must agree on. */
typedef struct model_shape {
    size_t trees; /* one a state, of the states 2, 3… */
    size_t means; /* numbers in a PDF: means, as many variances, the weight of voice */
    bool msd;
    size_t pdfs[STATES_MAX]; /* PDFs of each tree */
} model_shape;

/* Counts (32 bits each), then the PDFs' floats. */
static rawi_status check_pdfs(checker *check, rawi_slice part, model_shape *model) {
    size_t at = offset_of(check, part), floats = 2 * model->means + model->msd, total = 0;
    size_t heads = 4 * model->trees;
    if (part.length < heads)
        return fail(check, at, _("distributions break off"));
    for (size_t i = 0; i < model->trees; i++) {
        model->pdfs[i] = read_u32(part.bytes + 4 * i);
        if (model->pdfs[i] == 0 || model->pdfs[i] > part.length)
            return fail(check, at + 4 * i, _("a state has %zu distributions"), model->pdfs[i]);
        total += model->pdfs[i];
    }
    if (part.length != heads + total * floats * 4)
        return fail(check, at, _("%zu distributions do not fill %zu bytes"), total, part.length);
    for (size_t i = 0; i < total * floats; i++) {
        double value = (double)read_float(part.bytes + heads + 4 * i);
        bool is_mean = i % floats < model->means;
        if (!(fabs(value) <= (is_mean ? parameter_max : (double)INFINITY)) || isinf(value) ||
            (!is_mean && value < 0))
            return fail(check, at + heads + 4 * i, _("a distribution holds %g"), value);
    }
    return RAWI_OK;
}

/* ---- data: trees --------------------------------------------------------------------------- */

/* The textual part that is being read. */
typedef struct tree_reader {
    checker *check;
    rawi_slice rest;
    rawi_slice *questions; /* their names, sorted before they are searched */
    size_t question_count;
    size_t question_room;
} tree_reader;

static rawi_status fail_reading(const tree_reader *reader, const char *what) {
    return fail(reader->check, offset_of(reader->check, reader->rest), "%s", what);
}

/* The next token as libhtsengine takes it: separated by blanks, or in double quotes, or a comma.
 * Empty at the end. */
static rawi_status next_token(tree_reader *reader, rawi_slice *token) {
    rawi_slice *rest = &reader->rest;
    while (rest->length && (*rest->bytes == ' ' || *rest->bytes == '\n'))
        *rest = (rawi_slice){rest->bytes + 1, rest->length - 1};
    *token = (rawi_slice){rest->bytes, 0};
    if (rest->length == 0)
        return RAWI_OK;
    bool quoted = *rest->bytes == '"';
    size_t start = quoted, length = 0;
    for (;; length++) {
        if (start + length == rest->length)
            return fail_reading(reader, _("a tree breaks off"));
        char c = rest->bytes[start + length];
        if (quoted ? c == '"' : c == ' ' || c == '\n')
            break;
        bool confuses = c == '\'' || c == '"' || (quoted && c == ',' && length == 0);
        if (c < ' ' || c > '~' || confuses || length >= LINE_MAX_BYTES)
            return fail_reading(reader, _("a tree is not text"));
        if (!quoted && c == ',' && length == 0) {
            length = 1;
            break;
        }
    }
    if (length == 0)
        return fail_reading(reader, _("a tree holds an empty name"));
    *token = (rawi_slice){rest->bytes + start, length};
    size_t taken = start + length + quoted;
    *rest = (rawi_slice){rest->bytes + taken, rest->length - taken};
    return RAWI_OK;
}

static rawi_status expect(tree_reader *reader, const char *what) {
    rawi_slice token;
    rawi_status status = next_token(reader, &token);
    if (status == RAWI_OK && !equals(token, what))
        status = fail_reading(reader, _("a tree is malformed"));
    return status;
}

static void note_sound(checker *check, rawi_slice pattern) {
    for (unsigned i = 0; i < sizeof telltale_sounds / sizeof *telltale_sounds; i++) {
        size_t length = strlen(telltale_sounds[i]);
        for (size_t at = 0; at + length <= pattern.length; at++)
            if (memcmp(pattern.bytes + at, telltale_sounds[i], length) == 0)
                check->sounds_known |= 1U << i;
    }
}

static rawi_status keep_question(tree_reader *reader, rawi_slice name) {
    if (reader->question_count == QUESTIONS_MAX)
        return fail_reading(reader, _("there are too many questions"));
    if (reader->question_count == reader->question_room) {
        size_t room = reader->question_room ? 2 * reader->question_room : 256;
        rawi_slice *grown = realloc(reader->questions, room * sizeof *grown);
        if (!grown)
            return rawi_fail_memory(reader->check->error);
        reader->questions = grown;
        reader->question_room = room;
    }
    reader->questions[reader->question_count++] = name;
    return RAWI_OK;
}

/* QS name { "pattern","pattern" } */
static rawi_status read_question(tree_reader *reader) {
    rawi_slice token;
    rawi_status status = next_token(reader, &token);
    if (status == RAWI_OK)
        status = keep_question(reader, token);
    if (status == RAWI_OK)
        status = expect(reader, "{");
    while (status == RAWI_OK) {
        status = next_token(reader, &token);
        if (status == RAWI_OK)
            status = check_pattern(reader->check, token);
        if (status != RAWI_OK)
            return status;
        note_sound(reader->check, token);
        status = next_token(reader, &token);
        if (status == RAWI_OK && equals(token, "}"))
            return RAWI_OK;
        if (status == RAWI_OK && !equals(token, ","))
            status = fail_reading(reader, _("a question is malformed"));
    }
    return status;
}

static int compare_slices(const void *a, const void *b) {
    const rawi_slice *x = a, *y = b;
    size_t length = x->length < y->length ? x->length : y->length;
    int order = memcmp(x->bytes, y->bytes, length);
    return order ? order : (x->length > y->length) - (x->length < y->length);
}

static bool is_question(const tree_reader *reader, rawi_slice name) {
    return reader->question_count > 0 &&
           bsearch(&name, reader->questions, reader->question_count, sizeof name, compare_slices);
}

/* Which inner nodes of a tree are awaited (named by their parent) and not yet defined. Nodes are
 * 0, -1, -2…; their numbers are kept without the sign. */
typedef struct node_set {
    bool *awaited;
    bool *named;
    size_t open; /* how many are awaited */
} node_set;

static bool is_node_number(rawi_slice token) {
    for (size_t i = 0; i < token.length; i++)
        if (!is_digit(token.bytes[i]) && token.bytes[i] != '-')
            return false;
    return true;
}

static bool parse_node(rawi_slice token, size_t *node) {
    if (token.length && token.bytes[0] == '-')
        token = (rawi_slice){token.bytes + 1, token.length - 1};
    return parse_number(token, node) && *node < NODES_MAX;
}

/* A leaf's name ends in the number of its distribution, from 1. */
static rawi_status check_leaf(tree_reader *reader, rawi_slice token, size_t pdfs) {
    size_t digits = 0, pdf;
    while (digits < token.length && is_digit(token.bytes[token.length - 1 - digits]))
        digits++;
    rawi_slice number = {token.bytes + token.length - digits, digits};
    bool is_name = digits < token.length && !memchr(token.bytes, '[', token.length) &&
                   !memchr(token.bytes, '{', token.length);
    if (!is_name || !parse_number(number, &pdf) || pdf == 0 || pdf > pdfs)
        return fail_reading(reader, _("a tree leads to a distribution that is not there"));
    return RAWI_OK;
}

static rawi_status read_child(tree_reader *reader, node_set *nodes, size_t pdfs) {
    rawi_slice token;
    rawi_status status = next_token(reader, &token);
    if (status != RAWI_OK)
        return status;
    if (!is_node_number(token))
        return check_leaf(reader, token, pdfs);
    size_t node;
    if (!parse_node(token, &node) || nodes->named[node])
        return fail_reading(reader, _("a tree's nodes are wrong"));
    nodes->named[node] = nodes->awaited[node] = true;
    nodes->open++;
    return RAWI_OK;
}

/* node question no yes */
static rawi_status read_node(tree_reader *reader, rawi_slice token, node_set *nodes, size_t pdfs) {
    size_t node;
    if (!parse_node(token, &node) || !nodes->awaited[node])
        return fail_reading(reader, _("a tree's nodes are wrong"));
    nodes->awaited[node] = false;
    nodes->open--;
    rawi_status status = next_token(reader, &token);
    if (status == RAWI_OK && !is_question(reader, token))
        status = fail_reading(reader, _("a tree asks a question that is not there"));
    if (status == RAWI_OK)
        status = read_child(reader, nodes, pdfs);
    if (status == RAWI_OK)
        status = read_child(reader, nodes, pdfs);
    return status;
}

/* { nodes } or a single leaf. */
static rawi_status read_nodes(tree_reader *reader, node_set *nodes, size_t pdfs) {
    rawi_slice token;
    rawi_status status = next_token(reader, &token);
    if (status != RAWI_OK || !equals(token, "{"))
        return status == RAWI_OK ? check_leaf(reader, token, pdfs) : status;
    nodes->awaited[0] = nodes->named[0] = true;
    nodes->open = 1;
    while (status == RAWI_OK) {
        status = next_token(reader, &token);
        if (status == RAWI_OK && equals(token, "}"))
            break;
        if (status == RAWI_OK)
            status = read_node(reader, token, nodes, pdfs);
    }
    if (status == RAWI_OK && nodes->open > 0)
        status = fail_reading(reader, _("a tree lacks nodes"));
    return status;
}

static rawi_status read_tree(tree_reader *reader, size_t pdfs) {
    node_set nodes = {calloc(NODES_MAX, sizeof(bool)), calloc(NODES_MAX, sizeof(bool)), 0};
    rawi_status status = nodes.awaited && nodes.named ? read_nodes(reader, &nodes, pdfs)
                                                      : rawi_fail_memory(reader->check->error);
    free(nodes.awaited);
    free(nodes.named);
    return status;
}

/* {*}[state] */
static bool parse_tree_head(rawi_slice token, size_t *state) {
    static const char start[] = "{*}[";
    size_t length = sizeof start - 1;
    return token.length > length + 1 && memcmp(token.bytes, start, length) == 0 &&
           token.bytes[token.length - 1] == ']' &&
           parse_number((rawi_slice){token.bytes + length, token.length - length - 1}, state);
}

/* Questions, then a tree for each state in any order. */
static rawi_status read_trees(tree_reader *reader, const model_shape *model) {
    bool seen[STATES_MAX] = {false};
    size_t count = 0;
    for (;;) {
        rawi_slice token;
        rawi_status status = next_token(reader, &token);
        if (status != RAWI_OK)
            return status;
        if (token.length == 0)
            break;
        size_t state;
        if (equals(token, "QS") && count == 0) {
            status = read_question(reader);
        } else if (parse_tree_head(token, &state) && state >= 2 && state < model->trees + 2 &&
                   !seen[state - 2]) {
            if (count == 0 && reader->question_count > 0)
                qsort(reader->questions, reader->question_count, sizeof *reader->questions,
                      compare_slices);
            seen[state - 2] = true;
            status = read_tree(reader, model->pdfs[count++]);
        } else {
            status = fail_reading(reader, _("a tree is malformed"));
        }
        if (status != RAWI_OK)
            return status;
    }
    return count == model->trees ? RAWI_OK : fail_reading(reader, _("a state has no tree"));
}

static rawi_status check_trees(checker *check, rawi_slice part, const model_shape *model) {
    if (part.bytes[part.length - 1] != '\n')
        return fail(check, offset_of(check, part) + part.length - 1, _("a tree breaks off"));
    tree_reader reader = {.check = check, .rest = part};
    rawi_status status = read_trees(&reader, model);
    free(reader.questions);
    return status;
}

static rawi_status check_model(checker *check, rawi_slice pdf_range, rawi_slice tree_range,
                               model_shape *model) {
    rawi_slice part;
    rawi_status status = resolve(check, pdf_range, &part);
    if (status == RAWI_OK)
        status = check_pdfs(check, part, model);
    if (status != RAWI_OK || !tree_range.bytes)
        return status;
    status = resolve(check, tree_range, &part);
    return status == RAWI_OK ? check_trees(check, part, model) : status;
}

static rawi_status check_stream_models(checker *check, size_t i) {
    const stream_facts *stream = &check->streams[i];
    model_shape states = {.trees = check->states,
                          .means = stream->vector_length * stream->windows,
                          .msd = stream->msd};
    rawi_status status = check_windows(check, i);
    if (status == RAWI_OK)
        status = check_model(check, check->values[KEY_STREAM_PDF][i],
                             check->values[KEY_STREAM_TREE][i], &states);
    if (status != RAWI_OK || !stream->gv)
        return status;
    if (!check->values[KEY_GV_PDF][i].bytes)
        return fail(check, check->data, _("%s is missing"), key_facts[KEY_GV_PDF].name);
    model_shape gv = {.trees = 1, .means = stream->vector_length};
    return check_model(check, check->values[KEY_GV_PDF][i], check->values[KEY_GV_TREE][i], &gv);
}

static rawi_status check_data(checker *check) {
    model_shape durations = {.trees = 1, .means = check->states};
    rawi_status status = check_model(check, check->values[KEY_DURATION_PDF][0],
                                     check->values[KEY_DURATION_TREE][0], &durations);
    for (size_t i = 0; i < check->stream_count && status == RAWI_OK; i++)
        status = check_stream_models(check, i);
    unsigned all = (1U << sizeof telltale_sounds / sizeof *telltale_sounds) - 1;
    if (status == RAWI_OK && check->sounds_known != all)
        status = rawi_fail(check->error, RAWI_ERROR_DATA,
                           _("%s: this voice does not know the sounds of Arabic; Rawi speaks with "
                             "the Arabic voices made for Festival"),
                           check->name);
    return status;
}

/* ---- files --------------------------------------------------------------------------------- */

rawi_status rawi_hts_check_memory(const void *bytes, size_t size, const char *name,
                                  rawi_error *error) {
    checker *check = calloc(1, sizeof *check);
    if (!check)
        return rawi_fail_memory(error);
    check->name = name;
    check->bytes = bytes;
    check->size = size;
    check->error = error;
    rawi_status status = check_header(check);
    if (status == RAWI_OK)
        status = check_data(check);
    free(check);
    return status;
}

static rawi_status read_all(FILE *file, const char *path, char **bytes, size_t *size,
                            rawi_error *error) {
    size_t room = 4 << 20, got;
    *bytes = NULL;
    *size = 0;
    do {
        if (*size > FILE_MAX)
            return rawi_fail(error, RAWI_ERROR_DATA, _("%s is too large for a voice file"), path);
        char *grown = realloc(*bytes, room *= 2);
        if (!grown)
            return rawi_fail_memory(error);
        *bytes = grown;
        got = fread(*bytes + *size, 1, room - *size, file);
        *size += got;
    } while (*size == room);
    if (ferror(file))
        return rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be read: %s"), path,
                         rawi_reason(errno));
    return RAWI_OK;
}

rawi_status rawi_hts_check(const char *path, rawi_error *error) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be opened: %s"), path,
                         rawi_reason(errno));
    char *bytes = NULL;
    size_t size;
    rawi_status status = read_all(file, path, &bytes, &size, error);
    fclose(file);
    if (status == RAWI_OK)
        status = rawi_hts_check_memory(bytes, size, path, error);
    free(bytes);
    return status;
}
