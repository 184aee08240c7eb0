/**
 * Machines that are made up, with noise of known kinds, on which the gate can be wrong or right thousands of times: what it
 * does there is what docs/gate.md says of it.
 */
@NullMarked
package dev.gatun.bench.gate.simulation;

import org.jspecify.annotations.NullMarked;
