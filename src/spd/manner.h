/* How SSML asks for a passage to be spoken: what its elements and attributes mean in numbers. */
#ifndef RAWI_SPD_MANNER_H
#define RAWI_SPD_MANNER_H

/* Beside what the server has set for all of the message. */
typedef struct spd_manner {
    double rate;  /* times the server's */
    double pitch; /* half tones above it */
    double gain;  /* times the server's */
} spd_manner;

/* As the server has set it. */
spd_manner spd_manner_plain(void);

/* What <prosody> changes, an attribute's value or NULL each: words ("slow", "x-high", "soft"),
 * percentages ("80%", "+20%"), factors ("0.8", of the rate), half tones ("+2st"), decibels ("-6dB")
 * and loudness from 0 to 100. What has no meaning changes nothing. */
spd_manner spd_manner_prosody(spd_manner around, const char *rate, const char *pitch,
                              const char *volume);

/* What <emphasis> of a level (NULL: moderate) changes. */
spd_manner spd_manner_emphasis(spd_manner around, const char *level);

/* The seconds of a duration ("0.5s", "300ms"), ten at most; negative where it is none. */
double spd_manner_seconds(const char *duration);

#endif
