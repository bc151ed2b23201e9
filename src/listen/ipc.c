/* The socket: its place, its clients, their lines. */
#define _GNU_SOURCE /* struct ucred */
#include "listen/ipc.h"
#include "base/user_folder.h"
#include "listen/protocol.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

enum {
    NAME_SIZE = 32,
    BACKLOG = 8,
    READ_SIZE = 4096
};

static const char suffix[] = ".socket";

typedef struct client {
    int fd;
    rawi_text in;    /* a line that is not complete */
    rawi_text out;   /* what waits to be sent */
    bool has_missed; /* changes that it was not told, because so much waits */
    bool has_ended;  /* it sends no more, but may read on */
    rawi_observer observer;
} client;

struct rawi_ipc {
    rawi_session *session;
    char name[NAME_SIZE];
    struct sockaddr_un address;
    int fd;
    client clients[RAWI_IPC_CLIENTS_MOST];
    size_t client_count;
};

/* ---- the place ----------------------------------------------------------------------------- */

/* Appends the folder of the sockets, whether it is there or not; false without a runtime folder. */
static bool add_folder(rawi_text *folder) {
    const char *runtime = getenv("XDG_RUNTIME_DIR");
    char usual[64];
    if (!runtime || *runtime != '/') {
        struct stat status;
        snprintf(usual, sizeof usual, "/run/user/%lu", (unsigned long)geteuid());
        if (stat(usual, &status) != 0 || status.st_uid != geteuid())
            return false;
        runtime = usual;
    }
    rawi_text_add_string(folder, runtime);
    rawi_text_add_string(folder, "/rawi");
    return !folder->failed;
}

/* The address of `name` in `folder`; false where the path is too long for one. */
static bool make_address(const char *folder, const char *name, struct sockaddr_un *address) {
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    int length =
        snprintf(address->sun_path, sizeof address->sun_path, "%s/%s%s", folder, name, suffix);
    return length > 0 && (size_t)length < sizeof address->sun_path;
}

static int connect_to(const struct sockaddr_un *address, int flags) {
    static const struct timeval patience = {.tv_sec = RAWI_IPC_PATIENCE};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
    if (fd >= 0)
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (fd < 0 || connect(fd, (const struct sockaddr *)address, sizeof *address) == 0)
        return fd;
    int problem = errno;
    close(fd);
    errno = problem;
    return -1;
}

/* Whether somebody listens there. One whose queue of callers is full does. */
static bool is_served(const struct sockaddr_un *address) {
    int fd = connect_to(address, SOCK_NONBLOCK);
    if (fd < 0)
        return errno == EAGAIN;
    close(fd);
    return true;
}

/* Calls `visit` for each player's name until it returns true. */
static void for_each_player(const char *folder,
                            bool (*visit)(const char *folder, const char *name, void *user),
                            void *user) {
    DIR *listing = opendir(folder);
    const struct dirent *entry;
    while (listing && (entry = readdir(listing))) {
        size_t length = strlen(entry->d_name);
        size_t stem = length > strlen(suffix) ? length - strlen(suffix) : 0;
        char name[NAME_SIZE];
        if (stem == 0 || stem >= sizeof name || strcmp(entry->d_name + stem, suffix) != 0)
            continue;
        memcpy(name, entry->d_name, stem);
        name[stem] = '\0';
        if (visit(folder, name, user))
            break;
    }
    if (listing)
        closedir(listing);
}

/* Removes the socket of a player that was killed. */
static bool sweep(const char *folder, const char *name, void *user) {
    (void)user;
    struct sockaddr_un address;
    if (make_address(folder, name, &address) && !is_served(&address) && errno == ECONNREFUSED)
        unlink(address.sun_path);
    return false;
}

