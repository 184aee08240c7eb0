package dev.gatun.bench.sgemm;

/** Which operands lie transposed in memory; in the product they are views that turn them around. */
public enum Transposes {
    /** None. */
    NN(false, false),
    /** The right one. */
    NT(false, true),
    /** The left one. */
    TN(true, false),
    /** Both. */
    TT(true, true);

    private final boolean left;
    private final boolean right;

    Transposes(boolean left, boolean right) {
        this.left = left;
        this.right = right;
    }

    static Transposes of(boolean left, boolean right) {
        if (left) {
            return right ? TT : TN;
        }
        return right ? NT : NN;
    }

    /** Whether the left operand, m x k, lies as k x m. */
    boolean left() {
        return left;
    }

    /** Whether the right operand, k x n, lies as n x k. */
    boolean right() {
        return right;
    }
}
