@NullMarked
package dev.gatun.bench.gate.file;

import org.jspecify.annotations.NullMarked;
