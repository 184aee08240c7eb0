/*
 * The test of the yardsticks: linked against the library as Java loads it, run by `mvn verify` where there is a C
 * compiler. Exits 1 after naming every check that does not hold.
 */
#include "gatun_yardsticks.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int failures = 0;

#define CHECK(condition, ...)                                     \
    do {                                                          \
        if (!(condition)) {                                       \
            failures++;                                           \
            fprintf(stderr, "%s:%d: ", __FILE__, __LINE__);       \
            fprintf(stderr, __VA_ARGS__);                         \
            fprintf(stderr, " (does not hold: %s)\n", #condition); \
        }                                                         \
    } while (0)

/* Numbers in [-1, 1), the same in every run. */
static void fill(float *x, size_t count) {
    static unsigned state = 20261123;
    for (size_t i = 0; i < count; i++) {
        state = state * 1664525u + 1013904223u;
        x[i] = (float) (int) state / 2147483648.0f;
    }
}

static float *floats(size_t count) {
    float *const x = malloc((count + 1) * sizeof(float));
    if (x == NULL) abort();
    return x;
}

/* C against a product summed in double, with the bound of a float sum of k products: k u / (1 - k u) (|A| |B|). */
static void triple_loop_is_the_product(int m, int n, int k) {
    float *const a = floats((size_t) m * k), *const b = floats((size_t) k * n), *const c = floats((size_t) m * n);
    fill(a, (size_t) m * k);
    fill(b, (size_t) k * n);
    for (size_t i = 0; i <= (size_t) m * n; i++) c[i] = NAN;
    gatun_triple_loop(a, b, c, m, n, k);
    const double ku = k * 0x1p-24, bound = ku / (1 - ku) + 0x1p-24;
    for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
            double sum = 0, size = 0;
            for (int l = 0; l < k; l++) {
                const double product = (double) a[i * k + l] * b[l * n + j];
                sum += product;
                size += fabs(product);
            }
            const double error = fabs(sum - c[i * n + j]);
            CHECK(error <= bound * size, "%dx%d by %dx%d: c[%d,%d] is off by %g", m, k, k, n, i, j, error);
        }
    }
    CHECK(isnan(c[(size_t) m * n]), "%dx%d by %dx%d: written past the end", m, k, k, n);
    free(a);
    free(b);
    free(c);
}

static int64_t at_best(int64_t calls, const float *a, const float *b, float *c) {
    int64_t best = INT64_MAX;
    for (int run = 0; run < 7; run++) {
        const int64_t nanos = gatun_time_triple_loop(calls, a, b, c, 5, 10, 784);
        if (nanos < best) best = nanos;
    }
    return best;
}

/* Returns the triple loop's GFLOP/s on the lesson's shape. */
static double triple_loop_time_grows_with_calls(void) {
    float *const a = floats(5 * 784), *const b = floats(784 * 10);
    float *const c = floats(5 * 10), *const once = floats(5 * 10);
    fill(a, 5 * 784);
    fill(b, 784 * 10);
    const int64_t few = at_best(4, a, b, c), many = at_best(64, a, b, c);
    CHECK(few > 0, "4 calls took %lld ns", (long long) few);
    CHECK(many > 8 * few, "4 calls took %lld ns, 64 calls %lld ns", (long long) few, (long long) many);
    gatun_triple_loop(a, b, once, 5, 10, 784);
    CHECK(memcmp(c, once, 5 * 10 * sizeof(float)) == 0, "the timed calls left another product");
    CHECK(gatun_time_triple_loop(0, a, b, c, 5, 10, 784) == 0, "no calls take no time");
    CHECK(gatun_time_triple_loop(-1, a, b, c, 5, 10, 784) == 0, "fewer than no calls take no time");
    free(a);
    free(b);
    free(c);
    free(once);
    return 64 * 2.0 * 5 * 10 * 784 / (double) many;
}

/* Stands in for cblas_sgemm: counts its calls, and takes some microseconds for each. */
static int sgemm_calls = 0, sgemm_mistakes = 0;
static const float some_a[1], some_b[1];
static float some_c[1];

static void fake_sgemm(int order, int transA, int transB, int m, int n, int k, float alpha, const float *a, int lda,
                       const float *b, int ldb, float beta, float *c, int ldc) {
    sgemm_calls++;
    if (order != 101 || transA != 111 || transB != 112 || m != 2 || n != 3 || k != 4 || alpha != 5 || a != some_a
            || lda != 6 || b != some_b || ldb != 7 || beta != 8 || c != some_c || ldc != 9) {
        sgemm_mistakes++;
    }
    for (volatile int spin = 0; spin < 5000; spin++) {}
}

static int64_t time_fake_sgemm(int64_t calls) {
    return gatun_time_sgemm(fake_sgemm, calls, 111, 112, 2, 3, 4, 5, some_a, 6, some_b, 7, 8, some_c, 9);
}

