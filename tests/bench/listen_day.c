/* Whether a player's memory grows over a day of articles. The session plays on a device that takes
 * samples as fast as they come, steered and watched over D-Bus and the socket as usual; the
 * articles come again and again.
 *
 * usage: bench_listen_day HOURS ARTICLE...
 * Run it under dbus-run-session, so that there is a bus. */
#include "fake_device.h"
#include "listen/remote.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
    MEGABYTE = 1 << 20
};

static double megabytes_resident(void) {
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file)
        return 0.0;
    if (fscanf(file, "%*u %lu", &pages) != 1)
        pages = 0;
    fclose(file);
    return (double)pages * (double)sysconf(_SC_PAGESIZE) / MEGABYTE;
}

/* The position in the article that is heard. */
static double look(rawi_session *session, bool *ended) {
    rawi_heard heard;
    if (rawi_session_look(session, &heard, NULL) != RAWI_OK)
        exit(1);
    double position = heard.position;
    *ended = heard.state == RAWI_SESSION_STOPPED;
    rawi_heard_free(&heard);
    return position;
}

static void add_all(rawi_session *session, char **sources, int count) {
    for (int i = 0; i < count; i++) {
        const rawi_command command = {.kind = RAWI_COMMAND_ADD, .source = sources[i]};
        rawi_session_apply(session, &command, NULL);
    }
}

int main(int argc, char **argv) {
    static const struct timespec tick = {.tv_nsec = 5000000};
    rawi_session *session;
    rawi_remote *remote;
    rawi_error error;
    if (argc < 3) {
        fprintf(stderr, "usage: bench_listen_day HOURS ARTICLE...\n");
        return 2;
    }
    fake_device_set(&(fake_device_habits){.block = FAKE_DEVICE_MOST_BLOCK, .pause = 1000});
    const rawi_session_options options = {.without_memory = true};
    double hours = atof(argv[1]), heard = 0.0, last = 0.0, said = 0.0;
    if (rawi_session_open(&options, (const char *const *)argv + 2, (size_t)argc - 2, &session,
                          &error) ||
        rawi_remote_open(session, &remote, &error)) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    while (heard < 3600.0 * hours) {
        bool ended;
        double position = look(session, &ended);
        if (position > last)
            heard += position - last;
        last = position;
        if (ended)
            add_all(session, argv + 2, argc - 2);
        if (heard >= said) {
            printf("%5.1f h  %6.1f MB\n", heard / 3600.0, megabytes_resident());
            fflush(stdout);
            said += 3600.0;
        }
        nanosleep(&tick, NULL);
    }
    rawi_remote_close(remote);
    rawi_session_close(session);
}
