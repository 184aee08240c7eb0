package dev.gatun.bench.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.doctor.Finding.Level;
import java.util.List;
import java.util.Locale;

/** Findings for a person and for a program. */
public final class DoctorReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DoctorReport() {}

    /** A line a finding, its advice below it; what is not as it should be is marked. */
    public static String toText(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(String.format("%-4s %-16s  %s%n", mark(finding.level()), finding.topic(), finding.text()));
            if (!finding.advice().isEmpty()) {
                text.append(String.format("%-4s %-16s  -> %s%n", "", "", finding.advice()));
            }
        }
        return text.toString();
    }

    /** {@code {"degraded": false, "findings": [{"topic", "level", "text", "advice"}]}}. */
    public static String toJson(List<Finding> findings) {
        ObjectNode root = JSON.createObjectNode().put("degraded", isDegraded(findings));
        ArrayNode list = root.putArray("findings");
        for (Finding finding : findings) {
            list.addObject()
                    .put("topic", finding.topic())
                    .put("level", finding.level().name().toLowerCase(Locale.ROOT))
                    .put("text", finding.text())
                    .put("advice", finding.advice().isEmpty() ? null : finding.advice());
        }
        return root.toPrettyString() + "\n";
    }

    /** Whether anything makes Gatun slower or less safe than it could be. */
    public static boolean isDegraded(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.level() == Level.DEGRADED);
    }

    private static String mark(Level level) {
        return switch (level) {
            case OK -> "ok";
            case NOTE -> "-";
            case DEGRADED -> "!!";
        };
    }
}
