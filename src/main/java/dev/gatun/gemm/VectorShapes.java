package dev.gatun.gemm;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The vectors of this machine. Not touched where the JVM has no {@code jdk.incubator.vector}. */
final class VectorShapes {
    private VectorShapes() {}

    /**
     * Whether FMA is an instruction: on x86 it came with AVX2. Where it is none, {@code fma} is computed with BigDecimal, and
     * the loops without vectors are a thousand times as fast.
     */
    static boolean hasFma() {
        if (!System.getProperty("os.arch").equals("amd64") || preferredLanes() > 4) {
            return true;
        }
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return jvm != null && Boolean.parseBoolean(jvm.getVMOption("UseFMA").getValue());
    }

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
