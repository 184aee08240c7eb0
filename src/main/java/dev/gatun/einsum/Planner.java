package dev.gatun.einsum;

import dev.gatun.layout.Layout;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a contraction of operands that lie in known ways into steps: sums that one operand has alone first, then two
 * operands at a time in the order that {@link ContractionOrder} finds, each pair as a loop or as one batched product. Nothing
 * here needs data.
 */
final class Planner {
    private final Contraction contraction;
    private final Labelled out;

    /** The number of the result's memory; scratch memory has the next. */
    private final int result;

    private final ScratchPlan scratch = new ScratchPlan();
    private final List<Plan.Stage> stages = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    /** Something with labels that a step reads or writes. */
    private record Value(int memory, Labelled elements) {
        String labels() {
            return elements.labels();
        }

        Place in(String order, long[] sizes) {
            return new Place(memory, elements.in(order, sizes));
        }
    }

    private Planner(Contraction contraction, int operands, Layout out) {
        this.contraction = contraction;
        this.result = operands;
        this.out = Labelled.of(out, contraction.output());
    }

    /**
     * Makes the plan.
     *
     * @param contraction what to compute
     * @param operands how each operand lies, from its lowest element on
     * @param out how the result is to lie, from its lowest element on; it does not overlap itself
     */
    static Plan plan(Contraction contraction, Layout[] operands, Layout out) {
        Planner planner = new Planner(contraction, operands.length, out);
        ContractionOrder order = planner.steps(operands);
        return new Plan(
                contraction,
                operands,
                out,
                planner.stages,
                planner.steps.toArray(Step[]::new),
                planner.scratch.size(),
                order);
    }

    private ContractionOrder steps(Layout[] operands) {
        List<Value> values = new ArrayList<>();
        List<String> live = new ArrayList<>();
        for (int i = 0; i < operands.length; i++) {
            Contraction.Term term = contraction.terms().get(i);
            values.add(new Value(i, Labelled.of(operands[i], term.labels())));
            live.add(Labels.common(term.live(), values.get(i).labels()));
        }
        ContractionOrder order = ContractionOrder.of(
                contraction, values.stream().map(Value::labels).toList(), out.labels());
        if (contraction.isEmpty()) {
            if (out.layout().numel() > 0) {
                add(new Step.Zero(new Place(result, out.layout())));
            }
            stages.add(new Plan.Stage(contraction.subscripts().toString(), "nothing to multiply: zeros"));
        } else if (operands.length == 1) {
            alone(values.get(0), live.get(0));
        } else {
            for (int i = 0; i < operands.length; i++) {
                values.set(i, summed(values.get(i), live.get(i)));
            }
            for (int i = 0; i < order.steps().size(); i++) {
                values.add(contract(values, order.steps(), i));
            }
        }
        return order;
    }

    private void add(Step step) {
        steps.add(step);
    }

    private Value fresh(Labelled elements) {
        long from = scratch.take(elements.layout().numel());
        return new Value(result + 1, new Labelled(elements.layout().shifted(from), elements.labels()));
    }

    /** Gives back the memory of an intermediate, once the steps so far have read it. */
    private void giveBack(Value value) {
        if (value.memory == result + 1) {
            scratch.giveBack(value.elements.layout().offset());
        }
    }

    // ---------------------------------------------------------------------------------------------- one operand

    private void alone(Value operand, String live) {
        String subscripts = operand.labels() + "->" + contraction.output();
        if (live.length() == operand.labels().length()) {
            copy(operand, new Value(result, out));
            stages.add(new Plan.Stage(subscripts, "view"));
        } else {
            sum(operand, live, new Value(result, out), subscripts);
        }
    }

    /** An operand without the labels that it has alone: summed over them, where there are some. */
    private Value summed(Value operand, String live) {
        if (live.length() == operand.labels().length()) {
            return operand;
        }
        String order = Labels.common(operand.elements.inMemoryOrder(), live);
        Value sums = fresh(Labelled.contiguous(contraction, order));
        sum(operand, order, sums, operand.labels() + "->" + order);
        return sums;
    }

    private void sum(Value operand, String kept, Value to, String subscripts) {
        String summed = Labels.without(operand.labels(), kept);
        String order = kept + summed;
        add(new Step.Sum(
                operand.in(order, contraction.sizes(order)), kept.length(), to.in(kept, contraction.sizes(kept))));
        stages.add(new Plan.Stage(
                subscripts,
                "sum over " + summed + ", "
                        + Plan.count(operand.elements.layout().numel()) + " elements"));
    }

    // ---------------------------------------------------------------------------------------------- two operands

    /** Adds the steps of a pair; gives its result. */
    private Value contract(List<Value> values, List<ContractionOrder.Pair> pairs, int number) {
        ContractionOrder.Pair pair = pairs.get(number);
        Value a = values.get(pair.a());
        Value b = values.get(pair.b());
        boolean last = number == pairs.size() - 1;
        Value to = last ? new Value(result, out) : fresh(bestOrder(values, pairs, number));
        String subscripts = a.labels() + "," + b.labels() + "->" + (last ? contraction.output() : to.labels());
        Way way = Way.cheapest(contraction, a.elements, b.elements, to.elements);
        if (way.product() != null) {
            multiply(way.product(), a, b, to, subscripts);
        } else {
            loop(way.roles(), a, b, to, subscripts);
        }
        giveBack(a);
        giveBack(b);
        return to;
    }

