/** What is around this program: the machine, the checkout, files and other programs. It knows nothing of ladders. */
@NullMarked
package dev.gatun.bench.host;

import org.jspecify.annotations.NullMarked;
