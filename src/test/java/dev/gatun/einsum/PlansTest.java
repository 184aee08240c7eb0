package dev.gatun.einsum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.layout.Layout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Plans are found again, for what they were made for only, and not more of them than there is room for. */
class PlansTest {
    private static final Layout A = Layout.contiguous(5, 7);
    private static final Layout B = Layout.contiguous(7, 3);

    @Test
    void theSameCallFindsThePlan() {
        Plan plan = Plans.of("ik,kj->ij", new Layout[] {A, B}, null);
        assertThat(Plans.of("ik,kj->ij", new Layout[] {A, B}, null)).isSameAs(plan);
        assertThat(Plans.of(new String("ik,kj->ij"), new Layout[] {A.shifted(3), B}, null))
                .as("wherever it lies")
                .isSameAs(plan);
        assertThat(Plans.of("ik,kj->ij", new Layout[] {A, B}, Layout.contiguous(5, 3)))
                .isSameAs(plan);
    }

    @Test
    void anotherCallDoesNot() {
        Plan plan = Plans.of("ik,kj->ij", new Layout[] {A, B}, null);
        Layout turned = Layout.contiguous(7, 5).transpose(0, 1);
        Layout out = Layout.contiguous(3, 5).transpose(0, 1);
        assertThat(Plans.of("ik,kj->ij", new Layout[] {turned, B}, null)).isNotSameAs(plan);
        assertThat(Plans.of("ik,kj->ji", new Layout[] {A, B}, null)).isNotSameAs(plan);
        assertThat(Plans.of("ik,kj", new Layout[] {A, B}, null)).isNotSameAs(plan);
        assertThat(Plans.of("ik,kj->ij", new Layout[] {A, B}, out)).isNotSameAs(plan);
        assertThat(Plans.of("ik,kj->ij", new Layout[] {A, B}, out))
                .isSameAs(Plans.of("ik,kj->ij", new Layout[] {A, B}, out.shifted(2)));
    }

    @Test
    void theirNumberIsBounded() {
        List<Plan> made = new ArrayList<>();
        for (int n = 1; n <= 4 * Plans.MOST; n++) {
            made.add(Plans.of("i->", new Layout[] {Layout.contiguous(n)}, null));
        }
        Set<Plan> known = Collections.newSetFromMap(new IdentityHashMap<>());
        known.addAll(made);
        int kept = 0;
        for (int n = 4 * Plans.MOST; n >= 1; n--) { // the latest first, as looking for others drops some
            kept += known.contains(Plans.of("i->", new Layout[] {Layout.contiguous(n)}, null)) ? 1 : 0;
        }
        assertThat(kept).isLessThanOrEqualTo(Plans.MOST).isGreaterThan(Plans.MOST / 8);
    }
}
