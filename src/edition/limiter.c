/* The limiter, in steps of a few samples. The true peak of each is found by oversampling as ITU-R
 * BS.1770 (annex 2) does; the gain that keeps it under the ceiling is held over the look-ahead,
 * released exponentially, and averaged over the look-ahead, so that it has arrived where it is
 * needed when the peak comes (D. Giannoulis et al., "Digital Dynamic Range Compressor Design",
 * JAES 60, 2012, describes the parts). A step in which nothing can pass the ceiling, and speech is
 * mostly that, costs one look at its samples. */
#include "edition/limiter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    PHASES = 4,          /* oversampling */
    TAPS = 16,           /* of each phase: 8 samples on either side */
    STEP = 32,           /* samples at once */
    AHEAD = TAPS / 2,    /* samples that must be there to oversample before them */
    BUFFER = TAPS + STEP /* the samples that a step looks at */
};

static const double look_ahead_seconds = 0.005;
static const double release_seconds = 0.080;

struct rawi_limiter {
    float ceiling;
    float quiet; /* where no sample is beyond it nothing between them passes the ceiling */
    float phases[PHASES - 1][TAPS];
    float release; /* the part of the way back to 1 that a sample goes */
    size_t look_ahead;

    float recent[BUFFER]; /* the last TAPS samples and those of the step */
    float step[STEP];     /* the output of the step before */
    size_t filled;        /* samples of the step taken */

    float *line; /* a ring of the samples on their way through, `delay_line` long */
    size_t delay_line;
    size_t line_at;

    float *needed; /* a ring of the gains that the last look_ahead + 1 samples need, */
    size_t *queue; /* and of the positions of its minima, in ascending order of gain */
    size_t mask;   /* of both: their length, a power of two, less one */
    size_t queue_first;
    size_t queue_end;
    size_t position; /* of the present sample */

    float released; /* the gain after hold and release */
    float *average; /* a ring of the last look_ahead of them */
    size_t average_at;
    double sum;     /* of it */
    size_t at_rest; /* samples since anything was not 1 */
};

/* ---- the oversampling filter --------------------------------------------------------------- */

/* A sinc under a Kaiser window. */
static double bessel(double x) {
    double sum = 1, term = 1;
    for (int i = 1; i < 30; i++) {
        term *= (x / (2 * i)) * (x / (2 * i));
        sum += term;
    }
    return sum;
}

static double tap_at(double distance) {
    const double pi = acos(-1.0);
    const double beta = 5.0;
    double edge = distance / (TAPS / 2.0);
    double window = edge * edge < 1 ? bessel(beta * sqrt(1 - edge * edge)) / bessel(beta) : 0;
    return sin(pi * distance) / (pi * distance) * window;
}

/* Fills the phases in; returns the most by which one can raise a peak. */
static double make_filter(rawi_limiter *limiter) {
    double most = 1;
    for (int phase = 0; phase < PHASES - 1; phase++) {
        double sum = 0;
        double raise = 0;
        double taps[TAPS];
        for (int i = 0; i < TAPS; i++) {
            taps[i] = tap_at(i - (AHEAD - 1) - (phase + 1.0) / PHASES);
            sum += taps[i];
        }
        for (int i = 0; i < TAPS; i++) {
            limiter->phases[phase][i] = (float)(taps[i] / sum);
            raise += fabs(taps[i] / sum);
        }
        most = fmax(most, raise);
    }
    return most;
}

/* ---- opening ------------------------------------------------------------------------------- */

static bool reserve(rawi_limiter *limiter) {
    size_t ring = 1;
    while (ring <= limiter->look_ahead)
        ring *= 2;
    limiter->mask = ring - 1;
    limiter->line = calloc(limiter->delay_line, sizeof *limiter->line);
    limiter->needed = calloc(ring, sizeof *limiter->needed);
    limiter->queue = calloc(ring, sizeof *limiter->queue);
    limiter->average = calloc(limiter->look_ahead, sizeof *limiter->average);
    if (!limiter->line || !limiter->needed || !limiter->queue || !limiter->average)
        return false;
    for (size_t i = 0; i < limiter->look_ahead; i++)
        limiter->average[i] = 1;
    limiter->sum = (double)limiter->look_ahead;
    limiter->at_rest = 2 * limiter->look_ahead + 1;
    limiter->released = 1;
    return true;
}

rawi_status rawi_limiter_open(unsigned rate, double ceiling, rawi_limiter **limiter,
                              rawi_error *error) {
    rawi_limiter *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    made->ceiling = (float)ceiling;
    made->quiet = (float)(ceiling / make_filter(made));
    made->release = (float)(1 - exp(-1 / (release_seconds * rate)));
    made->look_ahead = (size_t)lround(look_ahead_seconds * rate) + 1;
    made->delay_line = made->look_ahead + AHEAD;
    if (!reserve(made)) {
        rawi_limiter_close(made);
        return rawi_fail_memory(error);
    }
    *limiter = made;
    return RAWI_OK;
}

