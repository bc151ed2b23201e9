/* Levels, pitch, spectra: plain definitions, written for short sounds and not for speed.
 */
#include "measure.h"

#include <complex.h>
#include <math.h>
#include <stdlib.h>

static const double pi = 3.141592653589793;

double measure_rms(const float *samples, size_t count) {
    double sum = 0.0;
    for (size_t i = 0; i < count; i++)
        sum += (double)samples[i] * samples[i];
    return count ? sqrt(sum / (double)count) : 0.0;
}

double measure_crossings(const float *samples, size_t count, unsigned rate) {
    size_t crossings = 0;
    for (size_t i = 1; i < count; i++)
        crossings += (samples[i] < 0.0f) != (samples[i - 1] < 0.0f);
    return count > 1 ? (double)crossings / (double)(count - 1) * rate / 2.0 : 0.0;
}

static double correlation(const float *samples, size_t count, size_t lag) {
    double product = 0.0, here = 0.0, there = 0.0;
    for (size_t i = 0; i + lag < count; i++) {
        product += (double)samples[i] * samples[i + lag];
        here += (double)samples[i] * samples[i];
        there += (double)samples[i + lag] * samples[i + lag];
    }
    return here > 0.0 && there > 0.0 ? product / sqrt(here * there) : 0.0;
}

/* The vertex of the parabola through three neighbouring values, relative to the middle one. */
static double vertex(double left, double middle, double right) {
    double curve = left - 2.0 * middle + right;
    return curve < 0.0 ? 0.5 * (left - right) / curve : 0.0;
}

double measure_f0(const float *samples, size_t count, unsigned rate, double low, double high) {
    size_t shortest = (size_t)(rate / high), longest = (size_t)(rate / low);
    double best = 0.0;
    for (size_t lag = shortest; lag <= longest && lag < count / 2 + 1; lag++) {
        double value = correlation(samples, count, lag);
        best = value > best ? value : best;
    }
    if (best < 0.5)
        return 0.0;
    /* The first lag that is nearly as good as the best: not an octave below. */
    for (size_t lag = shortest; lag <= longest && lag < count / 2 + 1; lag++) {
        double here = correlation(samples, count, lag);
        double left = correlation(samples, count, lag - 1);
        double right = correlation(samples, count, lag + 1);
        if (here >= 0.9 * best && here >= left && here >= right)
            return rate / ((double)lag + vertex(left, here, right));
    }
    return 0.0;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double measure_median_f0(const float *samples, size_t count, unsigned rate, double low,
                         double high) {
    size_t frame = (size_t)(2.5 * rate / low), step = rate / 100, found = 0;
    double *values = malloc((count / step + 1) * sizeof *values);
    for (size_t start = 0; start + frame <= count; start += step) {
        double f0 = measure_f0(samples + start, frame, rate, low, high);
        if (f0 > 0.0)
            values[found++] = f0;
    }
    qsort(values, found, sizeof *values, compare);
    double median = found ? values[found / 2] : 0.0;
    free(values);
    return median;
}

/* Power at `frequency`, under a Hann window. */
static double power_at(const float *samples, size_t count, unsigned rate, double frequency) {
    double complex turn = cexp(-I * 2.0 * pi * frequency / rate), phase = 1.0, sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        double window = 0.5 - 0.5 * cos(2.0 * pi * (double)i / (double)count);
        sum += samples[i] * window * phase;
        phase *= turn;
    }
    return creal(sum * conj(sum)) / ((double)count * (double)count);
}

void measure_bands(const float *samples, size_t count, unsigned rate, double *decibels,
                   size_t bands) {
    const double top = 13.0 * log(1.0 + 8000.0 / 600.0); /* of a Bark-like scale */
    for (size_t band = 0; band < bands; band++) {
        double power = 1e-9;
        for (int part = 0; part < 8; part++) {
            double bark = top * ((double)band + (part + 0.5) / 8.0) / (double)bands;
            power += power_at(samples, count, rate, 600.0 * (exp(bark / 13.0) - 1.0)) / 8.0;
        }
        decibels[band] = 10.0 * log10(power);
    }
}

double measure_centroid(const float *samples, size_t count, unsigned rate, double low,
                        double high) {
    double sum = 0.0, weighted = 0.0;
    for (double frequency = low; frequency < high; frequency += 25.0) {
        double power = power_at(samples, count, rate, frequency);
        sum += power;
        weighted += power * frequency;
    }
    return sum > 0.0 ? weighted / sum : 0.0;
}
