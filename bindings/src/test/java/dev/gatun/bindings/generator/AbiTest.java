package dev.gatun.bindings.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.bindings.OpenBlas;
import dev.gatun.bindings.openblas.cblas_h;
import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bindings against the declarations of {@code abi_check.c}, which the C compiler in turn holds against OpenBLAS's
 * own header. So a descriptor that disagrees with the header fails here or there, whichever of the two went wrong.
 */
class AbiTest {

    private static final Path CHECK = Path.of(System.getProperty("gatun.test.module", ""))
            .toAbsolutePath()
            .resolveSibling("native/src/main/c/abi_check.c");

    /** Its own declarations only: what it includes is what it is compared with. */
    private static CHeader check() throws IOException {
        return new CHeader()
                .read(new Preprocessor(name -> Optional.empty()).run("abi_check.c", Files.readString(CHECK)));
    }

    @BeforeAll
    static void load() {
        Assumptions.assumeTrue(OpenBlas.instance().isPresent(), "a descriptor is in reach only with its symbol");
    }

    static Stream<String> bound() {
        return Arrays.stream(cblas_h.class.getMethods())
                .map(Method::getName)
                .filter(name -> name.endsWith("$descriptor"))
                .map(name -> name.substring(0, name.indexOf('$')))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("bound")
    void agreesWithTheCheckInC(String name) throws Exception {
        CHeader check = check();
        assertThat(check.declares(name)).as("%s declares %s again", CHECK, name).isTrue();
        CHeader.Function function = check.function(name);
        FunctionDescriptor descriptor = (FunctionDescriptor)
                cblas_h.class.getMethod(name + "$descriptor").invoke(null);

        List<CType.Kind> arguments =
                descriptor.argumentLayouts().stream().map(AbiTest::kind).toList();
        assertThat(arguments)
                .as(function.declaration())
                .isEqualTo(
                        function.parameters().stream().map(p -> p.type().kind()).toList());
        assertThat(descriptor.returnLayout().map(AbiTest::kind).orElse(CType.Kind.VOID))
                .as(function.declaration())
                .isEqualTo(function.returns().kind());
    }

    @Test
    void everyConstantIsCheckedInC() throws Exception {
        String check = Files.readString(CHECK);
        for (Method method : cblas_h.class.getMethods()) {
            if (method.getName().startsWith("Cblas")) {
                assertThat(check).contains("_Static_assert(" + method.getName() + " == " + method.invoke(null) + ",");
            }
        }
    }

    private static CType.Kind kind(MemoryLayout layout) {
        if (layout instanceof AddressLayout) {
            return CType.Kind.POINTER;
        }
        if (layout instanceof ValueLayout.OfInt) {
            return CType.Kind.INT;
        }
        if (layout instanceof ValueLayout.OfFloat) {
            return CType.Kind.FLOAT;
        }
        if (layout instanceof ValueLayout.OfDouble) {
            return CType.Kind.DOUBLE;
        }
        throw new AssertionError("no bound function takes " + layout);
    }
}
