/* The writer: every format decodes to what went in, carries its tags, replaces only what is whole.
 */
#include "audio/id3.h"
#include "audio/writer.h"
#include "signal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <sndfile.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    RATE = 22050,
    SECONDS = 4,
    COUNT = RATE * SECONDS
};

static float sent[COUNT];
static char folder[] = "/tmp/rawi_writer_XXXXXX";

static const rawi_tags tags = {.title = "حاسوبٌ بحجم الكفّ — «DGX Spark»",
                               .author = "ليلى الحدّاد",
                               .date = "2025-10-15",
                               .album = "صحيفة المدى",
                               .language = "ar"};

static const char *in_folder(const char *name) {
    static char paths[4][256];
    static int next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static size_t count_files(void) {
    size_t count = 0;
    DIR *directory = opendir(folder);
    assert_non_null(directory);
    for (struct dirent *entry; (entry = readdir(directory));)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(directory);
    return count;
}

static void remove_files(void) {
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s/* %s/.rawi-*", folder, folder);
    assert_int_equal(system(command), 0);
}

/* In pieces of changing length, as utterances come. */
static rawi_status write_pieces(rawi_writer *writer, const float *samples, size_t count,
                                rawi_error *error) {
    size_t piece = 1;
    for (size_t done = 0; done < count; piece = piece * 3 % 9973) {
        size_t now = piece < count - done ? piece : count - done;
        rawi_status status = rawi_writer_write(writer, samples + done, now, error);
        if (status != RAWI_OK)
            return status;
        done += now;
    }
    return RAWI_OK;
}

static void write_file(const char *path, unsigned rate) {
    rawi_error error = {0};
    rawi_writer *writer;
    if (rawi_writer_open(path, rate, 0, RAWI_CONTENT_SPEECH, &tags, &writer, &error) != RAWI_OK)
        fail_msg("%s", error.message);
    assert_int_equal(write_pieces(writer, sent, COUNT, &error), RAWI_OK);
    unsigned long long bytes = 0;
    if (rawi_writer_commit(writer, &bytes, &error) != RAWI_OK)
        fail_msg("%s", error.message);
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_size, bytes);
}

static float *read_file(const char *path, size_t *count, unsigned *rate) {
    SF_INFO info = {0};
    SNDFILE *file = sf_open(path, SFM_READ, &info);
    if (!file)
        fail_msg("%s: %s", path, sf_strerror(NULL));
    assert_int_equal(info.channels, 1);
    size_t capacity = (size_t)info.samplerate * (SECONDS + 2);
    float *samples = calloc(capacity, sizeof *samples);
    assert_non_null(samples);
    *count = (size_t)sf_read_float(file, samples, (sf_count_t)capacity);
    *rate = (unsigned)info.samplerate;
    sf_close(file);
    return samples;
}

static void expect_same(const char *name, double tolerance) {
    write_file(in_folder(name), RATE);
    size_t count;
    unsigned rate;
    float *got = read_file(in_folder(name), &count, &rate);
    assert_int_equal(rate, RATE);
    assert_int_equal(count, COUNT);
    for (size_t i = 0; i < count; i++)
        if (fabs((double)got[i] - (double)sent[i]) > tolerance)
            fail_msg("%s: sample %zu is %g, not %g", name, i, (double)got[i], (double)sent[i]);
    free(got);
}

static void test_lossless(void **state) {
    (void)state;
    expect_same("a.wav", 1.0 / 32768);
    expect_same("a.flac", 1.0 / 32768);
    expect_same("b.WAV", 1.0 / 32768);
}

static void expect_alike(const char *name, unsigned rate, unsigned expected_rate) {
    write_file(in_folder(name), rate);
    size_t count;
    unsigned got_rate;
    float *got = read_file(in_folder(name), &count, &got_rate);
    assert_int_equal(got_rate, expected_rate);
    size_t expected = (size_t)((double)COUNT * expected_rate / rate + 0.5);
    assert_in_range(count, expected - 2, expected + 4 * 1152);
    float *wanted = calloc(expected, sizeof *wanted);
    assert_non_null(wanted);
    for (size_t i = 0; i < expected; i++) { /* the rates differ little: linear is near enough */
        double place = (double)i * rate / expected_rate;
        size_t left = (size_t)place;
        double part = place - (double)left;
        float right = left + 1 < COUNT ? sent[left + 1] : 0.0F;
        wanted[i] = (float)((1 - part) * (double)sent[left] + part * (double)right);
    }
    double likeness;
    size_t delay = signal_align(wanted, expected, got, count, 2 * 1152, &likeness);
    print_message("%s: %u Hz, delay %zu, likeness %.4f\n", name, got_rate, delay, likeness);
    assert_true(likeness > 0.95); /* Opus keeps the sound, not the wave */
    free(wanted);
    free(got);
}

static void test_lossy(void **state) {
    (void)state;
    expect_alike("a.ogg", RATE, 44100);
    expect_alike("a.mp3", RATE, 44100);
    expect_alike("a.opus", RATE, 48000);
    expect_alike("b.opus", 48000, 48000);
    expect_alike("c.opus", 20000, 48000);
    expect_alike("d.mp3", 24000, 48000);
}

/* What a program says about a file; skips the test where there is no such program. */
static void ask(const char *command, const char *name, char *answer, size_t size) {
    char line[512];
    snprintf(line, sizeof line, "%s %s 2>/dev/null", command, in_folder(name));
    FILE *pipe = popen(line, "r");
    assert_non_null(pipe);
    size_t length = fread(answer, 1, size - 1, pipe);
    answer[length] = '\0';
    if (WEXITSTATUS(pclose(pipe)) == 127)
        skip();
}

static void test_tags(void **state) {
    (void)state;
    static const char *const names[] = {"t.mp3", "t.opus", "t.ogg", "t.flac", "t.wav"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char answer[4096];
        write_file(in_folder(names[i]), RATE);
        ask("ffprobe -v error -of default=nk=1 -show_entries "
            "format_tags=title,artist,album,date,genre:stream_tags=title,artist,album,date,genre",
            names[i], answer, sizeof answer);
        const char *const texts[] = {tags.title, tags.author, tags.date, tags.album, "Speech"};
        for (size_t j = 0; j < sizeof texts / sizeof *texts; j++)
            if (!strstr(answer, texts[j]))
                fail_msg("%s: no '%s' in '%s'", names[i], texts[j], answer);
    }
}

/* Writes a second of sound with tags; false where this build has not the format. */
static bool write_tagged(const char *path, const rawi_tags *wanted) {
    rawi_error error = {0};
    if (rawi_writer_check(path, 0, &error) != RAWI_OK) {
        print_message("%s\n", error.message);
        return false;
    }
    rawi_writer *writer;
    if (rawi_writer_open(path, RATE, 0, RAWI_CONTENT_SPEECH, wanted, &writer, &error) != RAWI_OK ||
        rawi_writer_write(writer, sent, RATE, &error) != RAWI_OK ||
        rawi_writer_commit(writer, NULL, &error) != RAWI_OK)
        fail_msg("%s", error.message);
    return true;
}

static char *repeat(const char *text, size_t size) {
    size_t length = strlen(text);
    char *all = malloc(size + 1);
    assert_non_null(all);
    for (size_t i = 0; i < size; i++)
        all[i] = text[i % length];
    all[size] = '\0';
    return all;
}

/* Long texts in every place, 5,000 chapters, each with a long title, times that make no sense:
 * every format holds what it can, and says so to ffprobe. */
static void test_many_chapters(void **state) {
    (void)state;
    enum {
        MANY = 5000
    };
    char *text = repeat("كلمة ", 100000);
    char *title = repeat("فصل\n", 2000);
    rawi_chapter *chapters = calloc(MANY, sizeof *chapters);
    assert_non_null(chapters);
    for (size_t i = 0; i < MANY; i++)
        chapters[i] = (rawi_chapter){title, (double)i / 5000, (double)(i + 1) / 5000};
    chapters[10].start = -INFINITY;
    chapters[11].end = NAN;
    chapters[12].start = 1e300;
    chapters[12].end = 1e300;
    chapters[13].title = NULL;
    rawi_tags wanted = {.title = text,
                        .author = text,
                        .album = text,
                        .date = text,
                        .language = text,
                        .genre = text,
                        .comment = text,
                        .chapters = chapters,
                        .chapter_count = MANY};
    static const char *const names[] = {"m.mp3", "m.opus", "m.ogg", "m.flac", "m.wav", "m.m4b"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!write_tagged(in_folder(names[i]), &wanted))
            continue;
        static char answer[1 << 20];
        ask("ffprobe -v error -of csv -show_entries chapter=id", names[i], answer, sizeof answer);
        int count = 0;
        for (const char *at = answer; (at = strstr(at, "chapter,")); at++)
            count++;
        print_message("%s: %d chapters\n", names[i], count);
        bool numbered = strstr(names[i], ".mp3") == NULL && strstr(names[i], ".m4b") == NULL;
        if (strstr(names[i], ".wav") == NULL)
            assert_in_range(count, numbered ? 990 : 4990, numbered ? 999 : MANY);
    }
    free(chapters);
    free(title);
    free(text);
}

