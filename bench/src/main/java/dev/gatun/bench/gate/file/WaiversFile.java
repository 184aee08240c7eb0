package dev.gatun.bench.gate.file;

import dev.gatun.bench.gate.file.JsonFile.Place;
import dev.gatun.bench.gate.verdict.Finding.Metric;
import dev.gatun.bench.gate.verdict.Waivers;
import dev.gatun.bench.gate.verdict.Waivers.Waiver;
import dev.gatun.bench.host.Failure;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Regressions that are known: {@code {"waivers": [{"benchmark": "sgemm packed *", "metric": "time", "reason": "issue 12",
 * "until": "2027-01-31"}]}}; the metric may be left out.
 */
public final class WaiversFile {
    private WaiversFile() {}

    /**
     * Reads a file.
     *
     * @param today on which all of them must hold
     * @throws Failure if it is none, or a waiver has ended
     */
    public static Waivers read(Path path, LocalDate today) {
        List<Waiver> waivers = new ArrayList<>();
        for (Place place : JsonFile.read(path).get("waivers").elements()) {
            Waiver waiver = new Waiver(
                    filled(place, "benchmark"),
                    place.find("metric").map(given -> metric(place)),
                    filled(place, "reason"),
                    date(place));
            if (waiver.hasEnded(today)) {
                throw new Failure(path + ": the waiver of " + waiver.benchmark() + " (" + waiver.reason()
                        + ") ended on " + waiver.until() + ": mend what it lets through, or give it a later date");
            }
            waivers.add(waiver);
        }
        return new Waivers(waivers);
    }

    private static String filled(Place place, String name) {
        String text = place.text(name).strip();
        if (text.isEmpty()) {
            throw place.get(name).wrong("is empty");
        }
        return text;
    }

    private static Metric metric(Place place) {
        String id = place.text("metric");
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.id().equals(id))
                .findFirst()
                .orElseThrow(() -> place.get("metric").wrong("is neither time nor allocation"));
    }

    private static LocalDate date(Place place) {
        try {
            return LocalDate.parse(place.text("until"));
        } catch (DateTimeParseException e) {
            throw place.get("until").wrong("is no date such as 2027-01-31");
        }
    }
}
