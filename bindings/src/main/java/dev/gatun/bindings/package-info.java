/** OpenBLAS from Java: the facade, and the loader that finds the library and says why when it does not. */
@NullMarked
package dev.gatun.bindings;

import org.jspecify.annotations.NullMarked;
