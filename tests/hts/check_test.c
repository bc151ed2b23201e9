/* Damaged voice files are refused with their name and what is wrong with them. */
#include "voice/hts_check.h"

#include "hts/reference.h"
#include "hts/tiny_voice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static rawi_status check(const char *bytes, size_t size, rawi_error *error) {
    /* a copy of the exact size, so that reading beyond it is found */
    char *copy = malloc(size ? size : 1);
    memcpy(copy, bytes, size);
    rawi_status status = rawi_hts_check_memory(copy, size, "tiny.htsvoice", error);
    free(copy);
    return status;
}

static void test_whole(void **state) {
    (void)state;
    size_t size;
    rawi_error error = {0};
    char *bytes = tiny_voice(&size);
    if (check(bytes, size, &error) != RAWI_OK)
        fail_msg("%s", error.message);
    free(bytes);
}

/* Where a text stands at or behind `from`, NULL where it does not. */
static char *find(char *from, const char *end, const char *text) {
    size_t length = strlen(text);
    for (; from + length <= end; from++)
        if (memcmp(from, text, length) == 0)
            return from;
    return NULL;
}

/* A text replaced by another of the same length, the first time or everywhere. */
static void test_damaged(void **state) {
    (void)state;
    static const struct {
        const char *from, *to, *message;
        bool everywhere;
    } rows[] = {
        {"[GLOBAL]", "[GLOBEL]", "is no .htsvoice file", false},
        {"SAMPLING_FREQUENCY:16000", "SAMPLING_FREQUENCY:00016", "SAMPLING_FREQUENCY", false},
        {"SAMPLING_FREQUENCY:16000", "SAMPLING_FREQUENCY:1600a", "SAMPLING_FREQUENCY", false},
        {"FRAME_PERIOD:80", "FRAME_PERIOD:00", "FRAME_PERIOD", false},
        {"NUM_STATES:5", "NUM_STATES:6", "do not fill", false},
        {"NUM_STATES:5", "NUM_STATES:0", "NUM_STATES", false},
        {"NUM_STREAMS:3", "NUM_STREAMS:9", "NUM_STREAMS", false},
        {"NUM_STREAMS:3", "NUM_STREAMS:2", "more streams' names", false},
        {"MCP,LF0,LPF", "MCP,LF0,MCP", "streams' names", false},
        {"HTS_TTS_ENG", "HTS_TTS_JPN", "HTS_TTS_JPN", false},
        {"COMMENT:", "COMMENS:", "unknown entry COMMENS", false},
        {"\"*-pau+*\"\nC", "\"*-pau+**\nC", "GV_OFF_CONTEXT", false},
        {"VECTOR_LENGTH[LF0]:1", "VECTOR_LENGTH[LF0]:2", "VECTOR_LENGTH", false},
        {"VECTOR_LENGTH[LPF]:3", "VECTOR_LENGTH[LPF]:4", "even", false},
        {"VECTOR_LENGTH[MCP]:5", "VECTOR_LENGTH[LF0]:5", "twice", false},
        {"VECTOR_LENGTH[MCP]:5", "VECTOR_LENGTH[XXX]:5", "of no stream", false},
        {"IS_MSD[LF0]:1", "IS_MSD[LF0]:0", "IS_MSD", false},
        {"ALPHA=0.42", "ALPHA=1.42", "ALPHA=1.42", false},
        {"ALPHA=0.42", "GAMMA=0.42", "GAMMA", false},
        {"DURATION_PDF:0-", "DURATION_PDF:9-", "a state has", false},
        {"DURATION_PDF:", "DURATION_POF:", "unknown entry DURATION_POF", false},
        {"1 1.0\n", "3 1.0\n", "window", false},
        {"1 1.0\n", "1 x.0\n", "window", false},
        {"C-Vowel {", "C-Vowel [", "malformed", false},
        {"\"*-a+*\"", "\"*-a+\"\"", "not text", false},
        {"\"*-aa+*\"", "\"**a***\"", "too long", false},
        {"\"*-pau+*\" }\nQS", "\"*-pau+* }\nQSS", "not text", false},
        {"{*}[2]", "{*}[9]", "malformed", false},
        {"0 C-pau", "1 C-pau", "nodes", false},
        {"C-pau -1 \"dur_s2_1\"", "C-pao -1 \"dur_s2_1\"", "question", false},
        {"C-pau -1 \"dur", "C-pau -2 \"dur", "nodes", false},
        {"\"dur_s2_1\"", "\",ur_s2_1\"", "not text", false},
        {"dur_s2_1", "dur_s2_4", "distribution that is not there", false},
        {"dur_s2_1", "dur_s2_0", "distribution that is not there", false},
        {"\"*-E+*\"", "\"*-X+*\"", "sounds of Arabic", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t size;
        rawi_error error = {0};
        char *bytes = tiny_voice(&size);
        char *at = find(bytes, bytes + size, rows[i].from);
        assert_non_null(at);
        assert_int_equal(strlen(rows[i].from), strlen(rows[i].to));
        do
            memcpy(at, rows[i].to, strlen(rows[i].to));
        while (rows[i].everywhere && (at = find(at, bytes + size, rows[i].from)) != NULL);
        rawi_status status = check(bytes, size, &error);
        if (status != RAWI_ERROR_DATA || !strstr(error.message, rows[i].message) ||
            !strstr(error.message, "tiny.htsvoice"))
            fail_msg("%s instead of %s: status %d, %s", rows[i].to, rows[i].from, status,
                     error.message);
        free(bytes);
    }
}

/* Each number of the binary part: not a number, infinite, far too large. */
static void test_bad_floats(void **state) {
    (void)state;
    static const uint32_t bad[] = {0x7FC00000, 0x7F800000, 0xFF800000, 0x7F000000};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        size_t size;
        rawi_error error = {0};
        char *bytes = tiny_voice(&size);
        char *data = find(bytes, bytes + size, "[DATA]\n") + 7;
        memcpy(data + 4, &bad[i], 4);
        assert_int_equal(check(bytes, size, &error), RAWI_ERROR_DATA);
        assert_non_null(strstr(error.message, "a distribution holds"));
        free(bytes);
    }
}

/* Cut short anywhere, it is refused. */
static void test_truncated(void **state) {
    (void)state;
    size_t size;
    char *bytes = tiny_voice(&size);
    for (size_t kept = 0; kept < size; kept += kept < 1500 ? 1 : 37) {
        rawi_error error = {0};
        if (check(bytes, kept, &error) != RAWI_ERROR_DATA)
            fail_msg("%zu of %zu bytes are taken for a voice", kept, size);
    }
    free(bytes);
}

static void test_files(void **state) {
    (void)state;
    rawi_error error = {0};
    assert_int_equal(rawi_hts_check("/nonexistent/x.htsvoice", &error), RAWI_ERROR_IO);
    assert_non_null(strstr(error.message, "/nonexistent/x.htsvoice"));
    assert_int_equal(rawi_hts_check("/", &error), RAWI_ERROR_IO);
    if (reference_is_here() && rawi_hts_check(reference_voice(), &error) != RAWI_OK)
        fail_msg("%s", error.message);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole),      cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_bad_floats), cmocka_unit_test(test_truncated),
        cmocka_unit_test(test_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
