/**
 * Einstein summation in three layers, each of which can be tested without the next: {@link dev.gatun.einsum.Subscripts}
 * reads the string, {@link dev.gatun.einsum.Contraction} gives each label a size and a role without touching data, and
 * {@link dev.gatun.einsum.Einsum} executes that as views, sums and one batched product. The split is opt_einsum's:
 * {@code parser.py}, {@code blas.py}, {@code contract.py}.
 */
@NullMarked
package dev.gatun.einsum;

import org.jspecify.annotations.NullMarked;