/* Binds the first name that is free, in a folder that is locked. */
static rawi_status bind_in(rawi_ipc *ipc, const char *folder, rawi_error *error) {
    for_each_player(folder, sweep, NULL);
    for (int instance = 0; instance < 2; instance++) {
        if (instance)
            snprintf(ipc->name, sizeof ipc->name, "instance%ld", (long)getpid());
        if (!make_address(folder, ipc->name, &ipc->address))
            return rawi_fail(error, RAWI_ERROR_IO, _("%s: the path is too long for a socket"),
                             folder);
        if (bind(ipc->fd, (const struct sockaddr *)&ipc->address, sizeof ipc->address) == 0 &&
            listen(ipc->fd, BACKLOG) == 0)
            return RAWI_OK;
    }
    return rawi_fail(error, RAWI_ERROR_IO, "%s: %s", ipc->address.sun_path, rawi_reason(errno));
}

/* The folder, made where it is missing, its owner's alone, open and locked; -1 with errno set. */
static int open_folder(char *folder) {
    if (!rawi_make_folders(folder))
        return -1;
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return -1;
    if (fchmod(fd, S_IRWXU) == 0 && flock(fd, LOCK_EX) == 0)
        return fd;
    int problem = errno;
    close(fd);
    errno = problem;
    return -1;
}

rawi_status rawi_ipc_open(rawi_session *session, rawi_ipc **ipc, rawi_error *error) {
    rawi_text folder = {0};
    if (!add_folder(&folder)) {
        rawi_text_free(&folder);
        return rawi_fail(error, RAWI_ERROR_IO, "%s",
                         _("XDG_RUNTIME_DIR is not set: there is no place for a socket"));
    }
    rawi_ipc *made = calloc(1, sizeof *made);
    int locked = open_folder(folder.bytes);
    rawi_status status = RAWI_OK;
    if (!made)
        status = rawi_fail_memory(error);
    else if (locked < 0)
        status = rawi_fail(error, RAWI_ERROR_IO, "%s: %s", folder.bytes, rawi_reason(errno));
    if (status == RAWI_OK) {
        made->session = session;
        strcpy(made->name, "rawi");
        made->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        status = made->fd < 0 ? rawi_fail(error, RAWI_ERROR_IO, "socket: %s", rawi_reason(errno))
                              : bind_in(made, folder.bytes, error);
        if (status != RAWI_OK && made->fd >= 0)
            close(made->fd);
    }
    if (locked >= 0)
        close(locked);
    rawi_text_free(&folder);
    if (status == RAWI_OK)
        *ipc = made;
    else
        free(made);
    return status;
}

const char *rawi_ipc_name(const rawi_ipc *ipc) {
    return ipc->name;
}

/* ---- clients ------------------------------------------------------------------------------- */

static void drop_client(rawi_ipc *ipc, size_t number) {
    client *leaving = &ipc->clients[number];
    close(leaving->fd);
    rawi_text_free(&leaving->in);
    rawi_text_free(&leaving->out);
    rawi_observer_free(&leaving->observer);
    *leaving = ipc->clients[--ipc->client_count];
}

/* Whether the other side runs as the same user, or as root. */
static bool is_ours(int fd) {
    struct ucred peer;
    socklen_t size = sizeof peer;
    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
           (peer.uid == geteuid() || peer.uid == 0);
}

