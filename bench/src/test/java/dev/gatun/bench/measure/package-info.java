@NullMarked
package dev.gatun.bench.measure;

import org.jspecify.annotations.NullMarked;
