package dev.gatun.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.ChildJvm;
import dev.gatun.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;

class RecorderTest {
    /** Records a loop of results, and prints what was recorded. */
    static final class Recorded {
        private Recorded() {}

        public static void main(String[] args) throws IOException {
            Path file = Files.createTempFile("gatun", ".jfr");
            try (Recording recording = new Recording()) {
                recording.enable("dev.gatun.Memory");
                recording.start();
                Tensor x = Tensor.ones(1 << 20);
                for (int i = 0; i < 100; i++) {
                    x.add(x);
                }
                recording.stop();
                recording.dump(file);
            }
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                long held = event.getLong("held");
                boolean sound = event.getLong("handedOut") <= held
                        && held <= event.getLong("peak")
                        && event.getLong("limit") == 64 << 20;
                System.out.println(event.getString("cause") + " " + sound + " "
                        + (event.getLong("collections") > 0) + " "
                        + event.getDuration().isPositive());
            }
            Files.delete(file);
        }
    }

    @Test
    void mappingsAndCollectionsAreRecorded() {
        String output = ChildJvm.run(Recorded.class, "-Dgatun.memory.limit=64m", "--enable-native-access=ALL-UNNAMED");
        assertThat(output.lines()).allMatch(line -> line.contains(" true "));
        assertThat(output.lines()).anyMatch(line -> line.startsWith("mapped true false"));
        assertThat(output.lines()).contains("bound true true true");
    }

    /** Makes a result where there is no recorder. */
    static final class Unrecorded {
        private Unrecorded() {}

        public static void main(String[] args) {
            System.out.println(Tensor.ones(3).sum().item() + " "
                    + ModuleLayer.boot().findModule("jdk.jfr").isPresent());
        }
    }

    @Test
    void theRecorderIsOptional() {
        assertThat(ChildJvm.run(
                                Unrecorded.class,
                                "--limit-modules=java.base,java.management",
                                "--enable-native-access=ALL-UNNAMED")
                        .lines())
                .containsExactly("3.0 false");
    }
}
