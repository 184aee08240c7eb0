/**
 * C as Java sees it: OpenBLAS, found, checked and opened, behind {@link dev.gatun.bindings.OpenBlas}.
 *
 * <p>Calls native code, so start the JVM with {@code --enable-native-access=dev.gatun.bindings} on the module path,
 * {@code --enable-native-access=ALL-UNNAMED} on the class path.
 */
module dev.gatun.bindings {
    requires static org.jspecify;

    // dev.gatun.bindings.openblas, the generated class, stays inside: its calls check nothing.
    exports dev.gatun.bindings;
}
