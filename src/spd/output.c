/* Replies and events on standard output, one at a time. */
#include "spd/output.h"

#include "base/text.h"

#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    /* Samples of a block: small enough that the server need not swallow much after a stop. */
    BLOCK_SAMPLES = 1024
};

/* HDLC: what would end a line is preceded by an escape and has its fifth bit turned over. */
static const char escape = 0x7d, turned = 0x20;

/* The server's own marks, at which a pause may be made. */
static const char own_mark[] = "__spd_";

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_bool stop_asked; /* by who waits for the lock: nothing more is to be written */
static spd_job open_job, last_job;
static bool pause_asked;
static rawi_text block; /* being written */

static void write_all(const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            _exit(1);
        bytes += written;
        length -= (size_t)written;
    }
}

static void write_line(const char *line) {
    write_all(line, strlen(line));
}

void spd_output_reply(const char *lines) {
    pthread_mutex_lock(&lock);
    write_line(lines);
    pthread_mutex_unlock(&lock);
}

bool spd_output_open(spd_job *job) {
    pthread_mutex_lock(&lock);
    bool is_free = open_job == 0;
    if (is_free) {
        open_job = *job = ++last_job;
        pause_asked = false;
        write_line("200 OK SPEAKING\n701 BEGIN\n");
    } else {
        write_line("301 ERROR CANT SPEAK\n");
    }
    pthread_mutex_unlock(&lock);
    return is_free;
}

/* With the lock held. */
static bool is_wanted(spd_job job) {
    return open_job == job && !stop_asked;
}

bool spd_output_is_open(spd_job job) {
    pthread_mutex_lock(&lock);
    bool is_open = is_wanted(job);
    pthread_mutex_unlock(&lock);
    return is_open;
}

/* With the lock held: ends the open message. */
static void close_with(const char *event) {
    write_line(event);
    open_job = 0;
}

static void add_sample(float sample) {
    int16_t value = (int16_t)lrintf(fminf(fmaxf(sample, -1.0f), 1.0f) * 32767.0f);
    const char bytes[] = {(char)(value & 0xff), (char)((value >> 8) & 0xff)};
    for (size_t i = 0; i < sizeof bytes; i++) {
        bool special = bytes[i] == '\n' || bytes[i] == escape;
        const char escaped[] = {escape, (char)(bytes[i] ^ turned)};
        rawi_text_add(&block, special ? escaped : &bytes[i], special ? 2 : 1);
    }
}

static void write_block(const float *samples, size_t count, unsigned rate, float gain) {
    char header[160];
    int length = snprintf(header, sizeof header,
                          "705-bits=16\n705-num_channels=1\n705-sample_rate=%u\n"
                          "705-num_samples=%zu\n705-big_endian=0\n705-AUDIO%c",
                          rate, count, '\0');
    rawi_text_clear(&block);
    rawi_text_add(&block, header, (size_t)length);
    for (size_t i = 0; i < count; i++)
        add_sample(samples[i] * gain);
    rawi_text_add_string(&block, "\n705 AUDIO\n");
    if (!block.failed)
        write_all(block.bytes, block.length);
}

bool spd_output_audio(spd_job job, const float *samples, size_t count, unsigned rate, float gain) {
    bool is_open = true;
    for (size_t at = 0; is_open && at < count; at += BLOCK_SAMPLES) {
        size_t rest = count - at;
        pthread_mutex_lock(&lock);
        is_open = is_wanted(job);
        if (is_open)
            write_block(samples + at, rest < BLOCK_SAMPLES ? rest : BLOCK_SAMPLES, rate, gain);
        pthread_mutex_unlock(&lock);
    }
    return is_open;
}

bool spd_output_mark(spd_job job, const char *name) {
    pthread_mutex_lock(&lock);
    bool is_open = is_wanted(job);
    if (is_open) {
        write_line("700-");
        write_line(name);
        write_line("\n700 INDEX MARK\n");
        is_open = !pause_asked || strncmp(name, own_mark, strlen(own_mark)) != 0;
        if (!is_open)
            close_with("704 PAUSE\n");
    }
    pthread_mutex_unlock(&lock);
    return is_open;
}

void spd_output_end(spd_job job) {
    pthread_mutex_lock(&lock);
    if (is_wanted(job))
        close_with(pause_asked ? "704 PAUSE\n" : "702 END\n");
    pthread_mutex_unlock(&lock);
}

void spd_output_stop(void) {
    stop_asked = true;
    pthread_mutex_lock(&lock);
    stop_asked = false;
    if (open_job != 0)
        close_with("703 STOP\n");
    pthread_mutex_unlock(&lock);
}

void spd_output_pause(void) {
    pthread_mutex_lock(&lock);
    pause_asked = true;
    pthread_mutex_unlock(&lock);
}
