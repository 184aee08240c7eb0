@NullMarked
package dev.gatun.bench.gate.verdict;

import org.jspecify.annotations.NullMarked;
