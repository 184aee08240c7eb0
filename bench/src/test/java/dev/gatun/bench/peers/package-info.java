@NullMarked
package dev.gatun.bench.peers;

import org.jspecify.annotations.NullMarked;
