package dev.gatun.einsum;

import dev.gatun.gemm.Backend;
import dev.gatun.layout.Layout;
import java.lang.foreign.MemorySegment;

/** What a plan works on while it runs. */
final class Frame {
    private final Backend backend;
    private final MemorySegment[] memory;
    private final long[] first;

    /**
     * The memory of one run.
     *
     * @param backend what multiplies matrices
     * @param memory by the numbers of {@link Place}
     * @param first the lowest element of each operand in its memory
     */
    Frame(Backend backend, MemorySegment[] memory, long[] first) {
        this.backend = backend;
        this.memory = memory;
        this.first = first;
    }

    Backend backend() {
        return backend;
    }

    MemorySegment memory(Place place) {
        return memory[place.memory()];
    }

    Layout layout(Place place) {
        return place.layout().shifted(first[place.memory()]);
    }
}
