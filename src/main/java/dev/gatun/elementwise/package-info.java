/**
 * Elementwise operations with broadcasting, and reductions, over (memory, layout) pairs. One walk over strided operands
 * ({@link dev.gatun.elementwise.StridedLoop}), one loop for each kind of operation, specialised for each operation so that
 * the compiler sees it as a constant.
 */
@NullMarked
package dev.gatun.elementwise;

import org.jspecify.annotations.NullMarked;
