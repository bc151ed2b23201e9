/* The listening session on a device of the test's own, which plays only while it is looked at:
 * order, commands, what is remembered, the sleep timer, a device that comes and goes. */
#define _GNU_SOURCE /* syscall, RTLD_NEXT */
#include "base/text.h"
#include "fake_device.h"
#include "listen/session.h"
#include "own_folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dlfcn.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum {
    PATIENCE = 120,     /* seconds, for what must happen some time */
    PATIENT_ROUNDS = 8, /* of the session's thread, in which nothing moves */
    STEP = 3840         /* samples that the device is led on, fewer than any sentence has */
};

static const char *const texts[] = {
    "سوق المدينة\n\nفتحت السوق أبوابها صباحا للزوار. وصل الباعة من القرى البعيدة. امتلأت الساحة "
    "بالناس.\n\nعاد الجميع إلى بيوتهم مساء.\n",
    "نزل المطر بعد الظهر. بقي الأطفال تحت الأقواس.\n",
    "أغلقت المدرسة أبوابها. سافر المعلم إلى قريته.\n",
};

static const char *sources[3];

/* Seconds that the machine has slept since the test began: one clock counts them, the others do
 * not. */
static atomic_int slept;

/* The session's thread: nobody else asks that clock, but the one who opens the session. */
static _Thread_local bool asks_for_sleep;

int clock_gettime(clockid_t clock, struct timespec *time) {
    long result = syscall(SYS_clock_gettime, clock, time);
    asks_for_sleep = asks_for_sleep || clock == CLOCK_BOOTTIME;
    if (clock == CLOCK_BOOTTIME)
        time->tv_sec += atomic_load(&slept);
    return (int)result;
}

/* Sent to this session the next time that its own thread waits for the player's, be it to give an
 * article up or to begin one. */
static rawi_session *_Atomic waiting_session;
static rawi_command while_waiting;

int pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex) {
    static int (*wait)(pthread_cond_t *, pthread_mutex_t *);
    if (!wait)
        *(void **)&wait = dlsym(RTLD_NEXT, "pthread_cond_wait");
    rawi_session *session = asks_for_sleep ? atomic_exchange(&waiting_session, NULL) : NULL;
    if (session)
        rawi_session_apply(session, &while_waiting, NULL);
    return wait(condition, mutex);
}

/* How often the session's thread has looked at everything. */
static atomic_uint rounds;

int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex,
                           const struct timespec *until) {
    static int (*wait)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
    if (!wait)
        *(void **)&wait = dlsym(RTLD_NEXT, "pthread_cond_timedwait");
    if (asks_for_sleep)
        atomic_fetch_add(&rounds, 1);
    return wait(condition, mutex, until);
}

