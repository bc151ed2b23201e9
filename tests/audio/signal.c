/* The test signal and its recognition. */
#include "signal.h"

#include <math.h>

void signal_make(float *samples, size_t count, unsigned rate) {
    const double pi = acos(-1.0);
    double phase = 0.0;
    for (size_t i = 0; i < count; i++) {
        double time = (double)i / rate;
        double syllable = 0.5 - 0.5 * cos(2 * pi * 4.0 * time);
        phase += 2 * pi * (140.0 + 25.0 * sin(0.7 * time) + 11.0 * sin(2.9 * time)) / rate;
        double wave = 0.0;
        for (int overtone = 1; overtone <= 8; overtone++)
            wave += sin(overtone * phase + overtone) / overtone;
        samples[i] = (float)(0.2 * syllable * wave);
    }
}

static double correlation(const float *a, const float *b, size_t count) {
    double product = 0.0;
    double energy_a = 0.0;
    double energy_b = 0.0;
    for (size_t i = 0; i < count; i++) {
        product += (double)a[i] * b[i];
        energy_a += (double)a[i] * a[i];
        energy_b += (double)b[i] * b[i];
    }
    return energy_a > 0 && energy_b > 0 ? product / sqrt(energy_a * energy_b) : 0.0;
}

size_t signal_align(const float *sent, size_t count, const float *heard, size_t heard_count,
                    size_t most, double *likeness) {
    size_t best = 0;
    *likeness = 0.0;
    for (size_t delay = 0; delay <= most && delay < heard_count; delay++) {
        size_t overlap = heard_count - delay < count ? heard_count - delay : count;
        if (overlap < count / 2)
            break;
        double found = correlation(sent, heard + delay, overlap);
        if (found > *likeness) {
            *likeness = found;
            best = delay;
        }
    }
    return best;
}

size_t signal_loudness(const float *samples, size_t count, unsigned rate, float *loudness) {
    size_t length = rate / 100;
    size_t steps = count / length;
    for (size_t step = 0; step < steps; step++) {
        float sum = 0.0F;
        for (size_t i = 0; i < length; i++)
            sum += fabsf(samples[step * length + i]);
        loudness[step] = sum / (float)length;
    }
    return steps;
}
