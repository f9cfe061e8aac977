/*
 * Lets tests stop the clock of an executable that they do not change: it is run with LD_PRELOAD naming this library and
 * TALLY_TEST_CLOCK naming a file of eight bytes. They are the nanoseconds since 1970 at which the clock stands; while they
 * are 0, it runs. dev.tally.testing.TestClock writes them.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define NANOSECONDS 1000000000

static volatile const int64_t *stopped_at;

__attribute__((constructor)) static void open_clock(void) {
    const char *path = getenv("TALLY_TEST_CLOCK");
    int file = path ? open(path, O_RDWR | O_CREAT | O_TRUNC, 0600) : -1;
    if (file < 0 || ftruncate(file, sizeof *stopped_at) != 0) {
        return;
    }
    void *map = mmap(NULL, sizeof *stopped_at, PROT_READ, MAP_SHARED, file, 0);
    close(file);
    if (map != MAP_FAILED) {
        stopped_at = map;
    }
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    int64_t stopped = clock == CLOCK_REALTIME && stopped_at ? *stopped_at : 0;
    if (stopped == 0) {
        return (int) syscall(SYS_clock_gettime, clock, time);
    }
    time->tv_sec = stopped / NANOSECONDS;
    time->tv_nsec = stopped % NANOSECONDS;
    return 0;
}
