/** What one would multiply matrices with instead, held against {@code matmul} in the same run. */
@NullMarked
package dev.gatun.bench.peers;

import org.jspecify.annotations.NullMarked;
