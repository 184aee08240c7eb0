package dev.gatun.bench.peers;

import dev.gatun.bench.python.PythonChild;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells the native libraries of peers how many threads they may use, in the environment, which they read when they are loaded. */
final class ThreadVariables {
    private ThreadVariables() {}

    static void put(Map<String, String> environment, int threads) {
        PythonChild.THREAD_VARIABLES.forEach(name -> environment.put(name, Integer.toString(threads)));
    }

    /** With a space between them. */
    static String of(int threads) {
        return PythonChild.THREAD_VARIABLES.stream()
                .map(name -> name + "=" + threads)
                .collect(Collectors.joining(" "));
    }
}
