package dev.gatun.bench.measure;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/**
 * The very same numbers for every language: A [m, k] and B [k, n], float32, row-major. Between processes they travel
 * as two files of raw floats in this machine's byte order.
 */
public final class Operands {
    private static final long SEED = 784;

    private final Shape shape;
    private final float[] a;
    private final float[] b;

    private Operands(Shape shape, float[] a, float[] b) {
        this.shape = shape;
        this.a = a;
        this.b = b;
    }

    /**
     * Operands in [0, 1), the same at every call. Without negative numbers the sums cannot cancel, so that a relative
     * tolerance says something about every element of the product.
     */
    public static Operands random(Shape shape) {
        SplittableRandom random = new SplittableRandom(SEED);
        return new Operands(shape, uniform(random, shape.m() * shape.k()), uniform(random, shape.k() * shape.n()));
    }

    /** Operands with a given A, which is kept, and a random B as in {@link #random}. */
    public static Operands withLeft(Shape shape, float[] a) {
        if (a.length != shape.m() * shape.k()) {
            throw new IllegalArgumentException(a.length + " elements for the left operand of " + shape);
        }
        return new Operands(shape, a, uniform(new SplittableRandom(SEED), shape.k() * shape.n()));
    }

    /** The operands that {@link #write} left in a folder. */
    public static Operands read(Path folder, Shape shape) {
        return new Operands(
                shape,
                readFloats(folder.resolve("a.f32"), shape.m() * shape.k()),
                readFloats(folder.resolve("b.f32"), shape.k() * shape.n()));
    }

    /** Leaves a.f32 and b.f32 in a folder. */
    public void write(Path folder) {
        writeFloats(folder.resolve("a.f32"), a);
        writeFloats(folder.resolve("b.f32"), b);
    }

    /** The sizes. */
    public Shape shape() {
        return shape;
    }

    /** A, row-major; the array itself, not to be written to. */
    public float[] a() {
        return a;
    }

    /** B, row-major; the array itself, not to be written to. */
    public float[] b() {
        return b;
    }

    /** The product of the upper left corners of A and B, of the given sizes. */
    public Operands corner(Shape sizes) {
        return sizes.equals(shape)
                ? this
                : new Operands(
                        sizes, corner(a, shape.k(), sizes.m(), sizes.k()), corner(b, shape.n(), sizes.k(), sizes.n()));
    }

    private static float[] corner(float[] matrix, int stride, int rows, int columns) {
        float[] corner = new float[rows * columns];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(matrix, i * stride, corner, i * columns, columns);
        }
        return corner;
    }

    private static float[] uniform(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }

    /** Reads exactly {@code count} floats; a file of another size is an error. */
    public static float[] readFloats(Path file, int count) {
        try (FileChannel channel = FileChannel.open(file);
                Arena arena = Arena.ofConfined()) {
            if (channel.size() != Float.BYTES * (long) count) {
                throw new IOException(file + " has " + channel.size() + " bytes, not those of " + count + " floats");
            }
            return channel.map(MapMode.READ_ONLY, 0, channel.size(), arena).toArray(JAVA_FLOAT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads all doubles of a file. */
    public static double[] readDoubles(Path file) {
        try (FileChannel channel = FileChannel.open(file);
                Arena arena = Arena.ofConfined()) {
            return channel.map(MapMode.READ_ONLY, 0, channel.size(), arena).toArray(JAVA_DOUBLE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file, or writes it anew. */
    public static void writeFloats(Path file, float[] values) {
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = channel.map(MapMode.READ_WRITE, 0, Float.BYTES * (long) values.length, arena);
            MemorySegment.copy(values, 0, bytes, JAVA_FLOAT, 0, values.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
