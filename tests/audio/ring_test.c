/* The ring: nothing is lost or repeated between its two threads, and a cut goes where it should. */
#include "audio/ring.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

enum {
    CAPACITY = 1024,
    LIMIT = 600
};

static void write_count(rawi_ring *ring, size_t from, size_t count) {
    for (size_t i = 0; i < count; i++) {
        float sample = (float)(from + i);
        assert_int_equal(rawi_ring_write(ring, &sample, 1, LIMIT), 1);
    }
}

static void test_order_and_limit(void **state) {
    (void)state;
    rawi_ring ring;
    assert_true(rawi_ring_make(&ring, CAPACITY));
    float out[CAPACITY];
    float in[CAPACITY] = {0};
    assert_int_equal(rawi_ring_read(&ring, out, 10), 0);
    assert_int_equal(rawi_ring_write(&ring, in, CAPACITY, LIMIT), LIMIT);
    assert_int_equal(rawi_ring_write(&ring, in, 1, LIMIT), 0);
    assert_int_equal(rawi_ring_read(&ring, out, CAPACITY), LIMIT);
    for (size_t round = 0; round < 50; round++) { /* around the end of the buffer many times */
        write_count(&ring, 1000 * round, 170);
        assert_int_equal(rawi_ring_read(&ring, out, CAPACITY), 170);
        for (size_t i = 0; i < 170; i++)
            assert_true(out[i] == (float)(1000 * round + i));
    }
    rawi_ring_free(&ring);
}

/* Positions may overflow. */
static void test_overflow(void **state) {
    (void)state;
    rawi_ring ring;
    assert_true(rawi_ring_make(&ring, CAPACITY));
    size_t start = SIZE_MAX - 99;
    atomic_store(&ring.read, start);
    atomic_store(&ring.written, start);
    atomic_store(&ring.cut_from, start);
    atomic_store(&ring.cut_to, start);
    float out[CAPACITY];
    write_count(&ring, 1, 400);
    rawi_ring_cut(&ring, start + 300);
    write_count(&ring, 5000, 50);
    assert_int_equal(rawi_ring_read(&ring, out, CAPACITY), 350);
    assert_true(out[0] == 1 && out[100] == 101 && out[300] == 5000 && out[349] == 5049);
    rawi_ring_free(&ring);
}

/* A cut ahead: up to it all is heard, the last samples fade, then what follows it. */
static void test_cut_ahead(void **state) {
    (void)state;
    rawi_ring ring;
    assert_true(rawi_ring_make(&ring, CAPACITY));
    float out[CAPACITY];
    write_count(&ring, 1, 500);
    assert_int_equal(rawi_ring_read(&ring, out, 100), 100);
    rawi_ring_cut(&ring, 300);
    write_count(&ring, 10000, 200);
    for (size_t i = 0; i < 400; i += 7) { /* whatever the reader's pace */
        size_t most = 400 - i < 7 ? 400 - i : 7;
        assert_int_equal(rawi_ring_read(&ring, out + i, most), most);
    }
    size_t fade = 200 - RAWI_RING_FADE;
    for (size_t i = 0; i < 400; i++) {
        float whole = i < 200 ? (float)(i + 101) : (float)(10000 + i - 200);
        float gain = i < fade || i >= 200 ? 1.0F : (float)(200 - i) / RAWI_RING_FADE;
        assert_true(fabsf(out[i] - whole * gain) < 0.01F);
    }
    assert_int_equal(rawi_ring_read(&ring, out, 1), 0);
    rawi_ring_free(&ring);
}

