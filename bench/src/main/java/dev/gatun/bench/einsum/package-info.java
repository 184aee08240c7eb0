/**
 * Contractions by {@code Tensor.einsum}, by {@code matmul} where they are one, by NumPy and by PyTorch, measured in one run on
 * the same numbers: {@code gatun bench einsum}.
 */
@NullMarked
package dev.gatun.bench.einsum;

import org.jspecify.annotations.NullMarked;
