/** The {@code gatun} command line: what is asked for, and how it went; measuring is done in the packages below. */
@NullMarked
package dev.gatun.bench;

import org.jspecify.annotations.NullMarked;
