/** The files that the gate reads and writes. All that can be wrong with one is said in a line that names the file. */
@NullMarked
package dev.gatun.bench.gate.file;

import org.jspecify.annotations.NullMarked;
