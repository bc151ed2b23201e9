/* The relay: a ring of blocks between two threads. */
#include "edition/relay.h"
#include "base/thread.h"

#include <stdlib.h>
#include <string.h>

enum {
    BLOCKS = 64,  /* that wait at most: the one goes on while the other is busy for a while */
    BLOCK = 16384 /* samples */
};

typedef struct block {
    float samples[BLOCK];
    size_t count;
} block;

struct rawi_relay {
    rawi_sample_sink *sink;
    void *user;
    pthread_t thread;
    pthread_mutex_t lock; /* of all that follows, but for the samples of waiting blocks */
    pthread_cond_t changed;
    size_t sent; /* blocks */
    size_t taken;
    bool closing;
    rawi_status status; /* what the sink has said */
    rawi_error error;
    block blocks[BLOCKS];
};

static rawi_status result(const rawi_relay *relay, rawi_error *error) {
    if (relay->status != RAWI_OK && error)
        *error = relay->error;
    return relay->status;
}

/* ---- the thread that takes ----------------------------------------------------------------- */

/* The next block; NULL when there will be none. */
static const block *wait_for_block(rawi_relay *relay) {
    pthread_mutex_lock(&relay->lock);
    while (relay->sent == relay->taken && !relay->closing)
        pthread_cond_wait(&relay->changed, &relay->lock);
    const block *next = relay->closing ? NULL : &relay->blocks[relay->taken % BLOCKS];
    pthread_mutex_unlock(&relay->lock);
    return next;
}

/* After a failure the blocks are let go, so that nobody waits for them. */
static void *take_blocks(void *user) {
    rawi_relay *relay = user;
    const block *next;
    rawi_status status = RAWI_OK;
    while ((next = wait_for_block(relay))) {
        if (status == RAWI_OK)
            status = relay->sink(relay->user, next->samples, next->count, &relay->error);
        pthread_mutex_lock(&relay->lock);
        relay->status = status;
        relay->taken++;
        pthread_cond_signal(&relay->changed);
        pthread_mutex_unlock(&relay->lock);
    }
    return NULL;
}

/* ---- the thread that makes ----------------------------------------------------------------- */

rawi_status rawi_relay_open(rawi_sample_sink *sink, void *user, rawi_relay **relay,
                            rawi_error *error) {
    rawi_relay *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    made->sink = sink;
    made->user = user;
    pthread_mutex_init(&made->lock, NULL);
    pthread_cond_init(&made->changed, NULL);
    if (!rawi_thread_start(&made->thread, take_blocks, made)) {
        free(made);
        return rawi_fail_memory(error);
    }
    *relay = made;
    return RAWI_OK;
}

static rawi_status send_block(rawi_relay *relay, const float *samples, size_t count,
                              rawi_error *error) {
    pthread_mutex_lock(&relay->lock);
    while (relay->sent - relay->taken == BLOCKS)
        pthread_cond_wait(&relay->changed, &relay->lock);
    rawi_status status = result(relay, error);
    pthread_mutex_unlock(&relay->lock);
    if (status != RAWI_OK)
        return status;
    block *next = &relay->blocks[relay->sent % BLOCKS];
    memcpy(next->samples, samples, count * sizeof *samples);
    next->count = count;
    pthread_mutex_lock(&relay->lock);
    relay->sent++;
    pthread_cond_signal(&relay->changed);
    pthread_mutex_unlock(&relay->lock);
    return RAWI_OK;
}

rawi_status rawi_relay_send(rawi_relay *relay, const float *samples, size_t count,
                            rawi_error *error) {
    rawi_status status = RAWI_OK;
    for (size_t at = 0; status == RAWI_OK && at < count; at += BLOCK)
        status = send_block(relay, samples + at, count - at < BLOCK ? count - at : BLOCK, error);
    return status;
}

rawi_status rawi_relay_drain(rawi_relay *relay, rawi_error *error) {
    pthread_mutex_lock(&relay->lock);
    while (relay->taken != relay->sent)
        pthread_cond_wait(&relay->changed, &relay->lock);
    rawi_status status = result(relay, error);
    pthread_mutex_unlock(&relay->lock);
    return status;
}

void rawi_relay_close(rawi_relay *relay) {
    if (!relay)
        return;
    pthread_mutex_lock(&relay->lock);
    relay->closing = true;
    pthread_cond_signal(&relay->changed);
    pthread_mutex_unlock(&relay->lock);
    pthread_join(relay->thread, NULL);
    pthread_cond_destroy(&relay->changed);
    pthread_mutex_destroy(&relay->lock);
    free(relay);
}
