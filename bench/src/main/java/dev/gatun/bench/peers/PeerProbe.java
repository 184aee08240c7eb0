package dev.gatun.bench.peers;

import dev.gatun.bench.host.Command;
import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.measure.ForkedJvm;
import java.time.Duration;
import java.util.List;

/**
 * Whether a peer runs on this machine, found out in a process of its own before minutes are spent: natives may be missing,
 * and may end the process that loads them.
 *
 * @param found its name and version if it runs
 * @param runs whether it does
 */
record PeerProbe(String found, boolean runs) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String MARK = "peer: ";

    /** Multiplies 2 x 2 by 2 x 2, and says by what. */
    public static void main(String[] arguments) {
        Peer peer = PeerFolder.find().peer(Contender.of(arguments[0]));
        peer.prepare(2, 2, 2, new float[] {1, 2, 3, 4}, new float[] {5, 6, 7, 8}, Integer.parseInt(arguments[1]));
        peer.multiply();
        float[] c = peer.product();
        if (c.length != 4 || c[0] != 19 || c[1] != 22 || c[2] != 43 || c[3] != 50) {
            throw new IllegalStateException("computes another product");
        }
        System.out.println(MARK + peer.describe().replace('\n', ' '));
        System.exit(0); // some leave threads behind
    }

    static PeerProbe of(Contender contender, ForkedJvm jvm, int threads) {
        try {
            ProcessBuilder process = jvm.process(PeerProbe.class, List.of(contender.id(), Integer.toString(threads)));
            ThreadVariables.put(process.environment(), threads);
            for (String line : Command.run(PATIENCE, process)) {
                if (line.startsWith(MARK)) {
                    return new PeerProbe(line.substring(MARK.length()), true);
                }
            }
            return new PeerProbe("it said nothing of itself", false);
        } catch (Trouble e) {
            return new PeerProbe("it does not run here: " + e.getMessage(), false);
        }
    }
}
