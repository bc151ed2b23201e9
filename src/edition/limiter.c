/* The limiter, in steps of a few samples. The true peak of each is found by oversampling as ITU-R
 * BS.1770 (annex 2) does; the gain that keeps it under the ceiling is held over the look-ahead,
 * released exponentially, averaged over the look-ahead, so that it has arrived where it is needed
 * when the peak comes, and goes from one step to the next in a straight line (D. Giannoulis et al.,
 * "Digital Dynamic Range Compressor Design", JAES 60, 2012, describes the parts). A step in which
 * nothing can pass the ceiling, and speech is mostly that, costs one look at its samples. */
#include "edition/limiter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    PHASES = 4,           /* oversampling */
    TAPS = 16,            /* of each phase: 8 samples on either side */
    STEP = 32,            /* samples at once */
    AHEAD = TAPS / 2,     /* samples that must be there to oversample before them */
    BUFFER = TAPS + STEP, /* the samples that a step looks at */
    LANES = 8             /* that a processor compares at once */
};

static const double look_ahead_seconds = 0.005;
static const double release_seconds = 0.080;

struct rawi_limiter {
    float ceiling;
    float quiet; /* where no sample is beyond it nothing between them passes the ceiling */
    float phases[PHASES - 1][TAPS];
    float release;     /* the part of the way back to 1 that a step goes */
    size_t look_ahead; /* steps */

    float *line; /* `delay` samples on their way through, and behind them those of the step */
    size_t delay;
    size_t filled;   /* samples of the step taken */
    float out[STEP]; /* what the step before gave */

    /* By step, the newest last. */
    float *needed;   /* the gains that the last look_ahead + 1 need */
    float *released; /* the last look_ahead after hold and release */
    float gain;      /* at the end of the step before */
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
    limiter->line = calloc(limiter->delay + STEP, sizeof *limiter->line);
    limiter->needed = calloc(limiter->look_ahead + 1, sizeof *limiter->needed);
    limiter->released = calloc(limiter->look_ahead, sizeof *limiter->released);
    if (!limiter->line || !limiter->needed || !limiter->released)
        return false;
    for (size_t i = 0; i < limiter->look_ahead; i++)
        limiter->needed[i] = limiter->released[i] = 1;
    limiter->needed[limiter->look_ahead] = 1;
    limiter->gain = 1;
    return true;
}

rawi_status rawi_limiter_open(unsigned rate, double ceiling, rawi_limiter **limiter,
                              rawi_error *error) {
    rawi_limiter *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    made->ceiling = (float)ceiling;
    made->quiet = (float)(ceiling / make_filter(made));
    made->release = (float)(1 - exp(-STEP / (release_seconds * rate)));
    made->look_ahead = (size_t)ceil(look_ahead_seconds * rate / STEP);
    made->delay = made->look_ahead * STEP + AHEAD;
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
    free(limiter->released);
    free(limiter);
}

size_t rawi_limiter_delay(const rawi_limiter *limiter) {
    return limiter->delay + STEP;
}

/* ---- the gain ------------------------------------------------------------------------------ */

/* fmaxf minds NaN, which costs a call a sample; there is none here. */
static float larger(float a, float b) {
    return a > b ? a : b;
}

/* The largest of `count` samples, a multiple of LANES, and of 0. */
static float peak_of(const float *samples, size_t count) {
    float lanes[LANES] = {0};
    for (size_t i = 0; i < count; i += LANES)
        for (size_t j = 0; j < LANES; j++)
            lanes[j] = larger(lanes[j], fabsf(samples[i + j]));
    float peak = 0;
    for (size_t j = 0; j < LANES; j++)
        peak = larger(peak, lanes[j]);
    return peak;
}

/* The true peak of the step's samples, AHEAD samples back, and of the space up to the next one;
 * `recent` are the BUFFER last samples. */
static float true_peak(const rawi_limiter *limiter, const float *recent) {
    float peak = peak_of(recent + AHEAD, STEP);
    for (int phase = 0; phase < PHASES - 1; phase++) {
        float between[STEP] = {0};
        for (int tap = 0; tap < TAPS; tap++) {
            float weight = limiter->phases[phase][tap];
            const float *from = recent + tap + 1;
            for (int i = 0; i < STEP; i++)
                between[i] += weight * from[i];
        }
        peak = larger(peak, peak_of(between, STEP));
    }
    return peak;
}

/* Puts a step behind the others. */
static void push(float *steps, size_t count, float newest) {
    memmove(steps, steps + 1, (count - 1) * sizeof *steps);
    steps[count - 1] = newest;
}

/* The gain at the end of the step that comes out, when what goes in has this peak. */
static float next_gain(rawi_limiter *limiter, float peak) {
    size_t count = limiter->look_ahead;
    push(limiter->needed, count + 1, peak > limiter->ceiling ? limiter->ceiling / peak : 1);
    float before = limiter->released[count - 1];
    float released = before + (1 - before) * limiter->release;
    if (released > 0.9999F)
        released = 1;
    for (size_t i = 0; i <= count; i++)
        released = limiter->needed[i] < released ? limiter->needed[i] : released;
    push(limiter->released, count, released);
    float sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += limiter->released[i];
    return sum / (float)count;
}

/* ---- the samples --------------------------------------------------------------------------- */

static void take_step(rawi_limiter *limiter) {
    const float *recent = limiter->line + limiter->delay + STEP - BUFFER;
    float peak = peak_of(recent, BUFFER);
    float gain = next_gain(limiter, peak > limiter->quiet ? true_peak(limiter, recent) : 0);
    float slope = (gain - limiter->gain) / STEP;
    for (int i = 0; i < STEP; i++)
        limiter->out[i] = limiter->line[i] * (limiter->gain + slope * (float)(i + 1));
    limiter->gain = gain;
    memmove(limiter->line, limiter->line + STEP, limiter->delay * sizeof *limiter->line);
}

void rawi_limiter_process(rawi_limiter *limiter, float *samples, size_t count) {
    while (count > 0) {
        size_t now = STEP - limiter->filled < count ? STEP - limiter->filled : count;
        memcpy(limiter->line + limiter->delay + limiter->filled, samples, now * sizeof *samples);
        memcpy(samples, limiter->out + limiter->filled, now * sizeof *samples);
        samples += now;
        count -= now;
        limiter->filled += now;
        if (limiter->filled == STEP) {
            limiter->filled = 0;
            take_step(limiter);
        }
    }
}
