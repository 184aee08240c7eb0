/**
 * Einstein summation in three layers, each of which can be tested without the next, as in opt_einsum's {@code parser.py},
 * {@code blas.py} and {@code contract.py}:
 *
 * <ol>
 *   <li>strings: {@link dev.gatun.einsum.Subscripts} reads the subscripts;
 *   <li>labels: {@link dev.gatun.einsum.Contraction} gives each label a size and each operand what is summed alone, {@link
 *       dev.gatun.einsum.ContractionOrder} finds in which order many operands are contracted, {@link dev.gatun.einsum.Roles}
 *       sorts the labels of two;
 *   <li>layouts: {@link dev.gatun.einsum.Planner} makes steps of it, with a {@link dev.gatun.einsum.MatrixProduct} where two
 *       operands are multiplied as matrices.
 * </ol>
 *
 * <p>Only the {@link dev.gatun.einsum.Plan} that comes of it meets data, and {@link dev.gatun.einsum.Plans} keeps the plans
 * of the calls of late.
 */
@NullMarked
package dev.gatun.einsum;

import org.jspecify.annotations.NullMarked;
