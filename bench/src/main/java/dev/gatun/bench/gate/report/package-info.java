/** What the gate found, for people and for programs: terminal, Markdown, JUnit XML, JSON and HTML. */
@NullMarked
package dev.gatun.bench.gate.report;

import org.jspecify.annotations.NullMarked;
