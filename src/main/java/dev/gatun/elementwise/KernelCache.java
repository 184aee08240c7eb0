package dev.gatun.elementwise;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The loop of each operation, made when it is first used. Two threads may both make one; they are alike. */
final class KernelCache<E extends Enum<E>, K> {
    private final AtomicReferenceArray<@Nullable K> kernels;
    private final Function<E, K> maker;

    KernelCache(Class<E> operations, Function<E, K> maker) {
        this.kernels = new AtomicReferenceArray<>(operations.getEnumConstants().length);
        this.maker = maker;
    }

    @SuppressWarnings("EnumOrdinal") // the place in an array of all constants, within one run
    K get(E operation) {
        K kernel = kernels.getAcquire(operation.ordinal());
        if (kernel == null) {
            kernel = maker.apply(operation);
            kernels.setRelease(operation.ordinal(), kernel);
        }
        return kernel;
    }
}
