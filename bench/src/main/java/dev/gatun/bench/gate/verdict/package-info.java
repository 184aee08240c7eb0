/** What the gate says about a benchmark, by which rules, and what a waiver changes about it. It measures nothing. */
@NullMarked
package dev.gatun.bench.gate.verdict;

import org.jspecify.annotations.NullMarked;
