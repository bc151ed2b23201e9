/* The player on a device of the test's own, which does on demand what real ones do at bad times. */
#include "audio/player.h"
#include "audio/resample.h"
#include "fake_device.h"
#include "signal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    MOST_SECONDS = 60
};

static const char text[] = "سوق المدينة\n\nفتحت السوق أبوابها صباحًا. وصل الباعة من القرى البعيدة.\n"
                           "\nعاد الجميع إلى بيوتهم مساءً.\n";

static const fake_device_habits usual;

typedef struct opened {
    rawi_article *article;
    rawi_script *script;
    rawi_narration *narration;
    rawi_player *player;
} opened;

static opened open_text(const char *article, const fake_device_habits *habits) {
    opened all;
    rawi_error error = {0};
    fake_device_set(habits);
    if (rawi_article_open_memory(article, strlen(article), "text.txt", RAWI_FORMAT_TEXT,
                                 &all.article, &error) ||
        rawi_script_open(all.article, NULL, &all.script, &error) ||
        rawi_narration_open(all.script, NULL, &all.narration, &error) ||
        rawi_player_open(&all.player, &error))
        fail_msg("%s", error.message);
    return all;
}

static opened open_all(const fake_device_habits *habits) {
    return open_text(text, habits);
}

static void start_at(opened *all, size_t begin) {
    rawi_error error = {0};
    const rawi_piece piece = {.article = all->article,
                              .script = all->script,
                              .narration = all->narration,
                              .begins_elsewhere = begin > 0,
                              .begin = begin};
    if (rawi_player_start(all->player, &piece, &error))
        fail_msg("%s", error.message);
}

static void start(opened *all) {
    start_at(all, 0);
}

static void close_all(opened *all) {
    rawi_player_close(all->player);
    rawi_narration_close(all->narration);
    rawi_script_close(all->script);
    rawi_article_close(all->article);
}

static rawi_player_state wait_for_end(opened *all) {
    for (int i = 0; i < 12000; i++) {
        rawi_player_state state = rawi_player_where(all->player).state;
        if (state == RAWI_PLAYER_FINISHED || state == RAWI_PLAYER_FAILED)
            return state;
        usleep(10000);
    }
    fail_msg("the player does not end");
    return RAWI_PLAYER_FAILED;
}

/* The whole narration at `rate`, each utterance resampled by itself; freed by the caller. */
static float *narrate(unsigned rate, size_t *count) {
    opened all = open_all(&usual);
    unsigned voice_rate = rawi_narration_rate(all.narration);
    float *samples = calloc((size_t)rate * MOST_SECONDS, sizeof *samples);
    assert_non_null(samples);
    rawi_resampler *resampler;
    assert_int_equal(rawi_resampler_open(voice_rate, rate, &resampler, NULL), RAWI_OK);
    const rawi_speech *speech;
    *count = 0;
    while (rawi_narration_next(all.narration, &speech, NULL) == RAWI_OK) {
        const float *some;
        size_t some_count;
        assert_int_equal(rawi_resampler_process(resampler, speech->samples, speech->sample_count,
                                                &some, &some_count, NULL),
                         RAWI_OK);
        memcpy(samples + *count, some, some_count * sizeof *samples);
        *count += some_count;
        assert_int_equal(rawi_resampler_flush(resampler, &some, &some_count, NULL), RAWI_OK);
        memcpy(samples + *count, some, some_count * sizeof *samples);
        *count += some_count;
    }
    rawi_resampler_close(resampler);
    close_all(&all);
    return samples;
}

static size_t last_sound(const float *samples, size_t count) {
    while (count > 0 && samples[count - 1] == 0.0F)
        count--;
    return count;
}

/* What a device of this rate hears of the whole narration, without a gap: one that is in less of a
 * hurry where the machine is too busy for it. Freed by the caller. */
static float *hear_all(unsigned rate, size_t *count) {
    for (unsigned pause = 2000;; pause *= 2) {
        opened all = open_all(&(fake_device_habits){
            .rate = rate, .pause = pause, .keeps = (size_t)rate * MOST_SECONDS});
        start(&all);
        assert_int_equal(wait_for_end(&all), RAWI_PLAYER_FINISHED);
        unsigned underruns = rawi_player_underruns(all.player);
        close_all(&all);
        if (underruns == 0)
            return fake_device_heard(count);
        print_message("%u Hz, a block every %u us: %u underruns\n", rate, pause, underruns);
        assert_true(pause < 20000); /* nearly real time */
    }
}

