/** What this machine has for Gatun, what it lacks, and the exact words that would change that. */
@NullMarked
package dev.gatun.bench.doctor;

import org.jspecify.annotations.NullMarked;
