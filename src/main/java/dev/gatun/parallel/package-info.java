/** Threads that help with loops: one small pool for the process, shared by all callers and never oversubscribed. */
@NullMarked
package dev.gatun.parallel;

import org.jspecify.annotations.NullMarked;
