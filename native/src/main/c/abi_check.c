/*
 * The ABI check: what the bindings believe of OpenBLAS, held against OpenBLAS's own cblas.h. It compiles or it does
 * not; no code comes of it.
 *
 * The tests of the bindings read the declarations of part 2 and compare them with Java's function descriptors, so they
 * keep to one form: one declaration a statement, ended by a semicolon; no macros and no typedefs (blasint is written
 * int); a parameter is a name behind `int`, `float`, `double`, `enum NAME`, `float *`, `const float *`, `double *` or
 * `const double *`; no parameters are `(void)`; the result is `void`, `int`, `float` or `char *`. An enum is passed as
 * an int of 32 bits, which part 3 asserts. C ignores const on a value parameter, so it is left out.
 */
#include "openblas_config.h"
#ifndef __linux__
#undef OPENBLAS_OS_LINUX /* the header comes out of the Linux jar: leave out what needs Linux's cpu_set_t */
#endif
#include "cblas.h"

/* 1. cblas.h declares every function: a name that it does not know is an error here, not a new declaration below. */

_Static_assert(sizeof(&cblas_sgemm) > 0, "declared");
_Static_assert(sizeof(&cblas_sgemm_batch_strided) > 0, "declared");
_Static_assert(sizeof(&cblas_sgemv) > 0, "declared");
_Static_assert(sizeof(&cblas_sger) > 0, "declared");
_Static_assert(sizeof(&cblas_saxpy) > 0, "declared");
_Static_assert(sizeof(&cblas_sdot) > 0, "declared");
_Static_assert(sizeof(&cblas_snrm2) > 0, "declared");
_Static_assert(sizeof(&cblas_dgemm) > 0, "declared");
_Static_assert(sizeof(&openblas_set_num_threads) > 0, "declared");
_Static_assert(sizeof(&openblas_get_num_threads) > 0, "declared");
_Static_assert(sizeof(&openblas_get_num_procs) > 0, "declared");
_Static_assert(sizeof(&openblas_get_config) > 0, "declared");
_Static_assert(sizeof(&openblas_get_corename) > 0, "declared");
_Static_assert(sizeof(&openblas_get_parallel) > 0, "declared");

/* 2. The functions, declared again by hand: a type, an order or a count that differs is an error. */

void cblas_sgemm(enum CBLAS_ORDER order, enum CBLAS_TRANSPOSE transA, enum CBLAS_TRANSPOSE transB, int m, int n, int k,
                 float alpha, const float *a, int lda, const float *b, int ldb, float beta, float *c, int ldc);

void cblas_sgemm_batch_strided(enum CBLAS_ORDER order, enum CBLAS_TRANSPOSE transA, enum CBLAS_TRANSPOSE transB, int m,
                               int n, int k, float alpha, const float *a, int lda, int stridea, const float *b, int ldb,
                               int strideb, float beta, float *c, int ldc, int stridec, int group_size);

void cblas_sgemv(enum CBLAS_ORDER order, enum CBLAS_TRANSPOSE trans, int m, int n, float alpha, const float *a, int lda,
                 const float *x, int incx, float beta, float *y, int incy);

void cblas_sger(enum CBLAS_ORDER order, int m, int n, float alpha, const float *x, int incx, const float *y, int incy,
                float *a, int lda);

void cblas_saxpy(int n, float alpha, const float *x, int incx, float *y, int incy);

float cblas_sdot(int n, const float *x, int incx, const float *y, int incy);

float cblas_snrm2(int n, const float *x, int incx);

void cblas_dgemm(enum CBLAS_ORDER order, enum CBLAS_TRANSPOSE transA, enum CBLAS_TRANSPOSE transB, int m, int n, int k,
                 double alpha, const double *a, int lda, const double *b, int ldb, double beta, double *c, int ldc);

void openblas_set_num_threads(int num_threads);

int openblas_get_num_threads(void);

int openblas_get_num_procs(void);

char *openblas_get_config(void);

char *openblas_get_corename(void);

int openblas_get_parallel(void);

/* 3. Sizes: Java passes blasint and the enums as JAVA_INT, and pointers as 64-bit addresses. */

_Static_assert(sizeof(blasint) == 4, "blasint is a 32-bit int");
_Static_assert(sizeof(enum CBLAS_ORDER) == 4, "an enum is a 32-bit int");
_Static_assert(sizeof(enum CBLAS_TRANSPOSE) == 4, "an enum is a 32-bit int");
_Static_assert(sizeof(enum CBLAS_UPLO) == 4, "an enum is a 32-bit int");
_Static_assert(sizeof(enum CBLAS_DIAG) == 4, "an enum is a 32-bit int");
_Static_assert(sizeof(enum CBLAS_SIDE) == 4, "an enum is a 32-bit int");
_Static_assert(sizeof(float) == 4, "float is JAVA_FLOAT");
_Static_assert(sizeof(double) == 8, "double is JAVA_DOUBLE");
_Static_assert(sizeof(void *) == 8, "an address has 64 bits");

/* 4. Values: every constant of every CBLAS enum. */

_Static_assert(CblasRowMajor == 101, "CBLAS_ORDER");
_Static_assert(CblasColMajor == 102, "CBLAS_ORDER");
_Static_assert(CblasNoTrans == 111, "CBLAS_TRANSPOSE");
_Static_assert(CblasTrans == 112, "CBLAS_TRANSPOSE");
_Static_assert(CblasConjTrans == 113, "CBLAS_TRANSPOSE");
_Static_assert(CblasConjNoTrans == 114, "CBLAS_TRANSPOSE");
_Static_assert(CblasUpper == 121, "CBLAS_UPLO");
_Static_assert(CblasLower == 122, "CBLAS_UPLO");
_Static_assert(CblasNonUnit == 131, "CBLAS_DIAG");
_Static_assert(CblasUnit == 132, "CBLAS_DIAG");
_Static_assert(CblasLeft == 141, "CBLAS_SIDE");
_Static_assert(CblasRight == 142, "CBLAS_SIDE");
