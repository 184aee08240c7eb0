package dev.gatun.einsum;

import dev.gatun.gemm.Backend;
import dev.gatun.gemm.Matmul;
import dev.gatun.gemm.MatmulPlan;
import dev.gatun.layout.Layout;
import dev.gatun.layout.ShapeException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an einsum is computed for operands and a result that lie in certain ways, wherever that is in memory: steps that are
 * ready to run. Immutable, and may run on many threads at a time.
 */
public final class Plan {
    private final Contraction contraction;
    private final Layout[] operands;
    private final Layout out;
    private final @Nullable Layout view;
    private final List<Stage> stages;
    private final Step[] steps;
    private final long scratch;
    private final ContractionOrder order;

    Plan(
            Contraction contraction,
            Layout[] operands,
            Layout out,
            List<Stage> stages,
            Step[] steps,
            long scratch,
            ContractionOrder order) {
        this.contraction = contraction;
        this.operands = operands;
        this.out = out;
        this.view = contraction.isView() ? viewed(contraction, operands[0]) : null;
        this.stages = List.copyOf(stages);
        this.steps = steps;
        this.scratch = scratch;
        this.order = order;
    }

    /** What is done for one operand or two, as a person reads it. */
    record Stage(String subscripts, String what, @Nullable MatrixProduct product, Step.@Nullable Product step) {
        Stage(String subscripts, String what) {
            this(subscripts, what, null, null);
        }

        Stage(String subscripts, MatrixProduct product, Step.Product step) {
            this(subscripts, "", product, step);
        }
    }

    /**
     * Makes a plan anew; {@link Plans} keeps them.
     *
     * @param subscripts see {@link Plans#of}
     * @param operands how they lie
     * @param out how the result is to lie, or null for the contiguous layout
     */
    static Plan of(String subscripts, Layout[] operands, @Nullable Layout out) {
        long[][] shapes = new long[operands.length][];
        Layout[] from = new Layout[operands.length];
        for (int i = 0; i < operands.length; i++) {
            shapes[i] = operands[i].shape();
            from[i] = operands[i].shifted(-operands[i].first());
        }
        Contraction contraction = Contraction.of(Subscripts.parse(subscripts), shapes);
        Layout result = Layout.contiguous(contraction.shape());
        if (out != null) {
            check(contraction, result, out);
            if (out.overlapsItself()) {
                throw new ShapeException(Subscripts.quoted(subscripts) + ": the output " + out
                        + " may have several indices for one element and cannot be written");
            }
            result = out.shifted(-out.first());
        }
        return Planner.plan(contraction, from, result);
    }

    /** This plan, if its result has the shape of such an output. */
    Plan checked(Layout to) {
        check(contraction, out, to);
        return this;
    }

    private static void check(Contraction contraction, Layout result, Layout out) {
        boolean same = result.rank() == out.rank();
        for (int d = 0; same && d < result.rank(); d++) {
            same = result.size(d) == out.size(d);
        }
        if (!same) {
            throw new ShapeException(Subscripts.quoted(contraction.subscripts().text()) + ": the result has shape "
                    + ShapeException.show(result.shape()) + ", out " + ShapeException.show(out.shape()));
        }
    }

    /** The output of a lone operand that is only permuted, or of which diagonals are taken. */
    private static Layout viewed(Contraction contraction, Layout operand) {
        String labels = contraction.terms().get(0).labels();
        String output = contraction.output();
        long[] strides = new long[output.length()];
        for (int d = 0; d < labels.length(); d++) {
            strides[output.indexOf(labels.charAt(d))] += operand.stride(d);
        }
        return Layout.strided(contraction.shape(), strides, operand.offset());
    }

    /**
     * The subscripts that were planned.
     *
     * @return as they were given
     */
    public String subscripts() {
        return contraction.subscripts().text();
    }

    /**
     * The result's layout, from its lowest element on.
     *
     * @return contiguous, unless the plan was made for another one
     */
    public Layout out() {
        return out;
    }

    /**
     * The result as a view of a lone operand, where it is one.
     *
     * @param operand the operand's layout, with the strides that were planned
     * @return a layout over the operand's memory, or empty if there is something to compute
     */
    public Optional<Layout> view(Layout operand) {
        return Optional.ofNullable(viewOf(operand));
    }

    /**
     * As {@link #view}, for callers to which an allocation matters.
     *
     * @param operand the operand's layout, with the strides that were planned
     * @return the layout or null
     */
    public @Nullable Layout viewOf(Layout operand) {
        return view == null ? null : view.shifted(operand.first());
    }

