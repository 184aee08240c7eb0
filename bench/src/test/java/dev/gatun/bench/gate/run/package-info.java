@NullMarked
package dev.gatun.bench.gate.run;

import org.jspecify.annotations.NullMarked;