/* A cut at once fades from where the reader is; one more replaces where it leads. */
static void test_cut_now(void **state) {
    (void)state;
    rawi_ring ring;
    assert_true(rawi_ring_make(&ring, CAPACITY));
    float out[CAPACITY];
    write_count(&ring, 1, 500);
    assert_int_equal(rawi_ring_read(&ring, out, 200), 200);
    rawi_ring_cut(&ring, 10);
    write_count(&ring, 7000, 50);
    rawi_ring_lead_cut_here(&ring);
    write_count(&ring, 8000, 50);
    assert_int_equal(rawi_ring_read(&ring, out, CAPACITY), RAWI_RING_FADE + 50);
    assert_true(fabsf(out[0] - 201.0F) < 0.01F);
    assert_true(fabsf(out[RAWI_RING_FADE - 1]) < 10.0F);
    assert_true(out[RAWI_RING_FADE] == 8000);
    rawi_ring_free(&ring);
}

static void test_cut_of_a_short_rest(void **state) {
    (void)state;
    rawi_ring ring;
    assert_true(rawi_ring_make(&ring, CAPACITY));
    float out[CAPACITY];
    write_count(&ring, 1, 20);
    rawi_ring_cut(&ring, 0);
    write_count(&ring, 500, 5);
    assert_int_equal(rawi_ring_read(&ring, out, CAPACITY), 25);
    assert_true(out[20] == 500 && out[24] == 504);
    rawi_ring_free(&ring);
}

static void test_skip_in_silence(void **state) {
    (void)state;
    rawi_ring ring;
    assert_true(rawi_ring_make(&ring, CAPACITY));
    float out[CAPACITY];
    write_count(&ring, 1, 300);
    rawi_ring_cut(&ring, 200);
    write_count(&ring, 900, 10);
    rawi_ring_skip(&ring); /* the cut is still ahead */
    assert_int_equal(rawi_ring_read_position(&ring), 0);
    rawi_ring_cut(&ring, 0);
    write_count(&ring, 1000, 10);
    rawi_ring_skip(&ring);
    assert_int_equal(rawi_ring_read(&ring, out, CAPACITY), 10);
    assert_true(out[0] == 1000);
    rawi_ring_free(&ring);
}

/* A rest of more than the capacity is never written, cut or not. */
static void test_full_after_a_cut(void **state) {
    (void)state;
    rawi_ring ring;
    assert_true(rawi_ring_make(&ring, CAPACITY));
    float in[CAPACITY] = {0};
    assert_int_equal(rawi_ring_write(&ring, in, CAPACITY, LIMIT), LIMIT);
    rawi_ring_cut(&ring, LIMIT);
    assert_int_equal(rawi_ring_write(&ring, in, CAPACITY, LIMIT), CAPACITY - LIMIT);
    rawi_ring_free(&ring);
}

enum {
    MANY = 3000000
};

static void *write_many(void *user) {
    rawi_ring *ring = user;
    unsigned seed = 1;
    float block[97];
    for (size_t next = 0; next < MANY;) {
        size_t count = (size_t)rand_r(&seed) % 97 + 1;
        for (size_t i = 0; i < count; i++)
            block[i] = (float)((next + i) % 65536);
        next += rawi_ring_write(ring, block, next + count > MANY ? MANY - next : count, LIMIT);
    }
    return NULL;
}

static void test_two_threads(void **state) {
    (void)state;
    rawi_ring ring;
    assert_true(rawi_ring_make(&ring, CAPACITY));
    pthread_t writer;
    assert_int_equal(pthread_create(&writer, NULL, write_many, &ring), 0);
    unsigned seed = 2;
    float out[128];
    for (size_t next = 0; next < MANY;) {
        size_t got = rawi_ring_read(&ring, out, (size_t)rand_r(&seed) % 128 + 1);
        for (size_t i = 0; i < got; i++)
            if (out[i] != (float)((next + i) % 65536))
                fail_msg("sample %zu is %g", next + i, (double)out[i]);
        next += got;
    }
    pthread_join(writer, NULL);
    rawi_ring_free(&ring);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_and_limit),     cmocka_unit_test(test_overflow),
        cmocka_unit_test(test_cut_ahead),           cmocka_unit_test(test_cut_now),
        cmocka_unit_test(test_cut_of_a_short_rest), cmocka_unit_test(test_skip_in_silence),
        cmocka_unit_test(test_full_after_a_cut),    cmocka_unit_test(test_two_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
