/** Libraries that multiply matrices, each behind {@link dev.gatun.bench.peers.Peer}. */
@NullMarked
package dev.gatun.peers;

import org.jspecify.annotations.NullMarked;
