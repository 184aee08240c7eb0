@NullMarked
package dev.gatun.bench.report;

import org.jspecify.annotations.NullMarked;
