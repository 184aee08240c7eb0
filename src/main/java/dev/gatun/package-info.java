/**
 * Off-heap tensors: what a user imports. {@link dev.gatun.Tensor} is the way in; names, argument order and view-or-copy
 * behaviour follow PyTorch.
 */
@NullMarked
package dev.gatun;

import org.jspecify.annotations.NullMarked;
