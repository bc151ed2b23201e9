/* Progress, as a bar or in lines. */
#include "cli/progress.h"
#include "base/error.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

double progress_clock(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void progress_begin(progress *bar, progress_style style) {
    double now = progress_clock();
    *bar = (progress){
        .style = isatty(STDERR_FILENO) ? style : PROGRESS_NONE, .start = now, .drawn = now};
}

static int terminal_columns(void) {
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
}

enum {
    ROOM_FOR_TEXT = 44,
    LONGEST = 40,
    TOLD_PARTS = 4
};

static void draw_bar(double done, const char *text) {
    char cells[LONGEST + 1];
    int room = terminal_columns() - ROOM_FOR_TEXT;
    int width = room > LONGEST ? LONGEST : room < 0 ? 0 : room;
    for (int i = 0; i < width; i++)
        cells[i] = i < (int)(done * width + 0.5) ? '#' : '-';
    cells[width] = '\0';
    fprintf(stderr, "\r%s %s\033[K", cells, text);
    fflush(stderr);
}

static void draw(const progress *bar, double done, const char *text) {
    if (bar->style == PROGRESS_BAR)
        draw_bar(done < 1.0 ? done : 1.0, text);
    else
        fprintf(stderr, "%s\n", text + strspn(text, " "));
}

/* Whether it is time to draw again, `done` of `all` being done; not at the end, of which others
 * tell. */
static bool is_due(progress *bar, double done, double all) {
    double now = progress_clock();
    double part = floor(TOLD_PARTS * done / all) / TOLD_PARTS;
    bool tells = bar->style == PROGRESS_LINES && part > bar->told && part < 1.0;
    bool draws = bar->style == PROGRESS_BAR && now - bar->drawn >= 0.1;
    if (done <= 0.0 || !(tells || draws))
        return false;
    bar->drawn = now;
    bar->told = part;
    return true;
}

void progress_update(progress *bar, double done, double seconds) {
    if (!is_due(bar, done, 1.0))
        return;
    char time[32], text[128];
    double elapsed = bar->drawn - bar->start;
    snprintf(text, sizeof text, _("%3.0f %%  %s left  %.0f× real time"), 100.0 * done,
             format_duration(elapsed * (1.0 - done) / done, time, sizeof time), seconds / elapsed);
    draw(bar, done, text);
}

void progress_update_bytes(progress *bar, double done, double all, double before) {
    if (!is_due(bar, done - before, all - before))
        return;
    char time[32], now_text[32], all_text[32], text[128];
    double left = (all - done) * (bar->drawn - bar->start) / (done - before);
    snprintf(text, sizeof text, _("%s of %s  %s left"),
             format_size((unsigned long long)done, now_text, sizeof now_text),
             format_size((unsigned long long)all, all_text, sizeof all_text),
             format_duration(left, time, sizeof time));
    draw(bar, done / all, text);
}

void progress_update_articles(progress *bar, double done, size_t ended, size_t all) {
    if (!is_due(bar, done, 1.0))
        return;
    char time[32], text[128];
    double elapsed = bar->drawn - bar->start;
    snprintf(text, sizeof text, _("%zu of %zu  %s left"), ended, all,
             format_duration(elapsed * (1.0 - done) / done, time, sizeof time));
    draw(bar, done, text);
}

void progress_end(progress *bar) {
    if (bar->style == PROGRESS_BAR)
        fputs("\r\033[K", stderr);
}

const char *format_duration(double seconds, char *text, size_t size) {
    unsigned long long whole = seconds > 0 ? (unsigned long long)(seconds + 0.5) : 0;
    unsigned long long hours = whole / 3600;
    if (hours)
        snprintf(text, size, "%llu:%02llu:%02llu", hours, whole / 60 % 60, whole % 60);
    else
        snprintf(text, size, "%llu:%02llu", whole / 60, whole % 60);
    return text;
}

const char *format_size(unsigned long long bytes, char *text, size_t size) {
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
    double value = (double)bytes;
    size_t unit = 0;
    while (value >= 999.5 && unit + 1 < sizeof units / sizeof *units) {
        value /= 1000.0;
        unit++;
    }
    snprintf(text, size, unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    return text;
}
