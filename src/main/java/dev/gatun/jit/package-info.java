/**
 * What makes the JIT compile a loop as if it had been written for one case alone: loop classes as templates, loops
 * that are compiled apart from their callers, and the question whether the JVM has vectors.
 */
@NullMarked
package dev.gatun.jit;

import org.jspecify.annotations.NullMarked;
