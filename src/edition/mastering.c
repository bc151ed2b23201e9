/* The programme, its gains, and what follows the recording. */
#include "edition/mastering.h"
#include "edition/limiter.h"
#include "edition/relay.h"
#include "edition/spool.h"

#include <ebur128.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    BLOCK = 16384,                   /* samples that are rendered at once */
    ITEMS_MOST = 3 * RAWI_TAKES_MOST /* of a programme */
};

/* What a kind of take is given at its edges, in seconds. */
typedef struct edges {
    double before; /* of silence that stays before the first sound */
    double after;  /* and behind the last one */
    double fade_in;
    double fade_out;
} edges;

static const edges edges_of[] = {
    [RAWI_TAKE_SPEECH] = {0.02, 0.08, 0.01, 0.04},
    [RAWI_TAKE_SOUND] = {0.00, 0.30, 0.02, 0.50},
};

/* What is softer is silence: -60 dB, below the breath of a recorded voice. */
static const float silence = 0.001F;

/* How much softer than the speech a sound beside it is, in LU. */
static const double sound_below_speech = 2;

/* No recording needs more; noise would come out as speech. */
static const double gain_most = 40; /* dB */

/* The limiter takes loudness away, which the gain is to give back. How much is found out by trial:
 * on the whole of a programme if it is short, so that what surrounds the speech is heard too, else
 * on this many excerpts. */
static const double short_seconds = 120;
static const double excerpt_seconds = 3;

enum {
    EXCERPTS = 12,
    TRIALS = 8
};

/* A take is followed when this much of it sounds; how far off the programme may then be. */
static const double follow_seconds = 60;
static const double off_most = 0.3; /* LU */

static const double near_enough = 0.05;     /* LU */
static const double least_effect = 0.2;     /* LU that a decibel of gain is taken to bring */
static const double correction_most = 18.0; /* dB; beyond that there is nothing but limiting */

typedef struct take {
    rawi_take_kind kind;
    rawi_spool spool;
    unsigned long long measured; /* samples that the meter has heard */
    unsigned long long first;    /* sample of the take that is no silence */
    unsigned long long last;
    bool sounds;          /* any sample is no silence */
    ebur128_state *meter; /* of a sound; NULL where it is the speech's */
} take;

/* Silence, or samples of a take. */
typedef struct item {
    const take *take; /* NULL for silence */
    unsigned long long skipped;
    unsigned long long count;
} item;

/* What the takes are brought to. */
typedef struct level {
    double loudness; /* LUFS, NAN for that of the speech as it was recorded */
    double ceiling;
    double correction; /* times the gains that the loudness of the takes asks for */
} level;

/* One pass over the programme or excerpts of it. */
typedef struct rendering {
    const rawi_mastering *mastering;
    rawi_limiter *limiter;
    size_t delayed;        /* samples of the limiter's delay that are still to be dropped */
    ebur128_state *before; /* measures what goes into the limiter; NULL: nothing does */
    ebur128_state *after;  /* the same of what comes out */
    bool trial;            /* the sink gets no samples */
    rawi_sample_sink *sink;
    void *user;
} rendering;

/* A take on its way out while it is recorded: asked for, then begun when more of it comes, then
 * rendered up to what can still change. */
typedef struct following {
    bool wanted;
    bool begun;
    size_t take;
    size_t head; /* items of the programme before it */
    level to;
    rendering pass;
    unsigned long long skipped;  /* samples of silence at the take's beginning that are left out */
    double gain;                 /* of the take */
    unsigned long long rendered; /* samples of the take, behind those skipped */
} following;

struct rawi_mastering {
    unsigned rate;
    rawi_relay *recorder; /* in its thread the takes, `speech` and what is followed are written */
    take takes[RAWI_TAKES_MOST];
    size_t take_count;
    size_t present; /* the take that samples are added to */
    ebur128_state *speech;
    item items[ITEMS_MOST];
    size_t item_count;
    unsigned long long length; /* of the programme */
    following ahead;
};