/* A device of another rate hears the same, resampled, whole and without a gap. Loudness is
 * compared, since the voice never says a thing twice by the same wave. */
static void test_resamples(void **state) {
    (void)state;
    static const unsigned rates[] = {48000, 44100, 16000};
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        size_t count, heard_count;
        float *wanted = narrate(rates[i], &count);
        float *heard = hear_all(rates[i], &heard_count);
        size_t lead = rates[i] * 3 / 100;
        size_t wanted_end = lead + last_sound(wanted, count);
        assert_in_range(last_sound(heard, heard_count), wanted_end - rates[i] / 50,
                        wanted_end + rates[i] / 50);
        double likeness;
        size_t steps = signal_loudness(wanted, count, rates[i], wanted);
        size_t heard_steps = signal_loudness(heard, heard_count, rates[i], heard);
        assert_int_equal(signal_align(wanted, steps, heard, heard_steps, 10, &likeness), 3);
        print_message("%u Hz: likeness %.4f\n", rates[i], likeness);
        assert_true(likeness > 0.98);
        free(wanted);
        free(heard);
    }
}

/* Keys in any order and at any moment: the player ends all the same, and what sounds is always a
 * part of the article. */
static void test_any_keys(void **state) {
    (void)state;
    unsigned seed = 7;
    for (int round = 0; round < 8; round++) {
        opened all = open_all(&usual);
        start(&all);
        for (int i = 0; i < 60; i++) {
            switch (rand_r(&seed) % 8) {
            case 0:
                rawi_player_pause(all.player, true);
                break;
            case 1:
            case 2:
                rawi_player_pause(all.player, false);
                break;
            case 3:
                rawi_player_set_rate(all.player, 0.5 + (double)(rand_r(&seed) % 36) / 10.0);
                break;
            default:
                rawi_player_move(all.player, (rawi_move)(rand_r(&seed) % 4));
            }
            usleep((useconds_t)(rand_r(&seed) % 20000));
            rawi_player_place place = rawi_player_where(all.player);
            if (place.sounding) {
                assert_true(place.utterance.start < place.utterance.end);
                assert_true(place.utterance.end <= all.article->text_length);
                assert_true(place.word.start >= place.utterance.start);
            }
        }
        rawi_player_pause(all.player, false);
        rawi_player_set_rate(all.player, 4.0);
        assert_int_equal(wait_for_end(&all), RAWI_PLAYER_FINISHED);
        close_all(&all);
    }
}

static void expect_device_failure(opened *all) {
    rawi_error error = {0};
    assert_int_equal(wait_for_end(all), RAWI_PLAYER_FAILED);
    rawi_player_failure(all->player, &error);
    assert_int_equal(error.status, RAWI_ERROR_DEVICE);
    assert_true(*error.message);
    assert_true(rawi_player_where(all->player).sounding);
    close_all(all);
}

static void test_device_takes_no_more(void **state) {
    (void)state;
    opened all = open_all(&(fake_device_habits){.stops_after = 22050});
    start(&all);
    expect_device_failure(&all);
}

