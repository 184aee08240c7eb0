package dev.gatun.bench.ladder;

import dev.gatun.bench.measure.Reference.Check;
import dev.gatun.bench.measure.Timing;
import java.util.Optional;

/**
 * What became of a tier.
 *
 * @param tier the tier
 * @param status whether it was measured
 * @param timing what a call costs, if it was measured
 * @param check how its product compares, if it gave one
 * @param reason why it was not measured, and how to change that; empty if it was
 */
public record Row(Tier tier, Status status, Optional<Timing> timing, Optional<Check> check, String reason) {
    /** How it went. */
    public enum Status {
        /** Its product is near the reference, and it was timed. */
        OK,
        /** It could not be run here. */
        MISSING,
        /** It ran, and its product is not near the reference or it failed: it was not timed. */
        WRONG
    }

    /** A tier whose product was found near and that was timed. */
    static Row ok(Tier tier, Timing timing, Check check) {
        return new Row(tier, Status.OK, Optional.of(timing), Optional.of(check), "");
    }

    /** A tier that could not be run here. */
    static Row missing(Tier tier, String reason) {
        return new Row(tier, Status.MISSING, Optional.empty(), Optional.empty(), reason);
    }

    /** A tier whose product was near, but that could not be timed. */
    static Row untimed(Tier tier, Check check, String reason) {
        return new Row(tier, Status.MISSING, Optional.empty(), Optional.of(check), reason);
    }

    /** A tier whose product is not near. */
    static Row notNear(Tier tier, Check check) {
        String reason = "not near the reference: off by " + check.maxError() + " at " + check.where() + "; not timed";
        return new Row(tier, Status.WRONG, Optional.empty(), Optional.of(check), reason);
    }

    /** One of Gatun's own tiers that threw. */
    static Row failed(Tier tier, String reason) {
        return new Row(tier, Status.WRONG, Optional.empty(), Optional.empty(), reason);
    }

    /** Whether it was measured. */
    boolean isOk() {
        return status == Status.OK;
    }
}
