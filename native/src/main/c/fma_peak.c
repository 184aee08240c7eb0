/*
 * The FMA peak of one core.
 *
 * An FMA takes 4 or 5 cycles, and a core starts 1 to 4 of them a cycle, so only latency x throughput independent sums
 * keep the unit busy: 8 on an AVX-512 server core, 10 on Haswell, 16 on a wide Arm core. All of them must stay in
 * registers next to the factor; the inner loops below are unrolled whole, and nothing but FMAs and the loop's
 * counter is left in the machine code.
 */
#include "gatun_yardsticks.h"
#include "timing.h"

#include <string.h>

/* Long enough (tenths of a millisecond) for the clock's resolution, short enough to slip between interrupts. */
#define ROUNDS 100000

/* Small: ROUNDS of its squares add up to something neither huge nor denormal, at which some cores would slow down. */
#define FACTOR 0.001f
#define NEARLY_ONE 0x1.fffffp-1f

/*
 * A run takes the starting values of its sums from `lanes` and leaves a result there. Each sum has values of its own:
 * of sums that start alike the compiler would keep one, and the peak would come out many times too high.
 */
typedef void run_rounds(float *lanes);
#define LANES (16 * 16)

struct unit {
    const char *name;
    run_rounds *run;
    int flops_per_round; /* sums x lanes x 2 */
};

#if defined(__x86_64__)
#include <immintrin.h>

/* AVX-512 has 32 registers; 16 sums are twice what two 512-bit units with a latency of 4 need. */
__attribute__((target("avx512f"))) static void run_avx512f(float *lanes) {
    __m512 sum[16];
    const __m512 x = _mm512_set1_ps(FACTOR);
#pragma GCC unroll 16
    for (int i = 0; i < 16; i++) sum[i] = _mm512_loadu_ps(lanes + 16 * i);
    for (int round = 0; round < ROUNDS; round++) {
#pragma GCC unroll 16
        for (int i = 0; i < 16; i++) sum[i] = _mm512_fmadd_ps(x, x, sum[i]);
    }
#pragma GCC unroll 16
    for (int i = 1; i < 16; i++) sum[0] = _mm512_add_ps(sum[0], sum[i]);
    _mm512_storeu_ps(lanes, sum[0]);
}

/* AVX2 has 16 registers: 12 sums (two units, latency 4 or 5, need 10) and the factor fit. */
__attribute__((target("avx2,fma"))) static void run_avx2(float *lanes) {
    __m256 sum[12];
    const __m256 x = _mm256_set1_ps(FACTOR);
#pragma GCC unroll 12
    for (int i = 0; i < 12; i++) sum[i] = _mm256_loadu_ps(lanes + 8 * i);
    for (int round = 0; round < ROUNDS; round++) {
#pragma GCC unroll 12
        for (int i = 0; i < 12; i++) sum[i] = _mm256_fmadd_ps(x, x, sum[i]);
    }
#pragma GCC unroll 12
    for (int i = 1; i < 12; i++) sum[0] = _mm256_add_ps(sum[0], sum[i]);
    _mm256_storeu_ps(lanes, sum[0]);
}

#elif defined(__aarch64__)
#include <arm_neon.h>

/* NEON is part of every arm64 core; four units with a latency of 4 need all 16 sums. */
static void run_neon(float *lanes) {
    float32x4_t sum[16];
    const float32x4_t x = vdupq_n_f32(FACTOR);
#pragma GCC unroll 16
    for (int i = 0; i < 16; i++) sum[i] = vld1q_f32(lanes + 4 * i);
    for (int round = 0; round < ROUNDS; round++) {
#pragma GCC unroll 16
        for (int i = 0; i < 16; i++) sum[i] = vfmaq_f32(sum[i], x, x);
    }
#pragma GCC unroll 16
    for (int i = 1; i < 16; i++) sum[0] = vaddq_f32(sum[0], sum[i]);
    vst1q_f32(lanes, sum[0]);
}

#endif

#if !defined(__aarch64__)
typedef float four_floats __attribute__((vector_size(16)));

/*
 * Plain x86-64, and any processor that nothing is written for: there is no FMA to count on, so multiplications and
 * additions, one operation each. They are chains of their own, as a product that waited for its sum would leave the
 * units idle; 14 and the two factors fill SSE2's 16 registers.
 */
static void run_plain(float *lanes) {
    four_floats product[7], sum[7];
    const four_floats x = {NEARLY_ONE, NEARLY_ONE, NEARLY_ONE, NEARLY_ONE}, y = {FACTOR, FACTOR, FACTOR, FACTOR};
#pragma GCC unroll 7
    for (int i = 0; i < 7; i++) {
        memcpy(&product[i], lanes + 4 * i, sizeof product[i]);
        memcpy(&sum[i], lanes + 4 * (7 + i), sizeof sum[i]);
    }
    for (int round = 0; round < ROUNDS; round++) {
#pragma GCC unroll 7
        for (int i = 0; i < 7; i++) {
            product[i] *= x;
            sum[i] += y;
        }
    }
#pragma GCC unroll 7
    for (int i = 0; i < 7; i++) sum[0] += product[i] + sum[i];
    memcpy(lanes, &sum[0], sizeof sum[0]);
}
#endif

static struct unit widest(void) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f")) return (struct unit) {"avx512f", run_avx512f, 16 * 16 * 2};
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return (struct unit) {"avx2", run_avx2, 12 * 8 * 2};
    return (struct unit) {"x86-64", run_plain, 7 * 4 * 2};
#elif defined(__aarch64__)
    return (struct unit) {"neon", run_neon, 16 * 4 * 2};
#else
    return (struct unit) {"portable", run_plain, 7 * 4 * 2};
#endif
}

const char *gatun_cpu_isa(void) {
    return widest().name;
}

double gatun_fma_peak_gflops(double seconds) {
    const struct unit unit = widest();
    const int64_t begin = nanos();
    double best = 0;
    int64_t end;
    int runs = 0;
    do {
        float lanes[LANES] = {0};
        observe(lanes);
        const int64_t start = nanos();
        unit.run(lanes);
        end = nanos();
        observe(lanes);
        /* operations per nanosecond are 10^9 operations per second */
        const double gflops = end > start ? (double) unit.flops_per_round * ROUNDS / (double) (end - start) : 0;
        if (gflops > best) best = gflops;
        runs++;
    } while (runs < 3 || (double) (end - begin) < seconds * 1e9);
    return best;
}