static void test_device_vanishes(void **state) {
    (void)state;
    opened all = open_all(&usual);
    start(&all);
    while (!rawi_player_where(all.player).sounding)
        usleep(1000);
    fake_device_plug(false);
    expect_device_failure(&all);
    fake_device_plug(true);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* While there is no device one is looked for once a second, whatever is wished meanwhile. */
static void test_device_is_waited_for(void **state) {
    (void)state;
    opened all = open_all(&(fake_device_habits){.is_led = true});
    rawi_player_wait_for_device(all.player, true);
    fake_device_let(22050);
    start(&all);
    while (!rawi_player_where(all.player).sounding)
        usleep(1000);
    double begun = now();
    unsigned before = fake_device_looked_for();
    fake_device_plug(false);
    while (fake_device_looked_for() < before + 3) {
        rawi_player_set_rate(all.player, 1.0);
        usleep(10000);
    }
    unsigned looks = fake_device_looked_for() - before;
    assert_true(looks <= (unsigned)(now() - begun) + 1);
    fake_device_let(SIZE_MAX);
    fake_device_plug(true);
    assert_int_equal(wait_for_end(&all), RAWI_PLAYER_FINISHED);
    close_all(&all);
}

/* What is wished while the device is got ready holds, also when nothing is left to be heard. */
static void test_wishes_before_the_first_sound(void **state) {
    (void)state;
    for (int wish = 0; wish < 3; wish++) {
        opened all = open_all(&usual);
        fake_device_hold(true);
        start_at(&all, (size_t)(strstr(all.article->text, "عاد") - all.article->text));
        fake_device_wait_until_held();
        if (wish == 0)
            rawi_player_seek(all.player, all.article->text_length);
        else if (wish == 1)
            rawi_player_move(all.player, RAWI_MOVE_PARAGRAPH_FORTH);
        else
            rawi_player_set_rate(all.player, 2.0);
        fake_device_hold(false);
        assert_int_equal(wait_for_end(&all), RAWI_PLAYER_FINISHED);
        close_all(&all);
    }
}

/* Keys that are pressed faster than the voice speaks count all the same: each goes on from where
 * the one before has led. */
static void test_quick_keys(void **state) {
    (void)state;
    static const char article[] =
        "وصل الباعة من القرى البعيدة إلى السوق الكبير في وسط المدينة قبل شروق الشمس بساعة كاملة "
        "ومعهم كل ما حملته العربات من فاكهة وخضار وخبز وحليب وجبن وزيت وعسل وقماش وخزف وخشب.\n\n"
        "فتحت السوق أبوابها.\n\nامتلأت الساحة.\n\nعاد الجميع.\n\nأغلقت السوق أبوابها.\n";
    opened all =
        open_text(article, &(fake_device_habits){.rate = 22050, .block = 441, .pause = 20000});
    start(&all);
    while (!rawi_player_where(all.player).sounding)
        usleep(1000);
    for (int i = 0; i < 3; i++)
        rawi_player_move(all.player, RAWI_MOVE_PARAGRAPH_FORTH);
    double before = rawi_player_where(all.player).seconds;
    rawi_player_place place;
    do {
        usleep(1000);
        place = rawi_player_where(all.player);
    } while (place.utterance.start < all.article->blocks[3].span.start);
    assert_int_equal(place.utterance.start, all.article->blocks[3].span.start);
    assert_true(place.seconds - before < 1.0); /* the two between would last longer */
    close_all(&all);
}

static const char many_paragraphs[] =
    "وصل الباعة من القرى البعيدة إلى السوق الكبير في وسط المدينة قبل شروق الشمس بساعة كاملة.\n\n"
    "فتحت السوق أبوابها.\n\nامتلأت الساحة.\n\nعاد الجميع.\n\nأغلقت السوق أبوابها.\n";

/* A device that plays what it is let, and is heard a quarter of a second later; it sounds. */
static opened start_led_in(const char *article) {
    opened all =
        open_text(article, &(fake_device_habits){.rate = 22050, .latency = 0.25, .is_led = true});
    fake_device_let(0);
    start(&all);
    while (!rawi_player_where(all.player).sounding) {
        fake_device_let(480);
        usleep(1000);
    }
    return all;
}

static opened start_led(void) {
    return start_led_in(many_paragraphs);
}

/* Leads the device on until the goal sounds, and not sooner than the device is heard. */
static void expect_goal(opened *all, size_t target) {
    rawi_player_place place = rawi_player_where(all->player);
    size_t before = fake_device_played();
    for (int i = 0; place.goes && i < 5000; i++) {
        assert_int_equal(place.unheard, target);
        fake_device_let(480);
        usleep(2000);
        place = rawi_player_where(all->player);
    }
    assert_false(place.goes);
    assert_true(fake_device_played() - before >= 22050 / 4);
    assert_true(place.utterance.start <= target && target < place.utterance.end);
    assert_true(place.unheard >= target && place.unheard <= place.utterance.end);
}

/* From the wish on until it sounds what was not heard is what was sought. */
static void test_goal_of_a_seek(void **state) {
    (void)state;
    opened all = start_led();
    size_t target = all.article->blocks[2].span.start;
    rawi_player_seek(all.player, all.article->blocks[3].span.start);
    rawi_player_seek(all.player, target);
    for (int i = 0; i < 50; i++) {
        rawi_player_place place = rawi_player_where(all.player);
        assert_true(place.goes);
        assert_int_equal(place.unheard, target);
        usleep(2000);
    }
    rawi_player_set_rate(all.player, 1.5);
    assert_int_equal(rawi_player_where(all.player).unheard, target);
    expect_goal(&all, target);
    close_all(&all);
}

/* Quick moves go on from each other's goals while nothing sounds. */
static void test_goal_of_moves(void **state) {
    (void)state;
    opened all = start_led();
    size_t target = all.article->blocks[3].span.start;
    for (int i = 0; i < 3; i++)
        rawi_player_move(all.player, RAWI_MOVE_PARAGRAPH_FORTH);
    for (int i = 0; i < 5000 && rawi_player_where(all.player).unheard != target; i++)
        usleep(1000);
    expect_goal(&all, target);
    close_all(&all);
}

/* A seek before the first sound has its goal too, and it is forgotten with the piece. */
static void test_goal_without_sound(void **state) {
    (void)state;
    opened all = open_all(&usual);
    size_t target = all.article->blocks[1].span.start;
    fake_device_hold(true);
    start(&all);
    fake_device_wait_until_held();
    rawi_player_seek(all.player, target);
    rawi_player_place place = rawi_player_where(all.player);
    assert_true(place.goes && !place.sounding);
    assert_int_equal(place.unheard, target);
    fake_device_hold(false);
    rawi_player_stop(all.player);
    assert_false(rawi_player_where(all.player).goes);
    close_all(&all);
}

/* An article of so many paragraphs; freed by the caller. */
static char *write_paragraphs(size_t count) {
    static const char paragraph[] = "عاد الجميع.\n\n";
    char *article = malloc(count * (sizeof paragraph - 1) + 1);
    assert_non_null(article);
    for (size_t i = 0; i < count; i++)
        memcpy(article + i * (sizeof paragraph - 1), paragraph, sizeof paragraph);
    return article;
}

/* A device that is led, held while it is got ready. */
static opened start_held(const char *article, size_t block) {
    opened all =
        open_text(article, &(fake_device_habits){.rate = 22050, .latency = 0.25, .is_led = true});
    fake_device_let(0);
    fake_device_hold(true);
    start_at(&all, all.article->blocks[block].span.start);
    fake_device_wait_until_held();
    return all;
}

/* The device is ready; nothing sounds before it is led on. */
static void release_held(void) {
    unsigned before = fake_device_opened();
    fake_device_hold(false);
    while (fake_device_opened() == before)
        usleep(1000);
}

/* Leads the device on until it sounds where the listener goes. */
static rawi_player_place lead_to_goal(opened *all) {
    rawi_player_place place = rawi_player_where(all->player);
    while (place.goes) {
        fake_device_let(480);
        usleep(2000);
        place = rawi_player_where(all->player);
    }
    return place;
}

/* Moves before the first sound count from where it is to begin, each of them however many. */
static void test_moves_before_the_first_sound(void **state) {
    (void)state;
    static const size_t begins[] = {0, 3};
    char *article = write_paragraphs(60);
    for (size_t i = 0; i < 2; i++) {
        opened all = start_held(article, begins[i]);
        for (int moves = 0; moves < 50; moves++)
            rawi_player_move(all.player, RAWI_MOVE_SENTENCE_FORTH);
        rawi_player_set_rate(all.player, 1.5);
        release_held();
        const rawi_block *last = &all.article->blocks[begins[i] + 49]; /* that is left out */
        while (rawi_player_where(all.player).unheard != last->span.end)
            usleep(1000);
        rawi_player_place place = lead_to_goal(&all);
        assert_int_equal(place.utterance.start, last[1].span.start);
        assert_true(place.seconds < 2.0); /* none of those between was heard */
        close_all(&all);
    }
    free(article);
}

/* A seek overrides all moves before it, and there is room for it however many they were. */
static void test_seek_behind_moves(void **state) {
    (void)state;
    opened all = start_held(many_paragraphs, 0);
    size_t target = all.article->blocks[3].span.start;
    for (int moves = 0; moves < 50; moves++)
        rawi_player_move(all.player,
                         moves % 2 ? RAWI_MOVE_SENTENCE_FORTH : RAWI_MOVE_PARAGRAPH_FORTH);
    rawi_player_seek(all.player, target);
    assert_int_equal(rawi_player_where(all.player).unheard, target);
    release_held();
    expect_goal(&all, target);
    close_all(&all);
}

/* Waits until it is known where the listener goes. */
static void expect_aim(opened *all, size_t target) {
    rawi_player_place place = rawi_player_where(all->player);
    for (int i = 0; i < 12000 && !(place.goes && place.unheard == target); i++) {
        usleep(10000);
        place = rawi_player_where(all->player);
    }
    assert_true(place.goes);
    assert_int_equal(place.unheard, target);
}

/* However often they turn while the sound system does not answer, all moves count. */
static void test_many_turns(void **state) {
    (void)state;
    char *article = write_paragraphs(60);
    opened all = start_held(article, 0);
    for (int turns = 0; turns < 50; turns++) {
        rawi_player_move(all.player, RAWI_MOVE_SENTENCE_FORTH);
        rawi_player_move(all.player, RAWI_MOVE_SENTENCE_FORTH);
        rawi_player_move(all.player, RAWI_MOVE_PARAGRAPH_BACK);
    }
    release_held();
    size_t target = all.article->blocks[50].span.start;
    expect_aim(&all, target);
    expect_goal(&all, target);
    close_all(&all);
    free(article);
}

/* Moves over the end stay there, and those behind them lead back from it. */
static void test_moves_over_the_end(void **state) {
    (void)state;
    opened all = start_held(many_paragraphs, 1);
    for (int moves = 0; moves < 20; moves++)
        rawi_player_move(all.player,
                         moves % 2 ? RAWI_MOVE_SENTENCE_FORTH : RAWI_MOVE_PARAGRAPH_FORTH);
    rawi_player_move(all.player, RAWI_MOVE_SENTENCE_BACK);
    rawi_player_move(all.player, RAWI_MOVE_PARAGRAPH_BACK);
    release_held();
    size_t target = all.article->blocks[3].span.start;
    expect_aim(&all, target);
    expect_goal(&all, target);
    for (int moves = 0; moves < 20; moves++)
        rawi_player_move(all.player, RAWI_MOVE_PARAGRAPH_FORTH);
    fake_device_let(SIZE_MAX);
    assert_int_equal(wait_for_end(&all), RAWI_PLAYER_FINISHED);
    close_all(&all);
}

/* While there is no device, moves and seeks are known to lead somewhere, and what they lead to is
 * heard on the next device. */
static void test_moves_without_a_device(void **state) {
    (void)state;
    opened all = start_led();
    const rawi_block *blocks = all.article->blocks;
    rawi_player_wait_for_device(all.player, true);
    fake_device_plug(false);
    while (rawi_player_where(all.player).state != RAWI_PLAYER_NO_DEVICE)
        usleep(1000);
    expect_aim(&all, blocks[0].span.start);
    rawi_player_move(all.player, RAWI_MOVE_SENTENCE_FORTH);
    expect_aim(&all, blocks[0].span.end);
    rawi_player_seek(all.player, blocks[3].span.start);
    rawi_player_move(all.player, RAWI_MOVE_PARAGRAPH_BACK);
    expect_aim(&all, blocks[2].span.start);
    rawi_player_set_rate(all.player, 1.5);
    fake_device_plug(true);
    while (rawi_player_where(all.player).state == RAWI_PLAYER_NO_DEVICE)
        usleep(1000);
    expect_goal(&all, blocks[2].span.start);
    assert_true(rawi_player_where(all.player).rate == 1.5);
    close_all(&all);
}

/* Another rate and a fall asleep hold behind any number of moves that wait for the device. */
static void test_rate_and_fade_behind_moves(void **state) {
    (void)state;
    char *article = write_paragraphs(5);
    opened all = start_held(article, 0);
    for (int moves = 0; moves < 50; moves++)
        rawi_player_move(all.player,
                         moves % 2 ? RAWI_MOVE_SENTENCE_BACK : RAWI_MOVE_SENTENCE_FORTH);
    rawi_player_set_rate(all.player, 1.5);
    rawi_player_fade_out(all.player, true);
    release_held();
    rawi_player_place place;
    do {
        fake_device_let(480);
        usleep(2000);
        place = rawi_player_where(all.player);
    } while (place.state == RAWI_PLAYER_PLAYING);
    assert_int_equal(place.state, RAWI_PLAYER_PAUSED);
    assert_true(place.sounding && place.rate == 1.5);
    close_all(&all);
    free(article);
}

/* Who looks at the end sees it, or what was wished in the last moment: that is then heard. */
static void test_wishes_at_the_end(void **state) {
    (void)state;
    opened all = start_led();
    const rawi_block *blocks = all.article->blocks;
    for (int wish = 0; wish < 2; wish++) {
        fake_device_let(SIZE_MAX);
        assert_int_equal(wait_for_end(&all), RAWI_PLAYER_FINISHED);
        fake_device_let(480); /* at most one block more */
        if (wish == 0)
            rawi_player_seek(all.player, blocks[2].span.start);
        else
            rawi_player_move(all.player, RAWI_MOVE_PARAGRAPH_BACK);
        assert_int_equal(rawi_player_where(all.player).state, RAWI_PLAYER_PLAYING);
        while (!rawi_player_where(all.player).goes)
            usleep(1000);
        rawi_player_place place = lead_to_goal(&all);
        assert_int_equal(place.state, RAWI_PLAYER_PLAYING);
        assert_true(place.utterance.start >= blocks[2].span.start);
    }
    rawi_player_seek(all.player, all.article->text_length);
    fake_device_let(SIZE_MAX);
    assert_int_equal(wait_for_end(&all), RAWI_PLAYER_FINISHED);
    rawi_player_seek(all.player, all.article->text_length);
    assert_int_equal(wait_for_end(&all), RAWI_PLAYER_FINISHED);
    close_all(&all);
}

/* The device takes one block, and no more. */
static void lead_once(void) {
    size_t before = fake_device_played();
    fake_device_let(480);
    while (fake_device_played() == before)
        usleep(1000);
}

/* In a pause it is known what sounded last, wherever seeks lead: also when the device has gone over
 * one of them, which leaves out more than a second, and not over the next. */
static void test_seeks_in_a_pause(void **state) {
    (void)state;
    opened all = start_led_in("وصل الباعة من القرى البعيدة إلى السوق الكبير في وسط المدينة.\n\n"
                              "نعم.\n\nكلا.\n\nأجل.\n\nلا.\n\nبلى.\n");
    rawi_player_pause(all.player, true);
    for (int blocks = 0; blocks < 3; blocks++)
        lead_once(); /* to silence */
    usleep(100000);  /* so that more than a second waits */
    for (size_t i = 1; i < 5; i++) {
        rawi_player_seek(all.player, all.article->blocks[i % 4].span.start);
        for (int looks = 0; looks < 50; looks++) {
            rawi_player_place place = rawi_player_where(all.player);
            assert_true(place.sounding && place.goes);
            usleep(2000);
        }
        if (i == 1)
            lead_once();
    }
    close_all(&all);
}

/* A piece that begins elsewhere leads there until it sounds. */
static void test_goal_of_a_beginning(void **state) {
    (void)state;
    opened all = open_all(&usual);
    size_t target = all.article->blocks[2].span.start;
    fake_device_hold(true);
    start_at(&all, target);
    fake_device_wait_until_held();
    rawi_player_place place = rawi_player_where(all.player);
    assert_true(place.goes && !place.sounding);
    assert_int_equal(place.unheard, target);
    fake_device_hold(false);
    assert_int_equal(wait_for_end(&all), RAWI_PLAYER_FINISHED);
    assert_false(rawi_player_where(all.player).goes);
    close_all(&all);
}

/* How many samples of the interjection of the test below the device has played. */
static size_t heard_of_interjection(void) {
    size_t count, met = 0;
    float *heard = fake_device_heard(&count);
    for (size_t i = 0; i < count; i++)
        met += heard[i] == 0.25F;
    free(heard);
    return met;
}

enum {
    INTERJECTED = 2 * 22050 /* samples */
};

/* A quarter of an interjection has sounded. */
static opened start_interjected(void) {
    opened all =
        open_all(&(fake_device_habits){.is_led = true, .keeps = (size_t)22050 * MOST_SECONDS});
    unsigned rate = rawi_narration_rate(all.narration);
    float *samples = malloc(INTERJECTED * sizeof *samples);
    assert_non_null(samples);
    for (size_t i = 0; i < INTERJECTED; i++)
        samples[i] = 0.25F;
    start(&all);
    while (!rawi_player_where(all.player).sounding) {
        fake_device_let(480);
        usleep(1000);
    }
    assert_true(rawi_player_interject(all.player, samples, INTERJECTED, rate));
    free(samples);
    while (heard_of_interjection() < INTERJECTED / 4) {
        fake_device_let(960);
        usleep(2000);
    }
    return all;
}

/* An interjection is heard to its end when the rate is changed in the midst of it. */
static void test_rate_in_an_interjection(void **state) {
    (void)state;
    opened all = start_interjected();
    rawi_player_set_rate(all.player, 2.0);
    fake_device_let(SIZE_MAX);
    assert_int_equal(wait_for_end(&all), RAWI_PLAYER_FINISHED);
    assert_in_range(heard_of_interjection(), INTERJECTED, INTERJECTED + 100);
    close_all(&all);
}

/* One that is cut off is heard again from its beginning, once: behind what was sought, and at the
 * end where nothing comes any more. */
static void test_interjection_is_kept(void **state) {
    (void)state;
    for (int way = 0; way < 3; way++) {
        opened all = start_interjected();
        if (way == 0)
            rawi_player_seek(all.player, 0);
        else if (way == 1)
            rawi_player_move(all.player, RAWI_MOVE_SENTENCE_FORTH);
        else
            rawi_player_seek(all.player, all.article->text_length);
        if (way == 1)
            rawi_player_set_rate(all.player, 2.0);
        fake_device_let(SIZE_MAX);
        assert_int_equal(wait_for_end(&all), RAWI_PLAYER_FINISHED);
        assert_in_range(heard_of_interjection(), INTERJECTED + INTERJECTED / 4 - 100,
                        2 * INTERJECTED - INTERJECTED / 4);
        close_all(&all);
    }
}

/* What is to be said while another interjection sounds is heard behind it; more has to wait. */
static void test_interjections_wait(void **state) {
    (void)state;
    opened all = start_interjected();
    float second[4410];
    for (size_t i = 0; i < 4410; i++)
        second[i] = 0.25F;
    assert_true(rawi_player_interject(all.player, second, 4410, 22050));
    assert_false(rawi_player_may_interject(all.player));
    assert_false(rawi_player_interject(all.player, second, 4410, 22050));
    fake_device_let(SIZE_MAX);
    assert_int_equal(wait_for_end(&all), RAWI_PLAYER_FINISHED);
    assert_in_range(heard_of_interjection(), INTERJECTED + 4410, INTERJECTED + 4410 + 100);
    close_all(&all);
}

static void test_closed_at_once(void **state) {
    (void)state;
    for (useconds_t wait = 0; wait < 30000; wait += 5000) {
        opened all = open_all(&usual);
        start(&all);
        usleep(wait);
        close_all(&all);
    }
    opened never_started = open_all(&usual);
    close_all(&never_started);
}

static void test_nothing_to_play(void **state) {
    (void)state;
    opened all = open_all(&usual);
    assert_int_equal(rawi_script_seek(all.script, all.article->text_length, NULL), RAWI_OK);
    start(&all);
    assert_int_equal(wait_for_end(&all), RAWI_PLAYER_FINISHED);
    assert_false(rawi_player_where(all.player).sounding);
    close_all(&all);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_resamples),
        cmocka_unit_test(test_any_keys),
        cmocka_unit_test(test_device_takes_no_more),
        cmocka_unit_test(test_device_vanishes),
        cmocka_unit_test(test_device_is_waited_for),
        cmocka_unit_test(test_wishes_before_the_first_sound),
        cmocka_unit_test(test_quick_keys),
        cmocka_unit_test(test_goal_of_a_seek),
        cmocka_unit_test(test_goal_of_moves),
        cmocka_unit_test(test_goal_without_sound),
        cmocka_unit_test(test_moves_before_the_first_sound),
        cmocka_unit_test(test_seek_behind_moves),
        cmocka_unit_test(test_many_turns),
        cmocka_unit_test(test_moves_over_the_end),
        cmocka_unit_test(test_moves_without_a_device),
        cmocka_unit_test(test_rate_and_fade_behind_moves),
        cmocka_unit_test(test_wishes_at_the_end),
        cmocka_unit_test(test_seeks_in_a_pause),
        cmocka_unit_test(test_goal_of_a_beginning),
        cmocka_unit_test(test_rate_in_an_interjection),
        cmocka_unit_test(test_interjection_is_kept),
        cmocka_unit_test(test_interjections_wait),
        cmocka_unit_test(test_closed_at_once),
        cmocka_unit_test(test_nothing_to_play),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
