/*
 * STREAM's triad (John D. McCalpin, https://www.cs.virginia.edu/stream/): how fast one core streams through memory.
 *
 * STREAM counts what the program asks for: two doubles read and one written, 24 bytes an element. A cache that fetches
 * a line before it is written moves a third more than that, unseen.
 */
#include "gatun_yardsticks.h"
#include "timing.h"

#include <stdlib.h>

/* Doubles between two arrays: without them all three could start at one place in a page, and contend for cache sets. */
#define GAP 72

static void triad(double *restrict a, const double *restrict b, const double *restrict c, double s, size_t elements) {
    for (size_t i = 0; i < elements; i++) a[i] = b[i] + s * c[i];
}

double gatun_triad_gbps(size_t elements, double seconds) {
    if (elements == 0 || elements > SIZE_MAX / sizeof(double) / 3 - GAP) return -1;
    /* One block: a system that promises memory freely sees the whole sum, and refuses now what it could not keep. */
    double *const block = malloc(3 * (elements + GAP) * sizeof(double));
    if (block == NULL) return -1;
    double *const a = block, *const b = a + elements + GAP, *const c = b + elements + GAP;
    /* The first touch makes the pages real; it must not be timed. */
    for (size_t i = 0; i < elements; i++) {
        a[i] = 0;
        b[i] = 2;
        c[i] = 1;
    }
    const int64_t begin = nanos();
    double best = 0;
    int64_t end;
    int passes = 0;
    do {
        observe(block);
        const int64_t start = nanos();
        triad(a, b, c, 3, elements);
        observe(block);
        end = nanos();
        const double gbps = end > start ? 3.0 * sizeof(double) * (double) elements / (double) (end - start) : 0;
        if (gbps > best) best = gbps;
        passes++;
    } while (passes < 3 || (double) (end - begin) < seconds * 1e9);
    free(block);
    return best;
}
