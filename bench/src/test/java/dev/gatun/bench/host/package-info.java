@NullMarked
package dev.gatun.bench.host;

import org.jspecify.annotations.NullMarked;
