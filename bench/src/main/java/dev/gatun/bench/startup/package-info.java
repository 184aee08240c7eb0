/** How long it takes from the start of a JVM to its first product, beside a Java program that does nothing. */
@NullMarked
package dev.gatun.bench.startup;

import org.jspecify.annotations.NullMarked;
