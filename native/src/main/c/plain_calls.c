/*
 * The least that can be called: what a downcall from Java takes longer than this loop is the price of the way between the
 * two, with nothing of BLAS in it.
 */
#include "gatun_yardsticks.h"
#include "timing.h"

int64_t gatun_next(int64_t n) {
    return n + 1;
}

int64_t gatun_time_next(int64_t calls) {
    /* Through a pointer that the compiler cannot see through, or it would put the function into the loop. */
    int64_t (*volatile const hidden)(int64_t) = gatun_next;
    int64_t (*const next)(int64_t) = hidden;
    int64_t n = 0;
    const int64_t start = nanos();
    for (int64_t call = 0; call < calls; call++) n = next(n);
    const int64_t end = nanos();
    if (calls <= 0) return 0;
    return n == calls ? end - start : -1;
}
