/* A plain epoll echo server: what the machine can do with one thread. The yardstick of the benchmark, not a lesson.
 *
 * One loop, level-triggered, one buffer. It writes at once after the read; what the kernel does not take is kept, and the
 * connection is not read until it has been written. Prints "Listening on 127.0.0.1:PORT" first. With the argument "udp"
 * it echoes datagrams instead. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUFFER = 65536, EVENTS = 512, FILES = 65536 };

struct rest {
    char *bytes;
    size_t from, to;
};

static char buffer[BUFFER];
static struct rest rests[FILES];

static void fail(const char *what) {
    perror(what);
    exit(3);
}

static void hang_up(int fd) {
    free(rests[fd].bytes);
    rests[fd] = (struct rest){0};
    close(fd);
}

static void watch(int epoll, int fd, unsigned events, int how) {
    struct epoll_event event = {.events = events, .data.fd = fd};
    if (epoll_ctl(epoll, how, fd, &event) < 0) fail("epoll_ctl");
}

static void accept_all(int epoll, int listener) {
    for (;;) {
        int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
        if (fd < 0) return;
        if (fd >= FILES) {
            close(fd);
            continue;
        }
        int on = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        watch(epoll, fd, EPOLLIN, EPOLL_CTL_ADD);
    }
}

static void echo(int epoll, int fd) {
    ssize_t got = read(fd, buffer, BUFFER);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) {
        hang_up(fd);
        return;
    }
    ssize_t put = write(fd, buffer, got);
    if (put < 0 && errno == EAGAIN) put = 0;
    if (put < 0) {
        hang_up(fd);
    } else if (put < got) {
        struct rest *rest = &rests[fd];
        rest->bytes = malloc(got - put);
        memcpy(rest->bytes, buffer + put, got - put);
        rest->from = 0;
        rest->to = got - put;
        watch(epoll, fd, EPOLLOUT, EPOLL_CTL_MOD);
    }
}

static void write_rest(int epoll, int fd) {
    struct rest *rest = &rests[fd];
    ssize_t put = write(fd, rest->bytes + rest->from, rest->to - rest->from);
    if (put < 0 && errno == EAGAIN) return;
    if (put < 0) {
        hang_up(fd);
        return;
    }
    rest->from += put;
    if (rest->from == rest->to) {
        free(rest->bytes);
        *rest = (struct rest){0};
        watch(epoll, fd, EPOLLIN, EPOLL_CTL_MOD);
    }
}

static int bound(int type) {
    int fd = socket(AF_INET, type, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0) fail("bind");
    if (type == (SOCK_STREAM | SOCK_NONBLOCK) && listen(fd, 4096) < 0) fail("listen");
    if (getsockname(fd, (struct sockaddr *)&address, &length) < 0) fail("getsockname");
    printf("Listening on 127.0.0.1:%d\n", ntohs(address.sin_port));
    fflush(stdout);
    return fd;
}

static void serve_datagrams(void) {
    int fd = bound(SOCK_DGRAM);
    for (;;) {
        struct sockaddr_in from;
        socklen_t length = sizeof from;
        ssize_t got = recvfrom(fd, buffer, BUFFER, 0, (struct sockaddr *)&from, &length);
        if (got >= 0) sendto(fd, buffer, got, 0, (struct sockaddr *)&from, length);
    }
}

static void serve_streams(void) {
    struct epoll_event events[EVENTS];
    int epoll = epoll_create1(0);
    if (epoll < 0) fail("epoll_create1");
    int listener = bound(SOCK_STREAM | SOCK_NONBLOCK);
    watch(epoll, listener, EPOLLIN, EPOLL_CTL_ADD);
    for (;;) {
        int ready = epoll_wait(epoll, events, EVENTS, -1);
        for (int i = 0; i < ready; i++) {
            int fd = events[i].data.fd;
            if (fd == listener) accept_all(epoll, listener);
            else if (rests[fd].bytes != NULL) write_rest(epoll, fd);
            else echo(epoll, fd);
        }
    }
}

int main(int count, char **arguments) {
    if (count > 1 && strcmp(arguments[1], "udp") == 0) serve_datagrams();
    else serve_streams();
    return 0;
}
