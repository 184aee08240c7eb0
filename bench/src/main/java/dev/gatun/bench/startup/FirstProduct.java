package dev.gatun.bench.startup;

import dev.gatun.Tensor;
import dev.gatun.gemm.Backend;

/** A Java program that multiplies once, the lesson's sizes, and looks at the product. */
final class FirstProduct {
    private static final int K = 784;

    private FirstProduct() {}

    /**
     * Multiplies.
     *
     * @param arguments the backend
     */
    public static void main(String[] arguments) {
        Tensor product = Tensor.ones(5, K).matmul(Tensor.ones(K, 10), Backend.valueOf(arguments[0]));
        for (float element : product.toArray()) {
            if (element != K) { // a sum of ones, exact in float
                throw new IllegalStateException("an element of the product is " + element + ", not " + K);
            }
        }
    }
}
