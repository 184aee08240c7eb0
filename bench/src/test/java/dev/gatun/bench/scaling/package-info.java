@NullMarked
package dev.gatun.bench.scaling;

import org.jspecify.annotations.NullMarked;
