@NullMarked
package dev.gatun.bench.sgemm;

import org.jspecify.annotations.NullMarked;
