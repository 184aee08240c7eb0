@NullMarked
package dev.gatun.bench.ladder;

import org.jspecify.annotations.NullMarked;
