package dev.gatun.gemm;

/**
 * How a product is going to be computed, and why: what took it, and which operands it reads as they lie.
 *
 * @param m rows of each product
 * @param n columns of each product
 * @param k length of the sums
 * @param batch how many such products are computed; a batch that is one tall matrix counts as one product
 * @param backend what computes it and why, in one line
 * @param left how the left operand is read
 * @param right how the right operand is read
 */
public record MatmulPlan(long m, long n, long k, long batch, String backend, Operand left, Operand right) {

    /**
     * How an operand is read.
     *
     * @param copied whether it is copied into scratch memory first
     * @param how in place with its leading dimension, or copied and why
     */
    public record Operand(boolean copied, String how) {
        /**
         * The same in words.
         *
         * @return for example {@code in place, transposed, ld 784}
         */
        @Override
        public String toString() {
            return how;
        }
    }

    /**
     * The plan as a person reads it.
     *
     * @return four aligned lines
     */
    @Override
    public String toString() {
        return "product  " + m + " x " + k + " by " + k + " x " + n + (batch == 1 ? "" : ", " + batch + " times")
                + "\nbackend  " + backend
                + "\nleft     " + left
                + "\nright    " + right;
    }
}
