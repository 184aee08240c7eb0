package dev.gatun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What the golden texts of {@link GoldenTest} cannot show. */
class TensorPrinterTest {
    @Test
    void aSummaryReadsOnlyWhatItShows() {
        Tensor huge = Tensor.scalar(1).expand(1L << 20, 1L << 20, 1L << 20);
        String text = assertTimeoutPreemptively(Duration.ofSeconds(10), huge::toString);
        assertThat(text).startsWith("tensor([[[1., 1., 1.,  ..., 1., 1., 1.],").contains("...,");
    }

    @Test
    void hiddenElementsHaveNoSayInTheFormat() {
        Tensor x = Tensor.ones(1001);
        x.set(Float.MIN_VALUE, 500);
        assertThat(x).hasToString("tensor([1., 1., 1.,  ..., 1., 1., 1.])");
        x.set(0.5f, 998);
        assertThat(x).hasToString("tensor([1.0000, 1.0000, 1.0000,  ..., 0.5000, 1.0000, 1.0000])");
    }

    @Test
    void viewsPrintTheirOwnElements() {
        Tensor x = Tensor.wrap(new float[] {-1e9f, 0, 1, 2, 3, 1e9f}, 6);
        assertThat(x.at("1:-1").view(2, 2)).hasToString("tensor([[0., 1.],\n        [2., 3.]])");
        assertThat(x.at("4:0:-1")).hasToString("tensor([3., 2., 1., 0.])");
    }

    @Test
    void numbersLookAlikeInEveryCountry() {
        Locale locale = Locale.getDefault();
        try {
            for (String tag : new String[] {"de-DE", "ar-EG-u-nu-arab", "tr-TR"}) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(Tensor.of(1.5f, 1e10f)).hasToString("tensor([1.5000e+00, 1.0000e+10])");
                assertThat(Tensor.ofBooleans()).hasToString("tensor([], dtype=torch.bool)");
            }
        } finally {
            Locale.setDefault(locale);
        }
    }

    @Test
    void aClosedArenaIsAnExceptionNotACrash() {
        Tensor tensor;
        try (Arena arena = Arena.ofConfined()) {
            tensor = Tensor.ones(arena, 3);
            assertThat(tensor).hasToString("tensor([1., 1., 1.])");
        }
        assertThatThrownBy(tensor::toString).isInstanceOf(IllegalStateException.class);
    }
}
