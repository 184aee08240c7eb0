package dev.gatun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.gemm.Backend;
import dev.gatun.layout.ShapeException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a user sees: plans as values, results in memory of the user's, views, refusals. */
class EinsumTest {
    private static final Random RANDOM = new Random(4);

    @Test
    void aPlanIsKeptAndRunAgain() {
        Einsum einsum = Einsum.plan("ik,kj->ij", new long[] {3, 4}, new long[] {4, 5});
        assertThat(einsum.subscripts()).isEqualTo("ik,kj->ij");
        assertThat(einsum.shape()).containsExactly(3, 5);
        for (int run = 0; run < 3; run++) {
            Tensor a = Tensor.rand(RANDOM, 3, 4);
            Tensor b = Tensor.rand(RANDOM, 4, 5);
            assertThat(einsum.run(a, b).near(a.matmul(b))).isTrue();
            assertThat(einsum.run(Backend.REFERENCE, a, b).near(a.matmul(b))).isTrue();
            Tensor out = Tensor.full(Float.NaN, 3, 5);
            assertThat(einsum.runInto(out, a, b)).isSameAs(out);
            assertThat(out.near(a.matmul(b))).isTrue();
        }
    }

    @Test
    void aPlanTakesOperandsOfAnyStrides() {
        Einsum einsum = Einsum.plan("ik,kj->ij", new long[] {3, 4}, new long[] {4, 5});
        Tensor a = Tensor.rand(RANDOM, 4, 3).t();
        Tensor b = Tensor.rand(RANDOM, 8, 10).at("::-2, ::2");
        Tensor out = Tensor.full(Float.NaN, 10, 3).t().at(":, ::2");
        assertThat(einsum.run(a, b).near(a.matmul(b))).isTrue();
        assertThat(einsum.runInto(out, a, b).near(a.matmul(b))).isTrue();
    }

    @Test
    void aPlanRefusesOtherOperands() {
        Einsum einsum = Einsum.plan("ik,kj->ij", new long[] {3, 4}, new long[] {4, 5});
        Tensor a = Tensor.ones(3, 4);
        assertThatThrownBy(() -> einsum.run(a))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("einsum \"ik,kj->ij\": planned for 2 operands, 1 given");
        assertThatThrownBy(() -> einsum.run(a, Tensor.ones(4, 6)))
                .isExactlyInstanceOf(ShapeException.class)
                .hasMessage("einsum \"ik,kj->ij\": operand 1 is planned with shape [4, 5] and has [4, 6]");
        assertThatThrownBy(() -> einsum.runInto(Tensor.zeros(5, 3), a, Tensor.ones(4, 5)))
                .isExactlyInstanceOf(ShapeException.class)
                .hasMessage("einsum \"ik,kj->ij\": the result has shape [3, 5], out [5, 3]");
    }

    @Test
    void aPlanPrintsFlopsAndSteps() {
        String text = Einsum.plan(
                        "ab,bc,cd,d->a", new long[] {10, 100}, new long[] {100, 5}, new long[] {5, 50}, new long[] {50})
                .toString();
        assertThat(text.lines())
                .startsWith(
                        "einsum                ab,bc,cd,d->a",
                        "shapes                [10, 100], [100, 5], [5, 50], [50] -> [10]",
                        "naive flops           1,000,000",
                        "optimised flops       3,500",
                        "largest intermediate  100 elements");
        assertThat(text).contains("cd,d->c", "bc,c->b", "ab,b->a", "product m 5, n 1, k 50, batch 1");
        assertThat(Einsum.plan("ij->ji", new long[] {2, 3}).toString()).endsWith("1  ij->ji  view");
        assertThat(Einsum.plan("ij->i", new long[] {2, 3}).toString()).endsWith("1  ij->i  sum over j, 6 elements");
        assertThat(Einsum.plan("i,j", new long[] {2}, new long[] {3}).toString())
                .endsWith("1  i,j->ij  elementwise product, 6 elements");
        assertThat(Einsum.plan("ij,ij", new long[] {2, 3}, new long[] {2, 3}).toString())
                .endsWith("1  ij,ij->  products and their sum in one loop, 6 multiplications");
        assertThat(Einsum.plan("ij,jk", new long[] {2, 0}, new long[] {0, 3}).toString())
                .endsWith("1  ij,jk->ik  nothing to multiply: zeros");
        assertThat(Einsum.plan("cab,dcb->ad", new long[] {64, 64, 64}, new long[] {64, 64, 64})
                        .toString())
                .contains("copied into the order");
    }

    @Test
    void flopsAreCountedAsOptEinsumDoes() {
        Einsum chain = Einsum.plan("ij,jk,kl->il", new long[] {2, 3}, new long[] {3, 4}, new long[] {4, 5});
        assertThat(chain.naiveFlops()).isEqualTo(2 * 3 * 4 * 5 * 3);
        assertThat(chain.flops()).isEqualTo(2 * (2 * 3 * 4 + 2 * 4 * 5));
        assertThat(chain.largestIntermediate()).isEqualTo(10);
        Einsum outer = Einsum.plan("i,j->ij", new long[] {2}, new long[] {3});
        assertThat(outer.naiveFlops()).isEqualTo(6);
        assertThat(outer.flops()).isEqualTo(6);
    }