static void accept_clients(rawi_ipc *ipc) {
    int fd;
    while ((fd = accept4(ipc->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0) {
        if (ipc->client_count < RAWI_IPC_CLIENTS_MOST && is_ours(fd))
            ipc->clients[ipc->client_count++] = (client){.fd = fd};
        else
            close(fd);
    }
}

static void drop_start(rawi_text *text, size_t count) {
    memmove(text->bytes, text->bytes + count, text->length - count + 1);
    text->length -= count;
}

/* Whether so much waits for the client that it is sent no more. */
static bool does_not_read(const client *to) {
    return to->out.length > RAWI_IPC_WAITING_MOST;
}

/* Sends what waits, as far as it is taken; false when the client has gone. */
static bool send_waiting(client *to) {
    while (!to->out.failed && to->out.length > 0) {
        ssize_t sent = send(to->fd, to->out.bytes, to->out.length, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return errno == EAGAIN || errno == EWOULDBLOCK;
        drop_start(&to->out, (size_t)sent);
    }
    return !to->out.failed;
}

/* Whether the client's lines wait until it has read what it was answered. */
static bool is_kept_waiting(const client *from) {
    return from->has_ended || does_not_read(from);
}

/* One portion of what came: the next round reads on. False when the client has gone. */
static bool read_client(client *from) {
    char bytes[READ_SIZE];
    if (is_kept_waiting(from))
        return true;
    ssize_t got = recv(from->fd, bytes, sizeof bytes, 0);
    if (got < 0)
        return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
    from->has_ended = got == 0;
    return got == 0 || rawi_text_add(&from->in, bytes, (size_t)got);
}

/* Sends what waits and answers the lines that are complete, as long as the client reads the
 * answers; the other lines are kept. Who hangs up at once after its requests is obeyed all the
 * same. False when the client is to be dropped: it has gone, has all it asked for, or ends no line.
 */
static bool answer_client(rawi_ipc *ipc, client *from) {
    size_t start = 0;
    const char *end;
    bool stays = send_waiting(from);
    while (!does_not_read(from) && from->in.length > start &&
           (end = memchr(from->in.bytes + start, '\n', from->in.length - start))) {
        size_t length = (size_t)(end - from->in.bytes) - start;
        if (length > 0)
            rawi_protocol_answer(ipc->session, &from->observer, from->in.bytes + start, length,
                                 &from->out);
        start += length + 1;
        stays = send_waiting(from) && stays;
    }
    if (start > 0)
        drop_start(&from->in, start);
    if (from->has_ended && from->out.length == 0)
        return false;
    return stays && (does_not_read(from) || from->in.length <= RAWI_IPC_LINE_MOST);
}

size_t rawi_ipc_poll(const rawi_ipc *ipc, struct pollfd *polled) {
    polled[0] = (struct pollfd){.fd = ipc->fd, .events = POLLIN};
    for (size_t i = 0; i < ipc->client_count; i++) {
        const client *polls = &ipc->clients[i];
        int events = (is_kept_waiting(polls) ? 0 : POLLIN) | (polls->out.length > 0 ? POLLOUT : 0);
        polled[i + 1] = (struct pollfd){.fd = polls->fd, .events = (short)events};
    }
    return ipc->client_count + 1;
}

/* Sends a client what has changed, unless so much waits for it; false when it is to be dropped. */
static bool tell_client(rawi_ipc *ipc, client *to) {
    if (!answer_client(ipc, to))
        return false;
    to->has_missed = does_not_read(to);
    if (to->has_missed || to->has_ended)
        return true;
    rawi_protocol_tell(ipc->session, &to->observer, &to->out);
    return answer_client(ipc, to);
}

void rawi_ipc_serve(rawi_ipc *ipc) {
    for (size_t i = ipc->client_count; i-- > 0;) {
        client *served = &ipc->clients[i];
        bool stays = read_client(served);
        stays = answer_client(ipc, served) && stays;
        if (stays && served->has_missed)
            stays = tell_client(ipc, served);
        if (!stays)
            drop_client(ipc, i);
    }
    accept_clients(ipc);
}

void rawi_ipc_tell(rawi_ipc *ipc) {
    for (size_t i = ipc->client_count; i-- > 0;)
        if (!tell_client(ipc, &ipc->clients[i]))
            drop_client(ipc, i);
}

void rawi_ipc_close(rawi_ipc *ipc) {
    if (!ipc)
        return;
    while (ipc->client_count > 0) {
        send_waiting(&ipc->clients[ipc->client_count - 1]);
        drop_client(ipc, ipc->client_count - 1);
    }
    unlink(ipc->address.sun_path);
    close(ipc->fd);
    free(ipc);
}

/* ---- the other side ------------------------------------------------------------------------ */

/* The player that was started last. */
typedef struct latest {
    char name[NAME_SIZE];
    struct timespec time;
} latest;

static bool is_later(struct timespec a, struct timespec b) {
    return a.tv_sec != b.tv_sec ? a.tv_sec > b.tv_sec : a.tv_nsec > b.tv_nsec;
}

static bool find_latest(const char *folder, const char *name, void *user) {
    latest *found = user;
    struct sockaddr_un address;
    struct stat status;
    if (!make_address(folder, name, &address) || stat(address.sun_path, &status) != 0 ||
        !is_served(&address))
        return false;
    if (!*found->name || is_later(status.st_mtim, found->time)) {
        strcpy(found->name, name);
        found->time = status.st_mtim;
    }
    return false;
}

/* Whether the process is stopped, by Ctrl-Z or a debugger. */
static bool is_stopped(pid_t process) {
    char path[64], status[256] = "";
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)process);
    FILE *file = fopen(path, "re");
    if (!file)
        return false;
    fgets(status, sizeof status, file);
    fclose(file);
    const char *name_end = strrchr(status, ')');
    return name_end && (strncmp(name_end, ") T", 3) == 0 || strncmp(name_end, ") t", 3) == 0);
}

/* A player that was called. */
typedef struct call {
    int fd;         /* -1 where it cannot be asked anything: */
    bool is_silent; /* it runs, but does not accept callers */
    pid_t stopped;  /* the process, where it is known to be stopped; else 0 */
} call;

static call call_player(const char *folder, const char *name) {
    struct sockaddr_un address;
    struct ucred peer;
    socklen_t size = sizeof peer;
    call made = {.fd = -1};
    if (!make_address(folder, name, &address))
        return made;
    made.fd = connect_to(&address, 0);
    if (made.fd < 0) {
        made.is_silent = errno == EAGAIN;
        return made;
    }
    if (getsockopt(made.fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || !is_stopped(peer.pid))
        return made;
    close(made.fd);
    return (call){.fd = -1, .stopped = peer.pid};
}

static void fail_call(const call *failed, const char *name, rawi_error *error) {
    if (failed->stopped)
        rawi_fail(error, RAWI_ERROR_IO, _("the player is stopped; kill -CONT %ld lets it go on"),
                  (long)failed->stopped);
    else if (failed->is_silent)
        rawi_fail(error, RAWI_ERROR_IO, "%s", _("the player does not answer: is it stopped?"));
    else if (name)
        rawi_fail(error, RAWI_ERROR_IO,
                  _("there is no player '%s'; rawi control players lists those that run"), name);
    else
        rawi_fail(error, RAWI_ERROR_IO, "%s",
                  _("Rawi is not playing anything; start it with rawi SOURCE or rawi listen"));
}

int rawi_ipc_connect(const char *name, rawi_error *error) {
    rawi_text folder = {0};
    latest found = {0};
    call made = {.fd = -1};
    if (add_folder(&folder) && (!name || !strchr(name, '/'))) {
        made = call_player(folder.bytes, name ? name : "rawi");
        if (made.fd < 0 && !made.is_silent && !made.stopped && !name)
            for_each_player(folder.bytes, find_latest, &found);
        if (*found.name)
            made = call_player(folder.bytes, found.name);
    }
    rawi_text_free(&folder);
    if (made.fd < 0)
        fail_call(&made, name, error);
    return made.fd;
}

static bool add_player(const char *folder, const char *name, void *user) {
    rawi_text *names = user;
    struct sockaddr_un address;
    if (make_address(folder, name, &address) && is_served(&address)) {
        rawi_text_add_string(names, name);
        rawi_text_add(names, "\n", 1);
    }
    return false;
}

void rawi_ipc_players(rawi_text *names) {
    rawi_text folder = {0};
    if (add_folder(&folder))
        for_each_player(folder.bytes, add_player, names);
    rawi_text_free(&folder);
}
