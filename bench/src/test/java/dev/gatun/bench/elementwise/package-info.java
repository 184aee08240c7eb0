/** Tests of the elementwise benchmark. */
@NullMarked
package dev.gatun.bench.elementwise;

import org.jspecify.annotations.NullMarked;
