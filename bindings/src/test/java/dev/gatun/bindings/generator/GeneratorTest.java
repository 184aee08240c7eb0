package dev.gatun.bindings.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {

    private static final Path MODULE =
            Path.of(System.getProperty("gatun.test.module", "")).toAbsolutePath();

    @TempDir
    private Path temp;

    private static CHeader header(String text) {
        return new CHeader().read(new Preprocessor(name -> Optional.empty()).run("test.h", text));
    }

    @Test
    void theCheckedInSourceIsWhatTheHeaderGives() throws IOException {
        assertThat(Files.readString(Generator.source(MODULE)))
                .as("bindings/README.md says how to regenerate it")
                .isEqualTo(Generator.generate(MODULE));
    }

    @Test
    void readsEveryDeclarationOfTheListFromTheRealHeader() throws IOException {
        CHeader header = Generator.header();
        assertThat(header.function("cblas_snrm2").declaration())
                .isEqualTo("float cblas_snrm2(const blasint N, const float *X, const blasint incX)");
        assertThat(header.function("openblas_get_config").declaration()).isEqualTo("char *openblas_get_config(void)");
        assertThat(header.constant("CblasConjNoTrans"))
                .isEqualTo(new CHeader.Constant("CBLAS_TRANSPOSE", "CblasConjNoTrans", 114));
        for (String function :
                JextractArgs.read(MODULE.resolve("jextract.args")).functions()) {
            assertThat(header.function(function).name()).isEqualTo(function);
        }
    }

    @Test
    void namesTheLineOfWhatItCannotRead() {
        CHeader header = header("""
                typedef struct { int a; } s;

                void fine(int);
                void f(int n,
                       s value);
                void g(void (*callback)(int));
                float _Complex h(void);
                int v(int n, ...);
                """);
        assertThat(header.function("fine").parameters()).hasSize(1);
        assertError(header, "f", "test.h:5: unknown type s");
        assertError(header, "g", "test.h:6: pointers to functions are not supported");
        assertError(header, "h", "test.h:7: the type float _Complex is not supported");
        assertError(header, "v", "test.h:8: unknown type ...");
        assertError(header, "nowhere", "the header declares no function nowhere");
        assertThatExceptionOfType(HeaderException.class)
                .isThrownBy(() -> header.constant("NOWHERE"))
                .withMessage("the header defines no constant NOWHERE");
    }

    private static void assertError(CHeader header, String function, String message) {
        assertThatExceptionOfType(HeaderException.class)
                .isThrownBy(() -> header.function(function))
                .withMessageContaining(message);
    }

    @Test
    void readsTypes() {
        CHeader header = header(
                "#define API extern\ntypedef unsigned long long wide;\nenum E { A, B = 7, C, D = -1 };\n"
                        + "API const char *const *f(const enum E e, unsigned n, long int l, wide w, double x[], void *p, _Bool b);");
        assertThat(header.function("f").declaration())
                .isEqualTo(
                        "const char **f(const enum E e, unsigned n, long int l, wide w, double *x, void *p, _Bool b)");
        assertThat(header.function("f").parameters())
                .extracting(parameter -> parameter.type().kind())
                .containsExactly(
                        CType.Kind.INT,
                        CType.Kind.INT,
                        CType.Kind.LONG,
                        CType.Kind.LONG_LONG,
                        CType.Kind.POINTER,
                        CType.Kind.POINTER,
                        CType.Kind.BOOL);
        assertThat(header.constant("C").value()).isEqualTo(8);
        assertThat(header.constant("D").value()).isEqualTo(-1);
    }

    @Test
    void followsConditions() {
        CHeader header = header("""
                #ifdef __cplusplus
                extern "C" {
                #endif
                #define V 3 /* a
                comment */
                #if defined(V) && (V >= 3) && !defined NONE
                void yes(void);
                #elif V == 3
                void never(void);
                #else
                void no(void);
                #endif
                #if 0
                #error not supported
                #if 1
                void inner(void);
                #endif
                #endif
                #undef V
                #ifndef V // gone
                void \\
                undone(void);
                #endif
                """);
        assertThat(header.names()).containsExactly("yes", "undone");
    }

    @Test
    void saysWhatIsWrongWithAHeader() {
        assertHeader("#if 1\n", "an #if has no #endif");
        assertHeader("#endif\n", "test.h:1: #endif without #if");
        assertHeader("\n/* open", "test.h:2: the comment has no end");
        assertHeader("\n\nvoid f(int a", "test.h:3: the declaration has no end");
        assertHeader("#error stop", "test.h:1: the directive #error is not supported");
    }

    private static void assertHeader(String text, String message) {
        assertThatExceptionOfType(HeaderException.class)
                .isThrownBy(() -> header(text))
                .withMessageContaining(message);
    }

    @Test
    void refusesOptionsThatItWouldNotFollow() throws IOException {
        Path args = Files.writeString(temp.resolve("args"), "--target-package p\n--library openblas\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JextractArgs.read(args))
                .withMessageContaining("--library");
    }

    @Test
    void looksForTheRealToolOnThePath() throws IOException {
        assertThat(Jextract.find(temp.toString())).isEmpty();
        Path tool = Files.createFile(temp.resolve("jextract"));
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        assertThat(Jextract.find("/nowhere" + File.pathSeparator + temp)).contains(tool);
    }
}
