@NullMarked
package dev.gatun.bench.gate.report;

import org.jspecify.annotations.NullMarked;
