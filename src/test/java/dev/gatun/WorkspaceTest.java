package dev.gatun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.gemm.Backend;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceTest {
    /** Small ones that are cut from a chunk, and larger ones that have their own. */
    private static final int[] SIZES = {0, 1, 17, 1000, 32_000, 40_000, 300_000, 3_000_000};

    private static final List<Consumer<Tensor>> USES = List.of(
            t -> assertThat(t.toString()).isEmpty(),
            Tensor::toArray,
            Tensor::copy,
            t -> t.get(0),
            t -> t.set(1, 0),
            t -> t.assign(2),
            t -> t.add(1),
            t -> Tensor.ones(4).mul(t),
            Tensor::sqrt,
            Tensor::sum,
            t -> t.view(2, 2).matmul(t.view(2, 2)),
            t -> Tensor.einsum("i,j->ij", t, t));

    private static <T> T onAnotherThread(Callable<T> action) throws Exception {
        FutureTask<T> task = new FutureTask<>(action);
        Thread.ofPlatform().start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17, 1000, 32_000, 40_000, 300_000, 3_000_000})
    void resultsAreRightInsideAndCannotBeUsedAfterTheEnd(int size) {
        Tensor before = Tensor.arange(size);
        Tensor inside;
        Tensor kept;
        try (Workspace ws = Workspace.open()) {
            inside = before.add(before);
            assertThat(inside.toArray()).isEqualTo(before.mul(2).toArray());
            kept = ws.keep(inside.at("::-1"));
            assertThat(ws.bytes()).isGreaterThanOrEqualTo(2L * 4 * size);
        }
        assertThatThrownBy(inside::toArray).isInstanceOf(IllegalStateException.class);
        assertThat(kept.at("::-1").toArray()).isEqualTo(before.add(before).toArray());
    }

    @Test
    void everyUseAfterTheEndIsAnException() {
        Tensor inside;
        Tensor view;
        try (Workspace ws = Workspace.open()) {
            inside = Tensor.arange(4);
            view = inside.unsqueeze(0).expand(3, 4).select(0, 1);
            assertThat(ws.bytes()).isPositive();
        }
        for (Consumer<Tensor> use : USES) {
            assertThatThrownBy(() -> use.accept(inside)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> use.accept(view)).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> Tensor.ones(4).assign(inside)).isInstanceOf(IllegalStateException.class);
        try (Workspace next = Workspace.open()) {
            assertThat(Tensor.full(3, 4).get(2)).isEqualTo(3); // in the same memory
            assertThatThrownBy(() -> next.keep(inside)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void everyFactoryTakesTheWorkspace() {
        List<Tensor> made = new ArrayList<>();
        try (Workspace ws = Workspace.open()) {
            long before = ws.bytes();
            made.add(Tensor.zeros(3));
            assertThat(ws.bytes()).isGreaterThan(before);
            made.addAll(List.of(
                    Tensor.of(1, 2),
                    Tensor.of(new float[][] {{1}, {2}}),
                    Tensor.of(new float[][][] {{{1}}}),
                    Tensor.ofBooleans(true),
                    Tensor.scalar(1),
                    Tensor.ones(2),
                    Tensor.full(2, 2),
                    Tensor.arange(4),
                    Tensor.eye(3),
                    Tensor.rand(new Random(1), 3),
                    Tensor.randn(new Random(1), 3),
                    Tensor.of(1, 2).gt(1),
                    Tensor.arange(4).reshape(2, 2).t().contiguous()));
        }
        assertThat(made)
                .allSatisfy(tensor -> assertThatThrownBy(tensor::toArray).isInstanceOf(IllegalStateException.class));
    }

    @Test
    void memoryOfTheUsersGoesBeforeTheWorkspace() {
        Tensor out = Tensor.zeros(2, 2);
        Tensor inArena;
        try (Arena arena = Arena.ofConfined()) {
            try (Workspace ws = Workspace.open()) {
                Tensor eye = Tensor.eye(2);
                inArena = eye.copy(arena);
                eye.matmul(eye, out);
                assertThat(ws.bytes()).isPositive();
            }
            assertThat(inArena.toArray()).containsExactly(1, 0, 0, 1);
        }
        assertThat(out.toArray()).containsExactly(1, 0, 0, 1);
    }

    /** What workers read and write belongs to the confined arena of the thread that opened the workspace. */
    @Test
    void workersTakePartInElementwiseWork() {
        int n = 1 << 19;
        Tensor x = Tensor.arange(n);
        try (Workspace ws = Workspace.open()) {
            Tensor odd = x.mul(2).add(1);
            assertThat(odd.sum().item()).isEqualTo((float) n * n);
            assertThat(odd.gt(x).all().isTrue()).isTrue();
            assertThat(Tensor.where(odd.gt(n), odd, x).argmax()).isEqualTo(n - 1);
            assertThat(odd.view(1024, 512).t().contiguous().get(511, 1023)).isEqualTo(2 * n - 1);
            assertThat(odd.mulSum(Tensor.ones(n)).item()).isEqualTo((float) n * n);
            assertThat(ws.bytes()).isGreaterThan(n);
        }
    }

    /** As the memory is used again, it is not zero by itself. */
    @Test
    void zerosAreZero() {
        for (int i = 0; i < 3; i++) {
            try (Workspace ws = Workspace.open()) {
                for (int size : SIZES) {
                    assertThat(Tensor.zeros(size).eq(0).all().isTrue()).isTrue();
                    Tensor.full(7, size);
                }
                assertThat(ws.bytes()).isPositive();
            }
        }
    }

    @Test
    @SuppressWarnings("try") // closed by hand
    void theInnermostOfNestedOnesIsTaken() {
        try (Workspace outer = Workspace.open()) {
            Tensor a = Tensor.arange(3);
            Tensor b;
            Tensor c;
            try (Workspace inner = Workspace.open()) {
                b = a.add(1);
                c = b.copy(outer);
                assertThat(inner.keep(b).toArray()).containsExactly(1, 2, 3);
            }
            assertThatThrownBy(b::toArray).isInstanceOf(IllegalStateException.class);
            assertThat(c.toArray()).containsExactly(1, 2, 3);
            Tensor d = a.add(2);
            assertThat(d.toArray()).containsExactly(2, 3, 4);
            outer.close();
            assertThatThrownBy(d::toArray).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(c::toArray).isInstanceOf(IllegalStateException.class);
            outer.close(); // no effect
        }
        assertThat(Tensor.arange(3).toArray()).containsExactly(0, 1, 2);
    }

    @Test
    @SuppressWarnings("try") // closed by hand
    void theOuterOneCannotBeClosedFirst() {
        Workspace outer = Workspace.open();
        Workspace inner = Workspace.open();
        Tensor a = Tensor.ones(2);
        assertThatThrownBy(outer::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("close that first");
        assertThat(a.sum().item()).isEqualTo(2);
        inner.close();
        outer.close();
        assertThatThrownBy(a::toArray).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @SuppressWarnings("try") // closed by hand
    void onlyItsThreadCanCloseItAndCutFromIt() throws Exception {
        try (Workspace ws = Workspace.open()) {
            Tensor a = Tensor.ones(2);
            assertThatThrownBy(() -> onAnotherThread(() -> {
                        ws.close();
                        return 0;
                    }))
                    .isInstanceOf(WrongThreadException.class)
                    .hasMessageContaining(
                            "belongs to the thread " + Thread.currentThread().getName());
            assertThatThrownBy(() -> onAnotherThread(() -> Tensor.zeros(ws, 2)))
                    .isInstanceOf(WrongThreadException.class);
            assertThatThrownBy(() -> onAnotherThread(ws::bytes)).isInstanceOf(WrongThreadException.class);
            assertThatThrownBy(() -> onAnotherThread(() -> a.add(a))).isInstanceOf(WrongThreadException.class);
            assertThat(a.sum().item()).isEqualTo(2);
        }
    }

    @Test
    void otherThreadsGoOnAsBefore() throws Exception {
        Tensor theirs;
        try (Workspace ws = Workspace.open()) {
            theirs = onAnotherThread(() -> Tensor.ones(2).add(1));
            assertThat(ws.bytes()).isZero();
        }
        assertThat(theirs.toArray()).containsExactly(2, 2);
    }

    @Test
    @SuppressWarnings("try") // closed by hand
    void aClosedOneCutsNothing() {
        Workspace ws = Workspace.open();
        ws.close();
        assertThatThrownBy(() -> Tensor.zeros(ws, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(ws.bytes()).isZero();
    }

    @Test
    void itIsAnAllocator() {
        try (Workspace ws = Workspace.open()) {
            List<MemorySegment> blocks = new ArrayList<>();
            for (long alignment = 1; alignment <= 1 << 21; alignment *= 2) {
                for (long bytes : new long[] {0, 1, 100, 4096, 200_000, 3_000_000}) {
                    MemorySegment block = ws.allocate(bytes, alignment);
                    assertThat(block.byteSize()).isEqualTo(bytes);
                    assertThat(block.address() % Math.max(alignment, 64)).isZero();
                    assertThat(block.scope().isAlive()).isTrue();
                    blocks.add(block.fill((byte) blocks.size()));
                }
            }
            for (int i = 0; i < blocks.size(); i++) {
                byte[] expected = new byte[(int) blocks.get(i).byteSize()];
                java.util.Arrays.fill(expected, (byte) i);
                assertThat(blocks.get(i).mismatch(MemorySegment.ofArray(expected)))
                        .isEqualTo(-1);
            }
            assertThatThrownBy(() -> ws.allocate(-1, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ws.allocate(1, 3)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ws.allocate(1, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ws.allocate(Long.MAX_VALUE, 1)).isInstanceOf(OutOfMemoryError.class);
            assertThatThrownBy(() -> ws.allocate(1L << 46, 1)).isInstanceOf(OutOfMemoryError.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PACKED", "OPENBLAS", "AUTO"})
    void workersReadAndWriteIt(Backend backend) {
        int before = Threads.count();
        Threads.limit(4);
        try {
            Random random = new Random(3);
            Tensor a = Tensor.randn(random, 300, 500);
            Tensor b = Tensor.randn(random, 500, 400);
            Tensor expected = a.matmul(b, Backend.REFERENCE);
            Tensor batch = Tensor.randn(random, 40, 30, 50);
            Tensor products = Tensor.einsum("bij,bkj->bik", batch, batch);
            Tensor kept;
            for (int i = 0; i < 5; i++) {
                try (Workspace ws = Workspace.open()) {
                    Tensor inside = a.copy().matmul(b.copy(), backend);
                    Tensors.assertNear(inside, expected, 1e-4, 1e-3);
                    Tensor copy = batch.copy();
                    Tensors.assertNear(Tensor.einsum("bij,bkj->bik", copy, copy), products, 1e-4, 1e-3);
                    kept = ws.keep(inside);
                }
                Tensors.assertNear(kept, expected, 1e-4, 1e-3);
            }
        } finally {
            Threads.limit(before);
        }
    }

    @Test
    void virtualThreadsHaveTheirOwn() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Tensor>> futures = new ArrayList<>();
            for (int t = 0; t < 200; t++) {
                int number = t;
                futures.add(threads.submit(() -> {
                    Tensor sum = Tensor.zeros(100);
                    for (int i = 0; i < 20; i++) {
                        try (Workspace ws = Workspace.open()) {
                            Tensor own = Tensor.full(number, 100);
                            Tensor next = own.add(sum);
                            Thread.sleep(0, 1000);
                            sum = ws.keep(next);
                        }
                    }
                    return sum;
                }));
            }
            for (int t = 0; t < futures.size(); t++) {
                assertThat(futures.get(t).get().toArray()).containsOnly(20f * t);
            }
        }
    }

    @Test
    void whatOneGivesBackTheNextOneTakes() {
        long held = 0;
        for (int i = 0; i < 10_000; i++) {
            try (Workspace ws = Workspace.open()) {
                Tensor small = Tensor.ones(100);
                Tensor large = Tensor.zeros(ws, 300_000);
                large.set(small.get(1), 0);
                assertThat(Memory.stats().inWorkspaces()).isGreaterThanOrEqualTo(ws.bytes());
            }
            if (i == 100) {
                held = Memory.stats().held();
            }
        }
        assertThat(Memory.stats().held()).isLessThanOrEqualTo(held + (32 << 20));
    }
}