/* ---- takes --------------------------------------------------------------------------------- */

static ebur128_state *new_meter(unsigned rate) {
    return ebur128_init(1, rate, EBUR128_MODE_I | EBUR128_MODE_HISTOGRAM);
}

/* Notes where sound is. */
static void look(take *present, const float *samples, size_t count) {
    size_t start = 0;
    size_t end = count;
    while (start < count && fabsf(samples[start]) < silence)
        start++;
    if (start == count)
        return;
    while (fabsf(samples[end - 1]) < silence)
        end--;
    if (!present->sounds)
        present->first = present->spool.count + start;
    present->last = present->spool.count + end - 1;
    present->sounds = true;
}

static rawi_sample_sink record;

rawi_status rawi_mastering_open(unsigned rate, rawi_mastering **mastering, rawi_error *error) {
    rawi_mastering *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    made->rate = rate;
    made->speech = new_meter(rate);
    rawi_status status = made->speech ? rawi_relay_open(record, made, &made->recorder, error)
                                      : rawi_fail_memory(error);
    if (status != RAWI_OK) {
        rawi_mastering_close(made);
        return status;
    }
    *mastering = made;
    return RAWI_OK;
}

rawi_status rawi_mastering_begin(rawi_mastering *mastering, rawi_take_kind kind,
                                 rawi_error *error) {
    take *next = &mastering->takes[mastering->take_count];
    *next = (take){.kind = kind};
    if (kind == RAWI_TAKE_SOUND && !(next->meter = new_meter(mastering->rate)))
        return rawi_fail_memory(error);
    rawi_status status = rawi_spool_open(&next->spool, error);
    if (status == RAWI_OK)
        mastering->take_count++;
    else if (next->meter)
        ebur128_destroy(&next->meter);
    return status;
}

rawi_status rawi_mastering_add(rawi_mastering *mastering, size_t index, const float *samples,
                               size_t count, rawi_error *error) {
    rawi_status status = RAWI_OK;
    if (mastering->present != index)
        status = rawi_relay_drain(mastering->recorder, error);
    mastering->present = index;
    return status == RAWI_OK ? rawi_relay_send(mastering->recorder, samples, count, error) : status;
}

/* ---- the programme ------------------------------------------------------------------------- */

static unsigned long long samples_of(const rawi_mastering *mastering, double seconds) {
    return (unsigned long long)llround(seconds * mastering->rate);
}

static void append(rawi_mastering *mastering, item next) {
    mastering->items[mastering->item_count++] = next;
    mastering->length += next.count;
}

void rawi_mastering_pause(rawi_mastering *mastering, double seconds) {
    append(mastering, (item){.count = samples_of(mastering, seconds)});
}

/* A take without the silence at its edges. */
static item trim(const rawi_mastering *mastering, const take *of) {
    const edges *around = &edges_of[of->kind];
    unsigned long long before = samples_of(mastering, around->before);
    unsigned long long end = of->last + 1 + samples_of(mastering, around->after);
    item trimmed = {.take = of, .count = of->spool.count};
    if (of->sounds) {
        trimmed.skipped = of->first > before ? of->first - before : 0;
        trimmed.count = (end < of->spool.count ? end : of->spool.count) - trimmed.skipped;
    }
    return trimmed;
}

double rawi_mastering_place(rawi_mastering *mastering, size_t index) {
    rawi_relay_drain(mastering->recorder, NULL);
    item next = trim(mastering, &mastering->takes[index]);
    double start = ((double)mastering->length - (double)next.skipped) / mastering->rate;
    append(mastering, next);
    return start;
}

static void stop_following(rawi_mastering *mastering) {
    rawi_limiter_close(mastering->ahead.pass.limiter);
    if (mastering->ahead.pass.after)
        ebur128_destroy(&mastering->ahead.pass.after);
    mastering->ahead = (following){.wanted = false};
}

