/** The matrix product by all that can compute it, side by side, over shapes; and the dispatch table, from such times. */
@NullMarked
package dev.gatun.bench.sgemm;

import org.jspecify.annotations.NullMarked;
