/** Tests of the facade and of the loader; what depends on system properties runs in JVMs of its own. */
@NullMarked
package dev.gatun.bindings;

import org.jspecify.annotations.NullMarked;
