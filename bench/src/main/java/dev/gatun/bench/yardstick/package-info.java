/** The C library of {@code native/}, bound by hand: what the hardware does when nothing stands in between. */
@NullMarked
package dev.gatun.bench.yardstick;

import org.jspecify.annotations.NullMarked;
