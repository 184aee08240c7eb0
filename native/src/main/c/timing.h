/* What every yardstick times with. */
#ifndef GATUN_TIMING_H
#define GATUN_TIMING_H

#include <stdint.h>
#include <time.h>

/* Nanoseconds of a clock that never goes back. */
static inline int64_t nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t) now.tv_sec * 1000000000 + now.tv_nsec;
}

/*
 * Makes the optimiser believe that somebody reads and changes the memory at p (no instruction comes of it): work whose
 * result nobody uses, or that is the same in every pass, would otherwise be hoisted out of a timing loop or deleted.
 */
static inline void observe(void *p) {
    __asm__ volatile("" : : "r"(p) : "memory");
}

#endif
