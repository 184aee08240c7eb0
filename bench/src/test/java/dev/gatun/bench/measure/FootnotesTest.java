package dev.gatun.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FootnotesTest {
    @Test
    void each_reason_stands_there_once() {
        Footnotes notes = new Footnotes();
        assertThat(notes.toText()).isEmpty();
        assertThat(notes.toMarkdown()).isEmpty();
        assertThat(notes.mark("torch.einsum", "no PyTorch")).isEqualTo("[1]");
        assertThat(notes.mark("numpy.einsum", "no NumPy")).isEqualTo("[2]");
        assertThat(notes.mark("torch.operator", "no PyTorch")).isEqualTo("[1]");
        assertThat(notes.mark("torch.operator", "no PyTorch")).isEqualTo("[1]");
        assertThat(notes.toText())
                .isEqualTo("\n[1] torch.einsum, torch.operator: no PyTorch\n[2] numpy.einsum: no NumPy\n");
        assertThat(notes.toMarkdown())
                .isEqualTo("\n1. torch.einsum, torch.operator: no PyTorch\n2. numpy.einsum: no NumPy\n");
    }
}
