package dev.gatun.bench.measure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.host.Machine;
import dev.gatun.bench.python.Interpreter;
import dev.gatun.bench.python.Interpreters;
import dev.gatun.bench.yardstick.Limits;
import dev.gatun.bench.yardstick.Yardsticks;
import java.util.List;

/**
 * Where Java and Python were measured: the machine, the JVMs and the Python.
 *
 * @param machine the machine
 * @param limits what a core of it can do
 * @param jvm how the JVMs were started
 * @param facts what they had
 * @param python the interpreter and its libraries, in words
 * @param blas the BLAS libraries that it had loaded
 */
public record Place(Machine machine, Limits limits, ForkedJvm jvm, JvmFacts facts, String python, List<String> blas) {
    /** This machine, whose limits are measured for a second. */
    public static Place here(ForkedJvm jvm, JvmFacts facts, Interpreters interpreters, List<String> blas) {
        String python = interpreters.best().map(Interpreter::describe).orElse("no Python");
        return new Place(Machine.read(), Limits.measure(Yardsticks.find()), jvm, facts, python, blas);
    }

    /** The lines of a table's head that tell of it. */
    public String toText() {
        List<String> arguments = jvm.added();
        String text = line("machine", machine.describe() + limits.describe())
                + line(
                        "java",
                        machine.java() + "; " + facts.lanes() + " floats in a vector"
                                + (arguments.isEmpty() ? "" : "; " + String.join(" ", arguments)))
                + line("openblas", facts.openBlas())
                + line("python", python);
        return blas.isEmpty() ? text : text + line("its blas", String.join(", ", blas));
    }

    /** A line of a head. */
    public static String line(String name, String value) {
        return String.format("%-9s %s%n", name, value);
    }

    /** For programs. */
    public ObjectNode toJson() {
        ObjectNode node = Json.machine(machine, facts, limits);
        node.put("python", python);
        ArrayNode loaded = node.putArray("pythonBlas");
        blas.forEach(loaded::add);
        ArrayNode arguments = node.putArray("jvmArgs");
        jvm.added().forEach(arguments::add);
        return node;
    }
}
