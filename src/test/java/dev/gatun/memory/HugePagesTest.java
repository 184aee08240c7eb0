package dev.gatun.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatun.ChildJvm;
import dev.gatun.Tensor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class HugePagesTest {
    private static final long LARGE = 64 << 20;

    @Test
    @EnabledOnOs(OS.LINUX)
    void memoryStartsAtAHugePageIsZeroAndIsAdvised() throws IOException {
        assumeTrue(HugePages.pay(LARGE, 0));
        MemorySegment memory = Objects.requireNonNull(HugePages.map(LARGE));
        assertThat(memory.byteSize()).isEqualTo(LARGE);
        assertThat(memory.address() % HugePages.SIZE).isZero();
        assertThat(memory.mismatch(memory.asSlice(0, LARGE).fill((byte) 0))).isEqualTo(-1);
        memory.setAtIndex(ValueLayout.JAVA_LONG, LARGE / 8 - 1, 7);
        assertThat(memory.getAtIndex(ValueLayout.JAVA_LONG, LARGE / 8 - 1)).isEqualTo(7);
        assertThat(mapping(memory)).anyMatch(line -> line.startsWith("VmFlags:") && line.contains(" hg"));
        HugePages.unmap(memory);
        assertThat(mapping(memory)).isEmpty();
    }

    /** What the kernel says of the mapping that a block starts. */
    private static List<String> mapping(MemorySegment memory) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/self/smaps"));
        String start = Long.toHexString(memory.address()) + "-";
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(start)) {
                int end = i + 1;
                while (end < lines.size() && !lines.get(end).startsWith("VmFlags:")) {
                    end++;
                }
                return lines.subList(i, Math.min(end + 1, lines.size()));
            }
        }
        return List.of();
    }

    @Test
    void smallBlocksAndSmallProgramsDoNotPayForThem() {
        assertThat(HugePages.pay(1 << 20, 1L << 40)).isFalse();
        assertThat(HugePages.pay(4 << 20, 0)).isFalse();
    }

    /** Large results, some of them given back to the operating system. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) {
            System.out.println(HugePages.pay(LARGE, 0));
            Tensor x = Tensor.ones(20 << 20);
            for (int i = 0; i < 20; i++) {
                x.add(x);
            }
            System.out.println(x.add(x).sum().item());
            dev.gatun.Memory.trim();
            System.out.println(dev.gatun.Memory.stats().idle());
        }
    }

    @Test
    void withoutThemThereIsOrdinaryMemory() {
        assertThat(ChildJvm.run(
                                Main.class,
                                "-Dgatun.memory.hugepages=false",
                                "-Dgatun.memory.limit=1g",
                                "--enable-native-access=ALL-UNNAMED")
                        .lines())
                .containsExactly("false", "4.194304E7", "0");
    }

    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = {"amd64", "aarch64"})
    void withThemTheResultsAreTheSame() {
        assertThat(ChildJvm.run(Main.class, "-Dgatun.memory.limit=1g", "--enable-native-access=ALL-UNNAMED")
                        .lines())
                .containsExactly("true", "4.194304E7", "0");
    }
}
