/* bench_diacritize FILE: how fast FILE's lines are diacritized, with each kernel, beside
 * `espeak-ng -q -x -v ar` of the same file in the same run; the first sentence's latency; memory.
 */
#include "arabic/diacritize/diacritizer.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    LINES_MOST = 65536,
    ROUNDS = 3
};

static char *bytes;
static size_t size;
static rawi_slice lines[LINES_MOST];
static rawi_text texts[LINES_MOST];
static size_t line_count;

static double seconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void read_lines(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(1);
    }
    size = (size_t)ftell(file);
    rewind(file);
    bytes = malloc(size + 1);
    if (!bytes || fread(bytes, 1, size, file) != size)
        exit(1);
    fclose(file);
    for (size_t start = 0; start < size && line_count < LINES_MOST;) {
        const char *end = memchr(bytes + start, '\n', size - start);
        size_t length = end ? (size_t)(end - bytes) - start : size - start;
        lines[line_count++] = (rawi_slice){bytes + start, length};
        start += length + 1;
    }
}

static size_t characters(void) {
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += ((unsigned char)bytes[i] & 0xC0) != 0x80;
    return count;
}

static rawi_diacritizer *open_with(const rawi_kernel *kernel) {
    rawi_diacritizer *diacritizer;
    rawi_error error;
    size_t weights = (size_t)(rawi_diacritizer_weights_end - rawi_diacritizer_weights);
    if (rawi_diacritizer_open_with(rawi_diacritizer_weights, weights, kernel, &diacritizer,
                                   &error) != RAWI_OK) {
        fprintf(stderr, "%s\n", error.message);
        exit(1);
    }
    return diacritizer;
}

/* Least processor time of some rounds over all lines, `batch` at a time. */
static double best_time(rawi_diacritizer *diacritizer, size_t batch, int rounds) {
    double best = 1e9;
    rawi_error error;
    for (int round = 0; round < rounds; round++) {
        double start = seconds(CLOCK_PROCESS_CPUTIME_ID);
        for (size_t at = 0; at < line_count; at += batch)
            rawi_diacritize(diacritizer, lines + at,
                            line_count - at < batch ? line_count - at : batch, texts + at, &error);
        double time = seconds(CLOCK_PROCESS_CPUTIME_ID) - start;
        best = time < best ? time : best;
        for (size_t i = 0; i < line_count; i++)
            rawi_text_clear(&texts[i]);
    }
    return best;
}

static double espeak_time(const char *path) {
    pid_t child = fork();
    if (child == 0) {
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDOUT_FILENO);
        execlp("espeak-ng", "espeak-ng", "-q", "-x", "-v", "ar", "-f", path, (char *)NULL);
        _exit(127);
    }
    int status;
    struct rusage usage;
    wait4(child, &status, 0, &usage);
    if (status != 0)
        return -1;
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fputs("usage: bench_diacritize FILE (of bare Arabic text)\n", stderr);
        return 2;
    }
    read_lines(argv[1]);
    double start = seconds(CLOCK_MONOTONIC);
    rawi_diacritizer *first = open_with(rawi_best_kernel());
    rawi_error error;
    rawi_diacritize(first, lines, 1, texts, &error);
    printf("first sentence, weights opened and checked: %.1f ms\n",
           (seconds(CLOCK_MONOTONIC) - start) * 1e3);
    double fastest = best_time(first, line_count, ROUNDS);
    rawi_diacritizer_close(first);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("peak memory, the file and both texts in it: %.1f MB (text %.1f MB)\n",
           (double)usage.ru_maxrss / 1024, (double)size / 1e6);
    double count = (double)characters();
    for (size_t k = 0; k < rawi_kernel_count; k++) {
        if (!rawi_kernels[k].is_supported())
            continue;
        rawi_diacritizer *diacritizer = open_with(&rawi_kernels[k]);
        double together = best_time(diacritizer, line_count, 1);
        double alone = best_time(diacritizer, 1, 1);
        printf("%-12s %8.0f characters/s, line by line %8.0f\n", rawi_kernels[k].name,
               count / together, count / alone);
        rawi_diacritizer_close(diacritizer);
    }
    double espeak = espeak_time(argv[1]);
    if (espeak >= 0)
        printf("espeak-ng -q -x -v ar: %.2f s; this: %.2f s, %.3f of it\n", espeak, fastest,
               fastest / espeak);
    for (size_t i = 0; i < line_count; i++)
        rawi_text_free(&texts[i]);
    free(bytes);
    return 0;
}