void rawi_mastering_clear(rawi_mastering *mastering) {
    rawi_relay_drain(mastering->recorder, NULL); /* a failure is told by what comes next */
    stop_following(mastering);
    mastering->item_count = 0;
    mastering->length = 0;
}

double rawi_mastering_seconds(const rawi_mastering *mastering) {
    return (double)mastering->length / mastering->rate;
}

/* ---- rendering ----------------------------------------------------------------------------- */

static double gain_to(double loudness, double measured) {
    double change = loudness - measured;
    return pow(10.0, (change < gain_most ? change : gain_most) / 20.0);
}

static double measure(ebur128_state *meter) {
    double loudness = -HUGE_VAL;
    ebur128_loudness_global(meter, &loudness);
    return loudness;
}

/* What everything needs that a programme be as loud as it should; `speech` is the speech's own
 * loudness. */
static double gain_of(const take *of, double speech, double loudness) {
    double measured = of->meter ? measure(of->meter) : speech;
    if (isnan(loudness))
        loudness = speech;
    if (!isfinite(measured) || !isfinite(loudness))
        return 1;
    return gain_to(of->meter ? loudness - sound_below_speech : loudness, measured);
}

static void scale(float *samples, size_t count, float gain) {
    for (size_t i = 0; i < count; i++)
        samples[i] *= gain;
}

/* Fades the samples of `item` that begin at its sample `at`. */
static void fade(const rawi_mastering *mastering, const item *of, unsigned long long at,
                 float *samples, size_t count) {
    const edges *around = &edges_of[of->take->kind];
    unsigned long long in = samples_of(mastering, around->fade_in);
    unsigned long long out = samples_of(mastering, around->fade_out);
    in = in < of->count / 4 ? in : of->count / 4;
    out = out < of->count / 4 ? out : of->count / 4;
    if (at >= in && at + count <= of->count - out)
        return;
    for (size_t i = 0; i < count; i++) {
        unsigned long long done = at + i;
        unsigned long long left = of->count - 1 - done;
        if (done < in)
            samples[i] *= (float)done / (float)in;
        if (left < out)
            samples[i] *= (float)left / (float)out;
    }
}

static rawi_status add_to_meter(void *meter, const float *samples, size_t count,
                                rawi_error *error) {
    return ebur128_add_frames_float(meter, samples, count) == EBUR128_SUCCESS
               ? RAWI_OK
               : rawi_fail_memory(error);
}

static rawi_status send(rendering *pass, float *samples, size_t count, rawi_error *error) {
    rawi_status status = pass->before ? add_to_meter(pass->before, samples, count, error) : RAWI_OK;
    rawi_limiter_process(pass->limiter, samples, count);
    size_t dropped = pass->delayed < count ? pass->delayed : count;
    pass->delayed -= dropped;
    samples += dropped;
    count -= dropped;
    if (status == RAWI_OK && pass->after)
        status = add_to_meter(pass->after, samples, count, error);
    if (status != RAWI_OK || count == 0)
        return status;
    return pass->trial ? pass->sink(pass->user, NULL, 0, error)
                       : pass->sink(pass->user, samples, count, error);
}

/* Renders the samples of an item from `at` to `end`. */
static rawi_status render_part(rendering *pass, const item *of, double gain, unsigned long long at,
                               unsigned long long end, rawi_error *error) {
    float samples[BLOCK];
    rawi_status status = RAWI_OK;
    for (; status == RAWI_OK && at < end; at += BLOCK) {
        unsigned long long left = end - at;
        size_t count = left < BLOCK ? (size_t)left : BLOCK;
        if (of->take) {
            status = rawi_spool_read(&of->take->spool, of->skipped + at, samples, count, error);
            scale(samples, count, (float)gain);
            fade(pass->mastering, of, at, samples, count);
        } else {
            memset(samples, 0, count * sizeof *samples);
        }
        if (status == RAWI_OK)
            status = send(pass, samples, count, error);
    }
    return status;
}