static void write_file(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

/* Every test begins without anything remembered. */
static int set_up(void **state) {
    (void)state;
    static char paths[3][96];
    if (own_folder_make("XDG_STATE_HOME") != 0)
        return 1;
    setenv("XDG_CACHE_HOME", own_folder, 1);
    for (size_t i = 0; i < 3; i++) {
        snprintf(paths[i], sizeof paths[i], "%s/%zu.txt", own_folder, i);
        write_file(paths[i], texts[i]);
        sources[i] = paths[i];
    }
    fake_device_set(&(fake_device_habits){.is_led = true});
    fake_device_plug(true);
    fake_device_hold(false);
    return 0;
}

static rawi_session *open_session(const rawi_session_options *options, size_t count) {
    rawi_session *session = NULL;
    rawi_error error = {0};
    if (rawi_session_open(options, sources, count, &session, &error) != RAWI_OK)
        fail_msg("%s", error.message);
    return session;
}

static void command(rawi_session *session, rawi_command wanted) {
    rawi_error error = {0};
    if (rawi_session_apply(session, &wanted, &error) != RAWI_OK)
        fail_msg("%s", error.message);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Whether the session has looked at the device since it was led on last. What is heard is what is
 * looked at while it plays; before, that it looks is known by its rounds alone. */
static bool has_followed(const rawi_heard *heard, double position, unsigned rounds_since) {
    switch (heard->state) {
    case RAWI_SESSION_PLAYING:
        return heard->position != position;
    case RAWI_SESSION_LOADING:
        return rounds_since > 0;
    default:
        return true;
    }
}

/* Lets the device go on once the session has followed it. Some rounds of the session later in any
 * case, since not everything that sounds moves the position. */
static void lead_on(const rawi_heard *heard) {
    static double position;
    static unsigned led_in;
    unsigned round = atomic_load(&rounds);
    if (!has_followed(heard, position, round - led_in) && round - led_in < PATIENT_ROUNDS)
        return;
    position = heard->position;
    led_in = round;
    fake_device_let(STEP);
}

static rawi_heard look(rawi_session *session) {
    rawi_heard heard;
    assert_int_equal(rawi_session_look(session, &heard, NULL), RAWI_OK);
    lead_on(&heard);
    return heard;
}

static const char *last_trouble(const rawi_heard *heard) {
    const rawi_error *last = rawi_heard_trouble(heard, heard->trouble);
    return last ? last->message : "none";
}

typedef bool condition(const rawi_heard *heard, const void *what);

/* Looks whenever the session says so until the condition holds. */
static rawi_heard wait_until(rawi_session *session, condition *holds, const void *what) {
    struct pollfd watcher = {.fd = rawi_session_watch(session), .events = POLLIN};
    assert_true(watcher.fd >= 0);
    double end = now() + PATIENCE;
    for (;;) {
        rawi_heard heard = look(session);
        if (holds(&heard, what)) {
            rawi_session_unwatch(session, watcher.fd);
            return heard;
        }
        if (now() > end)
            fail_msg("state %d, «%s», trouble: %s", heard.state,
                     heard.sentence ? heard.sentence : "", last_trouble(&heard));
        rawi_heard_free(&heard);
        poll(&watcher, 1, 10);
        uint64_t count;
        if (read(watcher.fd, &count, sizeof count) < 0)
            continue;
    }
}

static bool is_in_state(const rawi_heard *heard, const void *state) {
    return heard->state == *(const rawi_session_state *)state;
}

static bool says(const rawi_heard *heard, const void *sentence) {
    return heard->sentence && strcmp(heard->sentence, sentence) == 0;
}

static void wait_for_state(rawi_session *session, rawi_session_state state) {
    rawi_heard heard = wait_until(session, is_in_state, &state);
    rawi_heard_free(&heard);
}

static void wait_for(rawi_session *session, const char *sentence) {
    rawi_heard heard = wait_until(session, says, sentence);
    rawi_heard_free(&heard);
}

/* All sentences that are heard up to the end, each on a line. */
static char *hear_all(rawi_session *session) {
    rawi_text heard_text = {0};
    char last[256] = "";
    double end = now() + PATIENCE;
    for (;;) {
        rawi_heard heard = look(session);
        if (heard.sentence && strcmp(heard.sentence, last) != 0) {
            snprintf(last, sizeof last, "%s", heard.sentence);
            rawi_text_add_string(&heard_text, last);
            rawi_text_add_string(&heard_text, "\n");
        }
        bool ended = heard.state == RAWI_SESSION_STOPPED;
        rawi_heard_free(&heard);
        if (ended)
            return heard_text.bytes;
        assert_true(now() < end);
        usleep(5000);
    }
}

/* ---- order --------------------------------------------------------------------------------- */

static void test_plays_in_order(void **state) {
    (void)state;
    rawi_session *session = open_session(&(rawi_session_options){0}, 3);
    char *heard = hear_all(session);
    assert_string_equal(heard, "سوق المدينة\nفتحت السوق أبوابها صباحا للزوار.\n"
                               "وصل الباعة من القرى البعيدة.\nامتلأت الساحة بالناس.\n"
                               "عاد الجميع إلى بيوتهم مساء.\nنزل المطر بعد الظهر.\n"
                               "بقي الأطفال تحت الأقواس.\nأغلقت المدرسة أبوابها.\n"
                               "سافر المعلم إلى قريته.\n");
    free(heard);
    rawi_heard end = look(session);
    assert_true(end.queue_ended);
    assert_int_equal(end.trouble, 0);
    rawi_heard_free(&end);
    rawi_list list;
    assert_int_equal(rawi_session_list(session, &list, NULL), RAWI_OK);
    assert_int_equal(list.count, 3);
    for (size_t i = 0; i < list.count; i++)
        assert_int_equal(list.items[i].state, RAWI_ITEM_FINISHED);
    rawi_list_free(&list);
    rawi_session_close(session);
}

static void test_passes_over_what_cannot_be_opened(void **state) {
    (void)state;
    assert_int_equal(unlink(sources[1]), 0);
    rawi_session *session = open_session(&(rawi_session_options){0}, 3);
    command(session, (rawi_command){.kind = RAWI_COMMAND_RATE, .number = 4.0});
    char *heard = hear_all(session);
    assert_non_null(strstr(heard, "عاد الجميع"));
    assert_non_null(strstr(heard, "سافر المعلم"));
    free(heard);
    rawi_heard end = look(session);
    assert_int_equal(end.trouble, 1);
    assert_non_null(strstr(last_trouble(&end), "1.txt"));
    rawi_heard_free(&end);
    rawi_session_close(session);
}

/* What goes wrong while nobody looks is told at the next look, and not the last of it alone. */
static void test_tells_every_trouble(void **state) {
    (void)state;
    assert_int_equal(unlink(sources[1]), 0);
    assert_int_equal(unlink(sources[2]), 0);
    rawi_session *session = open_session(&(rawi_session_options){0}, 3);
    command(session, (rawi_command){.kind = RAWI_COMMAND_RATE, .number = 4.0});
    free(hear_all(session));
    rawi_heard end = look(session);
    assert_int_equal(end.trouble, 2);
    assert_non_null(strstr(rawi_heard_trouble(&end, 1)->message, "1.txt"));
    assert_non_null(strstr(rawi_heard_trouble(&end, 2)->message, "2.txt"));
    assert_null(rawi_heard_trouble(&end, 0));
    assert_null(rawi_heard_trouble(&end, 3));
    rawi_heard_free(&end);
    rawi_session_close(session);
}

/* A pipe into which nobody writes holds up neither what comes behind it nor the end. */
static void test_silent_pipe(void **state) {
    (void)state;
    char pipe[96];
    snprintf(pipe, sizeof pipe, "%s/pipe.txt", own_folder);
    assert_int_equal(mkfifo(pipe, 0600), 0);
    const char *const wanted[] = {pipe, sources[1]};
    rawi_session *session;
    assert_int_equal(rawi_session_open(&(rawi_session_options){0}, wanted, 2, &session, NULL),
                     RAWI_OK);
    wait_for_state(session, RAWI_SESSION_LOADING);
    usleep(200000); /* so that it is being opened */
    command(session, (rawi_command){.kind = RAWI_COMMAND_NEXT});
    wait_for(session, "نزل المطر بعد الظهر.");
    command(session, (rawi_command){.kind = RAWI_COMMAND_PREVIOUS});
    wait_for_state(session, RAWI_SESSION_LOADING);
    usleep(200000);
    rawi_session_close(session);
}

/* ---- commands ------------------------------------------------------------------------------ */

/* How much sounds until the first sentence of an article, behind one that is missing. */
static size_t heard_before_the_sentence(bool says_trouble) {
    const rawi_session_options options = {.says_trouble = says_trouble, .without_chime = true};
    char missing[96];
    snprintf(missing, sizeof missing, "%s/missing.txt", own_folder);
    const char *const wanted[] = {missing, sources[1]};
    rawi_session *session;
    assert_int_equal(rawi_session_open(&options, wanted, 2, &session, NULL), RAWI_OK);
    rawi_heard heard = wait_until(session, says, "نزل المطر بعد الظهر.");
    size_t played = fake_device_played();
    assert_int_equal(heard.trouble, 1);
    assert_null(heard.unsaid);
    rawi_heard_free(&heard);
    rawi_session_close(session);
    return played;
}

/* Trouble is spoken when it happens: before the article that follows. */
static void test_trouble_is_said(void **state) {
    (void)state;
    size_t silently = heard_before_the_sentence(false);
    size_t said = heard_before_the_sentence(true);
    assert_true(said > silently + 22050); /* the message lasts longer than a second */
}

/* What goes wrong in the midst of an article is said too, and nothing of the article is lost. */
static void test_trouble_in_an_article(void **state) {
    (void)state;
    const rawi_session_options options = {.says_trouble = true, .without_chime = true};
    rawi_session *session = open_session(&options, 1);
    char state_folder[96], aside[96];
    snprintf(state_folder, sizeof state_folder, "%s/rawi", own_folder);
    snprintf(aside, sizeof aside, "%s/aside", own_folder);
    assert_int_equal(rename(state_folder, aside), 0);
    write_file(state_folder, "no folder");
    command(session, (rawi_command){.kind = RAWI_COMMAND_ADD, .source = sources[1]});
    char *heard = hear_all(session);
    assert_non_null(strstr(heard, "سوق المدينة"));
    assert_non_null(strstr(heard, "وصل الباعة"));
    assert_non_null(strstr(heard, "امتلأت الساحة"));
    assert_non_null(strstr(heard, "بقي الأطفال"));
    free(heard);
    rawi_heard end = look(session);
    assert_int_equal(end.trouble, 1);
    assert_null(end.unsaid);
    rawi_heard_free(&end);
    rawi_session_close(session);
}

static void test_next_and_previous(void **state) {
    (void)state;
    rawi_session *session = open_session(&(rawi_session_options){0}, 3);
    wait_for(session, "سوق المدينة");
    command(session, (rawi_command){.kind = RAWI_COMMAND_NEXT});
    wait_for(session, "نزل المطر بعد الظهر.");
    command(session, (rawi_command){.kind = RAWI_COMMAND_MOVE, .move = RAWI_MOVE_SENTENCE_FORTH});
    wait_for(session, "بقي الأطفال تحت الأقواس.");
    command(session, (rawi_command){.kind = RAWI_COMMAND_NEXT});
    wait_for(session, "أغلقت المدرسة أبوابها.");
    command(session, (rawi_command){.kind = RAWI_COMMAND_PREVIOUS});
    rawi_heard heard = wait_until(session, says, "بقي الأطفال تحت الأقواس.");
    assert_int_equal(heard.number, 2);
    assert_true(heard.has_next && heard.has_previous);
    assert_true(heard.position > 0.0 && heard.position < heard.length);
    rawi_heard_free(&heard);
    rawi_session_close(session);
}

static void test_pause_and_seek(void **state) {
    (void)state;
    rawi_session *session = open_session(&(rawi_session_options){.paused = true}, 1);
    wait_for_state(session, RAWI_SESSION_PAUSED);
    size_t word = (size_t)(strstr(texts[0], "الباعة") - texts[0]) - 1; /* one line break fewer */
    command(session, (rawi_command){.kind = RAWI_COMMAND_SEEK_WORD, .position = word});
    command(session, (rawi_command){.kind = RAWI_COMMAND_TOGGLE});
    rawi_heard heard = wait_until(session, says, "وصل الباعة من القرى البعيدة.");
    assert_true(heard.word.start >= word);
    rawi_heard_free(&heard);
    command(session, (rawi_command){.kind = RAWI_COMMAND_SEEK_TO, .number = 0.0});
    wait_for(session, "سوق المدينة");
    command(session, (rawi_command){.kind = RAWI_COMMAND_PAUSE});
    wait_for_state(session, RAWI_SESSION_PAUSED);
    command(session, (rawi_command){.kind = RAWI_COMMAND_STOP});
    wait_for_state(session, RAWI_SESSION_STOPPED);
    command(session, (rawi_command){.kind = RAWI_COMMAND_PLAY});
    wait_for(session, "فتحت السوق أبوابها صباحا للزوار.");
    rawi_session_close(session);
}

static bool says_anything(const rawi_heard *heard, const void *what) {
    (void)what;
    return heard->state == RAWI_SESSION_PLAYING && heard->sentence;
}

static void expect_first(rawi_session *session, const char *sentence) {
    rawi_heard heard = wait_until(session, says_anything, NULL);
    assert_string_equal(heard.sentence, sentence);
    rawi_heard_free(&heard);
}

/* The stage is cleared too. */
static bool is_silent(const rawi_heard *heard, const void *what) {
    (void)what;
    return heard->state == RAWI_SESSION_STOPPED && !heard->sentence;
}

/* Where a seek leads is remembered, though a stop, another item or the end comes at once. */
static void test_seek_is_remembered(void **state) {
    (void)state;
    const rawi_session_options options = {.without_chime = true};
    const char *village = strstr(texts[0], "القرى"), *square = strstr(texts[0], "الساحة");
    size_t word = (size_t)(village - texts[0]) - 1; /* one line break fewer */
    size_t in_a_character = (size_t)(square - texts[0]) - 1 + 1;
    rawi_session *session = open_session(&options, 2);
    wait_for(session, "سوق المدينة");
    command(session, (rawi_command){.kind = RAWI_COMMAND_SEEK_WORD, .position = word});
    command(session, (rawi_command){.kind = RAWI_COMMAND_STOP});
    rawi_heard stopped = wait_until(session, is_silent, NULL);
    rawi_heard_free(&stopped);
    command(session, (rawi_command){.kind = RAWI_COMMAND_PLAY});
    expect_first(session, "وصل الباعة من القرى البعيدة.");
    command(session, (rawi_command){.kind = RAWI_COMMAND_SEEK_WORD, .position = 0});
    command(session, (rawi_command){.kind = RAWI_COMMAND_NEXT});
    wait_for(session, "نزل المطر بعد الظهر.");
    command(session, (rawi_command){.kind = RAWI_COMMAND_PREVIOUS});
    wait_for(session, "سوق المدينة");
    command(session, (rawi_command){.kind = RAWI_COMMAND_SEEK_WORD, .position = in_a_character});
    rawi_session_close(session);
    session = open_session(&options, 2);
    expect_first(session, "امتلأت الساحة بالناس.");
    rawi_session_close(session);
}

static bool announces(const rawi_heard *heard, const void *number) {
    return heard->number == *(const size_t *)number && heard->state == RAWI_SESSION_LOADING;
}

/* A seek wished before the article sounds, while its title is said, is remembered too. */
static void test_seek_in_the_title(void **state) {
    (void)state;
    const char *const order[] = {sources[1], sources[0]};
    size_t word = (size_t)(strstr(texts[0], "الساحة") - texts[0]) - 1; /* one line break fewer */
    rawi_session *session = open_session(&(rawi_session_options){0}, 1);
    wait_for(session, "وصل الباعة من القرى البعيدة."); /* so that the title is said later */
    rawi_session_close(session);
    assert_int_equal(rawi_session_open(&(rawi_session_options){0}, order, 2, &session, NULL),
                     RAWI_OK);
    rawi_heard heard = wait_until(session, announces, &(size_t){2});
    rawi_heard_free(&heard);
    size_t before = fake_device_played();
    while (fake_device_played() < before + 22050 / 4) { /* the chime is over */
        heard = wait_until(session, announces, &(size_t){2});
        rawi_heard_free(&heard);
    }
    command(session, (rawi_command){.kind = RAWI_COMMAND_SEEK_WORD, .position = word});
    rawi_session_close(session);
    session = open_session(&(rawi_session_options){.goes_on = true, .without_chime = true}, 0);
    expect_first(session, "امتلأت الساحة بالناس.");
    rawi_session_close(session);
}

static double position_of(rawi_session *session) {
    rawi_heard heard;
    assert_int_equal(rawi_session_look(session, &heard, NULL), RAWI_OK);
    double position = heard.position;
    rawi_heard_free(&heard);
    return position;
}

/* Commands that come faster than the sound follows add up. The device is not led on meanwhile. */
static void test_quick_commands(void **state) {
    (void)state;
    const rawi_session_options options = {.without_chime = true};
    rawi_session *session = open_session(&options, 2);
    wait_for(session, "فتحت السوق أبوابها صباحا للزوار.");
    double before = position_of(session);
    for (int i = 0; i < 4; i++)
        command(session, (rawi_command){.kind = RAWI_COMMAND_SEEK_BY, .number = 1.0});
    double led = position_of(session) - before;
    assert_true(led > 3.5 && led < 4.5);
    for (int i = 0; i < 2; i++)
        command(session, (rawi_command){.kind = RAWI_COMMAND_SEEK_BY, .number = -100.0});
    assert_true(position_of(session) == 0.0);
    for (int i = 0; i < 3; i++) {
        command(session,
                (rawi_command){.kind = RAWI_COMMAND_MOVE, .move = RAWI_MOVE_SENTENCE_FORTH});
        command(session, (rawi_command){.kind = RAWI_COMMAND_RATE_BY, .number = 0.25});
        command(session, (rawi_command){.kind = RAWI_COMMAND_VOLUME_BY, .number = -0.25});
    }
    wait_for(session, "امتلأت الساحة بالناس.");
    rawi_heard heard = look(session);
    assert_true(heard.rate == 1.75 && heard.volume == 0.25);
    rawi_heard_free(&heard);
    command(session, (rawi_command){.kind = RAWI_COMMAND_RATE, .number = 1.0});
    command(session, (rawi_command){.kind = RAWI_COMMAND_NEXT});
    wait_for(session, "بقي الأطفال تحت الأقواس.");
    rawi_session_close(session);
}

/* A seek that comes while the article that was heard to its end is given up leads back into it. */
static void test_seek_at_the_end(void **state) {
    (void)state;
    const rawi_session_options options = {.without_chime = true};
    rawi_session *session = open_session(&options, 2);
    wait_for(session, "عاد الجميع إلى بيوتهم مساء.");
    while_waiting = (rawi_command){.kind = RAWI_COMMAND_SEEK_WORD,
                                   .position = (size_t)(strstr(texts[0], "وصل") - texts[0])};
    atomic_store(&waiting_session, session);
    char *heard = hear_all(session);
    assert_null(atomic_load(&waiting_session));
    const char *again = strstr(heard, "وصل الباعة من القرى البعيدة.\n");
    assert_non_null(again);
    assert_non_null(strstr(again, "عاد الجميع إلى بيوتهم مساء.\nنزل المطر بعد الظهر.\n"));
    free(heard);
    rawi_list list;
    assert_int_equal(rawi_session_list(session, &list, NULL), RAWI_OK);
    for (size_t i = 0; i < list.count; i++)
        assert_int_equal(list.items[i].state, RAWI_ITEM_FINISHED);
    rawi_list_free(&list);
    rawi_session_close(session);
}

static bool is_led_far(const rawi_heard *heard, const void *what) {
    (void)what;
    return heard->state == RAWI_SESSION_LOADING && heard->position > 5.0;
}

/* What comes before the first sound of an article that goes on counts from there. */
static void test_quick_seek_at_the_beginning(void **state) {
    (void)state;
    const rawi_session_options options = {.without_chime = true, .goes_on = true};
    rawi_session *session = open_session(&options, 1);
    wait_for(session, "عاد الجميع إلى بيوتهم مساء.");
    rawi_session_close(session);
    fake_device_hold(true);
    session = open_session(&options, 0);
    fake_device_wait_until_held();
    rawi_heard heard = wait_until(session, is_led_far, NULL);
    double begin = heard.position;
    rawi_heard_free(&heard);
    command(session, (rawi_command){.kind = RAWI_COMMAND_SEEK_BY, .number = -1.0});
    double led = position_of(session) - begin;
    assert_true(led < -0.5 && led > -1.5);
    fake_device_hold(false);
    wait_for(session, "امتلأت الساحة بالناس.");
    rawi_session_close(session);
}

/* The article before is two quick commands away: the first leads to this one's beginning. */
static void test_quick_previous(void **state) {
    (void)state;
    const rawi_session_options options = {.without_chime = true};
    const char *const order[] = {sources[1], sources[0]};
    rawi_session *session;
    assert_int_equal(rawi_session_open(&options, order, 2, &session, NULL), RAWI_OK);
    wait_for(session, "نزل المطر بعد الظهر.");
    command(session, (rawi_command){.kind = RAWI_COMMAND_NEXT});
    wait_for(session, "امتلأت الساحة بالناس.");
    command(session, (rawi_command){.kind = RAWI_COMMAND_PREVIOUS});
    command(session, (rawi_command){.kind = RAWI_COMMAND_PREVIOUS});
    expect_first(session, "نزل المطر بعد الظهر.");
    rawi_session_close(session);
}

static void test_commands_without_meaning(void **state) {
    (void)state;
    rawi_session *session = open_session(&(rawi_session_options){.paused = true}, 1);
    static const rawi_command wrong[] = {
        {.kind = RAWI_COMMAND_GO, .item = 77},
        {.kind = RAWI_COMMAND_REMOVE, .item = 77},
        {.kind = RAWI_COMMAND_ADD},
        {.kind = RAWI_COMMAND_ADD, .source = "/articles/new.md", .item = 77},
        {.kind = (rawi_command_kind)99},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(rawi_session_apply(session, &wrong[i], NULL), RAWI_ERROR_ARGUMENT);
    command(session, (rawi_command){.kind = RAWI_COMMAND_RATE, .number = 100.0});
    command(session, (rawi_command){.kind = RAWI_COMMAND_VOLUME, .number = -3.0});
    rawi_heard heard = look(session);
    assert_true(heard.rate == RAWI_RATE_MOST && heard.volume == 0.0);
    rawi_heard_free(&heard);
    rawi_session_close(session);
}

static void test_add_and_remove(void **state) {
    (void)state;
    rawi_session *session = open_session(&(rawi_session_options){0}, 1);
    wait_for(session, "سوق المدينة");
    command(session, (rawi_command){.kind = RAWI_COMMAND_ADD, .source = sources[2]});
    command(session, (rawi_command){.kind = RAWI_COMMAND_REMOVE});
    wait_for(session, "أغلقت المدرسة أبوابها.");
    rawi_list list;
    assert_int_equal(rawi_session_list(session, &list, NULL), RAWI_OK);
    assert_int_equal(list.count, 1);
    assert_true(list.items[0].is_present);
    rawi_list_free(&list);
    rawi_session_close(session);
}

/* Commands in any order and at any moment: the session goes on all the same, and ends. */
static void test_any_commands(void **state) {
    (void)state;
    unsigned seed = 11;
    rawi_session *session = open_session(&(rawi_session_options){0}, 3);
    for (int i = 0; i < 400; i++) {
        rawi_command any = {.kind = (rawi_command_kind)(rand_r(&seed) % RAWI_COMMAND_ADD),
                            .move = (rawi_move)(rand_r(&seed) % 4),
                            .number = (double)(rand_r(&seed) % 40) / 4.0,
                            .position = (size_t)(rand_r(&seed) % 400)};
        command(session, any);
        usleep((useconds_t)(rand_r(&seed) % 8000));
        rawi_heard heard = look(session);
        assert_true(!heard.sentence || heard.word.start >= heard.span.start);
        assert_true(heard.position >= 0.0);
        rawi_heard_free(&heard);
    }
    command(session, (rawi_command){.kind = RAWI_COMMAND_SLEEP, .number = 0.0});
    command(session, (rawi_command){.kind = RAWI_COMMAND_RATE, .number = 1.0});
    rawi_list list;
    assert_int_equal(rawi_session_list(session, &list, NULL), RAWI_OK);
    command(session, (rawi_command){.kind = RAWI_COMMAND_GO, .item = list.items[2].id});
    rawi_list_free(&list);
    wait_for(session, "سافر المعلم إلى قريته.");
    rawi_session_close(session);
}

/* ---- what is remembered -------------------------------------------------------------------- */

static bool is_far(const rawi_heard *heard, const void *sentence) {
    return says(heard, sentence) && heard->word.start > heard->span.start;
}

static void test_goes_on_with_the_same_word(void **state) {
    (void)state;
    rawi_session *session = open_session(&(rawi_session_options){0}, 2);
    rawi_heard heard = wait_until(session, is_far, "وصل الباعة من القرى البعيدة.");
    rawi_heard_free(&heard);
    command(session, (rawi_command){.kind = RAWI_COMMAND_STOP});
    wait_for_state(session, RAWI_SESSION_STOPPED);
    rawi_session_close(session);

    session = open_session(&(rawi_session_options){.goes_on = true}, 0);
    rawi_heard again = wait_until(session, says, "وصل الباعة من القرى البعيدة.");
    assert_true(again.word.start > again.span.start);
    assert_int_equal(again.count, 2);
    rawi_heard_free(&again);
    rawi_session_close(session);
}

/* An article to which a paragraph was added goes on with the same words. */
static void test_goes_on_in_an_edited_article(void **state) {
    (void)state;
    rawi_session *session = open_session(&(rawi_session_options){0}, 1);
    wait_for(session, "امتلأت الساحة بالناس.");
    rawi_session_close(session);
    char edited[1024];
    snprintf(edited, sizeof edited, "افتتاح قريب\n\n%s", texts[0]);
    write_file(sources[0], edited);
    session = open_session(&(rawi_session_options){.goes_on = true}, 0);
    rawi_heard heard = wait_until(session, says, "امتلأت الساحة بالناس.");
    rawi_heard_free(&heard);
    rawi_session_close(session);
}

/* ---- the sleep timer ----------------------------------------------------------------------- */

static void test_sleep_ends_with_a_sentence(void **state) {
    (void)state;
    rawi_session *session = open_session(&(rawi_session_options){0}, 1);
    wait_for(session, "فتحت السوق أبوابها صباحا للزوار.");
    command(session, (rawi_command){.kind = RAWI_COMMAND_SLEEP, .number = 0.001});
    wait_for_state(session, RAWI_SESSION_PAUSED);
    rawi_heard heard = look(session);
    assert_non_null(heard.sentence);
    assert_int_equal(heard.word.end + (strchr(heard.sentence, '.') ? 1 : 0), heard.span.end);
    assert_true(heard.sleep == 0.0);
    char sentence[128];
    snprintf(sentence, sizeof sentence, "%s", heard.sentence);
    rawi_heard_free(&heard);
    command(session, (rawi_command){.kind = RAWI_COMMAND_PLAY});
    wait_for(session, "عاد الجميع إلى بيوتهم مساء.");
    rawi_session_close(session);
}

static bool is_behind(const rawi_heard *heard, const void *word) {
    return heard->sentence && heard->word.start > *(const size_t *)word;
}

/* In the midst of the sentence of the villages. The word that was sought has sounded: as long as
 * it is still to come, nothing but it is gone to. */
static rawi_session *open_in_a_sentence(size_t *word) {
    rawi_session *session = open_session(&(rawi_session_options){.paused = true}, 1);
    wait_for_state(session, RAWI_SESSION_PAUSED);
    *word = (size_t)(strstr(texts[0], "الباعة") - texts[0]) - 1; /* one line break fewer */
    command(session, (rawi_command){.kind = RAWI_COMMAND_SEEK_WORD, .position = *word});
    command(session, (rawi_command){.kind = RAWI_COMMAND_PLAY});
    rawi_heard heard = wait_until(session, is_behind, word);
    assert_string_equal(heard.sentence, "وصل الباعة من القرى البعيدة.");
    rawi_heard_free(&heard);
    return session;
}

static bool begins_again(const rawi_heard *heard, const void *what) {
    (void)what;
    return heard->state == RAWI_SESSION_PLAYING && heard->sentence &&
           strstr(heard->sentence, "القرى") && heard->word.start == heard->span.start;
}

static void wait_until_it_begins_again(rawi_session *session) {
    rawi_heard heard = wait_until(session, begins_again, NULL);
    rawi_heard_free(&heard);
}

/* After a pause of five minutes the sentence begins again; after a short one it goes on. */
static void test_long_pause(void **state) {
    (void)state;
    size_t word;
    rawi_session *session = open_in_a_sentence(&word);
    command(session, (rawi_command){.kind = RAWI_COMMAND_PAUSE});
    wait_for_state(session, RAWI_SESSION_PAUSED);
    atomic_fetch_add(&slept, 290);
    command(session, (rawi_command){.kind = RAWI_COMMAND_PLAY});
    rawi_heard heard =
        wait_until(session, is_in_state, &(rawi_session_state){RAWI_SESSION_PLAYING});
    assert_true(heard.word.start >= word);
    rawi_heard_free(&heard);
    command(session, (rawi_command){.kind = RAWI_COMMAND_PAUSE});
    wait_for_state(session, RAWI_SESSION_PAUSED);
    atomic_fetch_add(&slept, 300);
    command(session, (rawi_command){.kind = RAWI_COMMAND_PLAY});
    wait_until_it_begins_again(session);
    rawi_session_close(session);
}

/* A machine that sleeps while it speaks: the sentence begins again, the sleep timer has run on. */
static void test_machine_sleeps(void **state) {
    (void)state;
    size_t word;
    rawi_session *session = open_in_a_sentence(&word);
    atomic_fetch_add(&slept, 3600);
    wait_until_it_begins_again(session);
    command(session, (rawi_command){.kind = RAWI_COMMAND_SLEEP, .number = 1800.0});
    atomic_fetch_add(&slept, 60);
    rawi_heard heard = look(session);
    assert_true(heard.sleep > 1700.0 && heard.sleep <= 1740.0);
    rawi_heard_free(&heard);
    atomic_fetch_add(&slept, 3600);
    wait_for_state(session, RAWI_SESSION_PAUSED);
    rawi_session_close(session);
}

static bool is_elsewhere(const rawi_heard *heard, const void *word) {
    return heard->sentence && heard->word.start != *(const size_t *)word;
}

/* What the machine has slept before Rawi began is no pause: the word that was asked for is not left
 * for its sentence's beginning. */
static void test_machine_has_slept_before(void **state) {
    (void)state;
    size_t word = (size_t)(strstr(texts[0], "الباعة") - texts[0]) - 1; /* one line break fewer */
    atomic_fetch_add(&slept, 3600);
    rawi_session *session =
        open_session(&(rawi_session_options){.begins_elsewhere = true, .from = word}, 1);
    rawi_heard heard = wait_until(session, is_elsewhere, &word);
    assert_true(heard.word.start > word);
    rawi_heard_free(&heard);
    rawi_session_close(session);
}

/* ---- the device ---------------------------------------------------------------------------- */

static void test_device_comes_back(void **state) {
    (void)state;
    rawi_session *session = open_session(&(rawi_session_options){0}, 1);
    rawi_heard heard = wait_until(session, is_far, "وصل الباعة من القرى البعيدة.");
    rawi_heard_free(&heard);
    unsigned opened = fake_device_opened();
    fake_device_plug(false);
    wait_for_state(session, RAWI_SESSION_NO_DEVICE);
    heard = look(session);
    assert_string_equal(heard.sentence, "وصل الباعة من القرى البعيدة.");
    size_t word = heard.word.start;
    rawi_heard_free(&heard);
    fake_device_plug(true);
    wait_for_state(session, RAWI_SESSION_PLAYING);
    heard = look(session);
    assert_string_equal(heard.sentence, "وصل الباعة من القرى البعيدة.");
    assert_true(heard.word.start >= word);
    rawi_heard_free(&heard);
    assert_int_equal(fake_device_opened(), opened + 1);
    char *rest = hear_all(session);
    assert_non_null(strstr(rest, "امتلأت الساحة بالناس."));
    free(rest);
    rawi_session_close(session);
}

static void test_no_device_is_trouble(void **state) {
    (void)state;
    fake_device_plug(false);
    rawi_session *session = open_session(&(rawi_session_options){0}, 1);
    wait_for_state(session, RAWI_SESSION_STOPPED);
    rawi_heard heard = look(session);
    assert_int_equal(rawi_heard_trouble(&heard, heard.trouble)->status, RAWI_ERROR_DEVICE);
    assert_false(heard.queue_ended);
    rawi_heard_free(&heard);
    fake_device_plug(true);
    command(session, (rawi_command){.kind = RAWI_COMMAND_PLAY});
    wait_for(session, "سوق المدينة");
    rawi_session_close(session);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_plays_in_order, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_tells_every_trouble, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_passes_over_what_cannot_be_opened, set_up,
                                        own_folder_remove),
        cmocka_unit_test_setup_teardown(test_silent_pipe, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_trouble_is_said, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_trouble_in_an_article, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_next_and_previous, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_pause_and_seek, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_seek_is_remembered, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_seek_in_the_title, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_quick_commands, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_seek_at_the_end, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_quick_seek_at_the_beginning, set_up,
                                        own_folder_remove),
        cmocka_unit_test_setup_teardown(test_quick_previous, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_commands_without_meaning, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_add_and_remove, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_any_commands, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_goes_on_with_the_same_word, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_goes_on_in_an_edited_article, set_up,
                                        own_folder_remove),
        cmocka_unit_test_setup_teardown(test_sleep_ends_with_a_sentence, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_long_pause, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_machine_sleeps, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_machine_has_slept_before, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_device_comes_back, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_no_device_is_trouble, set_up, own_folder_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
