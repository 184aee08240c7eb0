/**
 * How the gate takes samples: which fork comes next, when it is enough, and what is measured again. Who measures a fork is
 * given to it, so that simulated machines go through the very same code as real ones.
 */
@NullMarked
package dev.gatun.bench.gate.run;

import org.jspecify.annotations.NullMarked;
