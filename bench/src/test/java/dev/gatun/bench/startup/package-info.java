@NullMarked
package dev.gatun.bench.startup;

import org.jspecify.annotations.NullMarked;
