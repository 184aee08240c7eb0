@NullMarked
package dev.gatun.bench.calls;

import org.jspecify.annotations.NullMarked;
