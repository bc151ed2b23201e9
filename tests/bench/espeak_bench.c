/* What speaking costs: bench_espeak ARTICLE [VOICE]. Prints the processor time of the script alone,
 * of the voice alone, and of `espeak-ng -v ar -w` on the same text (a whole process each), and how
 * long the speech is. */
#include "rawi.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

/* Processor time of this process or of its ended children. */
static double seconds(int who) {
    struct rusage usage;
    getrusage(who, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

static int fail(const rawi_error *error) {
    fprintf(stderr, "%s\n", error->message);
    return 1;
}

/* Seconds of all utterances' making, spoken or not; `sound` is the length of the speech. */
static int run(const rawi_article *article, const char *voice, double *taken, double *sound) {
    rawi_error error;
    rawi_script *script = NULL;
    rawi_narration *narration = NULL;
    const rawi_utterance *utterance;
    const rawi_speech *speech;
    rawi_narration_options options = {.voice = voice};
    rawi_status status = rawi_script_open(article, NULL, &script, &error);
    if (status == RAWI_OK && voice)
        status = rawi_narration_open(script, &options, &narration, &error);
    double start = seconds(RUSAGE_SELF);
    *sound = 0.0;
    while (status == RAWI_OK) {
        status = voice ? rawi_narration_next(narration, &speech, &error)
                       : rawi_script_next(script, &utterance, &error);
        if (status == RAWI_OK && voice)
            *sound += (double)speech->sample_count / speech->rate;
    }
    *taken = seconds(RUSAGE_SELF) - start;
    rawi_narration_close(narration);
    rawi_script_close(script);
    return status == RAWI_END ? 0 : fail(&error);
}

static double run_espeak(const char *path) {
    char command[4096];
    snprintf(command, sizeof command, "espeak-ng -v ar -w /dev/null -f '%s'", path);
    double start = seconds(RUSAGE_CHILDREN);
    return system(command) == 0 ? seconds(RUSAGE_CHILDREN) - start : -1.0;
}

int main(int argc, char **argv) {
    rawi_error error;
    rawi_article *article;
    if (argc < 2)
        return 2;
    const char *voice = argc > 2 ? argv[2] : "salim";
    if (rawi_article_open(argv[1], RAWI_FORMAT_DETECT, &article, &error) != RAWI_OK)
        return fail(&error);
    for (int round = 0; round < 5; round++) {
        double script, both, sound, none;
        if (run(article, NULL, &script, &none) || run(article, voice, &both, &sound))
            return 1;
        double espeak = run_espeak(argv[1]);
        printf("script %.3f s, voice %.3f s for %.0f s of sound; espeak-ng %.3f s; ratio %.2f\n",
               script, both - script, sound, espeak, (both - script) / espeak);
    }
    rawi_article_close(article);
    return 0;
}