static rawi_status start_pass(rendering *pass, double ceiling, rawi_error *error) {
    rawi_status status = rawi_limiter_open(pass->mastering->rate, ceiling, &pass->limiter, error);
    if (status == RAWI_OK)
        pass->delayed = rawi_limiter_delay(pass->limiter);
    return status;
}

/* Gets out what is still in the limiter. */
static rawi_status end_pass(rendering *pass, rawi_error *error) {
    const item rest = {.count = rawi_limiter_delay(pass->limiter)};
    return render_part(pass, &rest, 0, 0, rest.count, error);
}

static rawi_status render_items(rendering *pass, const item *items, size_t count, const level *to,
                                rawi_error *error) {
    double speech = measure(pass->mastering->speech);
    rawi_status status = RAWI_OK;
    for (size_t i = 0; status == RAWI_OK && i < count; i++) {
        const take *of = items[i].take;
        double gain = of ? to->correction * gain_of(of, speech, to->loudness) : 0;
        status = render_part(pass, &items[i], gain, 0, items[i].count, error);
    }
    return status;
}

static rawi_status render_whole(rendering *pass, const item *items, size_t count, const level *to,
                                rawi_error *error) {
    rawi_status status = start_pass(pass, to->ceiling, error);
    if (status != RAWI_OK)
        return status;
    status = render_items(pass, items, count, to, error);
    if (status == RAWI_OK)
        status = end_pass(pass, error);
    rawi_limiter_close(pass->limiter);
    return status;
}

/* ---- trials -------------------------------------------------------------------------------- */

static const item *longest_item(const rawi_mastering *mastering) {
    const item *longest = &mastering->items[0];
    for (size_t i = 0; i < mastering->item_count; i++)
        if (mastering->items[i].take && mastering->items[i].count > longest->count)
            longest = &mastering->items[i];
    return longest;
}

static void choose_excerpts(const rawi_mastering *mastering, const item *of, item *excerpts) {
    for (size_t i = 0; i < EXCERPTS; i++) {
        excerpts[i] = *of;
        excerpts[i].skipped += of->count / EXCERPTS * i;
        excerpts[i].count = samples_of(mastering, excerpt_seconds);
        if (excerpts[i].count > of->count / EXCERPTS)
            excerpts[i].count = of->count / EXCERPTS;
    }
}

static double finite_or(double value, double otherwise) {
    return isfinite(value) ? value : otherwise;
}

/* Renders the trial to a meter; *off is how far it is from the loudness *wanted, in LU. Where that
 * is NAN it becomes the loudness of what goes into the limiter. Who waits for the result may end
 * it. */
static rawi_status try(const rendering *pass, const item *trial, size_t count, const level *to,
                       double *wanted, double *off, rawi_error *error) {
    unsigned rate = pass->mastering->rate;
    rendering tried = {.mastering = pass->mastering,
                       .before = isnan(*wanted) ? new_meter(rate) : NULL,
                       .after = new_meter(rate),
                       .trial = true,
                       .sink = pass->sink,
                       .user = pass->user};
    bool made = tried.after && (tried.before || !isnan(*wanted));
    rawi_status status =
        made ? render_whole(&tried, trial, count, to, error) : rawi_fail_memory(error);
    if (status == RAWI_OK) {
        *wanted = tried.before ? measure(tried.before) : *wanted;
        *off = finite_or(*wanted - measure(tried.after), 0);
    }
    if (tried.before)
        ebur128_destroy(&tried.before);
    if (tried.after)
        ebur128_destroy(&tried.after);
    return status;
}

