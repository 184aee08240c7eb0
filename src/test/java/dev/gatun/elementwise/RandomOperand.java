package dev.gatun.elementwise;

import dev.gatun.layout.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/**
 * Floats in memory of a random kind, seen through random strides: permuted, stepped, reversed, broadcast, at any offset.
 *
 * @param memory heap, byte-array, native or mapped memory
 * @param layout a layout of the shape that was asked for
 */
record RandomOperand(MemorySegment memory, Layout layout) {
    /** Kinds of memory; loops on vectors take operands of one kind. */
    enum Kind {
        HEAP,
        BYTES,
        NATIVE,
        ALIGNED,
        MAPPED;

        static Kind any(SplittableRandom random) {
            return values()[random.nextInt(values().length)];
        }
    }

    /**
     * An operand of a shape in memory of any kind.
     *
     * @param broadcast whether dimensions may have stride 0
     */
    static RandomOperand of(SplittableRandom random, long[] shape, boolean broadcast) {
        return of(random, Kind.any(random), shape, broadcast);
    }

    /**
     * An operand of a shape.
     *
     * @param broadcast whether dimensions may have stride 0
     */
    static RandomOperand of(SplittableRandom random, Kind kind, long[] shape, boolean broadcast) {
        int rank = shape.length;
        int[] order = new int[rank];
        for (int d = 0; d < rank; d++) {
            int j = random.nextInt(4) == 0 ? random.nextInt(d + 1) : d;
            order[d] = order[j];
            order[j] = d;
        }
        long[] strides = new long[rank];
        long stride = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 1;
        long offset = random.nextInt(5);
        for (int i = rank - 1; i >= 0; i--) {
            int d = order[i];
            if (broadcast && random.nextInt(4) == 0) {
                continue;
            }
            boolean reversed = random.nextInt(6) == 0;
            strides[d] = reversed ? -stride : stride;
            offset += reversed ? stride * Math.max(shape[d] - 1, 0) : 0;
            stride *= Math.max(shape[d], 1) + (random.nextInt(5) == 0 ? random.nextInt(3) : 0);
        }
        Layout layout = Layout.strided(shape, strides, offset);
        MemorySegment memory = memory(kind, layout.end() + random.nextInt(3));
        for (long i = 0; i < memory.byteSize() / Float.BYTES; i++) {
            memory.set(ValueLayout.JAVA_FLOAT_UNALIGNED, i * Float.BYTES, value(random));
        }
        return new RandomOperand(memory, layout);
    }

    static MemorySegment memory(Kind kind, long floats) {
        return switch (kind) {
            case HEAP -> MemorySegment.ofArray(new float[(int) floats]);
            case BYTES ->
                MemorySegment.ofArray(new byte[(int) floats * Float.BYTES + 3]).asSlice(3);
            case NATIVE -> Arena.ofAuto().allocate(floats * Float.BYTES + 4, 4).asSlice(4);
            case ALIGNED -> Arena.ofAuto().allocate(floats * Float.BYTES, 64);
            case MAPPED -> mapped(floats * Float.BYTES);
        };
    }

    private static MemorySegment mapped(long bytes) {
        try {
            Path file = Files.createTempFile("gatun", ".map");
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, Math.max(bytes, 1), Arena.ofAuto())
                        .asSlice(0, bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A number, now and then a special one. */
    static float value(SplittableRandom random) {
        return switch (random.nextInt(40)) {
            case 0 -> Float.NaN;
            case 1 -> Float.POSITIVE_INFINITY;
            case 2 -> Float.NEGATIVE_INFINITY;
            case 3 -> -0.0f;
            case 4 -> 0.0f;
            default -> random.nextInt(-8, 9) * 0.37f;
        };
    }

    /** A shape of up to four dimensions, small ones and ones longer than several vectors. */
    static long[] shape(SplittableRandom random) {
        long[] shape = new long[random.nextInt(5)];
        for (int d = 0; d < shape.length; d++) {
            shape[d] = random.nextInt(12) == 0 ? random.nextInt(400) : random.nextInt(12);
        }
        long count = 1;
        for (int d = 0; d < shape.length; d++) {
            count *= shape[d];
            if (count > 20_000) {
                shape[d] = 1 + shape[d] % 3;
                count = 1;
            }
        }
        return shape;
    }

    float get(long place) {
        return memory.get(ValueLayout.JAVA_FLOAT_UNALIGNED, element(place) * Float.BYTES);
    }

    void set(long place, float value) {
        memory.set(ValueLayout.JAVA_FLOAT_UNALIGNED, element(place) * Float.BYTES, value);
    }

    /** The element of the place-th index in row-major order. */
    long element(long place) {
        long element = layout.offset();
        long rest = place;
        for (int d = layout.rank() - 1; d >= 0; d--) {
            element += rest % layout.size(d) * layout.stride(d);
            rest /= layout.size(d);
        }
        return element;
    }

    float[] everything() {
        float[] values = new float[(int) (memory.byteSize() / Float.BYTES)];
        MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, values, 0, values.length);
        return values;
    }
}
