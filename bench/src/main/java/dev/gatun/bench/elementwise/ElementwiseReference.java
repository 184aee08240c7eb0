package dev.gatun.bench.elementwise;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Some elements of a result in double precision: of large results the first, the last and others at random, of reductions as
 * many as can be added up in a tenth of a second, two at least.
 */
final class ElementwiseReference {
    /** Half the distance from 1 to the next float: what one operation in float may be off by, relatively. */
    private static final double UNIT = 0x1p-24;

    /** Roundings of a function of the mathematical libraries, 4 ulp. */
    private static final int FUNCTION = 8;

    /**
     * Sums of n floats, in whatever order, are off by no more than n roundings, and hardly ever by more than a small multiple
     * of the square root of n (Higham and Mary, "A New Approach to Probabilistic Rounding Error Analysis", 2019).
     */
    private static final double LAMBDA = 6;

    private static final int MOST_PLACES = 4096;
    private static final double MOST_TERMS = 2e7;
    private static final long SEED = 784;

    private final ElementwiseCase of;
    private final int[] places;
    private final double[] values;
    private final double[] tolerances;

    private ElementwiseReference(ElementwiseCase of, int[] places) {
        this.of = of;
        this.places = places;
        values = new double[places.length];
        tolerances = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            compute(i);
        }
    }

    /** The reference of a case. */
    static ElementwiseReference of(ElementwiseCase of) {
        int results = of.results();
        double terms = (double) of.elements() / results;
        int wanted = (int) Math.clamp(MOST_TERMS / terms, 2, MOST_PLACES);
        return new ElementwiseReference(
                of,
                results <= wanted
                        ? IntStream.range(0, results).toArray()
                        : IntStream.concat(
                                        IntStream.of(0, results - 1),
                                        new SplittableRandom(SEED).ints(wanted, 0, results))
                                .distinct()
                                .toArray());
    }

    /** The places of the elements that it knows, in row-major order of the result. */
    int[] places() {
        return places.clone();
    }

    private float at(Operand operand, int place) {
        return operand.numbers(of.operation().positive()).at(place);
    }

    private void compute(int i) {
        int place = places[i];
        int columns = of.columns();
        double a = at(Operand.A, place);
        double b = at(Operand.B, place);
        double row = at(Operand.ROW, place % columns);
        switch (of.operation()) {
            case ADD -> set(i, a + b, 1, Math.abs(a) + Math.abs(b));
            case MUL_ADD -> {
                double c = at(Operand.C, place);
                set(i, a * b + c, 2, Math.abs(a * b) + Math.abs(c));
            }
            case ADD_ROW -> set(i, a + row, 1, Math.abs(a) + Math.abs(row));
            case ADD_COLUMN -> {
                double column = at(Operand.COLUMN, place / columns);
                set(i, a + column, 1, Math.abs(a) + Math.abs(column));
            }
            case SCALE -> set(i, a * JavaCalls.FACTOR, 1, Math.abs(a * JavaCalls.FACTOR));
            case RELU -> set(i, Math.max(a, 0), 0, 0);
            case EXP -> set(i, Math.exp(a), FUNCTION, Math.exp(a));
            case TANH -> set(i, Math.tanh(a), FUNCTION, Math.abs(Math.tanh(a)));
            case GREATER -> set(i, a > b ? 1 : 0, 0, 0);
            case WHERE -> set(i, at(Operand.MASK, place) >= 0 ? a : b, 0, 0);
            case TRANSPOSE -> set(i, at(Operand.A, place % of.rows() * columns + place / of.rows()), 0, 0);
            case SLICE -> {
                int kept = (columns + 1) / 2;
                set(i, at(Operand.A, place / kept * columns + 2 * (place % kept)), 0, 0);
            }
            case ADD_RELU -> set(i, Math.max(a + row, 0), 1, Math.abs(a) + Math.abs(row));
            case SUM -> sum(i, 0, 1, of.elements(), false);
            case SUM_ROWS -> sum(i, place * columns, 1, columns, false);
            case SUM_COLUMNS -> sum(i, place, columns, of.rows(), false);
            case MUL_SUM -> sum(i, place * columns, 1, columns, true);
            case ARGMAX -> set(i, argmax(), 0, 0);
        }
    }

    /** An element that may be off by so many roundings of numbers of so much. */
    private void set(int i, double value, double roundings, double magnitude) {
        values[i] = value;
        tolerances[i] = roundings * UNIT * magnitude;
    }

    private void sum(int i, int from, int step, int count, boolean products) {
        Numbers a = Operand.A.numbers(true);
        Numbers b = Operand.B.numbers(true);
        double sum = 0;
        for (int n = 0, place = from; n < count; n++, place += step) {
            double term = a.at(place);
            sum += products ? term * b.at(place) : term;
        }
        int roundings = products ? count + 1 : count;
        set(i, sum, Math.min(roundings, LAMBDA * Math.sqrt(roundings)), sum); // no term is negative
    }

    private int argmax() {
        Numbers a = Operand.A.numbers(false);
        int at = 0;
        float most = a.at(0);
        for (int place = 1; place < of.elements(); place++) {
            float value = a.at(place);
            if (value > most) {
                most = value;
                at = place;
            }
        }
        return at;
    }

    /**
     * Compares a result.
     *
     * @param count how many elements it has
     * @param actual those at {@link #places}
     * @return why it is not near; empty if it is
     */
    String check(long count, double[] actual) {
        if (count != of.results() || actual.length != places.length) {
            return count + " elements, of which " + actual.length + " were to be compared, not " + of.results()
                    + " and " + places.length;
        }
        for (int i = 0; i < places.length; i++) {
            if (!(Math.abs(actual[i] - values[i]) <= tolerances[i])) { // not for NaN
                return "not near the reference: element " + places[i] + " is " + actual[i] + ", not " + values[i];
            }
        }
        return "";
    }
}