    @Test
    void viewsShareMemoryAndSaySo() {
        Tensor a = Tensor.arange(9).view(3, 3);
        Tensor diagonal = Tensor.einsum("ii->i", a);
        assertThat(diagonal.isView()).isTrue();
        diagonal.assign(-1);
        assertThat(a.toArray()).containsExactly(-1, 1, 2, 3, -1, 5, 6, 7, -1);
        Tensor inner = a.at("1:, 1:");
        assertThat(Tensor.einsum("ij->ji", inner).toArray()).containsExactly(-1, 7, 5, -1);
        assertThat(Tensor.einsum("ij->i", a).isView()).isFalse();
        Tensor out = Tensor.zeros(3, 3);
        Tensor.einsum(out, "ij->ji", a);
        assertThat(out.sharesMemoryWith(a)).isFalse();
        assertThat(out.toArray()).containsExactly(a.t().toArray());
    }

    @Test
    void theResultMayOverlapAnOperand() {
        Tensor a = Tensor.rand(RANDOM, 4, 4);
        Tensor b = Tensor.rand(RANDOM, 4, 4);
        Tensor product = a.matmul(b);
        Tensor chain = product.matmul(a);
        assertThat(Tensor.einsum(a.copy(), "ij->ji", a).near(a.t())).isTrue();
        Tensor turned = a.copy();
        assertThat(Tensor.einsum(turned, "ij->ji", turned).near(a.t())).isTrue();
        Tensor inPlace = a.copy();
        assertThat(Tensor.einsum(inPlace, "ij,jk,kl->il", inPlace, b, inPlace).near(chain))
                .isTrue();
        Tensor right = b.copy();
        assertThat(Tensor.einsum(right, Backend.PACKED, "ij,jk->ik", a, right).near(product))
                .isTrue();
    }

    @Test
    void theResultGoesWhereTheCallerWants() {
        Tensor a = Tensor.rand(RANDOM, 4, 6);
        Tensor b = Tensor.rand(RANDOM, 6, 5);
        Tensor expected = a.matmul(b);
        Tensor around = Tensor.full(7, 10, 12);
        Tensor.einsum(around.at("1:9:2, 10:0:-2"), "ij,jk->ik", a, b);
        assertThat(around.at("1:9:2, 10:0:-2").near(expected)).isTrue();
        assertThat(around.at("::2").eq(7).all().isTrue()).isTrue();
        assertThat(around.at(":, 1::2").eq(7).all().isTrue()).isTrue();
        float[] heap = new float[20];
        Tensor.einsum(Tensor.wrap(heap, 4, 5), "ij,jk->ik", a, b);
        assertThat(Tensor.wrap(heap, 4, 5).near(expected)).isTrue();
        try (Arena arena = Arena.ofConfined()) {
            Tensor confined = Tensor.einsum(Tensor.zeros(arena, 5, 4), "ij,jk->ki", a, b);
            assertThat(confined.t().near(expected)).isTrue();
        }
    }

    @Test
    void refusesWhatCannotBeWrittenOrRead() {
        Tensor a = Tensor.ones(2, 2);
        MemorySegment readOnly = Arena.ofAuto().allocate(16, 4).asReadOnly();
        assertThatThrownBy(() -> Tensor.einsum(Tensor.wrap(readOnly, 2, 2), "ij,jk->ik", a, a))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("einsum \"ij,jk->ik\": the memory of the output is read-only");
        assertThatThrownBy(() -> Tensor.einsum(Tensor.ones(2, 1).expand(2, 2), "ij,jk->ik", a, a))
                .isExactlyInstanceOf(ShapeException.class)
                .hasMessageContaining("several indices for one element");
        assertThatThrownBy(() -> Tensor.einsum("ij->ji", Tensor.ofBooleans(true).view(1, 1)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FLOAT32");
        Tensor freed;
        try (Arena arena = Arena.ofShared()) {
            freed = Tensor.ones(arena, 2, 2);
        }
        assertThatThrownBy(() -> Tensor.einsum("ij->ji", freed)).isExactlyInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Tensor.einsum("ij,jk", a))
                .hasMessageContaining("the subscripts name 2 operands, 1 given");
    }

    @Test
    void onePlanOnManyThreads() throws Exception {
        Tensor a = Tensor.rand(RANDOM, 20, 20);
        Tensor b = Tensor.rand(RANDOM, 20, 20, 20);
        Tensor c = Tensor.rand(RANDOM, 20, 20);
        Tensor expected = Tensor.einsum(Backend.REFERENCE, "ik,jkl,il->ij", a, b, c);
        List<Future<Boolean>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 32; i++) {
                results.add(threads.submit(
                        () -> Tensor.einsum("ik,jkl,il->ij", a, b, c).near(expected)));
            }
        }
        for (Future<Boolean> result : results) {
            assertThat(result.get()).isTrue();
        }
    }

    @Test
    void scratchMemoryAboveWhatIsKept() {
        Tensor a = Tensor.rand(RANDOM, 512, 128, 100);
        Tensor b = Tensor.rand(RANDOM, 2, 512, 100);
        assertThat(Einsum.plan("cab,dcb->ad", a.shape(), b.shape()).toString())
                .contains("scratch memory        26,214,400 bytes");
        Tensor rows = a.permute(1, 0, 2).reshape(128, 51200);
        assertThat(Tensor.einsum("cab,dcb->ad", a, b)
                        .near(rows.matmul(b.view(2, 51200).t())))
                .isTrue();
    }
}