/* By the secant method: the limiter gives back the less of a gain the more it has to do. */
static rawi_status find_correction(const rendering *pass, const item *trial, size_t count,
                                   double wanted, level *to, rawi_error *error) {
    double gain = 0, step = 0, effect = 1, off = 0, off_before;
    for (int i = 0; i < TRIALS; i++) {
        off_before = off;
        rawi_status status = try(pass, trial, count, to, &wanted, &off, error);
        if (status != RAWI_OK)
            return status;
        if (fabs(off) <= near_enough || gain >= correction_most)
            return RAWI_OK;
        if (i > 0)
            effect = fmin(fmax((off_before - off) / step, least_effect), 1);
        step = fmin(off / effect, correction_most - gain);
        gain += step;
        to->correction = pow(10.0, gain / 20.0);
    }
    return RAWI_OK;
}

static rawi_status find_correction_by_excerpts(const rendering *pass, const item *of, level *to,
                                               rawi_error *error) {
    item excerpts[EXCERPTS];
    choose_excerpts(pass->mastering, of, excerpts);
    return find_correction(pass, excerpts, EXCERPTS, NAN, to, error);
}

/* What was recorded while a take was followed has not been measured. Who waits may end it. */
static rawi_status measure_rest(const rendering *pass, rawi_mastering *mastering,
                                rawi_error *error) {
    float samples[BLOCK];
    rawi_status status = RAWI_OK;
    for (take *of = mastering->takes; of < mastering->takes + mastering->take_count; of++) {
        ebur128_state *meter = of->meter ? of->meter : mastering->speech;
        while (status == RAWI_OK && of->measured < of->spool.count) {
            unsigned long long left = of->spool.count - of->measured;
            size_t count = left < BLOCK ? (size_t)left : BLOCK;
            status = rawi_spool_read(&of->spool, of->measured, samples, count, error);
            if (status == RAWI_OK)
                status = add_to_meter(meter, samples, count, error);
            if (status == RAWI_OK)
                status = pass->sink(pass->user, NULL, 0, error);
            of->measured += count;
        }
    }
    return status;
}

rawi_status rawi_mastering_render(rawi_mastering *mastering, double loudness, double ceiling,
                                  rawi_sample_sink *sink, void *user, rawi_error *error) {
    level to = {.loudness = loudness, .ceiling = ceiling, .correction = 1};
    rendering pass = {.mastering = mastering, .sink = sink, .user = user};
    rawi_status status = rawi_relay_drain(mastering->recorder, error);
    if (status == RAWI_OK)
        status = measure_rest(&pass, mastering, error);
    bool whole = mastering->length < samples_of(mastering, short_seconds);
    if (status == RAWI_OK && !isnan(loudness))
        status = whole ? find_correction(&pass, mastering->items, mastering->item_count, loudness,
                                         &to, error)
                       : find_correction_by_excerpts(&pass, longest_item(mastering), &to, error);
    return status == RAWI_OK
               ? render_whole(&pass, mastering->items, mastering->item_count, &to, error)
               : status;
}

/* ---- following ----------------------------------------------------------------------------- */

void rawi_mastering_follow(rawi_mastering *mastering, size_t index, double loudness, double ceiling,
                           rawi_sample_sink *sink, void *user) {
    rawi_relay_drain(mastering->recorder, NULL); /* a failure is told by what comes next */
    stop_following(mastering);
    mastering->ahead =
        (following){.wanted = true,
                    .take = index,
                    .head = mastering->item_count,
                    .to = {.loudness = loudness, .ceiling = ceiling, .correction = 1},
                    .pass = {.mastering = mastering, .sink = sink, .user = user}};
}

/* Takes the gain from what there is of the take, and renders what stands before it. */
static rawi_status begin_to_follow(rawi_mastering *mastering, const take *of, rawi_error *error) {
    following *ahead = &mastering->ahead;
    rendering *pass = &ahead->pass;
    item known = trim(mastering, of);
    ahead->begun = true;
    ahead->skipped = known.skipped;
    pass->after = new_meter(mastering->rate);
    rawi_status status =
        pass->after ? start_pass(pass, ahead->to.ceiling, error) : rawi_fail_memory(error);
    if (status == RAWI_OK && !isnan(ahead->to.loudness))
        status = find_correction_by_excerpts(pass, &known, &ahead->to, error);
    ahead->gain =
        ahead->to.correction * gain_of(of, measure(mastering->speech), ahead->to.loudness);
    return status == RAWI_OK ? render_items(pass, mastering->items, ahead->head, &ahead->to, error)
                             : status;
}