    /**
     * Computes.
     *
     * @param backend what multiplies matrices
     * @param memory where the operands' floats lie
     * @param layouts their layouts, with the shapes and strides that were planned
     * @param to where the result goes, whatever it held before; apart from the operands
     * @param lto its layout, with the shape and strides that were planned
     */
    public void run(Backend backend, MemorySegment[] memory, Layout[] layouts, MemorySegment to, Layout lto) {
        int n = layouts.length;
        MemorySegment[] all = new MemorySegment[n + 2];
        long[] first = new long[n + 2];
        for (int i = 0; i < n; i++) {
            all[i] = memory[i];
            first[i] = layouts[i].first();
        }
        all[n] = to;
        first[n] = lto.first();
        Frame frame = new Frame(backend, all, first);
        if (scratch == 0) {
            run(frame);
            return;
        }
        Scratch.lend(scratch, block -> {
            all[n + 1] = block;
            run(frame);
        });
    }

    private void run(Frame frame) {
        for (Step step : steps) {
            step.run(frame);
        }
    }

    /** Whether it was made for these subscripts and layouts; offsets do not matter. */
    boolean isFor(String otherSubscripts, Layout[] layouts, @Nullable Layout to) {
        if (layouts.length != operands.length
                || !otherSubscripts.equals(contraction.subscripts().text())) {
            return false;
        }
        for (int i = 0; i < layouts.length; i++) {
            if (!alike(operands[i], layouts[i])) {
                return false;
            }
        }
        return to == null ? out.isContiguous() : alike(out, to);
    }

    private static boolean alike(Layout one, Layout other) {
        if (one.rank() != other.rank()) {
            return false;
        }
        for (int d = 0; d < one.rank(); d++) {
            if (one.size(d) != other.size(d) || one.stride(d) != other.stride(d)) {
                return false;
            }
        }
        return true;
    }

    // ---------------------------------------------------------------------------------------------- in words

    /**
     * Flops of one loop over all labels, counted as opt_einsum does.
     *
     * @return multiplications and additions
     */
    public double naiveFlops() {
        return order.naiveFlops();
    }

    /**
     * Flops in the order that was found.
     *
     * @return multiplications and additions
     */
    public double flops() {
        return order.flops();
    }

    /**
     * The size of the largest result of a step.
     *
     * @return elements
     */
    public double largestIntermediate() {
        return order.largest();
    }

    /** A number as a person reads it. */
    static String count(double number) {
        return number < 1e15 ? String.format(Locale.ROOT, "%,.0f", number) : String.format(Locale.ROOT, "%.3e", number);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /**
     * The plan as a person reads it, after opt_einsum's {@code contract_path}.
     *
     * @return lines: flops, the largest intermediate, and what is done step by step
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        line(text, "einsum", subscripts());
        StringBuilder shapes = new StringBuilder();
        for (Layout operand : operands) {
            shapes.append(shapes.isEmpty() ? "" : ", ").append(ShapeException.show(operand.shape()));
        }
        line(text, "shapes", shapes + " -> " + ShapeException.show(out.shape()));
        line(text, "naive flops", count(naiveFlops()));
        line(text, "optimised flops", count(flops()));
        line(text, "largest intermediate", count(largestIntermediate()) + " elements");
        line(text, "scratch memory", count(scratch * (double) Float.BYTES) + " bytes");
        int width = stages.stream()
                .mapToInt(stage -> stage.subscripts.length())
                .max()
                .orElse(0);
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            text.append(String.format(
                    Locale.ROOT, "%n%4d  %-" + Math.max(1, width) + "s  %s", i + 1, stage.subscripts, what(stage)));
        }
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(text.isEmpty() ? "" : "\n").append(String.format(Locale.ROOT, "%-22s%s", name, value));
    }

    private static String what(Stage stage) {
        MatrixProduct product = stage.product;
        if (product == null || stage.step == null) {
            return stage.what;
        }
        MatmulPlan plan = Matmul.explain(
                Backend.AUTO,
                MemorySegment.NULL,
                stage.step.a().layout(),
                MemorySegment.NULL,
                stage.step.b().layout());
        List<String> words = new ArrayList<>();
        words.add("product m " + count(product.m()) + ", n " + count(product.n()) + ", k " + count(product.k())
                + ", batch " + count(product.batch()));
        words.add("left " + operand(product.packA(), plan.left()));
        words.add("right " + operand(product.packB(), plan.right()));
        if (!product.aside().isEmpty()) {
            words.add("result computed as " + product.aside() + " and copied");
        }
        words.add(plan.backend());
        return String.join("; ", words);
    }

    private static String operand(String packed, MatmulPlan.Operand operand) {
        return packed.isEmpty() ? operand.how() : "copied into the order " + packed;
    }
}
