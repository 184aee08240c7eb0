package dev.gatun.bench.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatun.bench.host.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxImagesTest {
    private static final int MAGIC = 0x0803;

    @TempDir
    private Path folder;

    /** A file whose header says one thing and which holds so many pixels: 0, 1, 2, ... modulo 256. */
    private Path idx(int magic, int count, int rows, int columns, int pixels, boolean zipped) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(16 + pixels);
        bytes.putInt(magic).putInt(count).putInt(rows).putInt(columns);
        for (int i = 0; i < pixels; i++) {
            bytes.put((byte) i);
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (OutputStream out = zipped ? new GZIPOutputStream(content) : content) {
            out.write(bytes.array());
        }
        return Files.write(folder.resolve("images"), content.toByteArray());
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void reads_the_first_images_as_rows_in_0_to_1(boolean zipped) throws IOException {
        IdxImages images = IdxImages.read(idx(MAGIC, 30, 4, 3, 360, zipped), 25);
        assertThat(images.rows()).isEqualTo(4);
        assertThat(images.columns()).isEqualTo(3);
        assertThat(images.size()).isEqualTo(12);
        assertThat(images.pixels()).hasSize(300);
        assertThat(images.pixels()[0]).isZero();
        assertThat(images.pixels()[51]).isEqualTo(0.2f);
        assertThat(images.pixels()[255]).isEqualTo(1f);
        assertThat(images.pixels()[256]).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // magic, count, rows, columns, pixels, zipped, what the message says
        "2049, 30, 4, 3, 360, false, labels",
        "2049, 30, 4, 3, 360, true, labels",
        "1234, 30, 4, 3, 360, false, 000004d2",
        "2051, 24, 4, 3, 288, false, 25 are asked for",
        "2051, 30, 4, 3, 359, false, 375 bytes",
        "2051, 30, 4, 3, 372, false, 388 bytes",
        "2051, 30, 4, 3, 299, true, too early",
        "2051, 30, 0, 3, 360, false, 30 images of 0x3",
        "2051, 30, 4, 0, 360, true, 30 images of 4x0",
        // what somebody wrote to make us allocate: nothing of it may be allocated
        "2051, -1, -1, -1, 0, false, 4294967295x4294967295",
        "2051, -1, 65536, 65536, 0, true, 65536x65536",
        "2051, 2147483647, 46340, 46340, 0, true, do not fit",
        "2051, 30, 8000, 8000, 360, true, too early",
        "2051, 2147483647, 1, 1, 20, false, 36 bytes",
    })
    void says_what_is_wrong(int magic, int count, int rows, int columns, int pixels, boolean zipped, String message)
            throws IOException {
        Path file = idx(magic, count, rows, columns, pixels, zipped);
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> IdxImages.read(file, 25))
                .withMessageContaining("--images " + file)
                .withMessageContaining(message);
    }

    @Test
    void says_what_is_wrong_with_files_that_are_none() throws IOException {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> IdxImages.read(folder.resolve("absent"), 1))
                .withMessageContaining("no such file");
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> IdxImages.read(folder, 1))
                .withMessageContaining("folder");
        Path empty = Files.createFile(folder.resolve("empty"));
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> IdxImages.read(empty, 1))
                .withMessageContaining("too early");
        Path zipped = idx(MAGIC, 30, 4, 3, 360, true);
        byte[] damaged = Files.readAllBytes(zipped);
        Arrays.fill(damaged, 30, damaged.length - 8, (byte) 0xff);
        Files.write(zipped, damaged);
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> IdxImages.read(zipped, 25))
                .withMessageContaining("damaged");
    }
}