static void sgemm_is_called_as_asked(void) {
    for (int64_t calls = -1; calls < 3; calls++) {
        sgemm_calls = 0;
        const int64_t nanos = time_fake_sgemm(calls);
        const int expected = calls > 0 ? (int) calls : 0;
        CHECK(sgemm_calls == expected, "%d calls, where %d were asked for", sgemm_calls, expected);
        CHECK(calls > 0 ? nanos > 0 : nanos == 0, "%d calls took %lld ns", expected, (long long) nanos);
    }
    CHECK(sgemm_mistakes == 0, "%d calls with wrong arguments", sgemm_mistakes);
    int64_t few = INT64_MAX, many = INT64_MAX;
    for (int run = 0; run < 7; run++) {
        const int64_t a_few = time_fake_sgemm(4), a_lot = time_fake_sgemm(64);
        if (a_few < few) few = a_few;
        if (a_lot < many) many = a_lot;
    }
    CHECK(many > 8 * few, "4 calls took %lld ns, 64 calls %lld ns", (long long) few, (long long) many);
}

/* The core's clock in GHz: a chain of multiplications, each of which waits 3 cycles for the one before. */
static double clock_ghz(void) {
    double best = 0;
    for (int run = 0; run < 20; run++) {
        struct timespec start, end;
        unsigned long long x = 3;
        clock_gettime(CLOCK_MONOTONIC, &start);
        for (int i = 0; i < 100000; i++) {
            x *= x;
            __asm__ volatile("" : "+r"(x)); /* or the chain is computed at compile time */
        }
        clock_gettime(CLOCK_MONOTONIC, &end);
        const double nanos = (double) (end.tv_sec - start.tv_sec) * 1e9 + (double) (end.tv_nsec - start.tv_nsec);
        if (3.0 * 100000 / nanos > best) best = 3.0 * 100000 / nanos;
    }
    return best;
}

/* The most a core of this kind could do in one cycle; 0 where that is not known. */
static double most_flops_per_cycle(const char *isa) {
    if (strcmp(isa, "avx512f") == 0) return 2 * 16 * 2; /* two FMA units */
    if (strcmp(isa, "avx2") == 0) return 2 * 8 * 2;
    if (strcmp(isa, "x86-64") == 0) return 4 * 4; /* two units that multiply and two that add */
    return 0;
}

static void peak_is_a_peak(double triple_loop_gflops) {
    const char *const isa = gatun_cpu_isa();
    CHECK(isa != NULL && isa[0] != '\0', "no name");
    const double gflops = gatun_fma_peak_gflops(0.2);
    CHECK(isfinite(gflops) && gflops > triple_loop_gflops, "%s peak %g GFLOP/s, a plain loop reaches %g", isa, gflops,
          triple_loop_gflops);
    /* More than the units can do: then the compiler merged sums. The margin is for a clock that wanders. */
    const double ghz = clock_ghz(), most = most_flops_per_cycle(isa) * ghz;
    CHECK(most == 0 || gflops < 1.35 * most, "%s peak %g GFLOP/s at %g GHz", isa, gflops, ghz);
    const double at_once = gatun_fma_peak_gflops(0);
    CHECK(isfinite(at_once) && at_once > 0, "peak of a shortest run %g GFLOP/s", at_once);
    printf("%s: FMA peak %.1f GFLOP/s, triple loop %.2f GFLOP/s, clock about %.2f GHz\n", isa, gflops,
           triple_loop_gflops, ghz);
}

static void triad_is_a_bandwidth(void) {
    const double gbps = gatun_triad_gbps((size_t) 1 << 20, 0.1);
    CHECK(isfinite(gbps) && gbps > 0.1 && gbps < 10000, "triad %g GB/s", gbps);
    CHECK(gatun_triad_gbps(1, 0) >= 0, "one element");
    CHECK(gatun_triad_gbps(0, 0) < 0, "no elements, nothing to measure");
    CHECK(gatun_triad_gbps(SIZE_MAX, 0) < 0, "a size that overflows");
    CHECK(gatun_triad_gbps((size_t) 1 << 56, 0) < 0, "more memory than there is");
    printf("triad over 3 x 8 MiB: %.1f GB/s\n", gbps);
}

static void plain_calls_count(void) {
    CHECK(gatun_next(41) == 42, "41 is followed by %lld", (long long) gatun_next(41));
    CHECK(gatun_time_next(0) == 0, "no calls take no time");
    CHECK(gatun_time_next(-1) == 0, "fewer than no calls take no time");
    int64_t few = INT64_MAX, many = INT64_MAX;
    for (int run = 0; run < 7; run++) {
        const int64_t a_few = gatun_time_next(10000), a_lot = gatun_time_next(160000);
        if (a_few < few) few = a_few;
        if (a_lot < many) many = a_lot;
    }
    CHECK(few > 0, "10000 calls took %lld ns", (long long) few);
    CHECK(many > 8 * few, "10000 calls took %lld ns, 160000 calls %lld ns", (long long) few, (long long) many);
}

int main(void) {
    const int shapes[][3] = {{0, 3, 2}, {3, 0, 2},    {3, 2, 0},    {1, 1, 1},
                             {1, 7, 1}, {5, 10, 784}, {13, 17, 19}, {31, 33, 64}};
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        triple_loop_is_the_product(shapes[i][0], shapes[i][1], shapes[i][2]);
    }
    sgemm_is_called_as_asked();
    plain_calls_count();
    peak_is_a_peak(triple_loop_time_grows_with_calls());
    triad_is_a_bandwidth();
    return failures == 0 ? 0 : 1;
}