    /**
     * How an intermediate is to lie: so that making it and using it take the least time together. It is tried with the labels
     * of the left and of the right operand first, and in the orders in which the pair that uses it sorts them.
     */
    private Labelled bestOrder(List<Value> values, List<ContractionOrder.Pair> pairs, int number) {
        ContractionOrder.Pair pair = pairs.get(number);
        Labelled a = values.get(pair.a()).elements;
        Labelled b = values.get(pair.b()).elements;
        String left = Labels.common(a.inMemoryOrder(), pair.kept());
        String right = Labels.common(b.inMemoryOrder(), pair.kept());
        String batch = Labels.common(left, right);
        left = Labels.without(left, batch);
        right = Labels.without(right, batch);

        int self = values.size();
        int user = number + 1;
        while (pairs.get(user).a() != self && pairs.get(user).b() != self) {
            user++;
        }
        boolean first = pairs.get(user).a() == self;
        int other = first ? pairs.get(user).b() : pairs.get(user).a();
        boolean last = user == pairs.size() - 1;
        Labelled after =
                last ? out : Labelled.contiguous(contraction, pairs.get(user).kept());
        Labelled beside = other < self
                ? values.get(other).elements
                : Labelled.contiguous(
                        contraction, pairs.get(other - values.size() + number).kept());

        List<String> orders = new ArrayList<>(List.of(batch + left + right, batch + right + left));
        Roles roles = Roles.of(batch + left + right, beside.labels(), after.labels());
        orders.add(roles.batch() + roles.left() + roles.summed());
        orders.add(roles.batch() + roles.summed() + roles.left());
        Labelled best = Labelled.contiguous(contraction, orders.get(0));
        double fastest = Double.POSITIVE_INFINITY;
        for (String order : orders) {
            Labelled tried = Labelled.contiguous(contraction, order);
            double nanos = Way.cheapest(contraction, a, b, tried).nanos()
                    + (first
                                    ? Way.cheapest(contraction, tried, beside, after)
                                    : Way.cheapest(contraction, beside, tried, after))
                            .nanos();
            if (nanos < fastest) {
                fastest = nanos;
                best = tried;
            }
        }
        return best;
    }

    /** A loop over all labels of both. */
    private void loop(Roles roles, Value a, Value b, Value to, String subscripts) {
        if (roles.summed().isEmpty()) {
            String order = to.labels();
            long[] sizes = contraction.sizes(order);
            add(new Step.Multiply(a.in(order, sizes), b.in(order, sizes), to.in(order, sizes)));
            stages.add(new Plan.Stage(
                    subscripts,
                    "elementwise product, " + Plan.count(to.elements.layout().numel()) + " elements"));
            return;
        }
        String order = to.labels() + roles.summed();
        long[] sizes = contraction.sizes(order);
        add(new Step.MultiplyAndSum(
                a.in(order, sizes),
                b.in(order, sizes),
                to.labels().length(),
                to.in(to.labels(), contraction.sizes(to.labels()))));
        stages.add(new Plan.Stage(
                subscripts,
                "products and their sum in one loop, " + Plan.count(contraction.count(order)) + " multiplications"));
    }

    /** One batched product, with the copies before and after it. */
    private void multiply(MatrixProduct product, Value a, Value b, Value to, String subscripts) {
        boolean packsA = !product.packA().isEmpty();
        boolean packsB = !product.packB().isEmpty();
        boolean aside = !product.aside().isEmpty();
        Value pa = packsA ? packed(a, product.packA()) : a;
        Value pb = packsB ? packed(b, product.packB()) : b;
        Value pc = aside ? fresh(Labelled.contiguous(contraction, product.aside())) : to;
        Step.Product step = new Step.Product(
                matrices(pa, packsA, product.a()), matrices(pb, packsB, product.b()), matrices(pc, aside, product.c()));
        add(step);
        stages.add(new Plan.Stage(subscripts, product, step));
        if (aside) {
            copy(pc, to);
            giveBack(pc);
        }
        if (packsA) {
            giveBack(pa);
        }
        if (packsB) {
            giveBack(pb);
        }
    }

    /** A product's matrices in a value; those of a copy are counted from where it begins. */
    private static Place matrices(Value value, boolean copied, Layout matrices) {
        return new Place(
                value.memory, copied ? matrices.shifted(value.elements.layout().offset()) : matrices);
    }

    private Value packed(Value value, String order) {
        Value copy = fresh(Labelled.contiguous(contraction, order));
        copy(value, copy);
        return copy;
    }

    private void copy(Value from, Value to) {
        long[] sizes = contraction.sizes(to.labels());
        add(new Step.Copy(from.in(to.labels(), sizes), to.in(to.labels(), sizes)));
    }
}