void rawi_limiter_close(rawi_limiter *limiter) {
    if (!limiter)
        return;
    free(limiter->line);
    free(limiter->needed);
    free(limiter->queue);
    free(limiter->average);
    free(limiter);
}

size_t rawi_limiter_delay(const rawi_limiter *limiter) {
    return limiter->delay_line + STEP;
}

/* ---- the gain ------------------------------------------------------------------------------ */

/* fmaxf minds NaN, which costs a call a sample; there is none here. */
static float larger(float a, float b) {
    return a > b ? a : b;
}

/* The true peaks about the step's samples (AHEAD samples back): of each sample and of the space up
 * to the next one. Returns the largest. */
static float find_peaks(const rawi_limiter *limiter, float peaks[STEP]) {
    const float *own = limiter->recent + AHEAD;
    for (int i = 0; i < STEP; i++)
        peaks[i] = fabsf(own[i]);
    for (int phase = 0; phase < PHASES - 1; phase++) {
        float between[STEP] = {0};
        for (int tap = 0; tap < TAPS; tap++) {
            float weight = limiter->phases[phase][tap];
            const float *from = limiter->recent + tap + 1;
            for (int i = 0; i < STEP; i++)
                between[i] += weight * from[i];
        }
        for (int i = 0; i < STEP; i++)
            peaks[i] = larger(peaks[i], fabsf(between[i]));
    }
    float largest = 0;
    for (int i = 0; i < STEP; i++)
        largest = larger(largest, peaks[i]);
    return largest;
}

/* The least of the last look_ahead + 1 gains, `needed` being the newest. */
static float hold(rawi_limiter *limiter, float needed) {
    size_t mask = limiter->mask;
    size_t position = limiter->position++;
    limiter->needed[position & mask] = needed;
    if (limiter->queue_first != limiter->queue_end &&
        limiter->queue[limiter->queue_first & mask] + limiter->look_ahead < position)
        limiter->queue_first++;
    while (limiter->queue_first != limiter->queue_end) {
        size_t last = limiter->queue[(limiter->queue_end - 1) & mask];
        if (limiter->needed[last & mask] < needed)
            break;
        limiter->queue_end--;
    }
    limiter->queue[limiter->queue_end++ & mask] = position;
    return limiter->needed[limiter->queue[limiter->queue_first & mask] & mask];
}

static float next_gain(rawi_limiter *limiter, float peak) {
    float needed = peak > limiter->ceiling ? limiter->ceiling / peak : 1;
    float held = hold(limiter, needed);
    float back = limiter->released + (1 - limiter->released) * limiter->release;
    limiter->released = held < back ? held : back;
    if (limiter->released > 0.99999F)
        limiter->released = 1;
    float *oldest = &limiter->average[limiter->average_at];
    if (++limiter->average_at == limiter->look_ahead)
        limiter->average_at = 0;
    limiter->sum += (double)limiter->released - (double)*oldest;
    *oldest = limiter->released;
    limiter->at_rest = limiter->released < 1 ? 0 : limiter->at_rest + 1;
    return (float)(limiter->sum / (double)limiter->look_ahead);
}

static bool is_quiet(const rawi_limiter *limiter) {
    float loudest = 0;
    for (int i = 0; i < BUFFER; i++)
        loudest = larger(loudest, fabsf(limiter->recent[i]));
    return loudest <= limiter->quiet;
}

/* ---- the samples --------------------------------------------------------------------------- */

/* Passes the samples of the step through the line; they come out in the step's place. */
static void pass(rawi_limiter *limiter) {
    float *step = limiter->recent + TAPS;
    for (int i = 0; i < STEP; i++) {
        float *place = &limiter->line[limiter->line_at];
        limiter->step[i] = *place;
        *place = step[i];
        limiter->line_at = limiter->line_at + 1 == limiter->delay_line ? 0 : limiter->line_at + 1;
    }
}

static void take_step(rawi_limiter *limiter) {
    float peaks[STEP] = {0};
    bool passes = !is_quiet(limiter) && find_peaks(limiter, peaks) > limiter->ceiling;
    pass(limiter);
    if (passes || limiter->at_rest <= 2 * limiter->look_ahead)
        for (int i = 0; i < STEP; i++)
            limiter->step[i] *= next_gain(limiter, peaks[i]);
    memmove(limiter->recent, limiter->recent + STEP, TAPS * sizeof *limiter->recent);
}

void rawi_limiter_process(rawi_limiter *limiter, float *samples, size_t count) {
    for (size_t i = 0; i < count; i++) {
        float out = limiter->step[limiter->filled];
        limiter->recent[TAPS + limiter->filled] = samples[i];
        samples[i] = out;
        if (++limiter->filled == STEP) {
            limiter->filled = 0;
            take_step(limiter);
        }
    }
}
