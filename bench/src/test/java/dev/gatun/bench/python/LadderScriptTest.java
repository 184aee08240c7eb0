package dev.gatun.bench.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.bench.python.LadderScript.Needs;
import dev.gatun.bench.python.LadderScript.PythonTier;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderScriptTest {
    private final List<PythonTier> tiers = LadderScript.tiers();

    @Test
    void finds_every_tier_of_the_file() {
        long registered = LadderScript.resource("ladder.py")
                .lines()
                .filter(line -> line.startsWith("@tier("))
                .count();
        assertThat(tiers).hasSize((int) registered).extracting(PythonTier::id).doesNotHaveDuplicates();
        assertThat(tiers)
                .extracting(PythonTier::id)
                .contains("python.tensors", "python.arrays", "python.lists", "torch.elementwise", "torch.broadcast")
                .contains("torch.einsum", "torch.operator", "numpy.einsum", "numpy.operator");
    }

    @Test
    void shows_the_line_that_runs() {
        assertThat(tier("python.lists"))
                .isEqualTo(new PythonTier(
                        "python.lists",
                        "Python, three loops over lists",
                        Needs.PYTHON,
                        "c[i][j] += a[i][l] * b[l][j]"));
        assertThat(tier("torch.elementwise").code()).isEqualTo("c[i,j] = (a[i,:] * b[:,j]).sum()");
        assertThat(tier("torch.broadcast").code()).isEqualTo("c[i] = (a[i].unsqueeze(-1) * b).sum(dim=0)");
        assertThat(tier("torch.einsum").code()).isEqualTo("torch.einsum('ik,kj->ij', a, b)");
        assertThat(tier("numpy.operator"))
                .extracting(PythonTier::code, PythonTier::needs)
                .containsExactly("a @ b", Needs.NUMPY);
    }

    private PythonTier tier(String id) {
        return tiers.stream().filter(tier -> tier.id().equals(id)).findFirst().orElseThrow();
    }
}
