/* How much processor time normalization takes: bench_normalize FILE normalizes the file's lines
 * over and over and prints the fastest run of the file, and of the file ten and a hundred times
 * over (the time must grow with the text). */
#include "arabic/normalize/normalize.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void normalize_lines(rawi_normalizer *normalizer, const char *text, size_t size,
                            rawi_arena *arena) {
    for (size_t start = 0; start < size;) {
        size_t end = start + strcspn(text + start, "\n");
        rawi_tokens tokens;
        rawi_error error;
        if (rawi_normalize(normalizer, text, (rawi_span){start, end}, arena, &tokens, &error) !=
            RAWI_OK) {
            fprintf(stderr, "%s\n", error.message);
            exit(1);
        }
        rawi_arena_reset(arena);
        start = end + 1;
    }
}

static double fastest(rawi_normalizer *normalizer, const rawi_text *text, unsigned runs) {
    double best = 1e9;
    rawi_arena arena = {0};
    for (unsigned run = 0; run < runs; run++) {
        double start = now();
        normalize_lines(normalizer, text->bytes, text->length, &arena);
        double time = now() - start;
        if (time < best)
            best = time;
    }
    rawi_arena_free(&arena);
    return best;
}

int main(int argc, char **argv) {
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (!file) {
        fputs("usage: bench_normalize FILE\n", stderr);
        return 2;
    }
    rawi_text once = {0};
    char block[4096];
    size_t got;
    while ((got = fread(block, 1, sizeof block, file)) > 0)
        rawi_text_add(&once, block, got);
    fclose(file);
    rawi_normalizer *normalizer;
    double start = now();
    if (once.failed || rawi_normalizer_open(NULL, &normalizer, NULL) != RAWI_OK)
        return 1;
    printf("opening          %8.3f ms\n", now() - start);
    start = now();
    rawi_arena arena = {0};
    normalize_lines(normalizer, once.bytes, once.length, &arena);
    rawi_arena_free(&arena);
    printf("first time       %8.3f ms\n", now() - start);
    for (unsigned times = 1; times <= 100; times *= 10) {
        rawi_text many = {0};
        for (unsigned i = 0; i < times; i++)
            rawi_text_add(&many, once.bytes, once.length);
        double time = fastest(normalizer, &many, 200 / times + 3);
        printf("%3u x %6zu bytes %8.3f ms (%.2f MB/s)\n", times, once.length, time,
               (double)many.length / time / 1e3);
        rawi_text_free(&many);
    }
    rawi_text line = {0};
    for (unsigned i = 0; i < 100; i++)
        for (size_t at = 0; at < once.length; at++)
            rawi_text_add(&line, once.bytes[at] == '\n' ? " " : once.bytes + at, 1);
    printf("as one sentence of %zu bytes %8.3f ms\n", line.length, fastest(normalizer, &line, 3));
    rawi_text_free(&line);
    rawi_normalizer_close(normalizer);
    rawi_text_free(&once);
    return 0;
}
