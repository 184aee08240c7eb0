@NullMarked
package dev.gatun.bench;

import org.jspecify.annotations.NullMarked;
