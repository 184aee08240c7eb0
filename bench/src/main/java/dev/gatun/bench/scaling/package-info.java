/** How the matrix product grows with its size and with the number of threads. */
@NullMarked
package dev.gatun.bench.scaling;

import org.jspecify.annotations.NullMarked;