/* Other tags, longer or shorter, and the same sound. */
static void test_other_tags(void **state) {
    (void)state;
    static const char *const names[] = {"o.mp3", "o.flac"};
    const rawi_tags none = {0};
    const rawi_chapter chapters[] = {{"مقدمة", 0, 1}, {"خاتمة", 1, 2}};
    const rawi_tags many = {.title = tags.title, .chapters = chapters, .chapter_count = 2};
    assert_false(rawi_writer_retags("o.opus"));
    for (size_t i = 0; i < 2 * (sizeof names / sizeof *names); i++) {
        const char *path = in_folder(names[i / 2]);
        const rawi_tags *later = i % 2 ? &many : &none;
        rawi_writer *writer;
        rawi_error error;
        char answer[4096];
        size_t count, expected;
        unsigned rate;
        assert_true(rawi_writer_retags(path));
        write_file(path, RATE);
        float *wanted = read_file(path, &expected, &rate);
        assert_int_equal(
            rawi_writer_open(path, RATE, 0, RAWI_CONTENT_SPEECH, &tags, &writer, &error), RAWI_OK);
        assert_int_equal(write_pieces(writer, sent, COUNT, &error), RAWI_OK);
        assert_int_equal(rawi_writer_retag(writer, &many, &error), RAWI_OK);
        assert_int_equal(rawi_writer_retag(writer, later, &error), RAWI_OK);
        assert_int_equal(rawi_writer_commit(writer, NULL, &error), RAWI_OK);
        float *got = read_file(path, &count, &rate);
        assert_int_equal(count, expected);
        assert_memory_equal(got, wanted, count * sizeof *got);
        free(got);
        free(wanted);
        ask("ffprobe -v error -of default=nk=1 -show_entries format_tags=title:chapter_tags=title",
            names[i / 2], answer, sizeof answer);
        assert_true(!strstr(answer, tags.title) == (later == &none));
        assert_true(!strstr(answer, chapters[1].title) == (later == &none));
        assert_null(strstr(answer, tags.author));
    }
}

