/** The generated binding of OpenBLAS's {@code cblas.h}; {@code bindings/README.md} says which tool wrote it. */
@NullMarked
package dev.gatun.bindings.openblas;

import org.jspecify.annotations.NullMarked;
