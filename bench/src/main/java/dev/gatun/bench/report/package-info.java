/**
 * The report: one page of all that was measured, in one file that needs no network. {@link dev.gatun.bench.report.Data} reads
 * what the suites wrote, each section turns its part into charts and tables, and {@link dev.gatun.bench.report.Page} puts
 * them together.
 */
@NullMarked
package dev.gatun.bench.report;

import org.jspecify.annotations.NullMarked;