/* What the tag's own table of contents says, where there are more chapters than it has room for. */
static void test_contents_of_contents(void **state) {
    (void)state;
    rawi_chapter chapters[600];
    for (size_t i = 0; i < 600; i++)
        chapters[i] = (rawi_chapter){"فصل", (double)i, (double)i + 1};
    rawi_text tag = {0};
    rawi_id3_add(&(rawi_tags){.chapters = chapters, .chapter_count = 600}, &tag);
    assert_false(tag.failed);
    size_t tables = 0;
    size_t entries = 0;
    for (size_t i = 0; i + 32 < tag.length; i++) {
        if (memcmp(tag.bytes + i, "CTOC", 4) != 0)
            continue;
        const char *name = tag.bytes + i + 10;
        const unsigned char *rest = (const unsigned char *)name + strlen(name) + 1;
        if (strcmp(name, "toc") == 0)
            assert_int_equal(rest[1], 3); /* entries */
        else
            entries += rest[1];
        assert_int_equal(rest[0], strcmp(name, "toc") == 0 ? 3 : 1); /* flags */
        tables++;
    }
    assert_int_equal(tables, 4);
    assert_int_equal(entries, 600);
    size_t size = 0;
    for (size_t i = 6; i < 10; i++)
        size = size << 7 | (unsigned char)tag.bytes[i];
    assert_int_equal(size, tag.length - 10);
    rawi_text_free(&tag);
}

