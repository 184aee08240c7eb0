package dev.gatun.bench.ladder;

import dev.gatun.bench.host.Failure;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The first images of an IDX file of unsigned bytes, as MNIST and Fashion-MNIST come, gzipped or not:
 *
 * <pre>
 * 00 00 08 03  count  rows  columns  pixels...      (the sizes are big-endian, 32 bits each)
 * </pre>
 *
 * <p>The sizes in a file are what somebody wrote there: nothing is allocated for them, only for pixels that were read.
 *
 * @param rows of each image
 * @param columns of each image
 * @param pixels image by image, row by row, from 0 (black) to 1
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record IdxImages(int rows, int columns, float[] pixels) {
    private static final int UNSIGNED_BYTES_3D = 0x0803;
    private static final int UNSIGNED_BYTES_1D = 0x0801;
    private static final int GZIP = 0x1f8b;
    private static final int HEADER = 16;

    /**
     * Reads the first images of a file.
     *
     * @throws Failure if the file is not what it should be, or has fewer images
     */
    public static IdxImages read(Path file, int images) {
        try (DataInputStream in = open(file)) {
            int magic = in.readInt();
            if (magic == UNSIGNED_BYTES_1D) {
                throw failure(file, "it holds labels; the file with the images is wanted");
            }
            if (magic != UNSIGNED_BYTES_3D) {
                throw failure(file, String.format("it begins with %08x, not 00000803 (IDX, bytes, 3 axes)", magic));
            }
            long count = Integer.toUnsignedLong(in.readInt());
            long rows = Integer.toUnsignedLong(in.readInt());
            long columns = Integer.toUnsignedLong(in.readInt());
            String header = count + " images of " + rows + "x" + columns;
            if (rows == 0 || columns == 0 || rows > Integer.MAX_VALUE || columns > Integer.MAX_VALUE / rows) {
                throw failure(file, "its header speaks of " + header);
            }
            if (images > count) {
                throw failure(file, "it has " + header + ", and " + images + " are asked for");
            }
            if (images * rows * columns > Integer.MAX_VALUE - 8L) {
                throw failure(file, images + " of its " + header + " do not fit into one matrix");
            }
            checkSize(file, count * rows, columns, header);
            return new IdxImages((int) rows, (int) columns, pixels(in, (int) (images * rows * columns)));
        } catch (EOFException e) {
            throw failure(file, "it ends too early, within its header or the first " + images + " images");
        } catch (ZipException e) {
            throw failure(file, "its compression is damaged: " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw failure(file, "no such file");
        } catch (IOException e) {
            throw failure(file, String.valueOf(e.getMessage()));
        }
    }

    /** Columns of the matrix in which every image is a row. */
    public int size() {
        return rows * columns;
    }

    private static DataInputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw failure(file, "it is a folder");
        }
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            return new DataInputStream(isGzip(in) ? new GZIPInputStream(in, 1 << 16) : in);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static boolean isGzip(InputStream in) throws IOException {
        in.mark(2);
        int start = in.read() << 8 | in.read();
        in.reset();
        return start == GZIP;
    }

    // How long a gzipped file is shows only at its end; a plain one tells at once.
    private static void checkSize(Path file, long allRows, long columns, String header) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            long size = Files.size(file);
            if (!isGzip(in) && Files.isRegularFile(file) && (size - HEADER) / columns != allRows) {
                throw failure(file, "its header speaks of " + header + ", which " + size + " bytes are not");
            }
        }
    }

    private static float[] pixels(DataInputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count); // grows with what there is to read
        if (bytes.length < count) {
            throw new EOFException();
        }
        float[] pixels = new float[count];
        for (int i = 0; i < count; i++) {
            pixels[i] = Byte.toUnsignedInt(bytes[i]) / 255f;
        }
        return pixels;
    }

    private static Failure failure(Path file, String why) {
        return new Failure("--images " + file + ": " + why);
    }
}
