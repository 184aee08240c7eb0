@NullMarked
package dev.gatun.bench.yardstick;

import org.jspecify.annotations.NullMarked;
