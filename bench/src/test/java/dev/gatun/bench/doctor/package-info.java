@NullMarked
package dev.gatun.bench.doctor;

import org.jspecify.annotations.NullMarked;
