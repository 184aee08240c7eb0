/** The ladder: one product, computed by every tier there is, checked, timed and set side by side. */
@NullMarked
package dev.gatun.bench.ladder;

import org.jspecify.annotations.NullMarked;
