/**
 * The matrix product of the fast.ai lesson in tiers, from three loops to OpenBLAS. {@link dev.gatun.ladder.Stage} is the
 * table of contents; each tier is one small file, written against {@link dev.gatun.Tensor} as a user would write it.
 */
@NullMarked
package dev.gatun.ladder;

import org.jspecify.annotations.NullMarked;
