/* The way out on the tests' device, which plays as much as the test lets it. */
#include "audio/outlet.h"
#include "fake_device.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

static const float level = 0.5F;
static const double fade_seconds = 0.004;

/* Lets the device play so many blocks more, and waits until it has. */
static void play(size_t blocks, size_t block) {
    size_t end = fake_device_played() + blocks * block;
    fake_device_let(blocks * block);
    while (fake_device_played() < end)
        usleep(100);
}

static void write_level(rawi_outlet *outlet, size_t count) {
    for (size_t i = 0; i < count; i++)
        assert_int_equal(rawi_outlet_write(outlet, &level, 1, SIZE_MAX), 1);
}

/* Pauses while the sound is at its height and while it comes back, the fade within one block and
 * over several. */
static void pause_and_go_on(unsigned rate, size_t block) {
    fake_device_set(&(fake_device_habits){
        .rate = rate, .block = block, .pause = 100, .keeps = rate, .is_led = true});
    rawi_outlet *outlet;
    assert_int_equal(rawi_outlet_open(&outlet, NULL), RAWI_OK);
    assert_int_equal(rawi_outlet_prepare(outlet, rate, NULL), RAWI_OK);
    write_level(outlet, rate);
    assert_int_equal(rawi_outlet_start(outlet, NULL), RAWI_OK);
    size_t fade_blocks = (size_t)(fade_seconds * rate) / block + 1;
    play(rate / 20 / block + 1, block);
    for (size_t risen = fade_blocks + 1; risen > 0; risen--) {
        rawi_outlet_pause(outlet, true);
        play(fade_blocks + 1, block);
        rawi_outlet_pause(outlet, false);
        play(risen, block);
    }
    rawi_outlet_close(outlet, false);
}

/* A pause is a slope on both of its sides, whatever the device's rate: no sample stands out. */
static void test_pause_makes_no_click(void **state) {
    (void)state;
    static const unsigned rates[] = {8000, 16000, 22050, 44100, 48000, 96000};
    for (size_t i = 0; i < 2 * sizeof rates / sizeof *rates; i++) {
        unsigned rate = rates[i / 2];
        pause_and_go_on(rate, i % 2 == 0 ? 16 : 480);
        size_t count, at = 0, silent = 0;
        float *heard = fake_device_heard(&count);
        double steepest = level / (fade_seconds * rate) * 1.01;
        while (at < count && heard[at] < level)
            at++;
        for (at++; at < count; at++) {
            if (fabs((double)heard[at] - (double)heard[at - 1]) > steepest)
                fail_msg("%u Hz: sample %zu is %g after %g", rate, at, (double)heard[at],
                         (double)heard[at - 1]);
            silent += heard[at] == 0;
        }
        assert_true(silent > 0);
        free(heard);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pause_makes_no_click),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
