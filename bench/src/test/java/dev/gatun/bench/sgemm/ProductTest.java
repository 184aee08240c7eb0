package dev.gatun.bench.sgemm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProductTest {
    @Test
    void all_of_them_with_a_reason_each() {
        assertThat(Product.ALL.stream().filter(product -> product.transposes() == Transposes.NN))
                .extracting(product -> product.shape().toString())
                .containsExactly(
                        "4x4x4",
                        "8x8x8",
                        "16x16x16",
                        "32x32x32",
                        "48x48x48",
                        "64x64x64",
                        "96x96x96",
                        "127x127x127",
                        "128x128x128",
                        "129x129x129",
                        "192x192x192",
                        "256x256x256",
                        "384x384x384",
                        "512x512x512",
                        "768x768x768",
                        "1000x1000x1000",
                        "1024x1024x1024",
                        "2048x2048x2048",
                        "5x784x10",
                        "64x784x50",
                        "50000x784x50",
                        "1x1024x1024",
                        "1024x1024x1",
                        "1x4096x4096",
                        "8x4096x4096",
                        "1024x1x1024",
                        "128x64x128",
                        "32x2048x32",
                        "2048x32x2048");
        assertThat(Product.ALL.stream().filter(product -> product.transposes() != Transposes.NN))
                .extracting(Product::toString)
                .containsExactly(
                        "64x784x50 NT",
                        "64x784x50 TN",
                        "64x784x50 TT",
                        "256x256x256 NT",
                        "256x256x256 TN",
                        "256x256x256 TT",
                        "1000x1000x1000 NT",
                        "1000x1000x1000 TN",
                        "1000x1000x1000 TT");
        assertThat(Product.ALL).extracting(Product::why).doesNotContain("");
    }

    @Test
    void are_found_by_a_part_of_their_name() {
        assertThat(Product.matching(Pattern.compile("^64x784x50")))
                .extracting(Product::transposes)
                .containsExactly(Transposes.values());
        assertThat(Product.matching(Pattern.compile("TT$"))).hasSize(3);
        assertThat(Product.matching(Pattern.compile("absent"))).isEmpty();
    }

    @Test
    void are_large_from_16_on() {
        assertThat(Product.ALL.stream().filter(product -> !product.isLarge()))
                .extracting(Product::toString)
                .containsExactly("4x4x4 NN", "8x8x8 NN");
    }
}
