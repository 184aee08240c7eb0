/** What it costs to call C from Java, beside the same calls from C. */
@NullMarked
package dev.gatun.bench.calls;

import org.jspecify.annotations.NullMarked;
