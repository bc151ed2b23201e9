/* The clock: a sorted list of what is known, and a guess for the gaps. */
#include "listen/clock.h"

#include <stdlib.h>
#include <string.h>

/* What is assumed of a voice that was not heard yet, and how many bytes of hearing that outweighs.
 */
static const double usual_seconds = 0.055; /* a byte of Arabic text in UTF-8 */
static const double usual_weight = 200.0;

enum {
    LINE_BREAK = 1 /* bytes between blocks */
};

static double seconds_a_byte(const rawi_clock *clock) {
    return (clock->known_seconds + usual_seconds * usual_weight) /
           ((double)clock->known_bytes + usual_weight);
}

/* The first piece that ends behind `offset`. */
static size_t piece_at(const rawi_clock *clock, size_t offset) {
    size_t low = 0, high = clock->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (clock->pieces[middle].span.end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool make_room(rawi_clock *clock) {
    if (clock->count < clock->capacity)
        return true;
    size_t capacity = clock->capacity ? 2 * clock->capacity : 64;
    rawi_clock_piece *pieces = realloc(clock->pieces, capacity * sizeof *pieces);
    if (!pieces)
        return false;
    clock->pieces = pieces;
    clock->capacity = capacity;
    return true;
}

void rawi_clock_learn(rawi_clock *clock, rawi_span span, double seconds) {
    size_t at = piece_at(clock, span.start);
    rawi_clock_piece *there = clock->pieces + at;
    if (span.end <= span.start || span.end > clock->text_length)
        return;
    if (at < clock->count && there->span.start < span.end) {
        if (there->span.start == span.start && there->span.end == span.end) {
            clock->known_seconds += seconds - there->seconds;
            there->seconds = seconds;
        }
        return;
    }
    if (!make_room(clock))
        return;
    there = clock->pieces + at;
    memmove(there + 1, there, (clock->count - at) * sizeof *there);
    *there = (rawi_clock_piece){span, seconds};
    clock->count++;
    clock->known_seconds += seconds;
    clock->known_bytes += span.end - span.start;
}

/* Goes through the article up to `offset` or `seconds`, whichever comes first. */
static void walk(const rawi_clock *clock, size_t *offset, double *seconds) {
    double pace = seconds_a_byte(clock);
    double time = 0.0;
    size_t at = 0;
    for (size_t i = 0; i <= clock->count; i++) {
        bool last = i == clock->count;
        size_t gap_end = last ? clock->text_length : clock->pieces[i].span.start;
        double gap = gap_end - at > LINE_BREAK ? (double)(gap_end - at) * pace : 0.0;
        rawi_span span = last ? (rawi_span){gap_end, gap_end} : clock->pieces[i].span;
        double length = last ? 0.0 : clock->pieces[i].seconds;
        if (*offset < span.start || *seconds < time + gap) {
            double by_offset = gap * (double)(*offset - at) / (double)(gap_end - at);
            double into =
                *offset < span.start && by_offset < *seconds - time ? by_offset : *seconds - time;
            *offset = at + (gap > 0.0 ? (size_t)(into / pace) : 0);
            *seconds = time + into;
            return;
        }
        time += gap;
        if (*offset < span.end || *seconds < time + length) {
            double share = *offset < span.end
                               ? (double)(*offset - span.start) / (double)(span.end - span.start)
                               : 1.0;
            if (*seconds - time < share * length)
                share = (*seconds - time) / length;
            *offset = span.start + (size_t)(share * (double)(span.end - span.start));
            *seconds = time + share * length;
            return;
        }
        time += length;
        at = span.end;
    }
    *offset = clock->text_length;
    *seconds = time;
}

double rawi_clock_when(const rawi_clock *clock, size_t offset) {
    double seconds = 1e12;
    walk(clock, &offset, &seconds);
    return seconds;
}

double rawi_clock_length(const rawi_clock *clock) {
    return rawi_clock_when(clock, clock->text_length);
}

bool rawi_clock_is_known(const rawi_clock *clock) {
    size_t at = 0;
    for (size_t i = 0; i < clock->count; i++) {
        if (clock->pieces[i].span.start > at + LINE_BREAK)
            return false;
        at = clock->pieces[i].span.end;
    }
    return at + LINE_BREAK >= clock->text_length;
}

size_t rawi_clock_offset(const rawi_clock *clock, double seconds) {
    size_t offset = SIZE_MAX;
    if (seconds <= 0.0)
        return 0;
    walk(clock, &offset, &seconds);
    return offset;
}

void rawi_clock_free(rawi_clock *clock) {
    free(clock->pieces);
    *clock = (rawi_clock){0};
}