static void test_rates(void **state) {
    (void)state;
    assert_int_equal(rawi_writer_rate("x.mp3", 22050), 44100);
    assert_int_equal(rawi_writer_rate("x.mp3", 16000), 48000);
    assert_int_equal(rawi_writer_rate("x.mp3", 24000), 48000);
    assert_int_equal(rawi_writer_rate("x.mp3", 30000), 44100);
    assert_int_equal(rawi_writer_rate("x.ogg", 96000), 48000);
    assert_int_equal(rawi_writer_rate("x.opus", 44100), 48000);
    assert_int_equal(rawi_writer_rate("x.flac", 22050), 22050);
    assert_int_equal(rawi_writer_rate("x.txt", 22050), 0);
    rawi_error error = {0};
    assert_int_equal(rawi_writer_check("x.mp3", 31, &error), RAWI_ERROR_ARGUMENT);
    assert_int_equal(rawi_writer_check("x.mp3", 321, &error), RAWI_ERROR_ARGUMENT);
    assert_non_null(strstr(error.message, "32 to 320"));
    assert_int_equal(rawi_writer_check("x.mp3", 320, &error), RAWI_OK);
    assert_int_equal(rawi_writer_check("x.wav", 96, &error), RAWI_ERROR_ARGUMENT);
    assert_int_equal(rawi_writer_check("-", 96, &error), RAWI_ERROR_ARGUMENT);
}

static void test_unknown_extension(void **state) {
    (void)state;
    static const char *const names[] = {"x.aac", "x", "mp3", ".mp3.d/x", ""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        rawi_error error = {0};
        rawi_writer *writer;
        assert_int_equal(rawi_writer_open(in_folder(names[i]), RATE, 0, RAWI_CONTENT_SPEECH, &tags,
                                          &writer, &error),
                         RAWI_ERROR_ARGUMENT);
        assert_non_null(strstr(error.message, ".mp3 .opus .ogg .flac"));
    }
}

static rawi_status try_open(const char *path, rawi_error *error) {
    rawi_writer *writer;
    rawi_status status =
        rawi_writer_open(path, RATE, 0, RAWI_CONTENT_SPEECH, &tags, &writer, error);
    if (status == RAWI_OK)
        rawi_writer_abort(writer);
    return status;
}

static void test_bad_places(void **state) {
    (void)state;
    rawi_error error = {0};
    remove_files();
    assert_int_equal(mkdir(in_folder("d.wav"), 0777), 0);
    assert_int_equal(try_open(in_folder("d.wav"), &error), RAWI_ERROR_IO);
    assert_non_null(strstr(error.message, "folder"));
    assert_int_equal(try_open(in_folder("none/x.wav"), &error), RAWI_ERROR_IO);
    assert_non_null(strstr(error.message, strerror(ENOENT)));
    assert_int_equal(mkfifo(in_folder("f.wav"), 0666), 0);
    assert_int_equal(try_open(in_folder("f.wav"), &error), RAWI_ERROR_IO);
    assert_int_equal(symlink("nowhere", in_folder("l.wav")), 0);
    assert_int_equal(try_open(in_folder("l.wav"), &error), RAWI_ERROR_IO);
    assert_int_equal(symlink("/dev/full", in_folder("full.wav")), 0);
    assert_int_equal(try_open(in_folder("full.wav"), &error), RAWI_ERROR_IO);
    assert_int_equal(count_files(), 4);
    remove_files();
}

