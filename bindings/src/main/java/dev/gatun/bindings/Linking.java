package dev.gatun.bindings;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;

/**
 * Links the calls of a first product on a thread of its own, while the library is looked for and opened. In a new JVM
 * either takes some 50 ms and neither needs the other. The JDK's linker keeps what it linked by signature and options, so
 * whoever asks for the same later has it, or waits for the thread that is at it.
 */
final class Linking {
    private Linking() {}

    // Methods, no constants: they want native access, and without it a failed initialiser would hide who was denied it.

    private static AddressLayout pointer() {
        return ValueLayout.ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(Long.MAX_VALUE, JAVA_BYTE));
    }

    /** {@code const char *()}. */
    static FunctionDescriptor text() {
        return FunctionDescriptor.of(pointer());
    }

    /** {@code void (int)}, as {@code openblas_set_num_threads}. */
    static FunctionDescriptor setThreads() {
        return FunctionDescriptor.ofVoid(JAVA_INT);
    }

    /** {@code cblas_sgemm}, as the generated binding has it; asking that one would link it. */
    static FunctionDescriptor sgemm() {
        AddressLayout pointer = pointer();
        return FunctionDescriptor.ofVoid(
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_FLOAT,
                pointer,
                JAVA_INT,
                pointer,
                JAVA_INT,
                JAVA_FLOAT,
                pointer,
                JAVA_INT);
    }

    /** Without a change of the thread's state, and with heap segments allowed. */
    static Linker.Option critical() {
        return Linker.Option.critical(true);
    }

    /** Begins, if there is a processor to do it on. */
    static void begin() {
        if (Runtime.getRuntime().availableProcessors() > 1) {
            Thread.ofPlatform().daemon().name("gatun-link").start(Linking::link);
        }
    }

    /** In the order in which they are wanted. */
    private static void link() {
        try {
            Linker linker = Linker.nativeLinker();
            linker.downcallHandle(text());
            linker.downcallHandle(sgemm(), critical());
            linker.downcallHandle(setThreads());
            linker.downcallHandle(sgemm());
        } catch (RuntimeException | LinkageError e) {
            // Native access is denied, or this JVM links nothing: the thread that needs a call is told so.
        }
    }
}