/* Renders what will stay as it is whatever is still recorded of the take: that is all but the fade
 * at its end, which is the later the more is recorded. */
static rawi_status render_settled(rawi_mastering *mastering, const take *of, rawi_error *error) {
    following *ahead = &mastering->ahead;
    unsigned long long fade_out = samples_of(mastering, edges_of[of->kind].fade_out);
    unsigned long long settled = trim(mastering, of).count - fade_out;
    if (settled <= ahead->rendered)
        return RAWI_OK;
    const item unfinished = {.take = of, .skipped = ahead->skipped, .count = settled + fade_out};
    rawi_status status =
        render_part(&ahead->pass, &unfinished, ahead->gain, ahead->rendered, settled, error);
    ahead->rendered = settled;
    return status;
}

/* Whether the take that samples are added to is to be followed, and can be. */
static bool can_follow(const rawi_mastering *mastering, const take *present) {
    return mastering->ahead.wanted && mastering->ahead.take == mastering->present &&
           present->sounds &&
           present->last - present->first >= samples_of(mastering, follow_seconds);
}

static rawi_status follow(rawi_mastering *mastering, const take *of, rawi_error *error) {
    rawi_status status = mastering->ahead.begun ? RAWI_OK : begin_to_follow(mastering, of, error);
    return status == RAWI_OK ? render_settled(mastering, of, error) : status;
}

static rawi_status record(void *user, const float *samples, size_t count, rawi_error *error) {
    rawi_mastering *mastering = user;
    take *present = &mastering->takes[mastering->present];
    look(present, samples, count);
    bool measures = !mastering->ahead.begun && present->measured == present->spool.count;
    rawi_status status = rawi_spool_write(&present->spool, samples, count, error);
    if (status == RAWI_OK && measures) {
        status = add_to_meter(present->meter ? present->meter : mastering->speech, samples, count,
                              error);
        present->measured += count;
    }
    return status == RAWI_OK && can_follow(mastering, present) ? follow(mastering, present, error)
                                                               : status;
}

rawi_status rawi_mastering_complete(rawi_mastering *mastering, bool *complete, rawi_error *error) {
    following *ahead = &mastering->ahead;
    rawi_status status = rawi_relay_drain(mastering->recorder, error);
    *complete = false;
    if (status != RAWI_OK || !ahead->wanted || !ahead->begun)
        return status;
    const item *of = &mastering->items[ahead->head];
    const item *end = mastering->items + mastering->item_count;
    status = render_part(&ahead->pass, of, ahead->gain, ahead->rendered, of->count, error);
    if (status == RAWI_OK)
        status = render_items(&ahead->pass, of + 1, (size_t)(end - of) - 1, &ahead->to, error);
    if (status == RAWI_OK)
        status = end_pass(&ahead->pass, error);
    double off = ahead->to.loudness - measure(ahead->pass.after);
    *complete = status == RAWI_OK && (isnan(off) || fabs(off) <= off_most);
    return status;
}

void rawi_mastering_close(rawi_mastering *mastering) {
    if (!mastering)
        return;
    rawi_relay_close(mastering->recorder);
    for (take *of = mastering->takes; of < mastering->takes + mastering->take_count; of++) {
        rawi_spool_close(&of->spool);
        if (of->meter)
            ebur128_destroy(&of->meter);
    }
    if (mastering->speech)
        ebur128_destroy(&mastering->speech);
    stop_following(mastering);
    free(mastering);
}