static void test_unwritable_folder(void **state) {
    (void)state;
    if (geteuid() == 0) {
        print_message("skipped: root may write everywhere but to /proc\n");
        rawi_error error = {0};
        assert_int_equal(try_open("/proc/x.wav", &error), RAWI_ERROR_IO);
        return;
    }
    rawi_error error = {0};
    assert_int_equal(mkdir(in_folder("closed"), 0555), 0);
    assert_int_equal(try_open(in_folder("closed/x.wav"), &error), RAWI_ERROR_IO);
    assert_non_null(strstr(error.message, strerror(EACCES)));
    remove_files();
}

static void put(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void test_abort_keeps_the_old(void **state) {
    (void)state;
    remove_files();
    put(in_folder("x.ogg"), "old");
    rawi_error error = {0};
    rawi_writer *writer;
    assert_int_equal(
        rawi_writer_open(in_folder("x.ogg"), RATE, 0, RAWI_CONTENT_SPEECH, &tags, &writer, &error),
        RAWI_OK);
    assert_int_equal(rawi_writer_write(writer, sent, COUNT, &error), RAWI_OK);
    assert_int_equal(count_files(), 2);
    rawi_writer_abort(writer);
    assert_int_equal(count_files(), 1);
    struct stat status;
    assert_int_equal(stat(in_folder("x.ogg"), &status), 0);
    assert_int_equal(status.st_size, 3);
}

static void test_replaces_through_a_link(void **state) {
    (void)state;
    remove_files();
    put(in_folder("real.wav"), "old");
    assert_int_equal(chmod(in_folder("real.wav"), 0640), 0);
    assert_int_equal(symlink("real.wav", in_folder("link.wav")), 0);
    write_file(in_folder("link.wav"), RATE);
    struct stat status;
    assert_int_equal(lstat(in_folder("link.wav"), &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_int_equal(lstat(in_folder("real.wav"), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
    assert_true(status.st_size > COUNT);
    assert_int_equal(count_files(), 2);
}

static void test_permissions_follow_umask(void **state) {
    (void)state;
    remove_files();
    mode_t before = umask(027);
    write_file(in_folder("x.wav"), RATE);
    umask(before);
    struct stat status;
    assert_int_equal(stat(in_folder("x.wav"), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
}

/* The disk is full after `limit` bytes: in a child, whose files may not grow further. */
static void expect_full_disk(const char *name, rlim_t limit) {
    pid_t child = fork();
    assert_int_not_equal(child, -1);
    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){limit, limit});
        rawi_error error = {0};
        rawi_writer *writer;
        rawi_status status =
            rawi_writer_open(in_folder(name), RATE, 0, RAWI_CONTENT_SPEECH, &tags, &writer, &error);
        if (status == RAWI_OK) {
            status = write_pieces(writer, sent, COUNT, &error);
            if (status == RAWI_OK)
                status = rawi_writer_commit(writer, NULL, &error);
            else
                rawi_writer_abort(writer);
        }
        bool said = status == RAWI_ERROR_IO && strstr(error.message, name) &&
                    strstr(error.message, strerror(EFBIG));
        if (!said)
            fprintf(stderr, "%s at %llu: status %d, '%s'\n", name, (unsigned long long)limit,
                    status, error.message);
        _exit(said ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_int_equal(count_files(), 0);
}

static void test_full_disk(void **state) {
    (void)state;
    remove_files();
    static const char *const names[] = {"x.wav", "x.flac", "x.ogg", "x.opus", "x.mp3", "x.m4b"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (rlim_t limit = 0; limit <= 10000; limit += 2500)
            if (rawi_writer_check(names[i], 0, NULL) == RAWI_OK)
                expect_full_disk(names[i], limit);
}

static void test_clips(void **state) {
    (void)state;
    const float loud[] = {0.0F, 2.0F, -2.0F, 1.0F, -1.0F, NAN};
    rawi_error error = {0};
    rawi_writer *writer;
    assert_int_equal(
        rawi_writer_open(in_folder("c.wav"), RATE, 0, RAWI_CONTENT_SPEECH, &tags, &writer, &error),
        RAWI_OK);
    assert_int_equal(rawi_writer_write(writer, loud, 5, &error), RAWI_OK);
    assert_int_equal(rawi_writer_commit(writer, NULL, &error), RAWI_OK);
    size_t count;
    unsigned rate;
    float *got = read_file(in_folder("c.wav"), &count, &rate);
    assert_int_equal(count, 5);
    assert_true(got[1] > 0.99F && got[2] < -0.99F && got[3] > 0.99F && got[4] < -0.99F);
    free(got);
}

/* libvorbis crashes on a long piece. */
static void test_long_piece(void **state) {
    (void)state;
    const size_t count = 60 * RATE;
    float *samples = calloc(count, sizeof *samples);
    assert_non_null(samples);
    signal_make(samples, count, RATE);
    static const char *const names[] = {"l.wav", "l.flac", "l.ogg", "l.opus", "l.mp3"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        rawi_error error = {0};
        rawi_writer *writer;
        assert_int_equal(rawi_writer_open(in_folder(names[i]), RATE, 0, RAWI_CONTENT_SPEECH, &tags,
                                          &writer, &error),
                         RAWI_OK);
        assert_int_equal(rawi_writer_write(writer, samples, count, &error), RAWI_OK);
        assert_int_equal(rawi_writer_commit(writer, NULL, &error), RAWI_OK);
    }
    free(samples);
}

static void test_without_tags(void **state) {
    (void)state;
    static const char *const names[] = {"n.wav", "n.flac", "n.ogg", "n.opus", "n.mp3"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        rawi_error error = {0};
        rawi_writer *writer;
        const rawi_tags none = {0};
        assert_int_equal(rawi_writer_open(in_folder(names[i]), RATE, 0, RAWI_CONTENT_SPEECH, &none,
                                          &writer, &error),
                         RAWI_OK);
        assert_int_equal(rawi_writer_write(writer, sent, RATE, &error), RAWI_OK);
        assert_int_equal(rawi_writer_commit(writer, NULL, &error), RAWI_OK);
        size_t count;
        unsigned rate;
        free(read_file(in_folder(names[i]), &count, &rate));
        assert_in_range(count, RATE, rate + 4 * 1152);
    }
}

/* Standard output goes to a file here; the header leaves the length open. */
static void test_pipe(void **state) {
    (void)state;
    pid_t child = fork();
    assert_int_not_equal(child, -1);
    if (child == 0) {
        rawi_error error = {0};
        rawi_writer *writer;
        bool good = freopen(in_folder("p.wav"), "wb", stdout) &&
                    rawi_writer_open("-", RATE, 0, RAWI_CONTENT_SPEECH, &tags, &writer, &error) ==
                        RAWI_OK &&
                    write_pieces(writer, sent, COUNT, &error) == RAWI_OK &&
                    rawi_writer_commit(writer, NULL, &error) == RAWI_OK;
        _exit(good ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    struct stat file;
    assert_int_equal(stat(in_folder("p.wav"), &file), 0);
    assert_int_equal(file.st_size, 44 + 2 * COUNT);
    size_t count;
    unsigned rate;
    float *got = read_file(in_folder("p.wav"), &count, &rate);
    assert_int_equal(rate, RATE);
    assert_int_equal(count, COUNT);
    double likeness;
    assert_int_equal(signal_align(sent, COUNT, got, count, 10, &likeness), 0);
    assert_true(likeness > 0.9999);
    free(got);
}

static int set_up(void **state) {
    (void)state;
    signal_make(sent, COUNT, RATE);
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    remove_files();
    return rmdir(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lossless),
        cmocka_unit_test(test_lossy),
        cmocka_unit_test(test_tags),
        cmocka_unit_test(test_many_chapters),
        cmocka_unit_test(test_other_tags),
        cmocka_unit_test(test_contents_of_contents),
        cmocka_unit_test(test_rates),
        cmocka_unit_test(test_unknown_extension),
        cmocka_unit_test(test_bad_places),
        cmocka_unit_test(test_unwritable_folder),
        cmocka_unit_test(test_abort_keeps_the_old),
        cmocka_unit_test(test_replaces_through_a_link),
        cmocka_unit_test(test_permissions_follow_umask),
        cmocka_unit_test(test_full_disk),
        cmocka_unit_test(test_clips),
        cmocka_unit_test(test_long_piece),
        cmocka_unit_test(test_without_tags),
        cmocka_unit_test(test_pipe),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
