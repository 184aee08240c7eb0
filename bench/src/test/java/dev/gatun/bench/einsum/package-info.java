/** Tests of the einsum benchmark. */
@NullMarked
package dev.gatun.bench.einsum;

import org.jspecify.annotations.NullMarked;
