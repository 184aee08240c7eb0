/** Python as a child process: which interpreter there is, and a conversation with the programs written in it. */
@NullMarked
package dev.gatun.bench.python;

import org.jspecify.annotations.NullMarked;
