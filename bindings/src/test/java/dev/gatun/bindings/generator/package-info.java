/**
 * Writes {@code cblas_h.java} out of OpenBLAS's header in the shape of jextract's output, for builds that cannot get
 * jextract. Build-time only: it lies among the tests, which compare its output with the checked-in source.
 */
@NullMarked
package dev.gatun.bindings.generator;

import org.jspecify.annotations.NullMarked;
