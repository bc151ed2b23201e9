/* What a phonetician would measure of a voice: levels, pitch, spectra. All functions take
 * mono samples; frequencies are in Hz, times in seconds. */
#ifndef RAWI_TESTS_VOICE_MEASURE_H
#define RAWI_TESTS_VOICE_MEASURE_H

#include <stddef.h>

double measure_rms(const float *samples, size_t count);

/* The share of neighbouring samples between which the sign changes, times half the rate: high for
 * hissing sounds, low for vowels. */
double measure_crossings(const float *samples, size_t count, unsigned rate);

/* The fundamental by autocorrelation, looked for between `low` and `high`; 0 where unvoiced.
 * Needs at least two periods of `low`. */
double measure_f0(const float *samples, size_t count, unsigned rate, double low, double high);

/* The median of measure_f0 over frames of two and a half periods of `low`, 10 ms apart; 0 where
 * nothing is voiced. */
double measure_median_f0(const float *samples, size_t count, unsigned rate, double low,
                         double high);

/* Energy in `bands` bands of equal width on the Bark scale up to 8 kHz, in dB. */
void measure_bands(const float *samples, size_t count, unsigned rate, double *decibels,
                   size_t bands);

/* The centre of gravity of the spectrum between `low` and `high`. */
double measure_centroid(const float *samples, size_t count, unsigned rate, double low, double high);

#endif
