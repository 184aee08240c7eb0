package dev.gatun.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The vectors of this machine. Not touched where the JVM has no {@code jdk.incubator.vector}. */
final class VectorShapes {
    private VectorShapes() {}

    /** Elements of the widest vector that C2 has instructions for. */
    static int preferredLanes() {
        return FloatVector.SPECIES_PREFERRED.length();
    }

    static VectorSpecies<Float> species(int lanes) {
        return switch (lanes) {
            case 16 -> FloatVector.SPECIES_512;
            case 8 -> FloatVector.SPECIES_256;
            case 4 -> FloatVector.SPECIES_128;
            default -> throw new IllegalArgumentException("no vectors of " + lanes + " floats");
        };
    }
}
