@NullMarked
package dev.gatun.bench.python;

import org.jspecify.annotations.NullMarked;
