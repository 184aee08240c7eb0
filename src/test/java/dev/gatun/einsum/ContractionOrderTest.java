package dev.gatun.einsum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders of contraction: known ones, and random ones against all orders there are. */
class ContractionOrderTest {

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # subscripts          | shapes                       | pairs         | naive    | flops   | largest
            ij->ji                | 2 3                          | none          | 6        | 0       | 6
            ij->i                 | 2 3                          | none          | 12       | 6       | 2
            # what one operand has alone is summed first
            ij,kl->il             | 2 3, 4 5                     | 0,1           | 240      | 36      | 10
            ij,jk->ik             | 2 3, 3 4                     | 0,1           | 48       | 48      | 8
            # a chain is contracted from its thin end
            ij,jk,k->i            | 100 100, 100 100, 100        | 1,2 0,3       | 3000000  | 40000   | 100
            i,ij,jk->k            | 100, 100 100, 100 100        | 0,1 3,2       | 3000000  | 40000   | 100
            ab,bc,cd->ad          | 10 2, 2 50, 50 3             | 1,2 0,3       | 9000     | 720     | 30
            # equal flops: the smaller intermediate
            i,j,i->ij             | 2, 3, 2                      | 0,2 3,1       | 12       | 8       | 6
            ik,jkl,il->ij         | 64 64, 64 64 64, 64 64       | 0,2 3,1       | 50331648 | 33816576 | 262144
            """)
    void knownOrders(String subscripts, String shapes, String pairs, double naive, double flops, double largest) {
        ContractionOrder order = order(subscripts, shapes);
        StringBuilder found = new StringBuilder();
        order.steps().forEach(pair -> found.append(pair.a() + "," + pair.b() + " "));
        assertThat(found.isEmpty() ? "none" : found.toString().strip()).isEqualTo(pairs);
        assertThat(order.naiveFlops()).isEqualTo(naive);
        assertThat(order.flops()).isEqualTo(flops);
        assertThat(order.largest()).isEqualTo(largest);
    }

    @Test
    void noOrderTakesFewerFlops() {
        Random random = new Random(44);
        for (int round = 0; round < 300; round++) {
            int count = 3 + random.nextInt(3);
            String labels = "abcdef";
            List<String> operands = new ArrayList<>();
            StringBuilder shapes = new StringBuilder();
            long[] sizes = random.longs(labels.length(), 2, 6).toArray();
            for (int i = 0; i < count; i++) {
                StringBuilder operand = new StringBuilder();
                shapes.append(i == 0 ? "" : ", ");
                for (int l = 0; l < labels.length(); l++) {
                    if (random.nextInt(5) < 2) {
                        operand.append(labels.charAt(l));
                        shapes.append(sizes[l]).append(' ');
                    }
                }
                operands.add(operand.toString());
            }
            String output = random.nextBoolean() ? "" : Labels.common("acf", String.join("", operands));
            String subscripts = String.join(",", operands) + "->" + output;
            Contraction contraction = contraction(subscripts, shapes.toString());
            ContractionOrder order = ContractionOrder.of(contraction, operands, output);
            double sums = contraction.terms().stream()
                    .filter(term -> !term.sums().isEmpty())
                    .mapToDouble(term -> contraction.count(term.labels()))
                    .sum();
            List<String> live =
                    contraction.terms().stream().map(Contraction.Term::live).toList();
            assertThat(order.flops()).as(subscripts).isEqualTo(sums + least(contraction, live, output));
        }
    }

    /** The fewest flops of all orders, tried one by one. */
    private static double least(Contraction contraction, List<String> values, String output) {
        if (values.size() == 1) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int b = 1; b < values.size(); b++) {
            for (int a = 0; a < b; a++) {
                List<String> rest = new ArrayList<>(values);
                String second = rest.remove(b);
                String first = rest.remove(a);
                String all = Labels.union(first, second);
                String kept = Labels.common(all, String.join("", rest) + output);
                double flops = contraction.count(all) * (kept.equals(all) ? 1 : 2);
                rest.add(kept);
                least = Math.min(least, flops + least(contraction, rest, output));
            }
        }
        return least;
    }

    @Test
    void manyOperandsAreContractedOneAfterAnother() {
        int count = 20;
        StringBuilder subscripts = new StringBuilder();
        StringBuilder shapes = new StringBuilder();
        for (int i = 0; i < count; i++) {
            subscripts.append(i == 0 ? "" : ",").append((char) ('a' + i)).append((char) ('b' + i));
            shapes.append(i == 0 ? "" : ", ").append(10).append(' ').append(10);
        }
        ContractionOrder order = order(subscripts + "->a" + (char) ('a' + count), shapes.toString());
        assertThat(order.steps()).hasSize(count - 1);
        assertThat(order.flops()).isEqualTo((count - 1) * 2000.0); // a chain of products of 10 x 10
        assertThat(order.largest()).isEqualTo(100);
        boolean[] used = new boolean[2 * count - 1];
        order.steps().forEach(pair -> {
            assertThat(used[pair.a()] || used[pair.b()]).isFalse();
            used[pair.a()] = true;
            used[pair.b()] = true;
        });
    }

    private static ContractionOrder order(String subscripts, String shapes) {
        Contraction contraction = contraction(subscripts, shapes);
        List<String> operands =
                contraction.terms().stream().map(Contraction.Term::labels).toList();
        return ContractionOrder.of(contraction, operands, contraction.output());
    }

    private static Contraction contraction(String subscripts, String shapes) {
        long[][] sizes = Arrays.stream(shapes.split(",", -1))
                .map(shape -> Arrays.stream(shape.strip().split(" ", -1))
                        .filter(size -> !size.isEmpty())
                        .mapToLong(Long::parseLong)
                        .toArray())
                .toArray(long[][]::new);
        return Contraction.of(Subscripts.parse(subscripts), sizes);
    }
}
