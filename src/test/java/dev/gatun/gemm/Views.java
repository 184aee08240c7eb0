package dev.gatun.gemm;

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
import java.util.random.RandomGenerator;

/** Matrices for tests: every way to lie in memory, in every kind of memory, inside of a block that is larger. */
final class Views {
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private Views() {}

    /** How a matrix lies in its block. */
    enum Kind {
        PLAIN,
        TRANSPOSED,
        SLICED,
        TRANSPOSED_SLICED,
        STEPPED,
        STEPPED_ROWS,
        REVERSED,
        REVERSED_COLUMNS,
        /** One row, seen many times: for operands only. */
        BROADCAST_ROW,
        /** One column, seen many times: for operands only. */
        BROADCAST_COLUMN;

        /** Those that can be written. */
        static final Kind[] WRITABLE = {
            PLAIN, TRANSPOSED, SLICED, TRANSPOSED_SLICED, STEPPED, STEPPED_ROWS, REVERSED, REVERSED_COLUMNS
        };

        /** A layout of this kind that begins somewhere in its block. */
        Layout layout(long rows, long cols) {
            Layout layout = switch (this) {
                case PLAIN -> Layout.contiguous(rows, cols);
                case TRANSPOSED -> Layout.contiguous(cols, rows).transpose(0, 1);
                case SLICED -> sliced(rows, cols);
                case TRANSPOSED_SLICED -> sliced(cols, rows).transpose(0, 1);
                case STEPPED ->
                    Layout.contiguous(2 * rows, 3 * cols)
                            .slice(0, 0, Layout.OPEN, 2)
                            .slice(1, 0, Layout.OPEN, 3);
                case STEPPED_ROWS -> Layout.contiguous(2 * rows, cols).slice(0, 0, Layout.OPEN, 2);
                case REVERSED ->
                    Layout.contiguous(rows, cols)
                            .slice(0, Layout.OPEN, Layout.OPEN, -1)
                            .slice(1, Layout.OPEN, Layout.OPEN, -1);
                case REVERSED_COLUMNS -> sliced(rows, cols).slice(1, Layout.OPEN, Layout.OPEN, -1);
                case BROADCAST_ROW -> Layout.contiguous(1, cols).expand(rows, cols);
                case BROADCAST_COLUMN -> Layout.contiguous(rows, 1).expand(rows, cols);
            };
            return layout.shifted(7);
        }

        private static Layout sliced(long rows, long cols) {
            return Layout.contiguous(rows + 3, cols + 5).narrow(0, 1, rows).narrow(1, 2, cols);
        }
    }

    /** Where the block is. */
    enum Place {
        NATIVE,
        FLOATS,
        /** Two bytes into an array of bytes: aligned to nothing. */
        BYTES,
        MAPPED;

        /** A block of floats, its values undefined. */
        MemorySegment block(Arena arena, long elements) {
            return switch (this) {
                case NATIVE -> arena.allocate(elements * Float.BYTES, 64);
                case FLOATS -> MemorySegment.ofArray(new float[(int) elements]);
                case BYTES ->
                    MemorySegment.ofArray(new byte[(int) elements * Float.BYTES + 2])
                            .asSlice(2);
                case MAPPED -> mapped(arena, elements * Float.BYTES);
            };
        }
    }

    /** A sparse temporary file: only the pages that are written take room. */
    static MemorySegment mapped(Arena arena, long bytes) {
        try {
            Path file = Files.createTempFile("gatun", ".bin");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
            } finally {
                Files.delete(file); // the mapping keeps the bytes
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An operand of random values in [-1, 1), in a block that is NaN elsewhere. */
    static Strided random(RandomGenerator random, Arena arena, Place place, Layout layout) {
        Strided operand = blank(arena, place, layout);
        for (long i = 0; i < layout.size(0); i++) {
            for (long j = 0; j < layout.size(1); j++) {
                set(operand, i, j, random.nextFloat() * 2 - 1);
            }
        }
        return operand;
    }

    /** An output: a block of NaN. */
    static Strided blank(Arena arena, Place place, Layout layout) {
        long elements = layout.end() + 9;
        MemorySegment block = place.block(arena, elements);
        for (long i = 0; i < elements; i++) {
            block.set(FLOAT, i * Float.BYTES, Float.NaN);
        }
        return new Strided(block, layout);
    }

    static void set(Strided matrix, long i, long j, float value) {
        matrix.memory().set(FLOAT, offset(matrix, i, j), value);
    }

    static float get(Strided matrix, long i, long j) {
        return matrix.memory().get(FLOAT, offset(matrix, i, j));
    }

    /** In bytes; unlike {@link Layout#at} without checks, as it is called for every element of every product. */
    private static long offset(Strided matrix, long i, long j) {
        Layout layout = matrix.layout();
        return (layout.offset() + i * layout.stride(0) + j * layout.stride(1)) * Float.BYTES;
    }

    static byte[] bytes(Strided matrix) {
        return matrix.memory().toArray(ValueLayout.JAVA_BYTE);
    }

    /** The bytes after an operation with those before it put back in the place of the matrix: what was around it. */
    static byte[] surroundings(Strided matrix, byte[] before) {
        MemorySegment after = MemorySegment.ofArray(bytes(matrix));
        MemorySegment old = MemorySegment.ofArray(before);
        for (long i = 0; i < matrix.size(0); i++) {
            for (long j = 0; j < matrix.size(1); j++) {
                long at = offset(matrix, i, j);
                after.set(FLOAT, at, old.get(FLOAT, at));
            }
        }
        return (byte[]) after.heapBase().orElseThrow();
    }
}
