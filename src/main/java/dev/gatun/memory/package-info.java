/** Where results live that were given no memory: allocation that the garbage collector ends. */
@NullMarked
package dev.gatun.memory;

import org.jspecify.annotations.NullMarked;
