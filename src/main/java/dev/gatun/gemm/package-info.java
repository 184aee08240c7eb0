/**
 * The matrix product {@code C <- alpha A B + beta C} over (memory, layout) pairs. {@link dev.gatun.gemm.Matmul} knows
 * NumPy's rules for vectors and batches and ends in {@link dev.gatun.gemm.Gemm}, which validates, keeps overlapping
 * memory apart and hands the product to a {@link dev.gatun.gemm.Backend}.
 */
@NullMarked
package dev.gatun.gemm;

import org.jspecify.annotations.NullMarked;
